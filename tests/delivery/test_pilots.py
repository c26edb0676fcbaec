from dataclasses import replace
from datetime import date

import pytest

from tests.delivery.pilots import LEARNED, begun, ended, looked_at, plan_by, planned
from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, ChainFactory, GoalFactory, InitiativeFactory, PilotFactory, UserFactory
from tests.people import verbs
from varv.core.kinds import Lineage, PilotOutcome
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import InitiativeState, PilotState
from varv.delivery import operations
from varv.delivery.models import Contribution, Initiative, InitiativeLink, Pilot
from varv.delivery.operations import Decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def insats(anna, bo) -> Initiative:
    """Under way, and Bo answers for it."""
    return running(anna, bo)


def close(initiative: Initiative) -> Initiative:
    """The insats around a pilot comes to its end, however that is done."""
    initiative.change(state=InitiativeState.ENDED)
    return initiative


# --- plan -------------------------------------------------------------------------------------------------------


def test_plan_pilot_keeps_what_is_expected_before_it_is_tried(insats, bo):
    pilot = planned(insats, bo)

    assert (pilot.initiative, pilot.state, pilot.owner_id) == (insats, PilotState.PLAN, bo.person_id)
    assert (pilot.expected, pilot.check_on) == ("Fem av åtta företag provar.", date(2026, 11, 1))
    assert (pilot.follows, pilot.outcome, pilot.became, verbs(pilot)) == (None, None, None, ["planned"])


def test_plan_pilot_may_be_checked_on_its_first_day_but_not_before(insats, bo):
    day = date(2026, 9, 1)

    planned(insats, bo, starts_on=day, check_on=day)
    with pytest.raises(RuleBroken) as refused:
        planned(insats, bo, starts_on=day, check_on=date(2026, 8, 31))

    assert (refused.value.code, refused.value.facts["field"]) == ("pilot.checked_before_start", "check_on")
    assert Pilot.objects.of(bo.region_id).count() == 1


def test_plan_pilot_says_what_is_expected(insats, bo):
    with pytest.raises(RuleBroken, match=r"pilot\.expected_missing"):
        planned(insats, bo, expected="  ")


