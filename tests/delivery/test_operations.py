from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    GenericActivityFactory,
    GoalFactory,
    ReportLineFactory,
    UnitFactory,
)
from tests.people import verbs
from varv.core.kinds import InitiativeKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.regions import trail
from varv.regions.models import Region, TrailEntry

pytestmark = pytest.mark.django_db


def edited(initiative: Initiative, by, **changed) -> None:
    kept = ("name", "description", "kind", "chain", "unit", "responsible", "starts_on", "ends_on", "phase", "revision")
    values = {name: getattr(initiative, name) for name in kept} | changed
    operations.edit_initiative(initiative=initiative, **values, by=by, at=MONDAY)


def planned(initiative: Initiative, by, **changed) -> PlannedResult:
    values = {"level": Level.OUTPUT, "text": "Genomförda moduler", "unit": "moduler", "planned": Decimal(60)}
    return operations.plan_result(initiative=initiative, **({"step": None} | values | changed), by=by, at=MONDAY)


def test_start_initiative_brings_the_activitys_output_and_outcome(anna, bo, alvmark):
    activity = GenericActivityFactory(output="Genomförda utbildningar", outcome="Ökad kompetensnivå")

    initiative = started(anna, bo, generic_activity=activity)

    results = PlannedResult.objects.of(alvmark.pk).in_order()
    assert [(result.initiative, result.level, result.place, result.text) for result in results] == [
        (initiative, Level.OUTPUT, 1, "Genomförda utbildningar"),
        (initiative, Level.OUTCOME, 2, "Ökad kompetensnivå"),
    ]
    assert [(result.unit, result.planned, verbs(result)) for result in results] == [("", None, ["planned"])] * 2


def test_start_initiative_is_planned_and_leaves_a_trail(anna, bo):
    initiative = started(anna, bo)

    assert (initiative.state, initiative.responsible, initiative.ends_on) == (
        InitiativeState.PLANNED,
        person(bo),
        date(2027, 12, 31),
    )
    assert verbs(initiative) == ["started"]


def test_start_initiative_contributes_once_to_each_goal(anna, bo, alvmark):
    first, second = GoalFactory(), GoalFactory()

    initiative = started(anna, bo, goals=[first, second, first])

    contributions = Contribution.objects.of(alvmark.pk).filter(initiative=initiative).order_by("pk")
    assert [(one.goal, one.reason, verbs(one)) for one in contributions] == [
        (first, "", ["contributes"]),
        (second, "", ["contributes"]),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ends_on": date(2024, 12, 31)}, "initiative.ends_before_start"),
        ({"name": "Gemensam validering"}, "initiative.name_taken"),
    ],
)
def test_start_initiative_refuses_and_keeps_nothing(anna, bo, alvmark, changed, code):
    started(anna, bo, name="Gemensam validering")

    with pytest.raises(RuleBroken) as refused:
        started(anna, bo, **changed)

    assert refused.value.code == code
    assert Initiative.objects.of(alvmark.pk).count() == 1


def test_start_initiative_refuses_a_retired_goal_and_keeps_nothing(anna, bo, alvmark):
    with pytest.raises(RuleBroken, match=r"initiative\.goal_retired"):
        started(anna, bo, goals=[GoalFactory(retired_on=date(2025, 1, 1))])

    assert not Initiative.objects.of(alvmark.pk).exists()
    assert trail.broken_at(Region.objects.get(pk=alvmark.pk)) is None


def test_start_initiative_refuses_a_responsible_person_from_elsewhere(anna, stig):
    with pytest.raises(RuleBroken, match=r"initiative\.responsible_not_here"):
        started(anna, stig)


@pytest.mark.parametrize(
    ("name", "factory"), [("chain", ChainFactory), ("unit", UnitFactory), ("generic_activity", GenericActivityFactory)]
)
def test_start_initiative_ties_only_what_is_of_the_region(anna, bo, sydland, name, factory):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        started(anna, bo, **{name: factory(region=sydland)})

    assert not Initiative.objects.of(anna.region_id).exists()


