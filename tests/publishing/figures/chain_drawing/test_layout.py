from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varv.publishing.figures.chain_drawing.layout import BOX_HEIGHT, BOX_WIDTH, Edge, Layout, Node, layout


def nodes(*columns, height=BOX_HEIGHT):
    """A box for each column given, numbered from 1."""
    return [Node(number, column, height) for number, column in enumerate(columns, start=1)]


def edges(*pairs):
    return [Edge(number, source, target) for number, (source, target) in enumerate(pairs)]


@st.composite
def any_chain(draw):
    columns = draw(st.lists(st.integers(0, 6), min_size=1, max_size=14))
    used = sorted(set(columns))
    boxes = [Node(place, used.index(column), draw(st.integers(58, 200))) for place, column in enumerate(columns)]
    ends = st.tuples(st.integers(0, len(boxes) - 1), st.integers(0, len(boxes) - 1))
    return boxes, edges(
        *draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]) if len(boxes) > 1 else st.nothing()))
    )


def test_layout_of_nothing_is_nothing():
    assert layout([], []) == Layout((), {}, {}, 0.0)
    assert layout([], []).width == 0


def test_layout_of_one_box_is_as_high_as_the_box():
    found = layout(nodes(0), [])

    assert (found.width, found.height) == (BOX_WIDTH, BOX_HEIGHT)
    assert found.boxes == {1: BOX_HEIGHT / 2}


def test_layout_has_seven_columns_on_a_pages_width():
    found = layout(nodes(*range(7)), edges((1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)))

    assert len(found.columns) == 7
    assert found.width + 2 * 4 == pytest.approx(1096, abs=1)


def test_layout_has_few_columns_wider_apart():
    two, seven = layout(nodes(0, 1), []), layout(nodes(*range(7)), [])

    assert two.columns[1] > seven.columns[1]


def test_layout_has_crowded_columns_wider_apart():
    crowd = [(source, target) for source in range(1, 11) for target in range(11, 21)]
    boxes = nodes(*[0] * 10, *[1] * 10, *range(2, 7))

    assert layout(boxes, edges(*crowd)).columns[1] > layout(boxes, []).columns[1]


def test_layout_keeps_a_straight_chain_straight():
    found = layout(nodes(0, 1, 2, 3), edges((1, 2), (2, 3), (3, 4)))

    assert len({round(y) for y in found.boxes.values()}) == 1


def test_layout_puts_tied_boxes_beside_each_other():
    found = layout(nodes(0, 0, 1, 1), edges((1, 4), (2, 3)))

    assert (found.boxes[1] < found.boxes[2]) == (found.boxes[4] < found.boxes[3])


def test_layout_gives_a_link_that_passes_a_level_its_own_lane():
    found = layout(nodes(0, 1, 2), edges((1, 2), (2, 3), (1, 3)))

    assert [len(found.lanes[edge]) for edge in (0, 1, 2)] == [0, 0, 1]
    assert abs(found.lanes[2][0] - found.boxes[2]) > BOX_HEIGHT / 2


def test_layout_has_no_lane_for_a_link_that_goes_back():
    assert layout(nodes(0, 1, 2), edges((3, 1))).lanes == {0: ()}


def test_layout_takes_links_within_a_level_and_round():
    found = layout(nodes(0, 0, 1), edges((1, 2), (2, 3), (3, 1)))

    assert set(found.boxes) == {1, 2, 3}


def test_layout_is_the_same_each_time():
    boxes, links = nodes(0, 0, 1, 1, 2), edges((1, 3), (2, 3), (3, 5), (4, 5))

    assert layout(boxes, links) == layout(boxes, links)


def test_layout_can_be_asked_for_in_many_threads():
    boxes, links = nodes(*[0] * 8, *[1] * 8), edges(*[(source, source + 8) for source in range(1, 9)])
    alone = layout(boxes, links)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: layout(boxes, links), range(40)))

    assert all(found == alone for found in together)


@settings(max_examples=60)
@given(any_chain())
def test_layout_never_puts_boxes_on_each_other(found):
    boxes, links = found
    places = layout(boxes, links)
    together = [pair for pair in combinations(boxes, 2) if pair[0].column == pair[1].column]

    assert all(
        abs(places.boxes[one.id] - places.boxes[other.id]) >= (one.height + other.height) / 2 + 8
        for one, other in together
    )


@settings(max_examples=60)
@given(any_chain())
def test_layout_begins_at_the_top_and_holds_every_box_and_lane(found):
    boxes, links = found
    places = layout(boxes, links)
    lanes = [y for passed in places.lanes.values() for y in passed]
    tops = [places.boxes[box.id] - box.height / 2 for box in boxes] + lanes
    bottoms = [places.boxes[box.id] + box.height / 2 for box in boxes] + lanes

    assert min(tops) == pytest.approx(0, abs=0.01)
    assert max(bottoms) == pytest.approx(places.height, abs=0.01)
