from datetime import date

import pytest

from tests.delivery.walks import running, started
from tests.factories import MONDAY
from tests.people import verbs
from varv.core.kinds import Ending
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db


def test_end_initiative_keeps_how_when_and_why(anna, bo):
    initiative = running(anna, bo)

    operations.end_initiative(
        initiative=initiative, ending=Ending.STOPPED, reason="Medlen räckte inte.", by=bo, at=MONDAY
    )

    initiative.refresh_from_db()
    assert (initiative.state, initiative.ending, initiative.ended_on, initiative.ended_because) == (
        InitiativeState.ENDED,
        Ending.STOPPED,
        date(2026, 11, 16),
        "Medlen räckte inte.",
    )
    assert verbs(initiative) == ["started", "begun", "ended"]
    assert TrailEntry.objects.about(initiative).last().after == {
        "state": "ended",
        "ending": "stopped",
        "ended_on": "2026-11-16",
        "ended_because": "Medlen räckte inte.",
    }


def test_end_initiative_as_planned_needs_no_reason(anna, bo):
    initiative = running(anna, bo)

    operations.end_initiative(initiative=initiative, by=anna, at=MONDAY)

    initiative.refresh_from_db()
    assert (initiative.ending, initiative.ended_because) == (Ending.COMPLETED, "")


@pytest.mark.parametrize(
    ("ending", "reason", "code", "field"),
    [
        (Ending.STOPPED, "  ", "initiative.reason_missing", "reason"),
        (Ending.MERGED, "Två blir en.", "initiative.ending_of_lineage", "ending"),
        (Ending.SPLIT, "En blir två.", "initiative.ending_of_lineage", "ending"),
    ],
)
def test_end_initiative_refuses_an_end_without_reason_and_one_that_is_a_verb_of_its_own(
    anna, bo, ending, reason, code, field
):
    initiative = running(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        operations.end_initiative(initiative=initiative, ending=ending, reason=reason, by=anna, at=MONDAY)

    initiative.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert initiative.state is InitiativeState.RUNNING


def test_states_are_moved_by_those_who_may_edit(anna, bo, disa):
    initiative = started(anna, bo)

    for verb in (operations.begin_initiative, operations.end_initiative):
        with pytest.raises(NotAllowed):
            verb(initiative=initiative, by=disa, at=MONDAY)

    assert verbs(initiative) == ["started"]
