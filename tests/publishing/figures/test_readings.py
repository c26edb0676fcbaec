from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given

from tests.publishing.specimens import (
    ALL,
    BAND,
    FALL,
    GRADUATES,
    NATION,
    PATH,
    RISE,
    WOMEN,
    any_chart,
    chart,
    series,
    values,
)
from varv.core.periods import Span
from varv.publishing.figures import readings
from varv.publishing.figures.plot import Stretch
from varv.publishing.figures.readings import Break, Known, Series, Value, Whose
from varv.publishing.parts import Kind


def told(found):
    return readings.words(found).description


def test_series_is_put_in_order():
    later, earlier = values("1 2")[::-1]

    assert Series("Alla", Whose.OWN, (later, earlier)).in_order == [earlier, later]


def test_series_knows_what_is_known_and_what_is_missing():
    found = series("1 . 3")

    assert found.known == [
        Known(date(2015, 12, 31), "2015", Decimal(1)),
        Known(date(2017, 12, 31), "2017", Decimal(3)),
    ]
    assert found.missing == [Value(date(2016, 12, 31), "2016", None)]


def test_series_takes_zero_for_a_value():
    found = series("0 . 0")

    assert [known.value for known in found.known] == [0, 0]
    assert len(found.missing) == 1


def test_chart_is_about_its_own_series():
    assert GRADUATES.own is ALL
    assert chart(NATION, WOMEN, ALL).own is ALL


def test_chart_without_a_series_of_its_own_is_about_the_first():
    assert chart(WOMEN, NATION).own is WOMEN
    assert chart().own is None


def test_chart_writes_values_with_its_decimals():
    assert replace(GRADUATES, decimals=2).written(Decimal("73.6")) == "73.60"


def test_chart_breaks_a_line_at_a_missing_value():
    assert chart(series("1 . 3 4")).stretches(series("1 . 3 4")) == [
        Stretch(is_measured=True, first=0, last=0),
        Stretch(is_measured=False, first=1, last=1),
        Stretch(is_measured=True, first=2, last=3),
    ]


def test_chart_breaks_a_line_where_the_series_is_broken():
    broken = chart(series("1 2 3"), breaks=(Break(date(2016, 1, 1), "ny fråga"),))

    assert broken.stretches(series("1 2 3")) == [
        Stretch(is_measured=True, first=0, last=0),
        Stretch(is_measured=True, first=1, last=2),
    ]


@pytest.mark.parametrize(
    ("found", "bridged"),
    [
        ("1 2 3", []),
        ("1 . 3", [("2015", "2017")]),
        ("1 . . 4", [("2015", "2018")]),
        (". 2 .", []),
        ("1 . 3 . 5", [("2015", "2017"), ("2017", "2019")]),
    ],
)
def test_chart_bridges_a_gap_between_known_values(found, bridged):
    pairs = chart(series(found)).bridges(series(found))

    assert [(one.label, other.label) for one, other in pairs] == bridged


@pytest.mark.parametrize("changed_on", [date(2016, 1, 1), date(2017, 1, 1)])
def test_chart_bridges_no_gap_across_a_break(changed_on):
    broken = chart(series("1 . 3"), breaks=(Break(changed_on, "ny fråga"),))

    assert broken.bridges(series("1 . 3")) == []


def test_words_tell_the_whole_chart():
    assert told(GRADUATES) == (
        "Line chart. Procent av eleverna. "
        "Alla i länet: from 70.0 (2015) to 73.6 (2026). Alla i länet: no value for 2017. "
        "Kvinnor: from 74.1 (2015) to 79.3 (2026). Kvinnor: no value for 2017. "
        "Män: from 66.0 (2015) to 68.0 (2026). Män: no value for 2017. "
        "Riket: from 71.5 (2015) to 74.9 (2026). "
        "The target is 80.0 (2030), from the baseline 71.2 (2022). "
        "Break in the series: ny definition."
    )


def test_words_are_told_in_swedish_too():
    with override("sv"):
        found = told(chart(series("70,0 . 71,7"), aim=RISE))

    assert found == (
        "Linjediagram. Procent. Alla: från 70,0 (2015) till 71,7 (2017). Alla: uppgift saknas för 2016. "
        "Inte målsatt. Vi vill att talet ökar."
    )


def test_words_have_the_charts_name():
    assert readings.words(GRADUATES).title == "Gymnasieexamen inom tre år"


@pytest.mark.parametrize(
    ("found", "said"),
    [("70,0", "Alla: 70.0 (2015)."), (". .", "Alla: no values yet."), ("", "Alla: no values yet.")],
)
def test_words_tell_of_few_values(found, said):
    assert told(chart(series(found))) == f"Line chart. Procent. {said}"


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        (BAND, "It should stay between 40.0 and 50.0."),
        (RISE, "No target. We want the figure to rise."),
        (FALL, "No target. We want the figure to fall."),
        (
            replace(PATH, target_on=date(2030, 6, 30)),
            "The target is 80.0 (30 jun 2030), from the baseline 71.2 (2022).",
        ),
    ],
)
def test_words_tell_the_aim(aim, said):
    assert told(chart(series("70,0"), aim=aim)).endswith(said)


def test_table_has_every_period_newest_first():
    found = readings.table(GRADUATES)

    assert [column.head for column in found.head] == ["Period", "Alla i länet", "Kvinnor", "Män", "Riket"]
    assert [column.kind for column in found.head] == [Kind.WORDS, *[Kind.NUMBERS] * 4]
    assert found.rows[0] == ("2026", "73.6", "79.3", "68.0", "74.9")
    assert found.rows[-1] == ("2015", "70.0", "74.1", "66.0", "71.5")
    assert len(found.rows) == 12


def test_table_says_what_is_missing():
    assert readings.table(GRADUATES).rows[9] == ("2017", "no value", "no value", "no value", "72.4")


def test_table_says_so_too_of_a_period_that_a_series_does_not_have():
    found = readings.table(chart(series("1,0 2,0"), series("5,0", name="Riket", whose=Whose.REFERENCE)))

    assert found.rows == (("2016", "2.0", "no value"), ("2015", "1.0", "5.0"))


def test_table_has_the_unit_under_it():
    assert readings.table(GRADUATES).note == "Procent av eleverna"


def test_table_without_values_has_only_a_head():
    assert readings.table(chart(series(""))).rows == ()


@pytest.mark.parametrize(("found", "said"), [("1", "2015"), ("1 2", "2015–2016"), ("1 2 3", "2015–2017")])
def test_span_is_the_first_and_the_last_period(found, said):
    assert readings.span(values(found)) == said


def test_values_may_be_of_any_period():
    months = series("1 2", first=2025, span=Span.MONTH)

    assert [value.label for value in months.values] == ["2025M01", "2025M02"]


@given(any_chart())
def test_table_never_takes_missing_for_zero(found):
    days = {value.on for series in found.series for value in series.values}
    missing = sum(len(days) - len(series.known) for series in found.series)

    assert sum(row[1:].count("no value") for row in readings.table(found).rows) == missing


@given(any_chart())
def test_bridges_always_span_something_missing(found):
    for one in found.series:
        gaps = [value.on for value in one.missing]
        assert all(any(start.on < gap < end.on for gap in gaps) for start, end in found.bridges(one))
