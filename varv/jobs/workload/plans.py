"""Three levels of plans: a strategy, its action plans and their operational plans, each with goals and links upward."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, Strength
from varv.core.workflow import PlanState
from varv.indicators.models import Indicator
from varv.jobs.workload.sizes import Size, kept
from varv.regions.models import Region
from varv.strategy.models import Goal, GoalLink, SteeringDocument

STARTS_ON, ENDS_ON = date(2024, 1, 1), date(2030, 12, 31)
TOPS = 2
RULES = (Counting.PER_PERIOD, Counting.PER_PERIOD, Counting.CUMULATIVE, Counting.STATE)
BREAKDOWNS = (
    (Dimension.SEX, Dimension.AGE),
    (Dimension.SEX, Dimension.BORN),
    (Dimension.SEX, Dimension.PLACE),
    (Dimension.SEX, Dimension.BORN),
)
COUNTED = ("deltagare", "företag", "utbildningar", "aktiviteter", "möten")


@dataclass(frozen=True)
class Plans:
    """What was written: the strategy first, then the action plans, then the operational plans."""

    strategy: SteeringDocument
    documents: tuple[SteeringDocument, ...]
    goals: tuple[Goal, ...]
    lowest: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    ratios: tuple[Indicator, ...]


def write_plans(region: Region, size: Size) -> Plans:
    """The plans with their goals, and the indicators that insatser report."""
    (strategy,) = _documents(region, DocumentKind.REGIONAL_STRATEGY, [None], "Regional utvecklingsstrategi")
    spread = [strategy] * size.action_plans
    action_plans = _documents(region, DocumentKind.ACTION_PLAN, spread, "Handlingsplan")
    spread = [action_plans[n % len(action_plans)] for n in range(size.operational_plans)]
    operational = _documents(region, DocumentKind.OPERATIONAL_PLAN, spread, "Verksamhetsplan")
    documents = (strategy, *action_plans, *operational)
    goals = {document.pk: _goals(document, size) for document in documents}
    kept(link for document in documents[1:] for link in _links(goals[document.pk], goals[document.parent_id or 0]))
    every = tuple(goal for of_document in goals.values() for goal in of_document)
    lowest = tuple(goal for document in operational for goal in goals[document.pk] if goal.parent_id is not None)
    return Plans(strategy, documents, every, lowest, *_indicators(region, size, lowest))


def _documents(
    region: Region, kind: DocumentKind, parents: Sequence[SteeringDocument | None], title: str
) -> list[SteeringDocument]:
    return kept(
        SteeringDocument(
            region=region,
            key=f"{kind}-{number}",
            parent=parent,
            kind=kind,
            title=f"{title} {number}",
            summary="Ett exempel i stor skala. Region Storlanda finns inte.",
            state=PlanState.ADOPTED,
            starts_on=STARTS_ON,
            ends_on=ENDS_ON,
        )
        for number, parent in enumerate(parents, start=1)
    )


def _goals(document: SteeringDocument, size: Size) -> list[Goal]:
    """A few goals at the top, the others below them."""
    tops = kept(_goal(document, None, number) for number in range(1, TOPS + 1))
    return tops + kept(
        _goal(document, tops[number % TOPS], number) for number in range(TOPS + 1, size.goals_a_plan + 1)
    )


def _goal(document: SteeringDocument, parent: Goal | None, number: int) -> Goal:
    outline = f"{number}" if parent is None else f"{parent.outline}.{number}"
    return Goal(
        region_id=document.region_id,
        key=f"{document.key}-goal-{number}",
        document=document,
        parent=parent,
        outline=outline,
        place=number,
        name=f"Mål {outline} i {document.title.lower()}",
        kind=GoalKind.OVERARCHING if parent is None else GoalKind.EFFECT,
        is_targeted=False,
    )


def _links(goals: list[Goal], above: list[Goal]) -> Iterator[GoalLink]:
    """Each goal of a plan contributes to one goal of the plan above it."""
    for place, goal in enumerate(goals):
        target = above[place % len(above)]
        yield GoalLink(
            region_id=goal.region_id, source=goal, target=target, strength=Strength.CLEARLY, reason="Exempel"
        )


def _indicators(
    region: Region, size: Size, goals: tuple[Goal, ...]
) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """Those that insatser report, with every rule of counting among them, and shares of one in another."""
    counted = kept(_indicator(region, number, goals[number % len(goals)]) for number in range(size.indicators))
    same_rule = len(RULES)
    ratios = kept(
        Indicator(
            region=region,
            kind=IndicatorKind.CONTRIBUTION,
            name=f"Andel {number + 1}",
            unit="procent",
            decimals=1,
            source="Insatsernas rapporter",
            adding=Adding.RATIO,
            numerator=counted[number % len(counted)],
            denominator=counted[(number + same_rule) % len(counted)],
            is_example=True,
        )
        for number in range(size.ratios)
    )
    return tuple(counted), tuple(ratios)


def _indicator(region: Region, number: int, goal: Goal) -> Indicator:
    unit = COUNTED[number % len(COUNTED)]
    return Indicator(
        region=region,
        goal=goal,
        kind=IndicatorKind.CONTRIBUTION,
        name=f"{unit.capitalize()} {number + 1}",
        unit=unit,
        source="Insatsernas rapporter",
        counting=RULES[number % len(RULES)],
        adding=Adding.SUM,
        dimensions=list(BREAKDOWNS[number % len(BREAKDOWNS)]),
        is_example=True,
    )
