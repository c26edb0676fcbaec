from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.theory import (
    Claim,
    Evidence,
    Level,
    Link,
    Step,
    backward,
    closes_loop,
    dead_ends,
    layers,
    loop,
    orphans,
    untested,
)

LONG = 2000


def link(source, target, evidence=Evidence.SOME):
    return Link(source, target, evidence)


def links(*pairs):
    return [link(source, target) for source, target in pairs]


def numbers():
    return st.integers(0, 6)


def drawn_link():
    return st.builds(Link, numbers(), numbers(), st.sampled_from(Evidence))


def drawn_links():
    return st.lists(drawn_link(), max_size=12)


@st.composite
def sound_links(draw):
    """Links that only go from a lower number to a higher: no loop can be made of them."""
    return [found for found in draw(drawn_links()) if found.source < found.target]


def steps_with_links():
    steps = st.lists(st.builds(Step, numbers(), st.sampled_from(Level)), unique_by=lambda step: step.id)
    return st.tuples(steps, drawn_links())


def leads_to(links):
    """Every pair (a, b) where b can be reached from a, by brute force."""
    reach = {(link.source, link.target) for link in links}
    ends = {end for pair in reach for end in pair}
    for by, start, end in product(ends, repeat=3):
        if (start, by) in reach and (by, end) in reach:
            reach.add((start, end))
    return reach


def goes_round(links):
    return any(start == end for start, end in leads_to(links))


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], []),
        ([(1, 2), (2, 3)], []),
        ([(1, 2), (1, 3), (2, 4), (3, 4)], []),
        ([(1, 2), (1, 2)], []),
        ([(2, 3), (1, 2)], []),
        ([(1, 1)], [1]),
        ([(1, 2), (2, 1)], [1, 2]),
        ([(0, 1), (1, 2), (2, 3), (3, 1)], [1, 2, 3]),
        ([(5, 6), (1, 2), (2, 3), (3, 2)], [2, 3]),
    ],
)
def test_loop_is_the_steps_that_lead_round(pairs, found):
    assert loop(links(*pairs)) == found


@given(drawn_links())
def test_loop_is_found_exactly_when_some_step_leads_to_itself(links):
    assert bool(loop(links)) is goes_round(links)


@given(drawn_links())
def test_loop_really_goes_round_and_passes_each_step_once(links):
    found = loop(links)

    known = {(link.source, link.target) for link in links}
    assert [pair for pair in pairwise([*found, *found[:1]]) if pair not in known] == []
    assert len(found) == len(set(found))


@given(sound_links())
def test_loop_is_empty_when_every_link_goes_forward(links):
    assert loop(links) == []


def test_loop_walks_a_long_chain():
    chain = links(*pairwise(range(LONG)))

    assert loop(chain) == []
    assert loop([*chain, link(LONG - 1, 0)]) == list(range(LONG))


def test_loop_does_not_walk_every_way_through_a_wide_chain():
    layer_by_layer = [
        link(10 * row + left, 10 * row + 10 + right) for row in range(30) for left in range(10) for right in range(10)
    ]

    assert loop(layer_by_layer) == []


@pytest.mark.parametrize(
    ("new", "closes"),
    [
        (link(1, 4), False),
        (link(3, 4), False),
        (link(3, 1), True),
        (link(2, 1), True),
        (link(2, 2), True),
    ],
)
def test_closes_loop_tells_before_the_link_is_made(new, closes):
    assert closes_loop(links((1, 2), (2, 3)), new) is closes


@given(sound_links(), drawn_link())
def test_closes_loop_exactly_when_the_target_already_leads_to_the_source(links, new):
    leads_back = new.source == new.target or (new.target, new.source) in leads_to(links)

    assert closes_loop(links, new) is leads_back


def test_closes_loop_leaves_the_chain_as_it_was():
    chain = links((1, 2))

    closes_loop(chain, link(2, 1))

    assert chain == links((1, 2))


def test_orphans_are_tied_to_nothing():
    steps = [Step(number, Level.OUTCOME) for number in (4, 1, 3, 2)]

    assert orphans(steps, links((1, 2))) == [4, 3]


def test_orphans_of_an_untied_chain_are_all_its_steps():
    assert orphans([Step(1, Level.NEED), Step(2, Level.INPUT)], []) == [1, 2]


@given(steps_with_links())
def test_orphans_and_the_tied_are_all_the_steps(drawn):
    steps, links = drawn

    tied = {link.source for link in links} | {link.target for link in links}

    assert set(orphans(steps, links)) == {step.id for step in steps} - tied


def test_untested_links_stand_weakest_first_and_then_as_given():
    strong, some = link(1, 2, Evidence.STRONG), link(2, 3, Evidence.SOME)
    assumed, none = link(3, 4, Evidence.ASSUMED), link(4, 5, Evidence.NONE)
    assumed_too, none_too = link(5, 6, Evidence.ASSUMED), link(6, 7, Evidence.NONE)

    assert untested([strong, assumed, none, some, assumed_too, none_too]) == [none, none_too, assumed, assumed_too]


@given(drawn_links())
def test_untested_keeps_every_weak_link_and_no_other(links):
    none = [link for link in links if link.evidence is Evidence.NONE]
    assumed = [link for link in links if link.evidence is Evidence.ASSUMED]

    assert untested(links) == [*none, *assumed]


@pytest.mark.parametrize("level", Level)
def test_dead_end_is_only_work_that_leads_nowhere(level):
    found = dead_ends([Step(1, level)], [])

    assert found == ([1] if level in {Level.ACTIVITY, Level.OUTPUT} else [])


def test_dead_ends_do_not_count_what_leads_on():
    steps = [Step(1, Level.ACTIVITY), Step(2, Level.OUTPUT), Step(3, Level.ACTIVITY), Step(4, Level.OUTCOME)]

    assert dead_ends(steps, links((1, 2), (2, 4))) == [3]


def test_dead_end_may_well_be_led_to():
    assert dead_ends([Step(1, Level.ACTIVITY), Step(2, Level.OUTPUT)], links((1, 2))) == [2]


def test_backward_links_go_from_a_later_level_to_an_earlier():
    steps = [Step(1, Level.ACTIVITY), Step(2, Level.OUTPUT), Step(3, Level.OUTPUT), Step(4, Level.IMPACT)]

    found = backward(steps, links((1, 2), (2, 3), (4, 1), (3, 1), (1, 4)))

    assert found == links((4, 1), (3, 1))


@given(st.sampled_from(Level), st.sampled_from(Level))
def test_backward_never_holds_both_of_a_link_and_its_reverse(one, other):
    steps = [Step(1, one), Step(2, other)]

    found = backward(steps, links((1, 2), (2, 1)))

    assert len(found) == (0 if one is other else 1)


def test_layers_are_the_columns_to_draw():
    steps = [Step(9, Level.IMPACT), Step(3, Level.ACTIVITY), Step(1, Level.ACTIVITY), Step(2, Level.OUTPUT)]

    assert list(layers(steps).items()) == [(Level.ACTIVITY, [3, 1]), (Level.OUTPUT, [2]), (Level.IMPACT, [9])]


@given(steps_with_links())
def test_layers_hold_each_step_once(drawn):
    steps, _ = drawn

    assert sorted(number for column in layers(steps).values() for number in column) == sorted(step.id for step in steps)


def test_levels_go_from_need_to_societal_effect():
    assert list(Level) == ["need", "input", "activity", "output", "outcome", "effect", "impact"]
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4, 5, 6]


def test_claim_of_effect_is_hypothetical_or_shown():
    assert list(Claim) == ["hypothetical", "shown"]
