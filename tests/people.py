"""The people every test knows, and the words of the trail.

Anna is strategist, Bo reporter, Cilla reader, Disa manager, Egon analyst and
Frida administrator in Region Älvmark. Stig is strategist in Region Sydland: the
stranger. Nora observes for the nation and works in no region.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import MembershipFactory, RegionFactory, UserFactory
from varv.core.roles import Actor, Role
from varv.regions.models import Region, TrailEntry, User
from varv.regions.owned import Owned


def member(region: Region, username: str, role: Role) -> Actor:
    """A person with a role in a region."""
    user = UserFactory(username=username)
    MembershipFactory(region=region, user=user, role=role)
    return Actor(region.pk, user.pk, user.name, frozenset({role}))


def verbs(thing: Owned) -> list[str]:
    """What the trail says was done to this thing, oldest first."""
    return list(TrailEntry.objects.about(thing).values_list("verb", flat=True))


@pytest.fixture
def alvmark(db) -> Region:
    return RegionFactory()


@pytest.fixture
def sydland(db) -> Region:
    return RegionFactory(slug="sydland", name="Region Sydland")


@pytest.fixture
def anna(alvmark) -> Actor:
    return member(alvmark, "anna", Role.STRATEGIST)


@pytest.fixture
def bo(alvmark) -> Actor:
    return member(alvmark, "bo", Role.REPORTER)


@pytest.fixture
def cilla(alvmark) -> Actor:
    return member(alvmark, "cilla", Role.READER)


@pytest.fixture
def disa(alvmark) -> Actor:
    return member(alvmark, "disa", Role.MANAGER)


@pytest.fixture
def egon(alvmark) -> Actor:
    return member(alvmark, "egon", Role.ANALYST)


@pytest.fixture
def frida(alvmark) -> Actor:
    return member(alvmark, "frida", Role.ADMINISTRATOR)


@pytest.fixture
def stig(sydland) -> Actor:
    return member(sydland, "stig", Role.STRATEGIST)


@pytest.fixture
def visit(db) -> Callable[[Actor], Client]:
    """A browser logged in as a person: ``visit(anna).get("/alvmark/")``."""

    def as_person(person: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=person.person_id))
        return client

    return as_person
