"""How well do we learn? The page, its filters and its file."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from tests.factories import RecommendationFactory, ResponseFactory
from tests.overview.learning.knowing import accepted
from varv.core.judgement import Answer
from varv.core.loop import Measure
from varv.core.periods import Period
from varv.overview.learning.answers.loop_measures import LoopWish
from varv.web.learning.forms.loop import LoopSearch

pytestmark = pytest.mark.django_db

LOOP = "/alvmark/slingan/"
MARCH = datetime(2025, 3, 3, 9, tzinfo=UTC)


def text(response):
    return response.content.decode()


def answered(answer=Answer.YES, **changed):
    values = {"made_at": MARCH, "due_on": date(2025, 3, 31)}
    ResponseFactory(recommendation=RecommendationFactory(**(values | changed)), answer=answer, answered_at=MARCH)


def test_the_loop_teaches_when_there_is_nothing(visit, cilla):
    page = text(visit(cilla).get(LOOP))

    assert "Inget att mäta än" in page
    assert "Hämta som CSV" not in page


def test_the_loop_tells_shares_with_their_counts(visit, cilla, alvmark):
    for answer in (Answer.YES, Answer.YES, Answer.PARTLY, Answer.PARTLY, Answer.NO):
        answered(answer)

    page = text(visit(cilla).get(LOOP))

    assert "100\xa0% (5 av 5)" in page
    assert "80\xa0% (4 av 5)" in page
    assert "0 av 4, för få för att säga" in page
    assert "inget att räkna än" in page


def test_the_loop_draws_the_measure_that_is_chosen(visit, cilla, alvmark):
    answered()
    client = visit(cilla)

    assert "Besvarade i tid, halvår för halvår" in text(client.get(LOOP))
    assert "Godtagna, halvår för halvår" in text(client.get(LOOP, {"matt": "accepted"}))


def test_the_choices_stand_in_the_address_and_in_the_form(visit, cilla, alvmark):
    answered(forum="Nämnden")
    answered(forum="Ledningsgruppen")

    response = visit(cilla).get(LOOP, {"forum": "Nämnden", "fran": "2025H1", "matt": "used"})

    assert response.context["found"].wish == LoopWish("Nämnden", Period.parse("2025H1"), Measure.USED)
    assert text(response).count(" selected") == 3
    assert "räknas inte här" in text(response)
    assert f"{LOOP}csv/?forum=N%C3%A4mnden&amp;fran=2025H1&amp;matt=used" in text(response)


@pytest.mark.parametrize("query", ["fran=x", "fran=9999", "matt=bra", "forum=a%00b", "forum=", "fran=&matt="])
def test_what_cannot_be_read_is_left_out(query):
    asked = dict(pair.split("=") for pair in query.replace("%00", "\x00").split("&"))

    assert LoopSearch(asked).wish() == LoopWish()


def test_a_forum_that_is_not_there_has_nothing_to_count(visit, cilla, alvmark):
    answered()

    response = visit(cilla).get(LOOP, {"forum": "Ingen"})

    assert (response.status_code, response.context["chart"]) == (200, None)


def test_lessons_alone_can_be_followed(visit, cilla, alvmark):
    accepted(accepted_at=MARCH)

    page = text(visit(cilla).get(LOOP))

    assert "Ingen rekommendation har getts." in page
    assert "0 av 1, för få för att säga" in page


def test_the_file_holds_every_measure_and_tells_no_share_of_too_few(visit, cilla, alvmark):
    for _ in range(5):
        answered(forum="=Nämnden")

    response = visit(cilla).get(f"{LOOP}csv/")
    head, *rows = csv.reader(StringIO(response.content.decode("utf-8-sig")))

    assert head == ["För", "Namn", "Mått", "Antal", "Av", "Andel", "Dagar", "För få för att säga"]
    assert rows[:5] == [
        ["Alla", "", "Besvarade i tid", "5", "5", "1", "", "nej"],
        ["Alla", "", "Godtagna", "5", "5", "1", "", "nej"],
        ["Alla", "", "Genomförda", "0", "5", "0", "", "nej"],
        ["Alla", "", "Verifierade", "0", "0", "", "", "ja"],
        ["Alla", "", "Dagar från iakttagelse till ändring", "", "0", "", "", "ja"],
    ]
    assert rows[-1][:3] == ["Forum", "'=Nämnden", "Dagar från iakttagelse till ändring"]
    assert "slingan" not in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith('attachment; filename="hur-val-vi-lar-oss-alvmark-')


def test_a_stranger_does_not_find_the_loop(visit, stig, alvmark):
    assert [visit(stig).get(page).status_code for page in (LOOP, f"{LOOP}csv/")] == [404, 404]
