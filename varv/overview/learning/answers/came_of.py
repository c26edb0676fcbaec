"""What came of findings and of lessons: recommendations, answers, changes, and whether they helped."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime

from varv.core.judgement import Answer, Helped
from varv.core.roles import Actor
from varv.core.workflow import LessonState, RecommendationState
from varv.learning.models import Change, ChangeEffect, Lesson, LessonSource, Recommendation


@dataclass(frozen=True)
class ChangeCame:
    """What became different, in which plan where it has one, and whether it helped as it was last seen."""

    id: int
    what: str
    plan: str
    decided_on: date
    is_verified: bool
    helped: Helped | None
    because: str


@dataclass(frozen=True)
class RecommendationCame:
    """A recommendation with its answer and what it changed; ``answer`` is nothing while it waits."""

    id: int
    number: int
    text: str
    state: RecommendationState
    answer: Answer | None
    reasons: str
    answered_on: date | None
    due_on: date
    changes: tuple[ChangeCame, ...]


@dataclass(frozen=True)
class LessonCame:
    """A lesson, what was recommended because of it, and what changed straight because of it."""

    id: int
    statement: str
    state: LessonState
    recommendations: tuple[RecommendationCame, ...]
    straight: tuple[ChangeCame, ...]

    @property
    def changes(self) -> tuple[ChangeCame, ...]:
        """All that changed, straight or by way of a recommendation, the latest decision first."""
        found = (*self.straight, *(change for one in self.recommendations for change in one.changes))
        return tuple(sorted(found, key=lambda change: (change.decided_on, change.id), reverse=True))

    @property
    def is_used(self) -> bool:
        """Whether anything came of it."""
        return bool(self.recommendations or self.straight)


@dataclass(frozen=True)
class CameOf:
    """What came of one finding, straight and by way of lessons. A lesson tells its own recommendations."""

    recommendations: tuple[RecommendationCame, ...] = ()
    lessons: tuple[LessonCame, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether anyone took it up."""
        return bool(self.recommendations or self.lessons)


def came_of_lessons(region_id: int, lessons: Sequence[Lesson]) -> tuple[LessonCame, ...]:
    """What came of these lessons, which the reader may read, in their order and in three queries."""
    grown = _grown(region_id, [one.pk for one in lessons], ())
    return tuple(grown.of_lesson(one) for one in lessons)


def came_of_findings(reader: Actor, finding_ids: Collection[int]) -> dict[int, CameOf]:
    """What came of each of these findings, as far as the reader may see, in five queries."""
    sources = LessonSource.objects.of(reader.region_id).filter(finding__in=finding_ids)
    ties = set(sources.values_list("finding_id", "lesson_id"))
    rests = Q(finding__in=finding_ids) | Q(pk__in={lesson_id for _finding_id, lesson_id in ties})
    readable = Lesson.objects.of(reader.region_id).readable_by(reader)
    lessons = list(readable.filter(rests).order_by("noted_at", "pk"))
    ties |= {(one.finding_id, one.pk) for one in lessons}
    grown = _grown(reader.region_id, [one.pk for one in lessons], finding_ids)
    return {
        finding_id: CameOf(
            grown.recommended(finding_id=finding_id),
            tuple(grown.of_lesson(one) for one in lessons if (finding_id, one.pk) in ties),
        )
        for finding_id in finding_ids
    }


@dataclass(frozen=True)
class _Grown:
    """The recommendations and changes that grew out of some lessons and findings."""

    recommendations: Sequence[Recommendation]
    changes: Sequence[Change]
    effects: Mapping[int, ChangeEffect]

    def of_lesson(self, lesson: Lesson) -> LessonCame:
        straight = self.changed(lesson_id=lesson.pk)
        recommended = self.recommended(lesson_id=lesson.pk)
        return LessonCame(lesson.pk, lesson.statement, lesson.state, recommended, straight)

    def recommended(self, **because: int) -> tuple[RecommendationCame, ...]:
        return tuple(self.came(one) for one in self.recommendations if _is_because(one, because))

    def changed(self, **because: int) -> tuple[ChangeCame, ...]:
        return tuple(_change_came(one, self.effects.get(one.pk)) for one in self.changes if _is_because(one, because))

    def came(self, one: Recommendation) -> RecommendationCame:
        response = getattr(one, "response", None)
        return RecommendationCame(
            id=one.pk,
            number=one.number,
            text=one.text,
            state=one.state,
            answer=response.answer if response else None,
            reasons=response.reasons if response else "",
            answered_on=localtime(response.answered_at).date() if response else None,
            due_on=one.due_on,
            changes=self.changed(recommendation_id=one.pk),
        )


def _is_because(one: Recommendation | Change, because: Mapping[str, int]) -> bool:
    return all(getattr(one, name) == wanted for name, wanted in because.items())


def _grown(region_id: int, lesson_ids: Collection[int], finding_ids: Collection[int]) -> _Grown:
    because = Q(lesson__in=lesson_ids) | Q(finding__in=finding_ids)
    recommended = Recommendation.objects.of(region_id).filter(because).select_related("response").in_order()
    recommendations = list(recommended)
    changed = Q(lesson__in=lesson_ids) | Q(recommendation__in=recommendations)
    plans = ("chain_version__chain", "document_version__document", "template")
    rows = Change.objects.of(region_id).filter(changed).select_related(*plans)
    changes = list(rows.order_by("-decided_on", "-pk"))
    effects = ChangeEffect.objects.of(region_id).filter(changed__in=changes).order_by("noted_at", "pk")
    return _Grown(recommendations, changes, _last_seen(effects))


def _last_seen(effects: Iterable[ChangeEffect]) -> Mapping[int, ChangeEffect]:
    return {effect.changed_id: effect for effect in effects}


def _change_came(change: Change, effect: ChangeEffect | None) -> ChangeCame:
    chain, document = change.chain_version, change.document_version
    plan = chain.chain if chain else document.document if document else change.template
    return ChangeCame(
        id=change.pk,
        what=change.what,
        plan=str(plan) if plan else "",
        decided_on=change.decided_on,
        is_verified=change.verified_by_id is not None,
        helped=effect.helped if effect else None,
        because=effect.because if effect else "",
    )
