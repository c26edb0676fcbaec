import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import override

FOLDED = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture(autouse=True)
def swedish():
    with override("sv"):
        yield


class GoalForm(forms.Form):
    level = forms.DecimalField(label="Målvärde", help_text="Procent.")
    sure = forms.ChoiceField(label="Hur säkra är ni?", widget=forms.RadioSelect, choices=[("e", "Egen erfarenhet")])
    nothing = forms.BooleanField(label="Vi behöver inget", required=False)
    ours = forms.CharField(widget=forms.HiddenInput, required=False)


def part(name, **context):
    """A part of a page, with every drawing folded to a star."""
    return FOLDED.sub("*", render_to_string(name, context))


def test_field_has_its_label_above_and_its_hint_tied_to_it():
    field = part("_field.html", field=GoalForm()["level"])

    assert '<label for="id_level">Målvärde</label>' in field
    assert '<p class="hint" id="id_level_helptext">Procent.</p>' in field
    assert 'aria-describedby="id_level_helptext"' in field
    assert "err-msg" not in field


def test_field_with_an_error_says_so_to_everyone():
    field = part("_field.html", field=GoalForm({})["level"])

    assert 'class="field error' in field
    assert 'aria-describedby="id_level_helptext id_level_error"' in field
    assert 'aria-invalid="true"' in field
    assert '<p class="err-msg" id="id_level_error">' in field


def test_field_of_choices_is_a_group_with_a_legend():
    field = part("_field.html", field=GoalForm()["sure"], optional=True)

    assert '<fieldset class="field' in field
    assert "<legend>Hur säkra är ni?" in field
    assert "(frivilligt)" in field
    assert field.count('<label class="choice">') == 1


def test_field_with_one_box_has_the_label_beside_it():
    assert "<span>Vi behöver inget</span>" in part("_field.html", field=GoalForm()["nothing"])


def test_field_that_is_hidden_is_only_itself():
    assert part("_field.html", field=GoalForm()["ours"]).strip() == '<input type="hidden" name="ours" id="id_ours">'


def test_field_shows_what_stood_there_last_time():
    assert "Juni 2026: <b>24</b>" in part(
        "_field.html", field=GoalForm()["level"], before="24", before_label="Juni 2026"
    )


def test_errors_link_to_their_fields():
    errors = part("_errors.html", form=GoalForm({}))

    assert "2 saker att rätta till" in errors
    assert re.findall(r'href="(.*?)"', errors) == ["#id_level", "#id_sure"]
    assert "autofocus" in errors


def test_errors_are_not_there_when_all_is_well():
    assert part("_errors.html", form=GoalForm()).strip() == ""


def test_pagination_keeps_the_filters():
    request = RequestFactory().get("/", {"state": "open", "page": "2"})
    pages = render_to_string("_pagination.html", {"page": Paginator(range(30), 10).page(2)}, request)

    assert re.findall(r'href="(.*?)"', pages) == ["?state=open&amp;page=1", "?state=open&amp;page=3"]
    assert "Sida 2 av 3" in pages


def test_pagination_of_one_page_says_nothing():
    assert part("_pagination.html", page=Paginator([], 10).page(1)).strip() == ""


def test_empty_state_teaches_and_offers_one_step():
    empty = part("_empty.html", title="Ingen lärdom än", text="En mening räcker.", url="/ny/", label="Skriv en lärdom")

    assert "<h3>Ingen lärdom än</h3>" in empty
    assert empty.count("<a ") == 1
    assert '<a class="btn" href="/ny/">*Skriv en lärdom</a>' in empty


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "413", "500"])
def test_error_page_needs_neither_request_nor_region(name):
    page = get_template(f"{name}.html").template.render(Context())

    assert '<html lang="sv">' in page
    assert f"Fel {name[:3]}" in page
    assert page.count("<h1>") == 1
    assert "<h1></h1>" not in page


def test_forbidden_says_the_reason_when_the_gate_told_it():
    assert "Du har inte rätt att bedöma mål." in part("403.html", reason="Du har inte rätt att bedöma mål.")


def test_autosave_status_carries_its_words():
    status = part("_autosave.html", saved_at="10.42")

    assert "<span data-text>Allt sparat 10.42</span>" in status
    assert 'data-failed="Inte sparat. Texten finns kvar här, vi försöker igen om {seconds} sekunder."' in status


SHELL = {
    "crumbs": [("Region Älvmark", "/alvmark/"), ("Strategin", None)],
    "nav": [
        {
            "title": None,
            "quarter": None,
            "items": [{"title": "Min sida", "url": "/alvmark/", "current": False, "count": 1}],
        },
        {
            "title": "Planera",
            "quarter": 0,
            "items": [{"title": "Strategin", "url": "/s/", "current": True, "count": 0}],
        },
    ],
    "region": {"name": "Region Älvmark", "is_example": True},
    "actor": {"name": "Anna Berg", "person_id": 7},
    "person_title": "Strateg",
    "regions": [{"name": "Region Älvmark", "url": "/alvmark/", "current": True}],
}


def page(**more):
    """A page with its shell, as a browser gets it."""
    return FOLDED.sub("*", render_to_string("page.html", SHELL | {"title": "Var står strategin?"} | more, a_request()))


def a_request():
    return RequestFactory().get("/s/")


def test_page_is_a_question():
    assert page().count("<h1>") == 1
    assert "<h1>Var står strategin?</h1>" in page()
    assert "<title>Var står strategin? – Varv</title>" in page()


def test_page_shows_where_one_is_and_what_waits():
    assert '<a href="/s/" aria-current="page">Strategin</a>' in page()
    assert '<span class="count">1<span class="vh"> väntar på dig</span></span>' in page()
    assert '<span aria-current="page">Strategin</span>' in page()


def test_page_offers_another_region_only_to_those_who_have_one():
    other = {"name": "Region Sydland", "url": "/sydland/", "current": False}

    assert "Byt region" not in page()
    assert '<a href="/sydland/">Region Sydland</a>' in page(regions=[*SHELL["regions"], other])


def test_page_says_that_an_example_is_an_example():
    assert "Region Älvmark är påhittad: siffrorna, kommunerna och människorna finns inte." in page()
    assert "påhittad" not in page(region={"name": "Region Älvmark", "is_example": False})


def test_page_tells_a_receipt_and_a_refusal_apart():
    told = part("_messages.html", messages=[{"level_tag": "success"}, {"level_tag": "error"}])

    assert re.findall(r'<p class="(.*?)">', told) == ["toast", "toast toast-error"]


def test_page_holds_no_style_and_no_script_of_its_own():
    assert re.findall(r"<style|style=|<script(?![^>]* src=)| on\w+=", page()) == []


def test_page_goes_out_by_post_and_forgets_what_was_kept():
    assert re.search(r'<form method="post" action="[^"]+" data-forget-kept>', page())
