import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, adopted_document, drafted_document, goal_tree
from varv.core.kinds import GoalKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Direction
from varv.regions.models import TrailEntry, User
from varv.strategy import operations
from varv.strategy.models import Goal

pytestmark = pytest.mark.django_db


def outline(document):
    """The goals in force as a reader meets them, by number."""
    return [
        goal.outline
        for goal in Goal.objects.of(document.region_id).filter(document=document).in_force().in_outline_order()
    ]


def move(goal, by, *, parent=None, place=1):
    goal.refresh_from_db()
    operations.move_goal(goal=goal, parent=parent, place=place, revision=goal.revision, by=by, at=MONDAY)
    goal.refresh_from_db()


def test_add_goal_comes_last_among_its_siblings(anna):
    document = drafted_document(anna)
    first, *_ = goal_tree(anna, document)

    added_goal(anna, document, "1.3", "Fler utrikes födda kvinnor i arbete", parent=first)

    assert outline(document) == ["1", "1.1", "1.2", "1.3", "2"]


def test_add_goal_leaves_a_trail_of_the_goal_alone(anna):
    document = drafted_document(anna)
    first, *_, second = goal_tree(anna, document)

    goal = added_goal(anna, document, "1.3", parent=first)

    second.refresh_from_db()
    assert (verbs(goal), verbs(second)) == (["added"], ["added"])
    assert (goal.place, second.place) == (4, 5)


def test_add_goal_refuses_a_number_in_use(anna):
    document = drafted_document(anna)
    added_goal(anna, document, "1")

    with pytest.raises(RuleBroken) as refused:
        added_goal(anna, document, "1", "Något annat")

    assert (refused.value.code, refused.value.facts) == ("goal.outline_taken", {"field": "outline", "outline": "1"})


def test_add_goal_may_reuse_the_number_of_a_retired_goal(anna):
    document = drafted_document(anna)
    operations.retire_goal(goal=added_goal(anna, document, "1"), reason="Målet är nått.", by=anna, at=MONDAY)

    assert added_goal(anna, document, "1", "Det nya målet").outline == "1"


def test_add_goal_without_target_needs_a_direction(anna):
    with pytest.raises(RuleBroken) as refused:
        added_goal(anna, drafted_document(anna), is_targeted=False)

    assert (refused.value.code, refused.value.facts) == ("goal.direction_missing", {"field": "wished"})


@pytest.mark.parametrize("said", [{"wished": Direction.DOWN}, {"kind": GoalKind.PROCESS}])
def test_add_goal_without_target_is_fine_with_a_direction_or_about_the_process(anna, said):
    assert added_goal(anna, drafted_document(anna), is_targeted=False, **said).is_targeted is False


def test_add_goal_refuses_an_owner_who_works_elsewhere(anna, stig):
    with pytest.raises(RuleBroken) as refused:
        added_goal(anna, drafted_document(anna), owner=User.objects.get(pk=stig.person_id))

    assert (refused.value.code, refused.value.facts) == (
        "plan.owner_works_elsewhere",
        {"field": "owner", "name": "Stig"},
    )


def test_add_goal_refuses_a_parent_in_another_document(anna):
    elsewhere = added_goal(anna, drafted_document(anna, "En annan plan"))

    with pytest.raises(RuleBroken, match=r"goal\.parent_in_another_document"):
        added_goal(anna, drafted_document(anna), parent=elsewhere)


def test_add_goal_refuses_a_parent_in_another_region(anna, stig):
    theirs = added_goal(stig, drafted_document(stig))

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        added_goal(anna, drafted_document(anna), parent=theirs)


def test_add_goal_refuses_a_retired_parent(anna):
    document = drafted_document(anna)
    parent = added_goal(anna, document)
    operations.retire_goal(goal=parent, reason="Målet är nått.", by=anna, at=MONDAY)
    parent.refresh_from_db()

    with pytest.raises(RuleBroken) as refused:
        added_goal(anna, document, "1.1", parent=parent)

    assert (refused.value.code, refused.value.facts["field"]) == ("goal.parent_is_retired", "parent")


def test_add_goal_refuses_an_adopted_document(anna):
    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        added_goal(anna, adopted_document(anna), "2")


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_add_goal_is_for_strategists(who, anna, request):
    document = drafted_document(anna)

    with pytest.raises(NotAllowed):
        added_goal(request.getfixturevalue(who), document)


def test_edit_goal_changes_only_what_is_given(anna):
    goal = added_goal(anna, drafted_document(anna), description="Först")

    operations.edit_goal(goal=goal, revision=1, name="Alla unga fullföljer gymnasiet", by=anna, at=MONDAY)

    goal.refresh_from_db()
    line = TrailEntry.objects.about(goal).last()
    assert (goal.name, goal.description) == ("Alla unga fullföljer gymnasiet", "Först")
    assert (line.verb, line.after) == ("edited", {"name": "Alla unga fullföljer gymnasiet"})


