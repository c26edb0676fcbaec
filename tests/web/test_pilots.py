import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.pilots import LEARNED, begun, ended, looked_at, planned
from tests.delivery.walks import person, running, started
from tests.factories import PilotFactory
from tests.people import verbs
from varv.core.kinds import PilotOutcome
from varv.core.workflow import InitiativeState, PilotState
from varv.delivery.models import Initiative, Pilot

pytestmark = pytest.mark.django_db

PILOTS = "/alvmark/piloter/"


def text(response) -> str:
    return response.content.decode()


def at(pilot, way="") -> str:
    return f"{PILOTS}{pilot.pk}/{way}"


def plan(by, **changed) -> dict:
    return {
        "name": "Handledare på plats",
        "expected": "Fem av åtta provar.",
        "how": "Ett besök.",
        "owner": by.person_id,
        "starts_on": "2026-09-01",
        "check_on": "2026-11-01",
    } | changed


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo)


# --- the list ---------------------------------------------------------------------------------------------------


def test_pilots_show_what_waits_and_what_was_learned(visit, cilla, bo, insats):
    looked_at(insats, bo, name="Ska avgöras")
    planned(insats, bo, name="Planerad", check_on=insats.ends_on)
    ended(insats, bo, name="Avgjord")

    page = text(visit(cilla).get(PILOTS))

    assert "1 pilot väntar på att någon säger vad det blev av den." in page
    assert page.index("Ska avgöras") < page.index("Planerad") < page.index("Avgjord")
    assert LEARNED.learned in page
    assert "Avsluta: 1." in page


def test_pilots_teach_when_there_are_none(visit, cilla):
    page = text(visit(cilla).get(PILOTS))

    assert "Inget prövas än" in page
    assert "Inget väntar just nu." in page


def test_pilots_under_way_stand_by_themselves(visit, cilla, bo, insats):
    begun(insats, bo, starts_on=insats.starts_on, check_on=insats.ends_on.replace(year=2099))

    assert "Prövas nu" in text(visit(cilla).get(PILOTS))


def test_pilots_cost_the_same_however_many(visit, cilla, bo, insats):
    browser, costs = visit(cilla), []

    for more in (2, 0):
        PilotFactory(initiative=insats, owner=person(bo))
        with CaptureQueriesContext(connection) as queries:
            browser.get(PILOTS)
        costs.append(len(queries))
        for _number in range(more):
            PilotFactory(initiative=insats, owner=person(bo))

    assert costs[0] == costs[1]


# --- plan -------------------------------------------------------------------------------------------------------


def test_plan_pilot_from_an_insats(visit, bo, insats):
    browser = visit(bo)

    page = text(browser.get(f"/alvmark/insatser/{insats.pk}/pilot/"))
    response = browser.post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(bo))

    pilot = Pilot.objects.of(bo.region_id).get()
    assert "Vad väntar ni er att se?" in page
    assert (response.url, pilot.state, pilot.owner_id) == (at(pilot), PilotState.PLAN, bo.person_id)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"expected": ""}, "expected"),
        ({"name": "x" * 161}, "name"),
        ({"check_on": "2026-08-31"}, "check_on"),
        ({"starts_on": "1066-10-14"}, "starts_on"),
        ({"owner": ""}, "owner"),
    ],
)
def test_plan_pilot_says_what_is_wrong_and_keeps_what_was_written(visit, bo, insats, changed, field):
    response = visit(bo).post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(bo, **changed))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Ett besök." in text(response)
    assert not Pilot.objects.of(bo.region_id).exists()


def test_plan_pilot_is_forbidden_for_readers(visit, cilla, insats):
    assert visit(cilla).get(f"/alvmark/insatser/{insats.pk}/pilot/").status_code == 403


def test_plan_pilot_in_what_has_ended_says_why_not(visit, bo, insats):
    insats.change(state=InitiativeState.ENDED)

    response = visit(bo).get(f"/alvmark/insatser/{insats.pk}/pilot/", follow=True)

    assert "toast-error" in text(response)


def test_edit_pilot_changes_the_plan(visit, bo, insats):
    pilot = planned(insats, bo)
    browser = visit(bo)

    page = text(browser.get(at(pilot, "andra/")))
    browser.post(at(pilot, "andra/"), plan(bo, expected="Alla provar.", revision=1))

    pilot.refresh_from_db()
    assert "Fem av åtta företag provar." in page
    assert (pilot.expected, verbs(pilot)) == ("Alla provar.", ["planned", "edited"])


def test_edit_pilot_tells_that_somebody_else_was_here_first(visit, bo, insats):
    pilot = planned(insats, bo)
    browser = visit(bo)
    browser.post(at(pilot, "andra/"), plan(bo, expected="Alla provar.", revision=1))

    response = browser.post(at(pilot, "andra/"), plan(bo, expected="Några provar.", revision=1))

    assert response.status_code == 422
    assert [word for word in ("ändrade det här", "Alla provar.", "Några provar.") if word not in text(response)] == []
    assert 'name="revision" value="2"' in text(response)


