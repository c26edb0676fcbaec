"""When a strategy changes phase, its targets are carried on, ended or given anew, and the figures follow."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, drafted_document
from varv.core.kinds import StrategyPhase, Succession
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Band
from varv.indicators import operations
from varv.indicators.fates import TargetFate
from varv.indicators.models import PeriodPath, Target
from varv.strategy.fates import Fate
from varv.strategy.models import Goal, PhaseChange

pytestmark = pytest.mark.django_db

CARRIED = Fate(Succession.CARRIED, "Det gäller fortfarande.")
ENDED = Fate(Succession.ENDED, "Uppstarten är över.")
REWRITTEN = Fate(Succession.CHANGED, "Nu räknas examen.", "Alla unga tar examen")
OLD = PeriodPath(Decimal(70), Period(2022), Decimal(80), Period(2030))
NEW = PeriodPath(Decimal(74), Period(2025), Decimal(90), Period(2030))
KEEP, END = TargetFate(Succession.CARRIED), TargetFate(Succession.ENDED)


def measured(by, goal, name="Examen inom tre år", wanted=OLD):
    """An indicator of a goal, with a target if one is wanted."""
    indicator = operations.define_indicator(name=name, unit="%", source="SCB", goal=goal, by=by, at=MONDAY)
    if wanted:
        operations.set_target(indicator=indicator, wanted=wanted, decision="RF 2022", by=by, at=MONDAY)
    return indicator


def change(document, by, fates, targets, reason="Partnerskapet är på plats."):
    return operations.change_phase(
        document=document,
        to=StrategyPhase.IMPLEMENTING,
        on=date(2026, 9, 1),
        reason=reason,
        fates=fates,
        targets=targets,
        by=by,
        at=MONDAY,
    )


def current(indicator):
    found = Target.objects.of(indicator.region_id).filter(indicator=indicator).current().first()
    return found and found.level


@pytest.fixture
def document(anna):
    return drafted_document(anna)


@pytest.fixture
def goal(anna, document):
    return added_goal(anna, document)


@pytest.mark.parametrize(
    ("fate", "level", "old"),
    [
        (KEEP, Decimal(80), ["set"]),
        (END, None, ["set", "dropped"]),
        (TargetFate(Succession.CHANGED, NEW), Decimal(90), ["set", "replaced"]),
    ],
)
def test_target_meets_its_fate_in_the_same_breath(fate, level, old, anna, document, goal):
    indicator = measured(anna, goal)
    target = Target.objects.of(anna.region_id).get(indicator=indicator)

    change(document, anna, {goal: CARRIED}, {indicator: fate})

    goal.refresh_from_db()
    assert (current(indicator), verbs(target), goal.phase) == (level, old, StrategyPhase.IMPLEMENTING)


def test_new_target_remembers_why(anna, document, goal):
    indicator = measured(anna, goal)

    change(
        document,
        anna,
        {goal: CARRIED},
        {indicator: TargetFate(Succession.CHANGED, Band(Decimal(1), Decimal(2)))},
        reason="x" * 201,
    )

    target = Target.objects.of(anna.region_id).current().get(indicator=indicator)
    assert (target.low, target.decision) == (1, "x" * 200)


def test_indicators_of_a_rewritten_goal_follow_to_the_new_one(anna, document, goal):
    with_target, without = measured(anna, goal), measured(anna, goal, "Behöriga", wanted=None)

    change(document, anna, {goal: REWRITTEN}, {with_target: KEEP})

    new = Goal.objects.of(anna.region_id).get(name="Alla unga tar examen")
    for indicator in (with_target, without):
        indicator.refresh_from_db()
        assert (indicator.goal, verbs(indicator)) == (new, ["defined", "moved"])
    assert current(with_target) == Decimal(80)


def test_targets_of_an_ended_goal_end_with_it_and_need_no_word(anna, document, goal):
    indicator = measured(anna, goal)

    change(document, anna, {goal: ENDED}, {})

    indicator.refresh_from_db()
    assert (current(indicator), indicator.goal, verbs(indicator)) == (None, goal, ["defined"])


@pytest.mark.parametrize(
    ("fate", "code"),
    [
        (None, "phase.target_without_fate"),
        (TargetFate(Succession.MERGED), "phase.unknown_target_fate"),
        (TargetFate(Succession.CHANGED), "phase.new_target_missing"),
    ],
)
def test_change_phase_does_nothing_at_all_when_a_target_is_forgotten(fate, code, anna, document, goal):
    indicator = measured(anna, goal)

    with pytest.raises(RuleBroken) as refused:
        change(document, anna, {goal: CARRIED}, {indicator: fate} if fate else {})

    goal.refresh_from_db()
    document.refresh_from_db()
    assert (refused.value.code, refused.value.facts) == (code, {"name": "Examen inom tre år"})
    assert (goal.phase, document.phase, verbs(goal)) == (None, StrategyPhase.STARTING, ["added"])
    assert not PhaseChange.objects.of(anna.region_id).exists()


def test_change_phase_leaves_the_figures_of_other_goals_alone(anna, document, goal):
    other = added_goal(anna, drafted_document(anna, "En annan plan"))
    indicator = measured(anna, other)

    change(document, anna, {goal: CARRIED}, {})

    assert (current(indicator), verbs(indicator)) == (Decimal(80), ["defined"])


def test_change_phase_is_for_strategists(document, egon, bo):
    for person in (egon, bo):
        with pytest.raises(NotAllowed):
            change(document, person, {}, {})
