"""The insatser, started from generic activities."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import IndicatorKind, InitiativeKind
from varv.core.theory import Level
from varv.delivery import operations
from varv.delivery.models import Initiative, PlannedResult
from varv.indicators import operations as indicators
from varv.indicators.models import Indicator
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on

PAUSED_ON = date(2026, 4, 20)
COUNTED_FROM = date(2024, 1, 2)  # before the first insats was planned
OWN_REPORTS = "Insatsernas egna rapporter, påhittade för demonstrationen"


def events(stage: Stage) -> Iterator[Event]:
    """Älvmark began small: four insatser at first, the others when the first round had shown its worth."""
    for told in content("insatser")["indicators"]:
        yield on(COUNTED_FROM, 9, _define, stage, told)
    for told in content("insatser")["initiatives"]:
        yield on(told.get("entered", told["starts_on"]), 8, _enter, stage, told)
        if told.get("paused"):
            yield on(PAUSED_ON, 8, _pause, stage, told["key"])


def _enter(stage: Stage, told: dict[str, Any]) -> None:
    when = at(told.get("entered", told["starts_on"]), 8)
    initiative = _start(stage, told, when)
    stage.initiatives[told["key"]] = initiative
    _plan(stage, initiative, told, when)
    operations.begin_initiative(initiative=initiative, by=stage.actors["anna"], at=when)


def _pause(stage: Stage, key: str) -> None:
    operations.pause_initiative(initiative=stage.initiatives[key], by=stage.actors["anna"], at=at(PAUSED_ON, 8))


def _start(stage: Stage, told: dict[str, Any], when: datetime) -> Initiative:
    return operations.start_initiative(
        name=told["name"],
        description=told["description"],
        kind=InitiativeKind(told["kind"]),
        generic_activity=stage.activities[told["generic"]],
        chain=stage.chains[told["chain"]] if "chain" in told else None,
        goals=[stage.goals[f"rus {outline}"] for outline in told["goals"]],
        unit=stage.unit,
        responsible=stage.users[told["responsible"]],
        starts_on=told["starts_on"],
        ends_on=told.get("ends_on"),
        by=stage.actors["anna"],
        at=when,
    )


def _plan(stage: Stage, initiative: Initiative, told: dict[str, Any], when: datetime) -> None:
    """The generic activity's own output and outcome give way to what this insats really counts."""
    ready = list(PlannedResult.objects.of(stage.region.pk).filter(initiative=initiative))
    for result in told["results"]:
        step = stage.steps[(told["chain"], result["step"])] if "step" in result else None
        operations.plan_result(
            initiative=initiative,
            level=Level(result["level"]),
            text=result["text"],
            unit=result["unit"],
            planned=Decimal(result["planned"]) if "planned" in result else None,
            step=step,
            indicator=_indicator(stage, result.get("indicator")),
            counting=Counting(result.get("counting", Counting.PER_PERIOD)),
            by=stage.actors["anna"],
            at=when,
        )
    for general in ready:
        operations.remove_planned_result(planned_result=general, by=stage.actors["anna"], at=when)


def _indicator(stage: Stage, name: str | None) -> Indicator | None:
    found: Indicator | None = Indicator.objects.of(stage.region.pk).filter(name=name).first() if name else None
    return found


def _define(stage: Stage, told: dict[str, Any]) -> None:
    """What several insatser count alike; a ratio has figures only through its two parts."""
    is_ratio = "numerator" in told
    indicators.define_indicator(
        name=told["name"],
        unit=told["unit"],
        source=OWN_REPORTS,
        kind=IndicatorKind.CONTRIBUTION,
        definition=told["definition"],
        limits=told["limits"],
        adding=Adding.RATIO if is_ratio else Adding.SUM,
        dimensions=[Dimension(one) for one in told.get("dimensions", [])],
        numerator=_indicator(stage, told.get("numerator")),
        denominator=_indicator(stage, told.get("denominator")),
        decimals=int(is_ratio),
        owner=stage.users["egon"],
        is_example=True,
        by=stage.actors["egon"],
        at=at(COUNTED_FROM, 9),
    )
