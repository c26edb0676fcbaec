from datetime import date

import pytest

from tests.factories import ChainVersionFactory, SteeringDocumentFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    answered_recommendation,
    made_recommendation,
    noted_lesson,
    opened_turn,
    questions,
    recorded_change,
)
from tests.people import verbs
from varv.core.workflow import RecommendationState, TurnState
from varv.learning import operations
from varv.learning.models import Change, Turn

SPIRAL = "/alvmark/spiralen/"
CHANGED = {
    "what": "Validering ska ta högst tio arbetsdagar",
    "before": "Validering ska gå fort.",
    "after": "Validering ska ta högst tio arbetsdagar.",
    "decided_on": "2026-11-12",
    "case_number": "RU 2026/311",
}


def page(turn, rest=""):
    return f"{SPIRAL}{turn.pk}/{rest}"


def change_page(recommendation):
    return f"/alvmark/rekommendationer/{recommendation.pk}/andring/"


def text(response):
    return response.content.decode()


def changed(adopted, turn, **other):
    return CHANGED | {"version": f"document-{adopted.pk}", "turn": turn.pk} | other


def test_spiral_draws_the_turns_and_tells_them_newest_first(anna, disa, visit):
    first = opened_turn(anna, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    opened_turn(anna, document=first.document)
    recorded_change(anna, acted_on_recommendation(anna, disa), first)
    operations.close_turn(turn=first, by=anna, at=APRIL)

    response = visit(anna).get(SPIRAL)

    shown = text(response)
    assert [turn.number for turn in response.context["board"].turns] == [2, 1]
    assert (shown.count('<article class="turn'), shown.count('role="img"')) == (2, 2)
    assert ">Validering ska ta högst tio arbetsdagar</a>" in shown


def test_spiral_without_a_turn_teaches_and_offers_to_begin(anna, cilla, visit):
    mine, readers = visit(anna).get(SPIRAL), visit(cilla).get(SPIRAL)

    assert mine.context["figure"] is None
    assert ('class="empty"' in text(mine), f'href="{SPIRAL}nytt/"' in text(mine)) == (True, True)
    assert f"{SPIRAL}nytt/" not in text(readers)


def test_spiral_lets_a_turn_be_closed_only_when_something_changed(anna, disa, visit):
    turn, client = opened_turn(anna), visit(anna)
    made_recommendation(anna)

    before = text(client.get(SPIRAL))
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    after = text(client.get(SPIRAL))

    assert (page(turn, "stang/") in before, 'class="gap"' in before) == (False, True)
    assert (page(turn, "stang/") in after, 'class="gap"' in after) == (True, False)


def test_spiral_shows_the_document_that_is_asked_for(anna, visit):
    strategy = opened_turn(anna).document
    plan = SteeringDocumentFactory(title="Handlingsplan kompetens")
    opened_turn(anna, document=plan, starts_on=date(2026, 7, 1))
    client = visit(anna)

    assert client.get(SPIRAL).context["board"].document == "Handlingsplan kompetens"
    assert client.get(f"{SPIRAL}?dokument={strategy.pk}").context["board"].document == "Älvmark 2030"
    assert client.get(f"{SPIRAL}?dokument=x").context["board"].document == "Handlingsplan kompetens"


@pytest.mark.parametrize(
    ("told", "stage"),
    [({"did": "", "saw": ""}, "planned"), ({"did": "41", "saw": ""}, "did"), ({"did": "41", "saw": "Hopp"}, "saw")],
)
def test_spiral_draws_how_far_the_turn_has_come(told, stage, anna, visit):
    turn = opened_turn(anna)
    operations.describe_turn(turn=turn, revision=turn.revision, **told, by=anna, at=APRIL)

    figure = visit(anna).get(SPIRAL).context["figure"]

    assert figure.svg.count('class="pt"') == ["planned", "did", "saw"].index(stage) + 1


def test_spiral_asks_as_often_for_one_turn_as_for_three(anna, cilla, visit):
    document, client = opened_turn(anna).document, visit(cilla)
    client.get(SPIRAL)
    one = questions(lambda: client.get(SPIRAL))
    for year in (2027, 2028):
        opened_turn(anna, document=document, starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1))

    assert questions(lambda: client.get(SPIRAL)) == one


def test_turn_shows_each_change_with_what_it_came_from(anna, cilla, disa, visit):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    recorded_change(
        anna, accepted_lesson(anna, at=APRIL), turn, version=ChainVersionFactory(adopted_on=date(2026, 11, 1))
    )

    shown = text(visit(cilla).get(page(turn)))

    assert shown.count('<article class="changed">') == 2
    assert "Valideringen är flaskhalsen." in shown
    assert "Den som har jobb kan inte vara borta fyra månader." in shown
    assert page(turn, "stang/") not in shown


