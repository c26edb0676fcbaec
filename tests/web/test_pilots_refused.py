"""What the pages of pilots refuse, to whom, and in which words."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.pilots import begun, ended, looked_at, planned
from tests.delivery.walks import person, running, started
from tests.factories import PilotFactory
from tests.people import verbs
from varv.core.workflow import InitiativeState, PilotState
from varv.delivery.models import Initiative, Pilot
from varv.web.gate import today

pytestmark = pytest.mark.django_db

PILOTS = "/alvmark/piloter/"
TOLD = {"learned": "Besök räcker.", "reason": "Det fungerade."}


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


def errors(response, name="form") -> dict:
    return {field: list(told) for field, told in response.context[name].errors.items()}


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo)


# --- who --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["cilla", "disa", "frida"])
def test_who_neither_starts_insatser_nor_is_involved_reads_and_is_refused_the_rest(visit, request, bo, insats, who):
    pilot = begun(insats, bo)
    browser = visit(request.getfixturevalue(who))

    answers = {
        "read": browser.get(at(pilot)).status_code,
        "plan": browser.get(f"/alvmark/insatser/{insats.pk}/pilot/").status_code,
        "edit": browser.get(at(pilot, "andra/")).status_code,
        "begin": browser.post(at(pilot, "borja/")).status_code,
        "note": browser.post(
            at(pilot, "anteckna/"), {"did": "A", "check_on": "2026-12-01", "revision": pilot.revision}
        ).status_code,
        "study": browser.get(at(pilot, "studera/")).status_code,
        "end": browser.post(at(pilot, "avgor/avsluta/"), TOLD).status_code,
    }

    pilot.refresh_from_db()
    assert answers == {"read": 200, "plan": 403, "edit": 403, "begin": 403, "note": 403, "study": 403, "end": 403}
    assert (pilot.did, verbs(pilot)) == ("", ["planned", "begun"])


def test_an_analyst_plans_for_somebody_else(visit, egon, bo, insats):
    visit(egon).post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(bo))

    pilot = Pilot.objects.of(bo.region_id).get()
    assert (pilot.owner_id, verbs(pilot)) == (bo.person_id, ["planned"])


def test_a_reader_sees_no_way_to_change_a_pilot_in_any_state(visit, cilla, bo, insats):
    browser = visit(cilla)

    for walk in (planned, begun, looked_at, ended):
        context = browser.get(at(walk(insats, bo))).context
        assert set(context["may"].values()) == {False}
        assert (context["ways"], context["note_form"]) == ([], None)


@pytest.mark.parametrize(
    ("walk", "may", "ways"),
    [
        (planned, ["begin", "edit"], ["avsluta"]),
        (begun, ["study"], ["avsluta"]),
        (looked_at, [], ["vax-upp", "andra", "avsluta"]),
        (ended, ["learn"], []),
    ],
)
def test_the_page_offers_what_can_be_done_in_each_state_and_nothing_else(visit, bo, insats, walk, may, ways):
    context = visit(bo).get(at(walk(insats, bo))).context

    assert sorted(name for name, holds in context["may"].items() if holds) == may
    assert [way for way, *_told in context["ways"]] == ways
    assert (context["note_form"] is not None) is (walk is begun)


def test_a_pilot_of_an_insats_that_has_ended_cannot_be_tried_again(visit, bo, insats):
    pilot = looked_at(insats, bo)
    insats.change(state=InitiativeState.ENDED)
    browser = visit(bo)

    ways = [way for way, *_told in browser.get(at(pilot)).context["ways"]]
    page = text(browser.get(at(pilot, "avgor/andra/"), follow=True))

    assert ways == ["vax-upp", "avsluta"]
    assert "Insatsen är avslutad, så inget mer kan prövas i den." in page


@pytest.mark.parametrize("way", ["borja/", "anteckna/"])
def test_what_changes_a_pilot_at_once_is_never_done_by_following_a_link(visit, bo, insats, way):
    pilot = planned(insats, bo)

    assert visit(bo).get(at(pilot, way)).status_code == 405
    pilot.refresh_from_db()
    assert pilot.state is PilotState.PLAN


def test_a_pilot_that_does_not_exist_is_not_found(visit, bo, insats):
    browser = visit(bo)

    for way in ("", "andra/", "studera/", "avgor/avsluta/"):
        assert browser.get(f"{PILOTS}999999/{way}").status_code == 404
    assert browser.get("/alvmark/insatser/999999/pilot/").status_code == 404


def test_a_stranger_decides_nothing_by_post(visit, stig, bo, insats):
    pilot = looked_at(insats, bo)
    browser = visit(stig)

    for way in ("vax-upp", "andra", "avsluta"):
        assert browser.post(f"/sydland/piloter/{pilot.pk}/avgor/{way}/", TOLD).status_code == 404
        assert browser.post(at(pilot, f"avgor/{way}/"), TOLD).status_code == 404
    pilot.refresh_from_db()
    assert pilot.state is PilotState.CHECK


# --- forms ------------------------------------------------------------------------------------------------------


def test_a_new_plan_begins_today_with_oneself(visit, bo, insats):
    form = visit(bo).get(f"/alvmark/insatser/{insats.pk}/pilot/").context["form"]

    assert form.initial == {"owner": bo.person_id, "starts_on": today()}
    assert form["check_on"].value() is None


def test_a_plan_offers_the_people_of_the_region_by_name(visit, anna, bo, stig, insats):
    form = visit(bo).get(f"/alvmark/insatser/{insats.pk}/pilot/").context["form"]

    assert [user.name for user in form.fields["owner"].queryset] == ["Anna", "Bo"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"check_on": "2026-08-31"}, {"check_on": "Dagen att studera ligger före första dagen, "}),
        ({"starts_on": "1989-12-31"}, {"starts_on": "Välj en dag mellan 1990 och 2100."}),
        ({"check_on": "2101-01-01"}, {"check_on": "Välj en dag mellan 1990 och 2100."}),
        ({"check_on": "1/11 2026"}, {"check_on": "Skriv dagen som år-månad-dag, till exempel 2027-01-29."}),
        ({"how": "x" * 5001}, {"how": "Texten är 5001 tecken lång och 5000 får plats."}),
        ({"expected": "x" * 5001}, {"expected": "Texten är 5001 tecken lång och 5000 får plats."}),
        ({"name": "x" * 161}, {"name": "Texten är 161 tecken lång och 160 får plats."}),
    ],
)
def test_a_plan_that_cannot_be_kept_is_explained_in_a_sentence(visit, bo, insats, changed, told):
    response = visit(bo).post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(bo, **changed))

    found = errors(response)
    assert (response.status_code, list(found)) == (422, list(told))
    assert all(found[field][0].startswith(words) for field, words in told.items())
    assert not Pilot.objects.of(bo.region_id).exists()


@pytest.mark.parametrize("day", ["1990-01-01", "2100-12-31"])
def test_a_plan_may_lie_on_the_first_and_the_last_day_that_can_be_planned_for(visit, bo, insats, day):
    visit(bo).post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(bo, starts_on=day, check_on=day))

    pilot = Pilot.objects.of(bo.region_id).get()
    assert (pilot.starts_on, pilot.check_on) == (date.fromisoformat(day), date.fromisoformat(day))


def test_a_plan_for_somebody_who_only_reads_is_explained(visit, bo, cilla, insats):
    response = visit(bo).post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(cilla))

    assert response.status_code == 422
    assert errors(response)["owner"][0].startswith("Cilla har en roll som inte kan rapportera.")


def test_a_plan_for_somebody_of_another_region_is_not_a_choice(visit, bo, stig, insats):
    response = visit(bo).post(f"/alvmark/insatser/{insats.pk}/pilot/", plan(stig))

    assert (response.status_code, list(errors(response))) == (422, ["owner"])
    assert "Stig" not in text(response)


def test_the_plan_of_what_has_begun_stands(visit, bo, insats):
    pilot = begun(insats, bo)

    response = visit(bo).post(at(pilot, "andra/"), plan(bo, expected="Alla.", revision=pilot.revision), follow=True)

    pilot.refresh_from_db()
    assert pilot.expected == "Fem av åtta företag provar."
    assert "Piloten har börjat, och det ni väntade er står kvar" in text(response)


def test_a_plan_without_its_revision_is_not_kept(visit, bo, insats):
    pilot = planned(insats, bo)

    response = visit(bo).post(at(pilot, "andra/"), plan(bo, expected="Alla."))

    pilot.refresh_from_db()
    assert (response.status_code, list(errors(response))) == (422, ["revision"])
    assert (pilot.expected, pilot.revision) == ("Fem av åtta företag provar.", 1)


def test_a_note_upon_what_somebody_else_noted_is_not_kept(visit, anna, bo, insats):
    pilot = begun(insats, bo)
    sent = {"check_on": "2026-12-01", "revision": pilot.revision}
    visit(anna).post(at(pilot, "anteckna/"), sent | {"did": "Annas ord."})

    response = visit(bo).post(at(pilot, "anteckna/"), sent | {"did": "Bos ord."})

    pilot.refresh_from_db()
    assert (response.status_code, response.context["is_stale"]) == (422, True)
    assert "Anna ändrade det här" in text(response)
    assert "Bos ord." in text(response)
    assert (pilot.did, verbs(pilot)) == ("Annas ord.", ["planned", "begun", "noted"])


def test_a_note_may_be_emptied_again(visit, bo, insats):
    pilot = begun(insats, bo)
    browser = visit(bo)
    browser.post(at(pilot, "anteckna/"), {"did": "Fel pilot.", "check_on": "2026-12-01", "revision": 2})

    response = browser.post(at(pilot, "anteckna/"), {"did": "", "check_on": "2026-12-01", "revision": 3}, follow=True)

    pilot.refresh_from_db()
    assert ("Det är antecknat." in text(response), pilot.did) == (True, "")


def test_what_was_noted_is_where_the_study_begins(visit, bo, insats):
    pilot = begun(insats, bo)
    browser = visit(bo)
    browser.post(at(pilot, "anteckna/"), {"did": "Tre besök.", "check_on": "2026-12-01", "revision": 2})

    form = browser.get(at(pilot, "studera/")).context["form"]

    assert form.initial == {"did": "Tre besök.", "revision": 3}


def test_a_study_upon_what_somebody_else_wrote_is_not_kept(visit, anna, bo, insats):
    pilot = begun(insats, bo)
    visit(anna).post(at(pilot, "anteckna/"), {"did": "Annas ord.", "check_on": "2026-12-01", "revision": 2})

    response = visit(bo).post(at(pilot, "studera/"), {"did": "Bos ord.", "saw": "Fem provade.", "revision": 2})

    pilot.refresh_from_db()
    assert (response.status_code, response.context["is_stale"], pilot.state) == (422, True, PilotState.DO)
    assert "Fem provade." in text(response)
    assert 'name="revision" value="3"' in text(response)


def test_the_next_turn_begins_with_the_plan_of_the_last(visit, bo, insats):
    pilot = looked_at(insats, bo)

    form = visit(bo).get(at(pilot, "avgor/andra/")).context["form"]

    assert list(form.fields) == ["learned", "reason", "name", "owner", "expected", "how", "starts_on", "check_on"]
    assert (form.initial["expected"], form.initial["how"]) == (pilot.expected, pilot.how)
    assert (form.initial["starts_on"], "check_on" in form.initial) == (today(), False)


def test_a_next_turn_that_cannot_be_planned_decides_nothing(visit, bo, insats):
    pilot = looked_at(insats, bo)

    response = visit(bo).post(at(pilot, "avgor/andra/"), TOLD | plan(bo, check_on="2026-08-31"))

    pilot.refresh_from_db()
    assert (response.status_code, list(errors(response))) == (422, ["check_on"])
    assert (pilot.state, Pilot.objects.of(bo.region_id).count()) == (PilotState.CHECK, 1)


def test_scaling_up_offers_what_has_not_ended_in_ones_own_region(visit, anna, bo, insats):
    pilot = looked_at(insats, bo)
    started(anna, bo, name="Planerad")
    started(anna, bo, name="Avslutad").change(state=InitiativeState.ENDED)

    form = visit(anna).get(at(pilot, "avgor/vax-upp/")).context["form"]

    assert [one.name for one in form.fields["initiative"].queryset] == ["Planerad", "Yrkesväxling i moduler"]
    assert (form.initial["name"], form.initial["starts_on"]) == (pilot.name, today())


def test_scaling_up_to_a_name_that_is_taken_is_explained(visit, anna, bo, insats):
    pilot = looked_at(insats, bo)

    response = visit(anna).post(
        at(pilot, "avgor/vax-upp/"), TOLD | {"name": "Yrkesväxling i moduler", "starts_on": "2027-01-01"}
    )

    pilot.refresh_from_db()
    assert (response.status_code, list(errors(response))) == (422, ["name"])
    assert (pilot.state, Initiative.objects.of(bo.region_id).count()) == (PilotState.CHECK, 1)


def test_scaling_up_without_a_choice_says_both_ways(visit, anna, bo, insats):
    response = visit(anna).post(at(looked_at(insats, bo), "avgor/vax-upp/"), TOLD)

    assert errors(response) == {
        "name": ["Välj en insats ovan, eller skriv vad den nya ska heta."],
        "starts_on": ["Välj en insats ovan, eller första dagen för den nya."],
    }


def test_what_is_decided_is_not_decided_again(visit, bo, insats):
    pilot = ended(insats, bo)

    page = text(visit(bo).post(at(pilot, "avgor/avsluta/"), TOLD, follow=True))

    pilot.refresh_from_db()
    assert "och kan inte bli" in page
    assert (pilot.learned, verbs(pilot).count("decided")) == ("Den som får hjälp på plats provar.", 1)


def test_words_of_a_pilot_are_never_taken_for_markup(visit, cilla, bo, insats):
    pilot = looked_at(insats, bo, name="<script>alert(1)</script>", expected="<img src=x>")
    browser = visit(cilla)

    for address in (PILOTS, at(pilot)):
        page = text(browser.get(address))
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_of_a_pilot_costs_the_same_however_many_there_are(visit, bo, insats):
    pilot, browser, costs = looked_at(insats, bo), visit(bo), []

    for more in (5, 0):
        with CaptureQueriesContext(connection) as queries:
            browser.get(at(pilot))
        costs.append(len(queries))
        for number in range(more):
            PilotFactory(initiative=insats, owner=person(bo), check_on=today() + timedelta(days=number))

    assert costs[0] == costs[1]
