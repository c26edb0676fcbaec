"""The report as others meet it: where it stands, why it is locked, what they may do, and that no text does harm."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import running
from tests.factories import MONDAY, GoalFactory
from tests.rounds.forms import form_of, path, text
from tests.rounds.walks import approved, asked, opened, saved, submitted
from varv.core.judgement import Axis, Verdict
from varv.core.periods import Period
from varv.delivery import operations as delivery
from varv.regions.models import User
from varv.rounds import operations
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

HARM = "<script>alert('ont')</script>"
BUTTONS = {
    "Skriv i stället för": "?skriv=ja",
    "Ta tillbaka": "/ta-tillbaka/",
    "Lämna tillbaka": "/aterlamna/",
    "Godkänn": "/godkann/",
    "Lämna över": "/lamna-over/",
}


def buttons(response) -> set[str]:
    """What the page offers to do."""
    page = text(response)
    return {name for name, address in BUTTONS.items() if f'{address}"' in page}


def test_a_draft_says_who_writes_and_until_when(visit, anna, bo, cilla):
    report = asked(anna, bo)

    page = text(visit(cilla).get(path(report)))

    assert "Bo skriver. Den ska vara inne 29 januari 2027." in page
    assert "Inget är skrivet än." in page


def test_a_report_that_is_handed_in_says_so(visit, anna, bo, cilla):
    page = text(visit(cilla).get(path(submitted(asked(anna, bo), bo))))

    assert "Bo lämnade in den 16 november 2026. Den väntar på granskning." in page
    assert "De utan betyg hoppar av dubbelt så ofta." in page


def test_a_report_that_is_sent_back_shows_the_question_to_everyone(visit, anna, bo, disa, cilla):
    report = submitted(asked(anna, bo), bo)
    operations.return_report(report=report, comment="För vem gäller det?", by=disa, at=MONDAY)

    page = text(visit(cilla).get(path(report)))

    assert "Disa lämnade tillbaka den 16 november 2026 och undrar:" in page
    assert "För vem gäller det?" in page


def test_a_question_that_has_been_answered_is_no_longer_asked(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    operations.return_report(report=report, comment="För vem gäller det?", by=disa, at=MONDAY)
    report.refresh_from_db()
    submitted(report, bo, done="För dem utan betyg.")

    assert "och undrar:" not in text(visit(disa).get(path(report)))


def test_an_approved_report_says_that_it_is_frozen_and_keeps_its_words(visit, anna, bo, disa, cilla):
    report = approved(asked(anna, bo), bo, disa)
    for result in report.initiative.planned_results.all():
        delivery.edit_planned_result(
            planned_result=result,
            text=f"Nya ord {result.pk}",
            unit="",
            planned=None,
            step=None,
            revision=1,
            by=anna,
            at=MONDAY,
        )

    page = text(visit(cilla).get(path(report)))

    assert "Disa godkände den 16 november 2026. Ord och siffror är låsta som de var då." in page
    assert "Genomförda utbildningsinsatser" in page
    assert "Nya ord" not in page


def test_the_history_tells_who_did_what(visit, anna, bo, disa, cilla):
    report = submitted(asked(anna, bo), bo)
    operations.return_report(report=report, comment="För vem?", by=disa, at=MONDAY)
    report.refresh_from_db()
    approved(report, bo, disa)

    page = text(visit(cilla).get(path(report)))

    for line in ("Bo lämnade in", "Disa lämnade tillbaka", "Disa godkände"):
        assert line in page
    assert "Bo skrev" not in page


@pytest.fixture
def all_five(anna, bo, cilla, disa, egon):
    return [anna, bo, cilla, disa, egon]


def test_a_draft_offers_each_what_they_may_do(visit, all_five, anna, bo):
    report = asked(anna, bo)

    assert {who.name: buttons(visit(who).get(path(report))) for who in all_five if who != bo} == {
        "Anna": {"Skriv i stället för", "Lämna över"},
        "Cilla": set(),
        "Disa": {"Lämna över"},
        "Egon": set(),
    }


def test_a_report_handed_in_offers_each_what_they_may_do(visit, all_five, anna, bo):
    report = submitted(asked(anna, bo), bo)

    assert {who.name: buttons(visit(who).get(path(report))) for who in all_five} == {
        "Anna": {"Lämna tillbaka", "Godkänn"},
        "Bo": {"Ta tillbaka"},
        "Cilla": set(),
        "Disa": {"Lämna tillbaka", "Godkänn"},
        "Egon": set(),
    }


def test_a_report_handed_in_can_only_be_approved_when_the_round_is_closed(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    assert buttons(visit(disa).get(path(report))) == {"Godkänn"}
    assert buttons(visit(bo).get(path(report))) == set()


def test_an_approved_report_offers_nothing_more(visit, anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    for person in (anna, bo, disa):
        assert buttons(visit(person).get(path(report))) == set()


def test_an_open_question_has_one_primary_button(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    head = text(visit(disa).get(path(report))).partition('class="page-head"')[2].partition("</header>")[0]

    assert head.count("btn-primary") == 1


def test_no_text_is_ever_run(visit, anna, bo, disa):
    goal = GoalFactory(name=f"Mål {HARM}")
    initiative = running(anna, bo, name=f"Insats {HARM}", description=HARM, goals=[goal])
    report = Report.objects.of(anna.region_id).get(round=opened(anna))
    saved(report, bo, Draft(done=HARM, verdict=Verdict.PARTLY, verdict_reason=HARM, learned=HARM, needs=HARM))
    operations.attach_link(report=report, title=HARM, link="https://example.org/?a=<script>", by=bo, at=MONDAY)
    pages = [
        "/alvmark/insatser/",
        f"/alvmark/insatser/{initiative.pk}/",
        f"/alvmark/omgangar/{report.round_id}/",
        path(report),
        path(report, "granska/"),
        path(report, "jamfor/"),
    ]

    for page in pages:
        assert HARM not in text(visit(bo).get(page))
    assert HARM not in text(visit(disa).get(path(report)))
    assert HARM not in text(visit(disa).get(f"/alvmark/mal/{goal.pk}/bedom/"))


def test_every_change_asks_for_the_forms_token(anna, bo):
    report = asked(anna, bo)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.get(pk=bo.person_id))

    for deed in ("", "spara/", "lamna-in/", "ta-tillbaka/"):
        assert careful.post(path(report, deed), form_of(report)).status_code == 403

    report.refresh_from_db()
    assert report.done == ""


def test_pages_speak_english_to_those_who_choose_it(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    reader = visit(disa)
    reader.cookies["django_language"] = "en"

    questions = {
        "/alvmark/insatser/": "What are we doing, and for which goals?",
        "/alvmark/omgangar/": "When do we ask what came of it?",
        f"/alvmark/omgangar/{report.round_id}/": "Who has reported, and what stands out?",
        path(report): "How did it go for Yrkesväxling i moduler?",
        f"/alvmark/mal/{GoalFactory(name='Work').pk}/bedom/": "How do you judge “Work”?",
    }

    for page, question in questions.items():
        assert question in text(reader.get(page))


def test_the_round_costs_the_same_for_one_report_and_for_three(visit, anna, bo, disa):
    running(anna, bo)
    opened(anna, Period.parse("2025H2"))
    one = opened(anna, Period.parse("2026H1"))
    for name in ("Två", "Tre"):
        running(anna, bo, name=name)
    three, reader, costs = opened(anna), visit(disa), []

    for round_ in (one, three):
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"/alvmark/omgangar/{round_.pk}/")
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_axes_are_never_merged_into_one(visit, egon):
    page = text(visit(egon).get(f"/alvmark/mal/{GoalFactory().pk}/bedom/"))

    assert [page.count(f'name="{axis}_reason"') for axis in Axis] == [1, 1, 1, 1]
