from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Initiative, StaffTime
from varv.regions import trail
from varv.regions.models import Unit
from varv.regions.owned import same_region


@transaction.atomic
def note_staff_time(
    *,
    initiative: Initiative,
    unit: Unit,
    year: int,
    planned_hours: int | None,
    used_hours: int | None,
    by: Actor,
    at: datetime,
) -> StaffTime:
    """Hours that a unit of the region's own means to give an insats in a year, and has given. Never kronor."""
    initiative = initiative.locked()
    same_region(initiative, unit)
    rules.check_money(initiative, by)
    rules.check_staff_time(initiative, unit, year, besides=None)
    rules.check_hours(planned_hours, used_hours)
    time = StaffTime(region_id=initiative.region_id, initiative=initiative, unit=unit, year=year)
    time.planned_hours, time.used_hours = planned_hours, used_hours
    time.save()
    trail.write(time, "added", by=by, at=at)
    return time


@transaction.atomic
def edit_staff_time(
    *,
    staff_time: StaffTime,
    unit: Unit,
    year: int,
    planned_hours: int | None,
    used_hours: int | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Other hours, another unit or another year."""
    staff_time = staff_time.locked()
    same_region(staff_time, unit)
    initiative = staff_time.initiative.locked()
    rules.check_money(initiative, by)
    trail.check_fresh(staff_time, revision)
    rules.check_staff_time(initiative, unit, year, besides=staff_time)
    rules.check_hours(planned_hours, used_hours)
    staff_time.change(unit=unit, year=year, planned_hours=planned_hours, used_hours=used_hours)
    trail.write(staff_time, "edited", by=by, at=at)


@transaction.atomic
def remove_staff_time(*, staff_time: StaffTime, by: Actor, at: datetime) -> None:
    """The line was a mistake. The trail keeps that it stood here."""
    staff_time = staff_time.locked()
    rules.check_money(staff_time.initiative, by)
    trail.write(staff_time, "removed", by=by, at=at, removed=True)
    staff_time.delete()
