from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor, Role
from varv.regions import rules, trail
from varv.regions.models import Membership, Region, Unit, User
from varv.regions.owned import same_region

SYSTEM_PERSON = 0


def system_actor(region: Region) -> Actor:
    """Who acts when nobody is logged in: setting up a region, and the clock's work."""
    return Actor(region.pk, SYSTEM_PERSON, "Varv", frozenset(Role))


@transaction.atomic
def set_up_region(*, slug: str, name: str, is_example: bool, at: datetime) -> Region:
    """A new region with a first unit, ready for its people."""
    region = Region.objects.create(slug=slug, name=name, is_example=is_example)
    unit = Unit.objects.create(region=region, name=name)
    trail.write(unit, "set_up", by=system_actor(region), at=at)
    region.refresh_from_db()
    return region


@transaction.atomic
def add_unit(*, name: str, parent: Unit | None, by: Actor, at: datetime) -> Unit:
    """A new part of the organisation."""
    rules.check_manage_people(by)
    unit = Unit.objects.create(region_id=by.region_id, name=name, parent=parent)
    same_region(unit, parent)
    trail.write(unit, "added", by=by, at=at)
    return unit


@transaction.atomic
def invite(
    *, username: str, name: str, password: str, role: Role, title: str, unit: Unit | None, by: Actor, at: datetime
) -> Membership:
    """A new person with a first role. The password is for the first login."""
    rules.check_invite(username, by)
    user = User(username=username, name=name)
    user.set_password(password)
    user.save()
    membership = Membership.objects.create(region_id=by.region_id, user=user, role=role, title=title, unit=unit)
    same_region(membership, unit)
    trail.write(membership, "invited", by=by, at=at)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, title: str, revision: int, by: Actor, at: datetime) -> None:
    """Give a person another role or title."""
    membership = membership.locked()
    rules.check_change_role(membership, by)
    trail.check_fresh(membership, revision)
    membership.change(role=role, title=title)
    trail.write(membership, "role_changed", by=by, at=at)


@transaction.atomic
def deactivate(*, membership: Membership, by: Actor, at: datetime) -> None:
    """End a person's work here. What they wrote keeps their name."""
    membership = membership.locked()
    rules.check_change_role(membership, by)
    membership.change(ended_at=at)
    trail.write(membership, "deactivated", by=by, at=at)
