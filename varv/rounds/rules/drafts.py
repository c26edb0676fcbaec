"""What may stand in a draft, however little is written yet."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from varv.core.counting import CATEGORIES, Dimension
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.delivery.models import PlannedResult
from varv.regions.models import Place
from varv.rounds.drafts import Draft, LineDraft, PartDraft, answer_field, part_field, questions_of, value_field
from varv.rounds.models import Report

JUDGE_AGAIN_WITHIN = timedelta(days=10 * 366)
NOTHING = Decimal(0)


def check_judge_again(day: date | None, period: Period) -> None:
    """The day to judge again comes after the period, and within the time anyone can plan for."""
    if day is not None and not period.last < day <= period.last + JUDGE_AGAIN_WITHIN:
        raise RuleBroken("report.judge_again_out_of_range", field="judge_again_on", after=period.last)


def check_draft(report: Report, draft: Draft) -> None:
    """No line has both a value and a reason why there is none; parts fit in their total; answers have a question."""
    check_judge_again(draft.judge_again_on, report.round.period)
    asked = {question.key for question in questions_of(report)}
    for key in draft.answers:
        if key not in asked:
            raise RuleBroken("report.unknown_question", field=answer_field(key))
    for line in draft.lines:
        if line.value is not None and line.missing is not None:
            raise RuleBroken("report.value_and_reason", field=f"missing_{line.planned_result_id}")
    broken_down = [line for line in draft.lines if line.parts]
    offered = categories_of(report.region_id, (line.planned_result_id for line in broken_down)) if broken_down else {}
    for line in broken_down:
        check_parts(line, offered.get(line.planned_result_id, {}))


def categories_of(region_id: int, planned_result_ids: Iterable[int]) -> Mapping[int, Mapping[Dimension, list[str]]]:
    """The dimensions each planned result is broken down by, with the categories of each, in at most two queries."""
    planned = PlannedResult.objects.of(region_id).filter(pk__in=list(planned_result_ids)).select_related("indicator")
    dimensions = {result.pk: result.dimensions for result in planned}
    known: dict[Dimension, list[str]] = {one: [str(part) for part in parts] for one, parts in CATEGORIES.items()}
    if any(Dimension.PLACE in asked for asked in dimensions.values()):
        places = Place.objects.of(region_id).order_by("name", "pk")
        known[Dimension.PLACE] = list(places.values_list("code", flat=True))
    return {pk: {dimension: known[dimension] for dimension in asked} for pk, asked in dimensions.items()}


def check_parts(line: LineDraft, offered: Mapping[Dimension, Collection[str]]) -> None:
    """Parts of what is asked for, each once and none below zero, and no more together than the total.

    While it is written the total may come after its parts; with a reason instead of a total there are none.
    """
    seen: set[tuple[Dimension, str]] = set()
    for part in line.parts:
        if part.category not in offered.get(part.dimension, ()) or (part.dimension, part.category) in seen:
            raise RuleBroken("report.part_not_asked", field=_field(line, part))
        if part.value < NOTHING:
            raise RuleBroken("report.part_below_zero", field=_field(line, part))
        if line.missing is not None:
            raise RuleBroken("report.part_without_total", field=_field(line, part))
        seen.add((part.dimension, part.category))
    for dimension in offered:
        parts = [part for part in line.parts if part.dimension is dimension]
        together = sum((part.value for part in parts), NOTHING)
        if parts and line.value is not None and together > line.value:
            raise RuleBroken("report.parts_exceed_total", field=_field(line, parts[0]), total=line.value)


def _field(line: LineDraft, part: PartDraft) -> str:
    return part_field(line.planned_result_id, part.dimension, part.category)


def check_figures(report: Report, written: LineDraft, line: LineDraft) -> None:
    """While words are mended, the figures others build on stand as they were approved."""
    if report.figures_frozen_at is not None and line.figures != written.figures:
        field = value_field(line.planned_result_id)
        raise RuleBroken("report.figures_frozen", field=field, at=report.figures_frozen_at)
