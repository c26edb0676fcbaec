"""What the search page never shows, what it keeps, and what it bears."""

import unicodedata
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import (
    MONDAY,
    BriefFactory,
    ChainStepFactory,
    LessonFactory,
    LessonReaderFactory,
    LessonSourceFactory,
    ReportFactory,
    ReportLineFactory,
    VisitFactory,
)
from varv.core.kinds import SearchKind
from varv.core.workflow import BriefState, ReportState
from varv.regions import search_index, trail
from varv.regions.models import Region

ADDRESS = "/alvmark/sok/"


@pytest.fixture
def look(visit):
    """The page as someone sees it."""

    def looked(person, text, **choice):
        response = visit(person).get(ADDRESS, {"q": text} | choice)
        assert response.status_code == 200
        return response

    return looked


def home(person):
    return Region.objects.get(pk=person.region_id)


def told(thing, by, verb="noted"):
    trail.write(thing, verb, by=by, at=MONDAY)
    return thing


def steps(by, *names):
    for name in names:
        told(ChainStepFactory(region=home(by), text=name), by)


def draft(by, statement="Upphandlingen havererade", **values):
    values = {"author_id": by.person_id, "author": None, "region": home(by)} | values
    return told(LessonFactory(statement=statement, **values), by)


def hits(response):
    return ["".join(part for part, _ in hit.title) for hit, _address in response.context["hits"]]


def ways(response, name):
    """What every link of the page asks for by this name, where the search is asked again."""
    addresses = [part.split('"', 1)[0].replace("&amp;", "&") for part in response.text.split('href="')[1:]]
    return [parse_qs(urlsplit(way).query).get(name, [""])[0] for way in addresses if way.startswith("?")]


# --- privacy --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [{}, {"typ": SearchKind.LESSON.value}, {"ar": "2026"}, {"page": "2"}])
def test_a_draft_lesson_leaves_no_trace_for_others_whatever_is_chosen(choice, anna, bo, cilla, disa, egon, look):
    draft(bo)

    for other in (anna, cilla, disa, egon):
        response = look(other, "upphandlingen", **choice)
        assert (response.context["found"].everything, "havererade" in response.text) == (0, False)
        assert "Menade du" not in response.text
    assert hits(look(bo, "upphandlingen")) == ["Upphandlingen havererade"]


@pytest.mark.parametrize("typed", ["upphandlngen", "uphandlingen", "haverrade"])
def test_a_draft_lesson_does_not_show_through_what_may_have_been_meant(typed, anna, bo, look):
    draft(bo)
    steps(anna, "Skolor")

    assert look(anna, typed).context["found"].suggestion == ""


def test_a_part_that_has_hits_is_offered_as_a_link(anna, look):
    steps(anna, "Frånvaron minskar")

    page = look(anna, "skolfrånvaron", typ="strategy.goal")

    assert "Det finns träffar på en del av det" in page.text
    assert 'href="?q=fr%C3%A5nvaron"' in page.text


def test_a_draft_lesson_does_not_show_through_letters_without_marks(anna, bo, look):
    draft(bo, statement="Lägesrapporten försvann")

    assert look(anna, "lagesrapporten").context["found"].read_as == ""


def test_a_draft_lesson_is_not_found_by_the_text_of_its_sources(anna, bo, look):
    lesson = draft(bo)
    told(LessonSourceFactory(region=home(bo), lesson=lesson, text="Mötet i Sjöstad"), bo)

    assert hits(look(anna, "sjöstad")) == []
    assert hits(look(bo, "sjöstad")) == ["Upphandlingen havererade"]


def test_someone_who_was_let_in_finds_the_draft_and_no_one_else_does(bo, cilla, egon, look):
    LessonReaderFactory(region=home(bo), lesson=draft(bo), person_id=cilla.person_id, person=None)

    assert hits(look(cilla, "upphandling")) == ["Upphandlingen havererade"]
    assert hits(look(egon, "upphandling")) == []


def test_someone_who_is_shut_out_again_finds_nothing(bo, cilla, look):
    lesson = draft(bo)
    reader = LessonReaderFactory(region=home(bo), lesson=lesson, person_id=cilla.person_id, person=None)

    reader.delete()

    assert hits(look(cilla, "upphandling")) == []


def test_an_offered_lesson_is_found_by_those_who_may_accept_it(anna, bo, cilla, disa, look):
    draft(bo, offered_at=MONDAY)

    found = {person.name: len(hits(look(person, "upphandling"))) for person in (anna, bo, cilla, disa)}

    assert found == {anna.name: 1, bo.name: 1, disa.name: 1, cilla.name: 0}


def test_an_index_made_anew_keeps_what_is_secret_secret(anna, bo, look):
    draft(bo)

    search_index.rebuild(bo.region_id)

    assert (hits(look(anna, "upphandling")), len(hits(look(bo, "upphandling")))) == ([], 1)
    assert look(anna, "upphandlngen").context["found"].suggestion == ""


@pytest.mark.parametrize(
    ("state", "others"),
    [(ReportState.DRAFT, 0), (ReportState.SUBMITTED, 1), (ReportState.RETURNED, 0)],
)
def test_a_report_is_everyones_when_it_is_handed_in(state, others, alvmark, anna, bo, look):
    report = ReportFactory(region=alvmark, author_id=bo.person_id, author=None, done="Lampor lyser.")
    told(ReportLineFactory(region=alvmark, report=report, comment="Räknat av vaktmästaren"), bo)
    report.change(state=state, submitted_at=MONDAY if others else None)
    told(report, bo, "written")

    for words in ("lampa", "vaktmästarens"):
        assert (len(hits(look(anna, words))), len(hits(look(bo, words)))) == (others, 1)


