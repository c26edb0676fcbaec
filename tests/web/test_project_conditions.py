"""Decisions and what they demand, on the pages: words, days, refusals, the trail, and who may write."""

from datetime import date

import pytest
from django.contrib.messages import get_messages

from tests.delivery.cases import project_of
from tests.factories import MONDAY
from tests.people import verbs
from varv.delivery import operations
from varv.delivery.models import Condition, ProjectDecision

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def told(response):
    """The messages that a deed leaves."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def decided(anna):
    return operations.record_decision(
        project=project_of(anna),
        text="Stöd beviljas",
        decided_on=date(2026, 1, 15),
        case_number="RUN 2026/12",
        by=anna,
        at=MONDAY,
    )


def demanded(anna, due_on=date(2026, 6, 1)):
    return operations.set_condition(decision=decided(anna), text="En plan", due_on=due_on, by=anna, at=MONDAY)


def of_decision(decision, page=""):
    return f"/alvmark/projektbeslut/{decision.pk}/{page}"


def of_condition(condition, page=""):
    return f"/alvmark/villkor/{condition.pk}/{page}"


# --- decisions


def test_a_decision_goes_from_recorded_to_removed_with_a_word_each_time(anna, visit):
    project, client = project_of(anna), visit(anna)
    sent = {"text": "Stöd beviljas", "decided_on": "2026-01-15", "case_number": "RUN 2026/12"}

    recorded = client.post(f"/alvmark/projekt/{project.pk}/beslut/", sent)
    decision = ProjectDecision.objects.get()
    changed = client.post(of_decision(decision), {**sent, "text": "Stöd avslås", "revision": decision.revision})
    removed = client.post(of_decision(decision, "ta-bort/"))

    assert [told(answer)[-1] for answer in (recorded, changed, removed)] == [
        "Beslutet är inskrivet. Lägg till vad det kräver, om det kräver något.",
        "Beslutet är ändrat.",
        "Beslutet är borttaget.",
    ]
    assert verbs(decision) == ["recorded", "edited", "removed"]
    assert recorded.url == changed.url == removed.url == f"/alvmark/projekt/{project.pk}/"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"text": "   ", "decided_on": "2026-01-15"}, "text"),
        ({"text": "x" * 301, "decided_on": "2026-01-15"}, "text"),
        ({"text": "Stöd", "decided_on": ""}, "decided_on"),
        ({"text": "Stöd", "decided_on": "2026-02-30"}, "decided_on"),
        ({"text": "Stöd", "decided_on": "1989-12-31"}, "decided_on"),
        ({"text": "Stöd", "decided_on": "2101-01-01"}, "decided_on"),
        ({"text": "Stöd", "decided_on": "2026-01-15", "case_number": "9" * 61}, "case_number"),
    ],
)
def test_a_decision_keeps_what_was_written_when_a_field_is_wrong(anna, visit, sent, field):
    project = project_of(anna)

    page = visit(anna).post(f"/alvmark/projekt/{project.pk}/beslut/", sent)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert {name: page.context["form"][name].value() for name in sent} == sent
    assert ProjectDecision.objects.count() == 0


def test_the_form_of_a_decision_begins_with_what_stands(anna, visit):
    decision = decided(anna)

    initial = visit(anna).get(of_decision(decision)).context["form"].initial

    assert initial == {
        "text": "Stöd beviljas",
        "decided_on": date(2026, 1, 15),
        "case_number": "RUN 2026/12",
        "revision": 1,
    }


def test_a_decision_that_demands_something_is_not_taken_away(anna, visit):
    condition = demanded(anna)

    answer = visit(anna).post(of_decision(condition.decision, "ta-bort/"))

    assert told(answer) == ["Beslutet har villkor. Ta bort dem först, ett i taget."]
    assert ProjectDecision.objects.count() == 1


def test_the_button_that_takes_a_decision_away_stands_where_nothing_is_demanded(anna, visit):
    decision, client = decided(anna), visit(anna)
    there = f"/alvmark/projekt/{decision.project_id}/"

    before = text_of(client.get(there))
    operations.set_condition(decision=decision, text="En plan", due_on=None, by=anna, at=MONDAY)
    after = text_of(client.get(there))

    assert of_decision(decision, "ta-bort/") in before
    assert of_decision(decision, "ta-bort/") not in after
    assert "RUN 2026/12" in after


# --- conditions


def test_a_condition_goes_from_added_to_met_with_a_word_each_time(anna, visit):
    decision, client = decided(anna), visit(anna)

    added = client.post(of_decision(decision, "villkor/"), {"text": "En plan", "due_on": "2026-06-01"})
    condition = Condition.objects.get()
    changed = client.post(of_condition(condition), {"text": "Två planer", "due_on": "", "revision": 1})
    met = client.post(of_condition(condition, "uppfyllt/"), {"met_on": "2026-01-15", "note": ""})

    assert [told(answer)[-1] for answer in (added, changed, met)] == [
        "Villkoret är tillagt.",
        "Villkoret är ändrat.",
        "Villkoret är noterat som uppfyllt.",
    ]
    condition.refresh_from_db()
    assert (condition.text, condition.due_on, condition.met_on) == ("Två planer", None, date(2026, 1, 15))
    assert verbs(condition) == ["added", "edited", "met"]


def test_a_condition_is_taken_away_and_the_trail_keeps_it(anna, visit):
    condition = demanded(anna)

    answer = visit(anna).post(of_condition(condition, "ta-bort/"))

    assert told(answer) == ["Villkoret är borttaget."]
    assert verbs(condition) == ["added", "removed"]


@pytest.mark.parametrize(
    ("met_on", "sentence"),
    [
        ("2026-01-14", "Det som krävs kan inte ha uppfyllts före det."),
        ("2099-12-31", "Den dagen har inte kommit än. Skriv dagen då det uppfylldes."),
    ],
)
def test_a_day_that_cannot_be_right_is_explained_beside_the_day(anna, visit, met_on, sentence):
    condition = demanded(anna)

    page = visit(anna).post(of_condition(condition, "uppfyllt/"), {"met_on": met_on, "note": "Bilaga"})

    assert page.status_code == 422
    assert sentence in page.context["form"].errors["met_on"][0]
    assert page.context["form"]["note"].value() == "Bilaga"
    assert verbs(condition) == ["added"]


@pytest.mark.parametrize("page", ["", "uppfyllt/", "ta-bort/"])
def test_what_is_met_is_neither_changed_met_again_nor_taken_away(anna, visit, page):
    condition = demanded(anna)
    operations.meet_condition(condition=condition, met_on=date(2026, 1, 16), note="", by=anna, at=MONDAY)

    answer = visit(anna).post(of_condition(condition, page), {"text": "x", "met_on": "2026-01-17", "revision": 2})

    assert answer.status_code == 302
    assert told(answer)[0].endswith("Det som är uppfyllt ändras inte.")
    assert verbs(condition) == ["added", "met"]


@pytest.mark.parametrize(
    ("due_on", "words", "overdue"),
    [
        (date(2026, 1, 20), "Försenat sedan", 1),
        (date(2099, 1, 1), "Ska uppfyllas senast", 0),
        (None, "Ingen dag är angiven", 0),
    ],
)
def test_a_condition_says_how_it_stands(anna, visit, due_on, words, overdue):
    condition = demanded(anna, due_on)

    page = visit(anna).get(f"/alvmark/projekt/{condition.decision.project_id}/")

    assert page.context["sheet"].overdue == overdue
    assert words in text_of(page)
    assert ("1 villkor är försenat." in text_of(page)) is bool(overdue)


# --- who, and how


@pytest.mark.parametrize("person", ["bo", "cilla", "disa", "frida"])
def test_those_who_start_nothing_write_nothing(anna, visit, request, person):
    condition = demanded(anna)
    client = visit(request.getfixturevalue(person))
    pages = [of_decision(condition.decision, page) for page in ("", "ta-bort/", "villkor/")]
    pages += [of_condition(condition, page) for page in ("", "ta-bort/", "uppfyllt/")]

    assert {client.post(page, {"text": "x"}).status_code for page in pages} == {403}
    assert verbs(condition) == ["added"]


def test_nothing_is_taken_away_by_a_link(anna, visit):
    condition, client = demanded(anna), visit(anna)

    assert client.get(of_condition(condition, "ta-bort/")).status_code == 405
    assert client.get(of_decision(condition.decision, "ta-bort/")).status_code == 405
