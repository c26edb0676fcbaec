import re

from tests.house.reading import ROOT, place, python_files
from varv.core.workflow import TABLES
from varv.jobs import drawings

RUNNING = ROOT / "docs" / "running.md"


def test_what_is_drawn_from_the_code_is_as_the_code_says():
    stale = [place(page) for page, text in drawings.pages().items() if not page.exists() or page.read_text() != text]

    assert stale == [], "write them with: make docs"


def test_every_state_and_step_is_drawn():
    drawn = drawings.states()
    steps = [(state, after) for table in TABLES.values() for state, following in table.items() for after in following]

    assert steps
    assert [step for step in steps if f"    {step[0]} --> {step[1]}\n" not in drawn] == []


def test_every_command_is_explained():
    explained = {name.replace("-", "_") for name in re.findall(r"`varv ([a-z_-]+)", RUNNING.read_text())}
    commands = {path.stem for path in python_files("varv") if path.parent.name == "commands"} - {"__init__"}

    assert commands
    assert commands - explained == set()


def test_every_setting_is_explained():
    read = {name for path in python_files("varv") for name in re.findall(r"[\"'](VARV_[A-Z_]+)[\"']", path.read_text())}

    assert read
    assert read - set(re.findall(r"`(VARV_[A-Z_]+)`", RUNNING.read_text())) == set()
