import itertools
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.looking import description, elements, flaws, name, of_class, place, size, spots, wild_text, words
from varv.core.workflow import InitiativeState
from varv.publishing.figures import timeline
from varv.publishing.figures.marks import Size
from varv.publishing.figures.timeline import Milestone, Stretch, Timeline

SIZES = pytest.mark.parametrize("sheet", Size)
TODAY = date(2026, 11, 16)
REACHED = Milestone("Första kursen är klar", date(2026, 3, 1), date(2026, 3, 15))
LATE = Milestone("Andra kursen är klar", date(2026, 10, 1), None)
AHEAD = Milestone("Tredje kursen är klar", date(2027, 5, 1), None)
COURSES = Stretch(
    "Yrkesväxling",
    InitiativeState.RUNNING,
    date(2025, 1, 1),
    date(2027, 12, 31),
    (REACHED, LATE, AHEAD),
    "/insatser/1/",
)
OPEN = Stretch("Språkstöd", InitiativeState.PAUSED, date(2026, 7, 1), None)
TO_COME = Stretch("Grönt stål", InitiativeState.PLANNED, date(2027, 1, 1), date(2027, 6, 30))
OVER = Stretch("Förstudie", InitiativeState.ENDED, date(2025, 6, 1), date(2025, 6, 1))
ALL = Timeline("Insatserna över tid", TODAY, (COURSES, OPEN, TO_COME, OVER))


def drawn(found, sheet=Size.WIDE):
    return timeline.draw(found, size=sheet, id_prefix="t")


def bars(picture, look):
    """Where bars of a look begin and how long they are."""
    found = [bar for bar in of_class(picture, look) if bar.get("height") == "12"]
    return [(float(bar.get("x")), float(bar.get("width"))) for bar in found]


def test_timeline_spans_whole_years_of_all_that_is_shown_and_today():
    assert (ALL.first, ALL.last) == (date(2025, 1, 1), date(2027, 12, 31))
    assert replace(ALL, stretches=(OPEN,)).last == date(2026, 12, 31)
    assert replace(ALL, stretches=(replace(OPEN, starts_on=date(2029, 5, 1)),)).last == date(2029, 12, 31)
    assert replace(ALL, stretches=(replace(OPEN, milestones=(AHEAD,)),)).last == date(2027, 12, 31)
    assert replace(ALL, stretches=()).first == date(2026, 1, 1)


def test_a_milestone_is_late_when_its_day_has_passed_without_it():
    assert [ALL.is_late(one) for one in (REACHED, LATE, AHEAD)] == [False, True, False]
    assert ALL.is_late(replace(LATE, due_on=TODAY)) is False
    assert (ALL.late, replace(ALL, stretches=(OPEN,)).late) == (1, 0)


@SIZES
def test_timeline_is_named_described_and_without_flaws(sheet):
    with override("sv"):
        picture = drawn(ALL, sheet)

    assert name(picture) == "Insatserna över tid"
    assert description(picture) == ("1 av 4 pågår den 16 nov 2026. Milstolpar vars dag har passerat: 1.")
    assert flaws(picture) == []
    assert size(picture)[0] == {Size.WIDE: 748, Size.NARROW: 358}[sheet]


def test_table_says_the_same_in_words():
    with override("sv"):
        found = timeline.table(ALL)

    assert found.rows[0] == (
        "Yrkesväxling",
        "Pågår",
        "1 jan 2025",
        "31 dec 2027",
        (
            "Första kursen är klar (nådd 15 mar 2026); Andra kursen är klar (försenad, skulle nås 1 okt 2026); "
            "Tredje kursen är klar (ska nås 1 maj 2027)"
        ),
    )
    assert found.rows[1][3:] == ("inte bestämd", "–")


@SIZES
def test_bars_run_from_the_first_day_through_the_last(sheet):
    picture = drawn(ALL, sheet)
    (start, width), (ahead, short) = *bars(picture, "f-petrol"), *bars(picture, "n-box")

    left = {Size.WIDE: 244, Size.NARROW: 8}[sheet]
    assert (start, start + width) == pytest.approx((left, size(picture)[0] - 8), abs=0.2)
    assert ahead == pytest.approx(start + width * 730 / 1095, abs=0.2)
    assert short == pytest.approx(width * 181 / 1095, abs=0.2)


