"""Many figures added at once: through every path of a tree, once each, and never with zeros for what is missing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from varv.core.tallies import Sum, Tally, added_up, gathered, members_upward

WIDTH = 3
known = st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False, allow_infinity=False)


def tally(*sums):
    """A tally whose columns hold these values; ``None`` is missing."""
    return Tally(
        tuple(Decimal(0) if value is None else Decimal(value) for value in sums),
        tuple(int(value is not None) for value in sums),
        tuple(int(value is None) for value in sums),
    )


def columns(found):
    return [found.at(place) for place in range(len(found.values))]


tallies = st.lists(st.none() | known, min_size=WIDTH, max_size=WIDTH).map(lambda values: tally(*values))
# Parents come before their children; the first node is the top.
trees = st.lists(st.integers(0, 50), max_size=9).map(
    lambda drawn: {0: None} | {node: parent % node for node, parent in enumerate(drawn, start=1)}
)


def above_of(parents):
    return {node: [parent] for node, parent in parents.items() if parent is not None}


def test_a_column_where_nothing_was_told_has_no_value():
    assert columns(tally(5, 0, None)) == [Sum(Decimal(5), 1, 0), Sum(Decimal(0), 1, 0), Sum(None, 0, 1)]


def test_nothing_has_no_values_however_wide():
    assert columns(Tally.nothing(2)) == columns(added_up([], 2)) == [Sum(), Sum()]


def test_added_up_counts_what_is_told_and_what_is_missing():
    found = added_up([tally(5, None, None), tally(2, 3, None)], WIDTH)

    assert columns(found) == [Sum(Decimal(7), 2, 0), Sum(Decimal(3), 1, 1), Sum(None, 0, 2)]


def test_two_sums_together_know_what_each_knew():
    assert Sum(Decimal(1), 2, 1).plus(Sum(None, 0, 3)) == Sum(Decimal(1), 2, 4)
    assert Sum().plus(Sum(Decimal(0), 1)) == Sum(Decimal(0), 1, 0)


def test_one_sum_in_another_rests_on_the_figures_of_both():
    quarter = Sum(Decimal(1), 2, 1).divided_by(Sum(Decimal(4), 3, 0))

    assert quarter == Sum(Decimal("0.25"), 5, 1)
    assert Sum(Decimal(1), 1).divided_by(Sum(Decimal(0), 1)) == Sum(None, 2, 0)


def test_figures_that_must_not_be_added_stand_only_alone():
    assert Sum(Decimal(7), 1, 2).alone() == Sum(Decimal(7), 1, 2)
    assert Sum(Decimal(7), 2, 0).alone() == Sum(None, 2, 0)


def test_members_upward_holds_each_once_however_many_ways_lead_there():
    above = {3: [1, 2], 2: [0], 1: [0]}

    assert members_upward({7: [3], 8: [2, 3], 9: [5]}, above) == {
        3: {7, 8},
        1: {7, 8},
        2: {7, 8},
        0: {7, 8},
        5: {9},
    }


def test_members_upward_ends_in_a_loop():
    assert members_upward({7: [1]}, {1: [2], 2: [1]}) == {1: {7}, 2: {7}}


def test_gathered_counts_a_leaf_once_and_passes_over_those_that_are_silent():
    found = gathered({7: tally(5, 1, None)}, {0: [7, 7, 8], 1: []}, WIDTH)

    assert columns(found[0]) == columns(tally(5, 1, None))
    assert columns(found[1]) == columns(Tally.nothing(WIDTH))


@given(trees, st.data())
def test_a_node_is_the_sum_of_its_own_and_of_those_below_it(parents, data):
    """Where everything is tied to one node, the total is the sum of its parts along every path."""
    own = {node: data.draw(tallies) for node in parents}

    found = gathered(own, members_upward({node: [node] for node in parents}, above_of(parents)), WIDTH)

    for node in parents:
        below = [found[child] for child, parent in parents.items() if parent == node]
        assert found[node] == added_up([own[node], *below], WIDTH)
    assert found[0] == added_up(list(own.values()), WIDTH)


@given(trees, st.data())
def test_what_is_tied_to_many_nodes_is_counted_once_in_each_above_them(parents, data):
    things = {thing: data.draw(tallies) for thing in range(5)}
    ties = st.lists(st.sampled_from(sorted(parents)), max_size=4)
    tied = {thing: data.draw(ties) for thing in things}

    found = gathered(things, members_upward(tied, above_of(parents)), WIDTH)

    somewhere = [things[thing] for thing in things if tied[thing]]
    assert found.get(0, Tally.nothing(WIDTH)) == added_up(somewhere, WIDTH)
    for node in found:
        assert sum(found[node].told) <= sum(added_up(somewhere, WIDTH).told)


@given(st.lists(tallies, max_size=6), st.integers(0, 6))
def test_it_does_not_matter_how_the_adding_is_parted(every, cut):
    parted = added_up([added_up(every[:cut], WIDTH), added_up(every[cut:], WIDTH)], WIDTH)

    assert parted == added_up(every, WIDTH)


@given(st.lists(tallies, max_size=6))
def test_what_is_missing_is_never_told_as_zero(every):
    for place, found in enumerate(columns(added_up(every, WIDTH))):
        told = [one.values[place] for one in every if one.told[place]]
        assert found.value == (sum(told) if told else None)
        assert (found.told, found.missing) == (len(told), len(every) - len(told))
