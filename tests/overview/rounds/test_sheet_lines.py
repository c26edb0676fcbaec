"""The figures of a report: planned, last time, now; in all since the start; broken down, with what is left."""

from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import InitiativePlaceFactory, PlaceFactory
from tests.rounds.broken_down import SPRING, counted, told_before, with_parts, women
from tests.rounds.walks import approved, opened, results_of, saved, submitted
from varv.core.counting import Category, Counting, Dimension
from varv.core.periods import Period
from varv.overview.rounds.report_sheet import report_sheet
from varv.overview.rounds.sheet_lines import remainder
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(anna, bo):
    return running(anna, bo)


def asked_again(initiative, anna) -> Report:
    return Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)


def first_line(report):
    return report_sheet(report).lines[0]


@pytest.mark.parametrize(
    ("counting", "before", "total", "own_part"),
    [
        (Counting.PER_PERIOD, Decimal(54), Decimal(95), None),
        (Counting.CUMULATIVE, Decimal(30), Decimal(41), Decimal(11)),
        (Counting.STATE, None, None, None),
    ],
)
def test_what_came_before_is_counted_by_the_rule(initiative, anna, bo, disa, counting, before, total, own_part):
    counted(initiative, counting)
    told_before(initiative, 24, bo, disa, Period.parse("2025H2"))
    told_before(initiative, 30, bo, disa)

    line = first_line(saved(asked_again(initiative, anna), bo))

    assert (line.value, line.last.value) == (Decimal(41), Decimal(30))
    assert (line.before, line.total, line.own_part) == (before, total, own_part)


def test_without_a_figure_now_there_is_no_total(initiative, anna, bo, disa):
    told_before(initiative, 24, bo, disa)

    line = first_line(asked_again(initiative, anna))

    assert (line.before, line.total, line.own_part) == (Decimal(24), None, None)


def test_the_first_report_is_the_whole_total(initiative, anna, bo):
    line = first_line(saved(asked_again(initiative, anna), bo))

    assert (line.before, line.total, line.last) == (None, Decimal(41), None)


def test_zero_is_counted_and_is_not_missing(initiative, anna, bo, disa):
    told_before(initiative, 0, bo, disa)

    line = first_line(saved(asked_again(initiative, anna), bo))

    assert (line.before, line.total, line.last.value) == (Decimal(0), Decimal(41), Decimal(0))


def test_figures_counted_by_another_rule_are_not_added(initiative, anna, bo, disa):
    counted(initiative, Counting.STATE)
    told_before(initiative, 24, bo, disa)
    counted(initiative, Counting.PER_PERIOD)

    line = first_line(saved(asked_again(initiative, anna), bo))

    assert (line.earlier, line.total) == ((), Decimal(41))


def test_what_is_not_approved_came_before_nothing(initiative, anna, bo):
    submitted(Report.objects.of(anna.region_id).get(round=opened(anna, SPRING), initiative=initiative), bo)

    assert first_line(asked_again(initiative, anna)).earlier == ()


def test_a_figure_is_broken_down_as_its_plan_asks(initiative, anna, bo, disa):
    counted(initiative, Counting.PER_PERIOD, Dimension.SEX, Dimension.BORN)
    told_before(initiative, 24, bo, disa, parts=(women(20),))

    line = first_line(with_parts(asked_again(initiative, anna), bo, 41, women(30)))

    sex, born = line.breakdowns
    assert [(part.category, part.value, part.last) for part in sex.parts] == [
        (Category.WOMEN, Decimal(30), Decimal(20)),
        (Category.MEN, None, None),
    ]
    assert (sex.dimension, sex.remainder, born.remainder) == (Dimension.SEX, Decimal(11), None)
    assert (sex.is_written, born.is_written, line.is_broken_down) == (True, False, True)


def test_parts_have_names(initiative, anna):
    PlaceFactory(region_id=anna.region_id, code="2480", name="Norrby")
    counted(initiative, Counting.PER_PERIOD, Dimension.SEX, Dimension.PLACE)

    sex, place = first_line(asked_again(initiative, anna)).breakdowns

    assert [part.name for part in sex.parts] == ["Kvinnor", "Män"]
    assert [(part.category, part.name) for part in place.parts] == [("2480", "Norrby")]


def test_only_the_insats_own_places_are_asked_for_where_it_has_some(initiative, anna, sydland):
    norrby, _soderby = (PlaceFactory(region_id=anna.region_id, name=name) for name in ("Norrby", "Söderby"))
    PlaceFactory(region=sydland, name="Sydby")
    InitiativePlaceFactory(region_id=anna.region_id, initiative=initiative, place=norrby)
    counted(initiative, Counting.PER_PERIOD, Dimension.PLACE)

    (place,) = first_line(asked_again(initiative, anna)).breakdowns

    assert [part.name for part in place.parts] == ["Norrby"]


def test_a_place_that_was_answered_for_is_still_shown_when_the_insats_has_left_it(initiative, anna, bo):
    norrby, soderby = (PlaceFactory(region_id=anna.region_id, name=name) for name in ("Norrby", "Söderby"))
    counted(initiative, Counting.PER_PERIOD, Dimension.PLACE)
    report = with_parts(asked_again(initiative, anna), bo, 41, women(30, Dimension.PLACE, soderby.code))
    InitiativePlaceFactory(region_id=anna.region_id, initiative=initiative, place=norrby)

    (place,) = first_line(report).breakdowns

    assert [(part.name, part.value) for part in place.parts] == [("Norrby", None), ("Söderby", Decimal(30))]


def test_an_approved_figure_shows_only_the_parts_that_were_said(initiative, anna, bo, disa):
    counted(initiative, Counting.CUMULATIVE, Dimension.SEX, Dimension.AGE)
    report = told_before(initiative, 24, bo, disa, parts=(women(20),))
    counted(initiative, Counting.STATE)

    line = first_line(report)

    assert line.counting is Counting.CUMULATIVE
    assert [(one.dimension, [part.name for part in one.parts], one.remainder) for one in line.breakdowns] == [
        (Dimension.SEX, ["Kvinnor"], Decimal(4))
    ]


def test_a_place_that_is_gone_keeps_its_code(initiative, anna, bo, disa):
    place = PlaceFactory(region_id=anna.region_id, code="2480")
    counted(initiative, Counting.PER_PERIOD, Dimension.PLACE)
    report = told_before(initiative, 24, bo, disa, parts=(women(20, Dimension.PLACE, "2480"),))
    place.delete()

    assert [part.name for part in first_line(report).breakdowns[0].parts] == ["2480"]


@pytest.mark.parametrize(
    ("value", "parts", "left"),
    [(41, [30, 11], 0), (41, [30], 11), (41, [0], 41), (41, [], None), (None, [30], None), (0, [0], 0)],
)
def test_total_is_its_parts_and_what_is_left(value, parts, left):
    total = None if value is None else Decimal(value)

    assert remainder(total, [women(part) for part in parts]) == (None if left is None else Decimal(left))


def test_several_reports_in_a_half_year_follow_on_each_other(initiative, anna, bo, disa):
    first = approved(asked_again(initiative, anna), bo, disa)
    second = Report.objects.of(anna.region_id).create(
        region_id=anna.region_id, round=first.round, initiative=initiative, author_id=bo.person_id, number=2
    )

    assert [line.earlier for line in report_sheet(second).lines] == [(Decimal(41),), (Decimal(42),)]
    assert first_line(first).earlier == ()


def test_each_line_names_its_field(initiative, anna):
    output = results_of(initiative)[0]

    assert first_line(asked_again(initiative, anna)).field == f"value_{output.pk}"
