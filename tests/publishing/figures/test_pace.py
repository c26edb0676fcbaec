from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.looking import (
    corners,
    description,
    elements,
    flaws,
    middle,
    name,
    of_class,
    place,
    size,
    words,
    words_of_class,
)
from varv.publishing.figures import pace
from varv.publishing.figures.marks import Size
from varv.publishing.figures.pace import Pace
from varv.publishing.parts import Kind

SIZES = pytest.mark.parametrize("sheet", Size)
OPENS, DUE, TODAY = date(2027, 1, 4), date(2027, 1, 29), date(2027, 1, 19)


def on(*days):
    """Dates so many days after the opening."""
    return tuple(OPENS + timedelta(days=day) for day in days)


ROUND = Pace(
    title="Inlämnade rapporter dag för dag",
    opens_on=OPENS,
    due_on=DUE,
    today=TODAY,
    expected=22,
    submitted=on(2, 4, 6, 6, 6, 8, 8, 9, 9, 11, 11, 13, 15, 15),
    previous=(4, 8, 12, 12, 15, 15, 18, 21, 25, 29),
)


def wide(found):
    return pace.draw(found, size=Size.WIDE, id_prefix="p")


def stairs(path):
    """Corners of a path of level and upright strokes."""
    x, y = path.get("d")[1:].partition("H")[0].split()
    corners = [(float(x), float(y))]
    for stroke in path.get("d").replace("H", " H").replace("V", " V").split()[2:]:
        length = float(stroke[1:])
        corners.append((length, corners[-1][1]) if stroke[0] == "H" else (corners[-1][0], length))
    return corners


def test_pace_counts_days_from_the_opening():
    assert ROUND.now == 15
    assert ROUND.days == [2, 4, 6, 6, 6, 8, 8, 9, 9, 11, 11, 13, 15, 15]


def test_pace_knows_nothing_of_tomorrow():
    assert replace(ROUND, today=OPENS + timedelta(days=6)).days == [2, 4, 6, 6, 6]


def test_pace_takes_what_came_before_the_opening_as_come_on_the_first_day():
    assert replace(ROUND, submitted=on(-3, 1)).days == [0, 1]
    assert replace(ROUND, previous=(-2, 5)).before == [0, 5]


def test_pace_before_the_opening_is_at_its_first_day():
    assert replace(ROUND, today=OPENS - timedelta(days=9)).now == 0


@SIZES
def test_pace_is_named_and_described(sheet):
    drawn = pace.draw(ROUND, size=sheet, id_prefix="p")

    assert name(drawn) == "Inlämnade rapporter dag för dag"
    assert description(drawn) == "On 19 jan, 14 of 22 reports are in. On the same day of the round before: 6."
    assert flaws(drawn) == []


def test_pace_without_a_round_before_does_not_speak_of_it():
    alone = replace(ROUND, previous=())

    assert description(wide(alone)) == "On 19 jan, 14 of 22 reports are in."
    assert of_class(wide(alone), "ghost") == []
    assert "the round before" not in words(wide(alone))


def test_pace_speaks_swedish():
    with override("sv"):
        drawn = wide(ROUND)

    assert description(drawn) == "Den 19 jan är 14 av 22 rapporter inlämnade. Samma dag i förra omgången: 6."
    assert {"Inlämnade: 14", "sista dag", "förra omgången", "29 jan"} <= set(words(drawn))


def test_pace_is_drawn_twice_not_shrunk():
    assert size(wide(ROUND)) == (748, 230)
    assert size(pace.draw(ROUND, size=Size.NARROW, id_prefix="p")) == (358, 230)


def test_pace_steps_up_on_each_day_something_came_in():
    (line,) = of_class(wide(ROUND), "s-petrol")
    climbs = [(one, other) for one, other in pairwise(stairs(line)) if one[0] == other[0] and one != other]

    assert len(climbs) == len(set(ROUND.days)) == 8
    assert all(other[1] < one[1] for one, other in climbs)


def test_pace_stops_today_with_a_dot():
    drawn = wide(ROUND)
    (line,), (dot,) = of_class(drawn, "s-petrol"), of_class(drawn, "f-petrol")

    assert stairs(line)[-1] == middle(dot)
    assert "Submitted: 14" in words(drawn)


def test_pace_lays_the_round_before_under_it_day_on_day():
    drawn = wide(ROUND)
    now, before = (stairs(of_class(drawn, kind)[0]) for kind in ("s-petrol", "ghost"))

    assert now[0] == before[0]
    assert before[-1][0] > now[-1][0]


