"""A strategy goes from one phase to another, and no goal is forgotten on the way."""

from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, adopt, drafted_document, goal_tree
from varv.core.kinds import StrategyPhase, Succession
from varv.core.refusals import NotAllowed, RuleBroken
from varv.strategy import operations
from varv.strategy.fates import Fate
from varv.strategy.models import Goal, GoalSuccession, PhaseChange

pytestmark = pytest.mark.django_db

CARRIED = Fate(Succession.CARRIED, "Det gäller fortfarande.")
ENDED = Fate(Succession.ENDED, "Uppstarten är över.")
REWRITTEN = Fate(Succession.CHANGED, "Nu räknas examen.", "Alla unga tar examen")
FALL = date(2026, 9, 1)


def change(document, by, fates, **said):
    values = {"to": StrategyPhase.IMPLEMENTING, "on": FALL, "reason": "Partnerskapet är på plats."}
    found = operations.change_phase(document=document, fates=fates, **(values | said), by=by, at=MONDAY)
    document.refresh_from_db()
    return found


def refused(document, by, fates, **said):
    with pytest.raises(RuleBroken) as broken:
        change(document, by, fates, **said)
    assert not PhaseChange.objects.of(document.region_id).exists()
    return broken.value


def in_force(document):
    goals = Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()
    return [(goal.outline, goal.name, goal.phase) for goal in goals]


def test_change_phase_carries_rewrites_and_ends_goals(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    found = change(document, anna, {first: CARRIED, school: REWRITTEN, health: CARRIED, second: ENDED})

    assert (found.before, found.after, found.changed_on, document.phase) == (
        StrategyPhase.STARTING,
        StrategyPhase.IMPLEMENTING,
        FALL,
        StrategyPhase.IMPLEMENTING,
    )
    assert in_force(document) == [
        ("1", "Fler kan vara med", StrategyPhase.IMPLEMENTING),
        ("1.1", "Alla unga tar examen", StrategyPhase.IMPLEMENTING),
        ("1.2", "Skillnaderna i hälsa minskar", StrategyPhase.IMPLEMENTING),
    ]


def test_change_phase_keeps_what_became_of_every_goal(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    found = change(document, anna, {first: CARRIED, school: REWRITTEN, health: CARRIED, second: ENDED})

    lines = GoalSuccession.objects.of(anna.region_id).filter(phase_change=found).order_by("goal__outline", "goal_id")
    assert [(line.goal.outline, line.how, line.reason) for line in lines.select_related("goal")] == [
        ("1", Succession.CARRIED, "Det gäller fortfarande."),
        ("1.1", Succession.CHANGED, "Nu räknas examen."),
        ("1.2", Succession.CARRIED, "Det gäller fortfarande."),
        ("2", Succession.ENDED, "Uppstarten är över."),
    ]
    assert {line.happened_on for line in lines} == {FALL}
    assert [line.successor.name for line in lines if line.successor] == ["Alla unga tar examen"]


def test_change_phase_leaves_a_trail_of_every_row(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    found = change(document, anna, {first: CARRIED, school: REWRITTEN, health: CARRIED, second: ENDED})

    new = Goal.objects.of(anna.region_id).get(name="Alla unga tar examen")
    assert (verbs(found), verbs(document)) == (["begun"], ["drafted", "phase_changed"])
    assert [verbs(goal) for goal in (first, school, new, second)] == [
        ["added", "carried"],
        ["added", "rewritten"],
        ["added", "carried"],
        ["added", "retired"],
    ]


def test_goals_below_a_rewritten_one_move_to_the_new(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    change(document, anna, {first: REWRITTEN, school: REWRITTEN, health: CARRIED, second: CARRIED})

    parents = {
        goal.outline: goal.parent and goal.parent.name
        for goal in Goal.objects.of(anna.region_id).in_force().select_related("parent")
    }
    assert parents == {"1": None, "1.1": "Alla unga tar examen", "1.2": "Alla unga tar examen", "2": None}
    assert [outline for outline, *_ in in_force(document)] == ["1", "1.2", "1.1", "2"] or [
        outline for outline, *_ in in_force(document)
    ] == ["1", "1.1", "1.2", "2"]


def test_change_phase_without_goals_is_only_a_change(anna):
    document = drafted_document(anna)

    found = change(document, anna, {}, to=StrategyPhase.CLOSING)

    assert (found.after, document.phase, found.successions.count()) == (
        StrategyPhase.CLOSING,
        StrategyPhase.CLOSING,
        0,
    )


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"to": StrategyPhase.STARTING}, "phase.is_already", "to"),
        ({"on": date(2026, 11, 17)}, "phase.not_yet", "on"),
        ({"reason": " "}, "phase.reason_missing", "reason"),
    ],
)
def test_change_phase_refuses(said, code, field, anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)

    broken = refused(document, anna, {goal: CARRIED}, **said)

    assert (broken.code, broken.facts["field"]) == (code, field)


