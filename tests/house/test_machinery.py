"""That the tests themselves are run as they should be: nothing is passed by being skipped, nothing calls outside."""

import os
import re
import socket
import subprocess
import sys

import pytest

from tests.house.reading import ROOT
from tests.machinery import OutsideWorld

# Four ways not to run a test, and one test that is run.
MADE_UP = {
    "mark": "import pytest\n@pytest.mark.skip(reason='later')\ndef test_mark(): pass\n",
    "call": "import pytest\ndef test_call(): pytest.skip('later')\n",
    "library": "import pytest\npytest.importorskip('no_such_library')\ndef test_library(): pass\n",
    "expected": "import pytest\n@pytest.mark.xfail(reason='later')\ndef test_expected(): assert False\n",
    "run": "def test_run(): pass\n",
}


def test_a_skipped_test_fails(tmp_path):
    for name, text in MADE_UP.items():
        (tmp_path / f"test_{name}.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path]
    options = ["-p", "tests.machinery", "-p", "no:cacheprovider", "--continue-on-collection-errors", tmp_path]

    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert re.search("2 failed, 1 passed, 2 errors in", done.stdout)
    assert done.stdout.count("a skipped test proves nothing") >= len(MADE_UP) - 1


def test_no_test_can_call_outside():
    with socket.socket() as line, pytest.raises(OutsideWorld):
        line.connect(("192.0.2.1", 80))


def test_a_test_can_call_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as line:
        line.connect(server.getsockname())


def test_every_script_is_strict_and_can_be_started():
    scripts = [path for path in [*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run"] if path.suffix != ".py"]
    bash = [path for path in scripts if path.is_file() and "bash" in path.read_text().splitlines()[0]]

    assert bash
    assert [path.name for path in bash if "\nset -euo pipefail\n" not in path.read_text()] == []
    assert [path.name for path in bash if not os.access(path, os.X_OK)] == []


def test_every_script_is_called_by_something():
    callers = [ROOT / "Makefile", ROOT / ".ci" / "run", *(ROOT / "scripts").iterdir()]
    called = {name for path in callers if path.is_file() for name in re.findall(r"scripts/([\w.]+)", path.read_text())}

    assert {path.name for path in (ROOT / "scripts").iterdir() if path.is_file()} - called == set()
