"""One whole turn, by the pages: what was found becomes a recommendation, an answer, an action and a changed plan."""

from datetime import timedelta

import pytest

from tests.factories import SteeringDocumentFactory
from tests.learning.walks import adopted_version, handed_in_report
from tests.people import verbs
from varv.core.workflow import LessonState, RecommendationState, TurnState
from varv.learning.models import Action, Change, Evaluation, Finding, Lesson, Recommendation, Turn
from varv.overview.learning.learning_agenda import Came, what_came_of_my_reports
from varv.web import gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return gate.today()


def only(model, region):
    return model.objects.of(region.pk).get()


def sent(client, path, **values):
    """Send a form and land where it leads."""
    response = client.post(f"/alvmark/{path}", values, follow=True)
    assert [status for _url, status in response.redirect_chain] == [302]
    assert response.status_code == 200
    return response.content.decode()


def test_from_finding_to_changed_plan(alvmark, anna, bo, disa, egon, visit, today):
    plan = SteeringDocumentFactory(region=alvmark, title="Verksamhetsplan 2027")
    analyst, strategist, manager, reporter = (visit(person) for person in (egon, anna, disa, bo))
    soon = (today + timedelta(days=30)).isoformat()

    # The analyst registers an evaluation, notes what it found and recommends.
    sent(
        analyst,
        "utvarderingar/ny/",
        title="Följeforskning",
        kind="ongoing",
        evaluator="En forskargrupp",
        delivered_on=today.isoformat(),
    )
    evaluation = only(Evaluation, alvmark)
    sent(
        analyst,
        f"utvarderingar/{evaluation.pk}/iakttagelser/ny/",
        text="Valideringen är flaskhalsen.",
        evidence="some",
        rests_on="s. 31",
    )
    finding = only(Finding, alvmark)
    sent(
        analyst,
        f"iakttagelser/{finding.pk}/rekommendera/",
        text="Sätt en gräns",
        owner=anna.person_id,
        forum="Ledningsgruppen",
        due_on=soon,
    )
    recommendation = only(Recommendation, alvmark)

    # The manager answers partly, with reasons; the reporter takes an action on and finishes it.
    sent(
        manager,
        f"rekommendationer/{recommendation.pk}/svara/",
        answer="partly",
        reasons="Tio dagar, inte fem.",
        mandate="Direktör",
        case_number="RU 1",
    )
    sent(
        strategist,
        f"rekommendationer/{recommendation.pk}/atgarder/ny/",
        what="Delad bedömarpool",
        owner=bo.person_id,
        due_on=soon,
    )
    action = only(Action, alvmark)
    sent(reporter, f"atgarder/{action.pk}/borja/")
    sent(reporter, f"atgarder/{action.pk}/klar/", outcome="Fem kommuner delar.")

    # The strategist begins a turn. It cannot be closed before a plan has changed.
    sent(
        strategist,
        "spiralen/nytt/",
        document=plan.pk,
        planned="Kortare väntan.",
        starts_on=today.isoformat(),
        ends_on=soon,
    )
    turn = only(Turn, alvmark)
    strategist.post(f"/alvmark/spiralen/{turn.pk}/stang/")
    turn.refresh_from_db()
    assert turn.state is TurnState.OPEN

    # A new version is adopted; the change points at it, and the turn is closed.
    version = adopted_version(anna, document=plan, adopted_on=today)
    shown = sent(
        strategist,
        f"rekommendationer/{recommendation.pk}/andring/",
        version=f"document-{version.pk}",
        turn=turn.pk,
        what="Validering på tio dagar",
        before="Validering ska gå fort.",
        after="Validering ska ta högst tio arbetsdagar.",
        decided_on=today.isoformat(),
    )
    sent(strategist, f"spiralen/{turn.pk}/stang/")

    recommendation.refresh_from_db()
    turn.refresh_from_db()
    assert (recommendation.state, turn.state) == (RecommendationState.CHANGED, TurnState.CLOSED)
    assert verbs(recommendation) == ["made", "answered", "acted_on", "changed"]
    assert '<span class="hl">Validering ska ta högst tio arbetsdagar.</span>' in shown


def test_from_a_report_to_a_changed_plan_that_its_author_can_see(alvmark, anna, bo, visit, today):
    plan = SteeringDocumentFactory(region=alvmark, title="Verksamhetsplan 2027")
    report = handed_in_report(bo, submitted_at=gate.now())
    strategist, reporter = visit(anna), visit(bo)

    # The strategist takes up what the report says, and accepts it with when it holds.
    sent(
        strategist,
        f"lardomar/ny/rapport/{report.pk}/",
        statement="Den som får sällskap kommer tillbaka.",
        confidence="measured",
    )
    lesson = only(Lesson, alvmark)
    assert reporter.get(f"/alvmark/lardomar/{lesson.pk}/").status_code == 404
    told = {"context": "Vuxna utan betyg.", "holds_not": "Inget känt undantag."}
    sent(strategist, f"lardomar/{lesson.pk}/godta/", **told, generic_activity=report.initiative.generic_activity_id)
    assert reporter.get(f"/alvmark/lardomar/{lesson.pk}/").status_code == 200

    # The plan changes straight from the lesson.
    soon = (today + timedelta(days=500)).isoformat()
    sent(strategist, "spiralen/nytt/", document=plan.pk, planned="Sällskap.", starts_on=today.isoformat(), ends_on=soon)
    version = adopted_version(anna, document=plan, adopted_on=today)
    sent(
        strategist,
        f"lardomar/{lesson.pk}/andring/",
        version=f"document-{version.pk}",
        turn=only(Turn, alvmark).pk,
        what="Handledare på första träffen",
        after="En handledare följer med.",
        decided_on=today.isoformat(),
    )

    lesson.refresh_from_db()
    (trace,) = what_came_of_my_reports(alvmark.pk, bo.person_id)
    assert (lesson.state, only(Change, alvmark).lesson) == (LessonState.ACCEPTED, lesson)
    assert [event.came for event in trace.events] == [Came.HANDED_IN, Came.LESSON, Came.CHANGE]
