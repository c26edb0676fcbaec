import pytest
from django.core.management import call_command

from varv.jobs.demo.people import PEOPLE
from varv.jobs.demo.story import tell_story
from varv.regions.models import Region, TrailEntry


def test_demo_loads_once(db, capsys):
    call_command("demo")
    lines = TrailEntry.objects.count()

    call_command("demo")

    told = capsys.readouterr().out.splitlines()
    assert told == [
        "The demo is loaded: Region Älvmark and Region Sydland, both fictional.",
        "The demo is already here.",
    ]
    assert TrailEntry.objects.count() == lines


def test_demo_is_loaded_whole_or_not_at_all(db, monkeypatch):
    monkeypatch.setattr("varv.jobs.demo.story.PEOPLE", PEOPLE[:1])

    with pytest.raises(KeyError):
        tell_story()

    assert not Region.objects.exists()
