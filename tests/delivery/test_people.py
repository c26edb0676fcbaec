from datetime import date

import pytest

from tests.delivery.walks import person, started
from tests.factories import MONDAY
from tests.people import member, verbs
from varv.core.kinds import Part
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Role
from varv.delivery import operations
from varv.delivery.models import InitiativePerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def insats(anna, bo):
    return started(anna, bo)


def added(initiative, who, part, by) -> InitiativePerson:
    return operations.add_person(initiative=initiative, person=person(who), part=part, by=by, at=MONDAY)


def taking_part(initiative) -> list[tuple[str, Part, date | None]]:
    rows = InitiativePerson.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk")
    return [(row.person.name, row.part, row.ended_on) for row in rows]


def test_add_person_gives_a_part_and_leaves_a_trail(insats, bo, egon):
    there = added(insats, egon, Part.DEPUTY, bo)

    assert taking_part(insats) == [("Egon", Part.DEPUTY, None)]
    assert verbs(there) == ["took_part"]


def test_a_new_reporter_relieves_the_one_before(insats, anna, bo, egon):
    earlier = added(insats, bo, Part.REPORTER, anna)

    added(insats, egon, Part.REPORTER, anna)

    assert taking_part(insats) == [
        ("Bo", Part.REPORTER, date(2026, 11, 16)),
        ("Egon", Part.REPORTER, None),
    ]
    assert verbs(earlier) == ["took_part", "part_ended"]


def test_several_may_take_part_and_one_may_have_several_parts(insats, anna, bo, cilla):
    added(insats, bo, Part.REPORTER, anna)
    added(insats, bo, Part.STEERING, anna)
    added(insats, cilla, Part.PARTICIPANT, anna)
    added(insats, cilla, Part.STEERING, anna)

    assert [row[:2] for row in taking_part(insats)] == [
        ("Bo", Part.REPORTER),
        ("Bo", Part.STEERING),
        ("Cilla", Part.PARTICIPANT),
        ("Cilla", Part.STEERING),
    ]


def test_one_may_write_the_reports_of_several_insatser(anna, bo, egon):
    for name in ("A", "B", "C"):
        added(started(anna, bo, name=name), egon, Part.REPORTER, anna)

    assert InitiativePerson.objects.of(anna.region_id).filter(person=person(egon), ended_on=None).count() == 3


def test_add_person_refuses_the_same_part_twice(insats, anna, egon):
    added(insats, egon, Part.DEPUTY, anna)

    with pytest.raises(RuleBroken) as refused:
        added(insats, egon, Part.DEPUTY, anna)

    assert (refused.value.code, dict(refused.value.facts)) == (
        "initiative_person.already",
        {"field": "person", "name": "Egon", "part": Part.DEPUTY},
    )


@pytest.mark.parametrize("part", [Part.REPORTER, Part.DEPUTY])
def test_those_who_write_need_a_role_that_can_be_given_work(insats, anna, cilla, part):
    with pytest.raises(RuleBroken, match=r"initiative\.responsible_cannot_report"):
        added(insats, cilla, part, anna)

    assert taking_part(insats) == []


@pytest.mark.parametrize("part", Part)
def test_nobody_from_elsewhere_takes_part(insats, anna, stig, part):
    with pytest.raises(RuleBroken) as refused:
        added(insats, stig, part, anna)

    assert (refused.value.code, refused.value.facts["field"]) == ("initiative.responsible_not_here", "person")


def test_end_person_keeps_that_it_was_there(insats, anna, egon):
    there = added(insats, egon, Part.DEPUTY, anna)

    operations.end_person(initiative_person=there, by=anna, at=MONDAY)

    assert taking_part(insats) == [("Egon", Part.DEPUTY, date(2026, 11, 16))]
    assert verbs(there) == ["took_part", "part_ended"]


def test_end_person_once_and_again_after_a_new_beginning(insats, anna, egon):
    there = added(insats, egon, Part.DEPUTY, anna)
    operations.end_person(initiative_person=there, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"initiative_person\.ended"):
        operations.end_person(initiative_person=there, by=anna, at=MONDAY)
    added(insats, egon, Part.DEPUTY, anna)

    assert [row[2] for row in taking_part(insats)] == [date(2026, 11, 16), None]


def test_people_are_chosen_by_those_who_may_edit(insats, anna, bo, egon, alvmark):
    gunnel = member(alvmark, "gunnel", Role.REPORTER)
    there = added(insats, egon, Part.DEPUTY, anna)

    with pytest.raises(NotAllowed):
        added(insats, gunnel, Part.PARTICIPANT, gunnel)
    with pytest.raises(NotAllowed):
        operations.end_person(initiative_person=there, by=gunnel, at=MONDAY)

    assert taking_part(insats) == [("Egon", Part.DEPUTY, None)]
