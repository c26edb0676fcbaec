from dataclasses import replace
from math import hypot

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing.looking import (
    NASTY,
    SVG,
    description,
    flaws,
    middle,
    name,
    of_class,
    size,
    spots,
    wild_text,
    words,
)
from varv.publishing.figures import cycle
from varv.publishing.figures.cycle import Cycle, Part, Phase

PARTS = (
    Part(Phase.COLLECT, "samla in", 9),
    Part(Phase.ANALYSE, "analysera", 4),
    Part(Phase.DISCUSS, "samtala", 3),
    Part(Phase.CHANGE, "ändra", 2),
)
CYCLE = Cycle("Varv 3", PARTS, 14)


def draw(found):
    return cycle.draw(found, id_prefix="v")


def here(found):
    return middle(of_class(draw(found), "f-today")[0])


@pytest.mark.parametrize(
    ("month", "phase"),
    [
        (1, Phase.COLLECT),
        (9, Phase.COLLECT),
        (10, Phase.ANALYSE),
        (13, Phase.ANALYSE),
        (14, Phase.DISCUSS),
        (16, Phase.DISCUSS),
        (17, Phase.CHANGE),
        (18, Phase.CHANGE),
    ],
)
def test_cycle_is_in_the_phase_of_its_month(month, phase):
    assert replace(CYCLE, month=month).now.phase is phase


def test_cycle_is_as_long_as_its_parts():
    assert CYCLE.months == 18


@pytest.mark.parametrize("month", [0, -1, 19])
def test_cycle_refuses_a_month_it_does_not_have(month):
    with pytest.raises(ValueError, match=f"month {month} of 18"):
        replace(CYCLE, month=month)


def test_cycle_without_parts_is_refused():
    with pytest.raises(ValueError, match="month 1 of 0"):
        Cycle("Varv 1", (), 1)


def test_cycle_is_named_and_described():
    drawn = draw(CYCLE)

    assert name(drawn) == "Varv 3 is in the phase samtala"
    assert description(drawn) == "month 14 of 18. The phases in order: samla in, analysera, samtala, ändra."
    assert size(drawn) == (256, 150)
    assert flaws(drawn) == []


def test_cycle_speaks_swedish():
    with override("sv"):
        drawn = draw(CYCLE)

    assert name(drawn) == "Varv 3 är i fasen samtala"
    assert words(drawn) == ["Varv 3", "månad 14 av 18"]


def test_cycle_says_its_name_and_month():
    assert words(draw(CYCLE)) == ["Varv 3", "month 14 of 18"]


def test_cycle_has_an_arc_for_each_phase_and_yellow_only_for_change():
    drawn = draw(CYCLE)

    assert [len(of_class(drawn, f"cy-{number}")) for number in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert len(of_class(drawn, "cy-edge")) == 2


def test_cycle_edges_the_pale_arcs_with_thicker_ones():
    drawn = draw(CYCLE)

    assert {edge.get("stroke-width") for edge in of_class(drawn, "cy-edge")} == {"17"}
    assert of_class(drawn, "cy-3")[0].get("stroke-width") == "15"


def test_cycle_shares_the_half_circle_by_months():
    drawn = draw(CYCLE)
    (first,) = of_class(drawn, "cy-1")
    begins, ends = spots(first)[0], first.get("d").rpartition(" 0 0 1 ")[2].split()

    assert begins == (20, pytest.approx(128, abs=1))
    assert [float(length) for length in ends] == pytest.approx([128, 20], abs=1)


def test_cycle_moves_from_left_to_right_with_the_months():
    places = [here(replace(CYCLE, month=month))[0] for month in range(1, 19)]

    assert places == sorted(places)


def test_cycle_of_one_part_is_one_arc():
    drawn = draw(Cycle("Varv 1", (Part(Phase.COLLECT, "samla in", 12),), 6))

    assert len([found for found in of_class(drawn, "cy-1") if found.tag == f"{SVG}path"]) == 1
    assert of_class(drawn, "cy-edge") == []


def test_cycle_shows_nasty_words_as_words():
    drawn = draw(Cycle(NASTY, (Part(Phase.CHANGE, NASTY, 1),), 1))

    assert "<script" not in drawn
    assert flaws(drawn) == []


@given(st.lists(st.tuples(st.sampled_from(Phase), wild_text(max_size=20), st.integers(1, 24)), min_size=1), st.data())
def test_cycle_of_anything_has_today_on_the_half_circle(parts, data):
    months = sum(months for _, _, months in parts)
    month = data.draw(st.integers(1, months))
    found = Cycle("Varv", tuple(Part(*part) for part in parts), month)
    x, y = here(found)

    assert hypot(x - 128, y - 128) == pytest.approx(108, abs=0.2)
    assert y <= 128
    assert flaws(draw(found)) == []
