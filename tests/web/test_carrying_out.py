"""The small forms of an insats: people, partners, places, milestones and risks."""

from datetime import date

import pytest

from tests.delivery.walks import person, started
from tests.factories import MONDAY, PartnerFactory, PlaceFactory
from tests.people import verbs
from varv.core.kinds import Part, Severity
from varv.delivery import operations
from varv.delivery.models import InitiativePerson, Milestone, Partner, Partnership, Risk

pytestmark = pytest.mark.django_db

BASE = "/alvmark"
RISK = {"text": "Få söker", "likelihood": "high", "harm": "medium", "answer": "Vi ringer."}


@pytest.fixture
def insats(anna, bo):
    return started(anna, bo)


@pytest.fixture
def milestone(insats, bo) -> Milestone:
    return operations.plan_milestone(initiative=insats, text="Första kursen", due_on=date(2026, 6, 1), by=bo, at=MONDAY)


@pytest.fixture
def risk(insats, bo) -> Risk:
    said = RISK | {"likelihood": Severity.HIGH, "harm": Severity.MEDIUM}
    return operations.note_risk(initiative=insats, **said, by=bo, at=MONDAY)


@pytest.fixture
def partnership(insats, bo) -> Partnership:
    return operations.join_partner(initiative=insats, partner=None, name="Folkhögskolan", by=bo, at=MONDAY)


@pytest.fixture
def deputy(insats, anna, egon) -> InitiativePerson:
    return operations.add_person(initiative=insats, person=person(egon), part=Part.DEPUTY, by=anna, at=MONDAY)


def of(initiative, part="") -> str:
    return f"{BASE}/insatser/{initiative.pk}/{part}"


def text(response) -> str:
    return response.content.decode()


def wrong(response) -> tuple[int, list[str]]:
    """The status, and which fields were explained."""
    return response.status_code, list(response.context["form"].errors)


# --- people -----------------------------------------------------------------------------------------------------


def test_a_person_is_added_and_shown_beside_the_plan(visit, insats, bo, egon):
    response = visit(bo).post(of(insats, "personer/"), {"person": egon.person_id, "part": "reporter"})

    page = text(visit(bo).get(response.url))
    assert response.url == of(insats)
    assert insats.people.get().part is Part.REPORTER
    assert "Egon skriver rapporterna" in page


def test_a_person_who_cannot_have_the_part_is_explained_and_what_was_chosen_stays(visit, insats, bo, cilla):
    response = visit(bo).post(of(insats, "personer/"), {"person": cilla.person_id, "part": "reporter"})

    assert wrong(response) == (422, ["person"])
    assert response.context["form"]["part"].value() == "reporter"
    assert "har en roll som inte kan rapportera" in text(response)


def test_people_are_chosen_among_those_who_work_here(visit, insats, bo, stig):
    form = visit(bo).get(of(insats, "personer/")).context["form"]

    assert person(stig) not in form.fields["person"].queryset
    response = visit(bo).post(of(insats, "personer/"), {"person": stig.person_id, "part": "steering"})
    assert wrong(response) == (422, ["person"])


def test_a_part_ends_and_is_told_as_former(visit, insats, bo, deputy):
    page = text(visit(bo).post(f"{BASE}/medverkande/{deputy.pk}/avsluta/", follow=True))

    deputy.refresh_from_db()
    assert verbs(deputy) == ["took_part", "part_ended"]
    assert "1 som medverkade tidigare" in page


# --- partners and places ------------------------------------------------------------------------------------------


def test_a_new_partner_is_written_in_the_same_form(visit, insats, bo, alvmark):
    written = {"partner": "", "name": "Nordskogens kommun", "link": "example.org/skog", "brings": "Lokaler"}

    page = text(visit(bo).post(of(insats, "partner/"), written, follow=True))

    partner = Partner.objects.of(alvmark.pk).get()
    assert (partner.name, partner.link) == ("Nordskogens kommun", "https://example.org/skog")
    assert ("Nordskogens kommun" in page, "Lokaler" in page) == (True, True)


def test_a_known_partner_is_chosen(visit, insats, bo):
    college = PartnerFactory(name="Folkhögskolan")

    visit(bo).post(of(insats, "partner/"), {"partner": college.pk, "name": "", "brings": ""})

    assert insats.partnerships.get().partner == college


