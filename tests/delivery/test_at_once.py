"""Two people at the same moment: one of them wins, and the other is told."""

import pytest

from tests.delivery.at_once import at_once
from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, GenericActivityFactory, GoalFactory, UnitFactory
from tests.people import verbs
from varv.core.kinds import InitiativeKind
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.delivery.models import Contribution, Initiative

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(initiative) -> Initiative:
    """The insats as another worker sees it."""
    return Initiative.objects.of(initiative.region_id).get(pk=initiative.pk)


def frame(initiative, **changed) -> dict:
    """What an insats is called and how it is framed."""
    names = ("name", "description", "kind", "chain", "unit", "responsible", "starts_on", "ends_on", "phase", "revision")
    return {name: getattr(initiative, name) for name in names} | changed


def test_two_who_start_under_the_same_name_make_one_insats(anna, bo):
    activity, unit, responsible = GenericActivityFactory(), UnitFactory(), person(bo)

    def starts():
        return operations.start_initiative(
            name="Gemensam validering",
            description="",
            kind=InitiativeKind.OWN,
            generic_activity=activity,
            chain=None,
            goals=[],
            unit=unit,
            responsible=responsible,
            starts_on=MONDAY.date(),
            ends_on=None,
            by=anna,
            at=MONDAY,
        )

    told = at_once(starts, starts, starts)

    assert told == ["done", "initiative.name_taken", "initiative.name_taken"]
    assert Initiative.objects.of(anna.region_id).count() == 1


def test_two_who_take_the_same_name_do_not_both_get_it(anna, bo):
    first, second = started(anna, bo, name="A"), started(anna, bo, name="B")

    def renames(initiative):
        return lambda: operations.edit_initiative(
            initiative=fresh(initiative), **frame(initiative, name="C"), by=anna, at=MONDAY
        )

    told = at_once(renames(first), renames(second))

    assert told == ["done", "initiative.name_taken"]


def test_two_who_edit_upon_the_same_words_do_not_overwrite_each_other(anna, bo):
    initiative = started(anna, bo)

    def edits(by, words):
        return lambda: operations.edit_initiative(
            initiative=fresh(initiative), **frame(initiative, description=words), by=by, at=MONDAY
        )

    told = at_once(edits(anna, "Annas ord"), edits(bo, "Bos ord"))

    assert told == ["done", "stale"]
    assert verbs(initiative) == ["started", "edited"]


def test_two_who_tie_to_the_same_goal_tie_it_once(anna, bo):
    initiative, goal = started(anna, bo), GoalFactory()

    def ties(by):
        return lambda: operations.contribute_to(initiative=fresh(initiative), goal=goal, reason="", by=by, at=MONDAY)

    told = at_once(ties(anna), ties(bo))

    assert told == ["done", "initiative.already_contributes"]
    assert Contribution.objects.of(anna.region_id).count() == 1


def test_pausing_and_ending_at_once_ends_in_one_state(anna, bo):
    initiative = running(anna, bo)

    told = at_once(
        lambda: operations.pause_initiative(initiative=fresh(initiative), by=bo, at=MONDAY),
        lambda: operations.end_initiative(initiative=fresh(initiative), by=anna, at=MONDAY),
    )

    initiative.refresh_from_db()
    assert initiative.state is InitiativeState.ENDED
    assert told in (["done", "done"], ["done", "initiative.ended"])
