"""The money of one insats: from whom, how much of it is planned and used, for which goals and places."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from varv.core.money import FundingKind, Money, YearFigures, rest_of, total
from varv.core.workflow import FundingState
from varv.delivery.models import Contribution, Funding, Initiative, InitiativePlace, StaffTime, YearAmount
from varv.overview.delivery.resource_rows import money_by_year


@dataclass(frozen=True)
class FundingLine:
    """One source's money, from asked for to used."""

    id: int
    source: str
    kind: FundingKind
    state: FundingState
    applied: Decimal | None
    granted: Decimal | None
    decided_on: date | None
    case_number: str
    reason: str
    revision: int
    years: tuple[YearFigures, ...]
    money: Money

    @property
    def unplanned(self) -> Decimal | None:
        """What of the grant no year has yet; nothing without a grant."""
        if self.state is not FundingState.GRANTED or self.granted is None:
            return None
        return self.granted - (self.money.planned or Decimal(0))

    @property
    def overrun(self) -> Decimal | None:
        """How much more was used than granted: it stands out, and is not refused, because it is so."""
        if self.granted is None or self.money.used is None or self.money.used <= self.granted:
            return None
        return self.money.used - self.granted


@dataclass(frozen=True)
class ShareLine:
    """A goal or a place with its share of the money, in per cent; ``None`` is that nobody has said."""

    id: int
    name: str
    share: Decimal | None
    revision: int


@dataclass(frozen=True)
class HoursLine:
    """Hours of a unit of the region's own in a year."""

    id: int
    unit: str
    year: int
    planned: int | None
    used: int | None


@dataclass(frozen=True)
class InitiativeMoney:
    """Everything that is said about one insats' money."""

    fundings: tuple[FundingLine, ...]
    goals: tuple[ShareLine, ...]
    places: tuple[ShareLine, ...]
    hours: tuple[HoursLine, ...]

    @property
    def total(self) -> Money:
        """All sources together."""
        return total(line.money for line in self.fundings)

    @property
    def cofunded(self) -> Money:
        """What others than the appropriation 1:1 give."""
        return total(line.money for line in self.fundings if line.kind is not FundingKind.ONE_TO_ONE)

    @property
    def goals_rest(self) -> Decimal:
        """The part in per cent that no goal has."""
        return rest_of(line.share for line in self.goals)

    @property
    def places_rest(self) -> Decimal:
        """The part in per cent that no place has."""
        return rest_of(line.share for line in self.places)


def money_of(initiative: Initiative) -> InitiativeMoney:
    """One insats' money, in five queries."""
    mine = {"initiative": initiative}
    region_id = initiative.region_id
    years: defaultdict[int, list[YearAmount]] = defaultdict(list)
    for year in YearAmount.objects.of(region_id).filter(funding__initiative=initiative).order_by("year", "pk"):
        years[year.funding_id].append(year)
    fundings = Funding.objects.of(region_id).filter(**mine).select_related("source").order_by("source__place", "pk")
    ties = Contribution.objects.of(region_id).filter(**mine).select_related("goal")
    stays = InitiativePlace.objects.of(region_id).filter(**mine).select_related("place")
    time = StaffTime.objects.of(region_id).filter(**mine).select_related("unit").order_by("year", "unit__name", "pk")
    return InitiativeMoney(
        fundings=tuple(_line(funding, years[funding.pk]) for funding in fundings),
        goals=_share_lines((tie, str(tie.goal)) for tie in ties.order_by("goal__document_id", "goal__place", "pk")),
        places=_share_lines((stay, stay.place.name) for stay in stays.order_by("place__name", "pk")),
        hours=tuple(HoursLine(one.pk, one.unit.name, one.year, one.planned_hours, one.used_hours) for one in time),
    )


def _line(funding: Funding, years: Sequence[YearAmount]) -> FundingLine:
    return FundingLine(
        id=funding.pk,
        source=funding.source.name,
        kind=funding.source.kind,
        state=funding.state,
        applied=funding.applied,
        granted=funding.granted,
        decided_on=funding.decided_on,
        case_number=funding.case_number,
        reason=funding.reason,
        revision=funding.revision,
        years=tuple(YearFigures(year.year, year.planned, year.used) for year in years),
        money=total(money_by_year(funding, years).values()),
    )


def _share_lines(rows: Iterable[tuple[Contribution | InitiativePlace, str]]) -> tuple[ShareLine, ...]:
    return tuple(ShareLine(row.pk, name, row.share, row.revision) for row, name in rows)
