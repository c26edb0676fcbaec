import pytest
from django.test import Client

from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tests.people import member
from varv.core.roles import Role
from varv.regions.models import Membership, Unit
from varv.web.gate import owned, sent_number

PAGE = "/alvmark/personer/"


def test_a_page_answers_its_own_people(anna, visit):
    response = visit(anna).get(PAGE)

    assert response.status_code == 200
    assert (response.wsgi_request.region.slug, response.wsgi_request.actor) == ("alvmark", anna)


def test_a_page_does_not_exist_for_a_stranger(anna, stig, visit):
    assert visit(stig).get(PAGE).status_code == 404


def test_a_region_that_is_not_there_does_not_exist(anna, visit):
    assert visit(anna).get("/nordland/personer/").status_code == 404


def test_a_page_asks_an_unknown_person_to_log_in_and_remembers_where(anna, client):
    response = client.get(PAGE)

    assert (response.status_code, response.url) == (302, "/konto/logga-in/?next=/alvmark/personer/")


def test_someone_who_has_left_is_a_stranger(alvmark, bo, visit):
    Membership.objects.of(alvmark.pk).filter(user_id=bo.person_id).update(ended_at="2026-01-01T00:00Z")

    assert visit(bo).get(PAGE).status_code == 404


def test_a_role_without_the_right_to_read_is_refused_in_words(alvmark, visit):
    nora = member(alvmark, "nora", Role.NATIONAL_OBSERVER)

    response = visit(nora).get(PAGE)

    assert response.status_code == 403
    assert "Du har inte rätt att läsa regionens sidor" in response.content.decode()


def test_several_roles_add_up(alvmark, bo, visit):
    MembershipFactory(region=alvmark, user_id=bo.person_id, user=None, role=Role.ANALYST)

    actor = visit(bo).get(PAGE).wsgi_request.actor

    assert actor.roles == frozenset({Role.REPORTER, Role.ANALYST})


def test_a_person_of_two_regions_sees_each_apart(alvmark, sydland, anna, visit):
    MembershipFactory(region=sydland, user_id=anna.person_id, user=None, role=Role.READER)
    UnitFactory(region=alvmark, name="Älvmarks enhet")
    UnitFactory(region=sydland, name="Sydlands enhet")

    page = visit(anna).get("/sydland/personer/").content.decode()

    assert ("Sydlands enhet" in page, "Älvmarks enhet" in page) == (True, False)


def test_owned_gives_the_regions_own_row(anna, alvmark):
    unit = UnitFactory(region=alvmark)

    assert owned(Unit, anna, unit.pk) == unit


def test_a_page_is_never_kept_by_the_browser(anna, visit):
    assert "no-store" in visit(anna).get(PAGE)["Cache-Control"]


def test_every_answer_has_the_strict_policy(anna, visit):
    policy = visit(anna).get(PAGE)["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_broken_token_says_that_nothing_is_lost(frida):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(username="frida"))

    response = client.post("/alvmark/personer/bjud-in/", {"name": "Gunnel"})

    assert response.status_code == 403
    assert "inget sparades" in response.content.decode()


def test_a_rule_that_says_no_becomes_a_message(frida, visit):
    own = Membership.objects.of(frida.region_id).get(user_id=frida.person_id)
    client = visit(frida)

    response = client.post(f"/alvmark/personer/{own.pk}/avsluta/", follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        (
            "Det här är regionens sista administratör, och ingen skulle kunna ge tillbaka rollen. "
            "Ge den till någon annan först."
        )
    ]


def test_start_leads_to_the_only_region(anna, visit):
    response = visit(anna).get("/")

    assert (response.status_code, response.url) == (302, "/alvmark/")


def test_start_lets_a_person_of_several_regions_choose(sydland, anna, visit):
    MembershipFactory(region=sydland, user_id=anna.person_id, user=None, role=Role.READER)

    page = visit(anna).get("/").content.decode()

    assert ('href="/alvmark/"' in page, 'href="/sydland/"' in page) == (True, True)


def test_start_tells_someone_without_a_region_what_to_do(db, client):
    client.force_login(UserFactory(username="nora"))

    assert "ingen region" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_without_logging_in(db, client, path):
    response = client.get(path)

    assert (response.status_code, response.content) == (200, b"ok")


def test_swedish_comes_first_whatever_the_browser_wishes(db, client):
    response = client.get("/konto/logga-in/", headers={"accept-language": "en-US"})

    assert response["Content-Language"] == "sv"


def test_english_is_shown_to_those_who_chose_it(db, client):
    client.post("/sprak/", {"language": "en", "next": "/tillganglighet/"})

    response = client.get("/tillganglighet/")

    assert response["Content-Language"] == "en"
    assert '<html lang="en">' in response.content.decode()


def test_a_made_up_language_is_ignored(db, client):
    client.cookies["django_language"] = "<script>"

    assert client.get("/tillganglighet/")["Content-Language"] == "sv"


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), ("", 0), ("-1", 0), ("abc", 0), ("1\x00", 0), ("9" * 18, int("9" * 18)), ("9" * 5000, 0)],
)
def test_a_number_that_was_sent_is_read_or_is_nobodys(written, number):
    assert sent_number(written) == number
