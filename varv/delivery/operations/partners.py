from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Initiative, Partner, Partnership
from varv.regions import trail
from varv.regions.owned import same_region


@transaction.atomic
def join_partner(
    *,
    initiative: Initiative,
    partner: Partner | None,
    name: str = "",
    link: str = "",
    brings: str = "",
    by: Actor,
    at: datetime,
) -> Partnership:
    """A partner takes part: one that is registered, or a new one by its name. A name that is known is that partner."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    rules.check_partner_named(partner, name)
    partner = partner or _registered(name.strip(), link, by, at)
    same_region(initiative, partner)
    rules.check_join(initiative, partner, by)
    partnership = Partnership(region_id=initiative.region_id, initiative=initiative, partner=partner, brings=brings)
    partnership.save()
    trail.write(partnership, "joined", by=by, at=at)
    return partnership


@transaction.atomic
def edit_partnership(*, partnership: Partnership, brings: str, revision: int, by: Actor, at: datetime) -> None:
    """Say better what the partner brings."""
    partnership = partnership.locked()
    rules.check_edit(partnership.initiative, by)
    trail.check_fresh(partnership, revision)
    partnership.change(brings=brings)
    trail.write(partnership, "edited", by=by, at=at)


@transaction.atomic
def leave_partner(*, partnership: Partnership, by: Actor, at: datetime) -> None:
    """The partner takes part no longer. The trail keeps that it did; the partner itself stays registered."""
    partnership = partnership.locked()
    rules.check_edit(partnership.initiative, by)
    trail.write(partnership, "left", by=by, at=at, removed=True)
    partnership.delete()


def _registered(name: str, link: str, by: Actor, at: datetime) -> Partner:
    known: Partner | None = Partner.objects.of(by.region_id).filter(name__iexact=name).order_by("pk").first()
    if known is not None:
        return known
    partner = Partner.objects.create(region_id=by.region_id, name=name, link=link)
    trail.write(partner, "registered", by=by, at=at)
    return partner
