import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from benchmarks import BENCHMARKS
from benchmarks.search import SEARCH, of_the_demo
from varv.jobs.timing import ROUNDS, Timing, table, timed
from varv.regions.row_security import EVERY_REGION, entered

RESULT = settings.VAR_DIR / "bench.json"


class Command(BaseCommand):
    help = "Time what people wait for, in a database made for it and thrown away; write var/bench.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how many times each is timed ({ROUNDS})")
        parser.add_argument("--only", default="", help="only the benchmarks whose name holds this")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [benchmark for benchmark in BENCHMARKS if options["only"] in benchmark.name]
        with _fresh_database(), entered(EVERY_REGION):
            timings = [timed(benchmark, options["rounds"]) for benchmark in chosen]
            quality = of_the_demo() if SEARCH in chosen else ""
        _keep(timings)
        self.stdout.write(table(timings))
        if quality:
            self.stdout.write(quality)
        slow = [timing.name for timing in timings if not timing.holds]
        if slow:
            raise CommandError(f"Over the limit: {', '.join(slow)}")


@contextmanager
def _fresh_database() -> Iterator[None]:
    """A database beside the one in use, as tests have; what is in use is never touched."""
    in_use = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR_DIR / "bench.sqlite3")
    with redirect_stdout(StringIO()):  # Django says, however quiet, that our migration has made the cache table already
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(in_use, verbosity=0)


def _keep(timings: list[Timing]) -> None:
    """Write the timings beside those of other databases."""
    kept = json.loads(RESULT.read_text()) if RESULT.exists() else []
    others = [row for row in kept if row["database"] != connection.vendor]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps([*others, *map(asdict, timings)], indent=2, ensure_ascii=False) + "\n")
