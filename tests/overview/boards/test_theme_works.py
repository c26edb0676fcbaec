"""What belongs to a theme and what it costs: nought told apart from not known, and goals below goals."""

from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import (
    FundingFactory,
    FundingSourceFactory,
    GenericActivityFactory,
    GoalFactory,
    ProjectFactory,
    YearAmountFactory,
)
from tests.rounds.test_planned_reports import case
from varv.core.choices import Option, Scope, Topic
from varv.core.money import FundingKind
from varv.core.workflow import FundingState
from varv.overview.boards.theme_works import About, Theme, goals_of, initiatives_of, theme_of, themes, total, works_of

pytestmark = pytest.mark.django_db

TURISM = Theme(About.THEME, "Turism", "Turism")


def works_in(region, theme=TURISM, scope=None):
    found = initiatives_of(region.pk, theme, goals_of(region.pk, theme))
    return works_of(region.pk, theme, found, scope or Scope())


def funded(initiative, granted, state=FundingState.GRANTED, kind=FundingKind.ONE_TO_ONE):
    source = FundingSourceFactory(region_id=initiative.region_id, kind=kind)
    return FundingFactory(
        region_id=initiative.region_id, initiative=initiative, source=source, state=state, granted=granted
    )


def about_goal(goal) -> Theme:
    return Theme(About.GOAL, str(goal.pk), goal.name)


# --- sums ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([], (None, 0)),
        ([None], (None, 1)),
        ([None, None], (None, 2)),
        ([Decimal(0)], (Decimal(0), 0)),
        ([Decimal(0), None], (Decimal(0), 1)),
        ([Decimal(5), Decimal("2.50"), None], (Decimal("7.50"), 1)),
    ],
)
def test_total_never_takes_what_is_not_known_for_nought(amounts, told):
    assert total(iter(amounts)) == told


# --- money of an insats -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "granted"),
    [
        (FundingState.GRANTED, Decimal(900)),
        (FundingState.APPLIED, Decimal(7)),
        (FundingState.DECLINED, Decimal(7)),
        (FundingState.WITHDRAWN, Decimal(7)),
    ],
)
def test_only_granted_money_goes_before_what_the_case_says(anna, bo, alvmark, state, granted):
    project = case(anna, bo, theme="Turism", granted=Decimal(7), paid=Decimal(3))
    funded(project.initiative, Decimal(900), state)

    [work] = works_in(alvmark)

    assert work.granted == granted


def test_what_is_used_is_added_over_the_years_and_the_sources(anna, bo, alvmark):
    project = case(anna, bo, theme="Turism")
    for amounts in ((10, 20), (5, 0)):
        funding = funded(project.initiative, Decimal(100))
        for year, used in enumerate(amounts, 2025):
            YearAmountFactory(region=alvmark, funding=funding, year=year, used=Decimal(used))

    [work] = works_in(alvmark)

    assert (work.granted, work.used) == (Decimal(200), Decimal(35))


def test_a_year_of_nought_is_known_and_a_year_without_an_amount_is_not(anna, bo, alvmark):
    first = case(anna, bo, theme="Turism", initiative=running(anna, bo, name="A")).initiative
    second = case(anna, bo, theme="Turism", initiative=running(anna, bo, name="B")).initiative
    YearAmountFactory(region=alvmark, funding=funded(first, Decimal(100)), used=Decimal(0))
    YearAmountFactory(region=alvmark, funding=funded(second, Decimal(100)), used=None)

    assert [(work.name, work.used) for work in works_in(alvmark)] == [("A", Decimal(0)), ("B", None)]


def test_money_outside_the_choice_is_left_out(anna, bo, alvmark):
    project = case(anna, bo, theme="Turism")
    funded(project.initiative, Decimal(100))
    funded(project.initiative, Decimal(900), kind=FundingKind.PRIVATE)
    narrow = Scope({Topic.FUNDING: frozenset({Option.ONLY_ONE_TO_ONE})})

    assert [work.granted for work in works_in(alvmark)] == [Decimal(1000)]
    assert [work.granted for work in works_in(alvmark, scope=narrow)] == [Decimal(100)]


# --- what belongs -------------------------------------------------------------------------------------------------


def test_a_work_ends_when_it_did_and_not_when_it_meant_to(anna, bo, alvmark):
    project = case(anna, bo, theme="Turism")
    project.initiative.change(ended_on=date(2026, 5, 31))

    assert [work.ends_on for work in works_in(alvmark)] == [date(2026, 5, 31)]


def test_the_tied_stand_before_the_untied_each_by_name(anna, bo, alvmark):
    ProjectFactory(region=alvmark, name="Ö", theme="Turism")
    ProjectFactory(region=alvmark, name="C", theme="Turism")
    for name in ("B", "A"):
        case(anna, bo, theme="Turism", initiative=running(anna, bo, name=name))

    works = works_in(alvmark)

    assert [(work.name, work.initiative_id is None) for work in works] == [
        ("A", False),
        ("B", False),
        ("C", True),
        ("Ö", True),
    ]


def test_an_insats_of_an_activity_brings_its_case_whatever_theme_the_case_has(anna, bo, alvmark):
    activity = GenericActivityFactory(region=alvmark)
    project = case(
        anna, bo, theme="Annat", case_id="20269", initiative=running(anna, bo, name="A", generic_activity=activity)
    )
    ProjectFactory(region=alvmark, theme="Annat")

    [work] = works_in(alvmark, Theme(About.ACTIVITY, str(activity.pk), activity.name))

    assert (work.case_id, work.project_id, work.activity) == ("20269", project.pk, activity.name)


# --- goals --------------------------------------------------------------------------------------------------------


def test_goals_of_a_goal_are_its_own_and_all_below_however_deep(alvmark):
    top = GoalFactory(region=alvmark, outline="1")
    middle = GoalFactory(region=alvmark, outline="1.1", document=top.document, parent=top)
    low = GoalFactory(region=alvmark, outline="1.1.1", document=top.document, parent=middle)
    beside = GoalFactory(region=alvmark, outline="2", document=top.document)

    assert goals_of(alvmark.pk, about_goal(top)) == {top.pk, middle.pk, low.pk}
    assert goals_of(alvmark.pk, about_goal(low)) == {low.pk}
    assert goals_of(alvmark.pk, about_goal(beside)) == {beside.pk}


@pytest.mark.parametrize("about", [About.ACTIVITY, About.THEME])
def test_other_themes_are_about_no_goal(alvmark, about):
    GoalFactory(region=alvmark)

    assert goals_of(alvmark.pk, Theme(about, "1", "Turism")) == frozenset()


def test_a_goal_below_counts_for_the_goal_above_it(anna, bo, alvmark):
    top = GoalFactory(region=alvmark, outline="1", place=1)
    low = GoalFactory(region=alvmark, outline="1.1", place=2, document=top.document, parent=top)
    running(anna, bo, name="A", goals=[top])
    running(anna, bo, name="B", goals=[low])

    counts = {theme.key: theme.works for theme in themes(alvmark.pk) if theme.about is About.GOAL}

    assert counts == {str(top.pk): 2, str(low.pk): 1}


@pytest.mark.parametrize(
    ("about", "key"),
    [("tema", "turism"), ("tema", " Turism"), ("tema", ""), ("mal", "Turism"), ("annat", "Turism")],
)
def test_theme_of_asks_for_the_exact_name(alvmark, about, key):
    ProjectFactory(region=alvmark, theme="Turism")

    assert theme_of(alvmark.pk, about, key) is None
    assert theme_of(alvmark.pk, "tema", "Turism") == Theme(About.THEME, "Turism", "Turism", 1)
