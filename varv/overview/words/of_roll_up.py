"""How totals speak: by what they are added, how a figure is counted, and what stands where no figure does."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from varv.core.counting import Category
from varv.core.tallies import Sum
from varv.overview.words.codes import word
from varv.overview.words.numbers import number

BY: Mapping[str, Promise] = {
    "whole": gettext_lazy("The whole region"),
    "activity": gettext_lazy("Kind of activity"),
    "goal": gettext_lazy("Goal"),
    "unit": gettext_lazy("Unit"),
    "place": gettext_lazy("Municipality"),
}


def part_name(category: str, name: str) -> str:
    """A part of a breakdown: a place by its name, another by its word, and last what is not broken down."""
    if name:
        return name
    if category in set(Category):
        return word(Category(category))
    return category or _("Not broken down")


def sum_words(one: Sum, decimals: int) -> str:
    """The sum written out; why there is none is told in words, and never as zero."""
    if one.value is not None:
        return number(one.value, decimals)
    if one.told:
        return _("not added")
    return _("missing") if one.missing else "–"


def why_words(one: Sum) -> str:
    """How many figures a sum lacks, if any."""
    if one.told and one.missing:
        return _("%(n)d missing") % {"n": one.missing}
    return ""
