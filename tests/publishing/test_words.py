"""Every word the figures and the documents say has its Swedish."""

import ast
import json
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

import varv.publishing

SWEDISH = json.loads((settings.BASE_DIR / "locale" / "parts" / "publishing.json").read_text())
FOLDER = Path(varv.publishing.__file__).parent
FORMS = ["html", "numbering", "pdf", "word"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def said_in(text):
    """What a file hands to gettext."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return {call.args[0].value for call in calls if ast.unparse(call.func) == "gettext"}


def said():
    files = [*(FOLDER / "figures").glob("*.py"), *(FOLDER / f"{name}.py" for name in FORMS)]
    return {words for path in files for words in said_in(path.read_text())}


def test_every_word_of_a_figure_or_a_form_has_its_swedish():
    assert said() - set(SWEDISH) == set()


def test_no_swedish_is_kept_for_what_is_no_longer_said():
    assert set(SWEDISH) - said() == set()


def test_swedish_has_the_same_places_for_values():
    differing = {
        english: swedish
        for english, swedish in SWEDISH.items()
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(swedish))
    }

    assert differing == {}


def test_missing_is_never_called_nothing():
    """The office's own words: *uppgift saknas*, never zero and never a dash."""
    assert SWEDISH["no value"] == "uppgift saknas"
    with override("sv"):
        assert gettext("no value") == "uppgift saknas"


def test_words_are_found():
    assert {"Here we are", "Page {number} of {last}", "Table %(number)d"} <= said()
    assert said_in('gettext("a")\n_("b")\nngettext("c", "d", 2)') == {"a"}
