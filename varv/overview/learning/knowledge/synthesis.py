"""What do we know of a subject, how surely, from what, what speaks against it, and what do we not know?

Only what is accepted or found by an evaluation is told, in the words it was written in; nothing is concluded here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace, SourceKind, Turnout
from varv.core.surety import FAIR_SOURCES, Surety
from varv.core.theory import Evidence
from varv.core.workflow import BriefState, InitiativeState
from varv.delivery.models import Initiative
from varv.learning.models import Brief, Finding, Lesson, LessonSource, LessonUse, QuestionTie
from varv.overview.learning.knowledge.statements import Statement, counted, statements
from varv.overview.learning.knowledge.subjects import About, Reach, Subject, reach
from varv.strategy.models import AssumptionCheck, ChainLink, EvaluationQuestion

# With fewer independent sources nothing is concluded: one sight may be chance (the usual rule of triangulation).
MINIMUM_SOURCES = FAIR_SOURCES
_UNPROVEN = (Evidence.NONE, Evidence.ASSUMED)
_BRIEF_OF = {About.GOAL: "goal", About.AREA: "area", About.ACTIVITY: "generic_activity"}


@dataclass(frozen=True)
class Disagreement:
    """Someone was shown a lesson where plans are made and did not agree. The reason counts, not who gave it."""

    number: int
    lesson_id: int
    because: str
    place: RecallPlace
    on: date


@dataclass(frozen=True)
class OpenQuestion:
    """An evaluation question that no finding answers."""

    id: int
    text: str


@dataclass(frozen=True)
class UntestedLink:
    """A link that nothing supports yet, or whose assumption nobody has followed."""

    id: int
    chain_id: int
    chain: str
    source: str
    target: str
    assumption: str
    evidence: Evidence


@dataclass(frozen=True)
class SilentEnding:
    """An insats that ended, and from which no lesson has been accepted."""

    id: int
    name: str
    ended_on: date | None


@dataclass(frozen=True)
class BriefLine:
    """A brief that is published on the subject."""

    id: int
    title: str
    published_on: date


@dataclass(frozen=True)
class Synthesis:
    """All that is known, and not known, of a subject."""

    subject: Subject
    statements: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]
    questions: tuple[OpenQuestion, ...]
    links: tuple[UntestedLink, ...]
    endings: tuple[SilentEnding, ...]
    briefs: tuple[BriefLine, ...]

    @property
    def groups(self) -> tuple[tuple[Surety, tuple[Statement, ...]], ...]:
        """The statements by how surely they are known, the surest first."""
        every = ((known, tuple(one for one in self.statements if one.surety is known)) for known in reversed(Surety))
        return tuple((known, held) for known, held in every if held)

    @property
    def counts(self) -> Mapping[SourceKind, int]:
        """How many independent sources of each kind it all rests on; one that is used twice counts once."""
        return counted(frozenset().union(*(one.sources for one in self.statements)))

    @property
    def sources(self) -> int:
        """How many independent sources."""
        return sum(self.counts.values())

    @property
    def is_enough(self) -> bool:
        """Whether there is enough to conclude anything from."""
        return self.sources >= MINIMUM_SOURCES

    @property
    def turnouts(self) -> tuple[tuple[Turnout | None, int], ...]:
        """How it went where it was learned; nothing stands for the lessons that do not tell."""
        told = [one.turnout for one in self.statements if one.lesson_id]
        return tuple((turnout, told.count(turnout)) for turnout in (*Turnout, None) if turnout in told)

    @property
    def contradicted(self) -> tuple[Statement, ...]:
        """Those that something says against."""
        return tuple(one for one in self.statements if one.against)

    @property
    def knows_nothing_open(self) -> bool:
        """Whether nothing is noted as not known, which does not mean that all is known."""
        return not (self.questions or self.links or self.endings)


def synthesis(region_id: int, subject: Subject) -> Synthesis:
    """Everything about a subject, in a fixed number of queries."""
    reached = reach(region_id, subject)
    known = statements(region_id, reached.lessons, reached.findings)
    return Synthesis(
        subject=subject,
        statements=known,
        disagreements=_disagreements(region_id, known),
        questions=_questions(region_id, reached),
        links=_links(region_id, reached),
        endings=_endings(region_id, reached),
        briefs=_briefs(region_id, subject),
    )


def _disagreements(region_id: int, known: tuple[Statement, ...]) -> tuple[Disagreement, ...]:
    numbers = {one.lesson_id: one.number for one in known if one.lesson_id}
    uses = LessonUse.objects.of(region_id).filter(lesson_id__in=numbers, heed=Heed.DISAGREE)
    return tuple(
        Disagreement(numbers[use.lesson_id], use.lesson_id, use.because, use.place, localtime(use.noted_at).date())
        for use in uses.order_by("-noted_at", "-pk")
    )


def _questions(region_id: int, reached: Reach) -> tuple[OpenQuestion, ...]:
    tied = QuestionTie.objects.of(region_id).filter(reached.ties).values("question_id")
    answered = Finding.objects.of(region_id).filter(question=OuterRef("pk"))
    found = EvaluationQuestion.objects.of(region_id).filter(~Exists(answered), pk__in=tied)
    return tuple(OpenQuestion(one.pk, one.text) for one in found.order_by("domain__number", "number", "pk"))


def _links(region_id: int, reached: Reach) -> tuple[UntestedLink, ...]:
    followed = AssumptionCheck.objects.of(region_id).filter(link=OuterRef("pk"))
    untested = Q(evidence__in=_UNPROVEN) | (~Q(assumption="") & ~Exists(followed))
    found = ChainLink.objects.of(region_id).filter(reached.links & untested)
    ties = found.select_related("chain", "source", "target").order_by("chain__name", "pk")
    return tuple(
        UntestedLink(
            one.pk, one.chain_id, one.chain.name, one.source.text, one.target.text, one.assumption, one.evidence
        )
        for one in ties
    )


def _endings(region_id: int, reached: Reach) -> tuple[SilentEnding, ...]:
    mine = Initiative.objects.of(region_id).filter(reached.initiatives).values("pk")
    taught = Lesson.objects.of(region_id).filter(report__initiative=OuterRef("pk"), accepted_at__isnull=False)
    told = LessonSource.objects.of(region_id).filter(
        report__initiative=OuterRef("pk"), lesson__accepted_at__isnull=False
    )
    ended = Initiative.objects.of(region_id).filter(pk__in=mine, state=InitiativeState.ENDED)
    silent = ended.filter(~Exists(taught), ~Exists(told)).order_by("name", "pk")
    return tuple(SilentEnding(one.pk, one.name, one.ended_on) for one in silent)


def _briefs(region_id: int, subject: Subject) -> tuple[BriefLine, ...]:
    mine = {_BRIEF_OF[subject.about]: subject.id, "state": BriefState.PUBLISHED}
    found = Brief.objects.of(region_id).filter(**mine).order_by("-published_at", "-pk")
    return tuple(BriefLine(one.pk, one.title, localtime(one.published_at).date()) for one in found)
