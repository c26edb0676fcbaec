"""Killing the server in the middle of a write loses nothing that was confirmed."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import threading
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode

import pytest

from tests.fillable import forms_of
from tests.serving import PATIENCE, VARV, free_port, installation, wait_for
from varv.jobs.demo.people import PASSWORD

BEFORE_THE_KILL = 15  # confirmed saves; the next one is cut off wherever it happens to be


@pytest.fixture
def own(tmp_path):
    """An installation of its own, whatever database the other tests use: what SQLite promises is what is tried here."""
    return installation(tmp_path, ["demo"])


@contextmanager
def served(own):
    """The site on a port of its own, in a process group of its own; killed at the end, all at once."""
    port = free_port()
    command = [*VARV, "serve", "--port", str(port)]
    with subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, start_new_session=True) as server:
        try:
            wait_for(server, lambda: Visitor(port).ask("GET", "/readyz")[0] == 200)
            yield Visitor(port), server
        finally:
            kill(server)


def kill(server):
    """No time to finish anything: as when the power goes."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


class Visitor:
    """Bo's browser: it keeps its cookies and knows the token of the page it read last."""

    def __init__(self, port):
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method, path, **written):
        """The status and the text of an answer."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = "; ".join(f"{name}={kept.value}" for name, kept in self.cookies.items())
        headers = {"Cookie": sent, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, urlencode(written, doseq=True), headers)
        answer = line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        text = answer.read().decode()
        line.close()
        return answer.status, text

    def log_in(self, username):
        form = self.form("/konto/logga-in/", "login")
        status, _text = self.ask("POST", form.action, **form.filled(login=username, password=PASSWORD))
        assert status == 302

    def form(self, path, field):
        """The form on a page that has this field."""
        return next(form for form in forms_of(path, self.ask("GET", path)[1]) if field in form.kinds)


def write_until_cut_off(bo, report, enough):
    """Save one text after another, each upon the last; gives the number of the last that was confirmed."""
    form = bo.form(report, "done")
    revision, confirmed = form.values["revision"][0], 0
    with suppress(OSError, HTTPException):
        for number in count(1):
            status, answer = bo.ask("POST", f"{report}spara/", **form.filled(done=text(number), revision=revision))
            assert status == 200, answer
            revision, confirmed = json.loads(answer)["revision"], number
            if number == BEFORE_THE_KILL:
                enough.set()
    return confirmed


def text(number):
    return " ".join([f"Mening {number}."] * 20)


def test_a_killed_server_has_everything_that_it_confirmed(own, tmp_path):
    with served(own) as (bo, server):
        bo.log_in("bo")
        report = re.search(r'href="(/alvmark/rapporter/\d+/)"', bo.ask("GET", "/alvmark/")[1])[1]
        enough = threading.Event()
        killer = threading.Thread(target=lambda: enough.wait(PATIENCE) and kill(server))
        killer.start()
        confirmed = write_until_cut_off(bo, report, enough)
        killer.join()

    with served(own) as (bo, _server):
        bo.log_in("bo")
        kept = bo.form(report, "done").values["done"][0]

    assert confirmed >= BEFORE_THE_KILL
    assert kept in {text(confirmed), text(confirmed + 1)}  # what was cut off is there whole, or not at all
    with sqlite3.connect(tmp_path / "varv.sqlite3") as line:
        assert line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert subprocess.run([*VARV, "verify_trail"], env=own, check=False, stdout=subprocess.DEVNULL).returncode == 0
