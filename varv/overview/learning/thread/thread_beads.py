"""What a thread shows of each thing: its kind, its own words in short, its day, and who."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.timezone import localtime

from varv.core.periods import Period
from varv.core.roles import Actor
from varv.core.threads import Knot, Place
from varv.delivery.models import Initiative
from varv.indicators.models import Indicator
from varv.learning.models import (
    Action,
    Change,
    ChangeEffect,
    Finding,
    Lesson,
    LessonUse,
    Recommendation,
    Response,
    Turn,
)
from varv.overview.learning.thread.thread_strands import GATES
from varv.regions.owned import Owned
from varv.rounds.models import QuestionTemplate, Report
from varv.strategy.models import (
    ChainLink,
    ChainStep,
    ChainVersion,
    DocumentVersion,
    EvaluationQuestion,
    Goal,
)


@dataclass(frozen=True)
class Bead:
    """One thing on a thread.

    ``said`` is what a person wrote of it, ``before`` how it read before a change, ``where`` the larger thing it is
    part of, ``number`` its own number (a version's, a turn's, or that of the recommendation). ``page`` is what the
    address of its page needs.
    """

    place: Place
    title: str
    page: tuple[int, ...] = ()
    said: str = ""
    before: str = ""
    where: str = ""
    who: str = ""
    day: date | None = None
    state: StrEnum | None = None
    number: int | None = None
    period: Period | None = None
    # A change that someone else has seen; nothing for what is not a change.
    is_verified: bool | None = None

    @property
    def kind(self) -> Knot:
        """What it is."""
        return self.place.kind


def _day(moment: datetime | None) -> date | None:
    return localtime(moment).date() if moment else None


def _named(thing: Any) -> dict[str, Any]:
    return {"title": str(thing), "page": (thing.pk,)}


def _goal(one: Goal) -> dict[str, Any]:
    return {**_named(one), "who": one.owner.name if one.owner else ""}


def _step(one: ChainStep) -> dict[str, Any]:
    return {"title": one.text, "page": (one.chain_id,), "where": one.chain.name, "state": one.level}


def _link(one: ChainLink) -> dict[str, Any]:
    title = f"{one.source.text} → {one.target.text}"
    return {"title": title, "page": (one.chain_id,), "where": one.chain.name, "state": one.evidence}


def _question(one: EvaluationQuestion) -> dict[str, Any]:
    return {"title": one.text, "where": one.domain.name}


def _initiative(one: Initiative) -> dict[str, Any]:
    told = {"where": one.unit.name, "who": one.responsible.name, "day": one.starts_on, "state": one.state}
    return {**_named(one), **told}


def _indicator(one: Indicator) -> dict[str, Any]:
    return {"title": one.name, "page": (one.pk,), "where": one.source}


def _report(one: Report) -> dict[str, Any]:
    return {
        "title": one.initiative.name,
        "page": (one.pk,),
        "said": one.learned or one.done,
        "who": one.author.name,
        "day": _day(one.submitted_at),
        "state": one.state,
        "period": one.round.period,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "title": one.text,
        "page": (one.evaluation_id,),
        "where": one.evaluation.title,
        "who": one.evaluation.evaluator,
        "day": one.seen_on,
        "state": one.evidence,
    }


def _lesson(one: Lesson) -> dict[str, Any]:
    told = {"who": one.author.name, "day": one.said_on, "state": one.state}
    return {"title": one.statement, "page": (one.pk,), "where": one.occasion, **told}


def _recommendation(one: Recommendation) -> dict[str, Any]:
    told = {"where": one.forum, "who": one.owner.name, "day": one.said_on, "state": one.state, "number": one.number}
    return {"title": one.text, "page": (one.pk,), "said": one.dropped_because, **told}


def _response(one: Response) -> dict[str, Any]:
    return {
        "title": one.recommendation.text,
        "page": (one.recommendation_id,),
        "said": one.reasons,
        "where": one.mandate,
        "who": one.author.name,
        "day": _day(one.answered_at),
        "state": one.answer,
        "number": one.recommendation.number,
    }


def _action(one: Action) -> dict[str, Any]:
    told = {"who": one.owner.name, "day": _day(one.done_at) or one.due_on, "state": one.state}
    return {"title": one.what, "page": (one.recommendation_id,), "said": one.outcome, **told}


def _change(one: Change) -> dict[str, Any]:
    return {
        "title": one.what,
        "page": (one.pk,),
        "said": one.after,
        "before": one.before,
        "who": one.author.name,
        "day": one.decided_on,
        "state": one.kind,
        "is_verified": one.verified_by_id is not None,
    }


def _version_of(plan: str) -> Callable[[Any], dict[str, Any]]:
    def read(one: ChainVersion | DocumentVersion) -> dict[str, Any]:
        told = {"said": one.reason, "who": one.adopted_by, "day": one.adopted_on, "number": one.number}
        return {"title": str(getattr(one, plan)), "page": (getattr(one, f"{plan}_id"), one.number), **told}

    return read


def _form(one: QuestionTemplate) -> dict[str, Any]:
    return {"title": one.name, "page": (one.pk,), "day": _day(one.adopted_at), "number": one.version}


def _effect(one: ChangeEffect) -> dict[str, Any]:
    told = {"who": one.author.name, "day": _day(one.noted_at), "state": one.helped}
    return {"title": one.changed.what, "page": (one.changed_id,), "said": one.because, **told}


def _turn(one: Turn) -> dict[str, Any]:
    told = {"said": one.planned, "day": one.starts_on, "state": one.state, "number": one.number}
    return {"title": one.document.title, "page": (one.pk,), **told}


def _use(one: LessonUse) -> dict[str, Any]:
    planned = one.initiative or one.chain or one.document or one.evaluation
    told = {"said": one.because, "who": one.person.name, "day": _day(one.noted_at), "state": one.heed}
    return {"title": str(planned or ""), "page": (one.lesson_id,), **told}


@dataclass(frozen=True)
class Reading:
    """Where the rows of a kind are, what is fetched with them, and what is told of one."""

    model: type[Owned]
    ties: tuple[str, ...]
    told: Callable[[Any], dict[str, Any]]


READINGS: Mapping[Knot, Reading] = {
    Knot.GOAL: Reading(Goal, ("owner",), _goal),
    Knot.STEP: Reading(ChainStep, ("chain",), _step),
    Knot.LINK: Reading(ChainLink, ("chain", "source", "target"), _link),
    Knot.QUESTION: Reading(EvaluationQuestion, ("domain",), _question),
    Knot.INITIATIVE: Reading(Initiative, ("unit", "responsible"), _initiative),
    Knot.INDICATOR: Reading(Indicator, (), _indicator),
    Knot.REPORT: Reading(Report, ("initiative", "round", "author"), _report),
    Knot.FINDING: Reading(Finding, ("evaluation",), _finding),
    Knot.LESSON: Reading(Lesson, ("author",), _lesson),
    Knot.RECOMMENDATION: Reading(Recommendation, ("owner",), _recommendation),
    Knot.RESPONSE: Reading(Response, ("recommendation", "author"), _response),
    Knot.ACTION: Reading(Action, ("owner",), _action),
    Knot.CHANGE: Reading(Change, ("author",), _change),
    Knot.CHAIN_VERSION: Reading(ChainVersion, ("chain",), _version_of("chain")),
    Knot.DOCUMENT_VERSION: Reading(DocumentVersion, ("document",), _version_of("document")),
    Knot.FORM: Reading(QuestionTemplate, (), _form),
    Knot.EFFECT: Reading(ChangeEffect, ("changed", "author"), _effect),
    Knot.TURN: Reading(Turn, ("document",), _turn),
    Knot.USE: Reading(LessonUse, ("person", "initiative", "chain", "document", "evaluation"), _use),
}


def beads(reader: Actor, kind: Knot, ids: Collection[int]) -> dict[Place, Bead]:
    """These things of a kind, as far as the reader may see them, in one query."""
    reading = READINGS[kind]
    rows: Any = reading.model.objects.of(reader.region_id)
    if kind in GATES:
        rows = GATES[kind](reader)
    found = {Place(kind, one.pk): one for one in rows.filter(pk__in=ids).select_related(*reading.ties)}
    return {place: Bead(place, **reading.told(one)) for place, one in found.items()}