def test_change_phase_is_never_before_the_last(anna):
    document = drafted_document(anna)
    change(document, anna, {})
    change(document, anna, {}, to=StrategyPhase.CLOSING)

    with pytest.raises(RuleBroken) as broken:
        change(document, anna, {}, to=StrategyPhase.STARTING, on=date(2026, 8, 31))

    assert (broken.value.code, broken.value.facts["changed_on"]) == ("phase.older_than_the_last", FALL)


@pytest.mark.parametrize(
    ("fate", "code"),
    [
        (Fate(Succession.MERGED, "Skäl."), "phase.unknown_fate"),
        (Fate(Succession.SPLIT, "Skäl."), "phase.unknown_fate"),
        (Fate(Succession.CARRIED, " "), "phase.fate_without_reason"),
        (Fate(Succession.ENDED, ""), "phase.fate_without_reason"),
        (Fate(Succession.CHANGED, "Skäl.", " "), "phase.new_name_missing"),
    ],
)
def test_change_phase_refuses_a_fate_that_is_not_whole(fate, code, anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)

    broken = refused(document, anna, {goal: fate})

    goal.refresh_from_db()
    assert (broken.code, broken.facts, goal.phase) == (code, {"name": str(goal)}, None)


def test_change_phase_forgets_no_goal(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    broken = refused(document, anna, {first: CARRIED, school: CARRIED})

    assert (broken.code, broken.facts) == ("phase.goal_without_fate", {"goals": f"{health}, {second}"})


def test_change_phase_leaves_other_documents_alone(anna, stig):
    document, other = drafted_document(anna), drafted_document(anna, "En annan plan")
    elsewhere, theirs = added_goal(anna, other), added_goal(stig, drafted_document(stig))

    broken = refused(document, anna, {elsewhere: CARRIED})

    assert (broken.code, broken.facts) == ("phase.goal_of_another_document", {"goals": str(elsewhere)})
    assert refused(document, anna, {theirs: CARRIED}).code == "region.not_the_same"


def test_change_phase_ends_no_goal_over_one_that_lives_on(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    broken = refused(document, anna, {first: ENDED, school: ENDED, health: CARRIED, second: CARRIED})
    change(document, anna, {first: ENDED, school: ENDED, health: ENDED, second: CARRIED})

    assert (broken.code, broken.facts) == ("phase.ends_over_others", {"name": str(first), "below": str(health)})
    assert [outline for outline, *_ in in_force(document)] == ["2"]


def test_change_phase_is_for_strategists_and_plans_open_for_changes(anna, disa):
    document = drafted_document(anna)
    goal = added_goal(anna, document)

    with pytest.raises(NotAllowed):
        change(document, disa, {goal: CARRIED})
    adopt(document, anna)

    assert refused(document, anna, {goal: CARRIED}).code == "plan.is_adopted"