@SIZES
def test_each_state_has_its_own_bar_and_a_single_day_can_still_be_seen(sheet):
    picture = drawn(ALL, sheet)

    assert [len(bars(picture, look)) for look in ("f-petrol", "bar-rests", "n-box", "f-ink3")] == [1, 1, 1, 1]
    assert bars(picture, "f-ink3")[0][1] == 4


@SIZES
def test_what_has_no_last_day_is_dotted_on_to_the_edge(sheet):
    picture = drawn(ALL, sheet)
    dotted = of_class(picture, "s-gap")

    assert [float(one.get("x2")) for one in dotted] == [size(picture)[0] - 8]


def test_what_begins_on_the_very_last_day_stays_inside():
    last = replace(OPEN, starts_on=date(2026, 12, 31), ends_on=date(2026, 12, 31))
    picture = drawn(replace(ALL, stretches=(last,)))

    ((start, width),) = bars(picture, "bar-rests")
    assert start + width <= size(picture)[0] - 8 + 0.1


@SIZES
def test_milestones_are_filled_when_reached_rust_when_late_and_open_when_ahead(sheet):
    picture = drawn(ALL, sheet)

    assert [len(of_class(picture, look)) for look in ("ms-reached", "badge-g", "dot-base")] == [1, 1, 1]
    reached, ahead = (spots(of_class(picture, look)[0])[0][0] for look in ("ms-reached", "dot-base"))
    assert reached < ahead


@SIZES
def test_today_is_a_line_through_all_with_its_word(sheet):
    with override("sv"):
        picture = drawn(ALL, sheet)
    (line,) = of_class(picture, "today")
    word = next(text for text in elements(picture, "text") if text.text == "i dag")

    assert line.get("x1") == line.get("x2")
    assert abs(place(word)[0] - float(line.get("x1"))) == pytest.approx(6, abs=0.2)
    assert float(line.get("y2")) == size(picture)[1] - 14


def test_today_near_the_edge_has_its_word_before_it():
    picture = drawn(replace(ALL, today=date(2027, 12, 30)))
    word = next(text for text in elements(picture, "text") if text.text == "today")

    assert "e" in word.get("class").split()


@SIZES
def test_years_are_named_as_far_as_there_is_room(sheet):
    century = replace(OPEN, starts_on=date(1990, 1, 1), ends_on=date(2099, 12, 31))
    few, many = drawn(ALL, sheet), drawn(replace(ALL, stretches=(century,)), sheet)

    assert [text for text in words(few) if text.isdigit()] == ["2025", "2026", "2027"]
    years = [float(text.get("x")) for text in elements(many, "text") if text.text.isdigit()]
    assert all(after - before >= 33 for before, after in itertools.pairwise(years))


def test_names_stand_beside_their_bars_on_a_wide_sheet_and_above_them_on_a_narrow():
    long = replace(OPEN, name="Ett ganska långt namn på en insats som inte får plats på en enda rad i figuren")
    wide, narrow = (drawn(replace(ALL, stretches=(long,)), sheet) for sheet in (Size.WIDE, Size.NARROW))

    assert len(of_class(wide, "m")) == 2
    assert len(of_class(narrow, "m")) == 1
    assert of_class(narrow, "m")[0].text.endswith("…")


def test_what_has_an_address_is_a_link_with_its_name_state_and_days():
    with override("sv"):
        picture = drawn(ALL)
        alone = drawn(replace(ALL, stretches=(OPEN,)))

    (link,) = elements(picture, "a")
    assert (link.get("href"), link.get("aria-label")) == (
        "/insatser/1/",
        "Yrkesväxling, Pågår, 1 jan 2025–31 dec 2027",
    )
    assert [elements(one, "svg")[0].get("role") for one in (picture, alone)] == ["group", "img"]


def test_timeline_of_nothing_can_be_drawn():
    empty = replace(ALL, stretches=())

    assert flaws(drawn(empty)) == []


def test_figure_holds_both_sizes_words_and_table():
    whole = timeline.figure(ALL, id_prefix="t", caption="Källa: insatserna.")

    assert (whole.title, whole.caption, whole.table) == (ALL.title, "Källa: insatserna.", timeline.table(ALL))
    assert (size(whole.svg)[0], size(whole.narrow)[0]) == (748, 358)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            wild_text(max_size=200), st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(InitiativeState)
        ),
        max_size=6,
    )
)
def test_timeline_draws_whatever_it_is_given(told):
    stretches = tuple(
        Stretch(called, state, starts_on, None, (Milestone(called, starts_on, None),))
        for called, starts_on, state in told
    )

    assert flaws(drawn(replace(ALL, stretches=stretches))) == []
