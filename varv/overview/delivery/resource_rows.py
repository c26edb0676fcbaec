"""Where every krona is: the smallest portions, of which every sum of resources is made.

A portion is one funding's money in one year, laid out first on the insats' goals and then on its places. Since every
path through the board adds up the same portions, and none of them is ever divided again, the parts of any path add
up to its total, to the öre.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from varv.core.choices import Scope
from varv.core.money import FundingKind, Money, rest_of
from varv.core.workflow import FundingState
from varv.delivery.models import Contribution, Funding, InitiativePlace, YearAmount
from varv.strategy.scope import scope_of


class Gap(StrEnum):
    """Why money stands nowhere: tied to nothing, tied without a share, the stated rest, or not decided yet."""

    NONE = "none"
    UNSHARED = "unshared"
    REST = "rest"
    UNDECIDED = "undecided"


Key = int | Gap
Shares = Sequence[tuple[int, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Portion:
    """Money that belongs in one place however one looks; keys are those of goals, places and so on, or a gap."""

    initiative: int
    activity: int
    source: int
    kind: FundingKind
    year: Key
    goal: Key
    place: Key
    is_inside: bool
    money: Money


def portions(region_id: int) -> tuple[Portion, ...]:
    """All the money of the region's insatser, in five queries however much there is."""
    scope = scope_of(region_id)
    goals = _shares(Contribution.objects.of(region_id).order_by("pk").values_list("initiative_id", "goal_id", "share"))
    stays = InitiativePlace.objects.of(region_id).order_by("pk")
    places = _shares(stays.values_list("initiative_id", "place_id", "share"))
    years: defaultdict[int, list[YearAmount]] = defaultdict(list)
    for year in YearAmount.objects.of(region_id).order_by("year", "pk"):
        years[year.funding_id].append(year)
    fundings = Funding.objects.of(region_id).select_related("initiative", "source").order_by("pk")
    return tuple(
        portion
        for funding in fundings
        for portion in _laid_out(
            funding,
            years.get(funding.pk, ()),
            (goals.get(funding.initiative_id, ()), places.get(funding.initiative_id, ())),
            scope,
        )
    )


def _shares(rows: Iterable[tuple[int, int, Decimal | None]]) -> Mapping[int, Shares]:
    found: defaultdict[int, list[tuple[int, Decimal | None]]] = defaultdict(list)
    for initiative, key, share in rows:
        found[initiative].append((key, share))
    return found


def _laid_out(
    funding: Funding, years: Iterable[YearAmount], shares: tuple[Shares, Shares], scope: Scope
) -> Iterator[Portion]:
    is_inside = scope.counts(funding.initiative.kind) and funding.source.kind in scope.funding_kinds
    on_goals, on_places = shares
    for year, money in money_by_year(funding, years).items():
        for goal, for_goal in _on(money, on_goals):
            for place, part in _on(for_goal, on_places):
                yield Portion(
                    initiative=funding.initiative_id,
                    activity=funding.initiative.generic_activity_id,
                    source=funding.source_id,
                    kind=funding.source.kind,
                    year=year,
                    goal=goal,
                    place=place,
                    is_inside=is_inside,
                    money=part,
                )


def money_by_year(funding: Funding, years: Iterable[YearAmount]) -> Mapping[Key, Money]:
    """What one funding is in each year. A grant belongs to the year of its decision; what waits has no year yet.

    What was withdrawn is neither granted nor planned any more, but what was used of it stays used.
    """
    found: defaultdict[Key, Money] = defaultdict(Money)
    if funding.state is FundingState.APPLIED:
        found[Gap.UNDECIDED] += Money(pending=funding.applied)
    is_granted = funding.state is FundingState.GRANTED
    if is_granted:
        found[funding.decided_on.year if funding.decided_on else Gap.UNDECIDED] += Money(granted=funding.granted)
    for year in years:
        found[year.year] += Money(planned=year.planned if is_granted else None, used=year.used)
    return {key: money for key, money in found.items() if not money.is_silent}


def _on(money: Money, shares: Shares) -> Iterator[tuple[Key, Money]]:
    """The money on each that has a share, and what is left on a gap that says why."""
    said = [(key, share) for key, share in shares if share is not None]
    parts = money.spread([share for _key, share in said])
    yield from zip((key for key, _share in said), parts, strict=False)
    if rest_of(share for _key, share in said):
        yield (Gap.REST if said else Gap.UNSHARED if shares else Gap.NONE), parts[-1]
