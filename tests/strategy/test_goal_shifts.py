"""One step up, down, in or out, as a person takes it with a button."""

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.test_goal_order import shape
from tests.strategy.walks import adopted_document, drafted_document, goal_tree
from varv.core.outline import Way
from varv.core.refusals import NotAllowed, RuleBroken
from varv.strategy import operations
from varv.strategy.models import Goal

pytestmark = pytest.mark.django_db


def shift(goal, way, by):
    goal.refresh_from_db()
    operations.shift_goal(goal=goal, way=way, revision=goal.revision, by=by, at=MONDAY)
    goal.refresh_from_db()


@pytest.mark.parametrize(
    ("which", "way", "found"),
    [
        (0, Way.DOWN, [("2", 0), ("1", 0), ("1.1", 1), ("1.2", 1)]),
        (2, Way.UP, [("1", 0), ("1.2", 1), ("1.1", 1), ("2", 0)]),
        (2, Way.IN, [("1", 0), ("1.1", 1), ("1.2", 2), ("2", 0)]),
        (1, Way.OUT, [("1", 0), ("1.2", 1), ("1.1", 0), ("2", 0)]),
        (3, Way.IN, [("1", 0), ("1.1", 1), ("1.2", 1), ("2", 1)]),
    ],
)
def test_shift_goal_takes_one_step(which, way, found, anna):
    document = drafted_document(anna)
    goal = goal_tree(anna, document)[which]

    shift(goal, way, anna)

    assert (shape(document), verbs(goal)) == (found, ["added", "moved"])


@pytest.mark.parametrize(
    ("which", "way"), [(0, Way.UP), (0, Way.IN), (0, Way.OUT), (1, Way.UP), (2, Way.DOWN), (3, Way.DOWN)]
)
def test_shift_goal_refuses_when_there_is_nowhere_to_go(which, way, anna):
    document = drafted_document(anna)
    goal = goal_tree(anna, document)[which]

    with pytest.raises(RuleBroken) as refused:
        shift(goal, way, anna)

    assert (refused.value.code, refused.value.facts) == ("goal.no_further", {"name": str(goal), "way": way})
    assert shape(document) == [("1", 0), ("1.1", 1), ("1.2", 1), ("2", 0)]


def test_shift_goal_goes_past_goals_that_no_longer_hold(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)
    operations.retire_goal(goal=school, reason="Målet är nått.", by=anna, at=MONDAY)

    shift(second, Way.IN, anna)
    shift(health, Way.DOWN, anna)

    assert shape(document) == [("1", 0), ("2", 1), ("1.2", 1)]
    assert second.parent == first


def test_shift_goal_refuses_a_stale_button(anna):
    document = drafted_document(anna)
    first, *_ = goal_tree(anna, document)
    operations.shift_goal(goal=first, way=Way.DOWN, revision=1, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match="stale"):
        operations.shift_goal(goal=first, way=Way.UP, revision=1, by=anna, at=MONDAY)


def test_shift_goal_refuses_an_adopted_document_and_who_does_not_plan(anna, bo):
    goal = Goal.objects.of(anna.region_id).get(document=adopted_document(anna))

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        shift(goal, Way.UP, anna)
    with pytest.raises(NotAllowed):
        shift(goal, Way.UP, bo)
