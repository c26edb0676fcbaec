from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain

from django.db import transaction

from varv.core.money import check_shares
from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Contribution, Initiative, InitiativePlace
from varv.regions import trail


@dataclass(frozen=True)
class ShareRow:
    """What someone has said of one goal's or place's share, in per cent, on the row as it was then."""

    share: Decimal | None
    revision: int


ShareRows = Mapping[int, ShareRow]


@transaction.atomic
def share_out(*, initiative: Initiative, goals: ShareRows, places: ShareRows, by: Actor, at: datetime) -> None:
    """Say how an insats' money is shared over its goals, and over its places.

    The rows are known by the keys of the contributions and of the places. Each of the two is a whole of its own;
    what is not said is the rest, and shown as unallocated. Rows that are not told of stay as they are.
    """
    initiative = initiative.locked()
    rules.check_money(initiative, by)
    contributions = list(Contribution.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk"))
    stays = list(InitiativePlace.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk"))
    check_shares(_after(contributions, goals))
    check_shares(_after(stays, places))
    for row, told in chain(_told(contributions, goals), _told(stays, places)):
        held = row.locked()
        trail.check_fresh(held, told.revision)
        held.change(share=told.share)
        trail.write(held, "shared_out", by=by, at=at)


Shared = Contribution | InitiativePlace


def _after(rows: Iterable[Shared], told: ShareRows) -> Iterable[Decimal | None]:
    """All the shares as they will be."""
    return [told[row.pk].share if row.pk in told else row.share for row in rows]


def _told(rows: Iterable[Shared], told: ShareRows) -> Iterable[tuple[Shared, ShareRow]]:
    """Those that change."""
    return [(row, told[row.pk]) for row in rows if row.pk in told and told[row.pk].share != row.share]
