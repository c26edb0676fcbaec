"""What is taken in, and what is let through, has its reason beside it."""

import re

import pytest

from tests.house.reading import ROOT, comments, place, python_files

PROJECT = (ROOT / "pyproject.toml").read_text()
SILENCED = re.compile(r"# noqa\b")
SILENCED_WITH_A_REASON = re.compile(r"# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* [-–—]+ \S+ \S")
UNTYPED = re.compile(r"# type: ignore\b")
UNTYPED_WITH_A_REASON = re.compile(r"# type: ignore\[[\w, -]+\]\s+# \S")
PIN = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


def block(start):
    """The lines of a list or a table in pyproject.toml, from the one after ``start`` to the one that closes it."""
    after = PROJECT.partition(start)[2]
    return re.split(r"^(?:\]|\[[a-z])", after, maxsplit=1, flags=re.MULTILINE)[0].splitlines()


def without_reason(lines):
    """Lines that hold a text but no comment; a line that only opens a list is explained by those in it."""
    return [line for line in lines if '"' in line and not line.endswith("[") and not re.search(r"# \S+", line)]


def unexplained(text):
    """Comments that silence a check and do not say why."""
    return [
        (line, comment)
        for line, comment in comments(text)
        if (SILENCED.search(comment) and not SILENCED_WITH_A_REASON.search(comment))
        or (UNTYPED.search(comment) and not UNTYPED_WITH_A_REASON.search(comment))
    ]


def pins(name):
    return dict(PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text()))


def required(start):
    names = (re.match(r'\s*"([A-Za-z0-9_.-]+)', line) for line in block(start))
    return {found[1].lower() for found in names if found}


@pytest.mark.parametrize(
    "start",
    ["\ndependencies = [", "\ndev = [", "\n[tool.ruff.lint]", "\n[tool.ruff.lint.per-file-ignores]"],
)
def test_every_line_says_why_it_is_there(start):
    lines = [line for line in block(start) if not line.startswith(("select = ", "]"))]

    assert len(lines) > 1
    assert without_reason(lines) == []


def test_every_silenced_check_says_why():
    files = python_files("varv", "tests", "benchmarks", "scripts")
    found = {place(path): unexplained(path.read_text()) for path in files}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_what_is_required_is_locked():
    assert required("\ndependencies = [") - set(pins("run")) == set()
    assert required("\ndev = [") - set(pins("dev")) == set()


def test_work_is_done_with_the_packages_that_are_run():
    run, dev = pins("run"), pins("dev")

    assert run
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def test_a_missing_reason_is_seen():
    assert without_reason(['    "tests/**" = [', '    "S101",', '    "S105",  # examples']) == ['    "S101",']
    silent = "x = 1  # noqa" + ": E741\ny = 2  # noqa: E741 -- the house's own letter\n"
    untyped = "x = 1  # type" + ": ignore\ny = 2  # type: ignore[misc]  # Django's stubs say less\n"

    assert [line for line, _ in unexplained(silent)] == [1]
    assert [line for line, _ in unexplained(untyped)] == [1]
