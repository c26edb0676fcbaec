"""What is known and how well we learn, in words: always with how many it rests on."""

from collections.abc import Mapping

from django import template

from varv.core.kinds import SourceKind
from varv.core.loop import Days, Share
from varv.overview.words.of_loop import measured_words
from varv.overview.words.of_sources import counts_words

register = template.Library()


@register.filter
def measured(found: Share | Days | None) -> str:
    """A measure of the loop with its counts."""
    return measured_words(found)


@register.filter
def sources(counts: Mapping[SourceKind, int]) -> str:
    """How many sources of each kind."""
    return counts_words(counts)
