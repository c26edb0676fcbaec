import pytest

from tests.publishing.looking import corners, elements, flaws, of_class, read, words
from varv.publishing.figures.rings import rings


def test_rings_are_an_ornament():
    drawn = rings()

    assert read(drawn).get("aria-hidden") == "true"
    assert read(drawn).get("class") == "dia rings"
    assert words(drawn) == []
    assert flaws(drawn) == []


def test_rings_have_one_yellow_and_two_to_come():
    drawn = rings()

    assert len(of_class(drawn, "rg-now")) == 1
    assert len(of_class(drawn, "rg-next")) == 2
    assert len(elements(drawn, "path")) == 11


@pytest.mark.parametrize("kind", ["rg-s", "rg-w", "rg-next"])
def test_rings_grow_outwards(kind):
    widths = [max(x for x, _ in ring) - min(x for x, _ in ring) for ring in corners(rings(), kind)]

    assert len(widths) > 1
    assert widths == sorted(widths)


def test_rings_are_closed_and_a_little_uneven():
    drawn = rings()
    ring = corners(drawn, "rg-now")[0]

    assert all(path.get("d").endswith("Z") for path in elements(drawn, "path"))
    assert len({round(y) for _, y in ring}) > 40


def test_rings_are_always_the_same():
    assert rings() == rings()
