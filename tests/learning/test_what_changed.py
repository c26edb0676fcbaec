"""What can have changed: a goal, a chain, a document, a form or a way of working; each with its proof."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    MONDAY,
    ChainVersionFactory,
    DocumentVersionFactory,
    GoalFactory,
    QuestionTemplateFactory,
    SteeringDocumentFactory,
)
from tests.learning.walks import acted_on_recommendation, adopted_version, opened_turn, recorded_change
from varv.core.kinds import ChangeKind
from varv.core.refusals import RuleBroken
from varv.core.workflow import RecommendationState
from varv.learning import operations
from varv.learning.models import Change
from varv.learning.rules.changes import adopted_day
from varv.rounds.models import QuestionTemplate

pytestmark = pytest.mark.django_db

OCTOBER = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)


def a_form(**changed):
    values = {"name": "Halvårsrapport", "version": 90, "adopted_at": OCTOBER}
    return QuestionTemplateFactory(**(values | changed))


@pytest.fixture
def ground(anna, disa):
    return acted_on_recommendation(anna, disa), opened_turn(anna)


def record(anna, ground, **told):
    recommendation, turn = ground
    values = {
        "what": "Vi ringer i stället för att skicka enkät",
        "before": "Vi skickade enkät.",
        "after": "Vi ringer.",
        "decided_on": date(2026, 11, 12),
    }
    return operations.record_change(because_of=recommendation, turn=turn, **(values | told), by=anna, at=MONDAY)


def test_the_kind_follows_from_the_version(anna, ground):
    plan, chain, form = adopted_version(anna), ChainVersionFactory(adopted_on=NOVEMBER), a_form()

    kinds = [record(anna, ground, version=version).kind for version in (plan, chain, form)]

    assert kinds == [ChangeKind.DOCUMENT, ChangeKind.CHAIN, ChangeKind.FORM]


def test_a_changed_form_names_its_version(anna, ground):
    form = a_form()

    change = record(anna, ground, version=form)

    assert (change.template, change.document_version, change.chain_version) == (form, None, None)


def test_a_changed_goal_names_the_goal_and_the_version_of_its_document(anna, ground):
    plan = adopted_version(anna)
    goal = GoalFactory(document=plan.document)

    change = record(anna, ground, version=plan, goal=goal)

    assert (change.kind, change.goal, change.document_version) == (ChangeKind.GOAL, goal, plan)


@pytest.mark.parametrize("kind", [ChangeKind.LEARNING_PLAN, ChangeKind.WAY_OF_WORKING])
def test_what_has_no_versions_is_told_before_and_after(kind, anna, ground):
    change = record(anna, ground, kind=kind)

    assert (change.kind, change.before, change.after) == (kind, "Vi skickade enkät.", "Vi ringer.")
    assert (change.document_version, change.chain_version, change.template, change.goal) == (None, None, None, None)


@pytest.mark.parametrize("kind", [ChangeKind.LEARNING_PLAN, ChangeKind.WAY_OF_WORKING])
@pytest.mark.parametrize("before", ["", "  "])
def test_what_is_told_in_words_needs_a_before(kind, before, anna, ground):
    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, kind=kind, before=before)

    assert (refused.value.code, refused.value.facts["field"]) == ("change.before_missing", "before")


@pytest.mark.parametrize("kind", list(ChangeKind))
@pytest.mark.parametrize("after", ["", "\n "])
def test_no_change_is_recorded_without_an_after(kind, after, anna, ground):
    version = {
        ChangeKind.CHAIN: lambda: ChainVersionFactory(adopted_on=NOVEMBER),
        ChangeKind.FORM: a_form,
        ChangeKind.DOCUMENT: lambda: adopted_version(anna),
        ChangeKind.GOAL: lambda: adopted_version(anna),
    }.get(kind, lambda: None)()

    with pytest.raises(RuleBroken, match=r"change\.after_missing"):
        record(anna, ground, kind=kind, version=version, after=after)

    assert not Change.objects.of(anna.region_id).exists()


@pytest.mark.parametrize("kind", [kind for kind in ChangeKind if kind.has_versions])
def test_what_has_versions_is_refused_without_one(kind, anna, ground):
    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, kind=kind)

    assert (refused.value.code, refused.value.facts) == (
        "change.version_missing",
        {"field": "version", "kind": kind},
    )
    assert ground[0].changes.count() == 0


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        (ChangeKind.CHAIN, "plan"),
        (ChangeKind.FORM, "plan"),
        (ChangeKind.DOCUMENT, "chain"),
        (ChangeKind.GOAL, "form"),
    ],
)
def test_a_version_of_another_kind_is_refused(kind, version, anna, ground):
    made = {
        "plan": lambda: adopted_version(anna),
        "chain": lambda: ChainVersionFactory(adopted_on=NOVEMBER),
        "form": a_form,
    }[version]()

    with pytest.raises(RuleBroken, match=r"change\.version_missing"):
        record(anna, ground, kind=kind, version=made)


def test_a_version_is_refused_where_the_change_is_told_in_words(anna, ground):
    plan = adopted_version(anna)

    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, kind=ChangeKind.WAY_OF_WORKING, version=plan)

    assert (refused.value.code, refused.value.facts["kind"]) == ("change.told_in_words", ChangeKind.WAY_OF_WORKING)


def test_neither_kind_nor_version_is_refused(anna, ground):
    with pytest.raises(RuleBroken) as refused:
        record(anna, ground)

    assert (refused.value.code, refused.value.facts["field"]) == ("change.kind_missing", "kind")


@pytest.mark.parametrize("what", ["", " "])
def test_a_change_says_what_is_different(what, anna, ground):
    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, kind=ChangeKind.WAY_OF_WORKING, what=what)

    assert (refused.value.code, refused.value.facts["field"]) == ("change.what_missing", "what")


def test_a_changed_goal_without_the_goal_is_refused(anna, ground):
    plan = adopted_version(anna)

    with pytest.raises(RuleBroken, match=r"change\.goal_missing"):
        record(anna, ground, kind=ChangeKind.GOAL, version=plan)


def test_a_goal_of_another_document_is_refused(anna, ground):
    plan = adopted_version(anna)
    goal = GoalFactory(document=SteeringDocumentFactory(title="En annan plan"), name="Ett annat mål")

    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, version=plan, goal=goal)

    assert refused.value.code == "change.goal_of_another_document"
    assert "Ett annat mål" in refused.value.facts["goal"]


@pytest.mark.parametrize("kind", [ChangeKind.DOCUMENT, ChangeKind.WAY_OF_WORKING])
def test_only_a_changed_goal_names_a_goal(kind, anna, ground):
    plan = adopted_version(anna)
    goal = GoalFactory(document=plan.document)

    with pytest.raises(RuleBroken, match=r"change\.not_about_a_goal"):
        record(anna, ground, kind=kind, version=plan if kind.has_versions else None, goal=goal)


def test_a_form_that_nobody_uses_yet_has_changed_nothing(anna, ground):
    draft = a_form(adopted_at=None)

    with pytest.raises(RuleBroken, match=r"change\.form_is_draft"):
        record(anna, ground, version=draft)

    assert ground[0].state is RecommendationState.ACTING


def test_a_form_from_before_what_was_said_is_refused(anna, ground):
    older = a_form(adopted_at=datetime(2026, 4, 27, 9, tzinfo=UTC))

    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, version=older)

    assert (refused.value.code, refused.value.facts["adopted_on"]) == (
        "change.version_is_older",
        date(2026, 4, 27),
    )


@pytest.mark.parametrize(
    ("decided_on", "code"),
    [
        (date(2026, 4, 27), "change.decided_before"),
        (date(2026, 11, 17), "change.not_decided_yet"),
    ],
)
def test_what_is_told_in_words_is_decided_between_then_and_now(decided_on, code, anna, ground):
    with pytest.raises(RuleBroken) as refused:
        record(anna, ground, kind=ChangeKind.LEARNING_PLAN, decided_on=decided_on)

    assert (refused.value.code, refused.value.facts["field"]) == (code, "decided_on")


def test_a_goal_of_another_region_is_refused(anna, stig, ground):
    plan = adopted_version(anna)
    elsewhere = GoalFactory(region_id=stig.region_id)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        record(anna, ground, version=plan, goal=elsewhere)


def test_adopted_day_is_the_swedish_day():
    late = QuestionTemplate(adopted_at=datetime(2026, 10, 5, 22, 30, tzinfo=UTC))

    assert (adopted_day(late), adopted_day(None)) == (date(2026, 10, 6), None)
    assert adopted_day(DocumentVersionFactory.build(adopted_on=NOVEMBER)) == NOVEMBER


def test_one_recommendation_may_change_a_plan_a_form_and_a_way_of_working(anna, ground):
    record(anna, ground, version=adopted_version(anna))
    record(anna, ground, version=a_form())
    record(anna, ground, kind=ChangeKind.WAY_OF_WORKING)

    recommendation = ground[0]
    recommendation.refresh_from_db()
    assert recommendation.changes.count() == 3
    assert recommendation.state is RecommendationState.CHANGED


def test_a_change_of_a_verified_recommendation_is_recorded_by_the_same_rules(anna, disa, ground):
    change = recorded_change(anna, *ground)
    operations.verify_change(change=change, how="Jag läste.", by=disa, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"change\.before_missing"):
        record(anna, ground, kind=ChangeKind.WAY_OF_WORKING, before="")

    ground[0].refresh_from_db()
    assert ground[0].state is RecommendationState.VERIFIED
