from datetime import date
from decimal import Decimal

import pytest

from tests.factories import MONDAY, IndicatorFactory, TargetFactory
from tests.strategy.walks import added_goal, drafted_document, goal_tree
from varv.core.kinds import StrategyPhase, Succession
from varv.core.periods import Period
from varv.overview.strategy.document_phases import goals_in_force, phases_of
from varv.strategy import operations
from varv.strategy.fates import Fate
from varv.strategy.models import Goal

pytestmark = pytest.mark.django_db

CARRIED = Fate(Succession.CARRIED, "Gäller än.")
REWRITTEN = Fate(Succession.CHANGED, "Nu räknas examen.", "Alla unga tar examen")


def change(document, by, to, on, fates, reason="Dags."):
    operations.change_phase(document=document, to=to, on=on, reason=reason, fates=fates, by=by, at=MONDAY)
    document.refresh_from_db()


def test_document_without_changes_is_in_its_first_phase(anna):
    (span,) = phases_of(drafted_document(anna))

    assert (span.phase, span.starts_on, span.ends_on, span.reason, span.fates) == (
        StrategyPhase.STARTING,
        date(2022, 1, 1),
        None,
        "",
        (),
    )


def test_phases_follow_on_one_another_without_a_gap(anna):
    document = drafted_document(anna)
    change(document, anna, StrategyPhase.IMPLEMENTING, date(2024, 1, 1), {})
    change(document, anna, StrategyPhase.CLOSING, date(2026, 1, 1), {}, "Snart 2030.")

    assert [(span.phase, span.starts_on, span.ends_on, span.reason) for span in phases_of(document)] == [
        (StrategyPhase.STARTING, date(2022, 1, 1), date(2024, 1, 1), ""),
        (StrategyPhase.IMPLEMENTING, date(2024, 1, 1), date(2026, 1, 1), "Dags."),
        (StrategyPhase.CLOSING, date(2026, 1, 1), None, "Snart 2030."),
    ]


def test_phase_tells_what_became_of_every_goal(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)
    fates = {first: CARRIED, school: REWRITTEN, health: CARRIED, second: Fate(Succession.ENDED, "Nått.")}
    change(document, anna, StrategyPhase.IMPLEMENTING, date(2024, 1, 1), fates)

    told = {line.goal: (line.how, line.reason, line.successor) for line in phases_of(document)[1].fates}

    assert told == {
        "1 Fler kan vara med": (Succession.CARRIED, "Gäller än.", ""),
        "1.1 Fler unga fullföljer gymnasiet": (
            Succession.CHANGED,
            "Nu räknas examen.",
            "1.1 Alla unga tar examen",
        ),
        "1.2 Skillnaderna i hälsa minskar": (Succession.CARRIED, "Gäller än.", ""),
        "2 Ett näringsliv som ställer om": (Succession.ENDED, "Nått.", ""),
    }
    (line,) = [line for line in phases_of(document)[1].fates if line.successor_id]
    assert line.successor_id == Goal.objects.of(anna.region_id).get(name="Alla unga tar examen").pk


def test_goals_in_force_stand_in_their_tree_with_their_targets(anna, alvmark):
    document = drafted_document(anna)
    _first, school, _health, second = goal_tree(anna, document)
    operations.retire_goal(goal=second, reason="Nått.", by=anna, at=MONDAY)
    path = TargetFactory(region=alvmark, indicator=IndicatorFactory(region=alvmark, goal=school, name="Examen"))
    TargetFactory(region=alvmark, indicator=path.indicator, replaced_at=MONDAY)
    IndicatorFactory(region=alvmark, goal=school, name="Utan målvärde")

    found = goals_in_force(document)

    assert [(line.goal.outline, line.depth, len(line.targets)) for line in found] == [
        ("1", 0, 0),
        ("1.1", 1, 1),
        ("1.2", 1, 0),
    ]
    (target,) = found[1].targets
    assert (target.indicator_id, target.indicator, target.unit, target.decimals) == (
        path.indicator_id,
        "Examen",
        "procent",
        1,
    )
    assert (target.baseline, target.baseline_period, target.level, target.level_period, target.low) == (
        Decimal(70),
        Period(2022),
        Decimal(80),
        Period(2030),
        None,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_phases_and_goals_take_two_queries_each(count, anna, alvmark, django_assert_num_queries):
    document = drafted_document(anna)
    goals = [added_goal(anna, document, str(number)) for number in range(count)]
    for goal in goals:
        TargetFactory(region=alvmark, indicator=IndicatorFactory(region=alvmark, goal=goal))
    change(document, anna, StrategyPhase.IMPLEMENTING, date(2024, 1, 1), dict.fromkeys(goals, CARRIED))

    with django_assert_num_queries(2):
        phases_of(document)
    with django_assert_num_queries(2):
        goals_in_force(document)
