"""The edges of three figures: one of a kind, none of a kind, and as many as there can be."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from tests.publishing.looking import description, elements, flaws, name, of_class, size, words
from varv.core.workflow import InitiativeState, PilotState
from varv.publishing.figures import kommun_map, timeline
from varv.publishing.figures.kommun_map import KommunMap, Municipality
from varv.publishing.figures.marks import Size
from varv.publishing.figures.pilot_turn import HEIGHT, WIDTH, turn
from varv.publishing.figures.timeline import Milestone, Stretch, Timeline

SIZES = pytest.mark.parametrize("sheet", Size)
TODAY = date(2026, 11, 16)


def of(*values, **changed) -> KommunMap:
    """A map of made-up places with these figures."""
    places = tuple(Municipality(f"A{at}", f"Ort {at}", value) for at, value in enumerate(values))
    return replace(KommunMap("Insatser per kommun", "insatser", "ingen känd insats", places), **changed)


def mapped(found, sheet=Size.WIDE):
    return kommun_map.draw(found, size=sheet, id_prefix="k")


def tiles(picture):
    """The squares of places, not those of the key."""
    return [box for box in of_class(picture, "tile") if float(box.get("width")) > 20]


def lined(*stretches, today=TODAY, sheet=Size.WIDE):
    return timeline.draw(Timeline("Insatserna", today, stretches), size=sheet, id_prefix="t")


def stretch(starts_on, ends_on=None, *milestones, state=InitiativeState.RUNNING) -> Stretch:
    return Stretch("Språkstöd", state, starts_on, ends_on, milestones)


# --- the map ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "known"),
    [((), []), ((None,), []), ((0,), [0]), ((3, None, 1), [1, 3]), ((Decimal("0.5"), 0), [0, Decimal("0.5")])],
)
def test_known_figures_stand_with_the_lowest_first_and_zero_is_known(values, known):
    assert of(*values).known == known


@pytest.mark.parametrize(
    ("values", "value", "expected"),
    [
        ((5,), 5, 3),
        ((5, 5), 5, 3),
        ((0, 0), 0, 0),
        ((-2, -1), -1, 0),
        ((-2, 4), -2, 0),
        ((Decimal("0.4"), Decimal("0.1")), Decimal("0.1"), 1),
        ((100, 25), 25, 1),
        ((100, 24), 24, 0),
        ((100, 75), 75, 3),
        ((100, 74), 74, 2),
    ],
)
def test_a_class_is_a_quarter_of_the_highest(values, value, expected):
    assert of(*values).class_of(value) == expected


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((), "Ingen uppgift är känd för någon av de 0 platserna."),
        ((None, None), "Ingen uppgift är känd för någon av de 2 platserna."),
        ((0,), "Högst är 0 insatser: Ort 0."),
        ((0, None), "Högst är 0 insatser: Ort 0. 1 av 2 platser: ingen känd insats."),
        ((2, 2, 1), "Högst är 2 insatser: Ort 0, Ort 1."),
        ((12345,), "Högst är 12 345 insatser: Ort 0."),
    ],
)
def test_the_map_says_in_words_what_is_known(values, told):
    with override("sv"):
        found = kommun_map.words(of(*values)).description

    assert found.replace("\u00a0", " ").replace("\u202f", " ") == told


@pytest.mark.parametrize(("sheet", "in_a_row"), [(Size.WIDE, 4), (Size.NARROW, 2)])
def test_squares_stand_so_many_in_a_row(sheet, in_a_row):
    boxes = tiles(mapped(of(*range(in_a_row + 1)), sheet))

    tops = [float(box.get("y")) for box in boxes]
    assert tops == [0.0] * in_a_row + [82.0]
    assert boxes[0].get("x") == boxes[-1].get("x") == "0"


@SIZES
def test_each_row_of_squares_makes_the_drawing_as_much_higher(sheet):
    in_a_row = {Size.WIDE: 4, Size.NARROW: 2}[sheet]
    heights = [size(mapped(of(*[1] * (in_a_row * rows)), sheet))[1] for rows in (1, 2, 3)]

    assert (heights[1] - heights[0], heights[2] - heights[1]) == (82, 82)


def test_a_square_is_coloured_by_its_class_and_unknown_by_no_class():
    boxes = tiles(mapped(of(0, 3, 5, 8, None)))

    assert [box.get("class") for box in boxes] == ["tile f-seq1", "tile f-seq2", "tile f-seq3", "tile f-seq4", "tile"]
    assert boxes[-1].get("fill") == "url(#k-hatch)"


def test_a_place_with_nothing_is_told_as_zero_and_not_as_unknown():
    led = of(0, None)
    led = replace(led, places=tuple(replace(place, href="?") for place in led.places))

    labels = [link.get("aria-label") for link in elements(mapped(led), "a")]

    assert labels == ["Ort 0: 0 insatser", "Ort 1: ingen känd insats"]


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ((), []),
        ((None,), ["ingen känd insats"]),
        ((4,), ["4 insatser"]),
        ((1, 2, 8), ["1 insatser", "2 insatser", "8 insatser"]),
        ((6, 7, 8, None), ["6–8 insatser", "ingen känd insats"]),
    ],
)
def test_the_key_has_a_line_for_each_class_that_is_there(values, key):
    told = [text for text in words(mapped(of(*values))) if text.endswith(("insatser", "insats"))]

    assert told == key


def test_the_two_sizes_of_a_map_have_hatchings_of_their_own():
    whole = kommun_map.figure(of(None), id_prefix="varv")

    found = [elements(svg, "pattern")[0].get("id") for svg in (whole.svg, whole.narrow)]
    assert found == ["varv-w-hatch", "varv-n-hatch"]


def test_the_tables_heading_begins_with_a_capital_even_without_a_unit():
    assert kommun_map.table(of(1)).head[1].head == "Insatser"
    assert kommun_map.table(of(1, unit="")).head[1].head == ""
    assert kommun_map.table(of()).rows == ()


# --- the timeline -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "reached_on", "is_late"),
    [
        (TODAY - timedelta(days=1), None, True),
        (TODAY, None, False),
        (TODAY + timedelta(days=1), None, False),
        (TODAY - timedelta(days=1), TODAY, False),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
    ],
)
def test_a_milestone_is_late_from_the_day_after(due_on, reached_on, is_late):
    milestone = Milestone("Klar", due_on, reached_on)
    found = Timeline("Insatserna", TODAY, (stretch(date(2026, 1, 1), None, milestone),))

    assert (found.is_late(milestone), found.late) == (is_late, int(is_late))
    assert len(of_class(lined(*found.stretches), "badge-g")) == int(is_late)


@pytest.mark.parametrize(
    ("stretches", "years"),
    [
        ((), (2026, 2026)),
        ((stretch(date(2026, 1, 1), date(2026, 12, 31)),), (2026, 2026)),
        ((stretch(date(2025, 12, 31), date(2027, 1, 1)),), (2025, 2027)),
        ((stretch(date(2020, 5, 1), date(2021, 5, 1)),), (2020, 2026)),
        ((stretch(date(2030, 5, 1)),), (2026, 2030)),
    ],
)
def test_the_years_reach_over_all_that_is_shown_and_today(stretches, years):
    found = Timeline("Insatserna", TODAY, stretches)

    assert (found.first, found.last) == (date(years[0], 1, 1), date(years[1], 12, 31))


@SIZES
@pytest.mark.parametrize("count", [0, 1, 7])
def test_the_timeline_is_as_high_as_its_rows(sheet, count):
    row = {Size.WIDE: 40, Size.NARROW: 50}[sheet]

    picture = lined(*[stretch(date(2026, 1, 1))] * count, sheet=sheet)

    assert size(picture)[1] == 30 + count * row + 14


def test_the_words_count_what_is_under_way_by_its_state_and_not_by_its_days():
    over = stretch(date(2025, 1, 1), date(2025, 12, 31))
    paused = replace(over, state=InitiativeState.PAUSED)

    with override("sv"):
        assert description(lined(over, paused)) == (
            "1 av 2 pågår den 16 nov 2026. Milstolpar vars dag har passerat: 0."
        )
        assert description(lined()).startswith("0 av 0 pågår")


def test_the_table_says_when_no_last_day_is_decided_and_when_a_milestone_is_due():
    milestone = Milestone("Klar", date(2026, 11, 16), None)

    with override("sv"):
        found = timeline.table(Timeline("Insatserna", TODAY, (stretch(date(2026, 1, 1), None, milestone),)))

    assert found.rows == (("Språkstöd", "Pågår", "1 jan 2026", "inte bestämd", "Klar (ska nås 16 nov 2026)"),)


@SIZES
def test_thirty_years_leave_out_names_of_years_rather_than_crowd_them(sheet):
    picture = lined(stretch(date(2000, 1, 1), date(2029, 12, 31)), sheet=sheet)

    years = [int(text) for text in words(picture) if text.isdigit()]
    steps = {later - before for before, later in itertools.pairwise(years)}
    assert (years[0], len(steps), flaws(picture)) == (2000, 1, [])
    assert steps.pop() > 1


@pytest.mark.parametrize("state", InitiativeState)
def test_every_state_can_be_drawn_with_and_without_a_last_day(state):
    picture = lined(stretch(date(2026, 3, 1), date(2026, 3, 1), state=state), stretch(date(2026, 12, 31), state=state))

    assert flaws(picture) == []
    assert len(of_class(picture, "s-gap")) == 1


# --- the turn of a pilot ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", PilotState)
def test_the_ring_has_four_arcs_that_do_not_change_with_the_state(state):
    arcs = [path.get("d") for path in elements(turn("Pilot", state, id_prefix="p"), "path")]

    assert arcs == [path.get("d") for path in elements(turn("Pilot", PilotState.PLAN, id_prefix="p"), "path")]
    assert (len(arcs), len(set(arcs))) == (4, 4)


@pytest.mark.parametrize(
    ("state", "looks"),
    [
        (PilotState.PLAN, ["turn-done", "turn-ahead", "turn-ahead", "turn-ahead"]),
        (PilotState.DO, ["turn-done", "turn-done", "turn-ahead", "turn-ahead"]),
        (PilotState.CHECK, ["turn-done", "turn-done", "turn-done", "turn-ahead"]),
        (PilotState.DECIDED, ["turn-done", "turn-done", "turn-done", "turn-learned"]),
    ],
)
def test_the_arcs_are_lit_in_the_order_of_the_turn(state, looks):
    assert [path.get("class") for path in elements(turn("Pilot", state, id_prefix="p"), "path")] == looks


def test_plan_and_try_stand_to_the_right_and_the_others_to_the_left():
    texts = elements(turn("Pilot", PilotState.DO, id_prefix="p"), "text")

    assert [float(text.get("x")) > WIDTH / 2 for text in texts] == [True, True, False, False]
    assert ["e" in text.get("class").split() for text in texts] == [False, False, True, True]
    assert all(0 < float(text.get("y")) < HEIGHT for text in texts)


def test_the_ring_speaks_the_language_of_the_page():
    with override("en"):
        picture = turn("Supervisors", PilotState.DECIDED, id_prefix="p")

    assert (name(picture), description(picture)) == ("Supervisors", "The pilot is at: Decided.")
    assert size(picture) == (WIDTH, HEIGHT)
