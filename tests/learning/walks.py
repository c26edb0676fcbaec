"""The way from an evaluation to a changed plan, walked verb by verb."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MONDAY,
    DocumentVersionFactory,
    GenericActivityFactory,
    ReportFactory,
    SteeringDocumentFactory,
)
from varv.core.judgement import Answer, Confidence
from varv.core.kinds import EvaluationKind
from varv.core.roles import Actor, Role
from varv.core.theory import Evidence
from varv.core.workflow import ReportState
from varv.learning import operations
from varv.regions.models import Membership, User

APRIL = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)
CHRISTMAS = date(2026, 12, 24)


def questions(deed):
    """How many times the database is asked."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        deed()
    return len(asked)


def person(actor):
    return User.objects.get(pk=actor.person_id)


def registered_evaluation(by, **changed):
    values = {
        "title": "Följeforskning om kompetens",
        "kind": EvaluationKind.ONGOING,
        "evaluator": "En fristående utvärderare",
        "delivered_on": date(2026, 4, 24),
    }
    return operations.register_evaluation(**(values | changed), by=by, at=APRIL)


def noted_finding(by, evaluation=None, **changed):
    values = {"text": "Valideringen är flaskhalsen.", "evidence": Evidence.SOME, "rests_on": "Delrapport 2, s. 31"}
    return operations.note_finding(
        evaluation=evaluation or registered_evaluation(by), **(values | changed), by=by, at=APRIL
    )


def made_recommendation(by, because_of=None, at=APRIL, **changed):
    values = {
        "because_of": because_of or noted_finding(by),
        "text": "Sätt en gräns för hur lång tid validering får ta",
        "owner": person(by),
        "forum": "Ledningsgruppen",
    }
    return operations.make_recommendation(**(values | changed), by=by, at=at)


def answered_recommendation(by, manager, answer=Answer.YES, **changed):
    recommendation = made_recommendation(by, **changed)
    answer_with(recommendation, manager, answer)
    return recommendation


def answer_with(recommendation, manager, answer=Answer.YES):
    operations.answer_recommendation(
        recommendation=recommendation,
        answer=answer,
        reasons="Tre rapporter säger samma sak.",
        mandate="Regional utvecklingsdirektör",
        case_number="RU 2026/311",
        by=manager,
        at=APRIL + timedelta(days=22),
    )
    recommendation.refresh_from_db()


def planned_action(by, recommendation, owner=None, **changed):
    values = {"what": "Delad bedömarpool för fem kommuner", "due_on": date(2026, 10, 30)}
    action = operations.plan_action(
        recommendation=recommendation,
        owner=person(owner or by),
        **(values | changed),
        by=by,
        at=APRIL + timedelta(days=23),
    )
    recommendation.refresh_from_db()
    return action


def acted_on_recommendation(by, manager, **changed):
    recommendation = answered_recommendation(by, manager, **changed)
    planned_action(by, recommendation)
    return recommendation


def opened_turn(by, **changed):
    document = changed.pop("document", None) or SteeringDocumentFactory(region_id=by.region_id)
    values = {
        "planned": "Moduler i alla åtta kommuner.",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 6, 30),
    }
    return operations.open_turn(document=document, **(values | changed), by=by, at=APRIL)


def adopted_version(by, **changed):
    document = changed.pop("document", None) or SteeringDocumentFactory(
        region_id=by.region_id, title="Verksamhetsplan 2027"
    )
    values = {"adopted_on": date(2026, 11, 12), "content": {}}
    return DocumentVersionFactory(region_id=by.region_id, document=document, **(values | changed))


def recorded_change(by, because_of, turn, **changed):
    values = {
        "version": changed.pop("version", None) or adopted_version(by),
        "what": "Validering ska ta högst tio arbetsdagar",
        "before": "Validering ska gå fort.",
        "after": "Validering ska ta högst tio arbetsdagar.",
        "decided_on": date(2026, 11, 12),
        "case_number": "RU 2026/311",
    }
    change = operations.record_change(because_of=because_of, turn=turn, **(values | changed), by=by, at=MONDAY)
    because_of.refresh_from_db()
    return change


def handed_in_report(author, state=ReportState.SUBMITTED, **changed):
    values = {
        "learned": "Den som får sällskap första gången kommer tillbaka.",
        "confidence": Confidence.MEASURED,
    }
    return ReportFactory(region_id=author.region_id, author=person(author), state=state, **(values | changed))


def noted_lesson(by, because_of="Lärandeseminarium i mars", at=MONDAY, **changed):
    values = {"statement": "Den som har jobb kan inte vara borta fyra månader.", "confidence": Confidence.EXPERIENCE}
    return operations.note_lesson(because_of=because_of, **(values | changed), by=by, at=at)


def acceptor_for(author):
    """Someone else who may accept what this person wrote, or else the person alone."""
    others = Membership.objects.of(author.region_id).current().filter(role__in=[Role.STRATEGIST, Role.MANAGER])
    found = others.exclude(user_id=author.person_id).select_related("user").order_by("pk").first()
    return Actor(author.region_id, found.user_id, found.user.name, frozenset({found.role})) if found else author


def accepted_lesson(by, because_of="Lärandeseminarium i mars", at=MONDAY, **changed):
    if not {"generic_activity", "goal"} & changed.keys():
        changed["generic_activity"] = GenericActivityFactory(region_id=by.region_id)
    lesson = noted_lesson(by, because_of, at, **changed)
    acceptor = acceptor_for(by)
    if acceptor is not by:
        operations.offer_lesson(lesson=lesson, by=by, at=at)
    operations.accept_lesson(
        lesson=lesson, context="Gäller yrkesväxling, inte unga.", holds_not="Inget känt undantag.", by=acceptor, at=at
    )
    lesson.refresh_from_db()
    return lesson
