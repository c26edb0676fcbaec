from datetime import date

import pytest

from tests.factories import MONDAY, GoalLinkFactory
from tests.strategy.walks import added_goal, drafted_document, goal_tree
from varv.core.choices import Option, Scope, Topic
from varv.core.kinds import DocumentKind, Strength
from varv.overview.strategy.trace import Traceable, trace, traceable
from varv.strategy import operations

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
EVERYTHING = Scope()
APART = Scope({Topic.INTEGRATION: frozenset({Option.OWN})})


@pytest.fixture
def strategy(anna):
    """1 with 1.1 and 1.2 below it, then 2."""
    document = drafted_document(anna)
    goal_tree(anna, document)
    return document


def plan(by, title="Handlingsplan", kind=DocumentKind.ACTION_PLAN, **said):
    values = {"starts_on": date(2024, 1, 1)} | said
    return operations.draft_document(kind=kind, title=title, by=by, at=MONDAY, **values)


def goal_of(document, outline):
    return document.goals.get(outline=outline)


def link(by, source, target, strength=Strength.PARTLY):
    return operations.link_goals(source=source, target=target, strength=strength, by=by, at=MONDAY)


def traced(strategy, scope=EVERYTHING):
    return trace(strategy, scope, TODAY)


def row(found, outline):
    return next(row for row in found.rows if row.outline == outline)


def only_cell(found, outline):
    (cell,) = row(found, outline).cells
    return cell


def test_goals_stand_as_in_their_document_and_plans_from_the_widest_to_the_narrowest(anna, strategy):
    for title, kind in (
        ("Norra kommunens plan", DocumentKind.PARTNER_PLAN),
        ("Vår verksamhetsplan", DocumentKind.OPERATIONAL_PLAN),
        ("Kompetens", DocumentKind.ACTION_PLAN),
    ):
        added_goal(anna, plan(anna, title, kind), "A")

    found = traced(strategy)

    assert [(row.depth, row.outline, row.is_leaf) for row in found.rows] == [
        (0, "1", False),
        (1, "1.1", True),
        (1, "1.2", True),
        (0, "2", True),
    ]
    assert [column.title for column in found.columns] == ["Kompetens", "Vår verksamhetsplan", "Norra kommunens plan"]
    assert [cell.document for cell in found.rows[0].cells] == [column.title for column in found.columns]


def test_a_cell_tells_the_clearest_trace_and_every_goal_it_is_found_in(anna, strategy):
    document = plan(anna)
    weak, strong = added_goal(anna, document, "A", "Vägar"), added_goal(anna, document, "B", "Fler utbildade")
    link(anna, weak, goal_of(strategy, "1.1"), Strength.MENTIONED)
    link(anna, strong, goal_of(strategy, "1.1"), Strength.CLEARLY)

    cell = only_cell(traced(strategy), "1.1")

    assert (cell.strength, cell.is_indirect) == (Strength.CLEARLY, False)
    assert [(found.goal_id, found.goal, found.strength) for found in cell.direct] == [
        (strong.pk, "B Fler utbildade", Strength.CLEARLY),
        (weak.pk, "A Vägar", Strength.MENTIONED),
    ]


def test_a_trace_through_another_document_is_told_with_its_way_and_its_weakest_link(anna, strategy):
    action, unit = plan(anna), plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN)
    between, own = added_goal(anna, action, "A", "Vägar"), added_goal(anna, unit, "V", "Öppet hus")
    link(anna, between, goal_of(strategy, "1.1"), Strength.CLEARLY)
    link(anna, own, between, Strength.MENTIONED)

    _action, cell = row(traced(strategy), "1.1").cells

    (found,) = cell.indirect
    assert (cell.is_indirect, cell.strength, cell.direct) == (True, Strength.MENTIONED, ())
    assert (found.goal, found.through) == ("V Öppet hus", ("A Vägar (Handlingsplan)",))


def test_a_direct_trace_stands_before_a_clearer_one_through_another_document(anna, strategy):
    action, unit = plan(anna), plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN)
    between, own = added_goal(anna, action, "A"), added_goal(anna, unit, "V")
    link(anna, between, goal_of(strategy, "2"), Strength.CLEARLY)
    link(anna, own, between, Strength.CLEARLY)
    link(anna, own, goal_of(strategy, "2"), Strength.MENTIONED)

    _action, cell = row(traced(strategy), "2").cells

    assert (cell.strength, cell.is_indirect, cell.indirect) == (Strength.MENTIONED, False, ())


def test_of_two_ways_the_clearer_is_told(anna, strategy):
    unit = plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN)
    own = added_goal(anna, unit, "V")
    for title, strength in (("Dunkel plan", Strength.MENTIONED), ("Klar plan", Strength.CLEARLY)):
        between = added_goal(anna, plan(anna, title), "A", "Vägar")
        link(anna, between, goal_of(strategy, "2"), strength)
        link(anna, own, between, Strength.CLEARLY)

    (found,) = row(traced(strategy), "2").cells[-1].found

    assert (found.strength, found.through) == (Strength.CLEARLY, ("A Vägar (Klar plan)",))


def test_a_longer_way_is_told_from_the_plans_own_side(anna, strategy):
    first, second = (added_goal(anna, plan(anna, title), "A", title) for title in ("Program", "Plan"))
    own = added_goal(anna, plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN), "V")
    link(anna, first, goal_of(strategy, "2"))
    link(anna, second, first)
    link(anna, own, second)

    (found,) = row(traced(strategy), "2").cells[-1].found

    assert found.through == ("A Plan (Plan)", "A Program (Program)")


