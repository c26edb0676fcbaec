"""Every rule of a pilot in every state, for every role; and what the trail keeps of each verb."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.delivery.pilots import LEARNED, begun, looked_at, plan_by, planned
from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, GoalFactory, InitiativeFactory, PilotFactory
from tests.people import verbs
from varv.core.kinds import InitiativeKind, Lineage, PilotOutcome
from varv.core.refusals import Refusal, RuleBroken
from varv.core.workflow import InitiativeState, PilotState
from varv.delivery import operations, rules
from varv.delivery.models import Initiative, InitiativeLink, Pilot
from varv.overview.words import refusal as sentence
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

STEP, EARLY = "state.no_such_step", "pilot.not_checked_yet"
BEGUN, IDLE = "pilot.has_begun", "pilot.not_under_way"


@pytest.fixture
def pilot(bo) -> Pilot:
    """Bo's own, in an insats that somebody else answers for."""
    return PilotFactory(owner=person(bo))


def code(check, *given) -> str:
    """Why a rule says no; nothing when it does not."""
    try:
        check(*given)
    except Refusal as refused:
        return refused.code
    return ""


def last_line(thing) -> TrailEntry:
    return TrailEntry.objects.about(thing).last()


# --- when -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "codes"),
    [
        (rules.check_edit_pilot, ["", BEGUN, BEGUN, BEGUN]),
        (rules.check_begin_pilot, ["", STEP, STEP, STEP]),
        (rules.check_note_pilot, [IDLE, "", IDLE, IDLE]),
        (rules.check_study_pilot, [STEP, "", STEP, STEP]),
        (rules.check_decide_pilot, ["", "", "", STEP]),
        (rules.check_go_on_from, [EARLY, EARLY, "", STEP]),
        (rules.check_try_again, [EARLY, EARLY, "", STEP]),
        (rules.check_scale_up_to_new, [EARLY, EARLY, "", STEP]),
    ],
)
def test_each_rule_says_when_a_pilot_can_be_worked_on(pilot, anna, check, codes):
    found = []

    for pilot.state in PilotState:
        found.append(code(check, pilot, anna))

    assert found == codes


@pytest.mark.parametrize(
    ("check", "state", "expected"),
    [
        (rules.check_edit_pilot, PilotState.PLAN, "initiative.ended"),
        (rules.check_begin_pilot, PilotState.PLAN, "initiative.ended"),
        (rules.check_note_pilot, PilotState.DO, ""),
        (rules.check_study_pilot, PilotState.DO, ""),
        (rules.check_decide_pilot, PilotState.PLAN, ""),
        (rules.check_go_on_from, PilotState.CHECK, ""),
        (rules.check_scale_up_to_new, PilotState.CHECK, ""),
        (rules.check_try_again, PilotState.CHECK, "pilot.insats_ended"),
        (rules.check_try_again, PilotState.DO, EARLY),
    ],
)
def test_an_insats_that_has_ended_lets_its_pilots_come_to_an_end_but_not_begin(pilot, anna, check, state, expected):
    pilot.state, pilot.initiative.state = state, InitiativeState.ENDED

    assert code(check, pilot, anna) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (InitiativeState.PLANNED, ""),
        (InitiativeState.RUNNING, ""),
        (InitiativeState.PAUSED, ""),
        (InitiativeState.ENDED, "pilot.into_ended"),
    ],
)
def test_what_has_ended_takes_no_pilot_up(pilot, anna, state, expected):
    pilot.state = PilotState.CHECK

    assert code(rules.check_scale_up_into, pilot, InitiativeFactory(state=state), anna) == expected


def test_the_refusals_name_what_they_are_about(pilot, anna):
    pilot.state = PilotState.CHECK
    ended = InitiativeFactory(name="Språkstöd", state=InitiativeState.ENDED)

    with pytest.raises(RuleBroken) as into_ended:
        rules.check_scale_up_into(pilot, ended, anna)
    with pytest.raises(RuleBroken) as too_early:
        rules.check_pilot_days(date(2026, 9, 1), date(2026, 8, 31))
    pilot.state = PilotState.DECIDED
    with pytest.raises(RuleBroken) as decided:
        rules.check_begin_pilot(pilot, anna)

    assert dict(into_ended.value.facts) == {"field": "initiative", "name": "Språkstöd"}
    assert dict(too_early.value.facts) == {"field": "check_on", "starts_on": date(2026, 9, 1)}
    assert dict(decided.value.facts) == {"now": PilotState.DECIDED, "then": PilotState.DO}
    with override("sv"):
        assert sentence(into_ended.value).startswith("”Språkstöd” är avslutad och tar inte upp något mer.")


