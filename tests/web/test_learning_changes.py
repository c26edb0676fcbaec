"""The pages of a change, its verification and its effect; of follow-ups, and of what was dropped."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.factories import MONDAY, UnitFactory
from tests.learning.walks import (
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    answered_recommendation,
    made_recommendation,
    noted_finding,
    opened_turn,
    person,
    planned_action,
    recorded_change,
)
from tests.people import verbs
from varv.core.judgement import Helped
from varv.core.kinds import ChangeKind
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations
from varv.learning.models import Change, ChangeEffect, FollowUp, Recommendation

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 7, 9, 0, tzinfo=timezone.get_default_timezone())


def text(response):
    return response.content.decode()


@pytest.fixture
def change(anna, disa):
    return recorded_change(anna, acted_on_recommendation(anna, disa), opened_turn(anna))


@pytest.fixture
def later(anna, change):
    return opened_turn(anna, document=change.turn.document, starts_on=date(2027, 7, 1), ends_on=date(2028, 12, 31))


@pytest.fixture
def due(anna, bo, disa):
    """A follow-up that Bo should have told of."""
    recommendation = answered_recommendation(anna, disa, owner=person(bo))
    follow_up = recommendation.follow_ups.get(number=1)
    FollowUp.objects.of(anna.region_id).filter(pk=follow_up.pk).update(due_on=date(2026, 1, 1))
    return follow_up


def address(change, rest=""):
    return f"/alvmark/andringar/{change.pk}/{rest}"


def test_change_shows_before_and_after_and_because_of_what(change, cilla, visit):
    response = visit(cilla).get(address(change))

    shown = text(response)
    assert response.status_code == 200
    assert "Validering ska gå fort." in shown
    assert '<span class="hl">Validering ska ta högst tio arbetsdagar.</span>' in shown
    assert f"/alvmark/rekommendationer/{change.recommendation_id}/" in shown
    assert "Valideringen är flaskhalsen." in shown
    assert address(change, "bekrafta/") not in shown


def test_change_of_a_lesson_leads_back_to_the_lesson(anna, cilla, visit):
    lesson = accepted_lesson(anna, at=datetime(2026, 4, 28, 9, tzinfo=timezone.get_default_timezone()))
    change = recorded_change(anna, lesson, opened_turn(anna))

    shown = text(visit(cilla).get(address(change)))

    assert f"/alvmark/lardomar/{lesson.pk}/" in shown


def test_change_offers_verification_to_someone_else_than_the_recorder(change, anna, disa, visit):
    assert address(change, "bekrafta/") in text(visit(disa).get(address(change)))
    assert address(change, "bekrafta/") not in text(visit(anna).get(address(change)))


def test_verify_change_by_the_page(change, disa, visit):
    response = visit(disa).post(address(change, "bekrafta/"), {"how": "Jag läste planen."})

    change.refresh_from_db()
    assert (response.status_code, response.url) == (302, address(change))
    assert (change.verified_how, change.verified_by) == ("Jag läste planen.", person(disa))
    assert change.recommendation.state is RecommendationState.VERIFIED
    assert "Jag läste planen." in text(visit(disa).get(address(change)))


@pytest.mark.parametrize("how", ["", "  ", "x" * 10_001])
def test_verify_change_says_what_is_wrong(how, change, disa, visit):
    response = visit(disa).post(address(change, "bekrafta/"), {"how": how})

    change.refresh_from_db()
    assert (response.status_code, change.verified_by) == (422, None)
    assert "how" in response.context["form"].errors


def test_verify_change_by_its_recorder_leads_back(change, anna, visit):
    response = visit(anna).post(address(change, "bekrafta/"), {"how": "Själv."})

    change.refresh_from_db()
    assert (response.status_code, change.verified_by) == (302, None)


def test_note_effect_by_the_page(change, later, disa, visit):
    told = {"turn": later.pk, "helped": "partly", "because": "Fyra kommuner håller gränsen."}

    response = visit(disa).post(address(change, "verkan/"), told)

    effect = ChangeEffect.objects.of(disa.region_id).get()
    assert (response.status_code, response.url) == (302, address(change))
    assert (effect.turn, effect.helped, effect.because) == (later, Helped.PARTLY, "Fyra kommuner håller gränsen.")
    assert "Fyra kommuner håller gränsen." in text(visit(disa).get(f"/alvmark/spiralen/{later.pk}/"))
    assert "Fyra kommuner håller gränsen." in text(
        visit(disa).get(f"/alvmark/rekommendationer/{change.recommendation_id}/")
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"because": " "}, "because"), ({"helped": "kanske"}, "helped"), ({"turn": "0"}, "turn")],
)
def test_note_effect_keeps_what_was_written_and_says_what_is_wrong(wrong, field, change, later, disa, visit):
    told = {"turn": later.pk, "helped": "not", "because": "Kvar att se."}

    response = visit(disa).post(address(change, "verkan/"), told | wrong)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert field == "because" or "Kvar att se." in text(response)
    assert not ChangeEffect.objects.of(disa.region_id).exists()


def test_note_effect_without_a_later_turn_teaches_when(change, disa, visit):
    assert 'name="because"' not in text(visit(disa).get(address(change, "verkan/")))
    assert address(change, "verkan/") not in text(visit(disa).get(address(change)))


def test_turn_asks_whether_what_was_changed_before_helped(change, later, anna, cilla, visit):
    way = f"{address(change, 'verkan/')}?varv={later.pk}"

    assert way in text(visit(anna).get(f"/alvmark/spiralen/{later.pk}/"))
    assert way not in text(visit(cilla).get(f"/alvmark/spiralen/{later.pk}/"))
    assert address(change) in text(visit(cilla).get(f"/alvmark/spiralen/{later.pk}/"))
    assert f'value="{later.pk}" selected' in text(visit(anna).get(way))


@pytest.mark.parametrize("rest", ["", "bekrafta/", "verkan/"])
def test_changes_do_not_exist_for_a_stranger(rest, change, stig, visit):
    assert visit(stig).get(address(change, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["bekrafta/", "verkan/"])
def test_changes_are_seen_to_by_those_who_record_them(rest, change, bo, egon, visit):
    assert [visit(who).get(address(change, rest)).status_code for who in (bo, egon)] == [403, 403]


@pytest.mark.parametrize("kind", ["way_of_working", "learning_plan"])
def test_record_change_in_words_asks_for_before_and_after(kind, anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    path = f"/alvmark/rekommendationer/{recommendation.pk}/andring/"
    told = {"version": kind, "what": "Vi ringer", "after": "Samtal.", "decided_on": "2026-05-30", "turn": turn.pk}

    asked = visit(anna).get(path)
    begun = visit(anna).get(f"{path}?version={kind}")
    refused = visit(anna).post(path, told)
    done = visit(anna).post(path, told | {"before": "Enkät."})

    change = Change.objects.of(anna.region_id).get()
    assert f'value="{kind}"' in text(asked)
    assert (begun.status_code, 'name="goal"' in text(begun)) == (200, False)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["before"])
    assert (done.url, change.kind, change.before) == (address(change), ChangeKind(kind), "Enkät.")


def test_record_change_of_a_goal_offers_the_goals_of_the_document(anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    version = adopted_version(anna, adopted_on=date(2026, 5, 30))
    path = f"/alvmark/rekommendationer/{recommendation.pk}/andring/?version=document-{version.pk}"

    form = visit(anna).get(path).context["form"]

    assert "goal" in form.fields
    assert list(form.fields["turn"].queryset) == [turn]


def test_tell_follow_up_by_the_page(due, bo, visit):
    path = f"/alvmark/uppfoljningar/{due.pk}/beratta/"

    asked = visit(bo).get(path)
    response = visit(bo).post(path, {"told": "Sju av åtta kommuner."})

    due.refresh_from_db()
    assert (asked.status_code, response.status_code) == (200, 302)
    assert (due.told, due.author, verbs(due)) == ("Sju av åtta kommuner.", person(bo), ["planned", "followed_up"])
    assert "Sju av åtta kommuner." in text(visit(bo).get(response.url))


def test_tell_follow_up_without_words_says_so(due, bo, visit):
    response = visit(bo).post(f"/alvmark/uppfoljningar/{due.pk}/beratta/", {"told": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["told"])


def test_tell_follow_up_is_refused_to_others_and_hidden_from_strangers(due, egon, cilla, stig, visit):
    path = f"/alvmark/uppfoljningar/{due.pk}/beratta/"

    assert [visit(who).get(path).status_code for who in (egon, cilla, stig)] == [403, 403, 404]


def test_a_due_follow_up_stands_on_the_start_page_of_the_one_who_tells(due, bo, anna, visit):
    path = f"/alvmark/uppfoljningar/{due.pk}/beratta/"

    assert path in text(visit(bo).get("/alvmark/"))
    assert path not in text(visit(anna).get("/alvmark/"))


def test_a_change_waits_on_the_start_page_of_those_who_can_verify_it(change, anna, disa, bo, visit):
    found = [address(change) in text(visit(who).get("/alvmark/")) for who in (disa, anna, bo)]

    assert found[:2] == [True, False]
    assert found[2] is False


def test_a_late_answer_stands_on_the_start_page_of_the_one_who_sees_to_it(anna, bo, visit):
    recommendation = made_recommendation(anna, owner=person(bo), at=LONG_AGO, because_of=noted_finding(anna))
    Recommendation.objects.of(anna.region_id).update(due_on=date(2020, 2, 1))
    path = f"/alvmark/rekommendationer/{recommendation.pk}/"

    assert path in text(visit(bo).get("/alvmark/"))
    assert path not in text(visit(anna).get("/alvmark/"))


def test_drop_recommendation_by_the_page(anna, disa, visit):
    recommendation = acted_on_recommendation(anna, disa)
    path = f"/alvmark/rekommendationer/{recommendation.pk}/"

    offered = text(visit(disa).get(path))
    response = visit(disa).post(f"{path}avskriv/", {"reason": "Lagen ändrades."})

    recommendation.refresh_from_db()
    assert f"{path}avskriv/" in offered
    assert (response.status_code, response.url) == (302, path)
    assert (recommendation.state, recommendation.actions.get().state) == (
        RecommendationState.DROPPED,
        ActionState.DROPPED,
    )
    shown = text(visit(anna).get(path))
    assert ("Lagen ändrades." in shown, f"{path}avskriv/" in shown) == (True, False)


@pytest.mark.parametrize("reason", ["", "   "])
def test_drop_recommendation_without_a_reason_says_so(reason, anna, disa, visit):
    recommendation = acted_on_recommendation(anna, disa)

    response = visit(disa).post(f"/alvmark/rekommendationer/{recommendation.pk}/avskriv/", {"reason": reason})

    recommendation.refresh_from_db()
    assert (response.status_code, recommendation.state) == (422, RecommendationState.ACTING)


def test_board_keeps_the_filters_of_its_address(anna, disa, visit):
    unit = UnitFactory(region_id=anna.region_id, name="Kompetensenheten")
    made_recommendation(anna, forum="Nämnden", unit=unit)
    late = answered_recommendation(anna, disa)
    planned_action(anna, late, due_on=date(2026, 6, 1))
    query = f"?forum=N%C3%A4mnden&enhet={unit.pk}&ansvarig={anna.person_id}&lage=awaiting&q=gr%C3%A4ns"

    response = visit(anna).get(f"/alvmark/rekommendationer/{query}")

    shown = text(response)
    assert [one.forum for one in response.context["board"].in_order] == ["Nämnden"]
    assert "<option selected>Nämnden</option>" in shown
    assert f'value="{unit.pk}" selected' in shown
    assert ('value="awaiting" selected' in shown, 'value="gräns"' in shown) == (True, True)
    assert response.context["featured"] is None


@pytest.mark.parametrize("query", ["?q=finnsinte", "?lage=verified", "?enhet=x&forum=Nej", "?mina=1&q=finnsinte"])
def test_board_without_a_hit_says_so_and_offers_all(query, anna, visit):
    made_recommendation(anna)

    shown = text(visit(anna).get(f"/alvmark/rekommendationer/{query}"))

    assert 'class="empty"' in shown
    assert 'href="/alvmark/rekommendationer/"' in shown


def test_board_ignores_what_cannot_be_read(anna, visit):
    made_recommendation(anna)

    response = visit(anna).get("/alvmark/rekommendationer/?lage=okänt&enhet=abc&ansvarig=-")

    assert (response.status_code, response.context["board"].total) == (200, 1)


def test_recommend_offers_the_forums_used_before_and_keeps_the_unit(anna, egon, visit):
    unit = UnitFactory(region_id=anna.region_id, name="Kompetensenheten")
    made_recommendation(anna, forum="Nämnden")
    finding = noted_finding(anna)
    path = f"/alvmark/iakttagelser/{finding.pk}/rekommendera/"
    told = {"text": "Mät", "owner": anna.person_id, "forum": "Nämnden", "unit": unit.pk, "due_on": "2099-01-29"}

    asked = text(visit(egon).get(path))
    visit(egon).post(path, told)

    assert '<option value="Nämnden"></option>' in asked
    assert Recommendation.objects.of(anna.region_id).order_by("-number")[0].unit == unit


def test_the_pages_say_why_nothing_is_deleted(change, later, anna, cilla, visit):
    operations.note_effect(
        change=change, turn=later, helped=Helped.HELPED, because="Halverad väntetid.", by=anna, at=MONDAY
    )

    hung = visit(cilla).get(address(change)).context["hanging"]
    shown = text(visit(cilla).get(f"/alvmark/rekommendationer/{change.recommendation_id}/"))

    assert [one.text for one in hung] == ["Halverad väntetid."]
    assert "<details" in shown
