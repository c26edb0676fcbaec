from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories import ContributionFactory, GoalFactory, InitiativeFactory, PlannedResultFactory
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative, PlannedResult

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "state", "is_running"),
    [
        (date(2026, 1, 1), None, InitiativeState.RUNNING, True),
        (date(2026, 1, 1), date(2026, 6, 1), InitiativeState.RUNNING, True),
        (date(2026, 6, 2), None, InitiativeState.RUNNING, False),
        (date(2026, 1, 1), date(2026, 5, 31), InitiativeState.RUNNING, False),
        (date(2026, 1, 1), None, InitiativeState.PAUSED, False),
    ],
)
def test_running_is_under_way_on_the_day(alvmark, starts_on, ends_on, state, is_running):
    InitiativeFactory(starts_on=starts_on, ends_on=ends_on, state=state)

    found = Initiative.objects.of(alvmark.pk).running(date(2026, 6, 1))

    assert found.exists() is is_running


def test_reporting_are_those_running_or_paused(alvmark):
    states = {state: InitiativeFactory(state=state) for state in InitiativeState}

    found = Initiative.objects.of(alvmark.pk).reporting()

    assert set(found) == {states[InitiativeState.RUNNING], states[InitiativeState.PAUSED]}


def test_without_goal_finds_the_gap(alvmark):
    alone = InitiativeFactory()
    ContributionFactory()

    assert list(Initiative.objects.of(alvmark.pk).without_goal()) == [alone]


def test_initiative_ends_no_earlier_than_it_starts(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeFactory(starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))


def test_initiative_has_a_name_of_its_own_in_its_region(sydland):
    InitiativeFactory(name="Testbädd för grönt stål")
    InitiativeFactory(name="Testbädd för grönt stål", region=sydland)

    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeFactory(name="Testbädd för grönt stål")


def test_contribution_is_said_once_a_goal():
    contribution = ContributionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionFactory(initiative=contribution.initiative, goal=contribution.goal)


def test_planned_result_is_an_output_or_an_outcome(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedResultFactory(level=Level.IMPACT)


def test_planned_results_stand_as_placed(alvmark):
    initiative = InitiativeFactory()
    second = PlannedResultFactory(initiative=initiative, place=2)
    first = PlannedResultFactory(initiative=initiative, place=1)

    assert list(PlannedResult.objects.of(alvmark.pk).in_order()) == [first, second]


def test_things_say_their_names(alvmark):
    initiative = InitiativeFactory(name="Nyföretagarlyftet")
    contribution = ContributionFactory(initiative=initiative, goal=GoalFactory(outline="2.1", name="Fler företag"))
    result = PlannedResultFactory(initiative=initiative, text="Startade företag")

    assert [str(initiative), str(contribution), str(result)] == [
        "Nyföretagarlyftet",
        "Nyföretagarlyftet → 2.1 Fler företag",
        "Startade företag",
    ]
