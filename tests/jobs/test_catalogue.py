import json

import polib
import pytest

from varv.jobs import catalogue
from varv.jobs.catalogue import Contradiction, Text, Unreadable

PYTHON = """
from django.utils.translation import gettext as _, ngettext

TITLE = _("Goals")
LONG = _("One sentence, "
         "on two lines")
COUNT = ngettext("%(n)s goal", "%(n)s goals", 3)
NAMED = pgettext("month", "May")
BOTH = npgettext("verb", "report", "reports", 2)
AGAIN = gettext(TITLE)
other("Not a text")
"""
TEMPLATE = """
{% load i18n %}
<h1>{% translate "Goals" %}</h1>
{% blocktranslate trimmed with name=goal.name %}
  The goal {{ name }}
  is reached.
{% endblocktranslate %}
{% blocktranslate count n=goals|length %}{{ n }} goal{% plural %}{{ n }} goals{% endblocktranslate %}
{% translate "May" context "month" %}
<a title="{{ _("Close") }}">{% include "x.html" with label=_("Don't") %}</a>
{# translate "Not this" #}
<p>Not this either</p>
"""


@pytest.fixture
def folders(monkeypatch, tmp_path):
    """A program and a catalogue of its own."""
    for name, place in [("WRITTEN", "django.po"), ("COMPILED", "django.mo"), ("PARTS", "parts")]:
        monkeypatch.setattr(catalogue, name, tmp_path / place)
    (tmp_path / "parts").mkdir()
    return tmp_path


def merged(places, kept=None, parts=None):
    return {entry.msgid: entry for entry in catalogue.merge(places, kept or {}, parts or {})}


def test_texts_in_python_finds_each_form():
    assert set(catalogue.texts_in_python(PYTHON, "a.py")) == {
        Text("", "Goals"),
        Text("", "One sentence, on two lines"),
        Text("", "%(n)s goal", "%(n)s goals"),
        Text("month", "May"),
        Text("verb", "report", "reports"),
    }


@pytest.mark.parametrize("text", ['f"Goal {name}"', '"Goal " + name', '"Goal {}".format(name)', '"Goal %s" % name'])
def test_texts_in_python_refuses_a_text_that_is_put_together(text):
    with pytest.raises(Unreadable, match=r"a\.py:1"):
        list(catalogue.texts_in_python(f"_({text})", "a.py"))


def test_texts_in_template_finds_each_form():
    assert set(catalogue.texts_in_template(TEMPLATE, "a.html")) == {
        Text("", "Goals"),
        Text("", "The goal %(name)s is reached."),
        Text("", "%(n)s goal", "%(n)s goals"),
        Text("month", "May"),
        Text("", "Close"),
        Text("", "Don't"),
    }


def test_texts_in_template_asks_for_what_django_asks_for():
    """Django doubles the sign of a share before it looks a text up."""
    assert list(catalogue.texts_in_template('{% translate "100 % done" %}', "a.html")) == [Text("", "100 %% done")]


def test_collect_says_which_files_hold_a_text(tmp_path):
    room = tmp_path / "varv"
    (room / "web" / "templates" / "strategy").mkdir(parents=True)
    (room / "migrations").mkdir()
    (room / "a.py").write_text('_("Goals")')
    (room / "migrations" / "0001_first.py").write_text('_("Old goals")')
    (room / "web" / "templates" / "strategy" / "goal.html").write_text('{% translate "Goals" %}')

    assert catalogue.collect(room) == {Text("", "Goals"): ["varv/a.py", "varv/web/templates/strategy/goal.html"]}


def test_merge_keeps_the_swedish_there_is_and_drops_what_nobody_asks_for():
    kept = {
        Text("", "Goals"): polib.POEntry(msgid="Goals", msgstr="Mål"),
        Text("", "Old"): polib.POEntry(msgid="Old", msgstr="Gammalt"),
    }

    found = merged({Text("", "Goals"): ["a.py"], Text("", "New"): ["a.py"]}, kept)

    assert {msgid: entry.msgstr for msgid, entry in found.items()} == {"Goals": "Mål", "New": ""}


def test_merge_takes_a_part_before_what_was_kept():
    kept = {Text("", "Goals"): polib.POEntry(msgid="Goals", msgstr="Målen")}
    asked = {Text("", "Goals"): ["a.py"], Text("month", "May"): ["a.py"], Text("", "one goal", "%(n)s goals"): ["a.py"]}
    parts = {"Goals": ["Mål"], "month\x04May": ["maj"], "one goal\x00%(n)s goals": ["ett mål", "%(n)s mål"]}

    found = merged(asked, kept, parts)

    assert (found["Goals"].msgstr, found["May"].msgstr) == ("Mål", "maj")
    assert found["one goal"].msgstr_plural == {0: "ett mål", 1: "%(n)s mål"}


def test_merge_takes_nothing_unsure():
    kept = {Text("", "Goals"): polib.POEntry(msgid="Goals", msgstr="Mål", flags=["fuzzy"])}

    assert merged({Text("", "Goals"): ["a.py"]}, kept)["Goals"].msgstr == ""


def test_merge_writes_the_same_text_whatever_the_order():
    places = {Text("", name): ["b.py", "a.py"] for name in ("b", "a", "A", "c")}

    assert str(catalogue.merge(places, {}, {})) == str(catalogue.merge(dict(reversed(places.items())), {}, {}))
    assert [entry.msgid for entry in catalogue.merge(places, {}, {})] == ["A", "a", "b", "c"]


def test_read_parts_refuses_two_words_for_one_text(folders):
    (folders / "parts" / "a.json").write_text(json.dumps({"Goals": "Mål"}))
    (folders / "parts" / "b.json").write_text(json.dumps({"Goals": "Målen"}))

    with pytest.raises(Contradiction, match="Goals"):
        catalogue.read_parts()


def test_shortcomings_tells_what_is_missing_untranslated_and_unused(folders, monkeypatch):
    asked = {Text("", "Goals"): ["a.py"], Text("", "New"): ["a.py"]}
    monkeypatch.setattr(catalogue, "collect", lambda: asked)
    catalogue.merge({Text("", "Goals"): [], Text("", "Old"): []}, {}, {"Old": ["Gammalt"]}).save(str(catalogue.WRITTEN))

    found = catalogue.shortcomings()

    assert (found.missing, found.untranslated, found.unused) == (["New"], ["Goals"], ["Old"])
    assert found.found


def test_a_catalogue_is_compiled_when_it_is_newer(folders):
    catalogue.merge({Text("", "Goals"): ["a.py"]}, {}, {"Goals": ["Mål"]}).save(str(catalogue.WRITTEN))
    assert not catalogue.is_compiled()

    catalogue.compile_catalogue()

    assert catalogue.is_compiled()
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(catalogue.COMPILED))] == [("Goals", "Mål")]
