"""What becomes of goals: they end, merge and split, and what was can be followed both ways."""

from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, adopted_document, drafted_document, goal_tree
from varv.core.kinds import GoalKind, StrategyPhase, Succession
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Direction
from varv.regions.models import User
from varv.strategy import operations
from varv.strategy.fates import NewGoal
from varv.strategy.models import Goal, GoalSuccession

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)
HEALTH = NewGoal("1.1", "Fler mår bra och fullföljer gymnasiet", "Hälsa och skola hänger ihop.")


def in_force(document):
    goals = Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()
    return [(goal.outline, goal.name, goal.parent and goal.parent.outline) for goal in goals.select_related("parent")]


def fates(region_id):
    """Every succession: from which goal, how, to which."""
    found = GoalSuccession.objects.of(region_id).in_time_order().select_related("goal", "successor")
    return [(line.goal.name, line.how, line.successor and line.successor.name) for line in found]


def merge(goals, by, into=HEALTH, reason="De följs alltid upp tillsammans."):
    return operations.merge_goals(goals=goals, into=into, reason=reason, by=by, at=MONDAY)


def split(goal, by, *into, reason="Det var två mål i ett."):
    return operations.split_goal(goal=goal, into=into, reason=reason, by=by, at=MONDAY)


def test_retire_goal_keeps_why(anna):
    goal = added_goal(anna, drafted_document(anna))

    operations.retire_goal(goal=goal, reason=" Målet är nått. ", by=anna, at=MONDAY)

    succession = GoalSuccession.objects.of(anna.region_id).get(goal=goal)
    assert (succession.how, succession.reason, succession.happened_on, succession.successor) == (
        Succession.ENDED,
        "Målet är nått.",
        TODAY,
        None,
    )
    assert (verbs(goal), verbs(succession)) == (["added", "retired"], ["fate_noted"])


@pytest.mark.parametrize("reason", ["", " \n"])
def test_retire_goal_needs_a_reason(reason, anna):
    goal = added_goal(anna, drafted_document(anna))

    with pytest.raises(RuleBroken) as refused:
        operations.retire_goal(goal=goal, reason=reason, by=anna, at=MONDAY)

    goal.refresh_from_db()
    assert (refused.value.code, refused.value.facts) == ("goal.reason_missing", {"field": "reason"})
    assert (goal.retired_on, fates(anna.region_id)) == (None, [])


def test_merge_goals_makes_one_where_the_first_stood(anna):
    document = drafted_document(anna)
    _first, school, health, _second = goal_tree(anna, document)

    made = merge([health, school], anna)

    for old in (school, health):
        old.refresh_from_db()
    assert in_force(document) == [
        ("1", "Fler kan vara med", None),
        ("1.1", HEALTH.name, "1"),
        ("2", "Ett näringsliv som ställer om", None),
    ]
    assert (school.retired_on, health.retired_on, made.description) == (TODAY, TODAY, HEALTH.description)
    assert fates(anna.region_id) == [
        ("Skillnaderna i hälsa minskar", Succession.MERGED, HEALTH.name),
        ("Fler unga fullföljer gymnasiet", Succession.MERGED, HEALTH.name),
    ]
    assert (verbs(school), verbs(made)) == (["added", "merged"], ["added"])


def test_merge_goals_takes_the_goals_below_along(anna):
    document = drafted_document(anna)
    first, _school, _health, second = goal_tree(anna, document)
    below = added_goal(anna, document, "2.1", "Fler cirkulära företag", parent=second)

    made = merge([first, second], anna, NewGoal("3", "Ett län som ställer om"))

    below.refresh_from_db()
    assert [(outline, parent) for outline, _name, parent in in_force(document)] == [
        ("3", None),
        ("1.1", "3"),
        ("1.2", "3"),
        ("2.1", "3"),
    ]
    assert (below.parent, verbs(below)) == (made, ["added", "moved"])
    places = Goal.objects.of(anna.region_id).filter(document=document).in_force().in_outline_order()
    assert [goal.place for goal in places] == [1, 2, 3, 4]


def test_merge_goals_hands_down_what_the_first_said(anna):
    document = drafted_document(anna)
    said = {
        "kind": GoalKind.OVERARCHING,
        "phase": StrategyPhase.CLOSING,
        "is_targeted": False,
        "wished": Direction.DOWN,
        "peer_rule": "Bättre än jämförbara län",
        "gap_rule": "Mindre gap mellan kvinnor och män",
        "owner": User.objects.get(pk=anna.person_id),
    }
    goals = [added_goal(anna, document, "1", **said), added_goal(anna, document, "2", "Något annat")]

    made = merge(goals, anna, NewGoal("1", "Ett mål"))

    assert {name: getattr(made, name) for name in said} == said
    assert (made.outline, made.description) == ("1", "")


