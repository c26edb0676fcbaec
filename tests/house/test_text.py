"""What must not stand in any file."""

import re

import pytest

from tests.house.reading import ROOT, place, text_files

# Written so that this file does not hold them itself.
UNWANTED = {
    "the address of a package registry": r"py[p]i\.org|pythonhoste[d]\.|registr[y]\.npm|deb\.debian[.]org",
    "a raw tag of a component library": r"<[c]-[a-z]",
    "the folder of one person's machine": r"(?<![\w.*-])/(?:hom[e]|roo[t]|User[s])/\w",
    "a mark of an unfinished merge": r"^(?:[<]{7}|[>]{7}) ",
}


def holding(pattern, files):
    return [place(path) for path, text in files if re.search(pattern, text, re.MULTILINE)]


@pytest.mark.parametrize("pattern", UNWANTED.values(), ids=UNWANTED)
def test_no_file_holds(pattern):
    assert holding(pattern, text_files()) == []


def test_the_files_are_found():
    names = {place(path) for path, _ in text_files()}

    assert {"Makefile", "pyproject.toml", ".ci/run", "varv/core/periods.py", "tests/house/test_text.py"} <= names


def test_no_lock_file_with_addresses_can_be_kept():
    """A uv.lock holds the addresses of whatever index it was made from."""
    assert "uv.lock" in (ROOT / ".gitignore").read_text().split()


def test_the_unwanted_is_seen():
    careless = [(ROOT / "a.txt", "https://py" + "pi.org/simple"), (ROOT / "b.txt", "the pages of a registry")]

    assert holding(UNWANTED["the address of a package registry"], careless) == ["a.txt"]
    assert holding(UNWANTED["a raw tag of a component library"], [(ROOT / "c", "<" + "c-button>")]) == ["c"]
    assert holding(UNWANTED["a mark of an unfinished merge"], [(ROOT / "d", "a\n" + "<" * 7 + " HEAD")]) == ["d"]
