"""Lists as someone wants to see them again."""

from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.regions import rules, trail
from varv.regions.models import Region, SavedView


@transaction.atomic
def save_view(*, page: str, name: str, query: str, is_shared: bool, by: Actor, at: datetime) -> SavedView:
    """Keep a list's filters, order and columns under a name; the same name once more keeps the new ones instead."""
    if is_shared:
        rules.check_share_view(by)
    _one_name_at_a_time(by)
    mine = SavedView.objects.of(by.region_id).filter(owner_id=by.person_id, page=page, name=name).first()
    if mine is not None:
        kept: SavedView = mine.locked()
        kept.change(query=query, is_shared=is_shared)
        trail.write(kept, "edited", by=by, at=at)
        return kept
    view: SavedView = SavedView.objects.create(
        region_id=by.region_id, owner_id=by.person_id, page=page, name=name, query=query, is_shared=is_shared
    )
    trail.write(view, "saved", by=by, at=at)
    return view


@transaction.atomic
def change_view(*, view: SavedView, name: str, is_shared: bool, revision: int, by: Actor, at: datetime) -> None:
    """Call it something else, show it to the others, or keep it to oneself."""
    view = view.locked()
    rules.check_change_view(view, by)
    trail.check_fresh(view, revision)
    if is_shared:
        rules.check_share_view(by)
    _one_name_at_a_time(by)
    rules.check_view_name(view, name)
    view.change(name=name, is_shared=is_shared)
    trail.write(view, "edited", by=by, at=at)


@transaction.atomic
def remove_view(*, view: SavedView, by: Actor, at: datetime) -> None:
    """Take it away; the list and what it shows stay."""
    view = view.locked()
    rules.check_remove_view(view, by)
    trail.write(view, "removed", by=by, at=at, removed=True)
    view.delete()


def _one_name_at_a_time(by: Actor) -> None:
    """Hold the region until the transaction ends, so that two cannot take the same name at once."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)
