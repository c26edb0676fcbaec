from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    SPRING,
    ActionFactory,
    ChangeFactory,
    FollowUpFactory,
    InitiativeFactory,
    LessonFactory,
    PilotFactory,
    RecommendationFactory,
    TurnFactory,
)
from varv.core.workflow import (
    ActionState,
    InitiativeState,
    LessonState,
    PilotState,
    RecommendationState,
    ReportState,
    TurnState,
)
from varv.overview.boards.agenda import Duty, agenda, waiting
from varv.regions.models import Region, User
from varv.rounds.models import Report
from varv.rounds.operations import open_round

TODAY = date(2026, 11, 20)


def responsible(actor, **changed):
    person = User.objects.get(pk=actor.person_id)
    return InitiativeFactory(region=Region.objects.get(pk=actor.region_id), responsible=person, **changed)


def asked(anna, *actors):
    """An open round that asks these people for a report each."""
    for actor in actors:
        responsible(actor, state=InitiativeState.RUNNING)
    return open_round(
        period=SPRING, opens_on=date(2026, 6, 1), due_on=date(2026, 12, 18), by=anna, at=MONDAY - timedelta(days=100)
    )


def test_nothing_waits_for_someone_who_only_reads(cilla, anna, alvmark):
    asked(anna, anna)
    RecommendationFactory(region=alvmark)
    LessonFactory(region=alvmark, offered_at=MONDAY)

    found = agenda(cilla, TODAY)

    assert (found.waiting, found.minutes_left, found.next_due) == (0, 0, None)


def test_a_report_waits_for_its_author(anna, bo):
    asked(anna, bo)

    found = agenda(bo, TODAY)

    assert (found.counts[Duty.REPORT], found.next_due, found.initiatives) == (1, date(2026, 12, 18), 1)
    assert found.minutes_left > 0
    assert agenda(anna, TODAY).counts[Duty.REPORT] == 0


@pytest.mark.parametrize(("who", "waits"), [("disa", 1), ("anna", 0), ("bo", 0), ("cilla", 0)])
def test_an_answer_waits_for_those_with_the_mandate(who, waits, request, alvmark):
    actor = request.getfixturevalue(who)
    RecommendationFactory(region=alvmark, due_on=date(2026, 12, 1))
    RecommendationFactory(region=alvmark, state=RecommendationState.ANSWERED)

    assert agenda(actor, TODAY).counts[Duty.ANSWER] == waits


def test_an_action_waits_for_its_owner_until_it_is_done(alvmark, bo, anna):
    owner = User.objects.get(pk=bo.person_id)
    ActionFactory(region=alvmark, owner=owner, due_on=date(2027, 2, 3))
    ActionFactory(region=alvmark, owner=owner, state=ActionState.DONE, outcome="Klart.")

    found = agenda(bo, TODAY)

    assert (found.counts[Duty.ACTION], found.next_due) == (1, date(2027, 2, 3))
    assert agenda(anna, TODAY).counts[Duty.ACTION] == 0


@pytest.mark.parametrize(("who", "waits"), [("disa", 1), ("anna", 1), ("bo", 0)])
def test_an_offered_lesson_waits_for_those_who_accept(who, waits, request, alvmark):
    actor = request.getfixturevalue(who)
    LessonFactory(region=alvmark, offered_at=MONDAY)
    LessonFactory(region=alvmark)

    assert agenda(actor, TODAY).counts[Duty.LESSON] == waits


def test_the_nearest_day_may_have_passed(alvmark, disa):
    RecommendationFactory(region=alvmark, due_on=date(2026, 11, 9))
    RecommendationFactory(region=alvmark, due_on=date(2026, 12, 9))

    assert agenda(disa, TODAY).next_due == date(2026, 11, 9)


def test_accepted_lessons_of_others_are_shown(alvmark, bo):
    lesson = LessonFactory(region=alvmark, state=LessonState.ACCEPTED, accepted_at=MONDAY)

    assert [fresh.lesson_id for fresh in agenda(bo, TODAY).lessons] == [lesson.pk]


def test_the_open_turn_counts_its_months(alvmark, bo):
    TurnFactory(region=alvmark, number=2, starts_on=date(2026, 1, 1), ends_on=date(2027, 6, 30))

    turn = agenda(bo, TODAY).turn

    assert (turn.number, turn.months_gone, turn.months) == (2, 11, 18)


def test_the_open_turn_never_counts_beyond_its_length(alvmark, bo):
    TurnFactory(region=alvmark, starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))

    turn = agenda(bo, TODAY).turn

    assert (turn.months_gone, turn.months) == (6, 6)


@pytest.mark.parametrize(
    "changed", [{"state": TurnState.CLOSED}, {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}]
)
def test_a_closed_turn_and_one_to_come_are_not_where_we_are(alvmark, bo, changed):
    TurnFactory(region=alvmark, **changed)

    assert agenda(bo, TODAY).turn is None


def test_another_regions_things_wait_for_nobody_here(sydland, disa):
    RecommendationFactory(region=sydland)
    TurnFactory(region=sydland)

    found = agenda(disa, TODAY)

    assert (found.waiting, found.turn) == (0, None)


