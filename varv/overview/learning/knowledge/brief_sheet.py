"""Briefs: what a person has put together of what is known, and what each of them cites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from varv.core.kinds import SourceKind
from varv.core.roles import Actor
from varv.core.workflow import BriefState, LessonState
from varv.learning.models import Brief, BriefCitation
from varv.overview.learning.knowledge.statements import SourceKey, counted, evaluation_key, sources_of
from varv.overview.learning.knowledge.subjects import Subject, briefs_subject
from varv.overview.learning.knowledge.synthesis import MINIMUM_SOURCES
from varv.overview.learning.lessons.grounds import Grounds, grounds_of

TIES = ("goal", "area", "generic_activity", "author")


@dataclass(frozen=True)
class CitationLine:
    """What is cited, in the words it had then; and whether it still holds and still reads so."""

    number: int
    text: str
    lesson_id: int | None
    finding_id: int | None
    evaluation_id: int | None
    evaluation: str
    rests_on: str
    counts: Mapping[SourceKind, int]
    holds: bool
    reads_otherwise: bool

    @property
    def key(self) -> str:
        """For example ``lesson-12``; names it in forms."""
        return f"lesson-{self.lesson_id}" if self.lesson_id else f"finding-{self.finding_id}"


@dataclass(frozen=True)
class BriefSheet:
    """A brief with all it cites."""

    id: int
    title: str
    subject: Subject
    known: str
    disputed: str
    unknown: str
    state: BriefState
    author: str
    edited_on: date
    published_on: date | None
    citations: tuple[CitationLine, ...]
    counts: Mapping[SourceKind, int]

    @property
    def sources(self) -> int:
        """How many independent sources it rests on."""
        return sum(self.counts.values())

    @property
    def is_enough(self) -> bool:
        """Whether it rests on enough to conclude anything from."""
        return self.sources >= MINIMUM_SOURCES

    @property
    def is_published(self) -> bool:
        """Whether it stands."""
        return self.state is BriefState.PUBLISHED


@dataclass(frozen=True)
class BriefLine:
    """A brief in a list."""

    id: int
    title: str
    subject: Subject
    state: BriefState
    author: str
    on: date
    citations: int


def brief_list(actor: Actor) -> tuple[BriefLine, ...]:
    """What is published, and one's own drafts, the latest first. Two queries."""
    found = Brief.objects.of(actor.region_id).readable_by(actor.person_id).select_related(*TIES)
    return tuple(
        BriefLine(
            id=brief.pk,
            title=brief.title,
            subject=briefs_subject(brief),
            state=brief.state,
            author=brief.author.name,
            on=localtime(brief.published_at or brief.edited_at).date(),
            citations=len(brief.citations.all()),
        )
        for brief in found.prefetch_related("citations").newest_first()
    )


def brief_sheet(brief: Brief) -> BriefSheet:
    """A brief with what it cites and how many sources it all rests on, in five queries."""
    whole = Brief.objects.of(brief.region_id).select_related(*TIES).get(pk=brief.pk)
    cited = list(
        BriefCitation.objects.of(brief.region_id)
        .filter(brief=brief)
        .select_related("lesson", "finding__evaluation")
        .order_by("number")
    )
    grounds = grounds_of(brief.region_id, {one.lesson_id for one in cited if one.lesson_id})
    sources = {one.pk: _sources(one, grounds) for one in cited}
    return BriefSheet(
        id=whole.pk,
        title=whole.title,
        subject=briefs_subject(whole),
        known=whole.known,
        disputed=whole.disputed,
        unknown=whole.unknown,
        state=whole.state,
        author=whole.author.name,
        edited_on=localtime(whole.edited_at).date(),
        published_on=localtime(whole.published_at).date() if whole.published_at else None,
        citations=tuple(_line(one, sources[one.pk]) for one in cited),
        counts=counted(frozenset().union(*sources.values())),
    )


def _sources(cited: BriefCitation, grounds: Mapping[int, Grounds]) -> frozenset[SourceKey]:
    if cited.lesson_id:
        return sources_of(grounds[cited.lesson_id])
    return frozenset({evaluation_key(cited.finding.evaluation_id)}) if cited.finding else frozenset()


def _line(cited: BriefCitation, sources: frozenset[SourceKey]) -> CitationLine:
    lesson, finding = cited.lesson, cited.finding
    return CitationLine(
        number=cited.number,
        text=cited.text,
        lesson_id=cited.lesson_id,
        finding_id=cited.finding_id,
        evaluation_id=finding.evaluation_id if finding else None,
        evaluation=finding.evaluation.title if finding else "",
        rests_on=finding.rests_on if finding else "",
        counts=counted(sources),
        holds=lesson is None or lesson.state is LessonState.ACCEPTED,
        reads_otherwise=cited.text != (lesson.statement if lesson else finding.text if finding else ""),
    )
