"""The site as a person starts it: its own process, collected files, a database of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from tests.house.reading import ROOT

PATIENCE = 30


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def served(tmp_path, port):
    """A new installation that answers on ``port``."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("VARV_", "DJANGO_", "COV"))}
    own["VARV_VAR"] = str(tmp_path)
    varv = [sys.executable, ROOT / "manage.py"]
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run([*varv, *command], env=own, check=True)
    with subprocess.Popen([*varv, "serve", "--port", str(port)], env=own, stdout=subprocess.PIPE, text=True) as server:
        wait_for(server, port)
        yield server
        server.terminate()


def wait_for(server, port):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if fetch(port, "/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.1)  # between two knocks on the door of a program that is starting
    server.kill()
    pytest.fail("the server did not answer")


def fetch(port, path):
    """The answer and, kept with it, its content."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = line.getresponse()
    answer.content = answer.read()
    line.close()
    return answer


def test_a_new_installation_serves_its_pages_and_files(served, port):
    login = fetch(port, "/konto/logga-in/")
    page = login.content.decode()
    sheet = re.search(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', page)[1]
    style = fetch(port, sheet)

    assert (login.status, style.status) == (200, 200)
    assert '<html lang="sv"' in page
    assert "default-src 'none'" in login.headers["Content-Security-Policy"]
    assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
    assert (style.headers["Content-Encoding"], "immutable" in style.headers["Cache-Control"]) == ("br", True)

    served.terminate()
    assert served.stdout.readline() == f"Varv: http://127.0.0.1:{port}/\n"
