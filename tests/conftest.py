from tests.demo import _told, demo
from tests.machinery import pytest_configure, pytest_make_collect_report, pytest_runtest_makereport
from tests.people import alvmark, anna, bo, cilla, disa, egon, frida, stig, sydland, visit

__all__ = [
    "_told",
    "alvmark",
    "anna",
    "bo",
    "cilla",
    "demo",
    "disa",
    "egon",
    "frida",
    "pytest_configure",
    "pytest_make_collect_report",
    "pytest_runtest_makereport",
    "stig",
    "sydland",
    "visit",
]
