import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ContributionFactory,
    GoalFactory,
    GoalLinkFactory,
    IndicatorFactory,
    InitiativeFactory,
)
from tests.strategy.walks import added_goal, drafted_document, goal_tree
from varv.core.kinds import Succession
from varv.overview.boards.goal_history import Hanging, goal_history, hanging_on
from varv.strategy import operations
from varv.strategy.fates import NewGoal

pytestmark = pytest.mark.django_db


def merged(by, document=None):
    _first, school, health, _second = goal_tree(by, document or drafted_document(by))
    into = NewGoal("1.1", "Fler mår bra och fullföljer")
    made = operations.merge_goals(goals=[school, health], into=into, reason="Hänger ihop.", by=by, at=MONDAY)
    return school, health, made


def hang(goal, region, name):
    """One of each thing that hangs on a goal."""
    IndicatorFactory(region=region, goal=goal, name=f"Indikator {name}")
    ChainFactory(region=region, goal=goal, name=f"Kedja {name}")
    ContributionFactory(region=region, goal=goal, initiative=InitiativeFactory(region=region, name=f"Insats {name}"))
    GoalLinkFactory(
        region=region, source=GoalFactory(region=region, outline=f"x{name}", name=f"Från {name}"), target=goal
    )


def test_goal_that_has_always_been_itself_has_no_history(anna):
    history = goal_history(added_goal(anna, drafted_document(anna)))

    assert (history.became, history.was) == ((), ())


def test_history_leads_both_ways(anna):
    school, health, made = merged(anna)

    (became,) = goal_history(school).became
    was = goal_history(made).was

    assert (became.goal_id, became.goal, became.how, became.reason) == (
        made.pk,
        "1.1 Fler mår bra och fullföljer",
        Succession.MERGED,
        "Hänger ihop.",
    )
    assert [line.goal_id for line in was] == [school.pk, health.pk]
    assert became.happened_on == MONDAY.date()


def test_history_of_an_ended_goal_leads_nowhere(anna):
    goal = added_goal(anna, drafted_document(anna))
    operations.retire_goal(goal=goal, reason="Nått.", by=anna, at=MONDAY)

    (line,) = goal_history(goal).became

    assert (line.goal_id, line.goal, line.how, line.hanging) == (None, "", Succession.ENDED, Hanging())


def test_history_tells_what_still_hangs_on_what_was(anna, alvmark):
    school, health, made = merged(anna)
    hang(school, alvmark, "skola")

    was = {line.goal_id: line.hanging for line in goal_history(made).was}

    assert (was[school.pk].count, was[health.pk].count) == (4, 0)
    assert [[thing.name for thing in things] for things in vars(was[school.pk]).values()] == [
        [str(was[school.pk].links[0].name)],
        ["Kedja skola"],
        ["Indikator skola"],
        ["Insats skola"],
    ]
    assert was[school.pk].links[0].name.endswith("Från skola")


def test_links_are_told_from_both_ends(anna, alvmark):
    one, two = GoalFactory(region=alvmark, outline="a"), GoalFactory(region=alvmark, outline="b")
    GoalLinkFactory(region=alvmark, source=one, target=two)

    found = hanging_on(alvmark.pk, [one.pk, two.pk])

    assert [thing.id for thing in found[one.pk].links] == [two.pk]
    assert [thing.id for thing in found[two.pk].links] == [one.pk]


def test_nothing_of_another_region_hangs_on_a_goal(anna, alvmark, sydland):
    goal = GoalFactory(region=alvmark)
    hang(GoalFactory(region=sydland), sydland, "deras")

    assert hanging_on(alvmark.pk, [goal.pk])[goal.pk].count == 0


@pytest.mark.parametrize("times", [1, 3])
def test_history_takes_six_queries_however_much_hangs(times, anna, alvmark, django_assert_num_queries):
    school, _health, made = merged(anna)
    for number in range(times):
        hang(school, alvmark, number)

    with django_assert_num_queries(6):
        goal_history(made)
