"""The people of the workload, their units and the county's places."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from varv.core.roles import Actor, Role
from varv.jobs.demo.people import PASSWORD
from varv.jobs.workload.sizes import Size, kept
from varv.regions.models import Membership, Place, Region, Unit, User

DEPARTMENTS = 4


@dataclass(frozen=True)
class Staff:
    """Who works in the region, where, and in which places the work is done."""

    strategist: Actor
    manager: Actor
    reporters: tuple[Actor, ...]
    units: tuple[Unit, ...]
    places: tuple[Place, ...]


def write_staff(region: Region, size: Size) -> Staff:
    """A strategist, a manager and the reporters. All log in as ``storlanda-…`` with the demo's password."""
    units = _units(region, size)
    password = make_password(PASSWORD)
    wanted = [("strateg", Role.STRATEGIST), ("chef", Role.MANAGER)]
    wanted += [(f"rapportor-{number}", Role.REPORTER) for number in range(1, size.reporters + 1)]
    users = kept(
        User(username=f"{region.slug}-{name}", name=f"{name.capitalize()} Storlanda", password=password)
        for name, _ in wanted
    )
    kept(
        Membership(region=region, user=user, role=role, unit=units[place % len(units)])
        for place, (user, (_, role)) in enumerate(zip(users, wanted, strict=True))
    )
    strategist, manager, *reporters = (
        Actor(region.pk, user.pk, user.name, frozenset({role})) for user, (_, role) in zip(users, wanted, strict=True)
    )
    return Staff(strategist, manager, tuple(reporters), units, _places(region, size))


def _units(region: Region, size: Size) -> tuple[Unit, ...]:
    """Three levels: the region, its departments, and the units under them. The insatser stand in the lowest."""
    top = Unit.objects.of(region.pk).get()
    departments = kept(Unit(region=region, parent=top, name=f"Avdelning {n}") for n in range(1, DEPARTMENTS + 1))
    return tuple(
        kept(
            Unit(region=region, parent=departments[n % DEPARTMENTS], name=f"Enhet {n}")
            for n in range(1, size.units + 1)
        )
    )


def _places(region: Region, size: Size) -> tuple[Place, ...]:
    return tuple(kept(Place(region=region, code=f"99{n:02d}", name=f"Kommun {n}") for n in range(1, size.places + 1)))
