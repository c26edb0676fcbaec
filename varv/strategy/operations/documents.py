from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from varv.core.kinds import DocumentKind, StrategyPhase
from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import DocumentVersion, Goal, SteeringDocument
from varv.strategy.operations.plans import Content, Decision, adopt, revise


class DocumentSaid(TypedDict, total=False):
    """What may be said of a document beside its kind, title and first day."""

    parent: SteeringDocument | None
    summary: str
    phase: StrategyPhase
    ends_on: date | None
    link: str


class DocumentEdited(DocumentSaid, total=False):
    """What may be changed of a document."""

    kind: DocumentKind
    title: str
    starts_on: date


@transaction.atomic
def draft_document(
    *, kind: DocumentKind, title: str, starts_on: date, by: Actor, at: datetime, **said: Unpack[DocumentSaid]
) -> SteeringDocument:
    """A new steering document, as a draft."""
    rules.check_plan(by)
    document = SteeringDocument(region_id=by.region_id, kind=kind, title=title, starts_on=starts_on, **said)
    same_region(document, document.parent)
    rules.check_document(document)
    document.save()
    trail.write(document, "drafted", by=by, at=at)
    return document


@transaction.atomic
def edit_document(
    *, document: SteeringDocument, revision: int, by: Actor, at: datetime, **edited: Unpack[DocumentEdited]
) -> None:
    """Describe a draft or a revision better. Only what is given is changed."""
    document = document.locked()
    rules.check_edit_plan(document, by)
    trail.check_fresh(document, revision)
    same_region(document, edited.get("parent"))
    for name, value in edited.items():
        setattr(document, name, value)
    rules.check_document(document)
    document.change(**edited)
    trail.write(document, "edited", by=by, at=at)


@transaction.atomic
def adopt_document(
    *, document: SteeringDocument, adopted_on: date, by: Actor, at: datetime, **decision: Unpack[Decision]
) -> DocumentVersion:
    """Make the document and its goals into a version that never changes. ``adopted_by`` is who decided."""
    document = document.locked()
    rules.check_adopt(document, by)
    return adopt(document, DocumentVersion, _content, adopted_on=adopted_on, decision=decision, by=by, at=at)


@transaction.atomic
def revise_document(*, document: SteeringDocument, by: Actor, at: datetime) -> None:
    """Open an adopted document for changes. The version that was adopted is still the one in force."""
    revise(document, by=by, at=at)


@transaction.atomic
def replace_document(*, document: SteeringDocument, successor: SteeringDocument, by: Actor, at: datetime) -> None:
    """Another document takes over from its first day on. The old one is kept, and each leads to the other."""
    same_region(document, successor)
    successor.locked()
    document = document.locked()
    rules.check_replace(document, successor, by)
    document.change(replaced_by=successor)
    trail.write(document, "replaced", by=by, at=at)


@transaction.atomic
def reinstate_document(*, document: SteeringDocument, by: Actor, at: datetime) -> None:
    """It was not replaced after all."""
    document = document.locked()
    rules.check_reinstate(document, by)
    document.change(replaced_by=None)
    trail.write(document, "reinstated", by=by, at=at)


def _content(document: SteeringDocument) -> Content:
    """The document and its goals in force, readable without any other row.

    ``place`` gives the order: a database may keep the parts in another one.
    """
    goals = Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()
    return {
        "document": {
            str(document.pk): {
                "kind": document.kind,
                "title": document.title,
                "parent": document.parent.title if document.parent else "",
                "summary": document.summary,
                "phase": document.phase,
                "starts_on": document.starts_on.isoformat(),
                "ends_on": document.ends_on.isoformat() if document.ends_on else "",
                "link": document.link,
            }
        },
        "goals": {str(goal.pk): _goal_content(goal) for goal in goals.select_related("parent", "owner")},
    }


def _goal_content(goal: Goal) -> dict[str, object]:
    return {
        "place": goal.place,
        "outline": goal.outline,
        "name": goal.name,
        "parent": goal.parent.outline if goal.parent else "",
        "kind": goal.kind,
        "phase": goal.phase or "",
        "is_targeted": goal.is_targeted,
        "wished": goal.wished or "",
        "peer_rule": goal.peer_rule,
        "gap_rule": goal.gap_rule,
        "owner": goal.owner.name if goal.owner else "",
        "description": goal.description,
    }
