"""What was achieved as rows for other programs: one for each node, measure, part and period, and the totals as well."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from varv.core.tallies import Sum
from varv.overview.rounds.roll_up import Figures, Line, RolledNode, RollUp
from varv.overview.words import period, word
from varv.overview.words.of_roll_up import BY, part_name
from varv.publishing.letters import legible
from varv.publishing.workbooks.writing import Cell, Heading, Prose, Table, render

WIDE = 40


def headings(found: RollUp) -> tuple[Heading, ...]:
    """What stands above the columns."""
    wide = (str(BY[found.wish.by.value]), _("Indicator"))
    told = (_("Level"), _("Counted"), _("Part"), _("Period"), _("Value"), _("Unit"), _("Figures"), _("Missing"))
    return (*(Heading(one, width=WIDE) for one in wide), *(Heading(one) for one in told))


def tidy(found: RollUp) -> Iterator[tuple[Cell, ...]]:
    """The rows. A value that is not known is empty: it is not zero."""
    for node in (found.whole, *found.nodes):
        for line in node.lines:
            yield from _of_part(found, node, line, _("All"), line.figures)
            for part in line.parts:
                yield from _of_part(found, node, line, part_name(part.category, part.name), part.figures)


def _of_part(found: RollUp, node: RolledNode, line: Line, part: str, figures: Figures) -> Iterator[tuple[Cell, ...]]:
    measure = line.measure
    level = _("Ratio") if measure.level is None else word(measure.level)
    counted = "" if measure.level is None else word(measure.counting)
    told = (legible(node.name), legible(measure.name), level, counted, legible(part))
    times = [*((period(one), figure) for one, figure in zip(found.periods, figures.periods, strict=True))]
    for when, one in [*times, (_("In all"), figures.total)]:
        yield (*told, when, value_cell(one, measure.decimals), legible(measure.unit), one.told, one.missing)


def value_cell(one: Sum, decimals: int) -> Cell:
    """The value with the decimals of its measure, half up as the page rounds; empty when it is not known."""
    return None if one.value is None else one.value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def render_achieved(found: RollUp) -> bytes:
    """The workbook's bytes."""
    rows: Sequence[Sequence[Cell]] = list(tidy(found))
    return render([Prose(_("About"), about(found)), Table(_("Figures"), headings(found), rows)], title=_("Achieved"))


def about(found: RollUp) -> list[tuple[Cell, ...]]:
    """What the figures are, and what they are not."""
    return [
        (_("What have we achieved?"),),
        (_("Figures"), _("From %(n)d approved reports, added up when the file was made.") % {"n": found.reports}),
        (_("Empty"), _("Nobody has told a figure. It is not zero.")),
        (_("Levels"), _("Rows may overlap: an initiative with two goals or places is told in both, and once in all.")),
        (_("Contribution"), _("What initiatives have told of. It is not proof of what caused it.")),
    ]
