"""What the figures and the documents say, in Swedish."""

import re

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

CATALOGUE = polib.pofile(settings.BASE_DIR / "locale" / "sv" / "LC_MESSAGES" / "django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def test_swedish_has_the_same_places_for_values():
    differing = {
        entry.msgid: entry.msgstr for entry in CATALOGUE if placeholders(entry.msgid) != placeholders(entry.msgstr)
    }

    assert {english: swedish for english, swedish in differing.items() if swedish} == {}


def test_every_plural_has_both_its_forms():
    assert [entry.msgid for entry in CATALOGUE if entry.msgid_plural and not all(entry.msgstr_plural.values())] == []


@pytest.mark.parametrize("english", ["no value", "missing"])
def test_missing_is_never_called_nothing(english):
    """The office's own words: *uppgift saknas*, never zero and never a dash."""
    with override("sv"):
        assert gettext(english) in {"uppgift saknas", "saknas"}
