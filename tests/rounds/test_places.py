import pytest

from tests.factories import MONDAY, LinePartFactory, PlaceFactory
from tests.people import verbs
from varv.core.counting import Dimension
from varv.core.refusals import RuleBroken
from varv.regions.models import Place
from varv.rounds.operations.places import remove_place

pytestmark = pytest.mark.django_db


def test_remove_place_is_refused_when_a_figure_is_reported_for_it(frida, alvmark):
    place = PlaceFactory(region=alvmark, code="2480", name="Umeå")
    LinePartFactory(region=alvmark, dimension=Dimension.PLACE, category="2480")

    with pytest.raises(RuleBroken, match=r"place\.reported_on"):
        remove_place(place=place, by=frida, at=MONDAY)

    assert (Place.objects.of(alvmark.pk).get(), verbs(place)) == (place, [])


def test_remove_place_goes_on_when_no_figure_names_it(frida, alvmark, sydland):
    place = PlaceFactory(region=alvmark, code="2480")
    LinePartFactory(region=sydland, dimension=Dimension.PLACE, category="2480")

    remove_place(place=place, by=frida, at=MONDAY)

    assert (Place.objects.of(alvmark.pk).count(), verbs(place)) == (0, ["removed"])
