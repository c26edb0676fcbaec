from datetime import date

import pytest

from tests.delivery.walks import started
from tests.factories import MONDAY
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import Milestone
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(anna, bo) -> Milestone:
    return operations.plan_milestone(
        initiative=started(anna, bo), text="Första kursen är klar", due_on=date(2026, 6, 1), by=bo, at=MONDAY
    )


def reached(milestone, by, on=date(2026, 11, 16)) -> None:
    operations.reach_milestone(milestone=milestone, reached_on=on, note="Med 18 deltagare.", by=by, at=MONDAY)
    milestone.refresh_from_db()


def edited(milestone, by, **changed) -> None:
    values = {"text": milestone.text, "due_on": milestone.due_on, "revision": milestone.revision} | changed
    operations.edit_milestone(milestone=milestone, **values, by=by, at=MONDAY)


def test_plan_milestone_is_unreached(milestone):
    assert (milestone.text, milestone.due_on, milestone.reached_on) == (
        "Första kursen är klar",
        date(2026, 6, 1),
        None,
    )
    assert verbs(milestone) == ["planned"]


def test_edit_milestone_keeps_the_first_promise_in_the_trail(milestone, bo):
    edited(milestone, bo, due_on=date(2026, 9, 1))

    milestone.refresh_from_db()
    line = TrailEntry.objects.about(milestone).last()
    assert milestone.due_on == date(2026, 9, 1)
    assert (line.verb, line.before, line.after) == ("edited", {"due_on": "2026-06-01"}, {"due_on": "2026-09-01"})


def test_edit_milestone_refuses_a_stale_form(milestone, bo):
    edited(milestone, bo, text="Andra kursen är klar")

    with pytest.raises(RuleBroken, match="stale"):
        edited(milestone, bo, text="Tredje kursen är klar")


def test_reach_milestone_on_a_day_that_has_come(milestone, bo):
    reached(milestone, bo)

    assert (milestone.reached_on, milestone.note) == (date(2026, 11, 16), "Med 18 deltagare.")
    assert verbs(milestone) == ["planned", "reached"]


def test_reach_milestone_refuses_a_day_to_come(milestone, bo):
    with pytest.raises(RuleBroken) as refused:
        reached(milestone, bo, on=date(2026, 11, 17))

    assert (refused.value.code, refused.value.facts["field"]) == ("milestone.day_to_come", "reached_on")


def test_what_is_reached_is_history(milestone, bo):
    reached(milestone, bo)

    for again in (
        lambda: reached(milestone, bo),
        lambda: edited(milestone, bo),
        lambda: operations.remove_milestone(milestone=milestone, by=bo, at=MONDAY),
    ):
        with pytest.raises(RuleBroken, match=r"milestone\.reached"):
            again()

    assert verbs(milestone) == ["planned", "reached"]


def test_remove_milestone_is_remembered_by_the_trail(milestone, bo):
    operations.remove_milestone(milestone=milestone, by=bo, at=MONDAY)

    assert not Milestone.objects.of(bo.region_id).exists()
    assert verbs(milestone) == ["planned", "removed"]


def test_milestones_are_for_those_who_may_edit(milestone, disa):
    for attempt in (
        lambda: reached(milestone, disa),
        lambda: edited(milestone, disa),
        lambda: operations.remove_milestone(milestone=milestone, by=disa, at=MONDAY),
        lambda: operations.plan_milestone(
            initiative=milestone.initiative, text="En till", due_on=date(2027, 1, 1), by=disa, at=MONDAY
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
