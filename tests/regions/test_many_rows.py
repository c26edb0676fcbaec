from datetime import UTC, date, datetime

import pytest

from tests.factories import SearchEntryFactory, TrailEntryFactory
from varv.regions import many_rows
from varv.regions.models import SearchEntry, TrailEntry

AT = datetime(2026, 11, 16, 9, 30, 15, 123456, tzinfo=UTC)


def entries(region, *titles, **values):
    return [
        SearchEntry(region=region, kind="strategy.goal", thing_id=number, page_id=number, title=title, **values)
        for number, title in enumerate(titles, 1)
    ]


def kept(region, *names):
    return list(SearchEntry.objects.of(region.pk).order_by("thing_id").values_list(*names))


def test_every_kind_of_value_is_kept_as_it_was(alvmark):
    told = {"text": "Åäö \"citat\" 'och' \\ snedstreck\n√ 🙂", "number": 1.5, "none": None, "list": [1, [True]]}
    row = TrailEntryFactory.build(region=alvmark, number=7, at=AT, before={}, after=told, previous="")

    many_rows.insert([row])

    again = TrailEntry.objects.of(alvmark.pk).get(number=7)
    assert (again.at, again.before, again.after, again.revision) == (AT, {}, told, 1)


@pytest.mark.parametrize("day", [None, date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_and_what_is_missing_are_kept(alvmark, day):
    many_rows.insert(entries(alvmark, "Ett", day=day, is_open=False))

    assert kept(alvmark, "day", "year", "is_open", "body") == [(day, None, False, "")]


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 1000])
def test_however_many_they_are_they_are_all_written(alvmark, monkeypatch, at_a_time):
    monkeypatch.setattr(many_rows, "AT_A_TIME", at_a_time)

    many_rows.insert(entries(alvmark, "Ett", "Två", "Tre"))

    assert kept(alvmark, "title") == [("Ett",), ("Två",), ("Tre",)]


def test_nothing_is_written_of_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        many_rows.insert([])


def test_what_is_there_already_is_brought_up_to_date_in_what_is_named(alvmark):
    there = SearchEntryFactory(region=alvmark, kind="strategy.goal", thing_id=1, page_id=9, title="Förr", body="Förr")

    many_rows.insert(
        entries(alvmark, "Nu", "Nytt", body="Nu"),
        kept_once_by=("region_id", "kind", "thing_id"),
        bring_up_to_date=("title",),
    )

    assert kept(alvmark, "title", "body", "page_id") == [("Nu", "Förr", 9), ("Nytt", "Nu", 2)]
    assert SearchEntry.objects.of(alvmark.pk).get(thing_id=1).pk == there.pk
