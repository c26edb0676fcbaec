from datetime import date

import pytest

from tests.factories import (
    MONDAY,
    ActionFactory,
    EvaluationFactory,
    EvaluationMilestoneFactory,
    InitiativeFactory,
    MilestoneFactory,
    RecommendationFactory,
    ReportFactory,
    RoundFactory,
)
from varv.core.kinds import EvaluationDay
from varv.core.workflow import EvaluationState, RoundState
from varv.overview.boards.agenda import Duty
from varv.overview.boards.calendar import calendar_days

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()


@pytest.fixture
def round_(alvmark):
    return RoundFactory(region=alvmark, state=RoundState.OPEN)


def told(actor):
    return [(one.duty, one.day, one.title, one.view, one.thing_id) for one in calendar_days(actor, TODAY)]


def test_a_report_stands_on_its_last_day(bo, alvmark, round_):
    report = ReportFactory(region=alvmark, round=round_, author_id=bo.person_id)

    assert told(bo) == [(Duty.REPORT, round_.due_on, report.initiative.name, "rounds:report", report.pk)]


def test_an_answer_waits_only_for_those_with_the_mandate(bo, disa, alvmark):
    asked = RecommendationFactory(region=alvmark, due_on=date(2026, 12, 1))

    assert told(disa) == [(Duty.ANSWER, date(2026, 12, 1), asked.text, "learning:recommendation", asked.pk)]
    assert told(bo) == []


def test_an_action_leads_to_the_recommendation_it_comes_from(bo, alvmark):
    action = ActionFactory(region=alvmark, owner_id=bo.person_id, due_on=date(2026, 12, 1))

    assert told(bo) == [
        (Duty.ACTION, date(2026, 12, 1), action.what, "learning:recommendation", action.recommendation_id)
    ]


def test_a_milestone_stands_until_it_is_reached(bo, alvmark):
    initiative = InitiativeFactory(region=alvmark, name="Insatsen", responsible_id=bo.person_id)
    MilestoneFactory(region=alvmark, initiative=initiative, text="Klar")
    MilestoneFactory(region=alvmark, initiative=initiative, text="Nådd", reached_on=TODAY)

    assert told(bo) == [(None, date(2026, 6, 1), "Insatsen: Klar", "delivery:initiative", initiative.pk)]


def test_the_milestones_of_others_are_not_mine(bo, anna, alvmark):
    MilestoneFactory(region=alvmark, initiative=InitiativeFactory(region=alvmark, responsible_id=anna.person_id))

    assert told(bo) == []


def test_the_nearest_day_stands_first_and_names_stay(bo, alvmark, round_):
    late = ActionFactory(region=alvmark, owner_id=bo.person_id, due_on=date(2026, 12, 1))
    first = ReportFactory(region=alvmark, round=round_, author_id=bo.person_id)

    assert [one.uid for one in calendar_days(bo, TODAY)] == [f"report-{first.pk}", f"action-{late.pk}"]


def test_the_days_of_an_evaluation_stand_with_the_one_who_answers_for_it(anna, bo, alvmark):
    days = {"tender_on": date(2026, 12, 1), "starts_on": date(2027, 1, 11), "due_on": date(2027, 6, 30)}
    evaluation = EvaluationFactory(
        region=alvmark,
        title="Moduler",
        owner_id=anna.person_id,
        state=EvaluationState.PLANNED,
        delivered_on=None,
        **days,
    )
    EvaluationMilestoneFactory(region=alvmark, evaluation=evaluation, name="Delrapport", due_on=date(2027, 3, 1))

    assert [(one.evaluation_day, one.day, one.title, one.view, one.thing_id) for one in calendar_days(anna, TODAY)] == [
        (EvaluationDay.TENDER, date(2026, 12, 1), "Moduler", "learning:evaluation", evaluation.pk),
        (EvaluationDay.START, date(2027, 1, 11), "Moduler", "learning:evaluation", evaluation.pk),
        (EvaluationDay.MILESTONE, date(2027, 3, 1), "Moduler: Delrapport", "learning:evaluation", evaluation.pk),
        (EvaluationDay.DUE, date(2027, 6, 30), "Moduler", "learning:evaluation", evaluation.pk),
    ]
    assert told(bo) == []


def test_what_is_done_in_an_evaluation_leaves_the_calendar(anna, alvmark):
    begun = {"state": EvaluationState.RUNNING, "delivered_on": None, "owner_id": anna.person_id}
    evaluation = EvaluationFactory(
        region=alvmark, tender_on=date(2026, 9, 1), starts_on=date(2026, 10, 1), due_on=date(2027, 6, 30), **begun
    )
    EvaluationMilestoneFactory(region=alvmark, evaluation=evaluation, done_on=date(2026, 11, 1))

    assert [one.evaluation_day for one in calendar_days(anna, TODAY)] == [EvaluationDay.DUE]