def test_a_partner_both_chosen_and_written_is_explained_and_kept(visit, insats, bo):
    college = PartnerFactory()

    response = visit(bo).post(of(insats, "partner/"), {"partner": college.pk, "name": "En annan", "brings": "Lärare"})

    assert wrong(response) == (422, ["partner"])
    assert ("En annan" in text(response), "Lärare" in text(response)) == (True, True)


def test_another_regions_partner_is_not_offered(visit, insats, bo, sydland):
    theirs = PartnerFactory(region=sydland)

    assert wrong(visit(bo).post(of(insats, "partner/"), {"partner": theirs.pk})) == (422, ["partner"])


def test_what_a_partner_brings_is_changed_upon_what_stands_now(visit, bo, partnership):
    address = f"{BASE}/samverkan/{partnership.pk}/"
    operations.edit_partnership(partnership=partnership, brings="Lärare", revision=1, by=bo, at=MONDAY)

    stale = visit(bo).post(address, {"brings": "Lokaler", "revision": 1})
    visit(bo).post(address, {"brings": "Lokaler", "revision": stale.context["stands"].revision})

    partnership.refresh_from_db()
    assert (stale.status_code, "Lärare" in text(stale), "Lokaler" in text(stale)) == (422, True, True)
    assert (partnership.brings, verbs(partnership)) == ("Lokaler", ["joined", "edited", "edited"])


def test_a_partner_is_taken_away(visit, insats, bo, partnership):
    visit(bo).post(f"{BASE}/samverkan/{partnership.pk}/ta-bort/")

    assert not insats.partnerships.exists()


def test_places_are_chosen_and_shown(visit, insats, bo):
    north, south = PlaceFactory(name="Nordskogen"), PlaceFactory(name="Söderköpinge")
    operations.set_places(initiative=insats, places=[north], by=bo, at=MONDAY)

    opened = visit(bo).get(of(insats, "platser/"))
    page = text(visit(bo).post(of(insats, "platser/"), {"places": [south.pk]}, follow=True))

    assert opened.context["form"]["places"].value() == [north.pk]
    assert ("Söderköpinge" in page, "Nordskogen" in page) == (True, False)


def test_another_regions_place_is_not_offered(visit, insats, bo, sydland):
    response = visit(bo).post(of(insats, "platser/"), {"places": [PlaceFactory(region=sydland).pk]})

    assert wrong(response) == (422, ["places"])


# --- milestones -------------------------------------------------------------------------------------------------


def test_a_milestone_is_planned_and_shown_as_past_its_day(visit, insats, bo):
    written = {"text": "Första kursen är klar", "due_on": "2025-06-01"}

    page = text(visit(bo).post(of(insats, "milstolpar/"), written, follow=True))

    assert ("Första kursen är klar" in page, "Dagen har passerat" in page) == (True, True)
    assert "0 av 1 är nådd." in page


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ({"text": "", "due_on": "2026-06-01"}, ["text"]),
        ({"text": "Klart", "due_on": "i juni"}, ["due_on"]),
        ({"text": "Klart", "due_on": "1066-10-14"}, ["due_on"]),
        ({"text": "x" * 301, "due_on": "2026-06-01"}, ["text"]),
    ],
)
def test_a_milestone_says_what_is_wrong(visit, insats, bo, written, fields):
    assert wrong(visit(bo).post(of(insats, "milstolpar/"), written)) == (422, fields)


def test_a_milestone_is_changed_upon_what_stands_now(visit, bo, milestone):
    address = f"{BASE}/milstolpar/{milestone.pk}/"
    opened = visit(bo).get(address).context["form"]
    changed = {"text": "Andra kursen", "due_on": "2026-09-01"}

    stale = visit(bo).post(address, changed | {"revision": 0})
    visit(bo).post(address, changed | {"revision": milestone.revision})

    milestone.refresh_from_db()
    assert (opened["text"].value(), opened["due_on"].value()) == ("Första kursen", date(2026, 6, 1))
    assert (stale.status_code, "1 juni 2026" in text(stale)) == (422, True)
    assert (milestone.text, milestone.due_on) == ("Andra kursen", date(2026, 9, 1))


def test_a_milestone_is_reached_with_a_word_about_it(visit, insats, bo, milestone):
    written = {"reached_on": "2026-05-20", "note": "Med arton deltagare."}

    page = text(visit(bo).post(f"{BASE}/milstolpar/{milestone.pk}/natt/", written, follow=True))

    assert ("Med arton deltagare." in page, "1 av 1 är nådd." in page) == (True, True)
    assert f"/milstolpar/{milestone.pk}/ta-bort/" not in page


