from datetime import datetime

from django.db import transaction
from django.utils import timezone

from varv.core.kinds import Part
from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Initiative, InitiativePerson
from varv.regions import trail
from varv.regions.models import User


@transaction.atomic
def add_person(*, initiative: Initiative, person: User, part: Part, by: Actor, at: datetime) -> InitiativePerson:
    """Someone takes part. Only one writes the report: a new reporter relieves the one before."""
    initiative = initiative.locked()
    rules.check_add_person(initiative, person, part, by)
    return take_part(initiative, person, part, by, at)


@transaction.atomic
def end_person(*, initiative_person: InitiativePerson, by: Actor, at: datetime) -> None:
    """Someone's part ends. That it was there is kept."""
    initiative_person = initiative_person.locked()
    rules.check_end_person(initiative_person, by)
    _end(initiative_person, by, at)


def take_part(initiative: Initiative, person: User, part: Part, by: Actor, at: datetime) -> InitiativePerson:
    """The part itself, for the verbs that have asked whether it may be given."""
    if part is Part.REPORTER:
        reporters = InitiativePerson.objects.of(initiative.region_id).filter(initiative=initiative, ended_on=None)
        for earlier in reporters.filter(part=Part.REPORTER).order_by("pk"):
            _end(earlier.locked(), by, at)
    there = InitiativePerson(region_id=initiative.region_id, initiative=initiative, person=person, part=part)
    there.save()
    trail.write(there, "took_part", by=by, at=at)
    return there


def _end(initiative_person: InitiativePerson, by: Actor, at: datetime) -> None:
    initiative_person.change(ended_on=timezone.localtime(at).date())
    trail.write(initiative_person, "part_ended", by=by, at=at)
