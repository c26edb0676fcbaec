"""Varv as a program of its own: an installation, a free port, and waiting until it answers."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.house.reading import ROOT

PATIENCE = 30
BETWEEN = 0.1
VARV = [sys.executable, ROOT / "manage.py"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def installation(place, *commands):
    """The environment of a new installation there, whatever settings the tests themselves run with."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("VARV_", "DJANGO_", "COV"))}
    own["VARV_VAR"] = str(place)
    for command in (["migrate", "--verbosity", "0"], *commands, ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run([*VARV, *command], env=own, check=True, stdout=subprocess.DEVNULL)
    return own


def wait_for(server, answers):
    """Until ``answers()`` is true, as long as the program lives and patience lasts."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError):
            if answers():
                return
        with suppress(subprocess.TimeoutExpired):
            server.wait(BETWEEN)
    server.kill()
    pytest.fail("the server did not answer")
