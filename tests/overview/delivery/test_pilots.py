from datetime import date, timedelta

import pytest

from tests.delivery.pilots import LEARNED, begun, ended, looked_at, plan_by, planned
from tests.delivery.walks import person, running
from tests.factories import MONDAY, PilotFactory
from varv.core.kinds import PilotOutcome
from varv.core.workflow import PilotState
from varv.delivery import operations
from varv.delivery.models import Pilot
from varv.overview.boards.agenda import Duty, agenda, waiting
from varv.overview.delivery.pilots import pilot_board, pilot_sheet, pilots_of, pilots_waiting

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 1)


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo)


def named(lines):
    return [line.name for line in lines]


def test_board_sorts_pilots_by_what_waits(insats, bo):
    planned(insats, bo, name="Planerad")
    begun(insats, bo, name="Prövas", check_on=DUE + timedelta(days=1))
    begun(insats, bo, name="Ska studeras")
    looked_at(insats, bo, name="Ska avgöras", check_on=DUE - timedelta(days=9))
    ended(insats, bo, name="Avgjord")

    board = pilot_board(bo.region_id, DUE)

    assert named(board.waiting) == ["Ska avgöras", "Ska studeras"]
    assert (named(board.under_way), named(board.planned), named(board.decided)) == (
        ["Prövas"],
        ["Planerad"],
        ["Avgjord"],
    )
    assert dict(board.outcomes) == {PilotOutcome.SCALED_UP: 0, PilotOutcome.CHANGED: 0, PilotOutcome.ENDED: 1}


def test_board_tells_the_latest_decided_first(insats, bo):
    for name, day in (("Först", 1), ("Sist", 5)):
        ended(insats, bo, name=name, check_on=date(2026, 10, day))

    assert named(pilot_board(bo.region_id, DUE).decided) == ["Sist", "Först"]


def test_board_knows_nothing_of_other_regions(stig, insats, bo):
    planned(insats, bo)

    assert pilot_board(stig.region_id, DUE).lines == ()


def test_board_costs_one_question_however_many(insats, bo, django_assert_num_queries):
    for _number in range(3):
        PilotFactory(initiative=insats, owner=person(bo))

    with django_assert_num_queries(1):
        pilot_board(bo.region_id, DUE)


def test_a_pilot_waits_from_its_day_until_it_is_decided(insats, bo):
    pilot = begun(insats, bo)

    def waits(on):
        return pilot_sheet(Pilot.objects.of(bo.region_id).get(pk=pilot.pk), on).line.waits

    assert [waits(DUE - timedelta(days=1)), waits(DUE), waits(DUE + timedelta(days=90))] == [False, True, True]
    operations.study_pilot(pilot=pilot, did="A", saw="B", revision=pilot.revision, by=bo, at=MONDAY)
    assert waits(DUE - timedelta(days=1)) is True
    operations.end_pilot(pilot=pilot, decided=LEARNED, by=bo, at=MONDAY)
    assert waits(DUE) is False


def test_pilots_of_an_insats_stand_with_the_latest_first(anna, insats, bo):
    planned(insats, bo, name="Först", starts_on=date(2026, 8, 1))
    planned(insats, bo, name="Sist", starts_on=date(2026, 9, 1))
    planned(running(anna, bo, name="En annan"), bo, name="Någon annans")

    assert named(pilots_of(insats, DUE)) == ["Sist", "Först"]


def test_pilots_wait_for_the_one_who_holds_them_together(insats, anna, bo):
    begun(insats, bo, name="Bos")
    pilot = planned(insats, anna, name="Annas")
    operations.begin_pilot(pilot=pilot, by=anna, at=MONDAY)

    assert named(pilots_waiting(bo.region_id, bo.person_id, DUE)) == ["Bos"]
    assert named(pilots_waiting(anna.region_id, anna.person_id, DUE)) == ["Annas"]
    assert pilots_waiting(bo.region_id, bo.person_id, DUE - timedelta(days=1)) == ()


def test_a_waiting_pilot_stands_on_its_owners_page(insats, bo, anna):
    begun(insats, bo)

    found = agenda(bo, DUE)

    assert (found.counts[Duty.PILOT], found.next_due, waiting(bo, DUE)) == (1, DUE, found.waiting)
    assert [(one.duty, one.day) for one in found.duties] == [(Duty.PILOT, DUE)]
    assert agenda(anna, DUE).counts[Duty.PILOT] == 0


# --- one pilot --------------------------------------------------------------------------------------------------


def test_sheet_tells_the_whole_turn(insats, bo):
    pilot = ended(insats, bo)

    sheet = pilot_sheet(pilot, DUE)

    assert (sheet.line.state, sheet.line.outcome) == (PilotState.DECIDED, PilotOutcome.ENDED)
    assert (sheet.expected, sheet.did, sheet.saw) == ("Fem av åtta företag provar.", "Sex besök.", "Fem provade.")
    assert (sheet.line.learned, sheet.outcome_reason, sheet.decided_at) == (LEARNED.learned, LEARNED.reason, MONDAY)
    assert (sheet.became_id, sheet.became, sheet.is_first) == (None, "", True)


def test_sheet_leads_to_what_the_pilot_became(insats, bo):
    pilot = looked_at(insats, bo)
    operations.scale_up_into(pilot=pilot, initiative=insats, decided=LEARNED, by=bo, at=MONDAY)
    pilot.refresh_from_db()

    sheet = pilot_sheet(pilot, DUE)

    assert (sheet.became_id, sheet.became) == (insats.pk, insats.name)


def test_sheet_numbers_the_turns_that_follow_on_each_other(insats, bo):
    planned(insats, bo, name="Någon annan")
    first = looked_at(insats, bo, name="Ett")
    second = operations.change_pilot(pilot=first, decided=LEARNED, plan=plan_by(bo, name="Två"), by=bo, at=MONDAY)

    for pilot in (first, second):
        pilot.refresh_from_db()
        turns = pilot_sheet(pilot, DUE).turns
        assert [(turn.number, turn.name, turn.is_this) for turn in turns] == [
            (1, "Ett", pilot == first),
            (2, "Två", pilot == second),
        ]
    assert turns[0].outcome is PilotOutcome.CHANGED
    assert pilot_sheet(first, DUE).is_first is False