@pytest.mark.parametrize("count", [0, 1])
def test_merge_goals_needs_two(count, anna):
    goals = goal_tree(anna, drafted_document(anna))[1:2]

    with pytest.raises(RuleBroken) as refused:
        merge([goals[0]] * (count + 1), anna)

    assert (refused.value.code, refused.value.facts) == ("goal.merge_needs_two", {"field": "others"})


def test_merge_goals_refuses_a_goal_with_one_far_below_it(anna):
    document = drafted_document(anna)
    first, school, *_ = goal_tree(anna, document)
    deep = added_goal(anna, document, "1.1.1", parent=school)

    with pytest.raises(RuleBroken) as refused:
        merge([first, deep], anna)

    assert (refused.value.code, refused.value.facts["name"]) == ("goal.merge_above_and_below", str(deep))


def test_merge_goals_refuses_another_document_and_another_region(anna, stig):
    goal = added_goal(anna, drafted_document(anna))
    elsewhere = added_goal(anna, drafted_document(anna, "En annan plan"))
    theirs = added_goal(stig, drafted_document(stig))

    with pytest.raises(RuleBroken, match=r"goal\.merge_in_one_document"):
        merge([goal, elsewhere], anna)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        merge([goal, theirs], anna)


def test_merge_goals_does_nothing_at_all_when_the_number_is_taken(anna):
    document = drafted_document(anna)
    _first, school, health, second = goal_tree(anna, document)
    before = in_force(document)

    with pytest.raises(RuleBroken, match=r"goal\.outline_taken"):
        merge([school, health], anna, NewGoal(second.outline, "Nytt"))

    school.refresh_from_db()
    assert (in_force(document), school.retired_on, fates(anna.region_id), verbs(school)) == (
        before,
        None,
        [],
        ["added"],
    )


def test_merge_goals_needs_a_reason_a_plan_in_the_making_and_the_right(anna, bo):
    document = drafted_document(anna)
    goals = goal_tree(anna, document)[1:3]

    with pytest.raises(RuleBroken, match=r"goal\.reason_missing"):
        merge(goals, anna, reason="")
    with pytest.raises(NotAllowed):
        merge(goals, bo)
    merge(goals, anna)
    with pytest.raises(RuleBroken, match=r"goal\.is_retired"):
        merge(goals, anna)


def test_split_goal_puts_the_new_ones_side_by_side_where_it_stood(anna):
    document = drafted_document(anna)
    _first, school, _health, _second = goal_tree(anna, document)

    one, two = split(school, anna, NewGoal("1.1", "Fler börjar"), NewGoal("1.1b", "Fler fullföljer"))

    assert [(outline, name) for outline, name, _parent in in_force(document)] == [
        ("1", "Fler kan vara med"),
        ("1.1", "Fler börjar"),
        ("1.1b", "Fler fullföljer"),
        ("1.2", "Skillnaderna i hälsa minskar"),
        ("2", "Ett näringsliv som ställer om"),
    ]
    assert fates(anna.region_id) == [
        ("Fler unga fullföljer gymnasiet", Succession.SPLIT, "Fler börjar"),
        ("Fler unga fullföljer gymnasiet", Succession.SPLIT, "Fler fullföljer"),
    ]
    assert (verbs(school), verbs(one), verbs(two)) == (["added", "split"], ["added"], ["added"])


def test_split_goal_needs_two_and_a_reason(anna):
    goal = added_goal(anna, drafted_document(anna))
    two = (NewGoal("1", "Fler börjar"), NewGoal("2", "Fler fullföljer"))

    with pytest.raises(RuleBroken) as refused:
        split(goal, anna, two[0])
    with pytest.raises(RuleBroken, match=r"goal\.reason_missing"):
        split(goal, anna, *two, reason=" ")

    assert (refused.value.code, refused.value.facts) == ("goal.split_needs_two", {"field": "second_name"})
    assert verbs(goal) == ["added"]


def test_split_goal_refuses_to_choose_for_the_goals_below(anna):
    first, *_ = goal_tree(anna, drafted_document(anna))

    with pytest.raises(RuleBroken, match=r"goal\.has_goals_below"):
        split(first, anna, NewGoal("1", "Ett"), NewGoal("3", "Två"))


def test_split_goal_refuses_an_adopted_document_and_who_does_not_plan(anna, cilla):
    goal = Goal.objects.of(anna.region_id).get(document=adopted_document(anna))
    two = (NewGoal("1", "Fler börjar"), NewGoal("2", "Fler fullföljer"))

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        split(goal, anna, *two)
    with pytest.raises(NotAllowed):
        split(goal, cilla, *two)