@pytest.mark.parametrize(
    ("starts_on", "check_on", "expected"),
    [
        (date(2026, 2, 28), date(2026, 2, 28), ""),
        (date(2026, 2, 28), date(2026, 3, 1), ""),
        (date(2026, 3, 1), date(2026, 2, 28), "pilot.checked_before_start"),
        (date(2027, 1, 1), date(2026, 12, 31), "pilot.checked_before_start"),
    ],
)
def test_a_pilot_is_looked_at_on_its_first_day_at_the_earliest(starts_on, check_on, expected):
    assert code(rules.check_pilot_days, starts_on, check_on) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "pilot.saw_missing"),
        ("   ", "pilot.saw_missing"),
        ("\n\t\r\n", "pilot.saw_missing"),
        ("\u00a0", "pilot.saw_missing"),
        ("0", ""),
        (" Inget. ", ""),
    ],
)
def test_something_is_said_when_it_is_more_than_spaces(words, expected):
    assert code(rules.check_told, words, "pilot.saw_missing", "saw") == expected


# --- who --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "plans", "works"),
    [
        ("anna", True, True),
        ("bo", False, True),
        ("cilla", False, False),
        ("disa", False, False),
        ("egon", True, True),
        ("frida", False, False),
    ],
)
def test_who_may_plan_and_who_may_work_on_bos_pilot(pilot, request, who, plans, works):
    by = request.getfixturevalue(who)

    assert (code(rules.check_plan_pilot, pilot.initiative, by) == "") is plans
    assert (code(rules.check_work_on_pilot, pilot, by) == "") is works


@pytest.mark.parametrize(("who", "works"), [("bo", True), ("disa", True), ("cilla", False), ("frida", False)])
@pytest.mark.parametrize("part", ["owner", "responsible"])
def test_to_be_involved_is_enough_in_a_role_that_is_given_work(pilot, request, part, who, works):
    by = request.getfixturevalue(who)
    if part == "owner":
        pilot.owner = person(by)
    else:
        pilot.initiative.responsible = person(by)

    assert code(rules.check_work_on_pilot, pilot, by) == ("" if works else "not_allowed")


def test_who_owns_a_pilot_does_not_change_its_plan_by_that_alone(pilot, bo):
    assert code(rules.check_edit_pilot, pilot, bo) == "not_allowed"
    assert code(rules.check_begin_pilot, pilot, bo) == "not_allowed"


def test_a_right_that_is_lacking_is_told_before_a_state_that_is_wrong(pilot, cilla):
    pilot.state = PilotState.DECIDED

    checks = (rules.check_edit_pilot, rules.check_note_pilot, rules.check_study_pilot, rules.check_try_again)

    assert [code(check, pilot, cilla) for check in checks] == ["not_allowed"] * 4


# --- what the trail keeps ---------------------------------------------------------------------------------------


def test_the_trail_tells_how_a_pilot_was_and_how_it_became(anna, bo):
    insats = running(anna, bo)
    pilot = begun(insats, bo)

    begin = last_line(pilot)
    operations.note_pilot(
        pilot=pilot, did="Tre besök.", check_on=date(2026, 11, 8), revision=pilot.revision, by=bo, at=MONDAY
    )
    note = last_line(pilot)

    assert (begin.verb, begin.before, begin.after) == ("begun", {"state": "plan"}, {"state": "do"})
    assert (note.verb, note.person) == ("noted", "Bo")
    assert note.before == {"did": "", "check_on": "2026-11-01"}
    assert note.after == {"did": "Tre besök.", "check_on": "2026-11-08"}


def test_the_trail_keeps_what_was_learned_and_decided(anna, bo):
    pilot = looked_at(running(anna, bo), bo)

    operations.end_pilot(pilot=pilot, decided=LEARNED, by=anna, at=MONDAY)

    line = last_line(pilot)
    assert (line.verb, line.person, line.before["state"], line.after["state"]) == (
        "decided",
        "Anna",
        "check",
        "decided",
    )
    assert (line.after["learned"], line.after["outcome_reason"]) == (LEARNED.learned, LEARNED.reason)
    assert (line.after["outcome"], "became_id" in line.after) == ("ended", False)
    assert verbs(pilot) == ["planned", "begun", "studied", "decided"]