@pytest.mark.parametrize("times", [1, 3])
def test_agenda_asks_equally_often_for_one_and_for_three(times, alvmark, anna, disa, django_assert_num_queries):
    asked(anna, *[disa] * times)
    for _ in range(times):
        RecommendationFactory(region=alvmark)
        LessonFactory(region=alvmark, offered_at=MONDAY)
        LessonFactory(region=alvmark, state=LessonState.ACCEPTED, accepted_at=MONDAY)
        ActionFactory(region=alvmark, owner_id=disa.person_id, owner=None)

    with django_assert_num_queries(15):
        agenda(disa, TODAY)


@pytest.mark.parametrize("who", ["anna", "bo", "cilla", "disa", "egon", "frida"])
def test_waiting_is_as_many_as_the_page_shows(who, request, alvmark, anna, bo):
    actor = request.getfixturevalue(who)
    asked(anna, bo)
    RecommendationFactory(region=alvmark)
    LessonFactory(region=alvmark, offered_at=MONDAY)
    ActionFactory(region=alvmark, owner=User.objects.get(pk=bo.person_id))

    assert waiting(actor, TODAY) == agenda(actor, TODAY).waiting


def test_waiting_costs_at_most_five_questions(disa, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        waiting(disa, TODAY)


def test_the_most_urgent_stands_first_whatever_kind_it_is(alvmark, anna, bo):
    asked(anna, bo)
    ActionFactory(region=alvmark, owner=User.objects.get(pk=bo.person_id), due_on=date(2026, 11, 30))

    duties = agenda(bo, TODAY).duties

    assert [(waits.duty, waits.day) for waits in duties] == [
        (Duty.ACTION, date(2026, 11, 30)),
        (Duty.REPORT, date(2026, 12, 18)),
    ]


def test_every_kind_of_duty_stands_in_the_list(alvmark, anna, disa):
    asked(anna, disa)
    RecommendationFactory(region=alvmark)
    LessonFactory(region=alvmark, offered_at=MONDAY)
    ActionFactory(region=alvmark, owner=User.objects.get(pk=disa.person_id))
    PilotFactory(region=alvmark, owner=User.objects.get(pk=disa.person_id), state=PilotState.DO)
    ChangeFactory(region=alvmark)
    answered = RecommendationFactory(
        region=alvmark, state=RecommendationState.ANSWERED, owner=User.objects.get(pk=disa.person_id)
    )
    FollowUpFactory(region=alvmark, recommendation=answered, due_on=TODAY)
    Report.objects.of(alvmark.pk).update(state=ReportState.SUBMITTED, submitted_at=MONDAY)

    assert {waits.duty for waits in agenda(disa, TODAY).duties} == set(Duty) - {Duty.REPORT, Duty.OVERDUE}


def test_a_follow_up_waits_for_the_owner_from_its_day_while_it_matters(alvmark, anna, bo):
    owner = User.objects.get(pk=bo.person_id)
    followed = RecommendationFactory(region=alvmark, owner=owner, state=RecommendationState.ACTING)
    over = RecommendationFactory(region=alvmark, owner=owner, state=RecommendationState.VERIFIED)
    due = FollowUpFactory(region=alvmark, recommendation=followed, due_on=TODAY)
    FollowUpFactory(region=alvmark, recommendation=followed, due_on=TODAY + timedelta(days=1))
    FollowUpFactory(region=alvmark, recommendation=over, due_on=TODAY)

    found = agenda(bo, TODAY)

    assert [(one.follow_up_id, one.recommendation_id, one.days_left) for one in found.follow_ups] == [
        (due.pk, followed.pk, 0)
    ]
    assert (found.waiting, waiting(bo, TODAY), found.next_due) == (1, 1, TODAY)
    assert agenda(anna, TODAY).counts[Duty.FOLLOW_UP] == 0


def test_a_late_answer_waits_for_the_owner_who_cannot_give_it(alvmark, bo, disa):
    owner = User.objects.get(pk=bo.person_id)
    late = RecommendationFactory(region=alvmark, owner=owner, due_on=TODAY - timedelta(days=1))
    RecommendationFactory(region=alvmark, owner=owner, due_on=TODAY)

    found = agenda(bo, TODAY)

    assert [(one.recommendation_id, one.days_left) for one in found.overdue] == [(late.pk, -1)]
    assert (found.counts[Duty.OVERDUE], waiting(bo, TODAY), found.next_due) == (1, 1, TODAY - timedelta(days=1))
    assert (agenda(disa, TODAY).counts[Duty.OVERDUE], agenda(disa, TODAY).counts[Duty.ANSWER]) == (0, 2)


def test_a_change_waits_for_someone_else_than_its_recorder_to_verify_it(alvmark, anna, bo, disa):
    change = ChangeFactory(region=alvmark, author=User.objects.get(pk=anna.person_id))
    ChangeFactory(
        region=alvmark, verified_by=User.objects.get(pk=disa.person_id), verified_how="Läst.", verified_at=MONDAY
    )

    found = agenda(disa, TODAY)

    assert [(one.change_id, one.what) for one in found.to_verify] == [(change.pk, change.what)]
    assert (found.counts[Duty.VERIFY], found.waiting) == (1, waiting(disa, TODAY))
    assert [agenda(who, TODAY).counts[Duty.VERIFY] for who in (anna, bo)] == [0, 0]
