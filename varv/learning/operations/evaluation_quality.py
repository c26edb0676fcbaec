from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from varv.core.judgement import Quality
from varv.core.kinds import QualityCriterion
from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Evaluation, QualityMark
from varv.regions import trail

Marks = Mapping[QualityCriterion, tuple[Quality, str]]


@transaction.atomic
def judge_quality(*, evaluation: Evaluation, marks: Marks, revision: int, by: Actor, at: datetime) -> None:
    """Judge a report criterion by criterion, each with why. What nobody has judged leaves no row.

    The evaluation's own revision is counted up, so that two people's judgements do not overwrite each other.
    """
    evaluation = evaluation.locked()
    rules.check_judge_quality(evaluation, marks, by)
    rules.check_told({f"because_{criterion}": because for criterion, (_mark, because) in marks.items()})
    trail.check_fresh(evaluation, revision)
    there = {mark.criterion: mark for mark in evaluation.quality.select_for_update().order_by("pk")}
    for criterion, (mark, because) in marks.items():
        if criterion in there:
            _judge_again(there[criterion], mark, because, by, at)
        elif mark is not Quality.NOT_JUDGED:
            _judge(QualityMark(evaluation=evaluation, criterion=criterion), mark, because, by, at)
    evaluation.change()
    trail.write(evaluation, "judged", by=by, at=at)


def _judge(judged: QualityMark, mark: Quality, because: str, by: Actor, at: datetime) -> None:
    judged.region_id, judged.author_id, judged.judged_at = by.region_id, by.person_id, at
    judged.mark, judged.because = mark, because
    judged.save(force_insert=True)
    trail.write(judged, "judged", by=by, at=at)


def _judge_again(judged: QualityMark, mark: Quality, because: str, by: Actor, at: datetime) -> None:
    if (judged.mark, judged.because) == (mark, because):
        return
    judged = judged.locked()
    judged.change(mark=mark, because=because, author_id=by.person_id, judged_at=at)
    trail.write(judged, "judged", by=by, at=at)
