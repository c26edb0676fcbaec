"""One turn of the spiral: a sentence in a report changes the strategy, and everyone can see that it did."""

import re
from html import unescape
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from tests.lasting import lasting
from tests.stories.walking import (
    ADVICE,
    ANSWER,
    CHANGE,
    OUTCOME,
    QUESTION,
    REASONS,
    SENTENCE,
    employ,
    found,
    walk_all_the_way,
)
from varv.core.roles import Role
from varv.regions import trail
from varv.regions.models import Region, TrailEntry
from varv.web import gate

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker):
    with lasting(django_db_blocker):
        yield walk_all_the_way()


def words(html):
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_what_bo_writes_is_saved_as_he_writes_and_comes_back_with_a_question(walk):
    first, second = walk.saved

    assert second["revision"] == first["revision"] + 1
    assert QUESTION in words(walk.returned)
    assert SENTENCE in unescape(walk.returned)
    assert REASONS in words(walk.read("anna", walk.places["report"]))


def test_the_spiral_shows_the_change_and_whose_report_it_came_from(walk):
    page = words(walk.read("anna", "/alvmark/spiralen/"))
    turn = page[page.index("Varv för varv") :]

    told = [turn.index(said) for said in ("Slutet", CHANGE, "R1", "Yrkesväxling", "Bo")]
    assert told == sorted(told)


def test_the_change_can_be_followed_back_link_by_link_to_bos_sentence(walk):
    turn = walk.find("anna", "/alvmark/spiralen/", r"/alvmark/spiralen/\d+/")
    recommendation = walk.find("anna", turn, r"/alvmark/rekommendationer/\d+/")
    report = walk.find("anna", recommendation, r"/alvmark/rapporter/\d+/")

    assert [turn, recommendation, report] == [walk.places[place] for place in ("turn", "recommendation", "report")]
    thread = words(walk.read("anna", recommendation))
    assert [said for said in (SENTENCE, ADVICE, ANSWER, OUTCOME, CHANGE) if said not in thread] == []
    assert [SENTENCE in words(walk.read("anna", page)) for page in (turn, report)] == [True, True]
    assert [SENTENCE in words(walk.read("bo", "/alvmark/")), CHANGE in words(walk.read("bo", "/alvmark/"))] == [
        True
    ] * 2


def test_the_goal_and_its_old_wording_are_both_kept(walk):
    document = walk.places["document"]

    assert f"{CHANGE}." in words(walk.read("anna", walk.places["goal"]))
    assert "I hela länet." in words(walk.read("anna", f"{document}versioner/1/"))
    newest = words(walk.read("anna", f"{document}versioner/2/"))
    assert ("I hela länet." in newest, f"{CHANGE}." in newest) == (True, True)


def test_the_annual_report_tells_of_it_as_a_page_in_word_and_as_a_pdf(walk):
    year = gate.today().year
    browser = walk.people["anna"]
    report = f"/alvmark/arsrapport/{year}/"

    page = words(walk.read("anna", report))
    word = docx.Document(BytesIO(browser.get(f"{report}word/").content))
    pdf = PdfReader(BytesIO(browser.get(f"{report}pdf/").content))

    in_word = " ".join(text for paragraph in word.element.body.iter() if (text := paragraph.text))
    in_pdf = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    for told in (page, in_word, in_pdf):
        assert [said in told for said in (SENTENCE, CHANGE)] == [True, True]


def test_the_trail_holds_and_names_who_did_what(walk):
    region = Region.objects.get(slug="alvmark")
    told = TrailEntry.objects.of(region.pk).order_by("number")

    assert trail.broken_at(region) is None
    about = [(line.person, line.verb) for line in told if line.kind == "rounds.report"]
    assert about == [
        ("Bo", "drafted"),
        ("Bo", "drafted"),
        ("Bo", "drafted"),
        ("Bo", "submitted"),
        ("Disa", "returned"),
        ("Bo", "drafted"),
        ("Bo", "submitted"),
        ("Disa", "approved"),
    ]


def test_nothing_of_it_exists_for_a_stranger(walk):
    stig = employ(found("sydland", "Region Sydland"), "stig", "Stig", Role.STRATEGIST)

    answers = {path: (stig.get(path).status_code, stig.post(path).status_code) for path in walk.used}

    assert len(answers) > 40
    assert {path: answer for path, answer in answers.items() if answer != (404, 404)} == {}
