import pytest
from django.utils.translation import override

from varv.core.plan_book import COLUMNS, Holds, Sheet
from varv.overview.words.of_workbook import HELPS, TITLES, column_help, column_title

EVERY = [(sheet, column.name) for sheet in Sheet for column in COLUMNS[sheet]]


@pytest.mark.parametrize(("sheet", "name"), EVERY)
def test_every_column_has_a_title_and_a_help(sheet, name):
    with override("sv"):
        assert column_title(sheet, name) not in {"", name}
        assert len(column_help(sheet, name)) > len("I en mening")


def test_no_word_is_for_a_column_that_is_not_there():
    known = {name for _sheet, name in EVERY} | {f"{sheet}.{name}" for sheet, name in EVERY} | {"place"}

    assert TITLES.keys() - known == set()
    assert HELPS.keys() - known == set()


def test_a_sheets_own_word_goes_before_the_common_one():
    with override("sv"):
        assert column_title(Sheet.GOALS, "name") == "Mål"
        assert column_title(Sheet.AREAS, "name") == "Namn"
        assert column_title(Sheet.INDICATORS, "unit") == "Måttenhet"
        assert column_title(Sheet.INITIATIVES, "unit") == "Enhet"


def test_what_has_no_word_is_told_as_it_is():
    assert column_title(Sheet.GOALS, "B") == "B"
    assert column_title(None, "") == ""


def test_help_fits_where_the_program_shows_it():
    with override("sv"):
        assert [one for one in EVERY if len(column_help(*one)) > 255] == []
        assert [one for one in EVERY if len(column_title(*one)) > 32] == []


def test_columns_that_are_chosen_from_a_list_say_so():
    with override("sv"):
        lists = [column_help(sheet, one.name) for sheet in Sheet for one in COLUMNS[sheet] if one.holds is Holds.CODE]

    assert all(text for text in lists)
