from datetime import date

import pytest

from tests.factories import (
    InitiativeFactory,
    InitiativePersonFactory,
    InitiativePlaceFactory,
    MilestoneFactory,
    PartnerFactory,
    PartnershipFactory,
    PlaceFactory,
    UserFactory,
)
from varv.core.kinds import Part
from varv.overview.delivery.initiative_details import (
    Details,
    MilestoneLine,
    PersonLine,
    PlaceCount,
    initiative_details,
    place_counts,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def test_details_tell_places_partners_people_and_milestones_in_order(alvmark):
    initiative = InitiativeFactory()
    for name in ("Vännäs", "Bjurholm"):
        InitiativePlaceFactory(initiative=initiative, place=PlaceFactory(name=name))
        PartnershipFactory(initiative=initiative, partner=PartnerFactory(name=f"{name} kommun"))
    InitiativePersonFactory(initiative=initiative, person=UserFactory(username="eva"), part=Part.STEERING)
    InitiativePersonFactory(initiative=initiative, person=UserFactory(username="ada"), ended_on=TODAY)
    MilestoneFactory(initiative=initiative, text="Sist", due_on=date(2027, 1, 1))
    MilestoneFactory(initiative=initiative, text="Först", due_on=date(2026, 1, 1), reached_on=date(2026, 2, 1))
    MilestoneFactory(initiative=initiative, text="Sen", due_on=date(2026, 11, 15))

    found = initiative_details(alvmark.pk, [initiative.pk], TODAY)[initiative.pk]

    assert (found.places, found.partners) == (("Bjurholm", "Vännäs"), ("Bjurholm kommun", "Vännäs kommun"))
    assert found.people == (PersonLine("Eva", Part.STEERING),)
    assert [(one.text, one.is_late) for one in found.milestones] == [("Först", False), ("Sen", True), ("Sist", False)]
    assert found.next_milestone == MilestoneLine("Sen", date(2026, 11, 15), None, is_late=True)


def test_details_of_what_nothing_is_tied_to_are_empty(alvmark):
    initiative = InitiativeFactory()

    assert initiative_details(alvmark.pk, [initiative.pk], TODAY) == {initiative.pk: Details()}
    assert Details().next_milestone is None


def test_details_cost_the_same_for_one_insats_and_for_three(alvmark, django_assert_num_queries):
    ids = []
    for _time in range(2):
        for _number in range(1 if not ids else 2):
            initiative = InitiativeFactory()
            InitiativePlaceFactory(initiative=initiative)
            MilestoneFactory(initiative=initiative)
            ids.append(initiative.pk)
        with django_assert_num_queries(4):
            initiative_details(alvmark.pk, ids, TODAY)


def test_places_count_their_insatser_among_those_that_are_asked_for(alvmark, sydland):
    here, there, nowhere = (PlaceFactory(name=name, code=name[0]) for name in ("Här", "Där", "Nowhere"))
    PlaceFactory(region=sydland)
    both, one, other = InitiativeFactory(), InitiativeFactory(), InitiativeFactory()
    for initiative, place in ((both, here), (both, there), (one, here), (other, nowhere)):
        InitiativePlaceFactory(initiative=initiative, place=place)

    found = place_counts(alvmark.pk, [both.pk, one.pk])

    assert {place.name: place.count for place in found.places} == {"Här": 2, "Där": 1, "Nowhere": 0}
    assert found.unplaced == 0


def test_a_place_without_insatser_is_unknown_while_somebody_has_not_said_where(alvmark):
    here, there = PlaceFactory(name="A", code="1"), PlaceFactory(name="B", code="2")
    placed, silent = InitiativeFactory(), InitiativeFactory()
    InitiativePlaceFactory(initiative=placed, place=here)

    found = place_counts(alvmark.pk, [placed.pk, silent.pk])

    assert found.places == (PlaceCount(here.pk, "1", "A", 1), PlaceCount(there.pk, "2", "B", None))
    assert found.unplaced == 1


def test_places_cost_the_same_however_many(alvmark, django_assert_num_queries):
    initiative = InitiativeFactory()
    for _number in range(3):
        InitiativePlaceFactory(initiative=initiative)

    with django_assert_num_queries(3):
        place_counts(alvmark.pk, [initiative.pk])
