"""Amounts in templates: nothing said is a dash that is read aloud as such, and never a zero."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from varv.core.money import Measure, Money
from varv.overview import words

register = template.Library()


@register.filter
def kr(value: Decimal | None) -> SafeString | str:
    """An amount to the krona."""
    return _dash() if value is None else words.kronor(value)


@register.filter
def short_kr(value: Decimal | None) -> SafeString | str:
    """An amount as it is spoken of."""
    return _dash() if value is None else words.short_kronor(value)


@register.filter
def hours(value: int | None) -> SafeString | str:
    """Hours of work."""
    return _dash() if value is None else words.hours(value)


@register.filter
def station(money: Money, measure: Any) -> Decimal | None:
    """What has been said of one station of the money."""
    return money.of(Measure(measure))


def _dash() -> SafeString:
    return format_html('<span class="muted" aria-hidden="true">–</span><span class="vh">{}</span>', _("not said"))
