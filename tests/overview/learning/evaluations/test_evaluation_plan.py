from datetime import date

import pytest

from tests.factories import GoalFactory, QuestionTieFactory
from tests.learning.evaluation_walks import (
    TODAY,
    asked,
    closed,
    commissioned,
    delivered,
    finished_milestone,
    owned_by,
    planned,
    planned_milestone,
    running,
    stopped,
)
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    made_recommendation,
    noted_finding,
    opened_turn,
    questions,
    recorded_change,
    registered_evaluation,
)
from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.workflow import EvaluationState
from varv.overview.learning.evaluations.evaluation_plan import EvaluationOrder, EvaluationWish, evaluation_plan

pytestmark = pytest.mark.django_db
S = EvaluationState


def plan(actor, on=TODAY, **wish):
    return evaluation_plan(actor.region_id, EvaluationWish(**wish), on)


def titles(actor, **wish):
    return [line.title for _state, lines in plan(actor, **wish).groups for line in lines]


def the_line(actor, on=TODAY):
    ((_state, (line,)),) = plan(actor, on).groups
    return line


def test_the_plan_stands_state_by_state_with_what_goes_on_first(anna):
    for walk in (stopped, closed, delivered, planned, commissioned, running):
        walk(anna)

    found = plan(anna)

    assert [state for state, _lines in found.groups] == [
        S.RUNNING,
        S.COMMISSIONED,
        S.PLANNED,
        S.DELIVERED,
        S.CLOSED,
        S.STOPPED,
    ]
    assert (found.total, found.shown, dict(found.counts)) == (6, 6, dict.fromkeys(S, 1))


def test_a_line_tells_who_when_and_what_kind(anna):
    planned(anna, **owned_by(anna))

    line = the_line(anna)

    assert (line.title, line.kind, line.timing, line.evaluator, line.owner) == (
        "Utvärdering av moduler",
        EvaluationKind.EXTERNAL,
        EvaluationTiming.MID,
        "Ett konsultbolag",
        "Anna",
    )
    assert (line.years, line.due_on, line.delivered_on) == ({2026, 2027}, date(2027, 3, 31), None)


@pytest.mark.parametrize(
    ("walk", "day"),
    [
        (planned, date(2026, 9, 1)),
        (commissioned, date(2026, 10, 1)),
        (running, date(2027, 3, 31)),
        (delivered, TODAY),
        (stopped, date(2027, 3, 31)),
    ],
)
def test_a_line_tells_the_next_day_that_matters(walk, day, anna):
    walk(anna)

    assert the_line(anna).day == day


def test_a_thought_has_no_day_and_no_owner(anna):
    planned(anna, tender_on=None, starts_on=None, due_on=None)

    line = the_line(anna)

    assert (line.day, line.years, line.owner, line.is_late) == (None, frozenset(), "", False)


@pytest.mark.parametrize(
    ("walk", "is_late"),
    [(planned, True), (commissioned, True), (running, True), (delivered, False), (stopped, False)],
)
def test_only_what_is_waited_for_is_late(walk, is_late, anna):
    evaluation = walk(anna)
    after = date(2027, 4, 1)

    assert (the_line(anna, after).is_late, the_line(anna, evaluation.due_on).is_late) == (is_late, False)
    assert plan(anna, after).late == is_late


def test_late_milestones_are_counted_while_the_work_goes_on(anna):
    evaluation = running(anna)
    planned_milestone(anna, evaluation, due_on=date(2026, 11, 15))
    finished_milestone(anna, evaluation, due_on=date(2026, 11, 1))
    planned_milestone(anna, evaluation, due_on=TODAY)
    planned_milestone(anna, stopped_after_milestone(anna), due_on=date(2026, 11, 1))

    counted = {line.state: line.late_milestones for _state, lines in plan(anna).groups for line in lines}

    assert counted == {S.RUNNING: 1, S.PLANNED: 1}


def stopped_after_milestone(by):
    return planned(by, title="En till")


def test_the_plan_counts_what_came_of_each(anna, disa):
    registered_evaluation(anna, title="Utan följd", delivered_on=date(2026, 1, 1))
    recommendation = acted_on_recommendation(anna, disa)
    made_recommendation(anna, recommendation.finding)
    recorded_change(anna, recommendation, opened_turn(anna))

    found = plan(anna)

    ((_state, lines),) = found.groups
    assert [(line.title, line.findings, line.recommendations, line.changes) for line in lines] == [
        ("Följeforskning om kompetens", 1, 2, 1),
        ("Utan följd", 0, 0, 0),
    ]
    assert (found.findings, found.changes) == (1, 1)


