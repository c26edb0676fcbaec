"""How much the workload holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model

AT_A_TIME = 1000
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Size:
    """How many of what. Every insats reports every indicator in every half-year."""

    initiatives: int = 206
    indicators: int = 20
    ratios: int = 3
    half_years: int = 4
    action_plans: int = 3
    operational_plans: int = 12
    goals_a_plan: int = 8
    places: int = 15
    units: int = 16
    reporters: int = 24
    # One figure in so many is not known, and has a reason instead.
    missing_one_in: int = 64
    seed: int = 206


ONE_REGION = Size()


def kept(rows: Iterable[Row]) -> list[Row]:
    """The rows as the database keeps them, with their ids."""
    written = list(rows)
    if not written:
        return []
    return type(written[0])._default_manager.bulk_create(written, batch_size=AT_A_TIME)  # noqa: SLF001 -- Django's documented way to a model's manager
