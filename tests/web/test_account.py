import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import MembershipFactory, UserFactory
from varv.core.roles import Role
from varv.regions.models import User

OLD, NEW = "ett gammalt lösenord", "en mening bara jag kommer på"


@pytest.fixture
def gunnel(alvmark) -> User:
    user = UserFactory(username="gunnel")
    user.set_password(OLD)
    user.save()
    MembershipFactory(region=alvmark, user=user, role=Role.REPORTER)
    cache.clear()
    return user


def log_in(password, username="gunnel"):
    return Client().post("/konto/logga-in/", {"login": username, "password": password})


def test_login_leads_to_the_start_page(gunnel):
    response = log_in(OLD)

    assert (response.status_code, response.url) == (302, "/")


def test_login_with_the_wrong_password_says_so_and_keeps_the_name(gunnel):
    response = log_in("fel")

    assert response.status_code == 200
    assert 'value="gunnel"' in response.content.decode()


def test_login_never_tells_whether_a_name_exists(gunnel):
    wrong, unknown = log_in("fel"), log_in("fel", username="ingen")

    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_login_is_closed_for_a_while_after_many_wrong_tries(gunnel):
    for _ in range(5):
        log_in("fel")

    response = log_in(OLD)

    assert response.status_code == 200
    assert "sessionid" not in response.cookies


def test_nobody_can_sign_up(db, client):
    assert client.get("/konto/registrera/").status_code == 404


def test_a_person_changes_the_password(gunnel, client):
    client.force_login(gunnel)

    response = client.post("/konto/byt-losenord/", {"oldpassword": OLD, "password1": NEW, "password2": NEW})

    gunnel.refresh_from_db()
    assert (response.status_code, response.url, gunnel.check_password(NEW)) == (302, "/", True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"oldpassword": "fel"}, "oldpassword"),
        ({"password1": "kort", "password2": "kort"}, "password1"),
        ({"password2": "något annat än det första"}, "password2"),
        ({"password1": "123456789012", "password2": "123456789012"}, "password1"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(gunnel, client, changed, field):
    client.force_login(gunnel)

    response = client.post("/konto/byt-losenord/", {"oldpassword": OLD, "password1": NEW, "password2": NEW} | changed)

    assert list(response.context["form"].errors) == [field]
    gunnel.refresh_from_db()
    assert gunnel.check_password(OLD)


def test_the_password_page_is_our_own_and_can_be_found(gunnel, client):
    client.force_login(gunnel)

    assert "Byt lösenord" in client.get("/konto/byt-losenord/").content.decode()
    assert 'href="/konto/byt-losenord/"' in client.get("/alvmark/").content.decode()


def test_logging_out_ends_the_session(gunnel, client):
    client.force_login(gunnel)

    client.post("/konto/logga-ut/")

    assert client.get("/alvmark/").status_code == 302
