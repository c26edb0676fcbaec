from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.money_walks import granted, in_years, source
from tests.delivery.walks import running
from tests.factories import GenericActivityFactory, PlannedResultFactory
from tests.rounds.walks import approved, asked, opened, results_of, submitted
from tests.strategy.choosing import chose
from varv.core.choices import Option
from varv.core.counting import Counting
from varv.core.kinds import InitiativeKind
from varv.core.money import FundingKind
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.delivery.models import Initiative, PlannedResult
from varv.overview.delivery.krona_reached import CountedLine, Why, krona_reached
from varv.rounds.drafts import LineDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(alvmark):
    return GenericActivityFactory(region=alvmark, name="Utbildning")


def trained(by, activity, name="Ett", unit="Deltagare", counting=Counting.PER_PERIOD) -> Initiative:
    """An insats under way that counts its first output in this unit, and nothing else."""
    initiative = running(by, by, name=name, generic_activity=activity)
    output, *others = results_of(initiative)
    for other in others:
        other.delete()
    PlannedResult.objects.of(by.region_id).filter(pk=output.pk).update(unit=unit, own_counting=counting)
    return initiative


def counted(initiative, by, disa, value, period="2026H2", walk=approved) -> None:
    round_ = opened(by, Period.parse(period))
    report = Report.objects.of(by.region_id).get(round=round_, initiative=initiative)
    answer = {"value": Decimal(value)} if value is not None else {"missing": Missing.NOT_AVAILABLE}
    lines = tuple(LineDraft(one.pk, **answer, comment="Så här.") for one in results_of(initiative))
    walk(report, by, *([disa] if walk is approved else []), lines=lines)


def paid(initiative, by, used=100, **changed) -> None:
    in_years(by, granted(by, initiative, **changed), y2026=(None, used))


def line_of(by) -> CountedLine:
    return krona_reached(by.region_id)[0].lines[0]


def test_kronor_are_told_for_each_thing_counted(anna, disa, activity):
    initiative = trained(anna, activity)
    counted(initiative, anna, disa, 40)
    paid(initiative, anna, used=1000)

    (row,) = krona_reached(anna.region_id)

    assert (row.activity, row.activity_id, row.used, row.paid) == ("Utbildning", activity.pk, Decimal(1000), 1)
    assert row.lines == (CountedLine("deltagare", Decimal(40), 1, Decimal(25), None),)


def test_all_money_that_was_there_is_taken(anna, disa, activity):
    initiative = trained(anna, activity)
    counted(initiative, anna, disa, 40)
    paid(initiative, anna, used=1000)
    paid(initiative, anna, used=600, source=source(anna, "EU", FundingKind.EUROPEAN))

    assert line_of(anna).kronor_each == Decimal(40)


@pytest.mark.parametrize(
    ("counting", "each"), [(Counting.PER_PERIOD, Decimal(2)), (Counting.CUMULATIVE, Decimal("3.125"))]
)
def test_figures_are_counted_by_their_own_rule(anna, disa, activity, counting, each):
    initiative = trained(anna, activity, counting=counting)
    counted(initiative, anna, disa, 18, "2026H1")
    counted(initiative, anna, disa, 32, "2026H2")
    paid(initiative, anna, used=100)

    assert line_of(anna).kronor_each == each


def test_how_something_stands_is_no_output(anna, disa, activity):
    initiative = trained(anna, activity, counting=Counting.STATE)
    counted(initiative, anna, disa, 18)
    paid(initiative, anna)

    assert krona_reached(anna.region_id)[0].lines == ()


def test_what_is_not_approved_is_not_counted(anna, disa, activity):
    counted(trained(anna, activity), anna, disa, 18, walk=submitted)

    assert krona_reached(anna.region_id) == ()


@pytest.mark.parametrize(
    ("unit", "value", "used", "why"),
    [
        ("", 5, 100, Why.NO_UNIT),
        ("mnkr", 5, 100, Why.IN_MONEY),
        ("kurser", 5, None, Why.NOTHING_USED),
        ("kurser", None, 100, Why.FIGURES_MISSING),
        ("kurser", 0, 100, Why.COUNTED_NONE),
    ],
)
def test_no_kronor_are_told_when_something_lacks(anna, disa, activity, unit, value, used, why):
    initiative = trained(anna, activity, unit=unit)
    counted(initiative, anna, disa, value)
    if used:
        paid(initiative, anna, used=used)

    line = line_of(anna)

    assert (line.kronor_each, line.why_not, line.count) == (None, why, None if value is None else Decimal(value))


def test_a_gap_in_an_earlier_period_is_a_gap_unless_all_since_the_start_is_told(anna, disa, activity):
    initiative = trained(anna, activity)
    counted(initiative, anna, disa, None, "2026H1")
    counted(initiative, anna, disa, 10, "2026H2")
    paid(initiative, anna)

    alone = line_of(anna)
    PlannedResult.objects.of(anna.region_id).update(own_counting=Counting.CUMULATIVE)

    assert (alone.why_not, line_of(anna).why_not, line_of(anna).kronor_each) == (Why.FIGURES_MISSING, None, 10)


def test_the_same_insatser_must_have_said_both(anna, disa, activity):
    first = trained(anna, activity)
    counted(first, anna, disa, 10)
    paid(first, anna)
    other = running(anna, anna, name="Två", generic_activity=activity)

    paid(other, anna)
    assert (line_of(anna).why_not, line_of(anna).initiatives) == (Why.NOT_ALL_COUNTED, 1)

    counted(other, anna, disa, 5, "2027H1")
    assert [one.why_not for one in krona_reached(anna.region_id)[0].lines] == [Why.NO_UNIT, Why.NOT_ALL_COUNTED]


def test_one_that_counts_without_money_is_told(anna, disa, activity):
    first = trained(anna, activity)
    other = running(anna, anna, name="Två", generic_activity=activity)
    PlannedResultFactory(initiative=other, level=Level.OUTPUT, unit=" deltagare", place=9)
    counted(first, anna, disa, 10)
    report = Report.objects.of(anna.region_id).get(initiative=other)
    approved(report, anna, disa)
    paid(first, anna)

    lines = {line.unit: line for line in krona_reached(anna.region_id)[0].lines}

    assert (lines["deltagare"].why_not, lines["deltagare"].initiatives) == (Why.NOT_ALL_PAID, 2)


def test_only_the_insatser_of_the_choice_are_told(anna, disa, activity):
    initiative = trained(anna, activity)
    counted(initiative, anna, disa, 10)
    paid(initiative, anna)

    chose(anna, Option.ONLY_ONE_TO_ONE)
    assert krona_reached(anna.region_id) == ()

    Initiative.objects.of(anna.region_id).update(kind=InitiativeKind.FUNDED)
    assert line_of(anna).kronor_each == Decimal(10)


def test_it_costs_the_same_for_one_and_for_three(anna, disa, activity):
    costs = []
    first = trained(anna, activity)
    counted(first, anna, disa, 10)
    paid(first, anna)

    for more in (("Två", "Tre"), ()):
        with CaptureQueriesContext(connection) as queries:
            krona_reached(anna.region_id)
        costs.append(len(queries))
        for number, name in enumerate(more):
            other = trained(anna, activity, name=name)
            counted(other, anna, disa, 10, f"202{7 + number}H1")
            paid(other, anna)

    assert costs[0] == costs[1]


def test_a_region_without_money_or_figures_has_nothing_to_tell(anna, bo, stig):
    asked(anna, bo, ends_on=date(2027, 1, 1))

    assert krona_reached(anna.region_id) == krona_reached(stig.region_id) == ()
