"""What templates say of the region's choices (vägval), and of what it calls things."""

from collections.abc import Collection

from django import template

from varv.core.choices import Option, Scope, Topic
from varv.overview.strategy.level_names import Names
from varv.overview.words import of_choices
from varv.web.naming import called

register = template.Library()
register.filter("called", called)


@register.filter
def question(topic: Topic) -> str:
    """What a topic asks."""
    return str(of_choices.QUESTIONS[topic])


@register.filter
def meaning(code: Topic | Option) -> str:
    """What a topic or an answer means."""
    return str(of_choices.TOPICS[code] if isinstance(code, Topic) else of_choices.OPTIONS[code])


@register.filter
def effects(topic: Topic, options: Collection[Option]) -> tuple[str, ...]:
    """What Varv does because of these answers."""
    return of_choices.effects(topic, options)


@register.filter
def counted(scope: Scope) -> str:
    """Which initiatives the totals count. Only where a choice narrows them."""
    return of_choices.counted_words(scope)


@register.simple_tag
def goal_level(names: Names, depth: int, document_id: int | None = None) -> str:
    """What goals of a depth, from 1, are called here; nothing where the region has no name for them."""
    return names.goal(depth, document_id) or ""
