"""An indicator's values as a file for other programs.

Comma between the fields, point in the numbers, every line ended by CRLF (RFC 4180),
UTF-8 with a byte order mark so that spreadsheet programs see å, ä and ö. Every
vintage has a row, and a missing value has its reason: empty is never zero. Text
that a spreadsheet would take for a formula is kept from being one by an apostrophe.
"""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

from django.utils.translation import gettext as _

from varv.overview.indicators.indicator_sheet import IndicatorSheet
from varv.overview.words import word

CONTENT_TYPE = "text/csv; charset=utf-8"
_MARK = "\N{BYTE ORDER MARK}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")


def table(sheet: IndicatorSheet) -> bytes:
    """The sheet's values in all their vintages."""
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([_head(), *_rows(sheet)])
    return (_MARK + file.getvalue()).encode()


def _head() -> list[str]:
    return [
        _("period"),
        _("first day"),
        _("last day"),
        _("breakdown"),
        _("value"),
        _("missing because"),
        _("the source's mark"),
        _("vintage"),
        _("counts now"),
        _("published"),
        _("recorded"),
        _("note"),
        _("unit"),
        _("source"),
        _("licence"),
    ]


def _rows(sheet: IndicatorSheet) -> Iterator[list[str]]:
    for line in sheet.vintages:
        yield [
            str(line.period),
            line.period.first.isoformat(),
            line.period.last.isoformat(),
            word(line.breakdown),
            _plain(line.value),
            word(line.missing) if line.missing else "",
            harmless(line.mark),
            str(line.number),
            _("yes") if line.is_newest else _("no"),
            _day(line.published_on),
            _day(line.recorded_on),
            harmless(line.note),
            harmless(sheet.line.unit),
            harmless(sheet.line.source),
            harmless(sheet.licence),
        ]


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
