"""A text whose citations, such as [2], lead to what they cite; and the words that a brief begins with."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from varv.core.roles import Actor
from varv.learning.models import Finding, Lesson
from varv.overview.learning.knowledge.statements import Statement
from varv.overview.learning.knowledge.synthesis import Synthesis
from varv.web.gate import sent_number

_CITED = re.compile(r"\[(\d{1,4})\]")
# The form takes 10 000 characters; what does not fit is offered to be cited, but is not written in.
ROOM = 8000


def with_links(text: str, numbers: Collection[int]) -> SafeString:
    """Paragraphs with their citations as links; a number that is not cited stays as it was written."""
    escaped = linebreaks(text, autoescape=True)

    def link(found: re.Match[str]) -> str:
        number = int(found[1])
        return (
            format_html('<a class="cite" href="#kalla-{}">[{}]</a>', number, number) if number in numbers else found[0]
        )

    return mark_safe(_CITED.sub(link, escaped))


@dataclass(frozen=True)
class Beginning:
    """What a brief is before anyone has edited it: the statements as they stand, and what is not known."""

    title: str
    known: str
    disputed: str
    unknown: str
    cited: tuple[Statement, ...]


def beginning_of(found: Synthesis) -> Beginning:
    """The surest statements that there is room for, numbered anew; each in its own words."""
    cited = tuple(_fitting(found.statements))
    numbers = {one.key: number for number, one in enumerate(cited, 1)}
    return Beginning(
        title=(_("What we know about %(name)s") % {"name": found.subject.name})[:200],
        known="\n\n".join(f"{one.text} [{numbers[one.key]}]" for one in cited),
        disputed="\n\n".join(_disputes(cited, found, numbers))[:ROOM],
        unknown="\n".join(_unknown(found))[:ROOM],
        cited=cited,
    )


def _fitting(statements: Collection[Statement]) -> Iterator[Statement]:
    room = ROOM
    for one in statements:
        room -= len(one.text) + len(" [1000]\n\n")
        if room < 0:
            return
        yield one


def _disputes(cited: Collection[Statement], found: Synthesis, numbers: dict[str, int]) -> Iterator[str]:
    for one in cited:
        for against in one.against:
            yield f"[{numbers[one.key]}] {_('Against it:')} {against.text} ({against.explanation})"
    for other in found.disagreements:
        if f"lesson-{other.lesson_id}" in numbers:
            yield f"[{numbers[f'lesson-{other.lesson_id}']}] {_('Someone does not agree:')} {other.because}"


def _unknown(found: Synthesis) -> Iterator[str]:
    yield from (one.text for one in found.questions)
    for link in found.links:
        told = _("Not tested: %(source)s → %(target)s") % {"source": link.source, "target": link.target}
        yield f"{told}. {_('Assumption:')} {link.assumption}" if link.assumption else told
    for ended in found.endings:
        yield _("Ended without a lesson: %(name)s") % {"name": ended.name}


def cited_rows(reader: Actor, keys: Collection[str]) -> list[Lesson | Finding]:
    """The rows that keys such as ``lesson-12`` name, in their order; what this person may not read does not exist."""
    lessons = Lesson.objects.of(reader.region_id).readable_by(reader).in_bulk(_numbers(keys, "lesson"))
    findings = Finding.objects.of(reader.region_id).in_bulk(_numbers(keys, "finding"))
    rows = {f"lesson-{pk}": row for pk, row in lessons.items()} | {f"finding-{pk}": row for pk, row in findings.items()}
    return [rows[key] for key in keys if key in rows]


def _numbers(keys: Collection[str], kind: str) -> list[int]:
    return [sent_number(key.removeprefix(f"{kind}-")) for key in keys if key.startswith(f"{kind}-")]


def numbered_choices(
    standing: Collection[tuple[int, str, str]], others: Collection[Statement]
) -> Iterator[tuple[str, SafeString]]:
    """What can be cited: first what is, with its number, then what else is known of the subject."""
    for number, key, text in standing:
        yield key, format_html("<strong>[{}]</strong> {}", number, text)
    cited = {key for _number, key, _text in standing}
    yield from ((one.key, format_html("{}", one.text)) for one in others if one.key not in cited)
