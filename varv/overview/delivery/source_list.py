"""The region's sources of money, each with its appropriations and what became of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.money import FundingKind, Money
from varv.delivery.models import Appropriation, FundingSource
from varv.overview.delivery.resource_rows import Key, portions


@dataclass(frozen=True)
class AppropriationLine:
    """What the source gives in a year, beside what is planned and used of it."""

    id: int
    year: int
    amount: Decimal
    decision: str
    money: Money

    @property
    def unplanned(self) -> Decimal:
        """What nobody has planned yet."""
        return self.amount - (self.money.planned or Decimal(0))


@dataclass(frozen=True)
class SourceLine:
    """A source, in use or laid aside."""

    id: int
    name: str
    kind: FundingKind
    retired_on: date | None
    appropriations: tuple[AppropriationLine, ...]
    money: Money
    initiatives: int


def source_list(region_id: int) -> tuple[SourceLine, ...]:
    """Every source in the region's own order, in a fixed number of queries."""
    sums: defaultdict[tuple[int, Key | None], Money] = defaultdict(Money)
    insatser: defaultdict[int, set[int]] = defaultdict(set)
    for one in portions(region_id):
        sums[one.source, one.year] += one.money
        sums[one.source, None] += one.money
        insatser[one.source].add(one.initiative)
    given: defaultdict[int, list[AppropriationLine]] = defaultdict(list)
    for row in Appropriation.objects.of(region_id).order_by("-year", "pk"):
        line = AppropriationLine(row.pk, row.year, row.amount, row.decision, sums[row.source_id, row.year])
        given[row.source_id].append(line)
    return tuple(
        SourceLine(
            id=source.pk,
            name=source.name,
            kind=source.kind,
            retired_on=source.retired_on,
            appropriations=tuple(given[source.pk]),
            money=sums[source.pk, None],
            initiatives=len(insatser[source.pk]),
        )
        for source in FundingSource.objects.of(region_id).order_by("place", "pk")
    )
