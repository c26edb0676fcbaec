"""One evaluation: what it is for, where it stands, what it was used for, and how good its report is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from varv.core.judgement import Quality
from varv.core.kinds import QualityCriterion
from varv.learning.models import Evaluation, EvaluationFile, EvaluationUse, QualityMark


@dataclass(frozen=True)
class UseLine:
    """A use: meant or not, by whom, and what came of it, why it never came, or neither yet."""

    id: int
    use: str
    who: str
    was_intended: bool
    came_of_it: str
    used_on: date | None
    unused_because: str


@dataclass(frozen=True)
class AskedLine:
    """A question that it answers, and how many of its findings do."""

    question: str
    domain: str
    findings: int


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone or a deliverable."""

    id: int
    name: str
    due_on: date
    is_deliverable: bool
    done_on: date | None
    is_late: bool


@dataclass(frozen=True)
class QualityLine:
    """How one criterion is met. Nobody has judged it: no author, and no day."""

    criterion: QualityCriterion
    mark: Quality
    because: str
    author: str
    judged_at: datetime | None


@dataclass(frozen=True)
class FileLine:
    """A file to take home."""

    id: int
    title: str
    filename: str
    size: int


@dataclass(frozen=True)
class EvaluationSheet:
    """An evaluation in whole, beside the row itself. ``days_late`` is None when it is in time or needs not be."""

    days_late: int | None
    days_left: int | None
    uses: tuple[UseLine, ...]
    asked: tuple[AskedLine, ...]
    milestones: tuple[MilestoneLine, ...]
    quality: tuple[QualityLine, ...]
    files: tuple[FileLine, ...]

    @property
    def intended(self) -> tuple[UseLine, ...]:
        """What it was meant for."""
        return tuple(use for use in self.uses if use.was_intended)

    @property
    def unintended(self) -> tuple[UseLine, ...]:
        """What nobody had thought of."""
        return tuple(use for use in self.uses if not use.was_intended)

    @property
    def untold(self) -> int:
        """How many uses are still waited for."""
        return sum(use.used_on is None and not use.unused_because for use in self.uses)

    @property
    def judged(self) -> int:
        """How many of the criteria somebody has judged."""
        return sum(line.mark is not Quality.NOT_JUDGED for line in self.quality)

    @property
    def late_milestones(self) -> int:
        """How many milestones are past their day."""
        return sum(line.is_late for line in self.milestones)


def evaluation_sheet(evaluation: Evaluation, on: date) -> EvaluationSheet:
    """The evaluation as it stands on a day, in six queries."""
    left = (evaluation.due_on - on).days if evaluation.is_under_way and evaluation.due_on else None
    return EvaluationSheet(
        days_late=-left if left is not None and left < 0 else None,
        days_left=left if left is not None and left >= 0 else None,
        uses=tuple(_use(use) for use in evaluation.uses.select_related("use").order_by("use__number", "pk")),
        asked=_asked(evaluation),
        milestones=_milestones(evaluation, on),
        quality=_quality(evaluation),
        files=tuple(_file(file) for file in evaluation.files.order_by("pk")),
    )


def _use(use: EvaluationUse) -> UseLine:
    return UseLine(use.pk, use.use.name, use.who, use.was_intended, use.came_of_it, use.used_on, use.unused_because)


def _asked(evaluation: Evaluation) -> tuple[AskedLine, ...]:
    answered = Counter(evaluation.findings.values_list("question_id", flat=True))
    asked = evaluation.asked.select_related("question__domain")
    return tuple(
        AskedLine(one.question.text, one.question.domain.name, answered[one.question_id])
        for one in asked.order_by("question__domain__number", "question__number", "pk")
    )


def _milestones(evaluation: Evaluation, on: date) -> tuple[MilestoneLine, ...]:
    return tuple(
        MilestoneLine(
            one.pk,
            one.name,
            one.due_on,
            one.is_deliverable,
            one.done_on,
            is_late=evaluation.is_under_way and one.done_on is None and one.due_on < on,
        )
        for one in evaluation.milestones.order_by("due_on", "pk")
    )


def _quality(evaluation: Evaluation) -> tuple[QualityLine, ...]:
    there = {mark.criterion: mark for mark in evaluation.quality.select_related("author").order_by("pk")}
    return tuple(_judged(criterion, there.get(criterion)) for criterion in QualityCriterion)


def _judged(criterion: QualityCriterion, mark: QualityMark | None) -> QualityLine:
    if mark is None:
        return QualityLine(criterion, Quality.NOT_JUDGED, "", "", None)
    return QualityLine(criterion, mark.mark, mark.because, mark.author.name, mark.judged_at)


def _file(file: EvaluationFile) -> FileLine:
    return FileLine(file.pk, file.title, file.filename, file.size)
