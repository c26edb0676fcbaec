"""What Graphviz is told of a chain, and where it puts things."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.figures.chain_drawing.test_order import crossed
from varv.publishing.figures.chain_drawing.dot import Drawing, Edge, Lane, Node, placed, plain_order
from varv.publishing.figures.chain_drawing.layout import BOX_HEIGHT, layout
from varv.publishing.figures.chain_drawing.order import crossings


def drawing(columns, pairs):
    """Boxes numbered from 0 in these columns, with links by their numbers."""
    nodes = [Node(number, column, BOX_HEIGHT) for number, column in enumerate(columns)]
    edges = [Edge(number, *pair) for number, pair in enumerate(pairs)]
    lanes = {
        edge.id: tuple(Lane(edge.id, place) for place in range(columns[edge.source] + 1, columns[edge.target]))
        for edge in edges
    }
    return Drawing(nodes, edges, lanes)


@st.composite
def any_drawing(draw):
    columns = draw(st.lists(st.integers(0, 4), min_size=2, max_size=12))
    numbers = st.integers(0, len(columns) - 1)
    pairs = st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1])
    return drawing(columns, draw(st.lists(pairs, unique=True, max_size=14)))


def ordered(found, middles):
    return [sorted(names, key=lambda name: middles[name]) for names in found.columns]


def test_columns_hold_their_boxes_and_the_lanes_that_pass_them():
    assert drawing([0, 1, 2], [(0, 1), (0, 2)]).columns == [["n0"], ["n1", "l1_1"], ["n2"]]


def test_column_that_nothing_stands_in_is_kept():
    assert drawing([0, 2], []).columns == [["n0"], [], ["n1"]]


def test_link_goes_by_its_lanes():
    found = drawing([0, 1, 2, 3], [(0, 3)])

    assert found.way(found.edges[0]) == ["n0", "l0_1", "l0_2", "n3"]
    assert found.pieces == [("n0", "l0_1"), ("l0_1", "l0_2"), ("l0_2", "n3")]


@pytest.mark.parametrize("columns", [[1, 0], [0, 0]])
def test_link_back_or_within_a_level_is_no_piece_between_columns(columns):
    found = drawing(columns, [(0, 1)])

    assert found.pieces == []
    assert found.way(found.edges[0]) == ["n0", "n1"]


def test_boxes_of_a_column_stand_apart():
    middles = placed(drawing([0, 0, 0], []))

    heights = sorted(middles[name] for name in ("n0", "n1", "n2"))
    assert all(lower - upper >= BOX_HEIGHT + 20 for upper, lower in pairwise(heights))


def test_order_that_is_asked_for_is_kept():
    found = drawing([0, 0, 0, 1, 1, 1], [(0, 3), (1, 4), (2, 5)])
    asked = [["n2", "n0", "n1"], ["n3", "n5", "n4"]]

    assert ordered(found, placed(found, asked)) == asked


def test_plain_order_leads_a_link_past_the_columns_it_passes():
    found = drawing([0, 1, 2], [(0, 1), (1, 2), (0, 2)])

    middles = plain_order(found)

    assert set(middles) >= {"n0", "n1", "n2", "l2_1"}
    assert abs(middles["l2_1"] - middles["n1"]) > BOX_HEIGHT / 2


@settings(max_examples=40)
@given(any_drawing())
def test_every_box_and_lane_gets_a_place_however_it_is_asked(found):
    names = {name for column in found.columns for name in column}

    assert names <= set(placed(found))
    assert names <= set(plain_order(found))


@settings(max_examples=40)
@given(any_drawing())
def test_any_order_can_be_asked_for(found):
    backwards = [names[::-1] for names in ordered(found, placed(found))]

    assert ordered(found, placed(found, backwards)) == backwards


@settings(max_examples=40)
@given(any_drawing())
def test_layout_never_crosses_more_than_graphviz_with_the_same_lanes(found):
    first = ordered(found, placed(found))
    places = layout(found.nodes, found.edges)
    ours = {node.name: places.boxes[node.id] for node in found.nodes} | {
        lane.name: y for edge, lanes in found.lanes.items() for lane, y in zip(lanes, places.lanes[edge], strict=True)
    }

    assert crossings(ordered(found, ours), found.pieces) <= crossed(first, found.pieces)
