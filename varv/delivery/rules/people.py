from varv.core.kinds import Part
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery.models import Initiative, InitiativePerson
from varv.delivery.rules.initiatives import check_edit, check_responsible, check_works_here
from varv.regions.models import User

# These write, so they need a role in which one can be given work. The others only have to work here.
WRITING_PARTS = frozenset({Part.REPORTER, Part.DEPUTY})


def check_add_person(initiative: Initiative, person: User, part: Part, by: Actor) -> None:
    """Someone who works here, once for each part."""
    check_edit(initiative, by)
    check = check_responsible if part in WRITING_PARTS else check_works_here
    check(person, initiative.region_id, field="person")
    there = InitiativePerson.objects.of(initiative.region_id).filter(initiative=initiative, ended_on=None)
    if there.filter(person=person, part=part).exists():
        raise RuleBroken("initiative_person.already", field="person", name=person.name, part=part)


def check_end_person(initiative_person: InitiativePerson, by: Actor) -> None:
    """A part ends once."""
    check_edit(initiative_person.initiative, by)
    if initiative_person.ended_on is not None:
        raise RuleBroken("initiative_person.ended", ended_on=initiative_person.ended_on)
