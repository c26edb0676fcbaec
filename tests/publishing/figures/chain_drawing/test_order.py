"""Fewer links that cross: the sifting against every order there is, and our drawings against Graphviz's own."""

from itertools import pairwise, product
from random import Random

import pygraphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varv.publishing.figures.chain_drawing.layout import BOX_HEIGHT, Edge, Node, layout
from varv.publishing.figures.chain_drawing.order import crossings, sifted

COLUMNS = 7
SAMPLES = 24


@st.composite
def any_columns(draw):
    """Up to four columns of up to five places, with links between neighbours."""
    columns = [
        [f"c{number}p{place}" for place in range(draw(st.integers(1, 5)))] for number in range(draw(st.integers(2, 4)))
    ]
    possible = [piece for one, other in pairwise(columns) for piece in product(one, other)]
    return columns, draw(st.lists(st.sampled_from(possible), unique=True, max_size=12))


def crossed(columns, pieces):
    """Crossings counted the slow way: every pair of links between the same two columns."""
    at = {name: place for names in columns for place, name in enumerate(names)}
    column = {name: number for number, names in enumerate(columns) for name in names}
    return sum(
        column[a] == column[c] and (at[a] - at[c]) * (at[b] - at[d]) < 0
        for number, (a, b) in enumerate(pieces)
        for c, d in pieces[:number]
    )


# --- the counting and the sifting ------------------------------------------------------------------------


def test_crossings_are_links_that_change_sides():
    columns = [["a", "b"], ["c", "d"]]

    assert crossings(columns, [("a", "c"), ("b", "d")]) == 0
    assert crossings(columns, [("a", "d"), ("b", "c")]) == 1


def test_links_from_one_place_or_to_one_never_cross():
    assert crossings([["a", "b"], ["c", "d"]], [("a", "c"), ("a", "d"), ("b", "d")]) == 0


def test_sifting_uncrosses_what_can_be_uncrossed():
    columns, pieces = [["a", "b", "c"], ["d", "e", "f"]], [("a", "f"), ("b", "e"), ("c", "d")]

    assert crossings(columns, pieces) == 3
    assert crossings(sifted(columns, pieces), pieces) == 0


def test_sifting_leaves_an_order_without_crossings_alone():
    columns = [["a", "b"], ["c", "d"]]

    assert sifted(columns, [("a", "c"), ("b", "d")]) == columns


@given(any_columns())
def test_crossings_are_counted_as_the_slow_way_does(found):
    assert crossings(*found) == crossed(*found)


@given(any_columns())
def test_sifting_keeps_every_place_in_its_column(found):
    columns, pieces = found

    assert [sorted(names) for names in sifted(columns, pieces)] == [sorted(names) for names in columns]


@given(any_columns())
def test_sifting_never_makes_it_worse(found):
    columns, pieces = found

    assert crossings(sifted(columns, pieces), pieces) <= crossings(columns, pieces)


@settings(max_examples=40)
@given(any_columns())
def test_sifting_two_columns_ends_where_no_single_move_helps(found):
    columns, pieces = found
    first, second = columns[:2]
    between = [piece for piece in pieces if piece[0] in first]
    order = sifted([first, second], between)
    best = crossings(order, between)

    for place, name in product(range(len(first)), first):
        rest = [other for other in order[0] if other != name]
        assert crossings([[*rest[:place], name, *rest[place:]], order[1]], between) >= best


# --- against Graphviz's own drawing ------------------------------------------------------------------------


