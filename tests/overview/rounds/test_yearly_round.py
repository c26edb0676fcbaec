"""The county's year: computed from what is measured and judged. Not there, missing for a reason and zero differ."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.delivery.walks import person
from tests.factories import (
    MONDAY,
    AssessmentFactory,
    GoalFactory,
    IndicatorFactory,
    MeasurementFactory,
    RoundFactory,
    SteeringDocumentFactory,
)
from varv.core.asking import Speed
from varv.core.kinds import Breakdown, DocumentKind, IndicatorKind
from varv.core.periods import Period
from varv.core.status import Missing
from varv.overview.rounds.yearly_round import yearly_round

pytestmark = pytest.mark.django_db
YEAR = Period(2026)


@pytest.fixture
def round_(alvmark):
    return RoundFactory(period=YEAR, speed=Speed.YEARLY, opens_on=date(2027, 1, 4), due_on=date(2027, 3, 1))


def values(round_) -> list[tuple]:
    return [(one.name, one.value, one.missing, one.is_there) for one in yearly_round(round_).indicators]


def test_a_value_a_reason_zero_and_nothing_are_four_things(round_):
    for name, kept in {
        "Ett": {"value": Decimal("81.5")},
        "Noll": {"value": Decimal(0)},
        "Sekretess": {"value": None, "missing": Missing.SUPPRESSED},
    }.items():
        MeasurementFactory(indicator=IndicatorFactory(name=name), period=YEAR, **kept)
    IndicatorFactory(name="Tomt")

    assert values(round_) == [
        ("Ett", Decimal("81.5"), None, True),
        ("Noll", Decimal(0), None, True),
        ("Sekretess", None, Missing.SUPPRESSED, True),
        ("Tomt", None, None, False),
    ]
    assert (yearly_round(round_).measured, yearly_round(round_).waits_for) == (3, 1)


def test_only_the_years_own_values_for_everyone_count(round_):
    indicator = IndicatorFactory()
    MeasurementFactory(indicator=indicator, period=Period(2025))
    MeasurementFactory(indicator=indicator, period=YEAR, breakdown=Breakdown.WOMEN)

    assert [one.is_there for one in yearly_round(round_).indicators] == [False]


@pytest.mark.parametrize(
    ("periods", "shown"), [(["2026H1", "2026H2"], "2026H2"), (["2026", "2026K4"], "2026"), (["2026K4", "2026"], "2026")]
)
def test_the_whole_year_comes_before_its_last_part(round_, periods, shown):
    indicator = IndicatorFactory()
    for place, written in enumerate(periods):
        MeasurementFactory(indicator=indicator, period=Period.parse(written), value=Decimal(place))

    assert [one.value for one in yearly_round(round_).indicators] == [Decimal(periods.index(shown))]


def test_a_corrected_value_is_told_as_corrected(round_):
    first = MeasurementFactory(period=YEAR, value=Decimal(80))
    MeasurementFactory(indicator=first.indicator, period=YEAR, value=Decimal(82), corrects=first)

    assert [one.value for one in yearly_round(round_).indicators] == [Decimal(82)]


def test_our_own_contribution_is_not_the_countys_year(round_):
    IndicatorFactory(kind=IndicatorKind.CONTRIBUTION)

    assert yearly_round(round_).indicators == ()


def test_owners_are_told_and_so_is_that_there_is_none(round_, egon):
    goal = GoalFactory(owner=person(egon))
    IndicatorFactory(goal=goal, owner=person(egon), update_month=3)
    GoalFactory()

    year = yearly_round(round_)

    assert [(one.owner, one.goal_id, one.update_month) for one in year.indicators] == [("Egon", goal.pk, 3)]
    assert [one.owner for one in year.goals] == ["Egon", ""]


@pytest.mark.parametrize(
    ("at", "closed_at", "is_there"),
    [
        (datetime(2027, 1, 3, 12, tzinfo=UTC), None, False),
        (datetime(2027, 1, 4, 8, tzinfo=UTC), None, True),
        (datetime(2027, 2, 1, 8, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC), True),
        (datetime(2027, 4, 1, 8, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC), False),
    ],
)
def test_goals_are_judged_while_the_round_is_open(round_, egon, at, closed_at, is_there):
    round_.closed_at = closed_at
    AssessmentFactory(goal=GoalFactory(), author=person(egon), assessed_at=at)

    (goal,) = yearly_round(round_).goals

    assert (goal.is_there, goal.assessed_by) == (is_there, "Egon" if is_there else "")
    assert goal.assessed_on == (at.date() if is_there else None)


def test_the_latest_judgement_is_told(round_, egon, disa):
    goal = GoalFactory()
    for who, day in ((disa, 20), (egon, 10)):
        AssessmentFactory(goal=goal, author=person(who), assessed_at=datetime(2027, 1, day, tzinfo=UTC))

    assert [(one.assessed_on, one.assessed_by) for one in yearly_round(round_).goals] == [(date(2027, 1, 20), "Disa")]
    assert yearly_round(round_).assessed == 1


def test_only_goals_in_force_of_our_own_documents_are_judged(round_):
    frame = SteeringDocumentFactory(kind=DocumentKind.NATIONAL, title="Nationell strategi")
    GoalFactory(document=frame)
    GoalFactory(retired_on=date(2026, 1, 1))
    ours = GoalFactory(name="Fler i arbete", outline="2.1")

    assert [(one.id, one.outline, one.name) for one in yearly_round(round_).goals] == [
        (ours.pk, "2.1", "Fler i arbete")
    ]


def test_the_year_knows_nothing_of_other_regions(round_, sydland):
    GoalFactory(region=sydland)
    MeasurementFactory(region=sydland, period=YEAR)

    assert (yearly_round(round_).indicators, yearly_round(round_).goals) == ((), ())


def test_the_year_costs_the_same_for_one_and_for_three(round_, django_assert_num_queries):
    for times in (1, 2):
        for _ in range(times):
            AssessmentFactory(goal=GoalFactory(), assessed_at=MONDAY)
            MeasurementFactory(period=YEAR)
        with django_assert_num_queries(4):
            yearly_round(round_)
