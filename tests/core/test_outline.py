"""One step in a tree, whichever way: where it leads, where it ends, and that it can be taken back."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from varv.core.outline import Spot, Way, shifted

# 1 (2 (3), 4), 5: in reading order, each with what it stands under.
TREE = {1: None, 2: 1, 3: 2, 4: 1, 5: None}


@pytest.mark.parametrize(
    ("thing", "up", "down", "inward", "outward"),
    [
        (1, None, Spot(None, 2), None, None),
        (2, None, Spot(1, 2), None, Spot(None, 2)),
        (3, None, None, None, Spot(1, 2)),
        (4, Spot(1, 1), None, Spot(2, 2), Spot(None, 2)),
        (5, Spot(None, 1), None, Spot(1, 3), None),
    ],
)
def test_step_leads_to_the_next_place_or_nowhere(thing, up, down, inward, outward):
    assert [shifted(way, thing, TREE) for way in (Way.UP, Way.DOWN, Way.IN, Way.OUT)] == [up, down, inward, outward]


def test_thing_alone_can_go_nowhere():
    assert [shifted(way, 1, {1: None}) for way in Way] == [None, None, None, None]


@st.composite
def trees(draw):
    """A tree of up to eight things in reading order."""
    below = {None: []}
    for thing in range(1, draw(st.integers(1, 8)) + 1):
        over = draw(st.sampled_from(list(below)))
        below[over].append(thing)
        below[thing] = []
    return dict(read(below, None))


def read(below, over):
    for thing in below[over]:
        yield thing, over
        yield from read(below, thing)


def after(tree, thing, spot):
    """The tree with the thing lifted out and put at the spot."""
    below = {None: [], **{each: [] for each in tree}}
    for each, over in tree.items():
        if each != thing:
            below[over].append(each)
    below[spot.parent].insert(spot.place - 1, thing)
    return dict(read(below, None))


@given(trees(), st.data())
def test_a_step_moves_one_thing_and_loses_none(tree, data):
    thing, way = data.draw(st.sampled_from(list(tree))), data.draw(st.sampled_from(list(Way)))
    spot = shifted(way, thing, tree)
    assume(spot is not None)

    moved = after(tree, thing, spot)

    assert (sorted(moved), list(moved.items()) == list(tree.items())) == (sorted(tree), False)
    assert {each: over for each, over in moved.items() if each != thing} == {
        each: over for each, over in tree.items() if each != thing
    }


@given(trees(), st.data())
def test_up_and_down_take_each_other_back(tree, data):
    thing, way = data.draw(st.sampled_from(list(tree))), data.draw(st.sampled_from([Way.UP, Way.DOWN]))
    spot = shifted(way, thing, tree)
    assume(spot is not None)
    moved = after(tree, thing, spot)

    back = shifted(Way.DOWN if way is Way.UP else Way.UP, thing, moved)

    assert list(after(moved, thing, back).items()) == list(tree.items())


@given(trees(), st.data())
def test_in_and_out_take_each_other_back(tree, data):
    thing = data.draw(st.sampled_from(list(tree)))
    spot = shifted(Way.IN, thing, tree)
    assume(spot is not None)
    moved = after(tree, thing, spot)

    back = shifted(Way.OUT, thing, moved)

    assert list(after(moved, thing, back).items()) == list(tree.items())
