"""Two people who choose or name at the same moment: one of them wins, and the other is told."""

import pytest

from tests.delivery.at_once import at_once
from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.choosing import DECIDED_ON, chose
from varv.core.choices import Option, Topic
from varv.core.kinds import Naming
from varv.regions import trail
from varv.regions.models import Region
from varv.strategy import operations
from varv.strategy.models import Choice, LevelName
from varv.strategy.operations import Place, Renaming

pytestmark = pytest.mark.django_db(transaction=True)

TOP = Place(Naming.GOAL, "1")


def chooses(by, option, revision):
    return lambda: operations.make_choice(
        topic=Topic.FUNDING,
        options=[option],
        reasons="Vi valde samtidigt.",
        decided_on=DECIDED_ON,
        decided_by="Nämnden",
        revision=revision,
        by=by,
        at=MONDAY,
    )


def names(by, before, after):
    return lambda: operations.name_levels(names={TOP: Renaming(before, after)}, by=by, at=MONDAY)


def test_of_two_first_choices_one_is_made(anna):
    told = at_once(chooses(anna, Option.ONLY_ONE_TO_ONE, 0), chooses(anna, Option.WITH_COFUNDERS, 0))

    assert told == ["done", "stale"]
    assert Choice.objects.of(anna.region_id).count() == 1


def test_of_three_who_change_the_same_choice_one_does(anna):
    before = chose(anna, Option.ONLY_ONE_TO_ONE)

    told = at_once(*[chooses(anna, Option.WITH_COFUNDERS, 1)] * 3)

    assert told == ["done", "stale", "stale"]
    assert (Choice.objects.of(anna.region_id).in_force().count(), verbs(before)) == (1, ["chosen", "replaced"])


def test_choices_in_two_topics_do_not_hinder_each_other(anna):
    told = at_once(
        chooses(anna, Option.ONLY_ONE_TO_ONE, 0), lambda: chose(anna, Option.ONE_THEORY, reasons="En kedja räcker.")
    )

    assert told == ["done", "done"]
    assert Choice.objects.of(anna.region_id).in_force().count() == 2


def test_of_two_who_name_the_same_level_one_does(anna):
    told = at_once(names(anna, "", "Visioner"), names(anna, "", "Målområden"))

    assert told == ["done", "level.named_meanwhile"]
    assert LevelName.objects.of(anna.region_id).count() == 1


def test_the_trail_holds_after_choosing_at_once(anna):
    at_once(chooses(anna, Option.ONLY_ONE_TO_ONE, 0), chooses(anna, Option.WITH_COFUNDERS, 0))
    at_once(names(anna, "", "Visioner"), names(anna, "", "Målområden"))

    assert trail.broken_at(Region.objects.get(pk=anna.region_id)) is None
