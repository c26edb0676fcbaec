from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import GoalFactory
from varv.regions.models import SearchEntry


def told(**options):
    out = StringIO()
    call_command("reindex", stdout=out, **options)
    return out.getvalue()


def test_every_region_is_indexed_anew(alvmark, sydland):
    GoalFactory(region=alvmark, outline="1", name="Fler kvinnor")
    GoalFactory(region=sydland, outline="1", name="Fler män")

    assert told() == "Region Älvmark: 2 things can be searched\nRegion Sydland: 2 things can be searched\n"
    assert set(SearchEntry.objects.filter(kind="strategy.goal").values_list("region", "title")) == {
        (alvmark.pk, "1 Fler kvinnor"),
        (sydland.pk, "1 Fler män"),
    }


def test_one_region_can_be_chosen(alvmark, sydland):
    GoalFactory(region=alvmark)
    GoalFactory(region=sydland)

    assert told(region="sydland") == "Region Sydland: 2 things can be searched\n"
    assert not SearchEntry.objects.of(alvmark.pk).exists()


def test_a_region_that_is_not_there_is_told_of(alvmark):
    with pytest.raises(CommandError, match="no such region"):
        told(region="ingenstans")
