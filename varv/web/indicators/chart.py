"""An indicator sheet as a drawing: the window's values with their words."""

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from varv.core.kinds import Breakdown
from varv.overview.indicator_list import IndicatorLine
from varv.overview.indicator_sheet import IndicatorSheet, PointLine
from varv.overview.words import period, word
from varv.publishing.figures import indicator
from varv.publishing.figures.readings import Chart, Series, Value, Whose
from varv.publishing.figures.spark import spark
from varv.publishing.parts import Figure

_WHOSE = {Breakdown.ALL: Whose.OWN, Breakdown.WOMEN: Whose.WOMEN, Breakdown.MEN: Whose.MEN}


def figure(sheet: IndicatorSheet) -> Figure:
    """The sheet's figure in both sizes, with its words and its table."""
    line = sheet.line
    chart = Chart(
        title=line.name,
        unit=capfirst(line.unit),
        decimals=line.decimals,
        series=tuple(_series(breakdown, points, len(sheet.points)) for breakdown, points in sheet.points.items()),
        aim=line.aim,
        sign="\N{NO-BREAK SPACE}%" if line.unit.casefold() == "procent" else "",
    )
    return indicator.figure(chart, id_prefix=f"indicator-{line.id}")


def course(line: IndicatorLine) -> SafeString:
    """The line's values at the size of a word."""
    return spark(line.course, target=line.level)


def _series(breakdown: Breakdown, points: tuple[PointLine, ...], breakdowns: int) -> Series:
    values = tuple(Value(point.period.last, period(point.period), point.value) for point in points)
    return Series(word(breakdown) if breakdowns > 1 else _("Value"), _WHOSE[breakdown], values)
