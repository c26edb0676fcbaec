"""Figures that are drawn in a line of text."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from varv.publishing.figures import spark as sparks

register = template.Library()


@register.simple_tag
def spark(course: Sequence[Decimal | None], level: Decimal | None = None) -> SafeString | str:
    """A small line with its target; nothing when there are fewer than two values to draw."""
    known = [value for value in course if value is not None]
    return sparks.spark(course, target=level) if len(known) > 1 else ""
