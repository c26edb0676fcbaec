import pytest

from tests.factories import MONDAY, MembershipFactory, UnitFactory
from tests.people import verbs
from varv.core.roles import Role
from varv.regions import trail
from varv.regions.models import Membership, TrailEntry, Unit, User

NEW_PERSON = {
    "name": "Gunnel Ek",
    "username": "gunnel",
    "password": "ett-ganska-langt-losenord",
    "role": "reporter",
    "title": "Insatsansvarig",
    "unit": "",
}


def own(actor):
    return Membership.objects.of(actor.region_id).get(user_id=actor.person_id)


def test_people_lists_everyone_who_works_here_by_name(anna, bo, visit):
    response = visit(anna).get("/alvmark/personer/")

    assert [found.user.username for found in response.context["memberships"]] == ["anna", "bo"]


def test_people_leaves_out_who_has_left(alvmark, anna, visit):
    MembershipFactory(region=alvmark, ended_at=MONDAY)

    response = visit(anna).get("/alvmark/personer/")

    assert list(response.context["memberships"]) == [own(anna)]


def test_people_shows_the_invitation_only_to_those_who_may_invite(anna, frida, visit):
    invitation = "/alvmark/personer/bjud-in/"

    assert invitation in visit(frida).get("/alvmark/personer/").content.decode()
    assert invitation not in visit(anna).get("/alvmark/personer/").content.decode()


@pytest.mark.parametrize("extra", [0, 2])
def test_people_asks_the_database_equally_often_for_one_and_for_three(
    extra, alvmark, frida, visit, django_assert_max_num_queries
):
    for _ in range(extra):
        MembershipFactory(region=alvmark, unit=UnitFactory(region=alvmark))
    client = visit(frida)

    with django_assert_max_num_queries(11):
        client.get("/alvmark/personer/")


