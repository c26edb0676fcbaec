"""What the figures say, in a sentence or two. Computed, never judged."""

from decimal import Decimal

from django.utils.translation import gettext as _

from varv.core.status import Band, Direction, Path, Wish
from varv.overview.indicators.indicator_list import IndicatorLine
from varv.overview.indicators.indicator_sheet import IndicatorSheet, PointLine, VintageLine
from varv.overview.words import number, period, word


def written(line: IndicatorLine, value: Decimal | None) -> str:
    """A value with the indicator's decimals and unit: *73,6 procent*."""
    return f"{number(value, line.decimals)} {line.unit}"


def said(line: IndicatorLine, point: PointLine | VintageLine) -> str:
    """A value with the indicator's decimals, or why there is none."""
    if point.missing is not None:
        return word(point.missing)
    return number(point.value, line.decimals)


def answer(sheet: IndicatorSheet) -> str:
    """The line under the question: where the figure stands, and where it should be going."""
    return " ".join(filter(None, (_where(sheet.line), aim(sheet.line), _pace(sheet))))


def _where(line: IndicatorLine) -> str:
    if line.latest is None:
        return _("There is no value yet.")
    facts = {"value": written(line, line.latest.value), "period": period(line.latest.period)}
    return _("%(value)s (%(period)s).") % facts


def aim(line: IndicatorLine) -> str:
    """What we want of the figure."""
    match line.aim:
        case Path(_baseline, _on, target, target_on):
            return _("The target is %(level)s by %(year)s.") % {
                "level": written(line, target),
                "year": target_on.year,
            }
        case Band(low, high):
            return _("It should stay between %(low)s and %(high)s.") % {
                "low": number(low, line.decimals),
                "high": written(line, high),
            }
        case Wish(Direction.UP):
            return _("No target. We want the figure to rise.")
        case Wish():
            return _("No target. We want the figure to fall.")


def _pace(sheet: IndicatorSheet) -> str:
    if sheet.progress is None or sheet.progress.at_this_pace is None:
        return ""
    return _("At the same pace it would be %(value)s then.") % {
        "value": written(sheet.line, sheet.progress.at_this_pace)
    }


def finding(sheet: IndicatorSheet) -> str:
    """How far the figure has moved, and where a straight path to the target would be."""
    line, progress = sheet.line, sheet.progress
    if progress is not None:
        moved = _moved(line, progress.moved)
        return f"{moved} " + _("On a straight path to the target it would be %(expected)s by then.") % {
            "expected": number(progress.expected, line.decimals)
        }
    known = [value for value in line.course if value is not None]
    if not known:
        return _("There is nothing to reckon with yet.")
    if isinstance(line.aim, Band):
        return aim(line)
    if len(known) == 1:
        return _("One value so far. Two are needed to see a direction.")
    return _("From %(first)s to %(last)s. A direction is neither on nor off track.") % {
        "first": number(known[0], line.decimals),
        "last": number(known[-1], line.decimals),
    }


def _moved(line: IndicatorLine, moved: Decimal) -> str:
    """Between two percentages lie percentage points, not per cent."""
    if moved == 0:
        return _("As the baseline.")
    unit = _("percentage points") if line.unit.casefold() in {"procent", "percent", "%"} else line.unit
    facts = {"moved": f"{number(abs(moved), line.decimals)} {unit}"}
    return _("%(moved)s above the baseline.") % facts if moved > 0 else _("%(moved)s below the baseline.") % facts