def test_each_verb_counts_up_the_revision_by_one(anna, bo):
    insats, found = running(anna, bo), []
    pilot = planned(insats, bo)
    found.append(pilot.revision)

    operations.edit_pilot(pilot=pilot, plan=plan_by(bo, how="Två besök."), revision=1, by=bo, at=MONDAY)
    operations.begin_pilot(pilot=pilot, by=bo, at=MONDAY)
    operations.study_pilot(pilot=pilot, did="A", saw="B", revision=3, by=bo, at=MONDAY)
    operations.end_pilot(pilot=pilot, decided=LEARNED, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert (found, pilot.revision) == ([1], 5)


def test_what_is_refused_leaves_no_line(anna, bo):
    pilot = begun(running(anna, bo), bo)

    with pytest.raises(RuleBroken, match="stale"):
        operations.study_pilot(pilot=pilot, did="A", saw="B", revision=1, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"pilot\.has_begun"):
        operations.edit_pilot(pilot=pilot, plan=plan_by(bo), revision=2, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert (pilot.state, pilot.saw, verbs(pilot)) == (PilotState.DO, "", ["planned", "begun"])


# --- to scale up ------------------------------------------------------------------------------------------------


def scaled_up(pilot, by, **changed) -> Initiative:
    values = {"name": "Handledare i hela länet", "starts_on": date(2027, 1, 1), "ends_on": None} | changed
    return operations.scale_up_to_new(pilot=pilot, **values, decided=LEARNED, by=by, at=MONDAY)


def test_a_new_insats_takes_over_the_framing_but_no_goal_that_is_retired(anna, bo):
    kept, retired = GoalFactory(place=2), GoalFactory(place=1)
    pilot = looked_at(running(anna, bo, kind=InitiativeKind.FUNDED, goals=[kept, retired]), bo)
    retired.change(retired_on=date(2026, 10, 1))

    new = scaled_up(pilot, anna)

    assert [tie.goal for tie in new.contributions.all()] == [kept]
    assert (new.kind, new.responsible_id, new.state) == (InitiativeKind.FUNDED, bo.person_id, InitiativeState.PLANNED)
    assert (new.description, new.starts_on, new.ends_on) == (pilot.how, date(2027, 1, 1), None)


def test_a_new_insats_is_linked_with_the_reason_and_both_are_in_the_trail(anna, bo):
    pilot = looked_at(running(anna, bo), bo)

    new = scaled_up(pilot, anna)

    link = InitiativeLink.objects.of(anna.region_id).get()
    pilot.refresh_from_db()
    assert (link.source, link.result, link.lineage) == (pilot.initiative, new, Lineage.SCALED_UP)
    assert (link.reason, verbs(link), verbs(new)) == (LEARNED.reason, ["linked"], ["started"])
    assert (pilot.became, pilot.outcome, pilot.decided_at) == (new, PilotOutcome.SCALED_UP, MONDAY)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"name": "Yrkesväxling i moduler"}, "initiative.name_taken"),
        ({"ends_on": date(2026, 12, 31)}, "initiative.ends_before_start"),
    ],
)
def test_a_new_insats_that_cannot_be_started_leaves_the_pilot_undecided(anna, bo, changed, expected):
    pilot = looked_at(running(anna, bo), bo)

    with pytest.raises(RuleBroken, match=expected):
        scaled_up(pilot, anna, **changed)

    pilot.refresh_from_db()
    assert (pilot.state, pilot.outcome, pilot.learned) == (PilotState.CHECK, None, "")
    assert (Initiative.objects.of(anna.region_id).count(), InitiativeLink.objects.count()) == (1, 0)


def test_a_third_turn_follows_the_second_and_each_is_decided_for_itself(anna, bo):
    first = looked_at(running(anna, bo), bo)
    second = operations.change_pilot(pilot=first, decided=LEARNED, plan=plan_by(bo, name="Två"), by=bo, at=MONDAY)
    operations.begin_pilot(pilot=second, by=bo, at=MONDAY)
    second.refresh_from_db()
    operations.study_pilot(pilot=second, did="A", saw="B", revision=second.revision, by=bo, at=MONDAY)

    third = operations.change_pilot(pilot=second, decided=LEARNED, plan=plan_by(bo, name="Tre"), by=bo, at=MONDAY)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.outcome, third.outcome) == (PilotOutcome.CHANGED, PilotOutcome.CHANGED, None)
    assert (first.follows, second.follows, third.follows) == (None, first, second)
    assert (third.state, third.initiative, verbs(third)) == (PilotState.PLAN, first.initiative, ["planned"])


def test_a_pilot_is_scaled_up_into_the_insats_that_is_chosen_and_no_other(anna, bo):
    pilot, other = looked_at(running(anna, bo), bo), started(anna, bo, name="Språkstöd")

    operations.scale_up_into(pilot=pilot, initiative=other, decided=LEARNED, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    other.refresh_from_db()
    assert (pilot.became, other.revision, verbs(other)) == (other, 1, ["started"])