def generated(steps, links, seed):
    """A chain as regions write them: mostly to the next level, now and then past one or two."""
    random = Random(seed)
    columns = [place * COLUMNS // steps for place in range(steps)]
    pairs = set()
    while len(pairs) < links:
        source, target = random.randrange(steps), random.randrange(steps)
        further = columns[target] - columns[source]
        if further == 1 or (further in {2, 3} and random.random() < 0.08):
            pairs.add((source, target))
    nodes = [Node(number, column, BOX_HEIGHT) for number, column in enumerate(columns)]
    return nodes, [Edge(number, *pair) for number, pair in enumerate(sorted(pairs))]


def drawn_by_us(nodes, edges):
    """The heights each link has in the columns it touches, in our drawing."""
    places = layout(nodes, edges)
    column = {node.id: node.column for node in nodes}
    return [
        (column[edge.source], [places.boxes[edge.source], *places.lanes[edge.id], places.boxes[edge.target]])
        for edge in edges
    ]


def drawn_by_graphviz(nodes, edges):
    """The same of plain dot: the boxes of a level told to be level, and nothing else."""
    ranks = [[f"n{node.id}" for node in nodes if node.column == column] for column in range(COLUMNS)]
    text = [
        'digraph { rankdir=LR; nodesep=0.361; ranksep=0.5; node [shape=box, label="", width=1.69, height=0.806];',
        *(
            f"{{rank=same; s{place} [style=invis, height=0.01]; {'; '.join(names)}}}"
            for place, names in enumerate(ranks)
        ),
        *(f"s{one} -> s{other} [style=invis];" for one, other in pairwise(range(COLUMNS))),
        *(f"n{edge.source} -> n{edge.target} [arrowhead=none];" for edge in edges),
        "}",
    ]
    drawn = pygraphviz.AGraph(string="\n".join(text))
    drawn.layout(prog="dot")
    spots = {str(node): tuple(map(float, node.attr["pos"].split(","))) for node in drawn.nodes()}
    ways = [sampled(drawn.get_edge(f"n{edge.source}", f"n{edge.target}").attr["pos"]) for edge in edges]
    drawn.close()
    column = {node.id: node.column for node in nodes}
    return [
        (
            column[edge.source],
            [
                -spots[f"n{edge.source}"][1],
                *(-height(way, spots[f"s{at}"][0]) for at in range(column[edge.source] + 1, column[edge.target])),
                -spots[f"n{edge.target}"][1],
            ],
        )
        for edge, way in zip(edges, ways, strict=True)
    ]


def sampled(text):
    """Spots along a drawn curve, from left to right."""
    pulls = [tuple(map(float, spot.split(","))) for spot in text.split() if spot[0] not in "es"]
    spots = [pulls[-1]]
    for number in range(0, len(pulls) - 1, 3):
        for share in (step / SAMPLES for step in range(SAMPLES)):
            weights = ((1 - share) ** 3, 3 * (1 - share) ** 2 * share, 3 * (1 - share) * share**2, share**3)
            curve = list(zip(weights, pulls[number : number + 4], strict=True))
            spots.append(tuple(sum(weight * spot[axis] for weight, spot in curve) for axis in (0, 1)))
    return sorted(spots)


def height(way, across):
    """Where a curve passes a column."""
    return min(way, key=lambda spot: abs(spot[0] - across))[1]


def edge_crossings(drawn):
    """Pairs of links that change sides between two columns."""
    pieces = [(first + place, *ends) for first, ys in drawn for place, ends in enumerate(pairwise(ys))]
    return sum(
        one == other and (start - begin) * (end - finish) < 0
        for number, (one, start, end) in enumerate(pieces)
        for other, begin, finish in pieces[:number]
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("steps", "links"), [(20, 30), (50, 75), (100, 180), (150, 300)])
def test_our_drawing_crosses_no_more_than_graphviz_own(steps, links, seed):
    made = generated(steps, links, seed)

    assert edge_crossings(drawn_by_us(*made)) <= edge_crossings(drawn_by_graphviz(*made))


def test_our_drawings_cross_less_than_graphviz_own_taken_together():
    made = [generated(150, 300, seed) for seed in (11, 12, 13)]

    ours = sum(edge_crossings(drawn_by_us(*each)) for each in made)

    assert ours < sum(edge_crossings(drawn_by_graphviz(*each)) for each in made)