def test_turn_without_a_change_says_what_closes_it(anna, cilla, visit):
    turn = opened_turn(anna)

    assert page(turn, "beskriv/") in text(visit(anna).get(page(turn)))
    assert page(turn, "beskriv/") not in text(visit(cilla).get(page(turn)))


def test_open_turn_begins_the_next(anna, visit):
    document = opened_turn(anna).document
    client = visit(anna)

    begun = client.get(f"{SPIRAL}nytt/").context["form"].initial
    response = client.post(
        f"{SPIRAL}nytt/",
        {"document": document.pk, "planned": "Pröva sällskap.", "starts_on": "2027-07-01", "ends_on": "2028-12-31"},
    )

    turn = Turn.objects.of(anna.region_id).get(number=2)
    assert begun == {"document": document.pk, "starts_on": date(2027, 7, 1)}
    assert (response.status_code, response.url, turn.planned) == (302, page(turn), "Pröva sällskap.")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"planned": ""}, "planned"),
        ({"ends_on": "2027-07-01"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"starts_on": "2026-01-01"}, "starts_on"),
        ({"document": "0"}, "document"),
    ],
)
def test_open_turn_says_what_is_wrong(wrong, field, anna, visit):
    document = opened_turn(anna).document
    written = {"document": document.pk, "planned": "Mer.", "starts_on": "2027-07-01", "ends_on": "2028-12-31"}

    response = visit(anna).post(f"{SPIRAL}nytt/", written | wrong)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_describe_turn_tells_what_was_done_and_seen(anna, visit):
    turn = opened_turn(anna)

    response = visit(anna).post(page(turn, "beskriv/"), {"did": "41 moduler.", "saw": "Hopp.", "revision": 1})

    turn.refresh_from_db()
    assert (response.status_code, response.url, turn.did, turn.saw) == (302, page(turn), "41 moduler.", "Hopp.")


def test_describe_turn_says_who_was_before(anna, disa, visit):
    turn = opened_turn(anna)
    visit(disa).post(page(turn, "beskriv/"), {"did": "Disas.", "saw": "", "revision": 1})

    response = visit(anna).post(page(turn, "beskriv/"), {"did": "Annas.", "saw": "", "revision": 1})

    (told,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Disa" in told, "Annas." in text(response)) == (422, True, True)


def test_close_turn_when_something_was_changed(anna, disa, visit):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)

    response = visit(anna).post(page(turn, "stang/"))

    turn.refresh_from_db()
    assert (response.status_code, response.url, turn.state) == (302, page(turn), TurnState.CLOSED)
    assert visit(anna).get(page(turn)).status_code == 200
    assert visit(anna).get(page(turn, "beskriv/")).status_code == 302


def test_close_turn_without_a_change_is_refused(anna, visit):
    turn = opened_turn(anna)

    response = visit(anna).post(page(turn, "stang/"), headers={"referer": page(turn)})

    assert (response.status_code, response.url, verbs(turn)) == (302, page(turn), ["opened"])
    assert visit(anna).get(page(turn, "stang/")).status_code == 405


@pytest.mark.parametrize("rest", ["beskriv/", "stang/"])
def test_turn_is_run_by_those_who_record_changes(rest, anna, bo, visit):
    assert visit(bo).post(page(opened_turn(anna), rest)).status_code == 403
    assert visit(bo).get(f"{SPIRAL}nytt/").status_code == 403


def test_record_change_first_asks_for_the_version(anna, disa, visit):
    recommendation = acted_on_recommendation(anna, disa)
    opened_turn(anna)
    older = adopted_version(anna, adopted_on=date(2026, 4, 1))
    newer = adopted_version(anna)

    response = visit(anna).get(change_page(recommendation))

    assert [version.id for version in response.context["versions"]] == [newer.pk]
    assert f'value="document-{older.pk}"' not in text(response)


@pytest.mark.parametrize("turn", [True, False])
def test_record_change_teaches_what_is_lacking(turn, anna, disa, visit):
    recommendation = acted_on_recommendation(anna, disa)
    if turn:
        opened_turn(anna)

    response = visit(anna).get(change_page(recommendation))

    assert ('class="empty"' in text(response), response.context["turns"]) == (not turn, turn)


