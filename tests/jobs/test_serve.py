"""The site as a person starts it: its own process, collected files, a database of its own."""

import re
import subprocess
from http.client import HTTPConnection

import pytest

from tests.serving import PATIENCE, VARV, free_port, installation, wait_for


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def served(tmp_path, port):
    """A new installation that answers on ``port``."""
    own = installation(tmp_path)
    with subprocess.Popen([*VARV, "serve", "--port", str(port)], env=own, stdout=subprocess.PIPE, text=True) as server:
        wait_for(server, lambda: fetch(port, "/readyz").status == 200)
        yield server
        server.terminate()


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
