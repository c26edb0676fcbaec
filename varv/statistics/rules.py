from collections.abc import Mapping

from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.status import Missing
from varv.indicators.models import Indicator
from varv.statistics.models import Series
from varv.statistics.readings import Cube, Reading
from varv.statistics.sources import SOURCES


def check_refresh(by: Actor) -> None:
    """Who lets official figures in."""
    by.require(May.MEASURE)


def check_bind(indicator: Indicator, breakdown: Breakdown, source: str, by: Actor) -> None:
    """A known source, and one series for each breakdown of an indicator."""
    check_refresh(by)
    if source not in SOURCES:
        raise RuleBroken("statistics.unknown_source", field="source", source=source)
    if Series.objects.of(indicator.region_id).filter(indicator=indicator, breakdown=breakdown).exists():
        raise RuleBroken("statistics.already_bound", field="breakdown")


def check_selection(selection: Mapping[str, object], time_dimension: str) -> None:
    """One code in each dimension but time: figures that a source publishes apart are never summed here."""
    if time_dimension in selection:
        raise RuleBroken("statistics.time_is_not_chosen", field="selection", dimension=time_dimension)
    for dimension, code in selection.items():
        if not isinstance(code, str) or not code:
            raise RuleBroken("statistics.one_code_each", field="selection", dimension=dimension)


def check_answer(series: Series, cube: Cube) -> None:
    """The answer is of the bound table, has the bound dimensions and codes, and leaves nothing to be summed."""
    shape = cube.shape
    if shape.table not in {"", series.table}:
        raise RuleBroken("statistics.other_table", table=series.table, other=shape.table)
    if shape.dimension(series.time_dimension) is None:
        raise RuleBroken("statistics.unknown_dimension", dimension=series.time_dimension, table=series.table)
    for dimension in shape.dimensions:
        if dimension.id != series.time_dimension and dimension.id not in series.selection:
            raise RuleBroken("statistics.one_code_each", field="selection", dimension=dimension.id)
    for name, code in series.selection.items():
        found = shape.dimension(name)
        if found is None:
            raise RuleBroken("statistics.unknown_dimension", dimension=name, table=series.table)
        if code not in found.categories:
            raise RuleBroken("statistics.unknown_code", dimension=name, chosen=code, table=series.table)


def check_drift(series: Series, described: Mapping[str, str]) -> None:
    """What the table and the chosen cells are called, and their unit, are as they were when they were first read."""
    for what, before in series.described:
        now = described.get(what, "")
        if now != before:
            raise RuleBroken("statistics.drifted", what=what, before=before, now=now, table=series.table)


def check_newer(series: Series, cube: Cube) -> None:
    """An answer that is older than the one we have read changes nothing back."""
    read = series.payload.updated_at if series.payload else None
    if read is not None and cube.shape.updated is not None and cube.shape.updated < read:
        raise RuleBroken("statistics.older_answer", updated=cube.shape.updated, read=read)


def missing(series: Series, period: Period, reading: Reading) -> Missing | None:
    """Why there is no value, as this source marks it; ``None`` when there is one. An unknown mark is refused."""
    if reading.value is not None:
        return None
    if not reading.mark:
        return Missing.NOT_AVAILABLE
    meaning = SOURCES[series.source].marks.get(reading.mark)
    if meaning is None:
        raise RuleBroken("statistics.unknown_mark", mark=reading.mark, period=period)
    return meaning