def test_a_milestone_is_not_reached_tomorrow(visit, bo, milestone):
    response = visit(bo).post(f"{BASE}/milstolpar/{milestone.pk}/natt/", {"reached_on": "2099-01-01"})

    assert wrong(response) == (422, ["reached_on"])


def test_a_milestone_is_taken_away(visit, insats, bo, milestone):
    page = text(visit(bo).post(f"{BASE}/milstolpar/{milestone.pk}/ta-bort/", follow=True))

    assert "”Första kursen” är borttaget." in page
    assert not insats.milestones.exists()


def test_a_reached_milestone_sends_the_form_back_with_the_reason(visit, bo, milestone):
    operations.reach_milestone(milestone=milestone, reached_on=date(2026, 5, 1), note="", by=bo, at=MONDAY)

    response = visit(bo).get(f"{BASE}/milstolpar/{milestone.pk}/", follow=True)

    assert "står som den var" in text(response)


# --- risks ------------------------------------------------------------------------------------------------------


def test_a_grave_risk_asks_for_an_answer(visit, insats, bo):
    page = text(visit(bo).post(of(insats, "risker/"), RISK, follow=True))

    assert ("Få söker" in page, "Vi ringer." in page, "Behöver ett svar nu" in page) == (True, True, True)


def test_a_risk_says_what_is_wrong_and_keeps_the_rest(visit, insats, bo):
    response = visit(bo).post(of(insats, "risker/"), RISK | {"text": "", "harm": "deadly"})

    assert wrong(response) == (422, ["text", "harm"])
    assert "Vi ringer." in text(response)


def test_a_risk_is_judged_anew_upon_what_stands_now(visit, bo, risk):
    address = f"{BASE}/risker/{risk.pk}/"

    stale = visit(bo).post(address, RISK | {"likelihood": "low", "revision": 0})
    visit(bo).post(address, RISK | {"likelihood": "low", "revision": risk.revision})

    risk.refresh_from_db()
    assert (stale.status_code, risk.likelihood) == (422, Severity.LOW)


def test_a_risk_is_closed_with_what_happened(visit, insats, bo, risk):
    address = f"{BASE}/risker/{risk.pk}/avsluta/"

    silent = visit(bo).post(address, {"what_happened": ""})
    page = text(visit(bo).post(address, {"what_happened": "Trettio sökte."}, follow=True))

    assert wrong(silent) == (422, ["what_happened"])
    assert ("Trettio sökte." in page, "1 stängd risk" in page) == (True, True)


# --- who may ----------------------------------------------------------------------------------------------------


@pytest.fixture
def addresses(insats, milestone, risk, partnership, deputy) -> tuple[list[str], list[str]]:
    """The forms, and the buttons."""
    forms = [of(insats, part) for part in ("personer/", "partner/", "platser/", "milstolpar/", "risker/")]
    forms += [f"{BASE}/milstolpar/{milestone.pk}/", f"{BASE}/milstolpar/{milestone.pk}/natt/"]
    forms += [f"{BASE}/risker/{risk.pk}/", f"{BASE}/risker/{risk.pk}/avsluta/", f"{BASE}/samverkan/{partnership.pk}/"]
    buttons = [f"{BASE}/medverkande/{deputy.pk}/avsluta/", f"{BASE}/samverkan/{partnership.pk}/ta-bort/"]
    return forms, [*buttons, f"{BASE}/milstolpar/{milestone.pk}/ta-bort/"]


def test_the_plan_is_changed_by_those_who_may_edit(visit, addresses, insats, bo, cilla):
    forms, buttons = addresses

    assert [visit(bo).get(address).status_code for address in forms] == [200] * len(forms)
    assert [visit(cilla).get(address).status_code for address in forms] == [403] * len(forms)
    assert [visit(cilla).post(address).status_code for address in buttons] == [403] * len(buttons)
    assert [visit(bo).get(address).status_code for address in buttons] == [405] * len(buttons)
    page = text(visit(cilla).get(of(insats)))
    assert not [address for address in forms + buttons if address in page]


def test_the_plan_is_unknown_to_a_stranger(visit, addresses, stig):
    forms, buttons = addresses

    assert {visit(stig).get(address).status_code for address in forms} == {404}
    assert {visit(stig).post(address).status_code for address in forms + buttons} == {404}


def test_the_page_offers_every_form_to_the_responsible_person(visit, addresses, insats, bo):
    forms, buttons = addresses

    page = text(visit(bo).get(of(insats)))

    assert not [address for address in forms + buttons if address not in page]
