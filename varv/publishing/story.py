"""A chain's story: what a politician reads in three minutes. One content, to be given any form.

Every sentence says what is known and nothing more: what is a thought is called one, what nobody has counted is said
not to be known, and a quote that is shortened shows that it is. At most a few of each kind are told, the weightiest
first; the whole is on the pages that the story comes from.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.core.theory import Level
from varv.overview.boards.chain_story import AssumptionTold, ChainStory, ResultTold, Voice
from varv.overview.indicators.indicator_list import IndicatorLine, Reached
from varv.overview.words import day, number, percent, period, word
from varv.publishing.indicator_chart import figures
from varv.publishing.parts import (
    Bullets,
    Change,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Judgement,
    Kind,
    Part,
    Quote,
    Table,
    Text,
)
from varv.publishing.parts import (
    Voice as Tone,
)

WORDS_A_MINUTE = 200
LONGEST_STORY = 600  # three minutes
GENEROUS, FRUGAL = 3, 1  # how many of each kind are told: as many as the story has room for
LONGEST_SUMMARY = 60
LONGEST_QUOTE = 35
LONGEST_ASIDE = 20
LONGEST_NAME = 10
CUT = "[…]"


def story(told: ChainStory, lang: str) -> Document:
    """The story of a chain in ``lang``; call it with that language active."""
    parts = _told_briefly(told)
    minutes = reading_minutes(parts)
    reading = ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
    return Document(
        title=_("%(chain)s: what do we want, and what have we learned?") % {"chain": told.name},
        lang=lang,
        date=told.on,
        parts=parts,
        organisation=told.region,
        kind=_("The story"),
        facts=(
            Fact(_("Reading time"), reading),
            Fact(_("As it stands"), day(told.on)),
            Fact(_("Leads towards"), told.chain.goal or told.chain.document),
        ),
        is_example=told.is_example,
    )


def _told_briefly(told: ChainStory) -> tuple[Part, ...]:
    """The fullest story that can be read in three minutes, or else the shortest there is."""
    tellings = (tuple(_parts(told, most)) for most in range(GENEROUS, FRUGAL - 1, -1))
    parts: tuple[Part, ...] = ()
    for parts in tellings:
        if words_in(parts) <= LONGEST_STORY:
            break
    return parts


def words_in(parts: Iterable[Part]) -> int:
    """How many words a reader meets. What is folded under a figure is not counted."""
    return sum(len(text.split()) for part in parts for text in _read(part))


def reading_minutes(parts: Iterable[Part]) -> int:
    """Whole minutes, at least one, at the pace of someone who reads to understand."""
    return max(1, ceil(words_in(parts) / WORDS_A_MINUTE))


def _read(part: Part) -> Iterator[str]:
    match part:
        case Heading(text, _) | Text(text, _):
            yield text
        case Quote(text, signed):
            yield from (text, signed)
        case Judgement(title, text, signed) | Change(title, text, signed):
            yield from (title, text, signed)
        case Bullets(items):
            yield from items
        case Facts(facts):
            yield from (f"{fact.term} {fact.value}" for fact in facts)
        case Table(caption, head, rows, note):
            yield from (caption, note, *(column.head for column in head), *(cell for row in rows for cell in row))
        case Figure():
            yield from (part.title, part.caption)


def _parts(told: ChainStory, most: int) -> Iterator[Part]:
    for chapter in (_why, _doing, _came_of_it, _must_be_true, _learned, _changed, _unknown):
        yield from chapter(told, most)


def _why(told: ChainStory, most: int) -> Iterator[Part]:
    yield Heading(_("Why is something needed?"))
    if told.summary:
        yield Text(shortened(told.summary, LONGEST_SUMMARY))
    needs = told.texts(Level.NEED)
    if needs:
        yield Text(_("The need: %(needs)s.") % {"needs": _listed(needs, most)}, Tone.SYSTEM)
    elif not told.summary:
        yield Text(_("Nobody has written down the need yet."), Tone.SYSTEM)


def _doing(told: ChainStory, most: int) -> Iterator[Part]:
    """The thought, step by step, and then the work that tests it."""
    yield Heading(_("What do we do, and what should it lead to?"))
    levels = [level for level in Level if level is not Level.NEED and told.texts(level)]
    if not levels:
        yield Text(_("The chain has no steps yet."), Tone.SYSTEM)
    else:
        yield Facts(tuple(Fact(word(level), _listed(told.texts(level), most)) for level in levels))
    if told.work:
        begun = ngettext("%(count)s initiative tests this:", "%(count)s initiatives test this:", len(told.work))
        yield Text(begun % {"count": len(told.work)}, Tone.SYSTEM)
        lines = [f"{_name(work.name)} ({work.unit}, {word(work.state).lower()})" for work in told.work]
        yield Bullets(_at_most(lines, most + 1))
    else:
        yield Text(_("No initiative has begun to test it."), Tone.SYSTEM)


def _came_of_it(told: ChainStory, most: int) -> Iterator[Part]:
    yield Heading(_("What has come of it so far?"))
    known = sorted(told.results, key=lambda result: result.value is None)
    if known:
        yield _results(known[: most + 1])
    for voice in told.voices[:most]:
        yield Quote(shortened(voice.text, LONGEST_QUOTE), _signed(voice))
    if not told.results and not told.voices:
        yield Text(_("No report has been approved yet, so nobody can say."), Tone.SYSTEM)
    yield from _measured(told, most)


def _results(results: Sequence[ResultTold]) -> Table:
    return Table(
        caption=_("What approved reports said last"),
        head=(Column(_("Output or outcome")), Column(_("Latest figure"), Kind.NUMBERS), Column(_("When"))),
        rows=tuple((_name(result.text), _figure(result), period(result.period)) for result in results),
    )


def _figure(result: ResultTold) -> str:
    return _("not known") if result.value is None else f"{number(result.value)} {result.unit}".strip()


def _signed(voice: Voice) -> str:
    return f"{voice.unit}, {_name(voice.initiative)}, {period(voice.period)}"


def _measured(told: ChainStory, most: int) -> Iterator[Part]:
    with_value = [(line, line.latest) for line in told.indicators if line.latest]
    if not with_value:
        return
    yield Text(_("What the figures say, which is not the same as an effect of what we do:"), Tone.SYSTEM)
    yield Bullets(tuple(_indicator(line, latest) for line, latest in with_value[:most]))
    if told.chart is not None:
        yield figures(told.chart)[0]


def _indicator(line: IndicatorLine, latest: Reached) -> str:
    is_share = line.unit.casefold() == "procent"
    value = latest.value
    said = {
        "name": line.name,
        "value": percent(value, line.decimals) if is_share else f"{number(value, line.decimals)} {line.unit}",
        "period": period(latest.period),
        "status": word(line.status).lower(),
    }
    return _("%(name)s: %(value)s (%(period)s), %(status)s.") % said


def _must_be_true(told: ChainStory, most: int) -> Iterator[Part]:
    yield Heading(_("What must be true for it to work?"))
    if told.assumptions:
        yield Bullets(tuple(_assumption(each) for each in told.assumptions[:most]))
    else:
        yield Text(_("Nobody has written down what it rests on."), Tone.SYSTEM)


def _assumption(each: AssumptionTold) -> str:
    text = shortened(each.text, LONGEST_ASIDE).rstrip(".")
    if each.holding is None or each.since is None:
        return _("%(assumption)s. Nobody has checked it yet.") % {"assumption": text}
    said = {
        "assumption": text,
        "holding": word(each.holding),
        "day": day(each.since),
        "signal": shortened(each.signal, LONGEST_ASIDE).rstrip("."),
    }
    return _("%(assumption)s. %(holding)s since %(day)s: %(signal)s.") % said


def _learned(told: ChainStory, most: int) -> Iterator[Part]:
    yield Heading(_("What have we learned?"))
    for lesson in told.lessons[:most]:
        signed = f"{word(lesson.confidence)}, {day(lesson.accepted_on)}"
        yield Quote(shortened(lesson.statement, LONGEST_QUOTE), signed)
    for finding in told.findings[:most]:
        signed = f"{finding.evaluator}, {finding.evaluation}, {day(finding.seen_on)}. {word(finding.evidence)}"
        yield Quote(shortened(finding.text, LONGEST_QUOTE), signed)
    if not told.lessons and not told.findings:
        yield Text(_("No lesson has been accepted, and no evaluation has looked at the chain."), Tone.SYSTEM)


def _changed(told: ChainStory, most: int) -> Iterator[Part]:
    yield Heading(_("What was changed because of it?"))
    for change in told.changes[:most]:
        version = change.version.name
        yield Change(
            shortened(change.what, LONGEST_ASIDE),
            shortened(change.after, LONGEST_ASIDE),
            f"{version}, {day(change.decided_on)}",
        )
    if not told.changes:
        yield Text(_("Nothing has been changed yet because of what was learned."), Tone.SYSTEM)


def _unknown(told: ChainStory, most: int) -> Iterator[Part]:
    yield Heading(_("What do we not know?"))
    yield Bullets((_claims(told), *_blanks(told, most)))


def _claims(told: ChainStory) -> str:
    """How much of the thought has been shown: never said to be an effect until it is."""
    if not told.chain.links:
        return _("How the steps hang together: nobody has linked them yet.")
    if not told.shown:
        return _("If it works: every link in the chain is hypothetical until an evaluation has shown it.")
    facts = {"shown": len(told.shown), "total": len(told.chain.links)}
    return _("If all of it works: %(shown)s of %(total)s links have been shown. The others are hypothetical.") % facts


def _blanks(told: ChainStory, most: int) -> Iterator[str]:
    for link in told.untested[:most]:
        ends = {
            "source": _name(link.source.text),
            "target": _name(link.target.text),
            "evidence": word(link.evidence).lower(),
        }
        yield _("If “%(source)s” leads to “%(target)s”: %(evidence)s.") % ends
    if told.silent:
        names = _listed([work.name for work in told.silent], most)
        yield _("What came of %(initiatives)s: no approved report tells it.") % {"initiatives": names}
    if told.without_figures:
        names = _listed([line.name for line in told.without_figures], most)
        yield _("What these figures say: %(indicators)s. They have no value yet.") % {"indicators": names}
    unmeasured = len(told.chain.unmeasured)
    if unmeasured:
        told_so = ngettext(
            "What happens at %(count)s step that nobody measures.",
            "What happens at %(count)s steps that nobody measures.",
            unmeasured,
        )
        yield told_so % {"count": unmeasured}


def shortened(text: str, most: int) -> str:
    """The text, or its first whole sentences within ``most`` words. What is left out is marked."""
    words = text.split()
    if len(words) <= most:
        return " ".join(words)
    ends = [place for place, each in enumerate(words[:most], start=1) if each.endswith((".", "?", "!"))]
    return " ".join([*words[: ends[-1] if ends else most], CUT])


def _listed(texts: Sequence[str], most: int) -> str:
    """As they are said one after the other; a few at most, and how many more there are."""
    return "; ".join(_at_most([_name(text) for text in texts], most + 1))


def _name(text: str) -> str:
    return shortened(text, LONGEST_NAME)


def _at_most(texts: Sequence[str], most: int) -> tuple[str, ...]:
    left = len(texts) - most
    if left <= 0:
        return tuple(texts)
    return (*texts[:most], ngettext("and %(count)s more", "and %(count)s more", left) % {"count": left})
