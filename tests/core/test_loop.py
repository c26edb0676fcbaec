"""The measures of the loop: never more than all, never nought where there is nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.judgement import Answer
from varv.core.loop import ENOUGH, Days, Followed, Kept, Matter, Measure, Reached, Share, forums, halves, loop, middle
from varv.core.periods import Period
from varv.core.workflow import RecommendationState

TODAY = date(2026, 11, 16)
WAITING = Followed("Ledningsgruppen", date(2026, 4, 1), date(2026, 4, 29), RecommendationState.AWAITING)
YES = replace(WAITING, answer=Answer.YES, answered_on=date(2026, 4, 29), state=RecommendationState.ANSWERED)
CHANGED = replace(YES, state=RecommendationState.CHANGED)
VERIFIED = replace(YES, state=RecommendationState.VERIFIED)
NO = replace(YES, answer=Answer.NO, state=RecommendationState.DECLINED)

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
followed = st.builds(
    Followed,
    forum=st.sampled_from(["Ledningsgruppen", "Nämnden", "nämnden"]),
    made_on=days,
    due_on=days,
    state=st.sampled_from(RecommendationState),
    answer=st.none() | st.sampled_from(Answer),
    answered_on=st.none() | days,
)
reached = st.builds(Reached, seen_on=days, decided_on=days, forum=st.sampled_from(["", "Nämnden"]))
matters = st.builds(
    Matter,
    st.lists(followed, max_size=8),
    st.lists(reached, max_size=8),
    st.lists(st.builds(Kept, accepted_on=days, is_used=st.booleans()), max_size=8),
)


def measured(*recommendations, **more):
    return loop(Matter(recommendations, **more), TODAY)


@given(matters, days)
def test_a_share_is_never_outside_nought_and_one(matter, on):
    shares = [found for measure in Measure if isinstance(found := loop(matter, on).of(measure), Share)]

    assert len(shares) == 5
    assert all(share.value is None or 0 <= share.value <= 1 for share in shares)
    assert all((share.value is None) == (share.of == 0) for share in shares)


@given(matters, days)
def test_each_measure_counts_among_those_that_met_the_one_before(matter, on):
    found = loop(matter, on)

    assert found.accepted.of <= found.in_time.of
    assert found.implemented.of == found.accepted.count
    assert found.verified.of == found.implemented.count


@given(st.lists(st.integers(-400, 4000), min_size=1))
def test_the_middle_has_as_many_on_either_side(lengths):
    found = middle(timedelta(length) for length in lengths)

    assert found.of == len(lengths)
    assert sum(length < found.median for length in lengths) <= len(lengths) / 2
    assert sum(length > found.median for length in lengths) <= len(lengths) / 2


@given(matters, days)
def test_the_half_years_hold_everything_once(matter, on):
    parts = [matter.within(half) for half in halves(matter, on)]

    assert sum(len(part.recommendations) for part in parts) == len(matter.recommendations)
    assert sum(len(part.changes) for part in parts) == len(matter.changes)
    assert sum(len(part.lessons) for part in parts) == len(matter.lessons)


@given(matters)
def test_the_forums_hold_every_recommendation_once_and_no_lesson(matter):
    parts = [matter.of_forum(forum) for forum in forums(matter)]

    assert sum(len(part.recommendations) for part in parts) == len(matter.recommendations)
    assert [part.lessons for part in parts if part.lessons] == []


def test_nothing_to_measure_is_nothing_and_not_nought():
    found = measured()

    assert [found.of(measure) for measure in Measure] == [
        Share(0, 0),
        Share(0, 0),
        Share(0, 0),
        Share(0, 0),
        Days(None, 0),
        Share(0, 0),
    ]
    assert found.in_time.value is None
    assert halves(Matter(), TODAY) == ()


@pytest.mark.parametrize(("count", "of"), [(-1, 2), (3, 2), (0, -1)])
def test_more_than_all_and_less_than_none_is_no_share(count, of):
    with pytest.raises(ValueError, match="is no share"):
        Share(count, of)


def test_a_share_tells_when_there_are_too_few():
    assert (Share(2, ENOUGH - 1).is_few, Share(2, ENOUGH).is_few) == (True, False)
    assert (Days(Decimal(3), ENOUGH - 1).is_few, Days(Decimal(3), ENOUGH).is_few) == (True, False)
    assert Share(2, ENOUGH).value == Decimal("0.4")


def test_an_answer_on_the_last_day_is_in_time_and_the_day_after_is_late():
    late = replace(YES, answered_on=date(2026, 4, 30))

    assert measured(YES).in_time == Share(1, 1)
    assert measured(late).in_time == Share(0, 1)


def test_a_recommendation_without_an_answer_counts_from_the_day_after_its_last():
    assert loop(Matter([WAITING]), date(2026, 4, 29)).in_time == Share(0, 0)
    assert loop(Matter([WAITING]), date(2026, 4, 30)).in_time == Share(0, 1)


def test_partly_is_accepted_and_no_is_not():
    partly = replace(YES, answer=Answer.PARTLY)

    assert measured(YES, partly, NO, WAITING).accepted == Share(2, 3)


def test_what_is_changed_is_implemented_and_what_another_has_seen_is_verified():
    dropped = replace(YES, state=RecommendationState.DROPPED)

    found = measured(YES, dropped, CHANGED, VERIFIED, NO)

    assert (found.implemented, found.verified) == (Share(2, 4), Share(1, 2))


def test_the_days_run_from_the_sight_to_the_decision():
    changes = [Reached(date(2026, 1, 1), date(2026, 1, 11)), Reached(date(2026, 1, 1), date(2026, 1, 16))]

    assert measured(changes=changes).days == Days(Decimal("12.5"), 2)


def test_a_lesson_is_used_or_not():
    lessons = [Kept(TODAY, is_used=True), Kept(TODAY, is_used=False), Kept(TODAY, is_used=False)]

    assert measured(lessons=lessons).used == Share(1, 3)


def test_matter_since_a_day_holds_that_day_and_later():
    matter = Matter(
        [WAITING, replace(WAITING, made_on=TODAY)],
        [Reached(TODAY, TODAY), Reached(TODAY, date(2025, 1, 1))],
        [Kept(date(2025, 1, 1), is_used=True), Kept(TODAY, is_used=True)],
    )

    kept = matter.since(TODAY)

    assert kept == Matter([replace(WAITING, made_on=TODAY)], [Reached(TODAY, TODAY)], [Kept(TODAY, is_used=True)])


def test_half_years_without_anything_stand_between_those_with_something():
    matter = Matter(lessons=[Kept(date(2025, 3, 1), is_used=True)])

    assert halves(matter, date(2026, 1, 2)) == tuple(map(Period.parse, ("2025H1", "2025H2", "2026H1")))


def test_forums_stand_by_name():
    made = [replace(WAITING, forum=name) for name in ("Nämnden", "Chefsgruppen", "Nämnden", "Ämnesrådet")]

    assert forums(Matter(made)) == ("Chefsgruppen", "Nämnden", "Ämnesrådet")
