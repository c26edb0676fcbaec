from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, ProtectedError

from varv.core.counting import Counting, Dimension
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.theory import Level
from varv.delivery import rules
from varv.delivery.models import Initiative, PlannedResult
from varv.delivery.wanted import WantedResult
from varv.indicators.models import Indicator
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import ChainStep


@transaction.atomic
def plan_result(
    *,
    initiative: Initiative,
    level: Level,
    text: str,
    unit: str,
    planned: Decimal | None,
    step: ChainStep | None,
    indicator: Indicator | None = None,
    counting: Counting = Counting.PER_PERIOD,
    dimensions: Sequence[Dimension] = (),
    by: Actor,
    at: datetime,
) -> PlannedResult:
    """One more output or outcome that the insats means to reach; ``planned`` is how much, if that can be said.

    It is counted and broken down as its indicator says, or by ``counting`` and ``dimensions`` when it has none.
    """
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    wanted = WantedResult(level, text, unit, planned, step, indicator, counting, tuple(dimensions))
    return add_result(initiative, wanted, by, at)


@transaction.atomic
def edit_planned_result(
    *,
    planned_result: PlannedResult,
    text: str,
    unit: str,
    planned: Decimal | None,
    step: ChainStep | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Change its words, unit, amount or step. What is already approved keeps the words it was approved with."""
    planned_result = planned_result.locked()
    rules.check_edit(planned_result.initiative, by)
    trail.check_fresh(planned_result, revision)
    rules.check_result(planned_result.initiative, planned_result.level, step)
    same_region(planned_result, step)
    planned_result.change(text=text, unit=unit, planned=planned, step=step)
    trail.write(planned_result, "edited", by=by, at=at)


@transaction.atomic
def recount_planned_result(
    *,
    planned_result: PlannedResult,
    indicator: Indicator | None,
    counting: Counting,
    dimensions: Sequence[Dimension],
    by: Actor,
    at: datetime,
) -> None:
    """Count it by another rule, or by an indicator's. Figures that were frozen are asked about in ``rounds``."""
    planned_result = planned_result.locked()
    rules.check_edit(planned_result.initiative, by)
    rules.check_counted_by(indicator)
    rules.check_dimensions(dimensions)
    same_region(planned_result, indicator)
    planned_result.change(indicator=indicator, own_counting=counting, own_dimensions=list(dimensions))
    trail.write(planned_result, "recounted", by=by, at=at)


@transaction.atomic
def remove_planned_result(*, planned_result: PlannedResult, by: Actor, at: datetime) -> None:
    """Take away what nothing has been written about."""
    planned_result = planned_result.locked()
    rules.check_edit(planned_result.initiative, by)
    trail.write(planned_result, "removed", by=by, at=at, removed=True)
    try:
        planned_result.delete()
    except ProtectedError as held:
        raise RuleBroken("planned_result.reported_on") from held


def add_result(initiative: Initiative, wanted: WantedResult, by: Actor, at: datetime) -> PlannedResult:
    """The planned result itself, placed last, for the verbs that have asked whether it may be made."""
    rules.check_result(initiative, wanted.level, wanted.step)
    rules.check_counted_by(wanted.indicator)
    rules.check_dimensions(wanted.dimensions)
    result = PlannedResult(region_id=initiative.region_id, initiative=initiative, level=wanted.level, text=wanted.text)
    result.unit, result.planned, result.step = wanted.unit, wanted.planned, wanted.step
    result.indicator, result.own_counting = wanted.indicator, wanted.counting
    result.own_dimensions = list(wanted.dimensions)
    same_region(result, initiative, wanted.step, wanted.indicator)
    mine = PlannedResult.objects.of(result.region_id).filter(initiative=initiative)
    result.place = (mine.aggregate(last=Max("place"))["last"] or 0) + 1
    result.save()
    trail.write(result, "planned", by=by, at=at)
    return result
