from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.looking import (
    NASTY,
    SVG,
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
from tests.publishing.specimens import (
    BAND,
    FALL,
    GRADUATES,
    MEN,
    NATION,
    PATH,
    RISE,
    WOMEN,
    any_chart,
    chart,
    series,
)
from varv.core.periods import Span
from varv.publishing.figures import indicator, measure, readings
from varv.publishing.figures.marks import Size
from varv.publishing.figures.readings import Break, Whose

SIZES = pytest.mark.parametrize("sheet", Size)


def wide(found):
    return indicator.draw(found, size=Size.WIDE, id_prefix="i")


def narrow(found):
    return indicator.draw(found, size=Size.NARROW, id_prefix="i")


def paths(svg, *classes):
    return len(corners(svg, *classes))


def room(text):
    """The room a text takes: left, top, right, bottom."""
    x, y = place(text)
    width = measure.width(text.text or "", 12 if "sm" in text.get("class") else 13)
    shift = {"e": 1, "c": 0.5}.get(text.get("class").split()[-1], 0)
    return x - width * shift, y - 9, x + width * (1 - shift), y + 2


def meets(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@SIZES
def test_indicator_is_named_and_described(sheet):
    drawn = indicator.draw(GRADUATES, size=sheet, id_prefix="grad")

    assert name(drawn) == GRADUATES.title
    assert description(drawn) == readings.words(GRADUATES).description
    assert flaws(drawn) == []
    assert 'id="grad-t"' in drawn


def test_indicator_is_drawn_twice_not_shrunk():
    assert size(wide(GRADUATES)) == (748, 340)
    assert size(narrow(GRADUATES)) == (358, 300)


def test_indicator_grows_no_higher_for_its_notes():
    assert size(wide(replace(GRADUATES, aim=RISE))) == (748, 340)


@SIZES
def test_indicator_draws_the_same_each_time(sheet):
    first = indicator.draw(GRADUATES, size=sheet, id_prefix="a")

    assert first == indicator.draw(GRADUATES, size=sheet, id_prefix="a")


def test_indicator_breaks_its_lines_at_gaps_and_breaks():
    drawn = wide(GRADUATES)

    assert [len(line) for line in corners(drawn, "s-petrol")] == [2, 3, 6]
    assert [len(line) for line in corners(drawn, "s-lupin")] == [2, 3, 6]
    assert [len(line) for line in corners(drawn, "s-riket")] == [6, 6]


def test_indicator_bridges_a_gap_of_its_own_series_with_pale_dots():
    drawn = wide(GRADUATES)
    bridges, lines = corners(drawn, "s-gap"), corners(drawn, "s-petrol")

    assert bridges == [[lines[0][-1], lines[1][0]]]


def test_indicator_never_bridges_a_break():
    broken = chart(series("1 2 3 4"), breaks=(Break(date(2017, 1, 1), "ny fråga"),))

    assert paths(wide(broken), "s-gap") == 0


def test_indicator_names_the_gap():
    assert "2017: no value" in words(wide(GRADUATES))
    assert "no value" in words(narrow(GRADUATES))


def test_indicator_names_a_long_gap_once():
    assert "2016–2018: no value" in words(wide(chart(series("1 . . . 5 6"))))


def test_indicator_names_the_latest_gaps_only():
    drawn = wide(chart(series("1 . 2 . 3 . 4 . 5 . 6")))

    assert [word for word in words(drawn) if "no value" in word] == [
        "2020: no value",
        "2022: no value",
        "2024: no value",
    ]
    assert "no value for 2016, 2018, 2020, 2022, 2024" in description(drawn)


@pytest.mark.parametrize("found", [". 2 3", "1 2 .", ". . 3", "1 . ."])
def test_indicator_names_a_gap_at_an_end_without_a_bridge(found):
    drawn = wide(chart(series(found)))

    assert paths(drawn, "s-gap") == 0
    assert sum("no value" in word for word in words(drawn)) == 1


def test_indicator_draws_zero_as_a_value():
    drawn = wide(chart(series("0 0 0")))

    assert [len(line) for line in corners(drawn, "s-petrol")] == [3]
    assert not any("no value" in word for word in words(drawn))


def test_indicator_draws_a_lonely_value_as_a_dot():
    drawn = wide(chart(series("1 . 3 . 5 6")))

    assert [circle.get("r") for circle in of_class(drawn, "f-petrol")] == ["3", "3", "5"]


def test_indicator_knows_a_line_without_its_colour():
    drawn = wide(GRADUATES)

    assert [found.tag for found in of_class(drawn, "f-petrol")] == [f"{SVG}circle"]
    assert [found.tag for found in of_class(drawn, "f-lupin")] == [f"{SVG}circle"]
    assert [found.tag for found in of_class(drawn, "f-sjo")] == [f"{SVG}rect"]
    assert paths(drawn, "s-riket") == 2


def test_indicator_puts_the_mark_where_the_line_ends():
    drawn = wide(GRADUATES)

    assert middle(of_class(drawn, "f-petrol")[0]) == corners(drawn, "s-petrol")[-1][-1]


def test_indicator_says_each_lines_name_and_latest_value_beside_it():
    drawn = wide(GRADUATES)

    assert words_of_class(drawn, "tp") == ["Alla i länet 73.6"]
    assert words_of_class(drawn, "tlu") == ["Kvinnor 79.3"]
    assert words_of_class(drawn, "tsj") == ["Män 68.0"]
    assert "Riket 74.9" in words(drawn)


def test_indicator_goes_from_the_baseline_ring_to_the_target_diamond():
    drawn = wide(GRADUATES)
    (path,) = corners(drawn, "s-target")
    (ring,) = of_class(drawn, "dot-base")
    (diamond,) = corners(drawn, "f-ink")

    assert middle(ring) == path[0]
    assert diamond[0] == (path[1][0], pytest.approx(path[1][1] - 8, abs=0.1))


def test_indicator_says_target_and_baseline():
    assert [word for word in words(wide(GRADUATES)) if word.startswith(("Target", "80.0 %", "Base"))] == [
        "Target 2030",
        "80.0 %",
        "Baseline 71.2",
    ]
    assert "Target 80.0 %" in words(narrow(GRADUATES))


def test_indicator_speaks_swedish():
    with override("sv"):
        drawn = wide(GRADUATES)

    assert {"Mål 2030", "80,0 %", "Basvärde 71,2", "2017: uppgift saknas"} <= set(words(drawn))


def test_indicator_draws_a_break_between_the_old_count_and_the_new():
    drawn = wide(GRADUATES)
    upright = [line for line in elements(drawn, "line") if line.get("x1") == line.get("x2")]
    highest = min(upright, key=lambda line: float(line.get("y1")))
    before, after = corners(drawn, "s-petrol")[1][-1][0], corners(drawn, "s-petrol")[2][0][0]

    assert float(highest.get("x1")) == pytest.approx((before + after) / 2, abs=0.1)
    assert "Break in the series: ny definition" in words(drawn)
    assert "Break in the series" in words(narrow(GRADUATES))


def test_indicator_leaves_out_a_break_outside_the_chart():
    assert not any(
        "Break" in word for word in words(wide(chart(series("1 2"), breaks=(Break(date(1999, 1, 1), "x"),))))
    )


def test_indicator_draws_a_band_as_tint_between_two_dotted_lines():
    drawn = wide(chart(series("44 46 51"), aim=BAND))
    (band,) = of_class(drawn, "f-band")
    low, high = sorted(float(line.get("y1")) for line in of_class(drawn, "s-target"))

    assert float(band.get("y")) == pytest.approx(low, abs=0.11)
    assert float(band.get("height")) == pytest.approx(high - low, abs=0.21)
    assert "Keep within 40.0–50.0" in words(drawn)


@pytest.mark.parametrize(
    ("aim", "said"),
    [(RISE, "No target. We want the figure to rise."), (FALL, "No target. We want the figure to fall.")],
)
@SIZES
def test_indicator_without_a_target_says_which_way_is_wished(sheet, aim, said):
    drawn = indicator.draw(chart(series("1 2 3"), aim=aim), size=sheet, id_prefix="i")

    assert said in words(drawn)
    assert len(of_class(drawn, "ln-i")) == 1
    assert of_class(drawn, "s-target") == of_class(drawn, "f-ink") == []


def test_indicator_points_up_for_up_and_down_for_down():
    up, down = (of_class(wide(chart(series("1 2"), aim=aim)), "ln-i")[0].get("d") for aim in (RISE, FALL))

    assert "v-10" in up
    assert "v10" in down


@SIZES
def test_indicator_with_one_value_says_that_two_are_needed(sheet):
    drawn = indicator.draw(chart(series("70")), size=sheet, id_prefix="i")

    assert "One value so far. Two are needed to see a direction." in words(drawn)
    assert paths(drawn, "s-petrol") == 0
    assert len(of_class(drawn, "f-petrol")) == 2


@pytest.mark.parametrize("found", ["", ".", ". . ."])
@SIZES
def test_indicator_without_values_says_so(sheet, found):
    drawn = indicator.draw(chart(series(found)), size=sheet, id_prefix="i")

    assert "No values yet" in words(drawn)
    assert paths(drawn, "s-petrol") == 0


def test_indicator_without_any_series_says_so():
    assert "No values yet" in words(wide(chart()))


def test_indicator_without_values_still_draws_the_path():
    drawn = wide(chart(series(""), aim=PATH))

    assert paths(drawn, "s-target") == 1
    assert "Target 2030" in words(drawn)


def test_indicator_with_only_a_band_and_no_period_says_there_is_nothing():
    assert "No values yet" in words(wide(chart(series(""), aim=BAND)))


def test_indicator_says_the_unit_once_and_first():
    assert words(wide(GRADUATES))[0] == "Procent av eleverna"
    assert words(wide(GRADUATES)).count("Procent av eleverna") == 1


def test_indicator_has_at_most_five_level_lines():
    levels = [line for line in of_class(wide(GRADUATES), "ln") if line.get("y1") == line.get("y2")]

    assert 2 <= len(levels) <= 5


def test_indicator_sets_the_latest_and_the_target_year_bold():
    assert [word for word in words_of_class(wide(GRADUATES), "b", "c") if word.isdigit()] == ["2026", "2030"]


def test_indicator_of_months_names_months():
    drawn = wide(chart(series("1 2 3 4", first=2025, span=Span.MONTH)))

    assert words(drawn)[-6:-2] == ["jan 2025", "feb", "mar", "apr"] or {"jan 2025", "feb", "mar", "apr"} <= set(
        words(drawn)
    )


def test_indicator_makes_room_for_big_numbers():
    drawn = wide(chart(series("1200000 1350000 1490000"), decimals=0))

    assert all(room(text)[0] >= 0 for text in of_class(drawn, "t3", "e"))
    assert "1,400,000" in words(drawn)


def test_indicator_wraps_a_long_name():
    drawn = wide(chart(series("1 2", name="Region Älvmark, alla mellan 16 och 64 år")))

    assert words_of_class(drawn, "tp") == ["Region Älvmark, alla", "mellan 16 och 64 år", "2.0"]


@SIZES
@pytest.mark.parametrize(
    "found",
    [
        GRADUATES,
        replace(GRADUATES, aim=None),
        chart(series("50 51 52 53"), series("50,1 51,1 52,1 53,1", name="Kvinnor", whose=Whose.WOMEN)),
        chart(series("50 51"), series("50 51", name="Riket", whose=Whose.REFERENCE), aim=RISE),
        chart(series("3 2 1"), series("3 2 1", name="Män", whose=Whose.MEN), aim=BAND),
    ],
    ids=["whole", "without aim", "close", "on each other", "band"],
)
def test_indicator_labels_do_not_hide_each_other(sheet, found):
    drawn = indicator.draw(found, size=sheet, id_prefix="i")
    labels = [text for text in of_class(drawn, "halo") if "c" not in text.get("class").split()]
    met = [
        (one.text, other.text)
        for one in labels
        for other in labels
        if one is not other and meets(room(one), room(other))
    ]

    assert met == []


@SIZES
def test_indicator_keeps_its_words_on_the_sheet(sheet):
    drawn = indicator.draw(GRADUATES, size=sheet, id_prefix="i")
    width, height = size(drawn)

    for text in elements(drawn, "text"):
        left, top, right, bottom = room(text)
        assert (left >= -1, right <= width + 1, top >= 0, bottom <= height) == (True, True, True, True), text.text


def test_figure_is_the_chart_in_both_sizes_with_words_and_table():
    figure = indicator.figure(GRADUATES, id_prefix="i", caption="Källa: påhittad.")

    assert figure.svg == indicator.draw(GRADUATES, size=Size.WIDE, id_prefix="i-w")
    assert figure.narrow == indicator.draw(GRADUATES, size=Size.NARROW, id_prefix="i-n")
    assert (figure.title, figure.alt) == (GRADUATES.title, readings.words(GRADUATES).description)
    assert figure.caption == "Källa: påhittad."
    assert figure.table == readings.table(GRADUATES)


@SIZES
def test_indicator_shows_nasty_words_as_words(sheet):
    nasty = replace(
        GRADUATES,
        title=NASTY,
        unit=NASTY,
        sign=NASTY,
        series=(replace(MEN, name=NASTY), replace(WOMEN, name=NASTY), NATION),
        breaks=(Break(date(2021, 1, 1), NASTY),),
    )
    drawn = indicator.draw(nasty, size=sheet, id_prefix="i")

    assert "<script" not in drawn
    assert flaws(drawn) == []


@settings(max_examples=60)
@given(any_chart(), st.sampled_from(Size))
def test_indicator_can_be_drawn_from_anything(found, sheet):
    drawn = indicator.draw(found, size=sheet, id_prefix="i")

    assert flaws(drawn) == []
    assert "<script" not in drawn


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), st.integers(-99, 99)), min_size=1, max_size=15))
def test_indicator_draws_each_known_value_once_and_no_other(found):
    text = " ".join("." if value is None else str(value) for value in found)
    drawn = wide(chart(series(text)))
    known = [value for value in found if value is not None]
    on_lines = sum(len(line) for line in corners(drawn, "s-petrol"))
    lonely = sum(circle.get("r") == "3" for circle in of_class(drawn, "f-petrol"))

    assert on_lines + lonely == len(known)


@settings(max_examples=60)
@given(st.lists(st.integers(-99, 99), min_size=2, max_size=15, unique=True))
def test_indicator_draws_higher_values_higher(found):
    (line,) = corners(wide(chart(series(" ".join(map(str, found))))), "s-petrol")
    drawn = sorted(zip(found, (y for _, y in line), strict=True))

    assert all(lower >= higher for (_, lower), (_, higher) in pairwise(drawn))


def test_indicator_value_of_another_day_is_where_its_day_is():
    (line,) = corners(wide(chart(series("1 2 3 4 5"))), "s-petrol")
    steps = [other[0] - one[0] for one, other in pairwise(line)]

    assert max(steps) - min(steps) < 1
    assert Decimal(len(line)) == 5