def test_record_change_fills_in_what_differs_and_the_open_turn(anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    first = adopted_version(anna, adopted_on=date(2025, 1, 1), content={"goals": {"1": {"name": "Snabb validering"}}})
    version = adopted_version(
        anna,
        document=first.document,
        number=first.number + 1,
        content={"goals": {"1": {"name": "Validering på tio dagar"}}},
        case_number="RU 2026/311",
    )

    form = visit(anna).get(f"{change_page(recommendation)}?version=document-{version.pk}").context["form"]

    assert form.initial == {
        "version": f"document-{version.pk}",
        "before": "Snabb validering",
        "after": "Validering på tio dagar",
        "decided_on": date(2026, 11, 12),
        "case_number": "RU 2026/311",
    }
    assert [key for key, _name in form.fields["turn"].choices] == [turn.pk]


def test_record_change_closes_the_way(anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    version = adopted_version(anna)

    response = visit(anna).post(change_page(recommendation), changed(version, turn))

    recommendation.refresh_from_db()
    change = Change.objects.of(anna.region_id).get()
    assert (response.status_code, response.url) == (302, f"/alvmark/andringar/{change.pk}/")
    assert (change.document_version, change.turn, change.after) == (version, turn, CHANGED["after"])
    assert recommendation.state is RecommendationState.CHANGED


def test_record_change_of_a_chain_because_of_a_lesson(disa, visit):
    lesson, turn = accepted_lesson(disa, at=APRIL), opened_turn(disa)
    chain = ChainVersionFactory(adopted_on=date(2026, 11, 1))

    response = visit(disa).post(
        f"/alvmark/lardomar/{lesson.pk}/andring/", changed(chain, turn, version=f"chain-{chain.pk}")
    )

    change = Change.objects.of(disa.region_id).get()
    assert (response.status_code, response.url) == (302, f"/alvmark/andringar/{change.pk}/")
    assert (change.chain_version, change.lesson) == (chain, lesson)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"after": ""}, "after"),
        ({"what": "x" * 201}, "what"),
        ({"decided_on": "2026-04-01"}, "decided_on"),
        ({"decided_on": "2199-01-01"}, "decided_on"),
        ({"turn": "0"}, "turn"),
    ],
)
def test_record_change_keeps_what_was_written_and_says_what_is_wrong(wrong, field, anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)

    response = visit(anna).post(change_page(recommendation), changed(adopted_version(anna), turn) | wrong)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Validering ska gå fort." in text(response)
    assert verbs(recommendation) == ["made", "answered", "acted_on"]


def test_record_change_of_an_older_version_says_why_not(anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    older = adopted_version(anna, adopted_on=date(2026, 4, 1))

    response = visit(anna).post(change_page(recommendation), changed(older, turn))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["version"])


@pytest.mark.parametrize("key", ["document-0", "chain-x", "goal-1", "document"])
def test_record_change_of_something_else_asks_again(key, anna, disa, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    version = adopted_version(anna)

    asked = visit(anna).get(f"{change_page(recommendation)}?version={key}")
    posted = visit(anna).post(change_page(recommendation), changed(version, turn, version=key))

    assert ("versions" in asked.context, "versions" in posted.context) == (True, True)
    assert Change.objects.of(anna.region_id).count() == 0


def test_record_change_does_not_take_another_regions_version(anna, disa, stig, visit):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    elsewhere = adopted_version(stig)

    response = visit(anna).post(change_page(recommendation), changed(elsewhere, turn))

    assert "versions" in response.context
    assert Change.objects.of(anna.region_id).count() == 0


def test_record_change_waits_for_an_action(anna, disa, visit):
    recommendation = answered_recommendation(anna, disa)

    assert visit(anna).get(change_page(recommendation)).status_code == 302
    assert visit(anna).get(f"/alvmark/lardomar/{noted_lesson(anna).pk}/andring/").status_code == 302


def test_record_change_is_refused_to_a_reporter(anna, bo, disa, visit):
    assert visit(bo).get(change_page(acted_on_recommendation(anna, disa))).status_code == 403


def test_spiral_does_not_exist_for_a_stranger(anna, stig, visit):
    turn, client = opened_turn(anna), visit(stig)
    addresses = [SPIRAL, f"{SPIRAL}nytt/", *(page(turn, rest) for rest in ("", "beskriv/", "stang/"))]

    assert {client.post(address).status_code for address in addresses} == {404}
    own = [page(turn, rest).replace("alvmark", "sydland") for rest in ("", "beskriv/", "stang/")]
    assert {client.post(address).status_code for address in own} == {404}