def test_edit_goal_is_checked_as_it_would_become(anna):
    goal = added_goal(anna, drafted_document(anna), is_targeted=False, wished=Direction.UP)

    with pytest.raises(RuleBroken, match=r"goal\.direction_missing"):
        operations.edit_goal(goal=goal, revision=1, wished=None, by=anna, at=MONDAY)
    operations.edit_goal(goal=goal, revision=1, wished=None, is_targeted=True, by=anna, at=MONDAY)

    goal.refresh_from_db()
    assert (goal.wished, goal.is_targeted) == (None, True)


def test_edit_goal_refuses_a_stale_form(anna):
    goal = added_goal(anna, drafted_document(anna))
    operations.edit_goal(goal=goal, revision=1, name="Annas namn", by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_goal(goal=goal, revision=1, name="En äldre flik", by=anna, at=MONDAY)


def test_edit_goal_refuses_an_adopted_document(anna):
    goal = Goal.objects.of(anna.region_id).get(document=adopted_document(anna))

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        operations.edit_goal(goal=goal, revision=1, name="Nytt", by=anna, at=MONDAY)


def test_move_goal_takes_all_below_it_along(anna):
    document = drafted_document(anna)
    first, *_, second = goal_tree(anna, document)

    move(first, anna, place=2)

    assert outline(document) == ["2", "1", "1.1", "1.2"]
    assert (verbs(first), verbs(second)) == (["added", "moved"], ["added"])


def test_move_goal_puts_it_under_another(anna):
    document = drafted_document(anna)
    first, school, health, second = goal_tree(anna, document)

    move(health, anna, parent=second)

    assert (outline(document), health.parent) == (["1", "1.1", "2", "1.2"], second)
    assert (school.parent, first.parent) == (first, None)


@pytest.mark.parametrize(
    ("place", "found"),
    [(0, ["1", "1.2", "1.1", "2"]), (1, ["1", "1.2", "1.1", "2"]), (9, ["1", "1.1", "1.2", "2"])],
)
def test_move_goal_counts_places_from_one_and_stops_at_the_ends(anna, place, found):
    document = drafted_document(anna)
    first, _school, health, _second = goal_tree(anna, document)

    move(health, anna, parent=first, place=place)

    assert outline(document) == found


def test_move_goal_refuses_a_place_below_itself(anna):
    first, school, *_ = goal_tree(anna, drafted_document(anna))

    with pytest.raises(RuleBroken) as refused:
        move(first, anna, parent=school)
    with pytest.raises(RuleBroken, match=r"goal\.below_itself"):
        move(first, anna, parent=first)

    assert (refused.value.code, refused.value.facts) == (
        "goal.below_itself",
        {"field": "parent", "name": "1 Fler kan vara med"},
    )


def test_move_goal_refuses_a_stale_form(anna):
    document = drafted_document(anna)
    first, *_ = goal_tree(anna, document)

    with pytest.raises(RuleBroken, match="stale"):
        operations.move_goal(goal=first, parent=None, place=2, revision=7, by=anna, at=MONDAY)

    assert outline(document) == ["1", "1.1", "1.2", "2"]


def test_move_goal_refuses_a_parent_in_another_region(anna, stig):
    goal, theirs = added_goal(anna, drafted_document(anna)), added_goal(stig, drafted_document(stig))

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        move(goal, anna, parent=theirs)


def test_retire_goal_keeps_it_with_its_history(anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)

    operations.retire_goal(goal=goal, reason="Målet är nått.", by=anna, at=MONDAY)

    goal.refresh_from_db()
    assert (goal.retired_on, outline(document)) == (MONDAY.date(), [])
    assert verbs(goal) == ["added", "retired"]


def test_retire_goal_refuses_to_leave_goals_below_it(anna):
    first, school, health, _second = goal_tree(anna, drafted_document(anna))

    with pytest.raises(RuleBroken) as refused:
        operations.retire_goal(goal=first, reason="Målet är nått.", by=anna, at=MONDAY)
    for goal in (school, health, first):
        operations.retire_goal(goal=goal, reason="Målet är nått.", by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts["goals"]) == ("goal.has_goals_below", f"{school}, {health}")
    assert verbs(first) == ["added", "retired"]


def test_retired_goal_is_left_in_peace(anna):
    goal = added_goal(anna, drafted_document(anna))
    operations.retire_goal(goal=goal, reason="Målet är nått.", by=anna, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        operations.edit_goal(goal=goal, revision=2, name="Nytt", by=anna, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"goal\.is_retired"):
        operations.retire_goal(goal=goal, reason="Målet är nått.", by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts) == (
        "goal.is_retired",
        {"name": "1 Fler unga fullföljer gymnasiet"},
    )
