"""One finding: what it says, all that it rests on, what it moved, what says against it, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from varv.core.kinds import Bearing, SourceKind
from varv.core.periods import Period
from varv.core.roles import Actor
from varv.core.theory import Evidence
from varv.learning.models import Change, Finding, FindingContradiction, FindingSource, Lesson, Recommendation
from varv.overview.learning.answers.plan_changes import ChangeLine, change_lines
from varv.overview.learning.lessons.learning_log import RecommendationLine, recommendation_line


@dataclass(frozen=True)
class SourceLine:
    """One thing that a finding rests on. ``link`` is an address outside Varv."""

    id: int
    kind: SourceKind
    text: str
    link: str
    as_of: date | None
    indicator_id: int | None
    indicator: str
    report_id: int | None
    initiative: str
    period: Period | None


@dataclass(frozen=True)
class AgainstLine:
    """A finding that cannot be right if this one is, and what is known of why."""

    contradiction_id: int
    finding_id: int
    text: str
    evaluation: str
    evidence: Evidence
    explanation: str
    author: str
    noted_on: date


@dataclass(frozen=True)
class LinkNow:
    """The link that a finding speaks of, as it stands now."""

    id: int
    chain_id: int
    chain: str
    source: str
    target: str
    assumption: str
    evidence: Evidence


@dataclass(frozen=True)
class FindingSheet:
    """A finding with all it rests on and what came of it."""

    id: int
    text: str
    evaluation_id: int
    evaluation: str
    evaluator: str
    seen_on: date
    evidence: Evidence
    rests_on: str
    bearing: Bearing
    before: Evidence | None
    after: Evidence | None
    question_id: int | None
    question: str
    goal_id: int | None
    goal: str
    link: LinkNow | None
    sources: tuple[SourceLine, ...]
    against: tuple[AgainstLine, ...]
    recommendations: tuple[RecommendationLine, ...]
    lessons: tuple[tuple[int, str], ...]
    changes: tuple[ChangeLine, ...]

    @property
    def waits(self) -> bool:
        """Whether it bears on a link that it has not moved."""
        return self.bearing is not Bearing.NEITHER and self.after is None

    @property
    def is_used(self) -> bool:
        """Whether anything came of it."""
        return bool(self.recommendations or self.lessons or self.changes)


def finding_sheet(finding: Finding, reader: Actor) -> FindingSheet:
    """The finding with the lessons and changes that this person may read, in a fixed number of queries."""
    region = finding.region_id
    ties = ("evaluation", "question", "goal", "link__chain", "link__source", "link__target")
    whole = Finding.objects.of(region).select_related(*ties).get(pk=finding.pk)
    readable = Lesson.objects.of(region).readable_by(reader)
    made = Recommendation.objects.of(region).filter(Q(finding=whole) | Q(lesson__in=readable.filter(finding=whole)))
    return FindingSheet(
        id=whole.pk,
        text=whole.text,
        evaluation_id=whole.evaluation_id,
        evaluation=whole.evaluation.title,
        evaluator=whole.evaluation.evaluator,
        seen_on=whole.seen_on,
        evidence=whole.evidence,
        rests_on=whole.rests_on,
        bearing=whole.bearing,
        before=whole.evidence_before,
        after=whole.evidence_after,
        question_id=whole.question_id,
        question=whole.question.text if whole.question else "",
        goal_id=whole.goal_id,
        goal=str(whole.goal) if whole.goal else "",
        link=_link(whole),
        sources=_sources(whole),
        against=_against(whole),
        recommendations=tuple(recommendation_line(one) for one in made.select_related("response").in_order()),
        lessons=tuple((one.pk, one.statement) for one in readable.filter(finding=whole).order_by("pk")),
        changes=change_lines(_changes(whole, readable)),
    )


def _changes(finding: Finding, readable: QuerySet[Any]) -> QuerySet[Change]:
    """By way of a recommendation, or of a lesson that may be read."""
    lessons = readable.filter(finding=finding)
    found: QuerySet[Change] = Change.objects.of(finding.region_id).filter(
        Q(recommendation__finding=finding) | Q(lesson__in=lessons) | Q(recommendation__lesson__in=lessons)
    )
    return found


def _link(finding: Finding) -> LinkNow | None:
    link = finding.link
    if link is None:
        return None
    return LinkNow(
        link.pk, link.chain_id, link.chain.name, link.source.text, link.target.text, link.assumption, link.evidence
    )


def _sources(finding: Finding) -> tuple[SourceLine, ...]:
    found = FindingSource.objects.of(finding.region_id).filter(finding=finding)
    rows = found.select_related("indicator", "report__initiative", "report__round").order_by("pk")
    return tuple(_source(row) for row in rows)


def _source(row: FindingSource) -> SourceLine:
    report = row.report
    return SourceLine(
        id=row.pk,
        kind=row.kind,
        text=row.text,
        link=row.link,
        as_of=row.as_of,
        indicator_id=row.indicator_id,
        indicator=row.indicator.name if row.indicator else "",
        report_id=row.report_id,
        initiative=report.initiative.name if report else "",
        period=report.round.period if report else None,
    )


def _against(finding: Finding) -> tuple[AgainstLine, ...]:
    """Told on both sides, whichever was noted first."""
    found = FindingContradiction.objects.of(finding.region_id).filter(Q(first=finding) | Q(second=finding))
    rows = found.select_related("first__evaluation", "second__evaluation", "author").order_by("noted_at", "pk")
    return tuple(_against_line(row, finding) for row in rows)


def _against_line(row: FindingContradiction, finding: Finding) -> AgainstLine:
    other = row.second if row.first_id == finding.pk else row.first
    return AgainstLine(
        contradiction_id=row.pk,
        finding_id=other.pk,
        text=other.text,
        evaluation=other.evaluation.title,
        evidence=other.evidence,
        explanation=row.explanation,
        author=row.author.name,
        noted_on=localtime(row.noted_at).date(),
    )
