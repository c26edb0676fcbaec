"""A plan as it is being carried out, as a workbook: one sheet for each question that is asked of it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from varv.core.periods import Period
from varv.overview.boards.programme import GoalRow, ProgrammeFile, WorkRow
from varv.overview.rounds.roll_up import Figures, Line
from varv.overview.words import period, word
from varv.overview.words.of_roll_up import part_name
from varv.publishing.letters import legible
from varv.publishing.workbooks.achieved import value_cell
from varv.publishing.workbooks.writing import Cell, Heading, Prose, Table, render

WIDE = 40


def render_programme(file: ProgrammeFile) -> bytes:
    """The workbook's bytes. An empty cell is that nobody has said; it is not zero."""
    told = file.programme
    periods = file.by_goal.periods
    sheets: list[Table | Prose] = [
        Prose(_("About"), about(file)),
        Table(_("Initiatives"), _work_headings(), [_work(row) for row in told.work]),
        Table(_("Goals"), _goal_headings(), [_goal(row) for row in (told.whole, *told.goals)]),
        Table(_("Figures"), _figure_headings(_("Goal"), periods), list(_figures(file))),
        Table(_("Broken down"), _figure_headings(_("By"), periods, _("Part")), list(_parts(file))),
        Table(_("Reports"), _report_headings(), list(_reports(file))),
    ]
    return render(sheets, title=legible(told.title))


def about(file: ProgrammeFile) -> Sequence[Sequence[Cell]]:
    """What the file is, and what its figures are not."""
    told = file.programme
    return [
        (legible(told.title),),
        (_("Initiatives"), _("Which work is done for the plan, and how it stands")),
        (_("Goals"), _("What is done for each goal. An initiative with several goals stands under each of them.")),
        (_("Figures"), _("What approved reports tell of, added by each indicator's own rule")),
        (_("Broken down"), _("The same figures for the whole plan, by sex, age, country of birth and municipality")),
        (_("Reports"), _("What was judged, done and learned, in the authors' words")),
        (_("Empty"), _("Nobody has told a figure. It is not zero.")),
    ]


def _work_headings() -> tuple[Heading, ...]:
    told = (_("Kind"), _("State"), _("Unit"), _("Goals"), _("Latest verdict"), _("Period"), _("Late milestones"))
    return (
        Heading(_("Initiative"), width=WIDE),
        *(Heading(one) for one in told),
        Heading(_("Granted, kronor")),
        Heading(_("Used, kronor")),
        Heading(_("Counted in the totals")),
    )


def _work(row: WorkRow) -> tuple[Cell, ...]:
    return (
        legible(row.name),
        word(row.kind),
        word(row.state),
        legible(row.unit),
        legible(", ".join(row.goals)),
        word(row.verdict) if row.verdict else None,
        _when(row.verdict_period),
        row.late,
        row.granted,
        row.used,
        _("Yes") if row.counts else _("No"),
    )


def _when(when: Period | None) -> str | None:
    return period(when) if when else None


def _goal_headings() -> tuple[Heading, ...]:
    told = (_("Level"), _("Initiatives"), _("Under way"), _("In more than one part"), _("Late milestones"))
    money = (_("Granted, kronor"), _("Used, kronor"))
    return (Heading(_("Goal"), width=WIDE), *(Heading(one) for one in (*told, *money)))


def _goal(row: GoalRow) -> tuple[Cell, ...]:
    counts = (row.depth + 1, row.initiatives, row.under_way, row.shared, row.late)
    return (legible(row.name), *counts, row.granted, row.used)


def _figure_headings(first: str, periods: Sequence[Period], part: str = "") -> tuple[Heading, ...]:
    told = (_("Level"), _("Counted"), _("Unit"), *([part] if part else []))
    times = (*map(period, periods), _("In all"), _("Figures"), _("Missing"))
    wide = (Heading(first, width=WIDE), Heading(_("Indicator"), width=WIDE))
    return (*wide, *(Heading(one) for one in (*told, *times)))


def _figures(file: ProgrammeFile) -> Iterator[tuple[Cell, ...]]:
    named = [(file.programme.title, file.programme.lines), *((node.name, node.lines) for node in file.by_goal.nodes)]
    for name, lines in named:
        for line in lines:
            yield (legible(name), *_measure(line), *_sums(line.figures, line.measure.decimals))


def _parts(file: ProgrammeFile) -> Iterator[tuple[Cell, ...]]:
    for dimension, rolled in file.broken_down.items():
        for line in rolled.whole:
            for part in line.parts:
                name = legible(part_name(part.category, part.name))
                yield (word(dimension), *_measure(line), name, *_sums(part.figures, line.measure.decimals))


def _measure(line: Line) -> tuple[Cell, ...]:
    measure = line.measure
    level = _("Ratio") if measure.level is None else word(measure.level)
    return (
        legible(measure.name),
        level,
        "" if measure.level is None else word(measure.counting),
        legible(measure.unit),
    )


def _sums(figures: Figures, decimals: int) -> tuple[Cell, ...]:
    total = figures.total
    return (*(value_cell(one, decimals) for one in (*figures.periods, total)), total.told, total.missing)


def _report_headings() -> tuple[Heading, ...]:
    wide = (_("Reason"), _("Done"), _("Learned"), _("Changes next"))
    return (
        Heading(_("Initiative"), width=WIDE),
        Heading(_("Period")),
        Heading(_("Verdict")),
        *(Heading(one, width=WIDE) for one in wide),
    )


def _reports(file: ProgrammeFile) -> Iterator[tuple[Cell, ...]]:
    for one in file.reports:
        words = (legible(text) for text in (one.reason, one.done, one.learned, one.next_change))
        yield (legible(one.initiative), period(one.period), word(one.verdict), *words)
