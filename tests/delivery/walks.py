"""The verbs walked to where an insats is planned, or under way."""

from datetime import date

from tests.factories import MONDAY, GenericActivityFactory, UnitFactory
from varv.core.kinds import InitiativeKind
from varv.core.roles import Actor
from varv.delivery import operations
from varv.delivery.models import Initiative
from varv.regions.models import Membership, User


def person(actor: Actor) -> User:
    return User.objects.get(pk=actor.person_id)


def started(by: Actor, responsible: Actor, **changed) -> Initiative:
    """A planned insats, started by one and answered for by another."""
    region = Membership.objects.get(user_id=by.person_id).region
    values = {
        "name": "Yrkesväxling i moduler",
        "description": "Korta utbildningar för den som byter yrke.",
        "kind": InitiativeKind.OWN,
        "chain": None,
        "goals": [],
        "responsible": person(responsible),
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2027, 12, 31),
    } | changed
    values.setdefault("generic_activity", GenericActivityFactory(region=region))
    values.setdefault("unit", UnitFactory(region=region))
    return operations.start_initiative(**values, by=by, at=MONDAY)


def running(by: Actor, responsible: Actor, **changed) -> Initiative:
    """An insats under way."""
    initiative = started(by, responsible, **changed)
    operations.begin_initiative(initiative=initiative, by=by, at=MONDAY)
    initiative.refresh_from_db()
    return initiative
