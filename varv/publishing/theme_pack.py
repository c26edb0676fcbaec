"""The pack for a theme's meeting (sakområdesträff): one content, to be given any form."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.core.theory import Level
from varv.overview.boards.theme_pack import Noted, Said, ThemePack, ThemeResult
from varv.overview.boards.theme_works import Work
from varv.overview.words import day, number, period, short_day, word
from varv.overview.words.numbers import short_kronor
from varv.overview.words.of_choices import counted_words
from varv.overview.words.of_rounds import verdict_words
from varv.publishing.parts import (
    Bullets,
    Column,
    Document,
    Fact,
    Heading,
    Kind,
    Part,
    Quote,
    Table,
    Text,
    Voice,
)


def theme_document(pack: ThemePack, lang: str) -> Document:
    """The pack in ``lang``; call it with that language active."""
    return Document(
        title=_("%(theme)s: what has come of it, and what shall we talk about?") % {"theme": pack.theme.name},
        lang=lang,
        date=pack.on,
        parts=tuple(_parts(pack)),
        organisation=pack.region,
        subtitle=_("For whoever comes to the meeting: what is done, what came of it, and what nobody knows yet."),
        kind=_("Pack for a theme's meeting"),
        facts=(
            Fact(_("Initiatives and projects"), str(len(pack.works))),
            Fact(_("Granted"), _amount(*pack.granted)),
            Fact(_("Used"), _amount(*pack.used)),
            Fact(_("As it stands"), day(pack.on)),
        ),
        is_example=pack.is_example,
    )


def _amount(total: Decimal | None, unknown: int) -> str:
    """An amount with how many it does not hold. Nothing known is not nought."""
    if total is None:
        return _("not known")
    if not unknown:
        return short_kronor(total)
    told = ngettext("%(amount)s, and %(n)s not known", "%(amount)s, and %(n)s not known", unknown)
    return told % {"amount": short_kronor(total), "n": unknown}


def _parts(pack: ThemePack) -> Iterator[Part]:
    for chapter in (_questions, _works, _results, _learned, _unexpected, _open, _read_rightly):
        yield from chapter(pack)


def _questions(pack: ThemePack) -> Iterator[Part]:
    """What to talk about comes first: the rest is what it rests on."""
    yield Heading(_("What shall we talk about?"))
    yield Text(_("Suggested from what stands further down. Strike out, add, and choose two or three."), Voice.SYSTEM)
    yield Bullets(tuple(_suggested(pack)))


def _suggested(pack: ThemePack) -> Iterator[str]:
    if pack.on_the_way and pack.not_on_the_way:
        names = {"well": _listed(pack.on_the_way), "other": _listed(pack.not_on_the_way)}
        yield _("What lets it go well for %(well)s that %(other)s lack?") % names
    if pack.learned or pack.lessons:
        yield _("Which of the lessons changes something in our own plans already this year, and who takes it on?")
    if pack.unexpected:
        yield _("Which of the unexpected effects should we look for again, and which should we avoid?")
    if pack.too_early:
        yield _("What has to be in place for us to be able to judge %(works)s?") % {
            "works": _listed(one.work for one in pack.too_early)
        }
    if pack.needs or pack.to_follow_up:
        yield _("Which needs do several share, and which of them can be met by those in the room?")
    if pack.unanswered:
        yield _("What do we answer to what the evaluations found?")
    if pack.silent:
        yield _("What do we know of %(works)s, which no report has told of?") % {"works": _listed(pack.silent)}
    yield _("What small step does each of us take after today, and when do we tell each other how it went?")


def _listed(names: Iterable[str]) -> str:
    *most, last = [_("“%(name)s”") % {"name": name} for name in names]
    return f"{', '.join(most)} {_('and')} {last}" if most else last


def _works(pack: ThemePack) -> Iterator[Part]:
    yield Heading(_("Which initiatives and projects are there?"))
    yield Table(
        caption=_("Initiatives and projects of the theme"),
        head=(
            Column(_("Initiative or project")),
            Column(_("Who")),
            Column(_("How it stands")),
            Column(_("Time")),
            Column(_("Granted"), Kind.NUMBERS),
            Column(_("Used"), Kind.NUMBERS),
        ),
        rows=tuple(_work(pack, work) for work in pack.works),
        note=_money_note(pack),
    )


def _work(pack: ThemePack, work: Work) -> tuple[str, ...]:
    name = f"{work.name} ({work.case_id})" if work.case_id else work.name
    verdict = pack.verdicts.get(work.name)
    stands = [word(work.state) if work.state else _("Case without an initiative")]
    if verdict is not None:
        stands.append(verdict_words(verdict))
    if not work.is_counted:
        stands.append(_("Outside the choice"))
    days = [short_day(on) if on else "…" for on in (work.starts_on, work.ends_on)]
    amounts = [_("not known") if amount is None else short_kronor(amount) for amount in (work.granted, work.used)]
    return (name, work.organisation or work.unit, ", ".join(stands), " – ".join(days), *amounts)


def _money_note(pack: ThemePack) -> str:
    """Where the amounts come from, and what the region's choice leaves out."""
    source = _(
        "Amounts: granted and used as entered for the initiative, else as the case system said when it was last read. "
        "Not known is not nought."
    )
    if not pack.scope.narrowed_by:
        return source
    topics = f" {_('and')} ".join(word(topic) for topic in pack.scope.narrowed_by)
    return f"{source} {counted_words(pack.scope)} {topics}."


