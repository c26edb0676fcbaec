import json

import pytest
from django.urls import NoReverseMatch, reverse

from tests.factories import (
    MONDAY,
    ChainStepFactory,
    ChoiceFactory,
    EvaluationQuestionFactory,
    LessonFactory,
    TurnFactory,
)
from varv.core.kinds import SearchKind
from varv.regions import trail
from varv.web.home.search import LISTS, PAGES

ADDRESS = "/alvmark/sok/"


def steps(region, by, *names):
    for name in names:
        trail.write(ChainStepFactory(region=region, text=name), "added", by=by, at=MONDAY)


def page(person, visit, **asked):
    return visit(person).get(ADDRESS, asked)


def test_the_field_is_on_every_page_and_leads_to_the_search(visit, anna):
    text = visit(anna).get("/alvmark/").text

    assert text.count(f'<form action="{ADDRESS}" method="get"') == 2
    assert 'aria-keyshortcuts="/"' in text
    assert "varv/js/search" in text


def test_hits_lead_to_their_pages_with_the_words_marked(visit, alvmark, anna):
    step = ChainStepFactory(region=alvmark, text="Samordnade studiebesök")
    trail.write(step, "added", by=anna, at=MONDAY)

    response = page(anna, visit, q="studiebesöken")

    assert response.status_code == 200
    assert f'<a href="/alvmark/effektkedjor/{step.chain_id}/">Samordnade <mark>studiebesök</mark></a>' in response.text
    assert "1 träff" in response.text


def test_what_is_found_is_shown_as_text(visit, alvmark, anna):
    steps(alvmark, anna, "Skolor <script>alert(1)</script> & mer")

    text = page(anna, visit, q='<script> "skolor').text

    assert "<script>alert" not in text
    assert "&lt;" in text


def test_what_was_typed_stands_in_the_field(visit, anna):
    text = page(anna, visit, q='röd "tråd"').text

    assert text.count('value="röd &quot;tråd&quot;"') == 3


def test_the_field_of_another_page_is_not_filled_by_that_pages_own_search(visit, anna):
    text = visit(anna).get("/alvmark/lardomar/", {"q": "rektor"}).text

    assert 'name="q" value="" maxlength="300"' in text


def test_kinds_and_years_are_links_that_keep_the_words(visit, alvmark, anna):
    steps(alvmark, anna, "Möten hålls")
    trail.write(TurnFactory(region=alvmark, planned="Fler möten"), "opened", by=anna, at=MONDAY)

    text = page(anna, visit, q="möte").text

    assert f"?q=m%C3%B6te&amp;typ={SearchKind.STEP.value}" in text
    assert 'Led<span class="vh">:</span> (1)</a>' in text

    chosen = page(anna, visit, q="möte", typ=SearchKind.STEP.value).text
    assert f'<input type="hidden" name="typ" value="{SearchKind.STEP.value}">' in chosen
    assert "Fler möten" not in chosen


def test_a_year_is_kept_and_can_be_taken_away(visit, alvmark, anna):
    trail.write(ChoiceFactory(region=alvmark, reasons="Möten först"), "made", by=anna, at=MONDAY)

    text = page(anna, visit, q="möte", ar="2026").text

    assert '<input type="hidden" name="ar" value="2026">' in text
    assert "Alla år" in text
    assert 'href="/alvmark/vagval/"' in text


def test_a_choice_without_hits_says_so(visit, alvmark, anna):
    steps(alvmark, anna, "Möten hålls")

    assert "Inget i det här urvalet" in page(anna, visit, q="möte", typ=SearchKind.GOAL.value).text


def test_a_misspelling_offers_what_may_have_been_meant(visit, alvmark, anna):
    steps(alvmark, anna, "Utvärdering")

    text = page(anna, visit, q="utvärdring").text

    assert "Menade du" in text
    assert 'href="?q=utv%C3%A4rdering"' in text


def test_what_was_read_instead_is_told(visit, alvmark, anna):
    steps(alvmark, anna, "Lärande i kommuner")

    assert "Här är det som hittades för <strong>lärande</strong>" in page(anna, visit, q="larande").text


def test_an_empty_search_teaches(visit, anna):
    text = page(anna, visit).text

    assert "Skriv ett ord eller två" in text
    assert "citattecken" in text


def test_a_search_without_hits_says_what_can_be_done(visit, anna):
    assert "Ingenting innehåller alla orden" in page(anna, visit, q="xyzzyq").text


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "'; DROP TABLE regions_searchentry; --"},
        {"q": "skola* OR (NEAR/2) ^: {}"},
        {"q": "å" * 5000},
        {"q": "\x00\udcff".encode("utf-8", "replace").decode()},
        {"q": '"""'},
        {"q": "- - -"},
        {"q": "möte", "page": "sjutton"},
        {"q": "möte", "page": "99999999999999999999999"},
        {"q": "möte", "ar": "inget", "typ": "inget"},
        {"q": "möte", "ar": "99999999999999"},
        {"q": json.dumps({"a": ["b"]})},
        {"q": "%s %(a)s \\ ' _"},
    ],
)
def test_whatever_is_asked_there_is_an_answer(visit, alvmark, anna, asked):
    steps(alvmark, anna, "Möten hålls")

    assert page(anna, visit, **asked).status_code == 200


def test_pages_keep_the_words(visit, alvmark, anna):
    steps(alvmark, anna, *[f"Möte {number}" for number in range(21)])

    first, second = page(anna, visit, q="möte").text, page(anna, visit, q="möte", page="2").text

    assert "?q=m%C3%B6te&amp;page=2" in first
    assert (first.count('class="hit"'), second.count('class="hit"')) == (20, 1)


def test_someone_elses_draft_is_not_on_the_page(visit, alvmark, anna, bo):
    draft = LessonFactory(region=alvmark, statement="Upphandlingen havererade", author_id=bo.person_id, author=None)
    trail.write(draft, "noted", by=bo, at=MONDAY)

    assert "havererade" in page(bo, visit, q="upphandling").text
    assert "havererade" not in page(anna, visit, q="upphandling").text


def test_a_stranger_meets_nothing(visit, alvmark, stig):
    assert page(stig, visit, q="möte").status_code == 404


def test_someone_who_has_not_logged_in_is_asked_to(client, alvmark):
    assert client.get(ADDRESS).status_code == 302


def test_every_kind_has_a_page_that_is_there():
    assert PAGES.keys() | LISTS.keys() == set(SearchKind)
    for view in LISTS.values():
        assert reverse(view, args=["alvmark"])
    for view in PAGES.values():
        try:
            assert reverse(view, args=["alvmark", 1])
        except NoReverseMatch:
            pytest.fail(view)


def test_a_question_is_found_on_the_page_of_the_framework(visit, alvmark, anna):
    question = EvaluationQuestionFactory(region=alvmark, text="Bidrar insatserna till målen?")
    trail.write(question, "added", by=anna, at=MONDAY)

    assert '<a href="/alvmark/ramverk/">Bidrar <mark>insatserna</mark>' in page(anna, visit, q="insatser").text


def test_the_number_of_queries_does_not_grow_with_the_hits(
    visit, alvmark, anna, django_assert_num_queries, django_assert_max_num_queries
):
    client = visit(anna)
    steps(alvmark, anna, "Möte ett")
    with django_assert_max_num_queries(30) as one:
        client.get(ADDRESS, {"q": "möte"})

    steps(alvmark, anna, *[f"Möte {number}" for number in range(12)])
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(ADDRESS, {"q": "möte"})
