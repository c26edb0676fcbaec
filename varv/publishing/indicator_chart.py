"""An indicator sheet as figures: the window's values with their words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from varv.core.kinds import Breakdown
from varv.overview.indicators.indicator_sheet import IndicatorSheet, PointLine
from varv.overview.words import period, word
from varv.publishing.figures import indicator
from varv.publishing.figures.readings import Chart, Series, Value, Whose
from varv.publishing.parts import Figure

_WHOSE = {Breakdown.ALL: Whose.OWN, Breakdown.WOMEN: Whose.WOMEN, Breakdown.MEN: Whose.MEN}


def figures(sheet: IndicatorSheet) -> list[Figure]:
    """The sheet's figures, each in both sizes with its words and its table.

    Shares of women and men lie on either side of everybody's, and are drawn together. Numbers of women and men
    lie far below the whole: drawn together, every line would look flat.
    """
    if _lie_together(sheet):
        return [_figure(sheet, *sheet.points)]
    parts = [breakdown for breakdown in sheet.points if breakdown is not Breakdown.ALL]
    return [_figure(sheet, Breakdown.ALL), _figure(sheet, *parts)]


def _lie_together(sheet: IndicatorSheet) -> bool:
    known = {
        breakdown: [point.value for point in points if point.value is not None]
        for breakdown, points in sheet.points.items()
    }
    whole = known.pop(Breakdown.ALL, [])
    parts = [value for values in known.values() for value in values]
    return not whole or not parts or min(parts) <= whole[-1] <= max(parts)


def _figure(sheet: IndicatorSheet, *shown: Breakdown) -> Figure:
    line = sheet.line
    chart = Chart(
        title=line.name,
        unit=capfirst(line.unit),
        decimals=line.decimals,
        series=tuple(_series(breakdown, sheet.points[breakdown], len(sheet.points)) for breakdown in shown),
        aim=line.aim if Breakdown.ALL in shown else None,
        sign="\N{NO-BREAK SPACE}%" if line.unit.casefold() == "procent" else "",
    )
    return indicator.figure(chart, id_prefix=f"indicator-{line.id}-{'-'.join(shown)}")


def _series(breakdown: Breakdown, points: tuple[PointLine, ...], breakdowns: int) -> Series:
    values = tuple(Value(point.period.last, period(point.period), point.value) for point in points)
    return Series(word(breakdown) if breakdowns > 1 else _("Value"), _WHOSE[breakdown], values)
