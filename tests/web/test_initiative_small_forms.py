"""What the small forms of an insats say when it is done, and exactly why when it is not."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext as _

from tests.delivery.walks import person, running
from tests.factories import (
    MONDAY,
    PartnershipFactory,
    PlaceFactory,
)
from tests.people import verbs
from varv.core.kinds import Part, Severity
from varv.core.refusals import RuleBroken
from varv.delivery import operations
from varv.delivery.models import InitiativePerson, Milestone, Partner, Risk
from varv.overview.words import refusal
from varv.web.gate import today

pytestmark = pytest.mark.django_db

BASE = "/alvmark"
REACH = _("Choose a day between 1990 and 2100.")
WHEN = _("Write the day as year-month-day, for example 2027-01-29.")


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo, name="Yrkesväxling")


@pytest.fixture
def milestone(insats, bo) -> Milestone:
    return operations.plan_milestone(initiative=insats, text="Första kursen", due_on=date(2026, 6, 1), by=bo, at=MONDAY)


@pytest.fixture
def risk(insats, bo) -> Risk:
    return operations.note_risk(
        initiative=insats,
        text="Få söker",
        likelihood=Severity.HIGH,
        harm=Severity.MEDIUM,
        answer="",
        by=bo,
        at=MONDAY,
    )


def of(initiative, part="") -> str:
    return f"{BASE}/insatser/{initiative.pk}/{part}"


def at(view, row) -> str:
    """The address of a view of a row."""
    return reverse(f"delivery:{view}", args=["alvmark", row.pk])


def text(response) -> str:
    return response.content.decode()


def told(response) -> list[str]:
    """What is said on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def wrong(response) -> tuple[int, dict[str, list[str]]]:
    """The status, and what was explained beside which field."""
    return response.status_code, {name: list(words) for name, words in response.context["form"].errors.items()}


def said(code, **facts) -> str:
    return refusal(RuleBroken(code, **facts))


# --- people ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", list(Part))
def test_a_person_gets_each_part_once(visit, insats, anna, egon, part):
    written = {"person": egon.person_id, "part": part.value}

    first = visit(anna).post(of(insats, "personer/"), written)
    again = visit(anna).post(of(insats, "personer/"), written)

    assert (first.url, told(first)) == (of(insats), ["Personen är med i arbetet."])
    assert wrong(again) == (422, {"person": [said("initiative_person.already", name="Egon", part=part)]})
    assert again.context["form"]["part"].value() == part.value


@pytest.mark.parametrize(
    ("part", "may"),
    [(Part.REPORTER, False), (Part.DEPUTY, False), (Part.PARTICIPANT, True), (Part.STEERING, True)],
)
def test_a_reader_takes_part_but_does_not_write(visit, insats, anna, cilla, part, may):
    response = visit(anna).post(of(insats, "personer/"), {"person": cilla.person_id, "part": part.value})

    assert response.status_code == (302 if may else 422)
    assert InitiativePerson.objects.of(anna.region_id).exists() is may


def test_a_person_form_begins_with_one_who_takes_part(visit, insats, bo):
    form = visit(bo).get(of(insats, "personer/")).context["form"]

    assert (form["part"].value(), form["person"].value()) == (Part.PARTICIPANT, None)
    assert list(wrong(visit(bo).post(of(insats, "personer/"), {"part": "guest"}))[1]) == ["person", "part"]


def test_a_part_ends_once(visit, insats, anna, egon):
    there = operations.add_person(initiative=insats, person=person(egon), part=Part.DEPUTY, by=anna, at=MONDAY)
    address = f"{BASE}/medverkande/{there.pk}/avsluta/"

    first, again = visit(anna).post(address), visit(anna).post(address)

    there.refresh_from_db()
    assert told(first) == ["Rollen för Egon är avslutad. Det sparas att den har funnits."]
    assert told(again) == [said("initiative_person.ended", ended_on=there.ended_on)]
    assert (there.ended_on, verbs(there)) == (today(), ["took_part", "part_ended"])


# --- partners and places --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "field", "code"),
    [
        ({"brings": "Lokaler"}, "partner", "partnership.one_partner"),
        ({"name": "   "}, "partner", "partnership.one_partner"),
        ({"name": "Folkhögskolan"}, "partner", "partnership.already"),
        ({"name": " folkhögskolan "}, "partner", "partnership.already"),
    ],
)
def test_a_partner_is_said_once_and_by_one_name(visit, insats, bo, alvmark, written, field, code):
    operations.join_partner(initiative=insats, partner=None, name="Folkhögskolan", by=bo, at=MONDAY)

    response = visit(bo).post(of(insats, "partner/"), written)

    assert wrong(response) == (422, {field: [said(code, name="Folkhögskolan")]})
    assert (Partner.objects.of(alvmark.pk).count(), insats.partnerships.count()) == (1, 1)


