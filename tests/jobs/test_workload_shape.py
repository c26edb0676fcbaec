"""The large region in small: who works where, what is planned, what is told, and that its totals can be followed."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import reduce

import pytest
from django.db import IntegrityError, transaction

from varv.core.counting import CATEGORIES, Counting, Dimension, own_parts
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.roles import Role
from varv.core.tallies import Sum
from varv.core.theory import Level
from varv.core.workflow import InitiativeState, RoundState
from varv.delivery.models import (
    Contribution,
    Funding,
    Initiative,
    InitiativePerson,
    Milestone,
    PlannedResult,
    YearAmount,
)
from varv.jobs.workload import Size, load_workload
from varv.jobs.workload.sizes import kept
from varv.overview.boards.programme import programme
from varv.overview.rounds.figure_rows import FigureWish, figure_rows
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import By
from varv.regions.models import Membership, Place, Unit
from varv.rounds.models import LinePart, Report, ReportLine

pytestmark = pytest.mark.django_db

TINY = Size(
    initiatives=21,
    indicators=4,
    ratios=1,
    half_years=2,
    action_plans=1,
    operational_plans=2,
    goals_a_plan=4,
    places=5,
    units=5,
    reporters=2,
    missing_one_in=5,
)
PERIODS = (Period.parse("2024H2"), Period.parse("2025H1"))


@pytest.fixture
def made():
    return load_workload(TINY)


def lines_of(made):
    return ReportLine.objects.of(made.region.pk)


def test_everyone_has_a_role_a_unit_and_a_name_to_log_in_with(made):
    members = Membership.objects.of(made.region.pk).select_related("user", "unit").order_by("user__username")

    assert [(one.user.username, one.role) for one in members] == [
        ("storlanda-chef", Role.MANAGER),
        ("storlanda-rapportor-1", Role.REPORTER),
        ("storlanda-rapportor-2", Role.REPORTER),
        ("storlanda-strateg", Role.STRATEGIST),
    ]
    assert all(one.unit in made.staff.units for one in members)
    assert made.strategist == made.staff.strategist
    assert made.strategist.roles == {Role.STRATEGIST}


def test_units_stand_in_three_levels(made):
    units = Unit.objects.of(made.region.pk)
    (top,) = units.filter(parent=None)

    assert units.filter(parent=top).count() == 4
    assert Counter(unit.parent.name for unit in made.staff.units) == {
        "Avdelning 1": 1,
        "Avdelning 2": 2,
        "Avdelning 3": 1,
        "Avdelning 4": 1,
    }


def test_places_have_codes_of_four_signs(made):
    assert list(Place.objects.of(made.region.pk).order_by("code").values_list("code", "name")) == [
        ("9901", "Kommun 1"),
        ("9902", "Kommun 2"),
        ("9903", "Kommun 3"),
        ("9904", "Kommun 4"),
        ("9905", "Kommun 5"),
    ]


def test_every_kind_of_insats_is_under_way(made):
    assert Counter(one.kind for one in made.initiatives) == {
        InitiativeKind.OWN: 5,
        InitiativeKind.FUNDED: 6,
        InitiativeKind.PROJECT: 5,
        InitiativeKind.EXTERNAL: 5,
    }
    assert {one.state for one in Initiative.objects.of(made.region.pk)} == {InitiativeState.RUNNING}
    assert (made.initiatives[0].name, made.initiatives[-1].name) == ("Insats 001", "Insats 021")


def test_one_insats_in_twenty_contributes_to_no_goal(made):
    with_goals = set(Contribution.objects.of(made.region.pk).values_list("initiative__name", flat=True))

    assert {one.name for one in made.initiatives} - with_goals == {"Insats 020"}


def test_the_money_an_insats_gives_to_goals_is_never_more_than_all_of_it(made):
    shares = Counter()
    for one in Contribution.objects.of(made.region.pk):
        shares[one.initiative_id] += one.share

    assert set(shares.values()) <= {Decimal(30), Decimal(60), Decimal(90)}


def test_whoever_answers_for_an_insats_reports_it(made):
    people = InitiativePerson.objects.of(made.region.pk).values_list("initiative_id", "person_id")

    assert dict(people) == {one.pk: one.responsible_id for one in made.initiatives}


def test_milestones_are_reached_on_their_day_or_not_yet(made):
    reached = Milestone.objects.of(made.region.pk).exclude(reached_on=None)

    assert {one.due_on for one in reached} == {date(2024, 9, 30), date(2025, 9, 30)}
    assert all(one.reached_on == one.due_on for one in reached)
    assert Milestone.objects.of(made.region.pk).filter(reached_on=None, due_on=date(2026, 9, 30)).count() == 21


def test_what_is_used_is_never_more_than_what_was_granted(made):
    used = Counter()
    for one in YearAmount.objects.of(made.region.pk):
        used[one.funding_id] += one.used

    assert Funding.objects.of(made.region.pk).count() == 2 * TINY.initiatives
    assert set(used.values()) == {Decimal(540_000)}
    assert {one.granted for one in Funding.objects.of(made.region.pk)} == {Decimal(600_000)}


def test_the_first_half_of_the_indicators_are_outputs_and_the_others_outcomes(made):
    planned = PlannedResult.objects.of(made.region.pk).filter(initiative=made.initiatives[0]).order_by("place")

    assert [one.level for one in planned] == [Level.OUTPUT, Level.OUTPUT, Level.OUTCOME, Level.OUTCOME]
    assert [one.text for one in planned] == [one.name for one in made.plans.indicators]


def test_rounds_follow_each_other_half_year_by_half_year(made):
    assert [(one.period, one.state) for one in made.rounds] == [
        (PERIODS[0], RoundState.FROZEN),
        (PERIODS[1], RoundState.CLOSED),
    ]
    assert [one.frozen_at is None for one in made.rounds] == [False, True]
    assert [one.due_on for one in made.rounds] == [date(2025, 1, 10), date(2025, 7, 10)]


def test_reports_were_started_handed_in_and_approved_in_that_order(made):
    reports = Report.objects.of(made.region.pk)

    assert reports.count() == 2 * TINY.initiatives
    assert all(one.started_at < one.submitted_at < one.approved_at == one.figures_frozen_at for one in reports)
    assert {one.approved_by_id for one in reports} == {made.strategist.person_id}


def test_a_figure_is_told_or_has_its_reason_but_never_both(made):
    assert [one for one in lines_of(made) if (one.value is None) == (one.missing is None)] == []


def test_each_figure_is_broken_down_as_its_indicator_says(made):
    parts = LinePart.objects.of(made.region.pk).select_related("line__planned_result__indicator")
    told = {(one.line.planned_result.indicator_id, one.dimension) for one in parts}

    assert told == {(one.pk, Dimension(name)) for one in made.plans.indicators for name in one.dimensions}
    codes = {one.code for one in made.staff.places}
    for one in parts:
        assert one.category in (codes if one.dimension == Dimension.PLACE else CATEGORIES[one.dimension])


def test_parts_since_the_start_never_go_down(made):
    courses = {}
    parts = LinePart.objects.of(made.region.pk).filter(line__planned_result__indicator__counting=Counting.CUMULATIVE)
    for one in parts.order_by("line__report__round__opens_on", "pk"):
        key = one.line.planned_result_id, one.dimension, one.category
        courses.setdefault(key, []).append(one.value)

    assert courses
    assert all(min(own_parts(Counting.CUMULATIVE, course)) >= 0 for course in courses.values())


@pytest.mark.parametrize("by", [By.WHOLE, By.UNIT])
def test_the_rows_behind_its_figures_come_to_them(made, by):
    found = roll_up(made.region.pk, RollUpWish(by=by), made.region.name)

    for node in (found.whole, *found.nodes[:3]):
        for line in (one for one in node.lines if one.measure.level):
            rows = figure_rows(made.region.pk, FigureWish(found.wish, node.id, line.measure), line.measure.indicator_id)
            assert reduce(Sum.plus, [row.counts for row in rows], Sum()) == line.figures.total


def test_its_strategy_is_carried_out_by_all_that_contribute(made):
    found = programme(made.plans.strategy, date(2026, 11, 20))

    assert (found.whole.initiatives, found.untold, found.periods) == (TINY.initiatives - 1, 0, PERIODS)
    assert [(goal.depth, goal.name.split()[0]) for goal in found.goals] == [(0, "1"), (1, "1.4"), (0, "2"), (1, "2.3")]


def test_another_seed_gives_other_figures():
    told = []
    for seed in (1, 2):
        with transaction.atomic():
            made = load_workload(replace(TINY, initiatives=3, seed=seed))
            told.append(list(lines_of(made).order_by("pk").values_list("value", flat=True)))
            transaction.set_rollback(True)

    assert len(told[0]) == len(told[1]) == 3 * TINY.indicators * TINY.half_years
    assert told[0] != told[1]


def test_loading_it_twice_is_refused_and_leaves_the_first_alone(made):
    with pytest.raises(IntegrityError), transaction.atomic():
        load_workload(TINY)

    assert lines_of(made).count() == TINY.initiatives * TINY.indicators * TINY.half_years


def test_nothing_to_keep_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert kept([]) == []
