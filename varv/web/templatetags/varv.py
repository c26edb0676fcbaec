"""What templates can say in one word: marks, icons, definitions, and the domain's words and numbers.

Every drawing comes from ``web/shapes.py`` and every word from ``overview/words``;
here the two are set side by side. Text that is not ours is escaped by ``format_html``.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from varv.core.judgement import Answer, Verdict
from varv.core.periods import Period
from varv.core.status import Direction, Status
from varv.core.theory import Evidence
from varv.overview import glossary, words
from varv.web import shapes

register = template.Library()


# --- drawings ---------------------------------------------------------------------------------------------


def _svg(drawing: str, size: int, *, line: float | None = None, css: str = "") -> SafeString:
    """A small picture beside its word: hidden from screen readers, never focused."""
    pen = (
        f' fill="none" stroke="currentColor" stroke-width="{line}" stroke-linecap="round" stroke-linejoin="round"'
        if line
        else ""
    )
    dress = f' class="{css}"' if css else ""
    return mark_safe(
        f'<svg{dress} viewBox="0 0 {size} {size}" width="{size}" height="{size}"{pen}'
        f' aria-hidden="true" focusable="false">{drawing}</svg>'
    )


def _beside(css: str, picture: SafeString, label: str) -> SafeString:
    return format_html('<span class="{}">{}{}</span>', css, picture, label)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A line icon without a meaning of its own; the word stands beside it."""
    return _svg(shapes.ICONS[name], 16, line=1.7, css=css)


@register.simple_tag
def ring(place: int) -> SafeString:
    """The ring beside a navigation group, with its quarter of the turn lit."""
    return _svg(shapes.quarter(place), 16, css="ring")


@register.simple_tag
def brand() -> SafeString:
    """The spiral of the brand."""
    return _svg(shapes.spiral(), 32)


@register.simple_tag
def rings() -> SafeString:
    """Growth rings: the public pages' one ornament."""
    return mark_safe(
        '<svg class="rings" viewBox="0 0 520 420" width="520" height="420" aria-hidden="true" focusable="false">'
        f"{shapes.growth_rings()}</svg>"
    )


# --- marks ------------------------------------------------------------------------------------------------


@register.simple_tag
def mark(status: Status | Direction | str, label: str = "") -> SafeString:
    """What the figures say: computed, solid geometry. ``"gap"`` marks what nobody has answered."""
    shape = shapes.MARKS[status]
    return _beside(f"mark {shape.css}", _svg(shape.drawing, 14), label or _mark_word(status))


def _mark_word(status: Status | Direction | str) -> str:
    if status == "gap":
        return _("Gap")
    if status in set(Direction):
        return _("No target, %(wish)s") % {"wish": words.word(Direction(status))}
    return words.word(Status(status))


@register.simple_tag
def judge(verdict: Verdict | str | None, label: str = "") -> SafeString:
    """What a person found: a drawn stroke and a serif word. Nobody's judgement is *not assessed*."""
    found = Verdict(verdict) if verdict else Verdict.NOT_ASSESSED
    shape = shapes.JUDGEMENTS[found]
    return _beside(f"judge {shape.css}", _svg(shape.drawing, 19, line=2.1), label or words.word(found))


@register.simple_tag
def work(state: StrEnum | str, label: str = "") -> SafeString:
    """Where work stands, of any state machine; ``"todo"`` is not begun, ``"late"`` is past its day."""
    shape = shapes.WORK[state]
    return _beside(f"work {shape.css}", _svg(shape.drawing, 16, line=1.7), label or _work_word(state))


def _work_word(state: StrEnum | str) -> str:
    if isinstance(state, StrEnum):
        return words.word(state)
    return {"todo": _("Not begun"), "late": _("Late")}[state]


@register.simple_tag
def answer(code: Answer | str | None, label: str = "") -> SafeString:
    """The management's answer; none yet is shown as waiting."""
    shape = shapes.ANSWERS[code] if code else shapes.WAITING_FOR_ANSWER
    told = words.word(Answer(code)) if code else _("Awaiting an answer")
    return _beside(f"answer mark {shape.css}", _svg(shape.drawing, 16), label or told)


@register.simple_tag
def evidence_key(grade: Evidence | str, label: str | None = None) -> SafeString:
    """The stroke that stands for a grade of evidence, and its word; an empty label leaves the stroke alone."""
    grade = Evidence(grade)
    stroke = mark_safe(
        '<svg viewBox="0 0 30 12" width="30" height="12" aria-hidden="true" focusable="false">'
        f'<path class="{shapes.EVIDENCE[grade]}" d="M1 6h28"/></svg>'
    )
    return _beside("evidence", stroke, words.word(grade) if label is None else label)


# --- words that are explained -------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def term(context: Context, code: str, shown: str = "") -> SafeString:
    """A word with its definition: a dotted button and a popover that Esc closes. No script."""
    found = glossary.term(code)
    anchor = f"def-{found.code}-{_next_number(context)}"
    not_this = format_html('<span class="not">{}</span>', found.is_not) if found.is_not else ""
    return format_html(
        '<button type="button" class="term" popovertarget="{anchor}">{shown}</button>'
        '<span class="def" popover id="{anchor}" role="note"><b class="def-h">{name}</b>{meaning}{not_this}</span>',
        anchor=anchor,
        shown=shown or found.name,
        name=found.name,
        meaning=found.meaning,
        not_this=not_this,
    )


def _next_number(context: Context) -> int:
    """Numbers run through the whole page: the lowest layer is shared by every included part."""
    page: Any = context.render_context.dicts[0]
    return int(next(page.setdefault("varv_numbers", count(1))))


# --- days, numbers, words -----------------------------------------------------------------------------------


@register.simple_tag
def leaf(on: date, near: Any = None) -> SafeString:
    """A date to tear off; ``near`` (anything true) makes it petrol. A moment falls on the region's own day."""
    on = timezone.localdate(on) if isinstance(on, datetime) else on
    return format_html(
        '<time class="leaf{}" datetime="{}"><span>{}</span><b>{}</b><span class="vh"> {}</span></time>',
        " near" if near else "",
        on.isoformat(),
        date_format(on, "b"),
        on.day,
        on.year,
    )


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """The number as the language writes it; ``None`` is *missing*, never zero."""
    return words.number(value, decimals)


@register.filter
def percent(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A share in percent, with its sign."""
    return words.percent(value, decimals)


@register.filter
def period(written: Period | str | None) -> str:
    """A period in words."""
    return words.period(written) if written else ""


@register.filter
def day(on: date | None) -> str:
    """The day in full."""
    return words.day(on) if on else ""


@register.filter
def short_day(on: date | None) -> str:
    """The day for tables and signatures."""
    return words.short_day(on) if on else ""


@register.filter
def long_day(on: date | None) -> str:
    """The day with its name."""
    return words.long_day(on) if on else ""


@register.filter
def clock(at: datetime | None) -> str:
    """The time of day."""
    return words.clock(at) if at else ""


@register.filter
def moment(at: datetime | None) -> str:
    """Day and time of day."""
    return words.moment(at) if at else ""


@register.filter
def word(code: StrEnum | None) -> str:
    """The word for any code."""
    return words.word(code) if code else ""


@register.filter
def initials(name: str) -> str:
    """The first letters of a person's first and last name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()
