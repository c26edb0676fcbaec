from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from tests.factories import MONDAY, GoalFactory, TargetFactory, UnitFactory
from varv.core.refusals import RuleBroken
from varv.regions.models import Unit
from varv.regions.owned import facts, same_region


def test_of_gives_only_the_regions_own_rows(alvmark, sydland):
    own = UnitFactory(region=alvmark)
    UnitFactory(region=sydland)

    assert list(Unit.objects.of(alvmark.pk)) == [own]


def test_locked_is_the_row_as_it_is_now_and_remembers_how_it_was(alvmark):
    unit = UnitFactory(region=alvmark, name="Före")
    Unit.objects.of(alvmark.pk).filter(pk=unit.pk).update(name="Efter")

    with transaction.atomic():
        locked = unit.locked()

    assert (unit.name, locked.name, locked.as_it_was["name"]) == ("Före", "Efter", "Efter")


def test_locked_does_not_reach_into_another_region(alvmark, sydland):
    unit = UnitFactory(region=alvmark)
    unit.region_id = sydland.pk

    with pytest.raises(Unit.DoesNotExist), transaction.atomic():
        unit.locked()


def test_change_saves_the_fields_and_counts_up_the_revision(alvmark):
    unit = UnitFactory(region=alvmark)

    unit.change(name="Analysenheten")

    unit.refresh_from_db()
    assert (unit.name, unit.revision) == ("Analysenheten", 2)


def test_facts_are_plain_values(alvmark):
    target = TargetFactory(region=alvmark, level=Decimal("80.50"))

    told = facts(target)

    assert (told["level"], told["level_period"], told["level_on"], told["low"]) == ("80.5", "2030", "2030-12-31", None)
    assert told["set_at"] == MONDAY.isoformat()


def test_facts_name_foreign_keys_by_id(alvmark):
    goal = GoalFactory(region=alvmark, retired_on=date(2026, 1, 1))

    told = facts(goal)

    assert (told["document_id"], told["retired_on"], told["is_targeted"]) == (goal.document_id, "2026-01-01", True)


def test_same_region_lets_rows_of_one_region_and_nothing_through(alvmark):
    same_region(UnitFactory(region=alvmark), None, UnitFactory(region=alvmark, name="En annan"))


def test_same_region_refuses_rows_of_two_regions(alvmark, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        same_region(UnitFactory(region=alvmark), UnitFactory(region=sydland))