# --- the page of one --------------------------------------------------------------------------------------------


def test_a_planned_pilot_offers_to_begin_and_to_change(visit, bo, cilla, insats):
    pilot = planned(insats, bo)

    own, read = text(visit(bo).get(at(pilot))), text(visit(cilla).get(at(pilot)))

    for way in ("borja/", "andra/", "avgor/avsluta/"):
        assert at(pilot, way) in own
        assert at(pilot, way) not in read
    assert "Ingen har sett efter än." in read
    assert "Det är inte avgjort än." in read


def test_a_pilot_under_way_takes_notes_and_can_be_looked_at(visit, bo, insats):
    pilot = begun(insats, bo)
    browser = visit(bo)

    page = text(browser.get(at(pilot)))
    browser.post(at(pilot, "anteckna/"), {"did": "Tre besök.", "check_on": "2026-12-01", "revision": pilot.revision})

    pilot.refresh_from_db()
    assert (at(pilot, "studera/") in page, at(pilot, "avgor/vax-upp/") in page) == (True, False)
    assert (pilot.did, pilot.check_on.isoformat()) == ("Tre besök.", "2026-12-01")


def test_a_note_that_cannot_be_kept_stays_on_the_page(visit, bo, insats):
    pilot = begun(insats, bo)

    response = visit(bo).post(
        at(pilot, "anteckna/"), {"did": "Tre besök.", "check_on": "2026-01-01", "revision": pilot.revision}
    )

    assert (response.status_code, list(response.context["note_form"].errors)) == (422, ["check_on"])
    assert "Tre besök." in text(response)


def test_the_day_to_check_is_asked_about_when_it_has_come(visit, bo, insats):
    due = begun(insats, bo, starts_on=insats.starts_on, check_on=insats.starts_on)
    later = begun(insats, bo, check_on=insats.ends_on.replace(year=2099))
    browser = visit(bo)

    assert "Dagen att studera är här: vad såg ni?" in text(browser.get(at(due)))
    assert "ser ni efter vad det blev" in text(browser.get(at(later)))


def test_begin_pilot_begins_it_once(visit, bo, insats):
    pilot = planned(insats, bo)
    browser = visit(bo)

    browser.post(at(pilot, "borja/"))
    again = browser.post(at(pilot, "borja/"), follow=True)

    pilot.refresh_from_db()
    assert (pilot.state, "toast-error" in text(again)) == (PilotState.DO, True)


def test_study_pilot_sets_what_was_seen_beside_what_was_expected(visit, bo, insats):
    pilot = begun(insats, bo)
    browser = visit(bo)

    page = text(browser.get(at(pilot, "studera/")))
    browser.post(at(pilot, "studera/"), {"did": "Sex besök.", "saw": "Fem provade.", "revision": pilot.revision})

    pilot.refresh_from_db()
    assert "Fem av åtta företag provar." in page
    assert (pilot.state, pilot.saw) == (PilotState.CHECK, "Fem provade.")


def test_study_pilot_without_words_is_refused_and_kept(visit, bo, insats):
    pilot = begun(insats, bo)

    response = visit(bo).post(at(pilot, "studera/"), {"did": "Sex besök.", "saw": "", "revision": pilot.revision})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["saw"])
    assert "Sex besök." in text(response)


# --- decide -----------------------------------------------------------------------------------------------------

TOLD = {"learned": "Besök räcker.", "reason": "Det fungerade."}


def test_a_pilot_that_is_looked_at_offers_three_ways(visit, bo, insats):
    page = text(visit(bo).get(at(looked_at(insats, bo))))

    assert [way for way in ("vax-upp", "andra", "avsluta") if f"avgor/{way}/" in page] == [
        "vax-upp",
        "andra",
        "avsluta",
    ]


def test_ending_keeps_what_was_learned_and_offers_a_lesson(visit, bo, insats):
    pilot = looked_at(insats, bo)
    browser = visit(bo)

    browser.post(at(pilot, "avgor/avsluta/"), TOLD)
    page = text(browser.get(at(pilot)))
    begun_lesson = browser.get("/alvmark/lardomar/ny/", {"statement": "Besök räcker.", "occasion": "Piloten"})

    pilot.refresh_from_db()
    assert (pilot.outcome, pilot.learned) == (PilotOutcome.ENDED, "Besök räcker.")
    assert "/alvmark/lardomar/ny/?statement=Bes%C3%B6k+r%C3%A4cker." in page
    assert begun_lesson.context["form"].initial == {"statement": "Besök räcker.", "occasion": "Piloten"}


