"""How every test is run: quickly, alone, and never passed by being skipped."""

import ipaddress
import socket
import tempfile

import pytest
from django.conf import settings
from django.db import connection

from varv.jobs import catalogue

_connect = socket.socket.connect
# Two runs in the same folder must not write to the same database.
_own_folder = tempfile.TemporaryDirectory(prefix="varv-test-")


class OutsideWorld(Exception):
    """A test tried to reach another machine. The outside is a fake with a recorded sample."""


def pytest_configure(config):
    """Quick passwords and files as they are written; and the words, if they have been changed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
    socket.socket.connect = _connect_at_home
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{_own_folder.name}/test.sqlite3"
    is_worker = hasattr(config, "workerinput")
    if not is_worker and not catalogue.is_compiled():
        catalogue.compile_catalogue()


def _connect_at_home(self, address):
    if self.family != socket.AF_UNIX and not _is_this_machine(address[0]):
        raise OutsideWorld(address)
    return _connect(self, address)


def _is_this_machine(host):
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that did not run has not passed."""
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """The same for a whole file."""
    return _failed_if_skipped((yield))


def _failed_if_skipped(report):
    if report.skipped:
        vars(report).pop("wasxfail", None)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and a skipped test proves nothing: {report.longrepr}"
    return report
