import json
import re
from io import StringIO

import polib
import pytest
from django.core.management import CommandError, call_command

from varv.core.workflow import TABLES
from varv.jobs import catalogue, drawings
from varv.jobs.catalogue import Text
from varv.jobs.management.commands import bench
from varv.jobs.timing import Benchmark, Timing, table, timed


def said_by(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def catalogue_of(monkeypatch, tmp_path):
    """A catalogue of its own, for a program that asks for these texts."""

    def made(*asked):
        monkeypatch.setattr(catalogue, "collect", lambda: {text: ["a.py"] for text in asked})
        for name, place in [("FOLDER", "."), ("WRITTEN", "django.po"), ("COMPILED", "django.mo"), ("PARTS", "parts")]:
            monkeypatch.setattr(catalogue, name, tmp_path / place)
        return tmp_path

    return made


@pytest.fixture
def pages(monkeypatch, tmp_path):
    """The drawn pages, in a folder of their own."""
    monkeypatch.setattr(drawings, "DOCS", tmp_path / "docs")
    return tmp_path / "docs"


def test_collect_words_writes_the_catalogue_and_says_what_has_no_swedish(catalogue_of):
    catalogue_of(Text("", "Goals"))

    said = said_by("collect_words")

    assert [entry.msgid for entry in polib.pofile(str(catalogue.WRITTEN))] == ["Goals"]
    assert said == "1 texts, 1 without Swedish.\nuntranslated: 'Goals'\n"


def test_collect_words_check_changes_nothing_and_fails(catalogue_of):
    folder = catalogue_of(Text("", "Goals"))

    with pytest.raises(CommandError, match="not whole"):
        said_by("collect_words", "--check")

    assert list(folder.iterdir()) == []


def test_collect_words_check_is_content_with_a_whole_catalogue(catalogue_of):
    folder = catalogue_of(Text("", "Goals"))
    (folder / "parts").mkdir()
    (folder / "parts" / "strategy.json").write_text(json.dumps({"Goals": "Mål"}))
    said_by("collect_words")

    assert said_by("collect_words", "--check") == ""


def test_compile_words_compiles_once(catalogue_of):
    catalogue_of(Text("", "Goals"))
    said_by("collect_words")

    said_by("compile_words")
    first = catalogue.COMPILED.stat().st_mtime_ns
    said_by("compile_words")

    assert catalogue.COMPILED.stat().st_mtime_ns == first


def test_write_docs_draws_every_table(pages):
    said = said_by("write_docs")

    text = (pages / "states.md").read_text()
    assert said == "Wrote states.md.\n"
    assert text.count("stateDiagram-v2") == len(TABLES)
    assert "    [*] --> draft\n    draft --> adopted\n" in text


def test_write_docs_check_fails_until_the_pages_are_drawn(pages):
    with pytest.raises(CommandError, match=re.escape("states.md")):
        said_by("write_docs", "--check")
    assert not pages.exists()

    said_by("write_docs")

    assert said_by("write_docs", "--check") == ""


def test_timed_holds_while_the_work_stays_near_its_floor(db):
    quick = Benchmark("quick", limit=1000, prepare=lambda: (lambda: sum(range(500)), lambda: sum(range(500))))
    slow = Benchmark("slow", limit=2, prepare=lambda: (lambda: sum(range(50_000)), lambda: sum(range(500))))

    assert timed(quick, rounds=3).holds
    assert not timed(slow, rounds=3).holds


def test_timed_takes_fewer_turns_with_what_is_slow(db):
    turns = []
    slow = Benchmark("slow", limit=1000, prepare=lambda: (lambda: turns.append(1), lambda: None), most_rounds=2)

    timed(slow, rounds=25)

    assert len(turns) == 1 + 1 + 2  # counted, warmed up, and timed twice


def test_timed_counts_the_queries_of_the_work_alone(db, alvmark):
    reading = Benchmark("read", limit=1000, prepare=lambda: (alvmark.refresh_from_db, alvmark.refresh_from_db))

    assert timed(reading, rounds=1).queries == 1


def test_table_names_what_is_too_slow():
    found = Timing("draw", "sqlite", value=12.5, unit="ms", floor=2.5, ratio=5, queries=3, limit=4, holds=False)

    assert table([found]).splitlines() == [
        "benchmark  database     ms  floor  ratio  limit  queries",
        "draw       sqlite    12.50   2.50   5.00      4        3  TOO SLOW",
    ]


def test_bench_keeps_what_was_found_on_the_other_database(monkeypatch, tmp_path, db):
    monkeypatch.setattr(bench, "RESULT", tmp_path / "bench.json")
    elsewhere = {"name": "draw", "database": "elsewhere"}
    bench.RESULT.write_text(json.dumps([elsewhere, {"name": "old", "database": bench.connection.vendor}]))
    found = Timing("draw", bench.connection.vendor, 12.5, "ms", 2.5, 5, 3, 4, holds=False)

    bench._keep([found])

    kept = json.loads(bench.RESULT.read_text())
    assert [(row["name"], row["database"]) for row in kept] == [("draw", "elsewhere"), ("draw", found.database)]
    assert list(kept[1]) == ["name", "database", "value", "unit", "floor", "ratio", "queries", "limit", "holds"]
