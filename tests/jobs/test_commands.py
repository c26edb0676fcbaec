import socket

import pytest
from django.core.management import CommandError, call_command

from tests.factories import MONDAY, UnitFactory
from varv.config.command import main
from varv.core.roles import Role
from varv.jobs.management.commands import serve, set_up_region
from varv.jobs.management.commands.serve import Command as Serve
from varv.regions import trail
from varv.regions.models import Membership, Region, TrailEntry
from varv.strategy.models import GenericActivity


@pytest.fixture
def told_line(frida, alvmark):
    unit = UnitFactory(region=alvmark)
    trail.write(unit, "added", by=frida, at=MONDAY)


@pytest.fixture
def password(monkeypatch):
    monkeypatch.setattr(set_up_region, "getpass", lambda _: "ett långt lösenord")


def test_verify_trail_says_that_every_region_holds(told_line, sydland, capsys):
    call_command("verify_trail")

    assert capsys.readouterr().out.splitlines() == [
        "Region Sydland: the trail holds",
        "Region Älvmark: the trail holds",
    ]


def test_verify_trail_fails_when_a_line_has_been_altered(told_line, capsys):
    TrailEntry.objects.update(person="Någon annan")

    with pytest.raises(CommandError):
        call_command("verify_trail")

    assert capsys.readouterr().out.splitlines() == ["Region Älvmark: broken at line 1"]


def test_set_up_region_makes_a_region_that_can_be_worked_in(db, password):
    call_command("set_up_region", slug="nordland", name="Region Nordland", administrator="karin")

    region = Region.objects.get(slug="nordland")
    membership = Membership.objects.of(region.pk).get()
    assert (membership.user.username, membership.role, region.is_example) == ("karin", Role.ADMINISTRATOR, False)
    assert membership.user.check_password("ett långt lösenord")
    assert GenericActivity.objects.of(region.pk).count() == 11
    assert trail.broken_at(region) is None


def test_set_up_region_refuses_a_name_that_is_taken(alvmark, password):
    with pytest.raises(CommandError, match="already a region called alvmark"):
        call_command("set_up_region", slug="alvmark", name="Region Älvmark", administrator="karin")


def test_set_up_region_refuses_a_password_that_everybody_guesses(db, monkeypatch):
    monkeypatch.setattr(set_up_region, "getpass", lambda _: "kort")

    with pytest.raises(CommandError):
        call_command("set_up_region", slug="nordland", name="Region Nordland", administrator="karin")

    assert not Region.objects.exists()


def test_set_up_region_makes_nothing_when_the_person_is_taken(frida, password):
    with pytest.raises(CommandError, match="frida"):
        call_command("set_up_region", slug="nordland", name="Region Nordland", administrator="frida")

    assert not Region.objects.filter(slug="nordland").exists()


class Listening:
    """Stands for the server: remembers how it was asked to listen."""

    asked: dict

    def __init__(self, target, **options):
        Listening.asked = {"target": target, **options}

    def serve(self):
        Listening.asked["served"] = True


@pytest.fixture
def listening(monkeypatch):
    monkeypatch.setattr(serve, "Granian", Listening)


def test_serve_prints_the_address_and_listens_there(db, listening, capsys):
    call_command(Serve(), port=8123)

    assert capsys.readouterr().out.splitlines() == ["Varv: http://127.0.0.1:8123/"]
    assert (Listening.asked["port"], Listening.asked["address"], Listening.asked["served"]) == (8123, "127.0.0.1", True)


def test_serve_refuses_a_port_that_is_taken(db, listening):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(CommandError, match="is taken"):
            call_command(Serve(), port=taken.getsockname()[1])


def test_serve_tells_whom_one_can_log_in_as_when_the_demo_is_there(db, listening, capsys):
    call_command("demo")
    capsys.readouterr()

    call_command(Serve())

    told = capsys.readouterr().out.splitlines()
    assert told[1].split() == ["anna", "varv-demo", "Strateg,", "Region", "Älvmark"]
    assert len(told) == 9


@pytest.mark.parametrize("name", ["verify-trail", "verify_trail"])
def test_a_command_may_be_written_with_a_hyphen(name, told_line, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["varv", name])

    main()

    assert "the trail holds" in capsys.readouterr().out


def test_the_command_alone_tells_what_there_is(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["varv"])

    main()

    assert "verify_trail" in capsys.readouterr().out