def test_plan_pilot_is_given_to_someone_who_works_here_in_a_role_for_it(insats, bo, cilla):
    with pytest.raises(RuleBroken) as refused:
        operations.plan_pilot(initiative=insats, plan=plan_by(bo, owner=person(cilla)), by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"initiative\.responsible_not_here"):
        operations.plan_pilot(initiative=insats, plan=plan_by(bo, owner=UserFactory()), by=bo, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("initiative.responsible_cannot_report", "owner")


def test_plan_pilot_is_for_those_who_may_change_the_insats(anna, insats, cilla, disa):
    for by in (cilla, disa):
        with pytest.raises(NotAllowed):
            operations.plan_pilot(initiative=insats, plan=plan_by(anna), by=by, at=MONDAY)


def test_plan_pilot_is_refused_in_what_has_ended(insats, bo):
    with pytest.raises(RuleBroken, match=r"initiative\.ended"):
        planned(close(insats), bo)


def test_edit_pilot_changes_the_plan_until_it_begins(insats, bo, anna):
    pilot = planned(insats, bo)
    better = plan_by(anna, name="Handledare två dagar", how="")

    operations.edit_pilot(pilot=pilot, plan=better, revision=1, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert (pilot.name, pilot.owner_id, pilot.how, pilot.revision) == ("Handledare två dagar", anna.person_id, "", 2)
    assert verbs(pilot) == ["planned", "edited"]


def test_edit_pilot_does_not_ask_whether_its_owner_still_works_here(insats, bo):
    pilot = PilotFactory(region=insats.region, initiative=insats, owner=UserFactory())
    same = plan_by(bo, owner=pilot.owner, name="Nytt namn")

    operations.edit_pilot(pilot=pilot, plan=same, revision=1, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert pilot.name == "Nytt namn"


def test_edit_pilot_is_refused_to_a_stale_form_and_once_it_has_begun(insats, bo):
    pilot = planned(insats, bo)

    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_pilot(pilot=pilot, plan=plan_by(bo), revision=4, by=bo, at=MONDAY)
    operations.begin_pilot(pilot=pilot, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"pilot\.has_begun"):
        operations.edit_pilot(pilot=pilot, plan=plan_by(bo, expected="Alla."), revision=2, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert pilot.expected == "Fem av åtta företag provar."


# --- do ---------------------------------------------------------------------------------------------------------


def test_begin_pilot_lets_it_be_tried(insats, bo):
    pilot = begun(insats, bo)

    assert (pilot.state, verbs(pilot)) == (PilotState.DO, ["planned", "begun"])


def test_begin_pilot_happens_once_and_not_in_what_has_ended(insats, bo):
    pilot, late = begun(insats, bo), planned(insats, bo)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.begin_pilot(pilot=pilot, by=bo, at=MONDAY)
    close(insats)
    with pytest.raises(RuleBroken, match=r"initiative\.ended"):
        operations.begin_pilot(pilot=late, by=bo, at=MONDAY)


def test_note_pilot_tells_what_was_done_and_moves_the_day(insats, bo):
    pilot = begun(insats, bo)

    operations.note_pilot(
        pilot=pilot, did="Tre besök.", check_on=date(2026, 12, 1), revision=pilot.revision, by=bo, at=MONDAY
    )

    pilot.refresh_from_db()
    assert (pilot.did, pilot.check_on, pilot.state) == ("Tre besök.", date(2026, 12, 1), PilotState.DO)
    assert verbs(pilot) == ["planned", "begun", "noted"]


def test_note_pilot_is_refused_a_day_before_the_start_and_a_stale_form(insats, bo):
    pilot = begun(insats, bo)

    for day, revision, refusal in (
        (date(2026, 8, 31), pilot.revision, "pilot.checked_before_start"),
        (date(2026, 12, 1), 1, "stale"),
    ):
        with pytest.raises(RuleBroken, match=refusal):
            operations.note_pilot(pilot=pilot, did="", check_on=day, revision=revision, by=bo, at=MONDAY)


def test_note_pilot_is_for_what_is_under_way(insats, bo):
    pilot = planned(insats, bo)

    with pytest.raises(RuleBroken, match=r"pilot\.not_under_way"):
        operations.note_pilot(pilot=pilot, did="Ett besök.", check_on=pilot.check_on, revision=1, by=bo, at=MONDAY)


# --- check ------------------------------------------------------------------------------------------------------


def test_study_pilot_keeps_what_was_done_and_seen_beside_what_was_expected(insats, bo):
    pilot = looked_at(insats, bo)

    assert (pilot.state, pilot.did, pilot.saw) == (PilotState.CHECK, "Sex besök.", "Fem provade.")
    assert verbs(pilot) == ["planned", "begun", "studied"]


@pytest.mark.parametrize(
    ("did", "saw", "refusal"), [(" ", "Fem.", "pilot.did_missing"), ("Sex besök.", "\n", "pilot.saw_missing")]
)
def test_study_pilot_says_both(insats, bo, did, saw, refusal):
    pilot = begun(insats, bo)

    with pytest.raises(RuleBroken) as refused:
        operations.study_pilot(pilot=pilot, did=did, saw=saw, revision=2, by=bo, at=MONDAY)

    assert refused.value.code == refusal
    assert f"pilot.{refused.value.facts['field']}_missing" == refusal


def test_study_pilot_is_for_what_is_under_way_and_no_stale_form(insats, bo):
    pilot = planned(insats, bo)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.study_pilot(pilot=pilot, did="A", saw="B", revision=1, by=bo, at=MONDAY)
    operations.begin_pilot(pilot=pilot, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match="stale"):
        operations.study_pilot(pilot=pilot, did="A", saw="B", revision=1, by=bo, at=MONDAY)


def test_study_pilot_is_possible_when_the_insats_has_ended(insats, bo):
    pilot = begun(insats, bo)
    close(insats)

    operations.study_pilot(pilot=pilot, did="A", saw="B", revision=pilot.revision, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert pilot.state is PilotState.CHECK


def test_a_pilot_is_worked_on_by_its_owner_the_responsible_and_whoever_starts_insatser(anna, bo, cilla, disa):
    insats = running(anna, anna)
    pilot = planned(insats, anna, owner=person(bo))
    operations.begin_pilot(pilot=pilot, by=anna, at=MONDAY)

    for by, revision in ((bo, 2), (anna, 3)):
        operations.note_pilot(pilot=pilot, did=by.name, check_on=pilot.check_on, revision=revision, by=by, at=MONDAY)
    for by in (cilla, disa):
        with pytest.raises(NotAllowed):
            operations.note_pilot(pilot=pilot, did="Nej", check_on=pilot.check_on, revision=4, by=by, at=MONDAY)

    pilot.refresh_from_db()
    assert (pilot.did, pilot.revision) == (anna.name, 4)


# --- decide: end ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("walk", [planned, begun, looked_at])
def test_end_pilot_is_possible_at_any_time_with_what_was_learned(insats, bo, walk):
    pilot = walk(insats, bo)

    operations.end_pilot(pilot=pilot, decided=LEARNED, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert (pilot.state, pilot.outcome, pilot.decided_at) == (PilotState.DECIDED, PilotOutcome.ENDED, MONDAY)
    assert (pilot.learned, pilot.outcome_reason, pilot.became) == (LEARNED.learned, LEARNED.reason, None)
    assert verbs(pilot)[-1] == "decided"


@pytest.mark.parametrize(
    ("decided", "refusal", "field"),
    [
        (replace(LEARNED, learned=" "), "pilot.learned_missing", "learned"),
        (replace(LEARNED, reason=""), "pilot.reason_missing", "reason"),
    ],
)
def test_end_pilot_always_says_what_was_learned_and_why(insats, bo, decided: Decided, refusal, field):
    pilot = looked_at(insats, bo)

    with pytest.raises(RuleBroken) as refused:
        operations.end_pilot(pilot=pilot, decided=decided, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"], pilot.state) == (refusal, field, PilotState.CHECK)


def test_end_pilot_happens_once(insats, bo):
    pilot = ended(insats, bo)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.end_pilot(pilot=pilot, decided=LEARNED, by=bo, at=MONDAY)


# --- decide: change ---------------------------------------------------------------------------------------------


def test_change_pilot_plans_the_next_one_that_follows_it(insats, bo):
    pilot = looked_at(insats, bo)

    following = operations.change_pilot(
        pilot=pilot, decided=LEARNED, plan=plan_by(bo, name="Två dagar i stället"), by=bo, at=MONDAY
    )

    pilot.refresh_from_db()
    assert (pilot.state, pilot.outcome) == (PilotState.DECIDED, PilotOutcome.CHANGED)
    assert (following.follows, following.initiative, following.name) == (pilot, insats, "Två dagar i stället")
    assert (following.state, verbs(following)) == (PilotState.PLAN, ["planned"])


def test_change_pilot_keeps_neither_when_the_next_cannot_be_planned(insats, bo):
    pilot = looked_at(insats, bo)

    with pytest.raises(RuleBroken, match=r"pilot\.checked_before_start"):
        operations.change_pilot(
            pilot=pilot, decided=LEARNED, plan=plan_by(bo, check_on=date(2026, 1, 1)), by=bo, at=MONDAY
        )

    pilot.refresh_from_db()
    assert (pilot.state, Pilot.objects.of(bo.region_id).count()) == (PilotState.CHECK, 1)


def test_change_pilot_is_refused_when_the_insats_has_ended(insats, bo):
    pilot = looked_at(insats, bo)
    close(insats)

    with pytest.raises(RuleBroken, match=r"pilot\.insats_ended"):
        operations.change_pilot(pilot=pilot, decided=LEARNED, plan=plan_by(bo), by=bo, at=MONDAY)


# --- decide: scale up -------------------------------------------------------------------------------------------


def test_scale_up_into_another_insats_ties_the_two(insats, bo, anna):
    pilot, other = looked_at(insats, bo), started(anna, bo, name="Handledare i hela länet")

    operations.scale_up_into(pilot=pilot, initiative=other, decided=LEARNED, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    link = InitiativeLink.objects.of(bo.region_id).get()
    assert (pilot.outcome, pilot.became, pilot.outcome_reason) == (PilotOutcome.SCALED_UP, other, LEARNED.reason)
    assert (link.source, link.result, link.lineage, verbs(link)) == (insats, other, Lineage.SCALED_UP, ["linked"])


def test_scale_up_of_two_pilots_into_the_same_insats_ties_them_once(insats, bo, anna):
    other = started(anna, bo, name="Handledare i hela länet")

    for name in ("Ett", "Två"):
        operations.scale_up_into(
            pilot=looked_at(insats, bo, name=name), initiative=other, decided=LEARNED, by=bo, at=MONDAY
        )

    assert InitiativeLink.objects.of(bo.region_id).count() == 1
    assert Pilot.objects.of(bo.region_id).filter(became=other).count() == 2


def test_scale_up_into_its_own_insats_needs_no_tie(insats, bo):
    pilot = looked_at(insats, bo)

    operations.scale_up_into(pilot=pilot, initiative=insats, decided=LEARNED, by=bo, at=MONDAY)

    pilot.refresh_from_db()
    assert (pilot.became, InitiativeLink.objects.of(bo.region_id).count()) == (insats, 0)


def test_scale_up_into_what_has_ended_or_is_another_regions_is_refused(insats, bo, anna, sydland):
    pilot, other = looked_at(insats, bo), close(started(anna, bo, name="Avslutad"))

    with pytest.raises(RuleBroken) as refused:
        operations.scale_up_into(pilot=pilot, initiative=other, decided=LEARNED, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.scale_up_into(
            pilot=pilot, initiative=InitiativeFactory(region=sydland), decided=LEARNED, by=bo, at=MONDAY
        )

    assert (refused.value.code, refused.value.facts["field"]) == ("pilot.into_ended", "initiative")


def test_scale_up_is_for_what_has_been_looked_at(insats, bo):
    pilot = begun(insats, bo)

    with pytest.raises(RuleBroken, match=r"pilot\.not_checked_yet"):
        operations.scale_up_into(pilot=pilot, initiative=insats, decided=LEARNED, by=bo, at=MONDAY)


def test_scale_up_to_new_starts_an_insats_with_the_same_framing(anna, bo):
    goal, gone = GoalFactory(), GoalFactory()
    insats = running(anna, bo, goals=[goal, gone], chain=ChainFactory())
    gone.change(retired_on=date(2026, 5, 1))
    pilot = looked_at(insats, bo)

    made = operations.scale_up_to_new(
        pilot=pilot,
        name="Handledare överallt",
        starts_on=date(2027, 1, 1),
        ends_on=None,
        decided=LEARNED,
        by=anna,
        at=MONDAY,
    )

    pilot.refresh_from_db()
    assert (made.name, made.description, made.state) == ("Handledare överallt", pilot.how, InitiativeState.PLANNED)
    assert (made.chain_id, made.generic_activity_id, made.unit_id, made.responsible_id) == (
        insats.chain_id,
        insats.generic_activity_id,
        insats.unit_id,
        insats.responsible_id,
    )
    assert [tie.goal for tie in Contribution.objects.of(anna.region_id).filter(initiative=made)] == [goal]
    assert (pilot.became, InitiativeLink.objects.of(anna.region_id).get().result) == (made, made)


def test_scale_up_to_new_is_for_whoever_may_start_an_insats(insats, bo):
    pilot = looked_at(insats, bo)

    with pytest.raises(NotAllowed):
        operations.scale_up_to_new(
            pilot=pilot, name="Ny", starts_on=date(2027, 1, 1), ends_on=None, decided=LEARNED, by=bo, at=MONDAY
        )

    assert Initiative.objects.of(bo.region_id).count() == 1