def test_start_initiative_refuses_another_regions_goal(anna, bo, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        started(anna, bo, goals=[GoalFactory(region=sydland)])


def test_start_initiative_is_not_for_reporters(bo, alvmark):
    with pytest.raises(NotAllowed):
        started(bo, bo)

    assert not Initiative.objects.of(alvmark.pk).exists()


def test_edit_initiative_tells_what_changed(anna, bo):
    initiative = started(anna, bo)

    edited(initiative, bo, name="Yrkesväxling", kind=InitiativeKind.EXTERNAL, ends_on=None)

    initiative.refresh_from_db()
    line = TrailEntry.objects.about(initiative).last()
    assert (initiative.name, initiative.kind, initiative.ends_on) == ("Yrkesväxling", InitiativeKind.EXTERNAL, None)
    assert (line.verb, line.before) == (
        "edited",
        {"name": "Yrkesväxling i moduler", "kind": "own", "ends_on": "2027-12-31"},
    )


def test_edit_initiative_gives_it_to_someone_who_reports(anna, bo, cilla):
    initiative = started(anna, bo)

    with pytest.raises(RuleBroken, match=r"initiative\.responsible_cannot_report"):
        edited(initiative, anna, responsible=person(cilla))
    edited(initiative, anna, responsible=person(anna))

    initiative.refresh_from_db()
    assert (initiative.responsible, verbs(initiative)) == (person(anna), ["started", "edited"])


def test_edit_initiative_says_who_was_before(anna, bo):
    initiative = started(anna, bo)
    edited(initiative, bo, description="Kortare.")

    with pytest.raises(RuleBroken) as refused:
        edited(initiative, anna, description="Längre.")

    assert (refused.value.code, refused.value.facts["by"], refused.value.facts["at"]) == ("stale", "Bo", MONDAY)


def test_edit_initiative_keeps_the_chain_that_results_are_tied_to(anna, bo):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain)
    planned(initiative, anna, step=ChainStepFactory(chain=chain, level=Level.OUTPUT))

    with pytest.raises(RuleBroken, match=r"initiative\.chain_in_use"):
        edited(initiative, anna, chain=ChainFactory())

    assert verbs(initiative) == ["started"]


@pytest.mark.parametrize(("name", "factory"), [("chain", ChainFactory), ("unit", UnitFactory)])
def test_edit_initiative_ties_only_what_is_of_the_region(anna, bo, sydland, name, factory):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        edited(started(anna, bo), anna, **{name: factory(region=sydland)})


def test_an_insats_begins_pauses_resumes_and_ends(anna, bo):
    initiative = started(anna, bo)

    operations.begin_initiative(initiative=initiative, by=bo, at=MONDAY)
    operations.pause_initiative(initiative=initiative, by=bo, at=MONDAY)
    operations.resume_initiative(initiative=initiative, by=anna, at=MONDAY)
    operations.end_initiative(initiative=initiative, by=anna, at=MONDAY)

    initiative.refresh_from_db()
    assert initiative.state is InitiativeState.ENDED
    assert verbs(initiative) == ["started", "begun", "paused", "resumed", "ended"]


def test_an_insats_that_has_ended_does_nothing_more(anna, bo):
    initiative = running(anna, bo)
    operations.end_initiative(initiative=initiative, by=anna, at=MONDAY)

    for verb in (operations.begin_initiative, operations.pause_initiative, operations.end_initiative):
        with pytest.raises(RuleBroken, match=r"initiative\.ended"):
            verb(initiative=initiative, by=anna, at=MONDAY)

    assert verbs(initiative) == ["started", "begun", "ended"]


def test_an_insats_is_not_moved_by_a_reader(anna, bo, cilla):
    initiative = started(anna, bo)

    with pytest.raises(NotAllowed):
        operations.begin_initiative(initiative=initiative, by=cilla, at=MONDAY)

    assert verbs(initiative) == ["started"]


def test_plan_result_comes_after_those_that_stand_there(anna, bo):
    chain = ChainFactory()
    step = ChainStepFactory(chain=chain, level=Level.OUTPUT)

    result = planned(started(anna, bo, chain=chain), bo, step=step)

    assert (result.place, result.text, result.unit, result.planned, result.step, result.level) == (
        3,
        "Genomförda moduler",
        "moduler",
        Decimal(60),
        step,
        Level.OUTPUT,
    )
    assert verbs(result) == ["planned"]


def test_plan_result_stands_first_when_everything_else_is_taken_away(anna, bo, alvmark):
    initiative = started(anna, bo)
    for result in PlannedResult.objects.of(alvmark.pk).in_order():
        operations.remove_planned_result(planned_result=result, by=anna, at=MONDAY)

    assert planned(initiative, anna).place == 1