@pytest.mark.parametrize("link", ["inte en länk", "javascript:alert(1)", "ftp://", "https://" + "x" * 500 + ".se"])
def test_a_partners_address_is_a_web_address(visit, insats, bo, alvmark, link):
    response = visit(bo).post(of(insats, "partner/"), {"name": "Nordskogens kommun", "link": link})

    assert list(wrong(response)[1]) == ["link"]
    assert response.context["form"]["name"].value() == "Nordskogens kommun"
    assert not Partner.objects.of(alvmark.pk).exists()


def test_a_partner_leaves_and_is_named(visit, insats, bo):
    tie = PartnershipFactory(initiative=insats, partner__name="Folkhögskolan")

    response = visit(bo).post(f"{BASE}/samverkan/{tie.pk}/ta-bort/")

    assert (response.url, told(response)) == (of(insats), ["Folkhögskolan medverkar inte längre."])
    assert "Ingen annan medverkar." in text(visit(bo).get(of(insats)))


def test_places_are_all_taken_away_by_choosing_none(visit, insats, bo):
    operations.set_places(initiative=insats, places=[PlaceFactory(name="Nordskogen")], by=bo, at=MONDAY)

    response = visit(bo).post(of(insats, "platser/"), {"csrf": "x"})

    assert (response.url, told(response)) == (of(insats), ["Platserna är ändrade."])
    assert not insats.places.exists()
    assert "Hela länet, eller inte sagt." in text(visit(bo).get(of(insats)))


# --- milestones -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1989-12-31", REACH),
        ("2101-01-01", REACH),
        ("2026-02-30", WHEN),
        ("1 juni 2026", WHEN),
        ("1990-01-01", None),
        ("2100-12-31", None),
    ],
)
def test_a_milestone_is_for_a_day_within_reach(visit, insats, bo, written, words):
    response = visit(bo).post(at("plan_milestone", insats), {"text": "Klart", "due_on": written})

    if words is None:
        assert insats.milestones.get().due_on == date.fromisoformat(written)
    else:
        assert wrong(response) == (422, {"due_on": [words]})


@pytest.mark.parametrize(("days", "reached"), [(-1, True), (0, True), (1, False)])
def test_a_milestone_is_reached_today_at_the_latest(visit, bo, milestone, days, reached):
    day = today() + timedelta(days=days)

    response = visit(bo).post(at("reach_milestone", milestone), {"reached_on": day.isoformat(), "note": "Ja."})

    milestone.refresh_from_db()
    assert milestone.reached_on == (day if reached else None)
    if not reached:
        assert wrong(response) == (422, {"reached_on": [said("milestone.day_to_come")]})
        assert response.context["form"]["note"].value() == "Ja."


def test_the_form_of_a_reached_milestone_begins_today(visit, bo, milestone):
    form = visit(bo).get(at("reach_milestone", milestone)).context["form"]

    assert form["reached_on"].value() == today()


@pytest.mark.parametrize("view", ["edit_milestone", "reach_milestone", "remove_milestone"])
def test_what_is_reached_stands_whatever_is_asked(visit, bo, milestone, view):
    day = date(2026, 5, 20)
    operations.reach_milestone(milestone=milestone, reached_on=day, note="", by=bo, at=MONDAY)

    response = visit(bo).post(at(view, milestone), {"reached_on": "2026-05-21"})

    milestone.refresh_from_db()
    assert told(response) == [said("milestone.reached", reached_on=day)]
    assert (milestone.reached_on, verbs(milestone)) == (day, ["planned", "reached"])


# --- risks ----------------------------------------------------------------------------------------------------------


def test_a_risk_begins_in_the_middle_and_may_wait_for_its_answer(visit, insats, bo):
    form = visit(bo).get(of(insats, "risker/")).context["form"]
    response = visit(bo).post(of(insats, "risker/"), {"text": "Få söker", "likelihood": "low", "harm": "high"})

    noted = insats.risks.get()
    assert (form["likelihood"].value(), form["harm"].value()) == (Severity.MEDIUM, Severity.MEDIUM)
    assert told(response) == ["Risken är uppskriven."]
    assert (noted.likelihood, noted.harm, noted.answer, verbs(noted)) == (Severity.LOW, Severity.HIGH, "", ["noted"])
    assert "Behöver ett svar nu" not in text(visit(bo).get(of(insats)))


@pytest.mark.parametrize("written", ["", "   ", "\n"])
def test_a_risk_is_not_closed_in_silence(visit, bo, risk, written):
    response = visit(bo).post(f"{BASE}/risker/{risk.pk}/avsluta/", {"what_happened": written, "x": "y"})

    risk.refresh_from_db()
    assert (list(wrong(response)[1]), risk.closed_on) == (["what_happened"], None)


@pytest.mark.parametrize("part", ["", "avsluta/"])
def test_a_closed_risk_stands_and_says_since_when(visit, bo, risk, part):
    visit(bo).post(f"{BASE}/risker/{risk.pk}/avsluta/", {"what_happened": "Trettio sökte."})
    risk.refresh_from_db()

    response = visit(bo).get(f"{BASE}/risker/{risk.pk}/{part}")

    assert (risk.closed_on, told(response)) == (today(), [said("risk.closed", closed_on=risk.closed_on)])
