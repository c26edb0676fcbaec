"""What can be asked of a chain: activities that lead to nothing, effects that rest on nothing, and leaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.theory import (
    Doubt,
    Evidence,
    Level,
    Link,
    Step,
    aimless,
    dead_ends,
    hasty,
    orphans,
    unfounded,
    unspoken,
    untested,
    upstream,
)

NEED, INPUT, ACTIVITY, OUTPUT, OUTCOME, EFFECT, IMPACT = Level


def chain(*levels):
    """Steps numbered from 1."""
    return [Step(number, level) for number, level in enumerate(levels, start=1)]


def links(*pairs, evidence=Evidence.SOME):
    return [Link(source, target, evidence) for source, target in pairs]


def drawn_chain():
    steps = st.lists(
        st.builds(Step, st.integers(0, 6), st.sampled_from(Level)), unique_by=lambda step: step.id, min_size=1
    )
    return steps.flatmap(
        lambda found: st.tuples(
            st.just(found),
            st.lists(
                st.builds(
                    Link,
                    st.sampled_from([step.id for step in found]),
                    st.sampled_from([step.id for step in found]),
                    st.sampled_from(Evidence),
                ),
                max_size=12,
            ),
        )
    )


def test_aimless_activity_reaches_no_outcome():
    steps = chain(ACTIVITY, OUTPUT, ACTIVITY, OUTPUT, OUTCOME)

    assert aimless(steps, links((1, 2), (3, 4), (4, 5))) == [1]


def test_activity_may_take_a_long_way_to_its_outcome():
    steps = chain(ACTIVITY, ACTIVITY, OUTPUT, OUTPUT, IMPACT)

    assert aimless(steps, links((1, 2), (2, 3), (3, 4), (4, 5))) == []


@pytest.mark.parametrize("level", [NEED, INPUT, OUTPUT, OUTCOME, EFFECT, IMPACT])
def test_only_an_activity_is_aimless(level):
    assert aimless([Step(1, level)], []) == []


def test_aimless_walks_a_ring_and_comes_out():
    steps = chain(ACTIVITY, ACTIVITY, OUTCOME)

    assert aimless(steps, links((1, 2), (2, 1))) == [1, 2]


@given(drawn_chain())
def test_an_activity_that_leads_nowhere_at_all_is_aimless(drawn):
    steps, links = drawn
    activities = {step.id for step in steps if step.level is ACTIVITY}

    alone = {*orphans(steps, links), *dead_ends(steps, links)} & activities

    assert alone <= set(aimless(steps, links))


@given(drawn_chain())
def test_one_more_link_never_makes_an_activity_aimless(drawn):
    steps, links = drawn

    assert set(aimless(steps, links)) <= set(aimless(steps, links[1:]))


@given(drawn_chain())
def test_aimless_is_what_no_walk_onward_brings_to_an_outcome(drawn):
    steps, links = drawn
    level = {step.id: step.level for step in steps}

    def reaches(start):
        seen, waiting = set(), [start]
        while waiting:
            here = waiting.pop()
            seen.add(here)
            waiting += [link.target for link in links if link.source == here and link.target not in seen]
        return any(level[here].rank >= OUTCOME.rank for here in seen)

    assert aimless(steps, links) == [step.id for step in steps if step.level is ACTIVITY and not reaches(step.id)]


def test_upstream_holds_the_ends_and_all_that_lead_there():
    assert upstream([3], links((1, 2), (2, 3), (3, 4), (5, 4))) == {1, 2, 3}
    assert upstream([], links((1, 2))) == set()


@given(drawn_chain())
def test_upstream_of_what_is_upstream_is_the_same(drawn):
    steps, links = drawn
    found = upstream([steps[0].id], links)

    assert upstream(found, links) == found


def test_effect_is_unfounded_when_nothing_with_evidence_leads_there():
    steps = chain(OUTPUT, OUTCOME, OUTCOME, EFFECT)
    assumed = links((1, 2), (2, 4), evidence=Evidence.ASSUMED)

    assert unfounded(steps, [*assumed, *links((1, 3)), *links((3, 4), evidence=Evidence.NONE)]) == [2, 4]


def test_one_link_with_evidence_is_enough_to_found_an_effect():
    steps = chain(OUTPUT, OUTPUT, OUTCOME)

    found = unfounded(steps, [*links((1, 3), evidence=Evidence.NONE), *links((2, 3), evidence=Evidence.STRONG)])

    assert found == []


def test_outcome_that_nothing_leads_to_is_unfounded_unless_it_stands_alone():
    steps = chain(OUTCOME, EFFECT, IMPACT)

    assert unfounded(steps, links((1, 2))) == [1]


@pytest.mark.parametrize("level", [NEED, INPUT, ACTIVITY, OUTPUT])
def test_what_is_done_needs_no_evidence(level):
    assert unfounded([Step(1, level), Step(2, level)], links((1, 2), evidence=Evidence.NONE)) == []


@given(drawn_chain())
def test_unfounded_are_later_steps_and_no_orphans(drawn):
    steps, links = drawn
    found = unfounded(steps, links)

    assert set(found) & set(orphans(steps, links)) == set()
    assert [step.level for step in steps if step.id in found and step.level.rank < OUTCOME.rank] == []


@given(drawn_chain())
def test_nothing_is_unfounded_when_every_step_is_led_to_by_what_is_known(drawn):
    steps, _links = drawn

    known = [Link(0, step.id, Evidence.STRONG) for step in steps]

    assert unfounded(steps, known) == []


def test_hasty_link_passes_over_the_outcome():
    steps = chain(ACTIVITY, OUTPUT, OUTCOME, EFFECT, IMPACT)

    found = hasty(steps, links((1, 2), (2, 3), (3, 4), (4, 5), (2, 4), (1, 5)))

    assert found == links((2, 4), (1, 5))


@pytest.mark.parametrize("level", [NEED, INPUT])
def test_link_from_a_need_or_a_resource_passes_over_nothing(level):
    assert hasty([Step(1, level), Step(2, IMPACT)], links((1, 2))) == []


@given(drawn_chain())
def test_hasty_links_are_some_of_the_links_in_their_order(drawn):
    steps, links = drawn

    found = hasty(steps, links)

    assert [link for link in links if link in found] == found


def test_unspoken_are_untested_links_without_words():
    assumed, none = links((1, 2), evidence=Evidence.ASSUMED), links((2, 3), (3, 4), evidence=Evidence.NONE)

    assert unspoken([*assumed, *none, *links((4, 5))], {(2, 3)}) == [none[1], *assumed]


@given(drawn_chain())
def test_unspoken_are_all_untested_links_when_nothing_is_written_and_none_when_all_is(drawn):
    _steps, links = drawn

    assert unspoken(links, set()) == untested(links)
    assert unspoken(links, {(link.source, link.target) for link in links}) == []


def test_doubts_stand_with_what_keeps_a_chain_from_being_adopted_first():
    assert list(Doubt) == [
        "loop",
        "orphan",
        "broken",
        "dead_end",
        "aimless",
        "unfounded",
        "unspoken",
        "hasty",
        "untested",
        "unmeasured",
    ]