def test_a_ring_of_links_in_an_old_database_comes_to_an_end(anna, strategy):
    first, second = (added_goal(anna, plan(anna, title), "A", title) for title in ("Plan A", "Plan B"))
    link(anna, first, goal_of(strategy, "2"))
    link(anna, second, first)
    GoalLinkFactory(region=strategy.region, source=first, target=second)
    GoalLinkFactory(region=strategy.region, source=goal_of(strategy, "2"), target=first)

    own, other = row(traced(strategy), "2").cells

    assert [found.goal for found in own.direct] == ["A Plan A"]
    assert [found.goal for found in other.indirect] == ["A Plan B"]


def test_a_goal_without_trace_is_missing_and_one_that_heads_others_is_not(anna, strategy):
    own = added_goal(anna, plan(anna), "A")
    link(anna, own, goal_of(strategy, "1.1"))

    found = traced(strategy)

    assert [row.outline for row in found.missing] == ["1.2", "2"]
    assert (found.found, len(found.leaves)) == (1, 3)
    assert [row.plans for row in found.rows] == [0, 1, 0, 0]


def test_a_column_counts_the_goals_found_and_those_found_only_through_others(anna, strategy):
    action, unit = plan(anna), plan(anna, "VP", DocumentKind.OPERATIONAL_PLAN)
    between, own = added_goal(anna, action, "A"), added_goal(anna, unit, "V")
    link(anna, between, goal_of(strategy, "1.1"))
    link(anna, own, between)
    link(anna, own, goal_of(strategy, "2"))

    first, second = traced(strategy).columns

    assert (first.found, first.only_indirect, first.goals) == (1, 0, 1)
    assert (second.found, second.only_indirect) == (2, 1)


def test_a_link_to_a_heading_is_shown_there_and_not_counted_for_the_goals_below(anna, strategy):
    own = added_goal(anna, plan(anna), "A")
    link(anna, own, goal_of(strategy, "1"))

    found = traced(strategy)

    assert only_cell(found, "1").strength is Strength.PARTLY
    assert (found.columns[0].found, [row.outline for row in found.missing]) == (0, ["1.1", "1.2", "2"])


def test_a_plan_whose_goals_are_not_written_in_is_not_said_to_lack_anything(anna, strategy):
    empty = plan(anna, "Tom plan")

    found = traced(strategy)

    assert (found.columns, found.unwritten, found.missing) == ((), ((empty.pk, "Tom plan"),), ())


def test_plans_that_are_over_or_replaced_are_not_looked_in(anna, strategy):
    over = plan(anna, "Förra planen", ends_on=date(2025, 12, 31))
    replaced, newer = plan(anna, "Ersatt plan"), plan(anna, "Ny plan")
    for document in (over, replaced, newer):
        added_goal(anna, document, "A")
    replaced.change(replaced_by=newer)

    assert [column.title for column in traced(strategy).columns] == ["Ny plan"]


def test_a_wider_document_is_looked_in_only_when_it_is_linked(anna, strategy):
    frame = added_goal(anna, plan(anna, "Nationell strategi", DocumentKind.NATIONAL), "A")

    assert traced(strategy).columns == ()

    link(anna, frame, goal_of(strategy, "2"))

    assert [column.title for column in traced(strategy).columns] == ["Nationell strategi"]


def test_goals_and_links_that_no_longer_hold_leave_no_trace(anna, strategy):
    own = added_goal(anna, plan(anna), "A")
    link(anna, own, goal_of(strategy, "2"))
    added_goal(anna, own.document, "B")
    operations.retire_goal(goal=own, reason="Målet är nått.", by=anna, at=MONDAY)

    found = traced(strategy)

    assert (only_cell(found, "2").strength, found.columns[0].goals) == (None, 1)


def test_a_region_that_keeps_its_follow_up_apart_does_not_see_its_own_operational_plans(anna, strategy):
    for title, kind in (("VP", DocumentKind.OPERATIONAL_PLAN), ("Partner", DocumentKind.PARTNER_PLAN)):
        added_goal(anna, plan(anna, title, kind), "A")

    found = traced(strategy, APART)

    assert ([column.title for column in found.columns], found.hides_own_plans) == (["Partner"], True)
    assert traced(strategy).hides_own_plans is False


def test_another_regions_plans_leave_no_trace(anna, stig, strategy):
    added_goal(stig, plan(stig, "Sydlands plan"), "A")

    assert traced(strategy).columns == ()


def test_three_queries_however_much_there_is(anna, strategy, django_assert_num_queries):
    with django_assert_num_queries(3):
        traced(strategy)
    for number in range(3):
        own = added_goal(anna, plan(anna, f"Plan {number}"), "A")
        for outline in ("1.1", "1.2", "2"):
            link(anna, own, goal_of(strategy, outline))

    with django_assert_num_queries(3):
        found = traced(strategy)

    assert [column.found for column in found.columns] == [3, 3, 3]


def test_what_can_be_traced_has_goals_in_force_the_widest_first(anna, strategy):
    frame = plan(anna, "Agenda", DocumentKind.GLOBAL)
    added_goal(anna, frame, "1")
    emptied = plan(anna, "Tömd plan")
    operations.retire_goal(goal=added_goal(anna, emptied, "1"), reason="Målet är nått.", by=anna, at=MONDAY)
    plan(anna, "Tom plan")

    assert traceable(anna.region_id) == (
        Traceable(frame.pk, "Agenda", DocumentKind.GLOBAL),
        Traceable(strategy.pk, "Älvmark 2030", DocumentKind.REGIONAL_STRATEGY),
    )
