"""A project as a case and as an insats: tied, started, decided about, and what the decisions demand."""

from datetime import date, timedelta

import pytest

from tests.delivery.cases import CASE, OTHER, project_of, read_in
from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, GenericActivityFactory, ProjectFactory, UnitFactory
from tests.people import verbs
from varv.core.kinds import InitiativeKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import Condition, Initiative, Project, ProjectDecision

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
DECIDED = date(2026, 1, 15)


def refusal(verb, **named):
    """The code and the field that a verb refuses with."""
    with pytest.raises(RuleBroken) as refused:
        verb(**named, at=MONDAY)
    return refused.value.code, refused.value.facts.get("field")


def tied(anna, bo) -> Project:
    """A project that is an insats."""
    project = project_of(anna)
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)
    operations.tie_project(project=project, initiative=initiative, by=anna, at=MONDAY)
    project.refresh_from_db()
    return project


def decided(anna, project) -> ProjectDecision:
    return operations.record_decision(
        project=project, text="Stöd beviljas", decided_on=DECIDED, case_number="RUN 2026-12", by=anna, at=MONDAY
    )


def demanded(anna, decision, due_on=date(2026, 6, 1)) -> Condition:
    return operations.set_condition(decision=decision, text="En spridningsplan", due_on=due_on, by=anna, at=MONDAY)


# --- the insats


def test_tie_makes_the_case_that_initiative(anna, bo):
    project = tied(anna, bo)

    assert project.initiative == Initiative.objects.get()
    assert verbs(project) == ["read_in", "tied"]


def test_a_case_is_one_initiative_at_most(anna, bo):
    project = tied(anna, bo)
    other = running(anna, bo, name="En annan", kind=InitiativeKind.FUNDED)

    code, _field = refusal(operations.tie_project, project=project, initiative=other, by=anna)

    assert code == "project.tied_already"


def test_an_initiative_is_one_case_at_most(anna, bo):
    initiative = tied(anna, bo).initiative
    read_in(anna, CASE, OTHER)
    other = Project.objects.get(case_id=OTHER[0])

    told = refusal(operations.tie_project, project=other, initiative=initiative, by=anna)

    assert told == ("project.initiative_taken", "initiative")


@pytest.mark.parametrize("kind", [InitiativeKind.OWN, InitiativeKind.EXTERNAL])
def test_only_projects_are_cases(anna, bo, kind):
    initiative = running(anna, bo, kind=kind)

    told = refusal(operations.tie_project, project=project_of(anna), initiative=initiative, by=anna)

    assert told == ("project.wrong_kind", "initiative")


def test_what_has_ended_is_not_tied(anna, bo):
    initiative = started(anna, bo, kind=InitiativeKind.PROJECT)
    project = project_of(anna)
    Initiative.objects.filter(pk=initiative.pk).update(state="ended")

    told = refusal(operations.tie_project, project=project, initiative=initiative, by=anna)

    assert told == ("initiative.ended", "initiative")


def test_regions_are_not_tied_together(anna, stig):
    initiative = started(stig, stig, kind=InitiativeKind.FUNDED)

    code, _field = refusal(operations.tie_project, project=project_of(anna), initiative=initiative, by=anna)

    assert code == "region.not_the_same"


def test_start_makes_an_initiative_that_we_fund_and_ties_it(anna, alvmark):
    project = project_of(anna)

    initiative = operations.start_from_project(
        project=project,
        name=project.name,
        description="",
        generic_activity=GenericActivityFactory(region=alvmark),
        chain=None,
        goals=[],
        unit=UnitFactory(region=alvmark),
        responsible=person(anna),
        starts_on=project.starts_on,
        ends_on=None,
        by=anna,
        at=MONDAY,
    )

    project.refresh_from_db()
    assert project.initiative == initiative
    assert (initiative.kind, initiative.name) == (InitiativeKind.FUNDED, "Testbädd")
    assert initiative.planned_results.count() == 2
    assert verbs(project) == ["read_in", "tied"]


def test_start_is_refused_when_it_is_one_already(anna, bo):
    project = tied(anna, bo)

    code, _field = refusal(operations.start_from_project, project=project, by=anna)

    assert code == "project.tied_already"


def test_untie_lets_go(anna, bo):
    project = tied(anna, bo)

    operations.untie_project(project=project, by=anna, at=MONDAY)

    project.refresh_from_db()
    assert project.initiative is None
    assert verbs(project) == ["read_in", "tied", "untied"]
    assert refusal(operations.untie_project, project=project, by=anna) == ("project.not_tied", None)