def test_plan_result_refuses_other_levels(anna, bo, alvmark):
    with pytest.raises(RuleBroken, match=r"planned_result\.level"):
        planned(started(anna, bo), bo, level=Level.IMPACT)

    assert PlannedResult.objects.of(alvmark.pk).count() == 2


def test_edit_planned_result_changes_amount_and_unit(anna, bo):
    result = planned(started(anna, bo), bo)

    operations.edit_planned_result(
        planned_result=result,
        text="Genomförda moduler",
        unit="st",
        planned=Decimal("72.5"),
        step=None,
        revision=result.revision,
        by=bo,
        at=MONDAY,
    )

    result.refresh_from_db()
    line = TrailEntry.objects.about(result).last()
    assert (result.unit, result.planned) == ("st", Decimal("72.5"))
    assert (line.verb, line.before, line.after) == (
        "edited",
        {"unit": "moduler", "planned": "60"},
        {"unit": "st", "planned": "72.5"},
    )


def test_edit_planned_result_refuses_a_stale_form_and_a_foreign_step(anna, bo):
    result = planned(started(anna, bo), bo)
    values = {"text": "Moduler", "unit": "", "planned": None, "by": bo, "at": MONDAY}

    with pytest.raises(RuleBroken, match=r"stale"):
        operations.edit_planned_result(planned_result=result, step=None, revision=0, **values)
    with pytest.raises(RuleBroken, match=r"planned_result\.step_of_other_chain"):
        operations.edit_planned_result(
            planned_result=result, step=ChainStepFactory(level=Level.OUTPUT), revision=1, **values
        )

    assert verbs(result) == ["planned"]


def test_remove_planned_result_is_remembered_by_the_trail(anna, bo, alvmark):
    result = planned(started(anna, bo), bo)

    operations.remove_planned_result(planned_result=result, by=bo, at=MONDAY)

    assert not PlannedResult.objects.of(alvmark.pk).filter(pk=result.pk).exists()
    assert verbs(result) == ["planned", "removed"]


def test_remove_planned_result_refuses_what_a_report_tells_of(anna, bo):
    result = planned(started(anna, bo), bo)
    ReportLineFactory(planned_result=result)

    with pytest.raises(RuleBroken, match=r"planned_result\.reported_on"):
        operations.remove_planned_result(planned_result=result, by=bo, at=MONDAY)

    result.refresh_from_db()
    assert verbs(result) == ["planned"]


def test_contribute_to_keeps_the_reason(anna, bo):
    goal = GoalFactory()
    initiative = started(anna, bo)

    contribution = operations.contribute_to(
        initiative=initiative, goal=goal, reason="Fler får rätt kompetens.", by=bo, at=MONDAY
    )

    assert (contribution.initiative, contribution.goal, contribution.reason) == (
        initiative,
        goal,
        "Fler får rätt kompetens.",
    )
    assert verbs(contribution) == ["contributes"]


def test_contribute_to_refuses_a_goal_twice_a_retired_goal_and_a_strangers(anna, bo, sydland, alvmark):
    goal = GoalFactory()
    initiative = started(anna, bo, goals=[goal])
    refused = {
        "initiative.already_contributes": goal,
        "initiative.goal_retired": GoalFactory(retired_on=date(2025, 1, 1)),
        "region.not_the_same": GoalFactory(region=sydland),
    }

    for code, wrong in refused.items():
        with pytest.raises(RuleBroken) as told:
            operations.contribute_to(initiative=initiative, goal=wrong, reason="", by=bo, at=MONDAY)
        assert told.value.code == code

    assert Contribution.objects.of(alvmark.pk).get().goal == goal


def test_withdraw_contribution_leaves_only_the_trail(anna, bo, alvmark):
    started(anna, bo, goals=[GoalFactory()])
    contribution = Contribution.objects.of(alvmark.pk).get()

    operations.withdraw_contribution(contribution=contribution, by=bo, at=MONDAY)

    assert not Contribution.objects.of(alvmark.pk).exists()
    assert verbs(contribution) == ["contributes", "withdrawn"]


def test_withdraw_contribution_is_not_for_readers(anna, bo, cilla, alvmark):
    started(anna, bo, goals=[GoalFactory()])

    with pytest.raises(NotAllowed):
        operations.withdraw_contribution(contribution=Contribution.objects.of(alvmark.pk).get(), by=cilla, at=MONDAY)

    assert Contribution.objects.of(alvmark.pk).exists()
