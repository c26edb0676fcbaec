"""The annual report: one content, to be given any form."""

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from varv.core.judgement import Axis
from varv.core.theory import Level
from varv.overview.boards.strategy_board import GoalRow
from varv.overview.boards.year_sheet import FrozenLine, FrozenReport, YearSheet
from varv.overview.words import day, number, period, word
from varv.overview.words.of_choices import counted_words
from varv.overview.words.of_rounds import verdict_words
from varv.publishing.indicator_chart import figures
from varv.publishing.parts import (
    Bullets,
    Change,
    Column,
    Document,
    Fact,
    Heading,
    Judgement,
    Kind,
    Part,
    Quote,
    Table,
    Text,
    Voice,
)


def annual_report(sheet: YearSheet, lang: str) -> Document:
    """What is told of a year, in ``lang``; call it with that language active."""
    return Document(
        title=_("Where does %(strategy)s stand?") % {"strategy": sheet.board.title.split(",")[0]},
        lang=lang,
        date=sheet.on,
        parts=tuple(_parts(sheet)),
        organisation=sheet.region,
        subtitle=_("What we wanted, what was done, what we learned and what was therefore changed."),
        kind=_("Annual report %(year)s") % {"year": sheet.year},
        facts=(
            Fact(_("The year"), str(sheet.year)),
            Fact(_("Figures as of"), day(sheet.on)),
            Fact(_("Approved reports"), str(len(sheet.reports))),
            Fact(_("Changed plans"), str(len(sheet.changes))),
        ),
        is_example=sheet.is_example,
    )


def _parts(sheet: YearSheet) -> Iterator[Part]:
    yield from _changed(sheet)
    yield from _standing(sheet)
    yield from _done(sheet)
    yield from _learned(sheet)
    yield from _asked(sheet)
    yield from _read_rightly()


def _changed(sheet: YearSheet) -> Iterator[Part]:
    """The changes come first: they are what the year's learning was for."""
    yield Heading(_("What did we change because of what we learned?"))
    if not sheet.changes:
        yield Text(_("Nothing was changed this year because of what was learned."), Voice.SYSTEM)
    for change in sheet.changes:
        version = change.version.name
        signed = ", ".join(part for part in (version, day(change.decided_on), change.case_number) if part)
        yield Change(change.what, change.after, signed)
        yield Text(_("Because: %(origin)s (%(who)s)") % {"origin": change.origin.text, "who": change.origin.who})


def _standing(sheet: YearSheet) -> Iterator[Part]:
    yield Heading(_("Where does the strategy stand?"))
    yield Text(_("A person's judgement stands first, signed. What the figures say stands beside."), Voice.SYSTEM)
    if sheet.scope.narrowed_by:
        topics = f" {_('and')} ".join(word(topic) for topic in sheet.scope.narrowed_by)
        yield Text(f"{counted_words(sheet.scope)} {topics}.", Voice.SYSTEM)
    yield Table(
        caption=_("Goals: assessment and indicators"),
        head=(
            Column(_("Goal")),
            Column(_("The state, assessed by a person"), Kind.VOICE),
            Column(_("Indicators, calculated")),
            Column(_("Initiatives"), Kind.NUMBERS),
        ),
        rows=tuple(_standing_row(goal) for goal in sheet.board.leaves),
    )
    for goal in sheet.board.goals:
        yield Heading(f"{goal.outline} {goal.name}", 2)
        if goal.is_leaf:
            yield from _judged(goal)
        yield from _measured(sheet, goal)


def _standing_row(goal: GoalRow) -> tuple[str, ...]:
    calculated = word(goal.status) if goal.indicators else _("No indicator")
    return f"{goal.outline} {goal.name}", word(goal.verdict), calculated, str(goal.initiatives)


def _judged(goal: GoalRow) -> Iterator[Part]:
    if goal.assessment is None:
        yield Text(_("Nobody has assessed the goal."), Voice.SYSTEM)
        return
    judged = goal.assessment.judgements
    signed = f"{goal.assessment.author}, {day(localtime(goal.assessment.assessed_at))}"
    yield Table(
        caption=_("Assessment of %(goal)s") % {"goal": f"{goal.outline} {goal.name}"},
        head=(Column(_("Axis")), Column(_("Assessed"), Kind.VOICE), Column(_("Why"), Kind.VOICE)),
        rows=tuple((word(axis), word(judged[axis].verdict), judged[axis].reason) for axis in Axis),
        note=_("Assessed by %(signed)s.") % {"signed": signed},
    )


