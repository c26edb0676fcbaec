from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.figures.chain_drawing.layout import BOX_WIDTH, Edge
from varv.publishing.figures.chain_drawing.routes import Bend, Frame, Route, Side, free_spots, routes
from varv.publishing.figures.marks import Spot

COLUMNS = (0.0, 200.0, 400.0)
FRAMES = {1: Frame(0, 100, 58), 2: Frame(200, 100, 58), 3: Frame(400, 100, 58), 4: Frame(0, 300, 58)}


def between(*pairs, lanes=None):
    edges = [Edge(number, source, target) for number, (source, target) in enumerate(pairs)]
    return routes(edges, FRAMES, {edge.id: [] for edge in edges} | (lanes or {}), COLUMNS)


def level(x, y):
    """A straight line of 40 px."""
    return Route((Bend(Spot(x, y), Spot(x + 20, y), Spot(x + 20, y), Spot(x + 40, y)),), goes_back=False)


def test_frame_knows_its_edges():
    assert FRAMES[2].top == 71
    assert (FRAMES[2].edge(Side.LEFT), FRAMES[2].edge(Side.RIGHT)) == (200, 322)


def test_bend_begins_and_ends_where_it_says():
    bend = Bend(Spot(0, 0), Spot(10, 0), Spot(10, 20), Spot(20, 20))

    assert (bend.at(0), bend.at(0.5), bend.at(1)) == (Spot(0, 0), Spot(10, 10), Spot(20, 20))
    assert bend.course == "C10 0 10 20 20 20"


def test_route_goes_from_right_side_to_left_side():
    route = between((1, 2))[0]

    assert (route.bends[0].start, route.bends[-1].end) == (Spot(122, 100), Spot(200, 100))
    assert route.course == "M122 100C161 100 161 100 200 100"
    assert not route.goes_back


def test_route_is_level_at_both_ends():
    (bend,) = between((4, 2))[0].bends

    assert (bend.start.y, bend.end.y) == (bend.pull.y, bend.draw.y) == (300, 100)


def test_route_goes_straight_past_a_column_in_its_lane():
    route = between((1, 3), lanes={0: [180]})[0]

    assert [(bend.start.x, bend.end.x) for bend in route.bends] == [(122, 200), (322, 400)]
    assert [bend.end.y for bend in route.bends] == [180, 100]
    assert "L322 180C" in route.course


def test_routes_leave_a_side_apart_in_the_order_they_lead():
    found = between((2, 3), (1, 2), (4, 2))
    arrivals = [found[edge].bends[-1].end.y for edge in (1, 2)]

    assert arrivals == [94, 106]
    assert found[0].bends[0].start.y == 100


def test_routes_stay_within_the_side_however_many():
    found = between(*[(1, 2)] * 20)
    heights = [route.bends[0].start.y for route in found.values()]

    assert min(heights) >= FRAMES[1].top + 7
    assert max(heights) <= FRAMES[1].top + FRAMES[1].height - 7
    assert len(set(heights)) == 20


def test_route_within_a_column_turns_on_the_right_side():
    route = between((1, 4))[0]

    assert route.goes_back
    assert (route.bends[0].start.x, route.bends[0].end.x) == (122, 122)
    assert route.bends[0].pull.x > 122


def test_route_back_goes_from_left_side_to_right_side_with_an_arrow():
    route = between((3, 1))[0]

    assert route.goes_back
    assert (route.bends[0].start.x, route.bends[0].end.x) == (400, BOX_WIDTH)
    assert route.arrow == "M129 96l-6 4l6 4"


def test_free_spots_are_in_the_middle_where_there_is_room():
    assert free_spots([level(0, 0), level(0, 100)]) == [Spot(20, 0), Spot(20, 100)]


def test_free_spots_move_along_where_there_is_not():
    first, second = free_spots([level(0, 0), level(0, 12)])

    assert first == Spot(20, 0)
    assert second != Spot(20, 12)
    assert dist((first.x, first.y), (second.x, second.y)) > 12


def test_free_spots_of_lines_that_go_back_are_at_their_ends():
    back = Route(level(0, 0).bends, goes_back=True)

    assert free_spots([back])[0].x == pytest.approx(35, abs=2)


def test_free_spots_of_no_routes_are_none():
    assert free_spots([]) == []


@given(st.lists(st.integers(0, 60), max_size=12))
def test_free_spots_lie_on_their_own_lines(heights):
    found = free_spots([level(0, y) for y in heights])

    assert [spot.y for spot in found] == pytest.approx(heights)
    assert all(0 <= spot.x <= 40 for spot in found)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda pair: pair[0] != pair[1]), max_size=12))
def test_routes_join_the_boxes_they_are_for(pairs):
    lanes = {number: [150.0] for number, pair in enumerate(pairs) if FRAMES[pair[1]].left - FRAMES[pair[0]].left == 400}
    found = between(*pairs, lanes=lanes)

    for number, (source, target) in enumerate(pairs):
        start, end = found[number].bends[0].start, found[number].bends[-1].end
        assert start.x in {FRAMES[source].left, FRAMES[source].left + BOX_WIDTH}
        assert end.x in {FRAMES[target].left, FRAMES[target].left + BOX_WIDTH}
        assert abs(start.y - FRAMES[source].middle) <= 29
        assert abs(end.y - FRAMES[target].middle) <= 29
