"""Who may open which page of LEARN: every page, every role, told once."""

import pytest

from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    answered_recommendation,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    recorded_change,
)
from varv.learning import operations

ALL = {"anna", "bo", "cilla", "disa", "egon", "frida"}
WRITERS = {"anna", "bo", "disa", "egon"}
RECOMMENDERS = {"anna", "egon"}
LEADERS = {"anna", "disa"}

# The page, and who may open it. Everyone else is told that they may not.
RIGHTS = [
    ("rekommendationer/", ALL),
    ("rekommendationer/?vy=tabell", ALL),
    ("rekommendationer/{awaiting}/", ALL),
    ("rekommendationer/{awaiting}/svara/", {"disa"}),
    ("rekommendationer/{answered}/atgarder/ny/", WRITERS),
    ("rekommendationer/{acting}/andring/", LEADERS),
    ("rekommendationer/{answered}/avskriv/", {"disa"}),
    ("andringar/{change}/", ALL),
    ("andringar/{change}/verkan/", LEADERS),
    ("atgarder/{action}/klar/", LEADERS),
    ("atgarder/{action}/avsta/", LEADERS),
    ("lardomar/", ALL),
    ("lardomar/ny/", WRITERS),
    ("lardomar/ny/rapport/{report}/", WRITERS),
    ("lardomar/ny/iakttagelse/{finding}/", WRITERS),
    ("lardomar/{accepted}/", ALL),
    ("lardomar/{offered}/godta/", LEADERS),
    ("lardomar/{accepted}/avfor/", LEADERS),
    ("lardomar/{accepted}/rekommendera/", RECOMMENDERS),
    ("lardomar/{accepted}/andring/", LEADERS),
    ("utvarderingar/", ALL),
    ("utvarderingar/ny/", RECOMMENDERS),
    ("utvarderingar/{evaluation}/", ALL),
    ("utvarderingar/{evaluation}/andra/", RECOMMENDERS),
    ("utvarderingar/{evaluation}/iakttagelser/ny/", RECOMMENDERS),
    ("iakttagelser/{finding}/andra/", RECOMMENDERS),
    ("iakttagelser/{finding}/rekommendera/", RECOMMENDERS),
    ("spiralen/", ALL),
    ("spiralen/nytt/", LEADERS),
    ("spiralen/{turn}/", ALL),
    ("spiralen/{turn}/beskriv/", LEADERS),
]


@pytest.fixture
def staff(request):
    return {name: request.getfixturevalue(name) for name in sorted(ALL)}


@pytest.fixture
def things(staff):
    """One of each, by its place in the addresses."""
    anna, disa, bo = staff["anna"], staff["disa"], staff["bo"]
    finding, turn = noted_finding(anna), opened_turn(anna)
    acting, offered = acted_on_recommendation(anna, disa), noted_lesson(bo)
    operations.offer_lesson(lesson=offered, by=bo, at=APRIL)
    change = recorded_change(anna, accepted_lesson(anna, at=APRIL), turn)
    return {
        "change": change.pk,
        "awaiting": made_recommendation(anna, finding).pk,
        "answered": answered_recommendation(anna, disa).pk,
        "acting": acting.pk,
        "action": acting.actions.get().pk,
        "accepted": accepted_lesson(anna).pk,
        "offered": offered.pk,
        "report": handed_in_report(bo).pk,
        "finding": finding.pk,
        "evaluation": finding.evaluation_id,
        "turn": turn.pk,
    }


@pytest.mark.parametrize(("address", "allowed"), RIGHTS, ids=[address for address, _who in RIGHTS])
def test_page_opens_for_those_who_may(address, allowed, staff, things, visit):
    path = "/alvmark/" + address.format(**things)

    statuses = {name: visit(person).get(path).status_code for name, person in staff.items()}

    # A draft that is offered does not exist for those who may not accept it.
    refused = 404 if "{offered}" in address else 403
    expected = {name: 200 if name in allowed else refused for name in staff}
    if "{offered}" in address:
        expected["bo"] = 403  # the author reads it, and may not accept it
    assert statuses == expected


@pytest.mark.parametrize(
    "address", ["lardomar/{offered}/foresla/", "spiralen/{turn}/stang/", "atgarder/{action}/borja/"]
)
def test_deed_without_a_page_is_done_by_a_post_only(address, staff, things, visit):
    path = "/alvmark/" + address.format(**things)

    assert visit(staff["anna"]).get(path).status_code == 405


@pytest.mark.parametrize("address", [address for address, _who in RIGHTS])
def test_page_asks_a_visitor_to_log_in_first(address, things, client):
    response = client.get("/alvmark/" + address.format(**things))

    assert (response.status_code, response.url.startswith("/konto/logga-in/")) == (302, True)
