"""What is known: accepted lessons and findings, numbered so that they can be cited, with what each rests on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from varv.core.judgement import Confidence
from varv.core.kinds import SourceKind, Turnout
from varv.core.surety import Surety
from varv.core.theory import Evidence
from varv.learning.models import Finding, FindingContradiction, FindingSource, Lesson
from varv.overview.learning.lessons.grounds import GroundLine, Grounds, grounds_of

# An evaluator's grade of a finding, told on the scale of lessons; a contradiction lowers both one step.
SURETY_OF = {
    Evidence.STRONG: Surety.GOOD,
    Evidence.SOME: Surety.FAIR,
    Evidence.ASSUMED: Surety.WEAK,
    Evidence.NONE: Surety.WEAK,
}
SourceKey = tuple[SourceKind, int | None, str]


@dataclass(frozen=True)
class Rest:
    """One thing that a statement rests on, and where it can be read."""

    kind: SourceKind
    text: str
    seen_on: date | None
    report_id: int | None = None
    finding_id: int | None = None
    evaluation_id: int | None = None


@dataclass(frozen=True)
class Against:
    """Something that says against a statement, and what is known of why."""

    text: str
    explanation: str
    lesson_id: int | None = None
    evaluation_id: int | None = None


@dataclass(frozen=True)
class Statement:
    """A lesson or a finding with its grounds. ``number`` is how it is cited on the page."""

    text: str
    said_on: date
    surety: Surety
    rests: tuple[Rest, ...]
    sources: frozenset[SourceKey]
    against: tuple[Against, ...]
    number: int = 0
    lesson_id: int | None = None
    finding_id: int | None = None
    evaluation_id: int | None = None
    evaluation: str = ""
    context: str = ""
    holds_not: str = ""
    turnout: Turnout | None = None
    confidence: Confidence | None = None
    evidence: Evidence | None = None

    @property
    def key(self) -> str:
        """For example ``lesson-12``; names it in forms."""
        return f"lesson-{self.lesson_id}" if self.lesson_id else f"finding-{self.finding_id}"

    @property
    def counts(self) -> Mapping[SourceKind, int]:
        """How many independent sources of each kind."""
        return counted(self.sources)


def counted(sources: Iterable[SourceKey]) -> Mapping[SourceKind, int]:
    """How many of each kind, in the order of the kinds; those without any left out."""
    found = Counter(kind for kind, _row, _text in sources)
    return {kind: found[kind] for kind in SourceKind if found[kind]}


def source_key(kind: SourceKind, report: int | None, evaluation: int | None, visit: int | None, text: str) -> SourceKey:
    """What makes a source one: the same report, evaluation or visit is one however much it tells; else its words."""
    row = report or evaluation or visit
    return kind, row, "" if row else text.strip().casefold()


def evaluation_key(evaluation_id: int) -> SourceKey:
    """All that one evaluation found is one source."""
    return source_key(SourceKind.FINDING, None, evaluation_id, None, "")


def sources_of(grounds: Grounds) -> frozenset[SourceKey]:
    """The independent sources of a lesson."""
    return frozenset(map(_key, grounds.sources))


def statements(region_id: int, lessons: Q, findings: Q) -> tuple[Statement, ...]:
    """The surest first, then the newest, in seven queries however many."""
    found = [*_lessons(region_id, lessons), *_findings(region_id, findings)]
    found.sort(key=lambda one: (-one.surety.rank, -one.said_on.toordinal(), one.key))
    return tuple(replace(one, number=number) for number, one in enumerate(found, 1))


def _lessons(region_id: int, wanted: Q) -> list[Statement]:
    found = list(Lesson.objects.of(region_id).accepted().filter(wanted).distinct().order_by("pk"))
    grounds = grounds_of(region_id, {one.pk for one in found})
    return [_of_lesson(one, grounds[one.pk]) for one in found]


def _of_lesson(lesson: Lesson, grounds: Grounds) -> Statement:
    return Statement(
        text=lesson.statement,
        said_on=lesson.said_on,
        surety=grounds.surety,
        rests=tuple(map(_rest, grounds.sources)),
        sources=sources_of(grounds),
        against=tuple(
            Against(one.statement, one.explanation, lesson_id=one.lesson_id)
            for one in grounds.contradictions
            if one.stands
        ),
        lesson_id=lesson.pk,
        context=lesson.context,
        holds_not=lesson.holds_not,
        turnout=lesson.turnout,
        confidence=lesson.confidence,
    )


def _rest(line: GroundLine) -> Rest:
    told = line.initiative or line.evaluation or line.text
    return Rest(line.kind, told, line.seen_on, line.report_id, line.finding_id, line.evaluation_id)


def _key(line: GroundLine) -> SourceKey:
    return source_key(line.kind, line.report_id, line.evaluation_id, line.visit_id, line.text)


def _findings(region_id: int, wanted: Q) -> list[Statement]:
    ties = Finding.objects.of(region_id).filter(wanted).select_related("evaluation").distinct().order_by("pk")
    found = {one.pk: one for one in ties}
    rests = defaultdict(list)
    told = FindingSource.objects.of(region_id).filter(finding_id__in=found).select_related("report__initiative")
    for source in told.select_related("indicator", "report__initiative").order_by("pk"):
        rests[source.finding_id].append(_told(source))
    against = _contradictions(region_id, found)
    return [_of_finding(one, rests[pk], against[pk]) for pk, one in found.items()]


def _told(source: FindingSource) -> Rest:
    row = source.report.initiative if source.report else source.indicator
    return Rest(source.kind, source.text or str(row), source.as_of, source.report_id)


def _of_finding(finding: Finding, rests: Sequence[Rest], against: Sequence[Against]) -> Statement:
    known = SURETY_OF[finding.evidence]
    return Statement(
        text=finding.text,
        said_on=finding.seen_on,
        surety=list(Surety)[max(known.rank - 1, 0)] if against else known,
        rests=tuple(rests),
        sources=frozenset({evaluation_key(finding.evaluation_id)}),
        against=tuple(against),
        finding_id=finding.pk,
        evaluation_id=finding.evaluation_id,
        evaluation=finding.evaluation.title,
        context=finding.rests_on,
        evidence=finding.evidence,
    )


def _contradictions(region_id: int, found: Mapping[int, Finding]) -> defaultdict[int, list[Against]]:
    against: defaultdict[int, list[Against]] = defaultdict(list)
    named = FindingContradiction.objects.of(region_id).filter(Q(first_id__in=found) | Q(second_id__in=found))
    for one in named.select_related("first", "second").order_by("pk"):
        for mine, other in ((one.first, one.second), (one.second, one.first)):
            if mine.pk in found:
                against[mine.pk].append(Against(other.text, one.explanation, evaluation_id=other.evaluation_id))
    return against
