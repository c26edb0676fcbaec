"""The red thread as a walk over ties, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.threads import (
    QUARTERS,
    Bunch,
    Knot,
    Place,
    Quarter,
    Strand,
    bunched,
    followed,
    in_order,
    in_walking_order,
)

GOAL_TO_INITIATIVE = Strand(Knot.GOAL, Knot.INITIATIVE)
INITIATIVE_TO_REPORT = Strand(Knot.INITIATIVE, Knot.REPORT)
REPORT_TO_FINDING = Strand(Knot.REPORT, Knot.FINDING)
REPORT_TO_LESSON = Strand(Knot.REPORT, Knot.LESSON)
FINDING_TO_LESSON = Strand(Knot.FINDING, Knot.LESSON)
LESSON_TO_LESSON = Strand(Knot.LESSON, Knot.LESSON)
LESSON_TO_CHANGE = Strand(Knot.LESSON, Knot.CHANGE)
STRANDS = (
    LESSON_TO_CHANGE,
    LESSON_TO_LESSON,
    FINDING_TO_LESSON,
    REPORT_TO_LESSON,
    REPORT_TO_FINDING,
    INITIATIVE_TO_REPORT,
    GOAL_TO_INITIATIVE,
)


class Web:
    """Ties kept in a dictionary, that counts how often it is asked."""

    def __init__(self, ties):
        self.ties = ties
        self.asked = []

    def of_sources(self, strand, ids):
        self.asked.append((strand, tuple(ids)))
        return [(one, other) for one, other in self.ties.get(strand, ()) if one in ids]

    def of_targets(self, strand, ids):
        self.asked.append((strand, tuple(ids)))
        return [(one, other) for one, other in self.ties.get(strand, ()) if other in ids]


def walked(start, ties):
    web = Web(ties)
    return followed(start, STRANDS, (web.of_sources, web.of_targets)), web


WHOLE = {
    GOAL_TO_INITIATIVE: [(1, 10), (1, 11), (2, 11)],
    INITIATIVE_TO_REPORT: [(10, 100), (11, 110)],
    REPORT_TO_LESSON: [(100, 7)],
    REPORT_TO_FINDING: [(110, 5)],
    FINDING_TO_LESSON: [(5, 7)],
    LESSON_TO_CHANGE: [(7, 3)],
}


def places(kind, *ids):
    return [Place(kind, one) for one in ids]


def test_every_kind_belongs_to_one_quarter():
    assert [kind for kinds in QUARTERS.values() for kind in kinds] == list(Knot)
    assert (Knot.GOAL.quarter, Knot.USE.quarter) == (Quarter.PLAN, Quarter.NEXT)


def test_the_thread_goes_forward_from_a_goal():
    thread, _web = walked(Place(Knot.GOAL, 2), WHOLE)

    assert thread.before == ()
    assert thread.after == (
        Place(Knot.INITIATIVE, 11),
        Place(Knot.REPORT, 110),
        Place(Knot.FINDING, 5),
        Place(Knot.LESSON, 7),
        Place(Knot.CHANGE, 3),
    )


def test_the_thread_goes_back_from_a_change():
    thread, _web = walked(Place(Knot.CHANGE, 3), WHOLE)

    assert thread.after == ()
    assert list(thread.before) == [
        *places(Knot.GOAL, 1, 2),
        *places(Knot.INITIATIVE, 10, 11),
        *places(Knot.REPORT, 100, 110),
        *places(Knot.FINDING, 5),
        *places(Knot.LESSON, 7),
    ]


def test_the_thread_goes_both_ways_from_the_middle_without_what_lies_beside():
    thread, _web = walked(Place(Knot.REPORT, 100), WHOLE)

    assert list(thread.before) == [Place(Knot.GOAL, 1), Place(Knot.INITIATIVE, 10)]
    assert list(thread.after) == [Place(Knot.LESSON, 7), Place(Knot.CHANGE, 3)]


def test_a_thread_tells_what_each_knot_came_from_and_which_led_on():
    thread, _web = walked(Place(Knot.GOAL, 1), WHOLE)

    assert thread.sources_of()[Place(Knot.LESSON, 7)] == (Place(Knot.REPORT, 100), Place(Knot.FINDING, 5))
    assert Place(Knot.LESSON, 7) in thread.led_on()
    assert Place(Knot.CHANGE, 3) not in thread.led_on()


def test_a_thing_without_ties_is_a_thread_of_its_own():
    thread, web = walked(Place(Knot.FINDING, 99), WHOLE)

    assert (thread.before, thread.after, thread.ties) == ((), (), frozenset())
    assert web.asked == [(FINDING_TO_LESSON, (99,)), (REPORT_TO_FINDING, (99,))]


def test_merged_lessons_are_followed_to_the_end_both_ways():
    ties = {LESSON_TO_LESSON: [(1, 2), (2, 3)], LESSON_TO_CHANGE: [(3, 9)], REPORT_TO_LESSON: [(4, 1)]}

    forward, _web = walked(Place(Knot.REPORT, 4), ties)
    backward, _web = walked(Place(Knot.CHANGE, 9), ties)

    assert list(forward.after) == [*places(Knot.LESSON, 1, 2, 3), Place(Knot.CHANGE, 9)]
    assert list(backward.before) == [Place(Knot.REPORT, 4), *places(Knot.LESSON, 1, 2, 3)]


def test_a_loop_ends_and_nothing_stands_on_both_sides():
    ties = {LESSON_TO_LESSON: [(1, 2), (2, 1)], LESSON_TO_CHANGE: [(2, 9)]}

    thread, web = walked(Place(Knot.LESSON, 1), ties)

    assert (list(thread.before), list(thread.after)) == ([], [Place(Knot.LESSON, 2), Place(Knot.CHANGE, 9)])
    assert len(web.asked) == len(set(web.asked)) + 2  # the loop is asked once from either end, both ways


def test_a_strand_is_asked_once_however_many_knots_it_has():
    one = walked(Place(Knot.GOAL, 1), {GOAL_TO_INITIATIVE: [(1, 10)], INITIATIVE_TO_REPORT: [(10, 100)]})[1]
    many = walked(
        Place(Knot.GOAL, 1),
        {
            GOAL_TO_INITIATIVE: [(1, number) for number in range(10, 110)],
            INITIATIVE_TO_REPORT: [(number, number * 10) for number in range(10, 110)],
        },
    )[1]

    assert len(many.asked) == len(one.asked)


def test_strands_within_a_kind_are_walked_before_those_that_leave_it():
    assert in_walking_order([LESSON_TO_CHANGE, LESSON_TO_LESSON, REPORT_TO_LESSON]) == (
        REPORT_TO_LESSON,
        LESSON_TO_LESSON,
        LESSON_TO_CHANGE,
    )


def test_a_strand_that_leads_back_in_the_order_of_the_work_is_refused():
    with pytest.raises(ValueError, match="change"):
        in_walking_order([Strand(Knot.CHANGE, Knot.GOAL)])


def test_in_order_tells_each_once():
    lesson, goal = Place(Knot.LESSON, 1), Place(Knot.GOAL, 9)

    assert in_order([lesson, goal, lesson]) == (goal, lesson)


def test_a_bunch_shows_those_that_led_to_something_and_then_the_latest():
    found = places(Knot.INITIATIVE, 1, 2, 3, 4, 5)

    (bunch,) = bunched(found, frozenset({Place(Knot.INITIATIVE, 2)}), {Knot.INITIATIVE: 3})

    assert bunch == Bunch(Knot.INITIATIVE, (2, 5, 4), 5)
    assert bunch.hidden == 2


def test_a_small_bunch_hides_nothing():
    bunches = bunched([Place(Knot.LESSON, 1), Place(Knot.GOAL, 2)], frozenset(), {Knot.LESSON: 3, Knot.GOAL: 3})

    assert [(bunch.kind, bunch.shown, bunch.hidden) for bunch in bunches] == [
        (Knot.GOAL, (2,), 0),
        (Knot.LESSON, (1,), 0),
    ]


TIES = st.fixed_dictionaries(
    {strand: st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=5) for strand in STRANDS}
)


@given(ties=TIES, kind=st.sampled_from([Knot.GOAL, Knot.REPORT, Knot.LESSON, Knot.CHANGE]), start=st.integers(1, 4))
def test_whatever_is_on_a_thread_has_its_start_on_its_own(ties, kind, start):
    thread, _web = walked(Place(kind, start), ties)

    for place in thread.after:
        back, _web = walked(place, ties)
        assert thread.start in {*back.before, *back.after}
    for place in thread.before:
        onward, _web = walked(place, ties)
        assert thread.start in onward.after