def test_invite_makes_a_person_who_can_log_in(frida, visit, client):
    response = visit(frida).post("/alvmark/personer/bjud-in/", NEW_PERSON)

    assert (response.status_code, response.url) == (302, "/alvmark/personer/")
    assert client.login(username="gunnel", password=NEW_PERSON["password"])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"username": "gunnel ek"}, "username"),
        ({"password": "kort"}, "password"),
        ({"password": "123456789012"}, "password"),
        ({"role": "king"}, "role"),
        ({"role": "project_owner"}, "role"),
        ({"title": "x" * 81}, "title"),
        ({"unit": "999"}, "unit"),
    ],
)
def test_invite_keeps_what_was_written_and_says_what_is_wrong(changed, field, frida, visit):
    response = visit(frida).post("/alvmark/personer/bjud-in/", NEW_PERSON | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    kept = {name: value for name, value in (NEW_PERSON | changed).items() if name != "password" and value}
    assert all(
        f'value="{value}"' in response.content.decode() for name, value in kept.items() if name in {"username", "title"}
    )


def test_invite_refuses_a_login_name_that_is_taken_at_its_field(frida, bo, visit):
    response = visit(frida).post("/alvmark/personer/bjud-in/", NEW_PERSON | {"username": "bo"})

    assert response.context["form"].errors == {"username": ["Någon loggar redan in med namnet ”bo”. Välj ett annat."]}


def test_invite_does_not_offer_another_regions_unit(frida, sydland, visit):
    unit = UnitFactory(region=sydland)

    response = visit(frida).post("/alvmark/personer/bjud-in/", NEW_PERSON | {"unit": unit.pk})

    assert list(response.context["form"].errors) == ["unit"]
    assert not User.objects.filter(username="gunnel").exists()


@pytest.mark.parametrize("path", ["bjud-in/", "{id}/", "{id}/avsluta/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_managing_people_is_for_administrators(path, method, anna, visit):
    page = f"/alvmark/personer/{path.format(id=own(anna).pk)}"

    response = getattr(visit(anna), method)(page)

    assert response.status_code == (405 if (method, path) == ("get", "{id}/avsluta/") else 403)


@pytest.mark.parametrize("path", ["", "bjud-in/", "{id}/", "{id}/avsluta/"])
def test_people_does_not_exist_for_a_stranger(path, anna, stig, visit):
    page = f"/alvmark/personer/{path.format(id=own(anna).pk)}"

    assert visit(stig).post(page).status_code == 404


def test_another_regions_person_does_not_exist(frida, stig, visit):
    assert visit(frida).get(f"/alvmark/personer/{own(stig).pk}/").status_code == 404


def test_person_gets_another_role(frida, bo, visit):
    response = visit(frida).post(
        f"/alvmark/personer/{own(bo).pk}/", {"role": "analyst", "title": "Analytiker", "revision": 1}
    )

    assert (response.status_code, own(bo).role, own(bo).title) == (302, Role.ANALYST, "Analytiker")


def test_person_says_who_changed_it_meanwhile_and_keeps_what_was_written(frida, bo, visit):
    client, page = visit(frida), f"/alvmark/personer/{own(bo).pk}/"
    client.post(page, {"role": "analyst", "title": "", "revision": 1})

    response = client.post(page, {"role": "manager", "title": "Enhetschef", "revision": 1})

    assert (response.status_code, own(bo).role) == (422, Role.ANALYST)
    assert "Frida" in response.context["form"].non_field_errors()[0]
    assert 'value="Enhetschef"' in response.content.decode()


def test_person_explains_why_the_last_administrator_cannot_leave(frida, visit):
    response = visit(frida).get(f"/alvmark/personer/{own(frida).pk}/")

    assert response.context["may_leave"] is False


def test_deactivate_ends_a_persons_work(frida, bo, visit):
    response = visit(frida).post(f"/alvmark/personer/{own(bo).pk}/avsluta/")

    assert (response.status_code, verbs(own(bo))) == (302, ["deactivated"])
    assert visit(bo).get("/alvmark/personer/").status_code == 404


def test_add_unit_adds_it(frida, visit):
    response = visit(frida).post("/alvmark/enheter/ny/", {"name": "Analysenheten", "parent": ""})

    assert (response.status_code, Unit.objects.of(frida.region_id).get().name) == (302, "Analysenheten")


def test_add_unit_refuses_a_name_that_is_there(frida, alvmark, visit):
    UnitFactory(region=alvmark, name="Analysenheten")

    response = visit(frida).post("/alvmark/enheter/ny/", {"name": "analysenheten", "parent": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


def test_trail_tells_the_newest_first_to_those_who_may_read_it(anna, frida, visit):
    client = visit(frida)
    client.post("/alvmark/enheter/ny/", {"name": "Ett", "parent": ""})
    client.post("/alvmark/enheter/ny/", {"name": "Två", "parent": ""})

    response = visit(anna).get("/alvmark/handelser/")

    assert [line.thing for line in response.context["page"]] == ["Två", "Ett"]


def test_trail_finds_by_person_or_thing(frida, visit):
    client = visit(frida)
    client.post("/alvmark/enheter/ny/", {"name": "Analysenheten", "parent": ""})
    client.post("/alvmark/enheter/ny/", {"name": "Kulturenheten", "parent": ""})

    response = client.get("/alvmark/handelser/?q=kultur")

    assert [line.thing for line in response.context["page"]] == ["Kulturenheten"]


def test_trail_says_that_it_holds(frida, visit):
    client = visit(frida)
    client.post("/alvmark/enheter/ny/", {"name": "Ett", "parent": ""})

    response = client.get("/alvmark/handelser/?kontrollera")

    assert (response.context["is_checked"], response.context["broken_at"]) == (True, None)


def test_trail_says_where_it_does_not_hold(frida, visit):
    client = visit(frida)
    client.post("/alvmark/enheter/ny/", {"name": "Ett", "parent": ""})
    TrailEntry.objects.of(frida.region_id).update(person="Någon annan")

    response = client.get("/alvmark/handelser/?kontrollera")

    assert response.context["broken_at"] == 1
    assert "håller inte" in response.content.decode()


@pytest.mark.parametrize("who", ["bo", "cilla", "egon"])
def test_trail_is_not_for_everyone(who, request, visit):
    assert visit(request.getfixturevalue(who)).get("/alvmark/handelser/").status_code == 403


def test_trail_does_not_exist_for_a_stranger(anna, stig, visit):
    assert visit(stig).get("/alvmark/handelser/").status_code == 404


def test_trail_never_tells_of_another_region(anna, sydland, stig, visit):
    unit = UnitFactory(region=sydland, name="Hemlig enhet")
    trail.write(unit, "added", by=stig, at=MONDAY)

    assert "Hemlig enhet" not in visit(anna).get("/alvmark/handelser/").content.decode()
