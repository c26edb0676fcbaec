from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    ChangeFactory,
    ContributionFactory,
    InitiativeFactory,
    LessonFactory,
    RecommendationFactory,
    ResponseFactory,
)
from tests.learning.walks import noted_finding
from varv.core.workflow import LessonState
from varv.learning import operations
from varv.learning.models import Lesson
from varv.regions.models import TrailEntry, User

pytestmark = pytest.mark.django_db

PAGE = "/alvmark/nytt-for-mig/"
STATEMENT = "Fråga efter problemet, inte efter kursbehovet."


@pytest.fixture
def goal(bo):
    initiative = InitiativeFactory(responsible_id=bo.person_id)
    return ContributionFactory(initiative=initiative).goal


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_page_tells_every_kind_of_news(bo, egon, visit, goal):
    lesson = LessonFactory(state=LessonState.ACCEPTED, goal=goal, statement=STATEMENT, accepted_at=ago(2))
    recommendation = RecommendationFactory(goal=goal, text="Sätt en gräns")
    ResponseFactory(recommendation=recommendation, answered_at=ago(1), reasons="Vi har råd.")
    change = ChangeFactory(recommendation=recommendation, recorded_at=ago(1), what="Högst tio dagar")

    html = visit(bo).get(PAGE).content.decode()

    told = (STATEMENT, f"lardomar/{lesson.pk}/", "Sätt en gräns", "Vi har råd.", f"andringar/{change.pk}/")
    assert [text for text in told if text not in html] == []
    assert "3 saker sedan" in html


def test_a_finding_links_to_its_evaluation(bo, egon, visit, goal):
    finding = noted_finding(egon, goal=goal)
    TrailEntry.objects.filter(kind="learning.finding").update(at=ago(1))

    html = visit(bo).get(PAGE).content.decode()

    assert finding.text in html
    assert f"utvarderingar/{finding.evaluation_id}/" in html


@pytest.mark.parametrize(("asked", "days", "is_news"), [("", 7, False), ("31", 31, True), ("92", 92, True)])
def test_one_can_look_further_back(bo, visit, goal, asked, days, is_news):
    LessonFactory(state=LessonState.ACCEPTED, goal=goal, accepted_at=ago(20))

    response = visit(bo).get(PAGE, {"dagar": asked})

    assert (response.context["days"], bool(response.context["news"].lessons)) == (days, is_news)


@pytest.mark.parametrize("asked", ["8", "x", "-7", "9" * 50, "\x00"])
def test_another_span_is_a_week(bo, visit, goal, asked):
    assert visit(bo).get(PAGE, {"dagar": asked}).context["days"] == 7


def test_without_news_the_page_says_when_there_will_be(cilla, visit, alvmark):
    html = visit(cilla).get(PAGE).content.decode()

    assert "Inget nytt om ditt arbete" in html
    assert "/alvmark/mina-paminnelser/" in html


def test_the_page_says_whether_the_letter_comes(bo, visit, goal):
    before = visit(bo).get(PAGE).content.decode()
    User.objects.filter(pk=bo.person_id).update(wants_digest=True)

    assert "Kan också komma som brev" in before
    assert "Även som brev" in visit(bo).get(PAGE).content.decode()


def test_a_draft_is_no_news_until_it_is_accepted(bo, anna, visit, goal):
    draft = LessonFactory(goal=goal, statement=STATEMENT, author_id=bo.person_id, offered_at=ago(2), noted_at=ago(3))

    assert visit(bo).get(PAGE).context["news"].count == 0
    operations.accept_lesson(lesson=draft, context="Första kontakten.", holds_not="Inget känt.", by=anna, at=ago(1))
    assert Lesson.objects.get().accepted_at is not None
    assert [one.statement for one in visit(bo).get(PAGE).context["news"].lessons] == [STATEMENT]


def test_news_are_only_read(bo, visit, goal):
    assert visit(bo).post(PAGE).status_code == 405


def test_a_stranger_has_no_news_here(stig, visit, goal):
    assert visit(stig).get(PAGE).status_code == 404
