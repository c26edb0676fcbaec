from decimal import Decimal

import pytest

from tests.delivery.walks import started
from tests.factories import MONDAY, PlaceFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import InitiativePlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def insats(anna, bo):
    return started(anna, bo)


def placed(initiative, by, *places) -> list[InitiativePlace]:
    operations.set_places(initiative=initiative, places=places, by=by, at=MONDAY)
    return list(InitiativePlace.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk"))


def test_set_places_adds_each_place_once(insats, bo):
    north, south = PlaceFactory(name="Nordskogen"), PlaceFactory(name="Söderköpinge")

    rows = placed(insats, bo, north, south, north)

    assert [(row.place, row.share, verbs(row)) for row in rows] == [(north, None, ["added"]), (south, None, ["added"])]


def test_set_places_takes_away_and_leaves_what_stays_as_it_was(insats, bo):
    north, south, east = PlaceFactory(), PlaceFactory(), PlaceFactory()
    gone, stays = placed(insats, bo, north, south)
    stays.change(share=Decimal(40))

    rows = placed(insats, bo, south, east)

    assert [(row.place, row.share) for row in rows] == [(south, Decimal(40)), (east, None)]
    assert (rows[0].pk, verbs(rows[0]), verbs(gone)) == (stays.pk, ["added"], ["added", "removed"])


def test_set_places_can_leave_none(insats, bo):
    placed(insats, bo, PlaceFactory())

    assert placed(insats, bo) == []


def test_set_places_is_for_those_who_may_edit_and_for_the_regions_own_places(insats, bo, disa, sydland):
    with pytest.raises(NotAllowed):
        placed(insats, disa, PlaceFactory())
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        placed(insats, bo, PlaceFactory(region=sydland))

    assert not InitiativePlace.objects.of(bo.region_id).exists()
