"""A part of a chain: a step with its ancestors and descendants, some grades of evidence, some levels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import ChainFactory, ChainLinkFactory, ChainStepFactory
from varv.core.theory import Claim, Evidence, Level
from varv.core.workflow import PlanState
from varv.overview.strategy.chain_focus import Asked, chain_focus
from varv.overview.strategy.theory_map import LinkLine, StepLine, TheoryMap, theory_map

LEVELS = list(Level)


def a_step(number, level):
    return StepLine(number, 1, level, f"Led {number}", None, "", 0)


def a_link(number, source, target, evidence=Evidence.SOME):
    return LinkLine(number, number, source, target, evidence, Claim.HYPOTHETICAL, "", "", "", None, "")


def a_map(levels, pairs):
    """A chain of steps on these levels, linked as (from, to, evidence) by their places."""
    steps = tuple(a_step(number, level) for number, level in enumerate(levels))
    links = tuple(a_link(number, steps[one], steps[other], grade) for number, (one, other, grade) in enumerate(pairs))
    return TheoryMap(
        id=1,
        name="Kedja",
        summary="",
        state=PlanState.DRAFT,
        document_id=1,
        document="",
        goal_id=None,
        goal="",
        owner="",
        initiatives=0,
        steps=steps,
        links=links,
        versions=(),
    )


@pytest.fixture
def fork():
    """0 → 1 → 3 and 0 → 2 → 3, then 3 → 4; 5 stands alone."""
    levels = [Level.NEED, Level.ACTIVITY, Level.ACTIVITY, Level.OUTPUT, Level.OUTCOME, Level.OUTCOME]
    some, none = Evidence.SOME, Evidence.NONE
    return a_map(levels, [(0, 1, some), (0, 2, none), (1, 3, some), (2, 3, Evidence.ASSUMED), (3, 4, none)])


@st.composite
def maps(draw):
    """Any chain whose links go onward."""
    levels = draw(st.lists(st.sampled_from(Level), min_size=1, max_size=12))
    onward = [
        (one, other)
        for one in range(len(levels))
        for other in range(len(levels))
        if levels[one].rank < levels[other].rank
    ]
    chosen = draw(st.lists(st.sampled_from(onward), unique=True, max_size=20)) if onward else []
    return a_map(levels, [(one, other, draw(st.sampled_from(Evidence))) for one, other in chosen])


def any_ask():
    return st.builds(
        Asked,
        step_id=st.one_of(st.none(), st.integers(0, 14)),
        evidence=st.frozensets(st.sampled_from(Evidence)),
        levels=st.frozensets(st.sampled_from(Level)),
        leaves_out=st.booleans(),
    )


def test_focus_on_nothing_is_the_whole_chain(fork):
    found = chain_focus(fork, Asked())

    assert (found.is_whole, found.step, found.before, found.after) == (True, None, (), ())
    assert found.drawn is fork
    assert not found.asked.filters


def test_focus_on_a_step_has_its_ancestors_and_descendants(fork):
    found = chain_focus(fork, Asked(step_id=1))

    assert found.step == fork.steps[1]
    assert found.shown == {0, 1, 3, 4}
    assert [step.id for step in found.before] == [0]
    assert [step.id for step in found.after] == [3, 4]
    assert found.links == {0, 2, 4}
    assert not found.is_whole


def test_focus_leaves_out_ways_that_go_round_the_step():
    around = a_map(
        [Level.NEED, Level.ACTIVITY, Level.OUTPUT],
        [(0, 1, Evidence.SOME), (1, 2, Evidence.SOME), (0, 2, Evidence.SOME)],
    )

    assert chain_focus(around, Asked(step_id=1)).links == {0, 1}


def test_focus_on_a_step_that_is_not_there_is_the_whole_chain(fork):
    found = chain_focus(fork, Asked(step_id=99))

    assert found.is_whole
    assert found.asked.step_id is None


def test_focus_on_a_step_that_stands_alone_is_only_that_step(fork):
    found = chain_focus(fork, Asked(step_id=5))

    assert (found.shown, found.links, found.before, found.after) == ({5}, frozenset(), (), ())


def test_grades_show_their_links_and_the_steps_they_join(fork):
    found = chain_focus(fork, Asked(evidence=frozenset({Evidence.NONE})))

    assert found.links == {1, 4}
    assert found.shown == {0, 2, 3, 4}


def test_grades_within_a_focus_show_what_both_ask_for(fork):
    found = chain_focus(fork, Asked(step_id=2, evidence=frozenset({Evidence.ASSUMED})))

    assert found.links == {3}
    assert found.shown == {2, 3}


def test_step_in_focus_stays_although_none_of_its_links_is_asked_for(fork):
    found = chain_focus(fork, Asked(step_id=1, evidence=frozenset({Evidence.STRONG})))

    assert (found.shown, found.links) == ({1}, frozenset())


def test_levels_show_their_steps_and_the_links_between_them(fork):
    found = chain_focus(fork, Asked(levels=frozenset({Level.NEED, Level.ACTIVITY})))

    assert found.shown == {0, 1, 2}
    assert found.links == {0, 1}
    assert found.asked.filters


def test_the_rest_is_faded_or_left_out(fork):
    faded = chain_focus(fork, Asked(step_id=1))
    left_out = chain_focus(fork, Asked(step_id=1, leaves_out=True))

    assert faded.drawn is fork
    assert [step.id for step in left_out.drawn.steps] == [0, 1, 3, 4]
    assert [link.id for link in left_out.drawn.links] == [0, 2, 4]
    assert [link.number for link in left_out.drawn.links] == [0, 2, 4]


@given(maps(), any_ask())
def test_focus_shows_only_links_between_steps_it_shows(found, asked):
    seen = chain_focus(found, asked)
    ends = {end for link in found.links if link.id in seen.links for end in (link.source.id, link.target.id)}

    assert ends <= seen.shown <= {step.id for step in found.steps}


@given(maps(), st.integers(0, 11))
def test_focus_is_exactly_what_the_step_can_be_reached_from_and_reach(found, number):
    seen = chain_focus(found, Asked(step_id=number))
    if seen.step is None:
        assert seen.is_whole
        return

    pairs = {(link.source.id, link.target.id) for link in found.links}
    reached = set(pairs)
    for _step in found.steps:
        reached |= {(one, last) for one, middle in reached for first, last in pairs if first == middle}
    assert seen.shown == {
        step.id
        for step in found.steps
        if step.id == number or (step.id, number) in reached or (number, step.id) in reached
    }


@given(maps(), any_ask())
def test_asking_for_all_grades_hides_no_link_of_the_focus(found, asked):
    every = chain_focus(found, Asked(asked.step_id, frozenset(Evidence), asked.levels))
    none = chain_focus(found, Asked(asked.step_id, frozenset(), asked.levels))

    assert every.links == none.links
    assert every.shown <= none.shown


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [2, 6])
def test_focus_asks_the_database_nothing(steps, alvmark, django_assert_num_queries):
    chain = ChainFactory(region=alvmark)
    rows = [ChainStepFactory(region=alvmark, chain=chain, level=LEVELS[place]) for place in range(steps)]
    for source, target in pairwise(rows):
        ChainLinkFactory(region=alvmark, chain=chain, source=source, target=target)
    found = theory_map(chain)

    with django_assert_num_queries(0):
        seen = chain_focus(found, Asked(step_id=rows[0].pk))

    assert (len(seen.before), len(seen.after)) == (0, steps - 1)
