"""The whole demo, told day by day."""

from datetime import date

from django.db import transaction

from varv.core.kinds import DocumentKind
from varv.core.roles import Actor
from varv.jobs.demo import (
    carrying_out,
    choosing,
    evaluating,
    finding_out,
    funding,
    keeping_lessons,
    knowing,
    learning,
    measuring,
    official,
    planning,
    project_reports,
    projects,
    recalling,
    reporting,
    running_rounds,
    trying,
    working,
)
from varv.jobs.demo.people import PASSWORD, PEOPLE, REGIONS, Person
from varv.jobs.demo.stage import Stage, at
from varv.jobs.demo.telling import tell
from varv.regions import operations
from varv.regions.models import Region, Unit, User
from varv.strategy import operations as strategy

FOUNDED = date(2021, 12, 1)
CHAPTERS = (
    planning,
    choosing,
    measuring,
    official,
    working,
    trying,
    carrying_out,
    reporting,
    running_rounds,
    learning,
    knowing,
    evaluating,
    finding_out,
    keeping_lessons,
    recalling,
    funding,
    project_reports,
    projects,
)


def is_told() -> bool:
    """Whether the demo is already here."""
    return Region.objects.filter(slug__in=REGIONS).exists()


@transaction.atomic
def tell_story() -> None:
    """All of it, or nothing."""
    stage = found("alvmark")
    tell(event for chapter in CHAPTERS for event in chapter.events(stage))
    _tell_of_sydland(found("sydland"))
    for person in PEOPLE:
        if person.region is None:
            _admit(person)


def found(slug: str) -> Stage:
    """A region with its people."""
    region = operations.set_up_region(slug=slug, name=REGIONS[slug], is_example=True, at=at(FOUNDED, 8))
    unit = Unit.objects.of(region.pk).get()
    people = [person for person in PEOPLE if person.region == slug]
    actors = {person.username: _employ(person, unit) for person in people}
    users = {user.username: user for user in User.objects.filter(username__in=actors)}
    return Stage(region, unit, actors, users)


def _employ(person: Person, unit: Unit) -> Actor:
    membership = operations.invite(
        username=person.username,
        name=person.name,
        password=PASSWORD,
        role=person.role,
        title=person.title,
        unit=unit,
        by=operations.system_actor(unit.region),
        at=at(FOUNDED, 8),
    )
    return Actor(unit.region_id, membership.user_id, person.name, frozenset({person.role}))


def _admit(person: Person) -> None:
    """Someone who can log in but works in no region yet."""
    user = User(username=person.username, name=person.name)
    user.set_password(PASSWORD)
    user.save()


def _tell_of_sydland(stage: Stage) -> None:
    """The stranger's region has a little of its own, so that mixing them up would show."""
    by, when = stage.actors["stig"], at(FOUNDED, 9)
    strategy.adopt_framework(template="vasterbotten", by=by, at=when)
    document = strategy.draft_document(
        kind=DocumentKind.REGIONAL_STRATEGY,
        title="Sydland 2035, regional utvecklingsstrategi",
        summary="Ett exempel. Sydland finns inte.",
        starts_on=date(2022, 1, 1),
        ends_on=date(2035, 12, 31),
        by=by,
        at=when,
    )
    strategy.add_goal(document=document, outline="1", name="Sydlands eget mål", by=by, at=when)