def test_changing_plans_the_next_turn_and_goes_there(visit, bo, insats):
    pilot = looked_at(insats, bo)
    browser = visit(bo)

    page = text(browser.get(at(pilot, "avgor/andra/")))
    response = browser.post(at(pilot, "avgor/andra/"), TOLD | plan(bo, name="Två dagar"))

    following = Pilot.objects.of(bo.region_id).get(follows=pilot)
    assert "Vad prövar ni härnäst?" in page
    assert (response.url, following.name) == (at(following), "Två dagar")
    assert "Varv som följer på varandra" in text(browser.get(at(pilot)))


def test_scaling_up_into_an_insats_that_is_there(visit, bo, anna, insats):
    pilot, other = looked_at(insats, bo), started(anna, bo, name="Handledare i länet")

    visit(bo).post(at(pilot, "avgor/vax-upp/"), TOLD | {"initiative": other.pk})

    pilot.refresh_from_db()
    assert (pilot.outcome, pilot.became) == (PilotOutcome.SCALED_UP, other)
    assert "Handledare i länet" in text(visit(anna).get(at(pilot)))


def test_scaling_up_to_a_new_insats(visit, bo, anna, insats):
    pilot = looked_at(insats, bo)

    visit(anna).post(at(pilot, "avgor/vax-upp/"), TOLD | {"name": "Handledare överallt", "starts_on": "2027-01-01"})

    pilot.refresh_from_db()
    assert (pilot.became.name, pilot.became.state) == ("Handledare överallt", InitiativeState.PLANNED)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"initiative": ""}, ["name", "starts_on"]),
        ({"name": "Ny"}, ["starts_on"]),
        ({"initiative": "0", "name": ""}, ["initiative"]),
        ({"name": "x" * 161, "starts_on": "i går"}, ["name", "starts_on"]),
        ({"name": "Ny", "starts_on": "2027-01-01", "learned": ""}, ["learned"]),
        ({"name": "Ny", "starts_on": "2027-01-01", "ends_on": "2026-01-01"}, ["ends_on"]),
    ],
)
def test_scaling_up_says_what_is_missing_and_keeps_the_rest(visit, bo, anna, insats, changed, fields):
    pilot = looked_at(insats, bo)

    response = visit(anna).post(at(pilot, "avgor/vax-upp/"), TOLD | changed)

    pilot.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, fields)
    assert "Det fungerade." in text(response)
    assert (pilot.state, Initiative.objects.of(bo.region_id).count()) == (PilotState.CHECK, 1)


def test_a_reporter_scales_up_into_what_is_there_only(visit, bo, insats):
    pilot = looked_at(insats, bo)
    browser = visit(bo)

    page = text(browser.get(at(pilot, "avgor/vax-upp/")))
    response = browser.post(at(pilot, "avgor/vax-upp/"), TOLD | {"name": "Ny", "starts_on": "2027-01-01"})

    assert "Vad ska den nya insatsen heta?" not in page
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["initiative"])


def test_ways_that_cannot_be_taken_yet_are_explained_and_unknown_ones_do_not_exist(visit, bo, cilla, insats):
    pilot = begun(insats, bo)
    browser = visit(bo)

    assert "toast-error" in text(browser.get(at(pilot, "avgor/vax-upp/"), follow=True))
    assert browser.get(at(pilot, "avgor/skrota/")).status_code == 404
    assert visit(cilla).get(at(pilot, "avgor/avsluta/")).status_code == 403


def test_a_pilot_that_was_ended_early_says_that_nobody_looked(visit, bo, insats):
    pilot = planned(insats, bo)
    browser = visit(bo)

    browser.post(at(pilot, "avgor/avsluta/"), TOLD)

    page = text(browser.get(at(pilot)))
    assert "Den avslutades innan någon såg efter." in page
    assert "Inget är antecknat." in page


def test_pilots_of_another_region_do_not_exist(visit, stig, bo, insats):
    pilot = looked_at(insats, bo)
    browser = visit(stig)

    assert browser.get(PILOTS).status_code == 404
    assert browser.get(f"/sydland/insatser/{insats.pk}/pilot/").status_code == 404
    for way in ("", "andra/", "studera/", "avgor/avsluta/"):
        assert browser.get(f"/sydland/piloter/{pilot.pk}/{way}").status_code == 404
    for way in ("borja/", "anteckna/"):
        assert browser.post(f"/sydland/piloter/{pilot.pk}/{way}").status_code == 404


def test_a_waiting_pilot_stands_on_my_page(visit, bo, insats):
    begun(insats, bo, name="Kvällsmöte", starts_on=insats.starts_on, check_on=insats.starts_on)
    looked_at(insats, bo, name="Påminnelse")

    page = text(visit(bo).get("/alvmark/"))

    assert "Säg vad det blev av piloten ”Kvällsmöte”" in page
    assert "Avgör vad som händer med piloten ”Påminnelse”" in page
