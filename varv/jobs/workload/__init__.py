"""The workload "one region": as much as a region of today has after two years, made for timing what people wait for.

The rows are written straight into the tables, as a restored backup would be: no verb is walked and the trail tells only
of the region and its framework. Everything is invented, the region is marked as an example, and the same size gives the
same rows every time.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery.models import Initiative
from varv.jobs.workload.plans import Plans, write_plans
from varv.jobs.workload.reports import write_reports
from varv.jobs.workload.sizes import ONE_REGION, Size
from varv.jobs.workload.staff import Staff, write_staff
from varv.jobs.workload.work import write_work
from varv.regions.models import Region
from varv.regions.operations import set_up_region, system_actor
from varv.rounds.models import Round
from varv.strategy.operations import adopt_framework

__all__ = ["ONE_REGION", "SLUG", "Size", "Workload", "load_workload"]

SLUG = "storlanda"
AT = datetime(2024, 1, 15, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Workload:
    """What was written: the region, its people, its plans, its insatser and its rounds, the oldest first."""

    region: Region
    staff: Staff
    plans: Plans
    initiatives: tuple[Initiative, ...]
    rounds: tuple[Round, ...]

    @property
    def strategist(self) -> Actor:
        """Whoever plans, runs the rounds and approves."""
        return self.staff.strategist


@transaction.atomic
def load_workload(size: Size = ONE_REGION) -> Workload:
    """A new region with this much in it. Refused by the database if it is there already."""
    chance = Random(size.seed)  # noqa: S311 -- the same figures every time, and no secret
    region = set_up_region(slug=SLUG, name="Region Storlanda", is_example=True, at=AT)
    adopt_framework(template="vasterbotten", by=system_actor(region), at=AT)
    staff = write_staff(region, size)
    plans = write_plans(region, size)
    initiatives = write_work(region, size, staff, plans, chance)
    rounds = write_reports(region, size, staff, initiatives, chance)
    region.refresh_from_db()
    return Workload(region, staff, plans, initiatives, rounds)