def test_pace_has_a_dotted_last_day():
    drawn = wide(ROUND)
    (due,) = of_class(drawn, "s-target")
    (day,) = [text for text in elements(drawn, "text") if text.text == "29 jan"]

    assert float(due.get("x1")) == float(due.get("x2")) == place(day)[0]
    assert "last day" in words(drawn)


def test_pace_says_the_opening_and_today():
    assert {"4 jan", "19 jan"} <= set(words(wide(ROUND)))
    assert words_of_class(wide(ROUND), "c", "b") == ["19 jan"]


@pytest.mark.parametrize("today", [OPENS, OPENS + timedelta(days=1), DUE - timedelta(days=1), DUE])
def test_pace_does_not_say_today_where_another_day_stands(today):
    assert words_of_class(wide(replace(ROUND, today=today)), "c", "b") == []


@pytest.mark.parametrize(
    ("expected", "levels"),
    [
        (22, ["0", "5", "10", "15", "22"]),
        (7, ["0", "2", "4", "7"]),
        (3, ["0", "1", "2", "3"]),
        (1, ["0", "1"]),
        (100, ["0", "20", "40", "60", "80", "100"]),
        (5000, ["0", "1000", "2000", "3000", "4000", "5000"]),
    ],
)
def test_pace_has_a_few_round_levels_and_the_whole_number(expected, levels):
    assert words_of_class(wide(replace(ROUND, expected=expected, submitted=(), previous=())), "t3", "e") == levels


def test_pace_with_nothing_submitted_lies_at_the_bottom():
    drawn = wide(replace(ROUND, submitted=()))

    assert "Submitted: 0" in words(drawn)
    assert {y for _, y in stairs(of_class(drawn, "s-petrol")[0])} == {200}


def test_pace_of_a_round_for_nobody_can_be_drawn():
    drawn = wide(Pace("Tom", OPENS, OPENS, OPENS, 0, ()))

    assert description(drawn) == "On 4 jan, 0 of 0 reports are in."
    assert flaws(drawn) == []


def test_pace_goes_on_after_the_last_day():
    late = replace(ROUND, today=DUE + timedelta(days=30))
    (dot,) = of_class(wide(late), "f-petrol")

    assert float(of_class(wide(late), "s-target")[0].get("x1")) < middle(dot)[0] <= 748


def test_table_has_each_day_on_which_something_came_in():
    found = pace.table(replace(ROUND, submitted=on(2, 4), previous=(4,), today=OPENS + timedelta(days=5)))

    assert [column.head for column in found.head] == ["Day", "This round", "The round before"]
    assert [column.kind for column in found.head] == [Kind.WORDS, Kind.NUMBERS, Kind.NUMBERS]
    assert found.rows == (("4 jan", "0", "0"), ("6 jan", "1", "0"), ("8 jan", "2", "1"), ("9 jan", "2", "1"))


def test_table_does_not_count_days_that_have_not_come():
    found = pace.table(replace(ROUND, submitted=(), previous=(20,)))

    assert found.rows[-1] == ("24 jan", "–", "1")


def test_table_without_a_round_before_says_nothing_of_it():
    assert {row[2] for row in pace.table(replace(ROUND, previous=())).rows} == {"–"}


def test_figure_is_the_pace_in_both_sizes_with_words_and_table():
    figure = pace.figure(ROUND, id_prefix="p", caption="Dag mot dag")

    assert figure.svg == pace.draw(ROUND, size=Size.WIDE, id_prefix="p-w")
    assert figure.narrow == pace.draw(ROUND, size=Size.NARROW, id_prefix="p-n")
    assert (figure.title, figure.caption, figure.table) == (ROUND.title, "Dag mot dag", pace.table(ROUND))


@settings(max_examples=60)
@given(
    st.tuples(st.integers(0, 60), st.integers(0, 90)),
    st.integers(0, 40),
    st.lists(st.integers(-5, 90), max_size=30),
    st.lists(st.integers(-5, 90), max_size=30),
    st.sampled_from(Size),
)
def test_pace_of_anything_stays_on_its_sheet(when, expected, came, before, sheet):
    found = Pace("Takt", OPENS, *on(*when), expected, on(*came), tuple(before))
    drawn = pace.draw(found, size=sheet, id_prefix="p")
    width, height = size(drawn)
    lines = [spot for kind in ("s-petrol", "ghost") for path in of_class(drawn, kind) for spot in stairs(path)]

    assert flaws(drawn) == []
    assert all(0 <= x <= width and 0 <= y <= height for x, y in lines)
    assert corners(drawn, "s-target") == []


@given(st.lists(st.integers(0, 20), max_size=30))
def test_pace_never_goes_down(came):
    heights = [y for _, y in stairs(of_class(wide(replace(ROUND, submitted=on(*came))), "s-petrol")[0])]

    assert heights == sorted(heights, reverse=True)
