"""What people have judged about the goals: four axes, each with its reasons, name and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from varv.core.judgement import Axis, Verdict
from varv.rounds.models import Assessment, Judgement
from varv.strategy.models import Goal


@dataclass(frozen=True)
class JudgementLine:
    """One axis, and why."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class AssessmentLine:
    """A person's judgement of a goal on a day. Every axis is there; *not assessed* is an answer."""

    id: int
    goal_id: int
    author: str
    assessed_at: datetime
    judgements: Mapping[Axis, JudgementLine]


def latest_assessments(region_id: int) -> Mapping[int, AssessmentLine]:
    """The latest assessment of each goal that has one, in two queries."""
    newest: dict[int, Assessment] = {}
    for assessment in Assessment.objects.of(region_id).newest_first().select_related("author"):
        newest.setdefault(assessment.goal_id, assessment)
    return {line.goal_id: line for line in _lines(region_id, newest.values())}


def assessments_of(goal: Goal) -> tuple[AssessmentLine, ...]:
    """Every assessment of the goal, the newest first, in two queries."""
    found = Assessment.objects.of(goal.region_id).filter(goal=goal).newest_first().select_related("author")
    return tuple(_lines(goal.region_id, found))


def _lines(region_id: int, assessments: Iterable[Assessment]) -> list[AssessmentLine]:
    wanted = {assessment.pk: assessment for assessment in assessments}
    judged: defaultdict[int, dict[Axis, JudgementLine]] = defaultdict(dict)
    for judgement in Judgement.objects.of(region_id).filter(assessment_id__in=wanted):
        judged[judgement.assessment_id][judgement.axis] = JudgementLine(judgement.verdict, judgement.reason)
    unsaid = JudgementLine(Verdict.NOT_ASSESSED, "")
    return [
        AssessmentLine(
            id=one.pk,
            goal_id=one.goal_id,
            author=one.author.name,
            assessed_at=one.assessed_at,
            judgements={axis: judged[one.pk].get(axis, unsaid) for axis in Axis},
        )
        for one in wanted.values()
    ]
