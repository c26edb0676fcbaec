"""The workbook of a region's plan: what its sheets and columns are called, and how a code is written in a cell.

The format is Swedish whatever language the pages are read in. When it is read, English words and the codes themselves
will do as well.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from varv.core.plan_book import COLUMNS, Column, Sheet
from varv.overview.words import word
from varv.overview.words.of_workbook import column_title

VERSION = 1
LANGUAGE = "sv"
READ_TOO = ("en",)


def sheet_name(sheet: Sheet) -> str:
    """What the sheet is called in the file."""
    with override(LANGUAGE):
        return word(sheet)


def read_me() -> str:
    """What the sheet with the instructions is called in the file."""
    with override(LANGUAGE):
        return pgettext("workbook", "Read me")


def title(sheet: Sheet, column: Column) -> str:
    """What stands above the column in the file."""
    with override(LANGUAGE):
        return column_title(sheet, column.name)


def choices(column: Column) -> tuple[str, ...]:
    """What can be chosen in a column's cells; nothing where one writes freely."""
    with override(LANGUAGE):
        if column.codes:
            return tuple(word(code) for code in column.codes)
        return (_("Yes"), _("No"))


@cache
def sheets_by_name() -> Mapping[str, Sheet]:
    """The names that a sheet may have, in lower case."""
    names: dict[str, Sheet] = {str(sheet): sheet for sheet in Sheet}
    for _language in _languages():
        names |= {word(sheet).lower(): sheet for sheet in Sheet}
    return names


@cache
def columns_by_title(sheet: Sheet) -> Mapping[str, Column]:
    """The headings that a column may have, in lower case."""
    titles = {column.name: column for column in COLUMNS[sheet]}
    for _language in _languages():
        titles |= {column_title(sheet, column.name).lower(): column for column in COLUMNS[sheet]}
    return titles


@cache
def codes_by_word(codes: type[StrEnum]) -> Mapping[str, StrEnum]:
    """How a code may be written, in lower case."""
    words: dict[str, StrEnum] = {str(code): code for code in codes}
    for _language in _languages():
        words |= {word(code).lower(): code for code in codes}
    return words


@cache
def answers() -> Mapping[str, bool]:
    """How yes and no may be written, in lower case."""
    words = {"1": True, "0": False}
    for _language in _languages():
        words |= {_("Yes").lower(): True, _("No").lower(): False}
    return words


def _languages() -> Iterator[str]:
    """Each language that the file may be in; the format's own last, so that its words go before the others'."""
    for language in (*READ_TOO, LANGUAGE):
        with override(language):
            yield language
