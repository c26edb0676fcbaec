from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    MONDAY,
    ActionFactory,
    ChainVersionFactory,
    ChangeFactory,
    DocumentVersionFactory,
    FindingFactory,
    LessonFactory,
    RecommendationFactory,
    ReportFactory,
    ResponseFactory,
    TurnFactory,
)
from tests.learning.walks import person
from varv.core.workflow import ActionState, LessonState, RecommendationState, TurnState
from varv.learning.models import Action, Lesson, Recommendation, Turn

pytestmark = pytest.mark.django_db


def refused(factory, **values):
    """Whether the database says no."""
    try:
        with transaction.atomic():
            factory(**values)
    except IntegrityError:
        return True
    return False


def test_recommendation_comes_from_exactly_one():
    finding, lesson = FindingFactory(), LessonFactory()

    assert refused(RecommendationFactory, finding=None, lesson=None)
    assert refused(RecommendationFactory, finding=finding, lesson=lesson)
    assert not refused(RecommendationFactory, finding=None, lesson=lesson)


def test_recommendation_number_is_used_once_a_region(sydland):
    RecommendationFactory(number=7)

    assert refused(RecommendationFactory, number=7)
    assert not refused(RecommendationFactory, number=7, region=sydland)


def test_response_must_have_reasons():
    assert refused(ResponseFactory, reasons="")
    assert not refused(ResponseFactory)


def test_recommendation_has_one_response():
    response = ResponseFactory()

    assert refused(ResponseFactory, recommendation=response.recommendation)


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.DROPPED])
def test_action_that_ended_says_what_came_of_it(state):
    assert refused(ActionFactory, state=state)
    assert not refused(ActionFactory, state=state, outcome="Fem kommuner delar bedömare.")


def test_change_without_provenance_cannot_be_saved():
    recommendation, lesson = RecommendationFactory(), LessonFactory()

    assert refused(ChangeFactory, recommendation=None)
    assert refused(ChangeFactory, recommendation=recommendation, lesson=lesson)
    assert not refused(ChangeFactory, recommendation=None, lesson=lesson)


def test_change_names_exactly_one_version():
    chain, document = ChainVersionFactory(), DocumentVersionFactory()

    assert refused(ChangeFactory, document_version=None)
    assert refused(ChangeFactory, chain_version=chain, document_version=document)
    assert not refused(ChangeFactory, chain_version=chain, document_version=None)


def test_lesson_comes_from_exactly_one():
    report, finding = ReportFactory(), FindingFactory()

    assert refused(LessonFactory, occasion="")
    assert refused(LessonFactory, report=report)
    assert refused(LessonFactory, occasion="", report=report, finding=finding)
    assert not refused(LessonFactory, occasion="", report=report)
    assert not refused(LessonFactory, occasion="", finding=finding)


def test_turn_ends_after_it_starts():
    assert refused(TurnFactory, ends_on=date(2025, 1, 1))
    assert not refused(TurnFactory, ends_on=date(2025, 1, 2))


def test_turn_number_is_used_once_a_document():
    turn = TurnFactory()

    assert refused(TurnFactory, document=turn.document, number=turn.number)


def test_recommendations_awaiting_and_overdue(alvmark):
    late = RecommendationFactory(due_on=date(2026, 11, 15))
    soon = RecommendationFactory(due_on=date(2026, 11, 16))
    RecommendationFactory(due_on=date(2026, 11, 1), state=RecommendationState.ANSWERED)

    mine = Recommendation.objects.of(alvmark.pk)

    assert list(mine.awaiting().in_order()) == [late, soon]
    assert list(mine.overdue(date(2026, 11, 16))) == [late]


def test_actions_unfinished(alvmark):
    planned, ongoing = ActionFactory(), ActionFactory(state=ActionState.ONGOING)
    ActionFactory(state=ActionState.DONE, outcome="Klart.")

    assert list(Action.objects.of(alvmark.pk).unfinished().order_by("pk")) == [planned, ongoing]


def test_lessons_in_draft_are_their_authors_own(bo, cilla):
    draft = LessonFactory(author=person(bo))
    common = LessonFactory(author=person(bo), state=LessonState.ACCEPTED)
    lessons = Lesson.objects.of(bo.region_id).order_by("pk")

    assert list(lessons.visible_to(bo.person_id)) == [draft, common]
    assert list(lessons.visible_to(cilla.person_id)) == [common]
    assert list(lessons.accepted()) == [common]


def test_lessons_offered_are_read_by_those_who_may_accept_them(anna, bo, cilla):
    own = LessonFactory(author=person(bo))
    offered = LessonFactory(author=person(bo), offered_at=MONDAY)
    lessons = Lesson.objects.of(bo.region_id).order_by("pk")

    assert list(lessons.offered()) == [offered]
    assert list(lessons.readable_by(bo)) == [own, offered]
    assert list(lessons.readable_by(anna)) == [offered]
    assert list(lessons.readable_by(cilla)) == []


def test_lessons_newest_first(alvmark):
    older = LessonFactory(noted_at=datetime(2026, 5, 1, tzinfo=UTC))
    newer = LessonFactory()

    assert list(Lesson.objects.of(alvmark.pk).newest_first()) == [newer, older]


def test_turns_newest_first_and_open(alvmark):
    first, second = TurnFactory(number=1, state=TurnState.CLOSED), TurnFactory(number=2)

    assert list(Turn.objects.of(alvmark.pk).newest_first()) == [second, first]
    assert list(Turn.objects.of(alvmark.pk).open_now()) == [second]


def test_said_on_is_the_day_in_sweden():
    late_evening = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)

    assert RecommendationFactory(made_at=late_evening).said_on == date(2026, 5, 1)
    assert LessonFactory(noted_at=late_evening).said_on == date(2026, 5, 1)


def test_things_are_named_in_the_trail():
    response = ResponseFactory(recommendation__number=4)

    assert str(response.recommendation) == "R4 Sätt en gräns för hur lång tid validering får ta"
    assert str(response) == f"{response.recommendation_id}: yes"
    assert str(ActionFactory()) == "Delad bedömarpool för fem kommuner"
    assert str(ChangeFactory()) == "Validering ska ta högst tio arbetsdagar"
    assert str(FindingFactory()) == "Valideringen är flaskhalsen."
    assert str(FindingFactory().evaluation) == "Följeforskning om kompetens"
    assert str(LessonFactory()) == "Den som får sällskap första gången kommer tillbaka."
    assert str(TurnFactory(number=3)) == "Varv 3"
