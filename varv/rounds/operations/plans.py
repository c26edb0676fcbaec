from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Unpack

from django.db import transaction

from varv.core.counting import Counting, Dimension
from varv.core.roles import Actor
from varv.delivery import operations as delivery
from varv.delivery.models import PlannedResult
from varv.indicators import operations as indicators
from varv.indicators.models import Indicator
from varv.rounds import rules
from varv.rounds.models import ReportLine
from varv.strategy.models import ChainStep


@transaction.atomic
def drop_planned_result(*, planned_result: PlannedResult, by: Actor, at: datetime) -> None:
    """Take away an output or outcome that no report says anything about, with its empty lines in open drafts."""
    planned_result = planned_result.locked()
    rules.check_unreported(planned_result)
    ReportLine.objects.of(planned_result.region_id).filter(planned_result=planned_result).delete()
    delivery.remove_planned_result(planned_result=planned_result, by=by, at=at)


@transaction.atomic
def edit_planned_result(
    *,
    planned_result: PlannedResult,
    text: str,
    unit: str,
    planned: Decimal | None,
    step: ChainStep | None,
    indicator: Indicator | None,
    counting: Counting,
    dimensions: Sequence[Dimension],
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Change all that is said of an output or outcome, also how it is counted, as long as no frozen figure hinders."""
    delivery.edit_planned_result(
        planned_result=planned_result,
        text=text,
        unit=unit,
        planned=planned,
        step=step,
        revision=revision,
        by=by,
        at=at,
    )
    result = planned_result.locked()
    now = (result.indicator_id, result.own_counting, result.own_dimensions)
    if now == (indicator and indicator.pk, counting, list(dimensions)):
        return
    rules.check_recount(result, indicator, counting, dimensions)
    delivery.recount_planned_result(
        planned_result=result, indicator=indicator, counting=counting, dimensions=dimensions, by=by, at=at
    )


@transaction.atomic
def edit_indicator(
    *, indicator: Indicator, revision: int, by: Actor, at: datetime, **edited: Unpack[indicators.Edited]
) -> None:
    """Describe an indicator better, also how it is counted, as long as no frozen figure hinders."""
    indicator = indicator.locked()
    rules.check_recount_indicator(
        indicator,
        edited.get("counting", indicator.counting),
        edited.get("adding", indicator.adding),
        edited.get("dimensions", indicator.dimensions),
    )
    indicators.edit_indicator(indicator=indicator, revision=revision, by=by, at=at, **edited)
