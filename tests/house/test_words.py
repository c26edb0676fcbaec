"""Every code, every refusal and every sentence has its words, in Swedish and in English."""

import ast
import importlib
import pkgutil
import re
from enum import StrEnum

import pytest
from django.utils.translation import override

from tests.house.reading import place, python_files
from varv import core
from varv.core.refusals import Refusal
from varv.jobs import catalogue
from varv.overview.words import word
from varv.overview.words.refusals import REFUSALS

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")


def enumerations():
    """Every enumeration of the core."""
    rooms = [importlib.import_module(f"varv.core.{found.name}") for found in pkgutil.iter_modules(core.__path__)]
    things = {thing for room in rooms for thing in vars(room).values() if isinstance(thing, type)}
    return sorted((thing for thing in things if issubclass(thing, StrEnum) and thing is not StrEnum), key=str)


def without_word(codes):
    """Codes that are not called anything."""
    for code in codes:
        try:
            told = word(code)
        except KeyError:
            told = ""
        if not told or told == code:
            yield str(code)


def refusals_in(text):
    """The codes that are given to refusals in a file."""
    names = {kind.__name__ for kind in (Refusal, *Refusal.__subclasses__())}
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).rpartition(".")[2] not in names:
            continue
        yield from (given.value for given in node.args[:1] if isinstance(given, ast.Constant))


def placeholders_lost(entry):
    """What the English text has a place for and a Swedish one has not, or the other way round."""
    asked = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    *singular, last = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    # The singular may leave the number out: "one goal".
    lost = [text for text in singular if not set(PLACEHOLDER.findall(text)) <= asked]
    return lost if set(PLACEHOLDER.findall(last)) == asked else [*lost, last]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("codes", enumerations(), ids=lambda codes: codes.__name__)
def test_every_code_has_a_word(codes, language):
    with override(language):
        assert list(without_word(codes)) == []


def test_every_refusal_has_a_sentence():
    raised = {code: place(path) for path in python_files("varv") for code in refusals_in(path.read_text())}

    assert {code: where for code, where in raised.items() if code not in REFUSALS} == {}


def test_every_text_is_in_the_catalogue_with_its_swedish_and_no_other_is():
    found = catalogue.shortcomings()

    assert (found.missing, found.untranslated, found.unused) == ([], [], [])


def test_no_swedish_text_loses_a_placeholder():
    entries = [entry for entry in catalogue.read().values() if entry.translated()]

    assert {entry.msgid: placeholders_lost(entry) for entry in entries if placeholders_lost(entry)} == {}


def test_a_code_without_a_word_is_seen():
    class Colour(StrEnum):
        RED = "red"

    assert list(without_word(Colour)) == ["red"]


def test_a_refusal_is_seen():
    careless = 'raise RuleBroken("goal.unheard_of", goal=1)\nraise NotAllowed("no")\nprint("neither")'

    assert list(refusals_in(careless)) == ["goal.unheard_of", "no"]


def test_a_lost_placeholder_is_seen():
    lost = catalogue._entry(catalogue.Text("", "%(n)s of %(all)s"), [], ["%(n)s av alla"])
    kept = catalogue._entry(catalogue.Text("", "one goal", "%(n)s goals"), [], ["ett mål", "%(n)s mål"])

    assert placeholders_lost(lost) == ["%(n)s av alla"]
    assert placeholders_lost(kept) == []
