"""Totals by activity, goal, unit and place: the sum of their parts along every path, and each insats once."""

from decimal import Decimal

import pytest

from tests.factories import (
    ContributionFactory,
    GenericActivityFactory,
    GoalFactory,
    GoalLinkFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    SteeringDocumentFactory,
    UnitFactory,
)
from tests.overview.rounds.told import AUTUMN, counted, meant, told
from varv.core.kinds import DocumentKind, Strength
from varv.core.tallies import Sum
from varv.overview.rounds.roll_up import RollUpWish, roll_up
from varv.overview.rounds.roll_up_axes import By

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(alvmark):
    return counted(alvmark)


def told_by(indicator, value, **initiative):
    """An insats that has told of a figure."""
    result = meant(indicator.region, indicator, **initiative)
    told(result, {AUTUMN: value})
    return result.initiative


def totals(region, by, document=None):
    """Node → its depth, its total, and how many insatser its parts share."""
    found = roll_up(region.pk, RollUpWish(by=by, document=document))
    return {
        node.name: (node.depth, node.lines[0].figures.total.value if node.lines else None, node.shared)
        for node in found.nodes
    }


def test_by_activity_every_figure_stands_in_one(alvmark, indicator):
    first, second = (
        GenericActivityFactory(region=alvmark, number=number, name=name)
        for number, name in ((1, "Möten"), (2, "Kurser"))
    )
    for value, activity in ((3, first), (4, second), (5, second)):
        told_by(indicator, value, generic_activity=activity)

    assert totals(alvmark, By.ACTIVITY) == {"1. Möten": (0, 3, 0), "2. Kurser": (0, 9, 0)}


def test_by_unit_a_unit_has_what_those_below_it_have(alvmark, indicator):
    top = UnitFactory(region=alvmark, name="Regional utveckling")
    left, right = (UnitFactory(region=alvmark, name=name, parent=top) for name in ("Kompetens", "Näringsliv"))
    lowest = UnitFactory(region=alvmark, name="Validering", parent=left)
    for value, unit in ((1, top), (10, left), (100, lowest), (1000, right)):
        told_by(indicator, value, unit=unit)

    assert totals(alvmark, By.UNIT) == {
        "Regional utveckling": (0, 1111, 0),
        "Kompetens": (1, 110, 0),
        "Validering": (2, 100, 0),
        "Näringsliv": (1, 1000, 0),
    }


def test_by_goal_an_insats_counts_once_in_a_goal_however_many_ways_lead_there(alvmark, indicator):
    top = GoalFactory(region=alvmark, outline="1", name="Kompetens")
    left, right = (
        GoalFactory(region=alvmark, document=top.document, parent=top, outline=outline, name="Del", place=place)
        for place, outline in enumerate(("1.1", "1.2"), start=1)
    )
    both = told_by(indicator, 10)
    for goal in (left, right):
        ContributionFactory(region=alvmark, initiative=both, goal=goal)
    ContributionFactory(region=alvmark, initiative=told_by(indicator, 1), goal=right)
    told_by(indicator, 500)

    assert totals(alvmark, By.GOAL, top.document) == {
        "1 Kompetens": (0, 11, 1),
        "1.1 Del": (1, 10, 0),
        "1.2 Del": (1, 11, 0),
    }


def plans(region, below=DocumentKind.ACTION_PLAN):
    """A goal of the strategy and one of a plan below it."""
    kinds = (DocumentKind.REGIONAL_STRATEGY, below)
    return [
        GoalFactory(region=region, document=SteeringDocumentFactory(region=region, kind=kind, title=kind))
        for kind in kinds
    ]


def test_by_goal_a_goal_has_what_plans_below_contribute(alvmark, indicator):
    goal, lower = plans(alvmark)
    GoalLinkFactory(region=alvmark, source=lower, target=goal)
    ContributionFactory(region=alvmark, initiative=told_by(indicator, 7), goal=lower)

    assert totals(alvmark, By.GOAL, goal.document) == {str(goal): (0, 7, 0)}


@pytest.mark.parametrize(
    ("below", "strength"),
    [(DocumentKind.ACTION_PLAN, Strength.MENTIONED), (DocumentKind.PARTNER_PLAN, Strength.CLEARLY)],
)
def test_a_goal_that_is_only_mentioned_or_is_a_partners_carries_no_figures(alvmark, indicator, below, strength):
    goal, lower = plans(alvmark, below)
    GoalLinkFactory(region=alvmark, source=lower, target=goal, strength=strength)
    ContributionFactory(region=alvmark, initiative=told_by(indicator, 7), goal=lower)

    assert totals(alvmark, By.GOAL, goal.document) == {str(goal): (0, None, 0)}


def test_by_place_an_insats_in_two_places_is_told_in_both_and_once_in_the_whole(alvmark, indicator):
    here, there = (PlaceFactory(region=alvmark, name=name) for name in ("Askby", "Björkby"))
    initiative = told_by(indicator, 7)
    for place in (here, there):
        InitiativePlaceFactory(region=alvmark, initiative=initiative, place=place)

    found = roll_up(alvmark.pk, RollUpWish(by=By.PLACE))

    assert totals(alvmark, By.PLACE) == {"Askby": (0, 7, 0), "Björkby": (0, 7, 0)}
    assert found.whole.lines[0].figures.total == Sum(Decimal(7), 1)


def test_only_goals_and_places_overlap():
    assert [by for by in By if by.overlaps] == [By.GOAL, By.PLACE]


def test_the_whole_has_no_nodes(alvmark, indicator):
    told_by(indicator, 7)

    assert roll_up(alvmark.pk, RollUpWish()).nodes == ()
