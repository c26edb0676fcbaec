from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.rollup import Node, Summary, rollup, upward
from varv.core.status import Status

# Two overarching goals; the first has two effect goals, one of them with a goal below it.
TREE = [Node(1, None), Node(2, 1), Node(3, 1), Node(4, 2), Node(5, None)]


def statuses():
    return st.lists(st.sampled_from(Status), max_size=4)


@st.composite
def trees(draw):
    """A root 0, and every other node below one that came before it."""
    size = draw(st.integers(1, 15))
    return [Node(0, None), *(Node(number, draw(st.integers(0, number - 1))) for number in range(1, size))]


@st.composite
def measured_trees(draw):
    nodes = draw(trees())
    own = draw(st.dictionaries(st.sampled_from([node.id for node in nodes]), statuses()))
    return draw(st.permutations(nodes)), own


@st.composite
def tangles(draw):
    """Any parents at all: trees, woods and loops."""
    numbers = st.integers(0, 7)
    nodes = [Node(number, draw(st.one_of(st.none(), numbers))) for number in range(8)]
    return nodes, draw(st.dictionaries(numbers, statuses()))


def children(nodes, parent):
    return [node.id for node in nodes if node.parent == parent]


def test_rollup_counts_own_and_below():
    summaries = rollup(TREE, {2: [Status.ON_TRACK], 4: [Status.OFF_TRACK, Status.NO_DATA], 3: [Status.ON_TRACK]})

    assert summaries == {
        1: Summary({Status.ON_TRACK: 2, Status.OFF_TRACK: 1, Status.NO_DATA: 1}),
        2: Summary({Status.ON_TRACK: 1, Status.OFF_TRACK: 1, Status.NO_DATA: 1}),
        3: Summary({Status.ON_TRACK: 1}),
        4: Summary({Status.OFF_TRACK: 1, Status.NO_DATA: 1}),
        5: Summary({}),
    }


def test_rollup_of_nothing_is_nothing():
    assert rollup([], {}) == {}


def test_rollup_treats_a_goal_whose_parent_is_not_shown_as_a_root():
    shown = [Node(2, 1), Node(4, 2)]

    summaries = rollup(shown, {4: [Status.AT_RISK]})

    assert summaries == {2: Summary({Status.AT_RISK: 1}), 4: Summary({Status.AT_RISK: 1})}


def test_rollup_reads_its_nodes_only_once():
    assert rollup(iter(TREE), {5: [Status.WITHIN]})[5] == Summary({Status.WITHIN: 1})


@given(measured_trees())
def test_rollup_gives_the_root_the_sum_over_all(tree):
    nodes, own = tree

    counts = rollup(nodes, own)[0].counts

    assert counts == Counter(status for statuses in own.values() for status in statuses)


@given(measured_trees())
def test_rollup_gives_each_node_its_own_and_its_childrens(tree):
    nodes, own = tree

    counts = {number: Counter(summary.counts) for number, summary in rollup(nodes, own).items()}

    for node in nodes:
        below = sum((counts[child] for child in children(nodes, node.id)), Counter())
        assert counts[node.id] == below + Counter(own.get(node.id, []))


@given(measured_trees())
def test_rollup_gives_a_leaf_only_its_own(tree):
    nodes, own = tree
    summaries = rollup(nodes, own)

    leaves = [node.id for node in nodes if not children(nodes, node.id)]

    assert {leaf: summaries[leaf].counts for leaf in leaves} == {leaf: Counter(own.get(leaf, [])) for leaf in leaves}


@given(measured_trees())
def test_rollup_is_the_same_in_any_order_of_nodes(tree):
    nodes, own = tree

    assert rollup(nodes, own) == rollup(sorted(nodes, key=lambda node: node.id), own)


@given(tangles())
def test_rollup_ends_and_counts_each_status_once_a_node_even_in_a_loop(tangle):
    nodes, own = tangle

    summaries = rollup(nodes, own)

    assert list(summaries) == [node.id for node in nodes]
    assert max(summary.total for summary in summaries.values()) <= sum(map(len, own.values()))


def test_rollup_of_a_loop_gives_every_goal_in_it_the_whole():
    round_about = [Node(1, 3), Node(2, 1), Node(3, 2)]

    summaries = rollup(round_about, {1: [Status.ON_TRACK], 2: [Status.AT_RISK]})

    assert {summary.total for summary in summaries.values()} == {2}


def test_rollup_climbs_a_deep_tree():
    nodes = [Node(0, None), *(Node(number, number - 1) for number in range(1, 3000))]

    assert rollup(nodes, {2999: [Status.WITHIN]})[0] == Summary({Status.WITHIN: 1})


def test_upward_starts_with_the_node_itself():
    assert list(upward(4, {node.id: node.parent for node in TREE})) == [4, 2, 1]


def test_upward_ends_where_a_loop_closes():
    assert list(upward(1, {1: 2, 2: 3, 3: 2})) == [1, 2, 3]


def test_upward_ends_where_the_tree_ends():
    assert list(upward(4, {4: 2, 2: 1})) == [4, 2]


def test_summary_counts_those_with_data_apart():
    summary = Summary({Status.ON_TRACK: 2, Status.NO_DATA: 3})

    assert (summary.total, summary.with_data) == (5, 2)


def test_summary_of_nothing_has_no_data():
    assert (Summary().total, Summary().with_data, Summary().worst) == (0, 0, Status.NO_DATA)


@pytest.mark.parametrize(
    ("counts", "worst"),
    [
        ({Status.ON_TRACK: 9, Status.OFF_TRACK: 1}, Status.OFF_TRACK),
        ({Status.ON_TRACK: 9, Status.OFF_TRACK: 0}, Status.ON_TRACK),
        ({Status.AT_RISK: 1, Status.OUTSIDE: 1}, Status.OUTSIDE),
        ({Status.WRONG_DIRECTION: 1, Status.AT_RISK: 4}, Status.WRONG_DIRECTION),
        ({Status.UNCHANGED: 1, Status.RIGHT_DIRECTION: 1}, Status.UNCHANGED),
        ({Status.WITHIN: 1, Status.NO_DATA: 8}, Status.WITHIN),
        ({Status.NO_DATA: 8}, Status.NO_DATA),
    ],
)
def test_worst_is_the_most_alarming(counts, worst):
    assert Summary(counts).worst is worst


@pytest.mark.parametrize("status", Status)
def test_worst_of_one_status_is_that_status(status):
    assert Summary({status: 1}).worst is status


@given(statuses(), st.integers(1, 5))
def test_no_data_never_makes_a_summary_better_or_worse(known, missing):
    with_gaps = Counter([*known, *[Status.NO_DATA] * missing])

    assert Summary(with_gaps).worst is Summary(Counter(known)).worst
    assert Summary(with_gaps).with_data == Summary(Counter(known)).with_data