def test_the_plan_counts_what_came_by_way_of_a_lesson(anna, disa):
    lesson, turn = accepted_lesson(anna, noted_finding(anna), at=APRIL), opened_turn(anna)
    recorded_change(anna, lesson, turn)
    recorded_change(anna, acted_on_recommendation(anna, disa, because_of=lesson), turn)
    made_recommendation(anna, accepted_lesson(anna))

    line = the_line(anna)

    assert (line.findings, line.recommendations, line.changes) == (1, 1, 2)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, ["Elev", "Moduler", "Coacher"]),
        ({"state": S.PLANNED}, ["Elev", "Moduler"]),
        ({"kind": EvaluationKind.PEER}, ["Elev"]),
        ({"timing": EvaluationTiming.EX_ANTE}, ["Moduler"]),
        ({"year": 2025}, ["Coacher"]),
        ({"year": 2031}, []),
        ({"words": "MODUL"}, ["Moduler"]),
        ({"words": "elev byrå"}, ["Elev"]),
        ({"words": "saknas"}, []),
        ({"order": EvaluationOrder.TITLE}, ["Elev", "Moduler", "Coacher"]),
        ({"state": S.PLANNED, "order": EvaluationOrder.TITLE}, ["Elev", "Moduler"]),
    ],
)
def test_the_plan_shows_what_was_asked_for(wish, found, anna):
    planned(anna, title="Moduler", timing=EvaluationTiming.EX_ANTE, tender_on=None, starts_on=None, due_on=None)
    planned(anna, title="Elev", kind=EvaluationKind.PEER, evaluator="En byrå")
    registered_evaluation(anna, title="Coacher", delivered_on=date(2025, 3, 1))

    assert titles(anna, **wish) == found
    assert plan(anna, **wish).years == (2027, 2026, 2025)


def test_the_nearest_day_stands_first_and_the_latest_report(anna):
    for title, due_on in [("Sen", date(2028, 1, 1)), ("Snart", date(2027, 1, 1))]:
        planned(anna, title=title, tender_on=None, starts_on=None, due_on=due_on)
    for title, day in [("Gammal", date(2025, 1, 1)), ("Ny", date(2026, 1, 1))]:
        registered_evaluation(anna, title=title, delivered_on=day)

    assert titles(anna) == ["Snart", "Sen", "Ny", "Gammal"]
    assert titles(anna, order=EvaluationOrder.TITLE) == ["Sen", "Snart", "Gammal", "Ny"]


def test_those_that_changed_most_may_stand_first(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    recorded_change(anna, recommendation, opened_turn(anna))
    registered_evaluation(anna, title="Nyare utan följd", delivered_on=date(2026, 4, 27))

    assert titles(anna, order=EvaluationOrder.CHANGES) == ["Följeforskning om kompetens", "Nyare utan följd"]


def test_a_goal_is_spoken_of_by_a_finding_or_by_a_question(anna):
    found, asked_about, other = GoalFactory(), GoalFactory(), GoalFactory()
    noted_finding(anna, registered_evaluation(anna, title="Fann"), goal=found)
    question = asked(anna, planned(anna, title="Frågar")).question
    QuestionTieFactory(question=question, goal=asked_about)
    QuestionTieFactory(goal=other)

    assert [goal_id for goal_id, _name in plan(anna).goals] == [found.pk, asked_about.pk]
    assert titles(anna, goal_id=found.pk) == ["Fann"]
    assert titles(anna, goal_id=asked_about.pk) == ["Frågar"]


def test_the_plan_asks_as_often_for_one_as_for_three(anna):
    noted_finding(anna, goal=GoalFactory())
    planned_milestone(anna, running(anna))
    one = questions(lambda: plan(anna))
    noted_finding(anna, goal=GoalFactory())
    planned_milestone(anna, running(anna))
    delivered(anna)

    assert (one, questions(lambda: plan(anna))) == (7, 7)


def test_the_plan_is_the_regions_own(anna, stig):
    planned(anna)

    assert (plan(stig).total, plan(stig).groups, plan(stig).years) == (0, (), ())