def _results(pack: ThemePack) -> Iterator[Part]:
    yield Heading(_("What has come of it?"))
    if not pack.results:
        yield Text(_("Nothing is planned to be counted, so there are no figures to show."), Voice.SYSTEM)
        return
    for level, caption in ((Level.OUTPUT, _("Outputs: what was done")), (Level.OUTCOME, _("Outcomes: what changed"))):
        rows = tuple(_result(each) for each in pack.results if each.level is level)
        if rows:
            yield _table(caption, rows)


def _table(caption: str, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        caption=caption,
        head=(
            Column(_("Output or outcome")),
            Column(_("Planned"), Kind.NUMBERS),
            Column(_("Reported"), Kind.NUMBERS),
            Column(_("Counted")),
            Column(_("Source")),
        ),
        rows=rows,
        note=_(
            "From approved reports, each figure by its own rule of counting. Figures are added only where the "
            "indicator says that they can be. That it happened in an initiative does not mean that it is its effect."
        ),
    )


def _result(each: ThemeResult) -> tuple[str, ...]:
    unit = f" {each.unit}" if each.unit else ""
    planned = _("no amount") if each.planned is None else number(each.planned)
    reported = _("not known") if each.total is None else f"{number(each.total)}{unit}"
    return (each.text, planned, reported, word(each.counting), _source(each))


def _source(each: ThemeResult) -> str:
    works = each.works[0] if len(each.works) == 1 else _of_all(each.told_by, len(each.works))
    if each.latest is None:
        return _("%(works)s: no figure in an approved report") % {"works": works}
    figures = ngettext("%(n)s figure, the latest %(period)s", "%(n)s figures, the latest %(period)s", each.figures)
    return f"{works}: " + figures % {"n": each.figures, "period": period(each.latest)}


def _of_all(told: int, works: int) -> str:
    return _("%(told)s of %(works)s initiatives") % {"told": told, "works": works}


def _learned(pack: ThemePack) -> Iterator[Part]:
    yield Heading(_("What has been learned?"))
    if pack.lessons:
        yield Heading(_("Lessons that the region has accepted"), 2)
        for lesson in pack.lessons:
            yield Quote(lesson.text, f"{word(lesson.confidence)}, {day(lesson.said_on)}")
    if pack.learned:
        yield Heading(_("What reports and visits say, not yet weighed"), 2)
        yield from _quotes(pack.learned)
    if not pack.lessons and not pack.learned:
        yield Text(_("No lesson is accepted, and no approved report or visit says what was learned."), Voice.SYSTEM)


def _unexpected(pack: ThemePack) -> Iterator[Part]:
    yield Heading(_("What happened that nobody had planned?"))
    if pack.unexpected:
        yield from _quotes(pack.unexpected)
    else:
        yield Text(_("No approved report tells of an unexpected effect. It may be that nobody asked."), Voice.SYSTEM)


def _quotes(said: Iterable[Said | Noted]) -> Iterator[Quote]:
    for each in said:
        yield Quote(each.text, _where(each))


def _where(said: Said | Noted) -> str:
    """Where the words come from."""
    if isinstance(said, Noted):
        return _("%(work)s, visit %(day)s") % {"work": said.work, "day": day(said.visited_on)}
    return f"{said.work}, {word(said.kind).lower()}, {period(said.period)}"


def _open(pack: ThemePack) -> Iterator[Part]:
    yield Heading(_("What is still open?"))
    groups = (
        (_("Needs in the latest reports"), tuple(f"{each.text} ({_where(each)})" for each in pack.needs)),
        (_("To find out after visits"), tuple(f"{each.text} ({_where(each)})" for each in pack.to_follow_up)),
        (_("Too early to judge"), tuple(_too_early(pack))),
        (_("Found by evaluations, without an answer"), tuple(_unanswered(pack))),
        (_("Under way, but no approved report tells of it"), pack.silent),
    )
    for title, items in groups:
        if items:
            yield Heading(title, 2)
            yield Bullets(items)
    if not any(items for _title, items in groups):
        yield Text(_("Nothing is noted as open. Ask the room what is missing."), Voice.SYSTEM)


def _too_early(pack: ThemePack) -> Iterator[str]:
    for one in pack.too_early:
        when = _("can be judged %(day)s") % {"day": day(one.judge_again_on)} if one.judge_again_on else ""
        yield ": ".join(part for part in (one.work, f"{one.reason} {when}".strip()) if part)


def _unanswered(pack: ThemePack) -> Iterator[str]:
    for one in pack.unanswered:
        yield f"{one.text} ({one.evaluation}, {word(one.evidence).lower()})"


def _read_rightly(pack: ThemePack) -> Iterator[Part]:
    yield Heading(_("How to read this"))
    items = [
        _("Outputs are what was done, outcomes what changed for those it was done for. Neither is an effect."),
        _("Not known means that nobody has told. It is never counted as nought."),
        _("What reports and visits say are the words of those who wrote; a lesson is what the region has weighed."),
    ]
    if pack.has_nothing:
        items.insert(0, _("No report has been approved and no visit noted, so this pack says little yet."))
    yield Bullets(tuple(items))
