"""How long something takes, beside the least that the same answer could take on the same machine at the same time.

A limit in milliseconds says more about the machine than about Varv. So every
benchmark brings its floor: the part of the work that cannot be left out (only
the queries, only the layout, only the counting). What is limited is how many
times the floor it may take.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from math import inf
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 25
WARM_UP = 3

Work = Callable[[], object]
Around = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True)
class Benchmark:
    """Something people wait for. ``prepare`` makes what is needed and gives back the work and its floor.

    Where milliseconds have been promised, ``promise`` holds them: beside the ratio, and never instead of it.
    """

    name: str
    limit: float
    prepare: Callable[[], tuple[Work, Work]]
    promise: float = inf
    # What takes seconds is timed fewer times, so that the whole table does not take minutes.
    most_rounds: int = ROUNDS
    # What makes things ready for a turn and takes it back again: neither timed nor counted.
    around: Around = nullcontext


@dataclass(frozen=True)
class Timing:
    """What was found, as it is written in ``var/bench.json``. The limit is on the ratio, the promise on the value."""

    name: str
    database: str
    value: float
    unit: str
    floor: float
    ratio: float
    queries: int
    limit: float
    holds: bool


def timed(benchmark: Benchmark, rounds: int = ROUNDS) -> Timing:
    """The medians of the work and of its floor, taken in turns so that a busy moment strikes both."""
    work, floor = benchmark.prepare()
    around = benchmark.around
    queries = _queries(work, around)
    times = min(rounds, benchmark.most_rounds)
    for _ in range(min(WARM_UP, times - 1)):
        _milliseconds(work, around), _milliseconds(floor, around)
    pairs = [(_milliseconds(work, around), _milliseconds(floor, around)) for _ in range(times)]
    value, least = (median(column) for column in zip(*pairs, strict=True))
    ratio = value / least
    return Timing(
        name=benchmark.name,
        database=connection.vendor,
        value=round(value, 3),
        unit="ms",
        floor=round(least, 3),
        ratio=round(ratio, 2),
        queries=queries,
        limit=benchmark.limit,
        holds=ratio <= benchmark.limit and value <= benchmark.promise,
    )


def _queries(work: Work, around: Around) -> int:
    with around(), CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def _milliseconds(work: Work, around: Around) -> float:
    with around():
        start = perf_counter()
        work()
        return (perf_counter() - start) * 1000


def table(timings: Sequence[Timing]) -> str:
    """The timings for a person to read."""
    head = ("benchmark", "database", "ms", "floor", "ratio", "limit", "queries", "")
    rows = [head, *(_row(timing) for timing in timings)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(timing: Timing) -> tuple[str, ...]:
    return (
        timing.name,
        timing.database,
        f"{timing.value:.2f}",
        f"{timing.floor:.2f}",
        f"{timing.ratio:.2f}",
        f"{timing.limit:g}",
        str(timing.queries),
        "holds" if timing.holds else "TOO SLOW",
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, database, *figures, verdict = (
        cell.ljust(width) if place in {0, 1, len(row) - 1} else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([name, database, *figures, verdict]).rstrip()
