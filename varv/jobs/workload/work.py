"""The insatser of the workload: goals, people, places, milestones, money and what each means to reach."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from varv.core.kinds import InitiativeKind, Part
from varv.core.money import FundingKind
from varv.core.theory import Level
from varv.core.workflow import FundingState, InitiativeState
from varv.delivery.models import (
    Contribution,
    Funding,
    FundingSource,
    Initiative,
    InitiativePerson,
    InitiativePlace,
    Milestone,
    PlannedResult,
    YearAmount,
)
from varv.jobs.workload.plans import Plans
from varv.jobs.workload.sizes import Size, kept
from varv.jobs.workload.staff import Staff
from varv.regions.models import Region
from varv.strategy.models import GenericActivity, Goal

STARTS_ON, ENDS_ON = date(2024, 2, 1), date(2027, 12, 31)
KINDS = (InitiativeKind.OWN, InitiativeKind.FUNDED, InitiativeKind.PROJECT, InitiativeKind.EXTERNAL)
DUE = (date(2024, 9, 30), date(2025, 9, 30), date(2026, 9, 30))
YEARS = (2024, 2025, 2026)
# One insats in so many contributes to no goal: a gap, as there are in every region.
WITHOUT_GOAL = 20


def write_work(region: Region, size: Size, staff: Staff, plans: Plans, chance: Random) -> tuple[Initiative, ...]:
    """The insatser, running, with all that belongs to them but their reports."""
    activities = list(GenericActivity.objects.of(region.pk).in_order())
    initiatives = kept(_initiative(region, number, staff, activities) for number in range(1, size.initiatives + 1))
    with_goals = [initiative for place, initiative in enumerate(initiatives, start=1) if place % WITHOUT_GOAL]
    kept(row for initiative in with_goals for row in _contributions(initiative, plans.lowest, chance))
    kept(_reporter(initiative) for initiative in initiatives)
    kept(row for initiative in initiatives for row in _places(initiative, staff, chance))
    kept(row for place, initiative in enumerate(initiatives) for row in _milestones(initiative, 1 + place % 2))
    kept(row for initiative in initiatives for row in _planned(initiative, plans))
    _money(region, initiatives)
    return tuple(initiatives)


def _initiative(region: Region, number: int, staff: Staff, activities: Sequence[GenericActivity]) -> Initiative:
    return Initiative(
        region=region,
        key=f"insats-{number}",
        name=f"Insats {number:03d}",
        description="Ett exempel i stor skala.",
        kind=KINDS[number % len(KINDS)],
        state=InitiativeState.RUNNING,
        generic_activity=activities[number % len(activities)],
        unit=staff.units[number % len(staff.units)],
        responsible_id=staff.reporters[number % len(staff.reporters)].person_id,
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
    )


def _contributions(initiative: Initiative, goals: Sequence[Goal], chance: Random) -> Iterator[Contribution]:
    """One to three goals with three tenths of the money each."""
    for goal in chance.sample(goals, k=min(len(goals), chance.randint(1, 3))):
        yield Contribution(
            region_id=initiative.region_id, initiative=initiative, goal=goal, reason="Exempel", share=Decimal(30)
        )


def _reporter(initiative: Initiative) -> InitiativePerson:
    return InitiativePerson(
        region_id=initiative.region_id,
        initiative=initiative,
        person_id=initiative.responsible_id,
        part=Part.REPORTER,
    )


def _places(initiative: Initiative, staff: Staff, chance: Random) -> Iterator[InitiativePlace]:
    for place in chance.sample(staff.places, k=min(len(staff.places), chance.randint(1, 3))):
        yield InitiativePlace(region_id=initiative.region_id, initiative=initiative, place=place)


def _milestones(initiative: Initiative, reached: int) -> Iterator[Milestone]:
    """The first of them reached on the day, the others not."""
    for place, due_on in enumerate(DUE):
        yield Milestone(
            region_id=initiative.region_id,
            initiative=initiative,
            text=f"Delmål {place + 1}",
            due_on=due_on,
            reached_on=due_on if place < reached else None,
        )


def _planned(initiative: Initiative, plans: Plans) -> Iterator[PlannedResult]:
    """Every indicator, the first half as outputs and the others as outcomes."""
    for place, indicator in enumerate(plans.indicators, start=1):
        is_output = 2 * place <= len(plans.indicators)
        yield PlannedResult(
            region_id=initiative.region_id,
            initiative=initiative,
            level=Level.OUTPUT if is_output else Level.OUTCOME,
            place=place,
            text=indicator.name,
            unit=indicator.unit,
            planned=Decimal(200),
            indicator=indicator,
        )


def _money(region: Region, initiatives: Sequence[Initiative]) -> None:
    """Two sources for each, granted, planned and used year by year."""
    sources = kept(
        FundingSource(region=region, name=name, kind=kind, place=place)
        for place, (name, kind) in enumerate(
            [("Anslag 1:1", FundingKind.ONE_TO_ONE), ("Kommunerna", FundingKind.MUNICIPALITY)]
        )
    )
    funding = kept(
        Funding(
            region=region,
            initiative=initiative,
            source=source,
            state=FundingState.GRANTED,
            applied=Decimal(900_000),
            granted=Decimal(600_000),
            decided_on=STARTS_ON,
        )
        for initiative in initiatives
        for source in sources
    )
    kept(
        YearAmount(region=region, funding=one, year=year, planned=Decimal(200_000), used=Decimal(180_000))
        for one in funding
        for year in YEARS
    )
