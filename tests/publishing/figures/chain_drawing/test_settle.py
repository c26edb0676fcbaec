"""Parts of a chain that hang together with nothing else stand beside each other, not below."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.figures.chain_drawing.dot import BETWEEN_BOXES, Drawing, Edge, Lane, Node
from varv.publishing.figures.chain_drawing.settle import settled

TALL = 58.0


def drawing(columns, pairs):
    nodes = [Node(number, column, TALL) for number, column in enumerate(columns)]
    edges = [Edge(number, *pair) for number, pair in enumerate(pairs)]
    lanes = {
        edge.id: tuple(Lane(edge.id, place) for place in range(columns[edge.source] + 1, columns[edge.target]))
        for edge in edges
    }
    return Drawing(nodes, edges, lanes)


def test_parts_in_different_columns_stand_beside_each_other():
    two = drawing([0, 1, 2, 3], [(0, 1), (2, 3)])

    assert settled(two, {"n0": 29.0, "n1": 29.0, "n2": 400.0, "n3": 400.0}) == {
        "n0": 29.0,
        "n1": 29.0,
        "n2": 29.0,
        "n3": 29.0,
    }


def test_parts_in_the_same_column_stand_as_near_as_boxes_may():
    two = drawing([0, 0], [])

    assert settled(two, {"n0": 29.0, "n1": 900.0}) == {"n0": 29.0, "n1": 29.0 + TALL + BETWEEN_BOXES}


def test_within_a_part_nothing_moves():
    tied = drawing([0, 0, 1], [(0, 2), (1, 2)])
    places = {"n0": 29.0, "n1": 300.0, "n2": 160.0}

    assert settled(tied, places) == places


def test_a_lane_holds_its_place():
    past = drawing([0, 1, 2], [(0, 2)])

    found = settled(past, {"n0": 29.0, "l0_1": 29.0, "n2": 29.0, "n1": 500.0})

    assert found["n1"] - TALL / 2 >= found["l0_1"] + 6 + BETWEEN_BOXES


def test_places_stay_where_moving_would_make_it_higher():
    woven = drawing([0, 1, 0, 1], [(0, 1), (2, 3)])
    places = {"n0": 29.0, "n1": 200.0, "n2": 200.0, "n3": 29.0}

    assert settled(woven, places) == places


@st.composite
def any_places(draw):
    """Boxes in columns, far apart, tied in any way."""
    columns = draw(st.lists(st.integers(0, 3), min_size=1, max_size=8))
    numbers = st.integers(0, len(columns) - 1)
    pairs = draw(st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=6))
    found = drawing(columns, pairs)
    order = draw(st.permutations([name for names in found.columns for name in names]))
    return found, {name: 100.0 * place for place, name in enumerate(order)}


@given(any_places())
def test_settled_is_never_higher_and_never_puts_boxes_on_each_other(made):
    found, places = made
    moved = settled(found, places)

    assert max(moved.values()) - min(moved.values()) <= max(places.values()) - min(places.values()) + TALL
    for names in found.columns:
        boxes = [name for name in names if name.startswith("n")]
        assert all(abs(moved[one] - moved[other]) >= TALL for one, other in combinations(boxes, 2))
