"""Random but repeatable portfolios of insatser with money, for what must hold whatever the money looks like."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.factories import (
    ContributionFactory,
    FundingFactory,
    FundingSourceFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    YearAmountFactory,
)
from varv.core.kinds import InitiativeKind
from varv.core.money import FundingKind
from varv.core.workflow import FundingState
from varv.delivery.models import Initiative

YEARS = (2025, 2026, 2027)


def portfolio(seed: int, size: int) -> list[Initiative]:
    """So many insatser below a tree of seven goals, with every sort of gap among them."""
    chance = Random(seed)
    top = [GoalFactory() for _ in range(2)]
    middle = [GoalFactory(parent=chance.choice(top)) for _ in range(3)]
    goals = [*top, *middle, *(GoalFactory(parent=chance.choice(middle)) for _ in range(2))]
    places = PlaceFactory.create_batch(3)
    activities = GenericActivityFactory.create_batch(2)
    sources = [FundingSourceFactory(kind=kind) for kind in FundingKind]
    made = []
    for _ in range(size):
        initiative = InitiativeFactory(
            generic_activity=chance.choice(activities), kind=chance.choice([*InitiativeKind])
        )
        for goal, share in _shared(chance, goals):
            ContributionFactory(initiative=initiative, goal=goal, share=share)
        for place, share in _shared(chance, places):
            InitiativePlaceFactory(initiative=initiative, place=place, share=share)
        for source in chance.sample(sources, chance.randint(0, 3)):
            _funded(chance, initiative, source)
        made.append(initiative)
    return made


def _shared(chance: Random, things: list) -> list[tuple]:
    left, told = 10_000, []
    for thing in chance.sample(things, chance.randint(0, 3)):
        share = chance.choice([None, chance.randint(0, left), left])
        left -= share or 0
        told.append((thing, None if share is None else Decimal(share) / 100))
    return told


def _funded(chance: Random, initiative: Initiative, source) -> None:
    state = chance.choice([*FundingState])
    granted = Decimal(chance.randint(0, 10**9)) / 100 if state is not FundingState.APPLIED else None
    funding = FundingFactory(
        initiative=initiative,
        source=source,
        state=state,
        applied=chance.choice([None, Decimal(chance.randint(0, 10**9)) / 100]),
        granted=granted,
        decided_on=date(chance.choice(YEARS), 3, 1) if granted is not None else None,
    )
    for year in chance.sample(YEARS, chance.randint(0, 3)):
        YearAmountFactory(
            funding=funding,
            year=year,
            planned=chance.choice([None, Decimal(chance.randint(0, 10**8)) / 100]),
            used=chance.choice([None, Decimal(chance.randint(-(10**6), 10**8)) / 100]),
        )