def _measured(sheet: YearSheet, goal: GoalRow) -> Iterator[Part]:
    wanted = {line.id for line in goal.indicators}
    for indicator in sheet.indicators:
        if indicator.line.id not in wanted:
            continue
        yield from figures(indicator)
        if indicator.limits:
            yield Text(_("What the figure does not tell: %(limits)s") % {"limits": indicator.limits}, Voice.SYSTEM)


def _done(sheet: YearSheet) -> Iterator[Part]:
    yield Heading(_("What was done, and what came of it?"))
    if sheet.outside:
        names = ", ".join(sheet.outside)
        yield Text(_("These also reported, but are outside the choice: %(names)s.") % {"names": names}, Voice.SYSTEM)
    if not sheet.reports:
        yield Text(_("No report has been approved for the year."), Voice.SYSTEM)
    for report in sheet.reports:
        yield from _report(report)


def _report(report: FrozenReport) -> Iterator[Part]:
    yield Heading(f"{report.initiative}, {period(report.period)}", 2)
    if report.goals:
        yield Text(_("Contributes, hypothetically, to %(goals)s.") % {"goals": "; ".join(report.goals)}, Voice.SYSTEM)
    yield Text(report.done)
    yield Table(
        caption=_("Outputs and outcomes: %(initiative)s") % {"initiative": report.initiative},
        head=(
            Column(_("Output or outcome")),
            Column(_("Level")),
            Column(_("Planned in all"), Kind.NUMBERS),
            Column(_("In the half-year"), Kind.NUMBERS),
        ),
        rows=tuple(_line(line) for line in report.lines),
        note=_("Figures as approved %(day)s.") % {"day": day(report.approved_on)},
    )
    signed = f"{report.author}, {period(report.period)}"
    if report.verdict_reason:
        yield Judgement(verdict_words(report.verdict), report.verdict_reason, signed)
    if report.learned:
        yield Quote(report.learned, signed)


def _line(line: FrozenLine) -> tuple[str, ...]:
    level = _("Output") if line.level is Level.OUTPUT else _("Outcome")
    planned = f"{number(line.planned)} {line.unit}" if line.planned is not None else _("not stated")
    return line.text, level, planned, _reached(line)


def _reached(line: FrozenLine) -> str:
    """The value, or why there is none."""
    if line.value is not None:
        return f"{number(line.value)} {line.unit}"
    return word(line.missing) if line.missing else number(None)


def _learned(sheet: YearSheet) -> Iterator[Part]:
    yield Heading(_("What did we learn?"))
    if not sheet.lessons:
        yield Text(_("No lesson was accepted during the year."), Voice.SYSTEM)
    for lesson in sheet.lessons:
        yield Quote(
            f"{lesson.statement} {lesson.context}".strip(),
            f"{lesson.author}, {day(lesson.accepted_on)}. {word(lesson.confidence)}.",
        )


def _asked(sheet: YearSheet) -> Iterator[Part]:
    yield Heading(_("What was recommended, and what was the answer?"))
    if not sheet.recommendations:
        yield Text(_("No recommendation was made during the year."), Voice.SYSTEM)
        return
    yield Table(
        caption=_("Recommendations of the year"),
        head=(Column(_("Recommendation")), Column(_("Answer")), Column(_("Where it stands"))),
        rows=tuple(
            (f"R{line.number} {line.text}", word(line.answer) if line.answer else _("No answer yet"), word(line.state))
            for line in sheet.recommendations
        ),
    )


def _read_rightly() -> Iterator[Part]:
    yield Heading(_("How should this be read?"))
    yield Bullets(
        (
            _(
                "The state of the county, the goal's attainment, our contribution and the quality of the work "
                "are four judgements. They are never merged."
            ),
            _("An indicator's value is not an effect of what we do. A target is not the goal."),
            _("A missing value is missing for a reason. It is not zero."),
            _("A contribution is hypothetical until an evaluation has shown it."),
        )
    )
