"""However people go about it, the order of things holds: nothing changes that was not said, answered and acted on.

Hypothesis tries deeds in any order, by anyone. Most are refused; whatever was let through must agree.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import GenericActivityFactory
from tests.learning.lesson_walks import worked_up
from tests.learning.walks import (
    APRIL,
    adopted_version,
    answer_with,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    planned_action,
    recorded_change,
)
from varv.core.judgement import Answer
from varv.core.refusals import Refusal
from varv.core.workflow import ActionState, LessonState, RecommendationState, TurnState
from varv.learning import operations
from varv.learning.models import Action, Change, Lesson, Recommendation, Turn

pytestmark = pytest.mark.django_db
LATER = APRIL + timedelta(days=230)


class Office:
    """A recommendation, a lesson and a turn, and the people who go about them."""

    def __init__(self, people):
        anna = people["anna"]
        self.people = people
        self.recommendation = made_recommendation(anna, noted_finding(anna))
        self.lesson = noted_lesson(people["bo"], at=APRIL)
        self.activity = GenericActivityFactory()
        self.turn = opened_turn(anna)
        self.version = adopted_version(anna, adopted_on=date(2026, 11, 1))

    def does(self, who, deed):
        for thing in (self.recommendation, self.lesson, self.turn):
            thing.refresh_from_db()
        DEEDS[deed](self, self.people[who])

    def action(self):
        return Action.objects.of(self.recommendation.region_id).order_by("pk").last() or Action(
            region_id=self.recommendation.region_id, owner_id=1, recommendation=self.recommendation, pk=0
        )


DEEDS = {
    "answer yes": lambda office, by: answer_with(office.recommendation, by, Answer.YES),
    "answer no": lambda office, by: answer_with(office.recommendation, by, Answer.NO),
    "plan": lambda office, by: planned_action(by, office.recommendation),
    "finish": lambda office, by: operations.finish_action(action=office.action(), outcome="Klart.", by=by, at=LATER),
    "drop": lambda office, by: operations.drop_action(action=office.action(), reason="Nej.", by=by, at=LATER),
    "change": lambda office, by: recorded_change(by, office.recommendation, office.turn, version=office.version),
    "close": lambda office, by: operations.close_turn(turn=office.turn, by=by, at=LATER),
    "offer": lambda office, by: operations.offer_lesson(lesson=office.lesson, by=by, at=LATER),
    "work up": lambda office, by: worked_up(office.lesson, by, LATER),
    "return": lambda office, by: operations.return_lesson(lesson=office.lesson, reason="Tunt.", by=by, at=LATER),
    "accept": lambda office, by: operations.accept_lesson(
        lesson=office.lesson,
        context="Vuxna.",
        holds_not="Unga.",
        generic_activity=office.activity,
        by=by,
        at=LATER,
    ),
    "retire": lambda office, by: operations.retire_lesson(lesson=office.lesson, reason="Nej.", by=by, at=LATER),
    "change by lesson": lambda office, by: recorded_change(by, office.lesson, office.turn, version=office.version),
}


def tried(office, who, deed):
    """Whether the deed was let through."""
    try:
        with transaction.atomic():
            office.does(who, deed)
    except (Refusal, Action.DoesNotExist):
        return False
    return True


def agrees(region_id):
    """The laws that must hold after any deed."""
    recommendation = Recommendation.objects.of(region_id).get()
    lesson, turn = Lesson.objects.of(region_id).get(), Turn.objects.of(region_id).get()
    actions = list(Action.objects.of(region_id))
    changes = list(Change.objects.of(region_id))
    answer = recommendation.response.answer if hasattr(recommendation, "response") else None
    by_recommendation = [change for change in changes if change.recommendation_id]
    return {
        "an answer is what takes it out of waiting": (answer is None)
        == (recommendation.state is RecommendationState.AWAITING),
        "only a no declines": (answer is Answer.NO) == (recommendation.state is RecommendationState.DECLINED),
        "nobody acts without a yes": not actions or answer is Answer.YES,
        "acting begins with an action": bool(actions)
        == (recommendation.state in {RecommendationState.ACTING, RecommendationState.CHANGED}),
        "only a change makes it changed": bool(by_recommendation)
        == (recommendation.state is RecommendationState.CHANGED),
        "what ended says what came of it": all(
            bool(action.outcome) == (action.state in {ActionState.DONE, ActionState.DROPPED}) for action in actions
        ),
        "a lesson that changed a plan had been accepted": len(changes) == len(by_recommendation)
        or lesson.accepted_at is not None,
        "an accepted lesson says when it holds and when not": lesson.state is not LessonState.ACCEPTED
        or bool(lesson.context and lesson.holds_not),
        "a worked-up lesson says when it holds and when not": lesson.state is not LessonState.WORKED_UP
        or bool(lesson.context and lesson.holds_not),
        "nobody judges what its author has kept": lesson.accepted_at is None or lesson.offered_at is not None,
        "a lesson put away says why": (lesson.state is LessonState.RETIRED) == bool(lesson.retired_because),
        "only a change closes a turn": turn.state is TurnState.OPEN or bool(changes),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["anna", "bo", "disa", "egon"]), st.sampled_from(sorted(DEEDS))), max_size=14)
)
def test_order_of_things_holds_whatever_people_try(everyone, deeds):
    with transaction.atomic():
        office = Office(everyone)
        for who, deed in deeds:
            tried(office, who, deed)
            broken = [law for law, holds in agrees(office.recommendation.region_id).items() if not holds]
            assert broken == []
        transaction.set_rollback(True)


def test_order_of_things_lets_the_right_way_through(everyone):
    office = Office(everyone)
    way = [
        ("disa", "answer yes"),
        ("anna", "plan"),
        ("anna", "finish"),
        ("anna", "change"),
        ("bo", "offer"),
        ("bo", "work up"),
        ("disa", "accept"),
        ("anna", "change by lesson"),
        ("disa", "close"),
    ]

    assert [tried(office, who, deed) for who, deed in way] == [True] * 9
    assert all(agrees(office.recommendation.region_id).values())


def test_order_of_things_stops_every_shortcut(everyone):
    office = Office(everyone)
    shortcuts = [("anna", deed) for deed in ("plan", "finish", "drop", "change", "close", "change by lesson")]

    assert [tried(office, who, deed) for who, deed in shortcuts] == [False] * 6


@pytest.fixture
def everyone(anna, bo, disa, egon):
    return {"anna": anna, "bo": bo, "disa": disa, "egon": egon}
