"""The forms of PLAN on their own: what they offer, what they keep, and what they show beside."""

import pytest
from django.http import QueryDict

from tests.factories import MONDAY
from tests.strategy.walks import adopted_framework, chain_of_three, drafted_document, goal_tree
from varv.core.kinds import GoalKind, StrategyPhase
from varv.core.status import Direction
from varv.core.theory import Level
from varv.regions.models import User
from varv.strategy import operations
from varv.strategy.models import ChainStep, Goal
from varv.web.strategy.forms import (
    AdoptForm,
    EditGoalForm,
    EditStepForm,
    GoalForm,
    LinkForm,
    MoveGoalForm,
    RowForm,
    StepForm,
    of,
)

pytestmark = pytest.mark.django_db


def sent(**values):
    """What a browser sends."""
    form = QueryDict(mutable=True)
    form.update({name: str(value) for name, value in values.items()})
    return form


def test_codes_come_back_as_codes_and_no_choice_as_nothing(anna):
    document = drafted_document(anna)
    written = sent(outline="1", name="Ett mål", kind="process", is_targeted="wish", wished="down", phase="")

    form = GoalForm(written, region_id=anna.region_id, document=document)

    assert form.is_valid()
    assert (form.cleaned_data["kind"], form.cleaned_data["wished"], form.cleaned_data["phase"]) == (
        GoalKind.PROCESS,
        Direction.DOWN,
        None,
    )
    assert (form.cleaned_data["is_targeted"], form.cleaned_data["owner"], form.cleaned_data["parent"]) == (
        False,
        None,
        None,
    )


def test_form_tells_which_fields_may_be_left_empty(anna):
    form = RowForm(region_id=anna.region_id)

    assert {line.field.name: line.is_optional for line in form.lines()} == {
        "what": False,
        "how": True,
        "who": True,
        "when": True,
        "comment": True,
    }


def test_hidden_revision_is_no_line_of_the_form(anna):
    goal = goal_tree(anna, drafted_document(anna))[0]

    form = MoveGoalForm(region_id=anna.region_id, goal=goal, initial=of(goal, "parent"))

    assert [line.field.name for line in form.lines()] == ["parent", "place"]
    assert form["revision"].value() == goal.revision


def test_goal_is_not_offered_retired_goals_to_stand_under(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)
    operations.retire_goal(goal=second, reason="Målet är nått.", by=anna, at=MONDAY)

    offered = GoalForm(region_id=anna.region_id, document=document).fields["parent"].queryset
    moved = MoveGoalForm(region_id=anna.region_id, goal=school).fields["parent"].queryset

    assert list(offered) == [first, school, health]
    assert list(moved) == [first, health]


def test_steps_are_told_with_their_level(anna):
    chain, steps, _links = chain_of_three(anna)

    labels = dict(LinkForm(region_id=anna.region_id, chain=chain).fields["source"].choices)

    assert [label.partition(": ")[2] for label in list(labels.values())[1:]] == [step.text for step in steps]
    assert all(str(label).partition(": ")[0] for label in list(labels.values())[1:])


def test_generic_activities_are_offered_by_number(anna):
    adopted_framework(anna)

    offered = StepForm(region_id=anna.region_id).fields["generic_activity"].queryset

    assert [activity.number for activity in offered] == list(range(1, 12))


@pytest.mark.parametrize(("versions", "is_required"), [(0, False), (1, True), (4, True)])
def test_reasons_are_needed_from_the_second_version_on(versions, is_required, anna):
    written = sent(adopted_on="2026-04-28", adopted_by="Nämnden", reason="", case_number="")

    form = AdoptForm(written, region_id=anna.region_id, versions=versions)

    assert form.is_valid() is not is_required
    assert list(form.errors) == (["reason"] if is_required else [])


def test_form_that_was_first_shows_nothing_beside(anna):
    goal = goal_tree(anna, drafted_document(anna))[0]
    written = sent(outline="1", name="Nytt", kind="effect", is_targeted="target", revision=goal.revision)
    form = EditGoalForm(written, region_id=anna.region_id, document=goal.document, initial=of(goal, "name"))
    assert form.is_valid()

    form.set_beside(goal.revision)

    assert (form.is_beside, [line.before for line in form.lines() if line.before]) == (False, [])


def test_form_that_was_second_shows_in_words_what_stands_now(anna):
    document = drafted_document(anna)
    goal = goal_tree(anna, document)[1]
    owner = User.objects.get(pk=anna.person_id)
    operations.edit_goal(
        goal=goal, revision=1, phase=StrategyPhase.CLOSING, owner=owner, description="", by=anna, at=MONDAY
    )
    stands = of(Goal.objects.get(pk=goal.pk), "outline", "name", "phase", "owner", "description")
    written = sent(
        outline="1.1", name=goal.name, kind="effect", is_targeted="target", description="Min text", revision=1
    )
    form = EditGoalForm(written, region_id=anna.region_id, document=document, initial=stands)
    assert form.is_valid()

    form.set_beside(2)

    beside = {line.field.name: line.before for line in form.lines() if line.before}
    assert (beside["owner"], set(beside) - {"owner"}) == ("Anna", {"description", "phase", "kind", "is_targeted"})
    assert (form["revision"].value(), form["description"].value()) == ("2", "Min text")


def test_step_form_shows_another_level_beside_in_words(anna):
    _chain, steps, _links = chain_of_three(anna)
    step = steps[0]
    operations.edit_step(
        step=step, level=Level.INPUT, text=step.text, generic_activity=None, revision=1, by=anna, at=MONDAY
    )
    stands = of(ChainStep.objects.get(pk=step.pk), "level", "text", "generic_activity")
    form = EditStepForm(sent(level="activity", text=step.text, revision=1), region_id=anna.region_id, initial=stands)
    assert form.is_valid()

    form.set_beside(2)

    (line,) = [line for line in form.lines() if line.before]
    shown = dict(form.fields["level"].choices)
    assert (line.field.name, line.before) == ("level", shown["input"])
