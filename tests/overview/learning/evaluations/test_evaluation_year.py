from datetime import date

import pytest

from tests.learning.evaluation_walks import (
    TODAY,
    commissioned,
    delivered,
    finished_milestone,
    owned_by,
    planned,
    planned_milestone,
    running,
    stopped,
    thought_through,
)
from tests.learning.walks import questions, registered_evaluation
from varv.core.kinds import EvaluationDay
from varv.overview.learning.evaluations.evaluation_year import evaluation_year, events_of

pytestmark = pytest.mark.django_db
D = EvaluationDay


def events(actor, year=2026, on=TODAY):
    return [event for _month, found in evaluation_year(actor.region_id, year, on).months for event in found]


def test_a_year_has_twelve_months_with_what_happens_in_each(anna):
    planned_milestone(anna, planned(anna))

    year = evaluation_year(anna.region_id, 2026, TODAY)

    assert [month for month, _found in year.months] == [date(2026, month, 1) for month in range(1, 13)]
    assert {month.month: [event.what for event in found] for month, found in year.months if found} == {
        9: [D.TENDER],
        10: [D.START],
        12: [D.MILESTONE],
    }
    assert (year.total, year.years, year.undated) == (3, (2026, 2027), ())


def test_an_event_tells_what_and_of_what(anna):
    milestone = planned_milestone(anna, planned(anna))

    event = events(anna)[-1]

    assert (event.key, event.day, event.title, event.milestone, event.is_deliverable) == (
        f"evaluation-milestone-{milestone.pk}",
        date(2026, 12, 15),
        "Utvärdering av moduler",
        "Delrapport",
        True,
    )


@pytest.mark.parametrize(
    ("walk", "done", "late"),
    [
        (thought_through, [], [D.TENDER, D.START]),
        (commissioned, [D.TENDER], [D.START]),
        (running, [D.TENDER, D.START], []),
    ],
)
def test_what_is_done_is_not_late(walk, done, late, anna):
    walk(anna)

    found = events(anna)

    assert [event.what for event in found if event.is_done] == done
    assert [event.what for event in found if event.is_late] == late


def test_a_milestone_is_done_with_its_day_or_with_the_report(anna):
    evaluation = running(anna)
    finished_milestone(anna, evaluation, due_on=date(2026, 11, 1))
    planned_milestone(anna, evaluation, due_on=date(2026, 11, 2))

    assert [(event.is_done, event.is_late) for event in events(anna)[2:]] == [(True, False), (False, True)]
    assert [event.is_done for event in events(anna, 2027)] == [False]


def test_all_is_done_when_the_report_is_here(anna):
    delivered(anna)

    assert {event.is_done for event in events(anna) + events(anna, 2027)} == {True}


def test_what_was_stopped_happens_no_more(anna):
    stopped(anna)

    assert (events(anna), evaluation_year(anna.region_id, 2026, TODAY).years) == ([], (2026,))


def test_what_has_no_due_day_is_told(anna):
    thought = planned(anna, title="En tanke", due_on=None)
    registered_evaluation(anna)
    planned(anna)

    assert evaluation_year(anna.region_id, 2031, TODAY).undated == ((thought.pk, "En tanke"),)
    assert evaluation_year(anna.region_id, 2031, TODAY).years == (2026, 2027, 2031)


def test_a_person_has_the_days_of_what_they_answer_for(anna, egon):
    planned(anna, title="Egons", **owned_by(egon))
    planned(anna, title="Ingens")

    assert [(event.what, event.title) for event in events_of(anna.region_id, egon.person_id, TODAY)] == [
        (D.TENDER, "Egons"),
        (D.START, "Egons"),
        (D.DUE, "Egons"),
    ]
    assert events_of(anna.region_id, anna.person_id, TODAY) == ()


def test_the_year_asks_as_often_for_one_as_for_three(anna):
    planned_milestone(anna, planned(anna))
    one = questions(lambda: events(anna))
    planned_milestone(anna, planned(anna))
    planned_milestone(anna, planned(anna))

    assert (one, questions(lambda: events(anna))) == (2, 2)
