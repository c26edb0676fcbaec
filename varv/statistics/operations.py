import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.indicators.models import Indicator, Measurement
from varv.indicators.operations import correct_measurement, record_measurement
from varv.regions import trail
from varv.statistics import jsonstat, rules
from varv.statistics.models import LABEL_LENGTH, RawPayload, Series
from varv.statistics.readings import Cube, Payload, Reading
from varv.statistics.sources import SOURCES

_WRITTEN_PERIOD = re.compile(r"\b\d{4}([HTKQM]\d{1,2})?\b")


@dataclass(frozen=True)
class Refreshed:
    """How many periods got a first value, a new vintage, or were as before."""

    recorded: int = 0
    corrected: int = 0
    unchanged: int = 0

    def __add__(self, other: "Refreshed") -> "Refreshed":
        return Refreshed(
            self.recorded + other.recorded, self.corrected + other.corrected, self.unchanged + other.unchanged
        )


@transaction.atomic
def bind_series(
    *,
    indicator: Indicator,
    breakdown: Breakdown = Breakdown.ALL,
    source: str,
    table: str,
    selection: Mapping[str, str],
    time_dimension: str,
    by: Actor,
    at: datetime,
) -> Series:
    """Say which cells of which table feed an indicator: one code in each dimension but time."""
    rules.check_bind(indicator, breakdown, source, by)
    rules.check_selection(selection, time_dimension)
    series = Series.objects.create(
        region_id=indicator.region_id,
        indicator=indicator,
        breakdown=breakdown,
        source=source,
        table=table,
        selection=dict(selection),
        time_dimension=time_dimension,
    )
    trail.write(series, "bound", by=by, at=at)
    return series


@transaction.atomic
def read_payload(*, payload: Payload, source: str, table: str, by: Actor, at: datetime) -> Refreshed:
    """Let an answer in to every series of its table: all of it, or nothing."""
    rules.check_refresh(by)
    bound = Series.objects.of(by.region_id).filter(source=source, table=table).order_by("pk")
    done = [refresh_series(series=series, payload=payload, by=by, at=at) for series in bound]
    if not done:
        raise RuleBroken("statistics.nothing_bound", table=table)
    return sum(done, start=Refreshed())


@transaction.atomic
def refresh_series(*, series: Series, payload: Payload, by: Actor, at: datetime) -> Refreshed:
    """Keep the answer, and write what is new in it by the same verbs as a person would.

    What the source has not changed since its last answer is left alone, also where a person has corrected
    it meanwhile. Raises ``RuleBroken("statistics.…")`` and writes nothing when the answer is not as expected.
    """
    rules.check_refresh(by)
    series = series.locked()
    cube = jsonstat.read_cube(payload.body)
    rules.check_answer(series, cube)
    rules.check_newer(series, cube)
    described = _described(series, cube)
    rules.check_drift(series, described)
    refreshed = _let_in(series, cube, by=by, at=at)
    archived = _archived(series, payload, cube)
    if archived != series.payload:
        series.change(payload=archived, described=[list(pair) for pair in described.items()], refreshed_at=at)
        trail.write(series, "refreshed", by=by, at=at)
    return refreshed


def _described(series: Series, cube: Cube) -> dict[str, str]:
    """What the table and the chosen cells are called, and their unit. A new year in a title is no new table."""
    said = {"table": " ".join(_WRITTEN_PERIOD.sub("", cube.shape.label).split())}
    for dimension in cube.shape.dimensions:
        code = series.selection.get(dimension.id)
        if code is not None:
            said[dimension.id] = dimension.categories[code]
            said |= {"unit": dimension.units[code]} if code in dimension.units else {}
    return said


def _picked(series: Series, cube: Cube) -> dict[Period, Reading]:
    """The chosen cell of every period, oldest first. Refuses a time code that is no period."""
    time = next(dimension for dimension in cube.shape.dimensions if dimension.id == series.time_dimension)
    return {
        Period.parse(code): cube.reading({**series.selection, series.time_dimension: code})
        for code in sorted(time.categories, key=Period.parse)
    }


def _let_in(series: Series, cube: Cube, *, by: Actor, at: datetime) -> Refreshed:
    """Every period that the source says something new of."""
    before = _picked(series, jsonstat.read_cube(bytes(series.payload.body))) if series.payload else {}
    kept = Measurement.objects.of(series.region_id).filter(indicator=series.indicator_id, breakdown=series.breakdown)
    newest = {measurement.period: measurement for measurement in kept.current()}
    readings = _picked(series, cube)
    news = {period: said for period, said in readings.items() if period not in newest or said != before.get(period)}
    done = [
        _write(series, period, said, newest.get(period), updated=cube.shape.updated, by=by, at=at)
        for period, said in news.items()
    ]
    return sum(done, start=Refreshed(unchanged=len(readings) - len(news)))


def _write(
    series: Series,
    period: Period,
    said: Reading,
    newest: Measurement | None,
    *,
    updated: datetime | None,
    by: Actor,
    at: datetime,
) -> Refreshed:
    missing = rules.missing(series, period, said)
    published_on = timezone.localtime(updated).date() if updated else None
    if newest is None:
        record_measurement(
            indicator=series.indicator,
            period=period,
            breakdown=series.breakdown,
            value=said.value,
            missing=missing,
            mark=said.mark,
            published_on=published_on,
            by=by,
            at=at,
        )
        return Refreshed(recorded=1)
    if (newest.value, newest.missing, newest.mark) == (said.value, missing, said.mark):
        return Refreshed(unchanged=1)
    correct_measurement(
        measurement=newest,
        value=said.value,
        missing=missing,
        mark=said.mark,
        note=_provenance(series, updated),
        published_on=published_on,
        by=by,
        at=at,
    )
    return Refreshed(corrected=1)


def _provenance(series: Series, updated: datetime | None) -> str:
    """Who changed the figure, where and when: in names and digits, which need no translation."""
    when = f" {timezone.localtime(updated):%Y-%m-%d %H:%M}" if updated else ""
    return f"{SOURCES[series.source].name} {series.table}{when}"


def _archived(series: Series, payload: Payload, cube: Cube) -> RawPayload:
    """The answer in the archive, once. Its own name is its hash, so it needs no line in the trail."""
    archived: RawPayload
    archived, _ = RawPayload.objects.of(series.region_id).get_or_create(
        region_id=series.region_id,
        sha256=payload.sha256,
        defaults={
            "source": series.source,
            "table": series.table,
            "body": payload.body,
            "label": cube.shape.label[:LABEL_LENGTH],
            "licence": payload.licence,
            "updated_at": cube.shape.updated,
            "fetched_at": payload.fetched_at,
        },
    )
    return archived
