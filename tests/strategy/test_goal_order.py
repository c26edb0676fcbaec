"""However goals are added, moved and retired, a document can be read from top to bottom."""

from contextlib import suppress
from random import Random

import pytest

from tests.factories import MONDAY
from tests.strategy.walks import added_goal, drafted_document
from varv.core.refusals import RuleBroken
from varv.strategy import operations
from varv.strategy.models import Goal

pytestmark = pytest.mark.django_db


def in_order(document):
    return list(Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order())


def shape(document):
    """The tree as a reader sees it: each number with how deep it stands."""
    depths = {}
    for goal in in_order(document):
        depths[goal.pk] = depths.get(goal.parent_id, -1) + 1
    return [(goal.outline, depths[goal.pk]) for goal in in_order(document)]


def move(goal, by, parent, place):
    goal.refresh_from_db()
    operations.move_goal(goal=goal, parent=parent, place=place, revision=goal.revision, by=by, at=MONDAY)


def test_goals_added_out_of_order_stand_in_their_tree(anna):
    document = drafted_document(anna)
    two = added_goal(anna, document, "2")
    one = added_goal(anna, document, "1")
    added_goal(anna, document, "2.1", parent=two)
    added_goal(anna, document, "1.1", parent=one)
    added_goal(anna, document, "2.2", parent=two)

    assert shape(document) == [("2", 0), ("2.1", 1), ("2.2", 1), ("1", 0), ("1.1", 1)]


def test_places_are_numbered_without_holes_from_one(anna):
    document = drafted_document(anna)
    goals = [added_goal(anna, document, str(number)) for number in range(1, 5)]
    operations.retire_goal(goal=goals[1], reason="Målet är nått.", by=anna, at=MONDAY)

    move(goals[3], anna, None, 1)

    assert [(goal.outline, goal.place) for goal in in_order(document)] == [("4", 1), ("1", 2), ("3", 3)]


def test_subtree_moves_as_one_and_keeps_its_shape(anna):
    document = drafted_document(anna)
    one, two = added_goal(anna, document, "1"), added_goal(anna, document, "2")
    middle = added_goal(anna, document, "1.1", parent=one)
    added_goal(anna, document, "1.1.1", parent=middle)
    added_goal(anna, document, "1.1.2", parent=middle)

    move(middle, anna, two, 1)

    assert shape(document) == [("1", 0), ("2", 0), ("1.1", 1), ("1.1.1", 2), ("1.1.2", 2)]


def test_goals_of_other_documents_are_left_where_they_are(anna):
    document, other = drafted_document(anna), drafted_document(anna, "En annan plan")
    elsewhere = [added_goal(anna, other, str(number)) for number in range(1, 4)]
    before = [(goal.pk, goal.place, goal.revision) for goal in in_order(other)]
    first, second = added_goal(anna, document, "1"), added_goal(anna, document, "2")

    move(second, anna, first, 1)

    assert [(goal.pk, goal.place, goal.revision) for goal in in_order(other)] == before
    assert [goal.pk for goal in elsewhere] == [pk for pk, _place, _revision in before]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_every_goal_stands_once_and_after_the_one_above_it(seed, anna):
    document = drafted_document(anna)
    chance = Random(seed)
    goals = [added_goal(anna, document, "0")]
    for number in range(1, 8):
        goals.append(added_goal(anna, document, str(number), parent=chance.choice([None, *goals])))

    for _ in range(8):
        with suppress(RuleBroken):  # below itself
            move(chance.choice(goals), anna, chance.choice([None, *goals]), chance.randint(1, 9))

    found = in_order(document)
    where = {goal.pk: place for place, goal in enumerate(found)}
    assert sorted(goal.pk for goal in found) == sorted(goal.pk for goal in goals)
    assert [goal.place for goal in found] == list(range(1, 9))
    assert all(where[goal.parent_id] < where[goal.pk] for goal in found if goal.parent_id)
    assert len(shape(document)) == 8
