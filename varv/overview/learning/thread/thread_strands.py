"""Which things of a region are tied to which, and which of them a person may see on a thread."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from varv.core.roles import Actor
from varv.core.threads import Asking, Knot, Strand
from varv.core.workflow import ReportState
from varv.delivery.models import Contribution, PlannedResult
from varv.learning.models import (
    Action,
    Change,
    ChangeEffect,
    Finding,
    FindingSource,
    Lesson,
    LessonSource,
    LessonUse,
    QuestionTie,
    Recommendation,
    Response,
)
from varv.regions.owned import Owned, OwnedQuerySet
from varv.rounds.models import Report
from varv.strategy.models import ChainLink, ChainStep

HANDED_IN = (ReportState.SUBMITTED, ReportState.APPROVED)
# No database is asked about more rows than this at once.
AT_ONCE = 5000


@dataclass(frozen=True)
class Tied:
    """Where a strand's ties are kept: rows of a model, with the two ends as paths from a row."""

    model: type[Owned]
    source: str
    target: str


def _strands(*told: tuple[Knot, Knot, type[Owned], str, str]) -> Mapping[Strand, Tied]:
    return {
        Strand(source, target, f"{model.__name__}.{start}"): Tied(model, start, end)
        for source, target, model, start, end in told
    }


STRANDS = _strands(
    (Knot.GOAL, Knot.STEP, ChainStep, "chain__goal", "pk"),
    (Knot.STEP, Knot.LINK, ChainLink, "source", "pk"),
    (Knot.STEP, Knot.LINK, ChainLink, "target", "pk"),
    (Knot.GOAL, Knot.QUESTION, QuestionTie, "goal", "question"),
    (Knot.LINK, Knot.QUESTION, QuestionTie, "link", "question"),
    (Knot.GOAL, Knot.INITIATIVE, Contribution, "goal", "initiative"),
    (Knot.STEP, Knot.INITIATIVE, PlannedResult, "step", "initiative"),
    (Knot.INITIATIVE, Knot.REPORT, Report, "initiative", "pk"),
    (Knot.GOAL, Knot.FINDING, Finding, "goal", "pk"),
    (Knot.LINK, Knot.FINDING, Finding, "link", "pk"),
    (Knot.QUESTION, Knot.FINDING, Finding, "question", "pk"),
    (Knot.INDICATOR, Knot.FINDING, FindingSource, "indicator", "finding"),
    (Knot.REPORT, Knot.FINDING, FindingSource, "report", "finding"),
    (Knot.GOAL, Knot.LESSON, Lesson, "goal", "pk"),
    (Knot.REPORT, Knot.LESSON, Lesson, "report", "pk"),
    (Knot.REPORT, Knot.LESSON, LessonSource, "report", "lesson"),
    (Knot.FINDING, Knot.LESSON, Lesson, "finding", "pk"),
    (Knot.FINDING, Knot.LESSON, LessonSource, "finding", "lesson"),
    (Knot.LESSON, Knot.LESSON, Lesson, "pk", "merged_into"),
    (Knot.GOAL, Knot.RECOMMENDATION, Recommendation, "goal", "pk"),
    (Knot.FINDING, Knot.RECOMMENDATION, Recommendation, "finding", "pk"),
    (Knot.LESSON, Knot.RECOMMENDATION, Recommendation, "lesson", "pk"),
    (Knot.RECOMMENDATION, Knot.RESPONSE, Response, "recommendation", "pk"),
    (Knot.RESPONSE, Knot.ACTION, Action, "recommendation__response", "pk"),
    (Knot.RESPONSE, Knot.CHANGE, Change, "recommendation__response", "pk"),
    (Knot.GOAL, Knot.CHANGE, Change, "goal", "pk"),
    (Knot.LESSON, Knot.CHANGE, Change, "lesson", "pk"),
    (Knot.LESSON, Knot.USE, LessonUse, "lesson", "pk"),
    (Knot.CHANGE, Knot.CHAIN_VERSION, Change, "pk", "chain_version"),
    (Knot.CHANGE, Knot.DOCUMENT_VERSION, Change, "pk", "document_version"),
    (Knot.CHANGE, Knot.FORM, Change, "pk", "template"),
    (Knot.CHANGE, Knot.EFFECT, ChangeEffect, "changed", "pk"),
    (Knot.CHANGE, Knot.TURN, Change, "pk", "turn"),
    (Knot.EFFECT, Knot.TURN, ChangeEffect, "pk", "turn"),
)


def _reports(reader: Actor) -> OwnedQuerySet:
    """What has been handed in; what is being written is its author's own, and gives nothing to a thread."""
    reports = Report.objects.of(reader.region_id)
    return reports.filter(Q(state__in=HANDED_IN) | Q(figures_frozen_at__isnull=False) | Q(author_id=reader.person_id))


def _lessons(reader: Actor) -> OwnedQuerySet:
    return Lesson.objects.of(reader.region_id).readable_by(reader)


# A thread never runs through what its reader may not see.
GATES: Mapping[Knot, Callable[[Actor], OwnedQuerySet]] = {Knot.REPORT: _reports, Knot.LESSON: _lessons}


def asking(reader: Actor) -> Asking:
    """The ties of the reader's region, asked for by their sources and by their targets, in one query a strand."""

    def of_sources(strand: Strand, ids: Sequence[int]) -> Iterable[tuple[int, int]]:
        return _pairs(reader, strand, STRANDS[strand].source, ids)

    def of_targets(strand: Strand, ids: Sequence[int]) -> Iterable[tuple[int, int]]:
        return _pairs(reader, strand, STRANDS[strand].target, ids)

    return of_sources, of_targets


def _pairs(reader: Actor, strand: Strand, asked: str, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    tied = STRANDS[strand]
    rows = tied.model.objects.of(reader.region_id).filter(
        **{f"{tied.source}__isnull": False, f"{tied.target}__isnull": False}
    )
    for kind, path in ((strand.source, tied.source), (strand.target, tied.target)):
        if kind in GATES:
            rows = rows.filter(**{f"{path}__in": GATES[kind](reader).values("pk")})
    for first in range(0, len(ids), AT_ONCE):
        yield from rows.filter(**{f"{asked}__in": ids[first : first + AT_ONCE]}).values_list(tied.source, tied.target)