def test_a_brief_in_writing_is_its_authors_own_and_then_everyones(alvmark, anna, bo, look):
    brief = BriefFactory(region=alvmark, title="Lampor lyser", author_id=bo.person_id, author=None)
    told(brief, bo)
    assert (hits(look(anna, "lampa")), hits(look(bo, "lampa"))) == ([], ["Lampor lyser"])

    brief.change(state=BriefState.PUBLISHED, published_at=MONDAY)
    told(brief, bo, "published")

    assert hits(look(anna, "lampa")) == ["Lampor lyser"]


def test_another_regions_things_and_words_are_not_there(anna, stig, sydland, look):
    steps(stig, "Lampor lyser")

    response = look(anna, "lampor")
    near = look(anna, "lamppor")

    assert (hits(response), response.context["found"].everything) == ([], 0)
    assert near.context["found"].suggestion == ""


def test_the_search_of_another_region_is_not_there(stig, anna, visit, sydland):
    assert visit(stig).get(ADDRESS, {"q": "lampor"}).status_code == 404
    assert visit(anna).get("/sydland/sok/", {"q": "lampor"}).status_code == 404


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_links_keep_the_words_and_the_other_choice(alvmark, anna, look):
    for number in range(21):
        told(VisitFactory(region=alvmark, summary=f"Råd & dåd {number}"), anna)

    response = look(anna, "råd & dåd", typ=SearchKind.VISIT.value, ar="2026")
    found = response.context["found"]

    assert set(ways(response, "q")) == {"råd & dåd"}
    assert SearchKind.VISIT.value in ways(response, "typ")
    assert found.kinds[0][0] is SearchKind.VISIT
    assert (response.text.count('aria-current="true"') >= 1, found.everything) == (True, 21)


def test_a_new_choice_begins_on_the_first_page(anna, look):
    steps(anna, *[f"Råd {number}" for number in range(41)])

    response = look(anna, "råd", page="3")
    chosen = [page for page, kind in zip(ways(response, "page"), ways(response, "typ"), strict=True) if kind]

    assert (response.context["found"].page, chosen) == (3, [""])


def test_a_page_number_keeps_the_choice(anna, look):
    steps(anna, *[f"Råd {number}" for number in range(21)])

    response = look(anna, "råd", typ=SearchKind.STEP.value)
    turned = [kind for kind, page in zip(ways(response, "typ"), ways(response, "page"), strict=True) if page]

    assert set(turned) == {SearchKind.STEP.value}


def test_what_may_have_been_meant_forgets_the_choice(anna, look):
    steps(anna, "Utvärdering")

    response = look(anna, "utvärdring", typ=SearchKind.GOAL.value, ar="2026", page="4")

    assert (ways(response, "q"), ways(response, "typ"), ways(response, "ar")) == (["utvärdering"], [""], [""])


def test_a_report_is_told_of_as_a_report(alvmark, anna, look):
    report = ReportFactory(region=alvmark, state=ReportState.SUBMITTED, submitted_at=MONDAY, done="Lampor lyser.")
    told(report, anna, "submitted")

    text = look(anna, "lampor").text

    assert 'Rapport<span class="vh">:</span> (1)' in text
    assert '<p class="hit-kind">Rapport · 16 nov 2026</p>' in text


# --- what it bears --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *(
            'lampa"',
            '"lampa',
            '""lampa""',
            "lampa*",
            "*lampa",
            "(lampa)",
            "lampa)",
            "lampa^2",
            "stems:lampa",
            "{lampa}",
        ),
        *(
            "lampa'",
            "'lampa'",
            "lampa;",
            "lampa--",
            "lampa:*",
            "lampa\\",
            "lampa\x00",
            "lampa\u200b",
            "+lampa",
            "lampa~2",
        ),
        *(
            "lampa%",
            "_lampa",
            "$lampa$",
            "lampa|",
            "lampa&",
            "!lampa",
            "<lampa>",
            "lampa\t\r\n",
            "\ufefflampa",
            "🙂 lampa",
        ),
    ],
)
def test_signs_of_a_database_are_only_signs(typed, anna, look):
    steps(anna, "Lampor lyser", "Facklor brinner")

    assert hits(look(anna, typed)) in (["Lampor lyser"], [])
    assert "Facklor" not in look(anna, typed).text


@pytest.mark.parametrize("word", ["and", "or", "not", "near", "match", "rowid", "select"])
def test_words_of_a_database_are_only_words(word, anna, look):
    steps(anna, f"Lampor {word} facklor", "Lampor lyser")

    assert hits(look(anna, f"lampor {word.upper()}")) == [f"Lampor {word} facklor"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_letters_of_two_signs_are_one(form, anna, look):
    steps(anna, unicodedata.normalize("NFD", "Mötesplatsens åtgärder"))

    response = look(anna, unicodedata.normalize(form, "ÅTGÄRD mötesplats"))

    assert hits(response) == ["Mötesplatsens åtgärder"]
    assert "<mark>åtgärder</mark>" in response.text


@pytest.mark.parametrize("long", ["lampa " * 4000, "lampa" * 4000, "-lampa " * 4000, '"lampa" ' * 4000, '"' * 20_000])
def test_what_is_far_too_long_is_read_to_its_end(long, anna, look):
    steps(anna, "Lampor lyser")

    assert len(look(anna, long).context["found"].sought.text) <= 300


def test_a_thousand_different_words_are_a_dozen(anna, look):
    steps(anna, "Lampor lyser")

    sought = look(anna, " ".join(f"ord{number}" for number in range(1000))).context["found"].sought

    assert [term.word for term in sought.terms] == [f"ord{number}" for number in range(12)]
