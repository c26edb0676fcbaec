"""The trail as people read it."""

from datetime import date

import pytest
from django.utils import translation

from tests.factories import MONDAY, GoalFactory, RegionFactory, SteeringDocumentFactory, TrailEntryFactory
from varv.core.kinds import GoalKind
from varv.core.workflow import PlanState
from varv.overview.boards.trail_lines import ColumnLine, trail_lines
from varv.overview.words.columns import COLUMNS, column
from varv.regions.models import SearchEntry, SearchFact, SearchWord, TrailEntry
from varv.regions.owned import Owned
from varv.strategy import operations

pytestmark = pytest.mark.django_db


def kinds(base=Owned):
    """Every kind of row that a region can own."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from kinds(model)


def only_line(**said):
    return trail_lines([TrailEntryFactory.build(region=None, **said)])[0]


def columns(kind, before, after):
    return only_line(kind=kind, before=before, after=after).columns


def test_every_column_of_every_kind_has_a_word():
    told_of = set(kinds()) - {TrailEntry, SearchEntry, SearchFact, SearchWord}
    names = {field.attname for model in told_of for field in model._meta.concrete_fields}

    assert names - COLUMNS.keys() == set()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_words_of_columns_begin_with_a_capital(language):
    with translation.override(language):
        assert [str(label) for label in COLUMNS.values() if not str(label)[:1].isupper()] == []


def test_a_column_of_an_older_version_keeps_its_name():
    assert column("colour_of_the_goal") == "colour_of_the_goal"


def test_a_line_says_who_did_what_to_which_thing():
    line = only_line(number=7, person="Anna", verb="retired", thing="1.2 Fler i arbete", seal="ab", before={}, after={})

    assert (line.number, line.at, line.person, line.verb, line.thing, line.seal, line.columns) == (
        7,
        MONDAY,
        "Anna",
        "lade undan",
        "1.2 Fler i arbete",
        "ab",
        (),
    )


def test_codes_are_told_in_words():
    told = columns("strategy.goal", {"kind": GoalKind.EFFECT.value}, {"kind": GoalKind.PROCESS.value})

    assert told == (ColumnLine("Slag", "Effektmål", "Processmål"),)


def test_the_same_code_is_told_by_the_kind_it_belongs_to():
    told = columns("strategy.steeringdocument", {"state": PlanState.DRAFT.value}, {"state": "no_longer_a_state"})

    assert told == (ColumnLine("Läge", "Utkast", "no_longer_a_state"),)


def test_days_and_moments_are_told_as_everywhere_else():
    told = columns("strategy.chainversion", {}, {"adopted_on": "2026-03-01"})
    moments = columns("strategy.framework", {}, {"adopted_at": "2026-03-01T08:00:00+00:00"})

    assert told == (ColumnLine("Beslutsdag", "", "1 mars 2026"),)
    assert moments[0].after == "1 mars 2026 kl. 9.00"


def test_yes_and_no_are_words():
    told = columns("strategy.goal", {"is_targeted": True}, {"is_targeted": False})

    assert told == (ColumnLine("Målvärde", "ja", "nej"),)


def test_another_row_is_told_by_its_number():
    told = columns("strategy.goal", {"parent_id": None}, {"parent_id": 12})

    assert told == (ColumnLine("Ligger under", "", "nummer 12"),)


def test_zero_is_not_nothing():
    told = columns("strategy.goal", {"place": 0}, {"place": 3})

    assert told == (ColumnLine("Plats i ordningen", "0", "3"),)


def test_content_is_told_in_lines():
    told = columns("strategy.chainversion", {}, {"content": {"steps": {}}})

    assert told == (ColumnLine("Innehåll", "", '{\n "steps": {}\n}'),)


def test_a_kind_that_no_longer_exists_is_still_told():
    told = columns("strategy.wish", {"wished": "up"}, {"wished": ""})

    assert told == (ColumnLine("Önskad riktning", "up", ""),)


def test_lines_are_told_without_a_query(anna, django_assert_num_queries):
    document = SteeringDocumentFactory(region=RegionFactory())
    goal = GoalFactory(region=document.region, document=document)
    operations.edit_goal(goal=goal, revision=goal.revision, name="Fler reser med tåg", by=anna, at=MONDAY)
    entries = list(TrailEntry.objects.of(document.region_id).order_by("number"))

    with django_assert_num_queries(0):
        lines = trail_lines(entries)

    changed = {one.label: (one.before, one.after) for line in lines for one in line.columns}
    assert changed["Namn"] == ("Fler unga fullföljer gymnasiet", "Fler reser med tåg")
    assert date.fromisoformat(str(entries[-1].at.date())) == MONDAY.date()
