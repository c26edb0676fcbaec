"""Of what do we know anything? Every theme, goal and kind of activity, with how much is known and which are thin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from varv.core.kinds import SourceKind
from varv.learning.models import Finding, Lesson, LessonSource
from varv.overview.learning.knowledge.statements import SourceKey, evaluation_key, source_key
from varv.overview.learning.knowledge.subjects import About, Row, Subject, subject_of
from varv.overview.learning.knowledge.synthesis import MINIMUM_SOURCES
from varv.strategy.models import ActionArea, Chain, GenericActivity, Goal

_LESSON = (
    "pk",
    "goal_id",
    "generic_activity_id",
    "report__initiative__chain__area_id",
    "finding__link__chain__area_id",
    "report_id",
    "finding__evaluation_id",
    "occasion_kind",
    "occasion",
)
_FINDING = (
    "goal_id",
    "link__chain__goal_id",
    "link__chain__area_id",
    "link__source__generic_activity_id",
    "link__target__generic_activity_id",
    "evaluation_id",
)
_SOURCE = ("lesson_id", "kind", "report_id", "finding__evaluation_id", "visit_id", "text")


@dataclass(frozen=True)
class KnownOf:
    """How much is known of one subject. ``depth`` is how far down a goal stands, from 0, and ``plan`` in which plan."""

    subject: Subject
    lessons: int
    findings: int
    sources: int
    depth: int = 0
    plan: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is known at all."""
        return not (self.lessons or self.findings)

    @property
    def is_thin(self) -> bool:
        """Whether it rests on too little for a conclusion."""
        return self.sources < MINIMUM_SOURCES


@dataclass(frozen=True)
class Knowledge:
    """All subjects of a region by what they are."""

    of: Mapping[About, tuple[KnownOf, ...]]

    @property
    def lines(self) -> tuple[KnownOf, ...]:
        """All of them."""
        return tuple(line for lines in self.of.values() for line in lines)

    @property
    def enough(self) -> int:
        """Of how many enough is known to conclude something."""
        return sum(not line.is_thin for line in self.lines)


@dataclass
class _Tally:
    """What has been counted of one subject so far."""

    lessons: int = 0
    findings: int = 0
    sources: set[SourceKey] = field(default_factory=set)


@dataclass(frozen=True)
class _Told:
    """A lesson or a finding: what it was coded by, and what it rests on."""

    is_lesson: bool
    goals: frozenset[int]
    areas: frozenset[int]
    activities: frozenset[int]
    sources: frozenset[SourceKey]


def knowledge(region_id: int) -> Knowledge:
    """How much is known of every subject, in seven queries. ``subjects.reach`` says what belongs to which."""
    goals = {one.pk: one for one in Goal.objects.of(region_id).in_outline_order().select_related("document")}
    chained = Chain.objects.of(region_id).filter(area__isnull=False).order_by("pk").values_list("goal_id", "area_id")
    tallies = _tallied([*_lessons(region_id), *_findings(region_id)], goals, _areas_by_goal(chained))
    ours = [one for one in goals.values() if one.retired_on is None and one.document.kind.is_ours]
    return Knowledge(
        {
            About.AREA: _lines(ActionArea.objects.of(region_id).in_order(), tallies),
            About.GOAL: tuple(_goal_line(one, tallies, goals) for one in ours),
            About.ACTIVITY: _lines(GenericActivity.objects.of(region_id).in_order(), tallies),
        }
    )


def _lines(rows: Iterable[Row], tallies: Mapping[str, _Tally]) -> tuple[KnownOf, ...]:
    return tuple(_line(row, tallies) for row in rows)


def _line(row: Row, tallies: Mapping[str, _Tally]) -> KnownOf:
    subject = subject_of(row)
    tally = tallies.get(subject.key, _Tally())
    return KnownOf(subject, tally.lessons, tally.findings, len(tally.sources))


def _goal_line(goal: Goal, tallies: Mapping[str, _Tally], goals: Mapping[int, Goal]) -> KnownOf:
    return replace(_line(goal, tallies), depth=len(_upward(goal.pk, goals)) - 1, plan=goal.document.title)


def _tallied(
    told: Iterable[_Told], goals: Mapping[int, Goal], areas: Mapping[int, frozenset[int]]
) -> Mapping[str, _Tally]:
    """Each subject's key with what tells of it: a goal is told of by all that tells of the goals below it, too."""
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for one in told:
        upward = {above for goal in one.goals for above in _upward(goal, goals)}
        themes = one.areas.union(*(areas.get(goal, frozenset()) for goal in one.goals))
        for about, ids in ((About.GOAL, upward), (About.AREA, themes), (About.ACTIVITY, one.activities)):
            for pk in ids:
                tally = tallies[f"{about}-{pk}"]
                tally.lessons += one.is_lesson
                tally.findings += not one.is_lesson
                tally.sources |= one.sources
    return tallies


def _upward(goal: int, goals: Mapping[int, Goal]) -> list[int]:
    """A goal, the one above it, and so on to the top."""
    found = [goal]
    while (above := goals[found[-1]].parent_id) is not None:
        found.append(above)
    return found


def _areas_by_goal(chained: Iterable[tuple[int | None, int]]) -> Mapping[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for goal, area in chained:
        if goal is not None:
            found[goal].add(area)
    return {goal: frozenset(areas) for goal, areas in found.items()}


def _lessons(region_id: int) -> Iterator[_Told]:
    more: defaultdict[int, set[SourceKey]] = defaultdict(set)
    accepted = Lesson.objects.of(region_id).accepted()
    named = LessonSource.objects.of(region_id).filter(lesson__in=accepted.values("pk"))
    for lesson, kind, report, evaluation, visit, text in named.order_by("pk").values_list(*_SOURCE):
        more[lesson].add(source_key(kind, report, evaluation, visit, text))
    for row in accepted.order_by("pk").values_list(*_LESSON):
        pk, goal, activity, by_report, by_finding, report, evaluation, kind, occasion = row
        first = SourceKind.REPORT if report else SourceKind.FINDING if evaluation else kind or SourceKind.MEETING
        sources = more[pk] | {source_key(first, report, evaluation, None, occasion)}
        yield _Told(True, _known(goal), _known(by_report, by_finding), _known(activity), frozenset(sources))


def _findings(region_id: int) -> Iterator[_Told]:
    for row in Finding.objects.of(region_id).order_by("pk").values_list(*_FINDING):
        goal, chain_goal, area, source, target, evaluation = row
        rests = frozenset({evaluation_key(evaluation)})
        yield _Told(False, _known(goal, chain_goal), _known(area), _known(source, target), rests)


def _known(*ids: int | None) -> frozenset[int]:
    return frozenset(pk for pk in ids if pk is not None)
