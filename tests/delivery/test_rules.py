from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, ChainFactory, ChainStepFactory, GoalFactory, InitiativeFactory, PlannedResultFactory
from tests.people import member
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import Role
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import operations, rules
from varv.regions import operations as people
from varv.regions.models import Membership

pytestmark = pytest.mark.django_db

STEPS = {
    rules.check_begin: {InitiativeState.PLANNED},
    rules.check_pause: {InitiativeState.RUNNING},
    rules.check_resume: {InitiativeState.PAUSED},
    rules.check_end: {InitiativeState.PLANNED, InitiativeState.RUNNING, InitiativeState.PAUSED},
}


def refusal(check, *args, **kwargs) -> tuple[str, object]:
    """The code and the field that a check refuses with."""
    with pytest.raises(RuleBroken) as refused:
        check(*args, **kwargs)
    return refused.value.code, refused.value.facts.get("field")


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.STRATEGIST, True), (Role.HANDLER, True), (Role.ANALYST, True), (Role.REPORTER, False), (Role.READER, False)],
)
def test_start_is_for_those_who_start(alvmark, role, may):
    gunnel = member(alvmark, "gunnel", role)

    assert holds(rules.check_start, gunnel) is may


def test_edit_is_for_the_responsible_and_for_those_who_start(anna, bo, egon, disa):
    initiative = started(anna, bo)
    gunnel = member(Membership.objects.get(user_id=bo.person_id).region, "gunnel", Role.REPORTER)

    able = [who.name for who in (anna, bo, egon, disa, gunnel) if holds(rules.check_edit, initiative, who)]

    assert able == ["Anna", "Bo", "Egon"]


def test_edit_is_refused_to_a_responsible_person_who_is_no_longer_given_work(anna, alvmark):
    gunnel = member(alvmark, "gunnel", Role.READER)
    initiative = InitiativeFactory(responsible=person(gunnel))

    with pytest.raises(NotAllowed):
        rules.check_edit(initiative, gunnel)


def test_edit_is_refused_when_the_work_has_ended(anna, bo):
    initiative = started(anna, bo)
    operations.end_initiative(initiative=initiative, by=anna, at=MONDAY)
    initiative.refresh_from_db()

    assert refusal(rules.check_edit, initiative, anna) == ("initiative.ended", None)


@pytest.mark.parametrize("check", STEPS)
@pytest.mark.parametrize("state", InitiativeState)
def test_steps_are_taken_only_from_where_they_lead(anna, check, state):
    initiative = InitiativeFactory(state=state)

    assert holds(check, initiative, anna) is (state in STEPS[check])


def test_steps_name_the_state_they_were_refused_in(anna, bo):
    initiative = running(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        rules.check_begin(initiative, anna)

    assert (refused.value.code, dict(refused.value.facts)) == (
        "state.no_such_step",
        {"now": InitiativeState.RUNNING, "then": InitiativeState.RUNNING},
    )


def test_name_is_free_unless_another_insats_has_it(anna, bo, sydland):
    initiative = started(anna, bo, name="Gemensam validering")

    assert refusal(rules.check_name, "Gemensam validering", anna.region_id, None) == ("initiative.name_taken", "name")
    assert holds(rules.check_name, "Gemensam validering", anna.region_id, initiative)
    assert holds(rules.check_name, "Gemensam validering", sydland.pk, None)


@pytest.mark.parametrize("ends_on", [None, date(2026, 1, 1), date(2026, 12, 31)])
def test_dates_may_leave_the_end_open_or_end_the_same_day(ends_on):
    assert holds(rules.check_dates, date(2026, 1, 1), ends_on)


def test_dates_refuse_an_end_before_the_start():
    code = refusal(rules.check_dates, date(2026, 1, 2), date(2026, 1, 1))

    assert code == ("initiative.ends_before_start", "ends_on")


def test_responsible_works_here_now(anna, stig, frida, alvmark):
    gunnel = member(alvmark, "gunnel", Role.REPORTER)
    people.deactivate(membership=Membership.objects.get(user_id=gunnel.person_id), by=frida, at=MONDAY)

    for stranger in (stig, gunnel):
        code = refusal(rules.check_responsible, person(stranger), alvmark.pk)
        assert code == ("initiative.responsible_not_here", "responsible")
    assert holds(rules.check_responsible, person(anna), alvmark.pk)


def test_responsible_has_a_role_that_can_be_given_work(alvmark):
    people = {role: person(member(alvmark, f"en-{role}", role)) for role in Role}

    able = {role for role, user in people.items() if holds(rules.check_responsible, user, alvmark.pk)}

    assert able == {
        Role.REPORTER,
        Role.PROJECT_OWNER,
        Role.HANDLER,
        Role.ANALYST,
        Role.STRATEGIST,
        Role.MANAGER,
    }


def test_responsible_is_refused_beside_the_field_that_was_filled_in(cilla, alvmark):
    code = refusal(rules.check_responsible, person(cilla), alvmark.pk, field="author")

    assert code == ("initiative.responsible_cannot_report", "author")


def test_goal_in_force_can_be_worked_for(alvmark):
    assert holds(rules.check_goal, GoalFactory())
    assert refusal(rules.check_goal, GoalFactory(retired_on=date(2025, 1, 1))) == ("initiative.goal_retired", "goals")


def test_contribute_refuses_the_same_goal_twice(anna, bo):
    goal = GoalFactory()
    initiative = started(anna, bo, goals=[goal])

    assert refusal(rules.check_contribute, initiative, goal, anna) == ("initiative.already_contributes", "goal")
    assert holds(rules.check_contribute, initiative, GoalFactory(), bo)


def test_result_is_an_output_or_an_outcome(anna, bo):
    initiative = started(anna, bo)

    assert [level for level in Level if holds(rules.check_result, initiative, level, None)] == [
        Level.OUTPUT,
        Level.OUTCOME,
    ]


def test_result_is_tied_to_a_step_of_its_own_chain_and_level(anna, bo):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain)
    output = ChainStepFactory(chain=chain, level=Level.OUTPUT)

    assert holds(rules.check_result, initiative, Level.OUTPUT, output)
    assert refusal(rules.check_result, initiative, Level.OUTCOME, output) == (
        "planned_result.step_of_other_level",
        "step",
    )
    assert refusal(rules.check_result, initiative, Level.OUTPUT, ChainStepFactory(level=Level.OUTPUT)) == (
        "planned_result.step_of_other_chain",
        "step",
    )


def test_chain_can_change_until_results_are_tied_to_it(anna, bo):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain)

    assert holds(rules.check_change_chain, initiative, None)

    PlannedResultFactory(initiative=initiative, step=ChainStepFactory(chain=chain, level=Level.OUTPUT))

    assert holds(rules.check_change_chain, initiative, chain)
    assert refusal(rules.check_change_chain, initiative, None) == ("initiative.chain_in_use", "chain")
    assert refusal(rules.check_change_chain, initiative, ChainFactory()) == ("initiative.chain_in_use", "chain")
