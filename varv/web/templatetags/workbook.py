"""A workbook's cells, columns and refusals, as its preview tells them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from django import template
from django.utils.translation import gettext as _

from varv.core.plan_book import Sheet, Value
from varv.core.refusals import Refusal
from varv.overview.words import day, number, word
from varv.overview.words import refusal as refusal_words
from varv.overview.words.of_workbook import column_title

register = template.Library()


@register.filter
def cell(value: Value) -> str:
    """What stands in a cell, in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(value)
    return "–" if value is None or value == "" else str(value)


@register.filter
def column(sheet: Sheet | None, name: str) -> str:
    """What stands above a column."""
    return column_title(sheet, name)


@register.filter
def refusal(refused: Refusal) -> str:
    """What is wrong, and what to do."""
    return refusal_words(refused)
