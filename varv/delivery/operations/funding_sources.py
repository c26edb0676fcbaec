from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from varv.core.money import FundingKind
from varv.core.outline import Way
from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Appropriation, FundingSource
from varv.regions import trail
from varv.regions.models import Region


@transaction.atomic
def add_source(*, name: str, kind: FundingKind, by: Actor, at: datetime) -> FundingSource:
    """One more source of money, last in the list."""
    rules.check_plan_money(by)
    _one_at_a_time(by)
    rules.check_source_name(name, by.region_id, besides=None)
    return _add(name, kind, by, at)


@transaction.atomic
def add_sources(*, sources: Sequence[tuple[str, FundingKind]], by: Actor, at: datetime) -> tuple[FundingSource, ...]:
    """A first set of sources; those whose names are there already stay as they are."""
    rules.check_plan_money(by)
    _one_at_a_time(by)
    known = set(FundingSource.objects.of(by.region_id).values_list("name", flat=True))
    return tuple(_add(name, kind, by, at) for name, kind in sources if name not in known)


@transaction.atomic
def edit_source(*, source: FundingSource, name: str, kind: FundingKind, revision: int, by: Actor, at: datetime) -> None:
    """Call it something else, or mend its kind. Everything that it gave follows along."""
    rules.check_plan_money(by)
    _one_at_a_time(by)
    source = source.locked()
    trail.check_fresh(source, revision)
    rules.check_source_name(name, by.region_id, besides=source)
    source.change(name=name, kind=kind)
    trail.write(source, "edited", by=by, at=at)


@transaction.atomic
def retire_source(*, source: FundingSource, on: date, by: Actor, at: datetime) -> None:
    """Nothing new comes from it. What it gave stands, and is counted as before."""
    source = source.locked()
    rules.check_retire_source(source, by)
    source.change(retired_on=on)
    trail.write(source, "retired", by=by, at=at)


@transaction.atomic
def reopen_source(*, source: FundingSource, by: Actor, at: datetime) -> None:
    """It gives money again."""
    source = source.locked()
    rules.check_reopen_source(source, by)
    source.change(retired_on=None)
    trail.write(source, "reopened", by=by, at=at)


@transaction.atomic
def move_source(*, source: FundingSource, way: Way, by: Actor, at: datetime) -> None:
    """One step up or down in the list; the first goes no higher and the last no lower."""
    rules.check_plan_money(by)
    _one_at_a_time(by)
    order = list(FundingSource.objects.of(by.region_id).order_by("place", "pk"))
    here = order.index(source)
    there = here + {Way.UP: -1, Way.DOWN: 1}.get(way, 0)
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order, start=1):
        _stand(one, place, by, at)


@transaction.atomic
def set_appropriation(
    *, source: FundingSource, year: int, amount: Decimal, decision: str, by: Actor, at: datetime
) -> Appropriation:
    """What the source gives the region to use in a year."""
    source = source.locked()
    rules.check_set_appropriation(source, year, amount, by)
    appropriation: Appropriation = Appropriation.objects.create(
        region_id=source.region_id, source=source, year=year, amount=amount, decision=decision
    )
    trail.write(appropriation, "set", by=by, at=at)
    return appropriation


@transaction.atomic
def change_appropriation(
    *, appropriation: Appropriation, amount: Decimal, decision: str, revision: int, by: Actor, at: datetime
) -> None:
    """Another amount for the same year, by another decision. The trail keeps the first."""
    rules.check_plan_money(by)
    rules.check_amount(amount, "amount")
    appropriation = appropriation.locked()
    trail.check_fresh(appropriation, revision)
    appropriation.change(amount=amount, decision=decision)
    trail.write(appropriation, "edited", by=by, at=at)


@transaction.atomic
def remove_appropriation(*, appropriation: Appropriation, by: Actor, at: datetime) -> None:
    """It was never given. The trail keeps that it stood here."""
    rules.check_plan_money(by)
    appropriation = appropriation.locked()
    trail.write(appropriation, "removed", by=by, at=at, removed=True)
    appropriation.delete()


def _one_at_a_time(by: Actor) -> None:
    """Hold the region until the transaction ends, so that two cannot take the same name or place at once."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)


def _add(name: str, kind: FundingKind, by: Actor, at: datetime) -> FundingSource:
    last = FundingSource.objects.of(by.region_id).aggregate(last=Max("place"))["last"] or 0
    source: FundingSource = FundingSource.objects.create(region_id=by.region_id, name=name, kind=kind, place=last + 1)
    trail.write(source, "added", by=by, at=at)
    return source


def _stand(source: FundingSource, place: int, by: Actor, at: datetime) -> None:
    if source.place != place:
        source = source.locked()
        source.change(place=place)
        trail.write(source, "moved", by=by, at=at)
