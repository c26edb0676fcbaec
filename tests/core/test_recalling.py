from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.kinds import Turnout
from varv.core.recalling import NEARNESS, Candidate, Why, brought_to_mind, nearest, reached, shares_a_word
from varv.core.surety import Surety

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def candidate(number, *whys, days=0, **told):
    values = {"lesson_id": number, "whys": frozenset(whys), "accepted_at": MONDAY + timedelta(days=days)}
    return Candidate(**(values | told))


def ids(candidates):
    return [one.lesson_id for one in candidates]


candidates = st.lists(
    st.builds(
        Candidate,
        lesson_id=st.integers(1, 10_000),
        whys=st.frozensets(st.sampled_from(Why)),
        accepted_at=st.integers(0, 3650).map(lambda days: MONDAY + timedelta(days=days)),
        surety=st.sampled_from(Surety),
        turnout=st.none() | st.sampled_from(Turnout),
        is_set_aside=st.booleans(),
    ),
    unique_by=lambda one: one.lesson_id,
    max_size=30,
)


def test_every_why_has_a_weight():
    assert set(NEARNESS) == set(Why)
    assert min(NEARNESS.values()) > 0


def test_the_weights_of_the_whys_are_added():
    assert candidate(1, Why.ACTIVITY, Why.PLACE).nearness == 5
    assert candidate(2).nearness == 0


def test_the_same_activity_is_nearer_than_the_same_place():
    near, far = candidate(1, Why.ACTIVITY), candidate(2, Why.PLACE)

    assert ids(nearest([far, near])) == [1, 2]


def test_a_goal_itself_is_nearer_than_one_above_or_below():
    assert ids(
        nearest([candidate(1, Why.GOAL_ABOVE), candidate(2, Why.GOAL), candidate(3, Why.GOAL_BELOW, Why.PLACE)])
    ) == [2, 3, 1]


def test_of_lessons_as_near_the_surer_comes_first():
    weak, good = candidate(2, Why.GOAL, days=9), candidate(1, Why.GOAL, surety=Surety.GOOD)

    assert ids(nearest([weak, good])) == [1, 2]


def test_of_lessons_as_near_and_as_sure_the_newer_comes_first():
    assert ids(nearest([candidate(9, Why.GOAL), candidate(1, Why.GOAL, days=1)])) == [1, 9]


def test_of_lessons_that_are_alike_the_later_number_comes_first():
    assert ids(nearest([candidate(1, Why.GOAL), candidate(2, Why.GOAL)])) == [2, 1]


def test_what_was_set_aside_sinks_below_everything_else():
    nearest_but_no = candidate(1, Why.ACTIVITY, Why.GOAL, surety=Surety.GOOD, is_set_aside=True)

    assert ids(nearest([nearest_but_no, candidate(2, Why.PLACE)])) == [2, 1]


def test_nothing_is_brought_to_mind_without_a_why():
    assert nearest([candidate(1)]) == []


def test_what_failed_takes_the_last_place_when_only_success_would_be_seen():
    worked = [candidate(number, Why.GOAL, turnout=Turnout.WORKED) for number in (5, 4, 3)]
    failed = candidate(1, Why.PLACE, turnout=Turnout.FAILED)

    assert ids(brought_to_mind([*worked, failed], 2)) == [5, 1]


def test_what_worked_takes_the_last_place_when_only_failure_would_be_seen():
    failed = [candidate(number, Why.GOAL, turnout=Turnout.FAILED) for number in (5, 4, 3)]
    worked = candidate(1, Why.PLACE, turnout=Turnout.WORKED)

    assert ids(brought_to_mind([*failed, worked], 2)) == [5, 1]


def test_both_sides_are_seen_when_neither_was_among_the_nearest():
    untold = [candidate(number, Why.GOAL) for number in (9, 8, 7)]
    failed = candidate(1, Why.PLACE, turnout=Turnout.FAILED)
    worked = candidate(2, Why.PLACE, turnout=Turnout.WORKED)

    assert ids(brought_to_mind([*untold, failed, worked], 3)) == [9, 2, 1]


def test_the_only_place_is_the_nearest_ones():
    near = candidate(1, Why.GOAL, turnout=Turnout.WORKED)

    assert ids(brought_to_mind([near, candidate(2, Why.PLACE, turnout=Turnout.FAILED)], 1)) == [1]


def test_one_of_each_side_is_left_alone():
    pair = [candidate(1, Why.GOAL, turnout=Turnout.WORKED), candidate(2, Why.GOAL, turnout=Turnout.FAILED)]
    third = candidate(3, Why.PLACE, turnout=Turnout.FAILED)

    assert ids(brought_to_mind([*pair, third], 2)) == [2, 1]


def test_a_failure_that_was_set_aside_takes_nobodys_place():
    worked = [candidate(number, Why.GOAL, turnout=Turnout.WORKED) for number in (2, 3)]
    aside = candidate(1, Why.GOAL, turnout=Turnout.FAILED, is_set_aside=True)

    assert ids(brought_to_mind([*worked, aside], 2)) == [3, 2]


@given(candidates, st.integers(0, 8))
def test_never_more_than_the_limit_and_never_without_a_why(found, limit):
    shown = brought_to_mind(found, limit)

    assert len(shown) <= limit
    assert all(one.whys for one in shown)
    assert set(shown) <= set(found)


@given(candidates, st.integers(1, 8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_they_came(found, limit, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)

    assert brought_to_mind(shuffled, limit) == brought_to_mind(found, limit)


@given(candidates, st.integers(1, 8))
def test_the_nearest_is_always_first(found, limit):
    shown = brought_to_mind(found, limit)

    assert shown[:1] == nearest(found)[:1]


@given(candidates)
def test_a_place_for_everyone_shows_everyone_in_order(found):
    assert brought_to_mind(found, len(found)) == nearest(found)


@given(candidates, st.integers(2, 8))
def test_a_failure_within_reach_is_seen_or_both_sides_already_are(found, limit):
    within = [one for one in found if one.whys and one.turnout is Turnout.FAILED and not one.is_set_aside]
    shown = brought_to_mind(found, limit)

    sides = {one.turnout for one in shown}
    assert not within or Turnout.FAILED in sides or shown[0].turnout is Turnout.WORKED or len(shown) == limit


@pytest.mark.parametrize(
    ("starts", "expected"),
    [((3,), {2, 1}), ((2,), {1}), ((1,), set()), ((3, 2), {1}), ((9,), set()), ((), set())],
)
def test_reached_follows_the_steps_all_the_way(starts, expected):
    assert reached(starts, [(3, 2), (2, 1)]) == expected


def test_reached_does_not_go_round_for_ever():
    assert reached([1], [(1, 2), (2, 3), (3, 1), (1, 3)]) == {2, 3}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20), st.integers(0, 6))
def test_what_is_reached_is_closed_under_the_steps(steps, start):
    found = reached([start], steps) | {start}

    assert {target for source, target in steps if source in found} <= found


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Unga kvinnor", "kvinnors villkor", True),
        ("Små företag", "småföretagare", False),
        ("FÖRETAGARE, nyanlända", "företag", True),
        ("Vi är få", "Vi är få", False),  # no word of four letters
        ("", "unga", False),
        ("skolungdomar", "vuxna", False),
        ("personer i olika regioner", "personer utan olika insatser", False),  # names nobody
    ],
)
def test_shares_a_word_whatever_its_inflection(one, other, shared):
    assert shares_a_word(one, other) is shared
    assert shares_a_word(other, one) is shared
