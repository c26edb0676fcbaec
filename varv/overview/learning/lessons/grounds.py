"""What lessons rest on: where each was first learned, what more has been told since, and what says against it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.kinds import SourceKind
from varv.core.periods import Period
from varv.core.surety import Surety, surety
from varv.core.workflow import LessonState
from varv.learning.models import Lesson, LessonContradiction, LessonSource

TIES = ("report__initiative", "report__round", "finding__evaluation")


@dataclass(frozen=True)
class GroundLine:
    """One thing that a lesson rests on; ``source_id`` is nothing for the place where it was first learned.

    ``merged_from_id`` names the lesson that brought it, where everyone may read that one.
    """

    source_id: int | None
    kind: SourceKind
    text: str
    seen_on: date
    report_id: int | None = None
    initiative: str = ""
    period: Period | None = None
    finding_id: int | None = None
    evaluation_id: int | None = None
    evaluation: str = ""
    visit_id: int | None = None
    is_merged: bool = False
    merged_from_id: int | None = None

    @property
    def thing(self) -> tuple[SourceKind, int | None, str]:
        """What makes it a source of its own: the same report, finding, visit or words count once."""
        row = self.report_id or self.finding_id or self.visit_id
        return self.kind, row, "" if row else self.text.strip().casefold()


@dataclass(frozen=True)
class ContradictionLine:
    """Another lesson that says against this one. It ``stands`` while both are held for true."""

    lesson_id: int
    statement: str
    explanation: str
    author: str
    noted_on: date
    stands: bool


@dataclass(frozen=True)
class Grounds:
    """All that a lesson rests on, counted, and what says against it. The word is never shown without the rest."""

    sources: tuple[GroundLine, ...]
    counts: Mapping[SourceKind, int]
    contradictions: tuple[ContradictionLine, ...]
    surety: Surety

    @property
    def number(self) -> int:
        """How many independent sources."""
        return sum(self.counts.values())

    @property
    def disputes(self) -> int:
        """How many contradictions that still stand."""
        return sum(line.stands for line in self.contradictions)


def grounds_of(region_id: int, lesson_ids: Collection[int]) -> Mapping[int, Grounds]:
    """The grounds of each of these lessons, in three queries however many.

    Whoever asks has the lessons through ``readable_by``. What they rest on and what speaks against them is common
    knowledge: a lesson that has never been accepted is never named here.
    """
    sources: defaultdict[int, list[GroundLine]] = defaultdict(list)
    for lesson in Lesson.objects.of(region_id).filter(pk__in=lesson_ids).select_related(*TIES):
        sources[lesson.pk].append(_origin(lesson))
    more = LessonSource.objects.of(region_id).filter(lesson_id__in=lesson_ids)
    for source in more.select_related(*TIES, "visit__project", "merged_from").order_by("seen_on", "pk"):
        sources[source.lesson_id].append(_told(source))
    against = _contradictions(region_id, lesson_ids)
    return {pk: _grounds(lines, against[pk]) for pk, lines in sources.items()}


def _grounds(sources: list[GroundLine], against: list[ContradictionLine]) -> Grounds:
    counts = Counter(kind for kind, _row, _text in {line.thing for line in sources})
    standing = sum(line.stands for line in against)
    in_order = {kind: counts[kind] for kind in SourceKind if counts[kind]}
    return Grounds(tuple(sources), in_order, tuple(against), surety(in_order, standing))


def _origin(lesson: Lesson) -> GroundLine:
    return _line(lesson, None, lesson.origin_kind, lesson.occasion, lesson.said_on)


def _told(source: LessonSource) -> GroundLine:
    return _line(source, source.pk, source.kind, source.text, source.seen_on)


def _line(row: Lesson | LessonSource, source_id: int | None, kind: SourceKind, text: str, seen_on: date) -> GroundLine:
    report, finding = row.report, row.finding
    visit = row.visit if isinstance(row, LessonSource) else None
    merged = row.merged_from if isinstance(row, LessonSource) else None
    return GroundLine(
        source_id=source_id,
        kind=kind,
        text=text or (finding.text if finding else visit.project.name if visit else ""),
        seen_on=visit.visited_on if visit else seen_on,
        report_id=row.report_id,
        initiative=report.initiative.name if report else "",
        period=report.round.period if report else None,
        finding_id=row.finding_id,
        evaluation_id=finding.evaluation_id if finding else None,
        evaluation=finding.evaluation.title if finding else "",
        visit_id=visit.pk if visit else None,
        is_merged=merged is not None,
        merged_from_id=merged.pk if merged and not merged.is_private else None,
    )


def _contradictions(region_id: int, lesson_ids: Collection[int]) -> defaultdict[int, list[ContradictionLine]]:
    found: defaultdict[int, list[ContradictionLine]] = defaultdict(list)
    named = LessonContradiction.objects.of(region_id).filter(
        Q(first_id__in=lesson_ids) | Q(second_id__in=lesson_ids),
        first__accepted_at__isnull=False,
        second__accepted_at__isnull=False,
    )
    for one in named.select_related("first", "second", "author").order_by("pk"):
        for mine, other in _both_ways(one):
            if mine.pk in lesson_ids:
                found[mine.pk].append(_against(one, mine, other))
    return found


def _both_ways(one: LessonContradiction) -> Iterable[tuple[Lesson, Lesson]]:
    return (one.first, one.second), (one.second, one.first)


def _against(one: LessonContradiction, mine: Lesson, other: Lesson) -> ContradictionLine:
    return ContradictionLine(
        lesson_id=other.pk,
        statement=other.statement,
        explanation=one.explanation,
        author=one.author.name,
        noted_on=localtime(one.noted_at).date(),
        stands=LessonState.RETIRED not in {mine.state, other.state},
    )
