"""The index that the verbs keep is the index that can be made anew, and both databases put hits in one order."""

from datetime import UTC, datetime

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    GoalFactory,
    InitiativeFactory,
    LessonFactory,
    MilestoneFactory,
    RiskFactory,
    UnitFactory,
)
from varv.core.kinds import SearchKind
from varv.overview.search import BETWEEN, SearchWish, search
from varv.regions import search_index, trail
from varv.regions.models import SearchEntry, SearchWord

NAMES = ("Östra rådet", "Åre råd", "Ändrat råd", "Zonens råd", "Allmänt råd", "Ödets råd")


def titles(person, text, **choice):
    return ["".join(part for part, _ in hit.title) for hit in search(person, SearchWish(text, **choice)).hits]


def snippet(person, text):
    (hit,) = search(person, SearchWish(text)).hits
    return "".join(part for part, _ in hit.snippet)


def added(thing, by, verb="added"):
    trail.write(thing, verb, by=by, at=MONDAY)
    return thing


def edited(thing, by, **changes):
    held = thing.locked()
    held.change(**changes)
    trail.write(held, "edited", by=by, at=MONDAY)


# --- never stale ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (GoalFactory, "description"),
        (ChainFactory, "summary"),
        (ChainStepFactory, "text"),
        (InitiativeFactory, "description"),
        (LessonFactory, "statement"),
    ],
)
def test_what_is_edited_is_found_as_it_reads_now(factory, field, alvmark, anna):
    values = {"accepted_at": MONDAY, "context": "Alltid"} if factory is LessonFactory else {}
    thing = added(factory(region=alvmark, **{field: "Lampor lyser"}, **values), anna)

    edited(thing, anna, **{field: "Facklor brinner"})

    assert (len(titles(anna, "lampa")), len(titles(anna, "fackla"))) == (0, 1)


def test_what_is_written_without_a_change_costs_no_more_than_being_read(alvmark, anna, django_assert_num_queries):
    goal = added(GoalFactory(region=alvmark), anna)
    initiative = added(InitiativeFactory(region=alvmark), anna)

    with django_assert_num_queries(1):
        search_index.note([goal])
    # Its parts of three kinds are one question.
    with django_assert_num_queries(2):
        search_index.note([initiative])


def test_no_known_word_is_written_twice(alvmark, anna, django_assert_num_queries):
    goal = added(GoalFactory(region=alvmark, name="Lampor lyser"), anna)
    goal.name = "Lyser lampor"

    with django_assert_num_queries(2):
        search_index.note([goal])
    goal.name = "Lyser facklor"
    with django_assert_num_queries(3):
        search_index.note([goal])

    assert SearchWord.objects.of(alvmark.pk).filter(word__in=["lampor", "lyser", "facklor"]).count() == 3


def test_a_kind_that_is_not_searched_costs_nothing(alvmark, django_assert_num_queries):
    units = [UnitFactory(region=alvmark), UnitFactory(region=alvmark)]

    with django_assert_num_queries(0):
        search_index.note([])
        search_index.note(units)


def test_parts_are_told_kind_by_kind_in_the_order_they_were_made(alvmark, anna):
    initiative = InitiativeFactory(region=alvmark, name="Nätverk", description="Först.")
    for text in ("Zonen klar", "Annat klart"):
        added(MilestoneFactory(region=alvmark, initiative=initiative, text=text, note=""), anna)
    added(RiskFactory(region=alvmark, initiative=initiative, text="Tiden räcker inte", answer="Börja nu"), anna)

    entry = SearchEntry.objects.get(kind=SearchKind.INITIATIVE, thing_id=initiative.pk)

    assert entry.body.split("\n") == ["Först.", "Zonen klar", "Annat klart", "Tiden räcker inte", "Börja nu"]


def test_parts_of_one_are_never_told_of_another(alvmark, anna):
    one, other = InitiativeFactory(region=alvmark, name="Ett"), InitiativeFactory(region=alvmark, name="Annat")
    added(MilestoneFactory(region=alvmark, initiative=one, text="Lampor lyser"), anna)
    added(RiskFactory(region=alvmark, initiative=other, text="Facklor brinner"), anna)
    search_index.rebuild(alvmark.pk)

    assert (titles(anna, "lampa"), titles(anna, "fackla")) == (["Ett"], ["Annat"])


def test_a_link_that_is_removed_is_told_of_no_longer_by_its_chain(alvmark, anna):
    chain = added(ChainFactory(region=alvmark, name="Kedjan"), anna)
    link = added(ChainLinkFactory(region=alvmark, chain=chain, rationale="Lampor lyser"), anna)
    assert titles(anna, "lampa") == ["Kedjan"]

    trail.write(link, "removed", by=anna, at=MONDAY, removed=True)
    link.delete()

    assert titles(anna, "lampa") == []


# --- the same on both databases -------------------------------------------------------------------------------------


def test_hits_of_the_same_rank_and_day_come_in_one_order_whatever_their_letters(alvmark, anna):
    for name in NAMES:
        added(ChainStepFactory(region=alvmark, text=name), anna)

    assert titles(anna, "råd") == [*reversed(NAMES[1:]), NAMES[0]]


def test_rank_goes_before_day_and_day_before_what_was_noted_last(alvmark, anna):
    days = {"Råd för alla": 3, "Rådgivning": 9, "Ett råd": 5, "Två råd": 5}
    for statement, day in days.items():
        noted_at = datetime(2026, 5, day, 9, tzinfo=UTC)
        added(LessonFactory(region=alvmark, statement=statement, accepted_at=MONDAY, noted_at=noted_at), anna)
    added(GoalFactory(region=alvmark, outline="1", name="Annat", description="Rådet träffas."), anna)

    assert titles(anna, "råd") == ["Två råd", "Ett råd", "Råd för alla", "1 Annat"]


def test_pages_put_together_are_all_the_hits_once_each(alvmark, anna):
    names = [f"Råd {number}" for number in range(47)]
    for name in names:
        added(ChainStepFactory(region=alvmark, text=name), anna)

    found = [title for page in (1, 2, 3) for title in titles(anna, "råd", page=page)]

    assert found == names[::-1]


@pytest.mark.parametrize("typed", ["RÅD", "råd", "ra\u030ad", "RA\u030aD", "  råd  ", "råd,", "råd?!"])
def test_however_it_is_typed_the_same_is_found(typed, alvmark, anna):
    added(ChainStepFactory(region=alvmark, text="Ett råd"), anna)
    added(ChainStepFactory(region=alvmark, text="A\u030atta ra\u030ad"), anna)

    assert [title.encode().decode() for title in titles(anna, typed)] == ["Åtta råd", "Ett råd"]


def test_texts_that_stood_apart_are_shown_apart(alvmark, anna):
    initiative = InitiativeFactory(region=alvmark, name="Nätverk", description="Vi träffas.\n\nOfta.")
    added(MilestoneFactory(region=alvmark, initiative=initiative, text="Lampor   lyser", note=""), anna)

    assert snippet(anna, "lampa") == BETWEEN.join(["Vi träffas.", "Ofta.", "Lampor lyser"])