def test_untie_is_refused_while_a_reporting_plan_hangs_on_it(anna, bo):
    project = tied(anna, bo)
    project.change(has_own_plan=True)

    assert refusal(operations.untie_project, project=project, by=anna) == ("project.has_plan", None)


def test_projects_without_an_initiative_are_found(alvmark, anna, bo):
    tied(anna, bo)
    waiting = ProjectFactory(region=alvmark)

    assert list(Project.objects.of(alvmark.pk).without_initiative()) == [waiting]


@pytest.mark.parametrize("verb", [operations.untie_project, operations.start_from_project])
def test_a_reporter_changes_no_project(anna, bo, verb):
    with pytest.raises(NotAllowed):
        verb(project=project_of(anna), by=bo, at=MONDAY)


# --- decisions


def test_a_decision_is_recorded_and_edited(anna):
    decision = decided(anna, project_of(anna))

    operations.edit_decision(
        decision=decision,
        text="Stöd beviljas med villkor",
        decided_on=DECIDED + timedelta(days=1),
        case_number="",
        revision=decision.revision,
        by=anna,
        at=MONDAY,
    )

    decision.refresh_from_db()
    assert (decision.text, decision.decided_on, decision.case_number) == (
        "Stöd beviljas med villkor",
        date(2026, 1, 16),
        "",
    )
    assert verbs(decision) == ["recorded", "edited"]


def test_a_decision_edited_meanwhile_is_told(anna):
    decision = decided(anna, project_of(anna))

    code, _field = refusal(
        operations.edit_decision,
        decision=decision,
        text="x",
        decided_on=DECIDED,
        case_number="",
        revision=7,
        by=anna,
    )

    assert code == "stale"


def test_a_decision_is_removed_when_it_demands_nothing(anna):
    decision = decided(anna, project_of(anna))
    condition = demanded(anna, decision)

    assert refusal(operations.remove_decision, decision=decision, by=anna)[0] == "project.decision_has_conditions"
    operations.remove_condition(condition=condition, by=anna, at=MONDAY)
    operations.remove_decision(decision=decision, by=anna, at=MONDAY)

    assert ProjectDecision.objects.count() == 0
    assert verbs(decision) == ["recorded", "removed"]


def test_a_reader_decides_nothing(anna, cilla):
    project = project_of(anna)

    with pytest.raises(NotAllowed):
        decided(cilla, project)
    with pytest.raises(NotAllowed):
        demanded(cilla, decided(anna, project))


# --- conditions


def test_a_condition_is_added_edited_and_met(anna):
    condition = demanded(anna, decided(anna, project_of(anna)))

    operations.edit_condition(
        condition=condition, text="En plan", due_on=None, revision=condition.revision, by=anna, at=MONDAY
    )
    operations.meet_condition(condition=condition, met_on=TODAY, note="Bilaga 3", by=anna, at=MONDAY)

    condition.refresh_from_db()
    assert (condition.text, condition.due_on, condition.met_on, condition.note) == ("En plan", None, TODAY, "Bilaga 3")
    assert verbs(condition) == ["added", "edited", "met"]


def test_what_is_met_is_history(anna):
    condition = demanded(anna, decided(anna, project_of(anna)))
    operations.meet_condition(condition=condition, met_on=TODAY, note="", by=anna, at=MONDAY)

    met = ("project.condition_met", None)
    assert refusal(operations.remove_condition, condition=condition, by=anna) == met
    assert refusal(operations.meet_condition, condition=condition, met_on=TODAY, note="", by=anna) == met


@pytest.mark.parametrize(
    ("met_on", "code"),
    [
        (TODAY + timedelta(days=1), "project.day_to_come"),
        (DECIDED - timedelta(days=1), "project.met_before_decision"),
    ],
)
def test_a_condition_is_met_between_the_decision_and_today(anna, met_on, code):
    condition = demanded(anna, decided(anna, project_of(anna)))

    told = refusal(operations.meet_condition, condition=condition, met_on=met_on, note="", by=anna)

    assert told == (code, "met_on")


def test_a_condition_edited_meanwhile_is_told(anna):
    condition = demanded(anna, decided(anna, project_of(anna)))

    code, _field = refusal(operations.edit_condition, condition=condition, text="x", due_on=None, revision=9, by=anna)

    assert code == "stale"


def test_another_regions_rows_are_out_of_reach(anna, stig):
    project = project_of(anna)

    assert not Project.objects.of(stig.region_id).filter(pk=project.pk).exists()
