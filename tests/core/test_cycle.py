from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.cycle import Due, Phase, Rhythm, running, schedule
from varv.core.periods import Period, Span
from varv.core.refusals import RuleBroken

# The framework's "18+ months": a new cycle each September, each a year and a half long.
PHASES = (Phase("collect", 9), Phase("analyse", 3), Phase("act", 6))
RHYTHM = Rhythm(Period.parse("2026M09"), 12, PHASES)


@st.composite
def phases(draw):
    lengths = draw(st.lists(st.integers(1, 14), min_size=1, max_size=5))
    return tuple(Phase(f"phase-{number}", months) for number, months in enumerate(lengths))


@st.composite
def rhythms(draw):
    first = Period(draw(st.integers(2000, 2040)), Span.MONTH, draw(st.integers(1, 12)))
    return Rhythm(first, draw(st.integers(1, 36)), draw(phases()))


def days():
    return st.dates(date(1999, 1, 1), date(2050, 12, 31))


def by_cycle(dues):
    return [list(group) for _, group in groupby(dues, key=attrgetter("cycle"))]


def day_after(due):
    return due.ends_on + timedelta(days=1)


def test_schedule_runs_past_the_years_end():
    until = date(2027, 8, 31)

    assert list(schedule(RHYTHM, until)) == [
        Due(1, "collect", date(2026, 9, 1), date(2027, 5, 31)),
        Due(1, "analyse", date(2027, 6, 1), date(2027, 8, 31)),
    ]


def test_schedule_overlaps_when_cycles_are_longer_than_their_distance():
    until = date(2028, 2, 29)

    assert list(schedule(RHYTHM, until)) == [
        Due(1, "collect", date(2026, 9, 1), date(2027, 5, 31)),
        Due(1, "analyse", date(2027, 6, 1), date(2027, 8, 31)),
        Due(1, "act", date(2027, 9, 1), date(2028, 2, 29)),
        Due(2, "collect", date(2027, 9, 1), date(2028, 5, 31)),
    ]


def test_schedule_includes_what_starts_on_the_very_day():
    assert [due.phase for due in schedule(RHYTHM, date(2027, 6, 1))] == ["collect", "analyse"]
    assert [due.phase for due in schedule(RHYTHM, date(2027, 5, 31))] == ["collect"]


def test_schedule_is_empty_before_the_first_cycle():
    assert list(schedule(RHYTHM, date(2026, 8, 31))) == []


@given(rhythms(), days())
def test_schedule_holds_nothing_that_starts_later(rhythm, until):
    assert [due for due in schedule(rhythm, until) if due.starts_on > until] == []


@given(rhythms(), days(), st.integers(0, 1000))
def test_schedule_until_later_only_adds(rhythm, until, more):
    later = schedule(rhythm, until + timedelta(days=more))

    assert [due for due in later if due.starts_on <= until] == list(schedule(rhythm, until))


@given(rhythms(), days())
def test_cycles_are_numbered_from_one_without_a_gap(rhythm, until):
    numbers = [dues[0].cycle for dues in by_cycle(schedule(rhythm, until))]

    assert numbers == list(range(1, len(numbers) + 1))


@given(rhythms(), days())
def test_cycles_start_at_even_distances(rhythm, until):
    starts = [dues[0].starts_on for dues in by_cycle(schedule(rhythm, until))]

    expected = [rhythm.first.shifted(rhythm.every_months * number).first for number in range(len(starts))]
    assert starts == expected


@given(rhythms(), days())
def test_phases_follow_each_other_without_gap_or_overlap(rhythm, until):
    for dues in by_cycle(schedule(rhythm, until)):
        assert [day_after(due) for due in dues[:-1]] == [due.starts_on for due in dues[1:]]


@given(rhythms(), days())
def test_phases_come_in_the_order_of_the_rhythm(rhythm, until):
    codes = [phase.code for phase in rhythm.phases]

    for dues in by_cycle(schedule(rhythm, until)):
        assert [due.phase for due in dues] == codes[: len(dues)]


@given(rhythms())
def test_one_cycle_lasts_as_long_as_its_phases(rhythm):
    first, *_ = by_cycle(schedule(rhythm, date(2060, 1, 1)))

    assert (first[0].starts_on, day_after(first[-1])) == (rhythm.first.first, rhythm.first.shifted(rhythm.months).first)


def test_cycle_of_the_framework_lasts_eighteen_months():
    assert RHYTHM.months == 18


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 8, 31), []),
        (date(2026, 9, 1), [(1, "collect")]),
        (date(2026, 12, 31), [(1, "collect")]),
        (date(2027, 1, 1), [(1, "collect")]),
        (date(2027, 6, 1), [(1, "analyse")]),
        (date(2027, 9, 1), [(1, "act"), (2, "collect")]),
        (date(2028, 2, 29), [(1, "act"), (2, "collect")]),
        (date(2028, 3, 1), [(2, "collect")]),
        (date(2028, 12, 24), [(2, "act"), (3, "collect")]),
    ],
)
def test_running_is_what_goes_on_this_day(on, expected):
    assert [(due.cycle, due.phase) for due in running(RHYTHM, on)] == expected


def test_running_is_empty_between_cycles_that_do_not_meet():
    short = Rhythm(Period.parse("2026M01"), 12, [Phase("collect", 2)])

    assert running(short, date(2026, 3, 1)) == []


@given(days())
def test_running_never_holds_more_than_two_of_the_frameworks_cycles(on):
    assert len(running(RHYTHM, on)) <= 2


@given(rhythms(), days())
def test_running_holds_at_most_one_phase_a_cycle(rhythm, on):
    counts = Counter(due.cycle for due in running(rhythm, on))

    assert set(counts.values()) <= {1}


@given(rhythms(), days())
def test_running_holds_every_cycle_that_has_begun_and_not_ended(rhythm, on):
    long_enough = on + timedelta(days=3000)
    whole = [(dues[0].cycle, dues[0].starts_on, dues[-1].ends_on) for dues in by_cycle(schedule(rhythm, long_enough))]

    assert [due.cycle for due in running(rhythm, on)] == [cycle for cycle, start, end in whole if start <= on <= end]


@given(rhythms(), st.integers(0, 600))
def test_running_is_never_empty_when_cycles_meet(rhythm, months):
    tight = replace(rhythm, every_months=min(rhythm.every_months, rhythm.months))

    assert running(tight, tight.first.shifted(months).last) != []


def test_running_day_by_day_passes_each_phase_once():
    phases = [due.phase for day in Period(2027).days() for due in running(RHYTHM, day) if due.cycle == 1]

    changes = [phase for before, phase in pairwise([None, *phases]) if before != phase]
    assert changes == ["collect", "analyse", "act"]


@pytest.mark.parametrize(
    ("first", "every_months", "phases"),
    [
        ("2026M09", 0, PHASES),
        ("2026M09", -12, PHASES),
        ("2026M09", 12, [Phase("collect", 0)]),
        ("2026M09", 12, [Phase("collect", 9), Phase("act", -1)]),
        ("2026M09", 12, []),
        ("2026K3", 12, PHASES),
        ("2026", 12, PHASES),
    ],
)
def test_rhythm_without_length_or_a_first_month_is_refused(first, every_months, phases):
    with pytest.raises(RuleBroken) as refused:
        Rhythm(Period.parse(first), every_months, phases)

    assert refused.value.code == "cycle.has_no_length"
