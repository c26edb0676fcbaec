from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    InitiativePersonFactory,
    InitiativePlaceFactory,
    MilestoneFactory,
    PartnershipFactory,
    PlannedResultFactory,
    UnitFactory,
)
from varv.core.kinds import InitiativeKind, Part, StrategyPhase
from varv.core.periods import Period
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative
from varv.overview.delivery.delivery_board import delivery_board
from varv.overview.delivery.initiative_wish import InitiativeWish, Lack, Sort, wished

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def found(region, **wish) -> list[str]:
    ids = wished(region.pk, InitiativeWish(**wish), TODAY)
    return sorted(Initiative.objects.of(region.pk).filter(pk__in=ids).values_list("name", flat=True))


def insats(name, **values) -> Initiative:
    return InitiativeFactory(name=name, **values)


def test_a_wish_of_nothing_is_for_all_of_the_region_and_no_other(alvmark, sydland):
    insats("A")
    insats("B")
    insats("C", region=sydland)

    assert found(alvmark) == ["A", "B"]
    assert InitiativeWish().is_narrow is InitiativeWish(sort=Sort.STATE).is_narrow is False
    assert InitiativeWish(words="a").is_narrow is InitiativeWish(lack=Lack.GOAL, sort=Sort.END).is_narrow is True


def test_wish_for_state_kind_and_phase(alvmark):
    insats("A", state=InitiativeState.RUNNING, kind=InitiativeKind.FUNDED, phase=StrategyPhase.STARTING)
    insats("B", state=InitiativeState.ENDED)

    assert found(alvmark, state=InitiativeState.RUNNING) == ["A"]
    assert found(alvmark, kind=InitiativeKind.FUNDED) == ["A"]
    assert found(alvmark, phase=StrategyPhase.STARTING) == ["A"]
    assert found(alvmark, phase=StrategyPhase.CLOSING) == []
    assert found(alvmark, not_ended="ja") == ["A"]


def test_wish_for_a_goal_finds_those_below_it_too(alvmark):
    top = GoalFactory()
    below = GoalFactory(document=top.document, parent=top)
    lowest, beside = GoalFactory(document=top.document, parent=below), GoalFactory(document=top.document)
    for name, goals in (("A", [top]), ("B", [below, lowest]), ("C", [beside]), ("D", [])):
        one = insats(name)
        for goal in goals:
            one.contributions.create(region=alvmark, goal=goal)

    assert found(alvmark, goal_id=top.pk) == ["A", "B"]
    assert found(alvmark, goal_id=lowest.pk) == ["B"]
    assert found(alvmark, goal_id=beside.pk) == ["C"]


def test_wish_for_a_unit_finds_those_below_it_even_if_they_stand_in_a_circle(alvmark):
    top = UnitFactory(name="Avdelningen")
    below = UnitFactory(name="Enheten", parent=top)
    insats("A", unit=top)
    insats("B", unit=below)
    insats("C", unit=UnitFactory(name="En annan"))

    assert found(alvmark, unit_id=top.pk) == ["A", "B"]
    assert found(alvmark, unit_id=below.pk) == ["B"]
    top.change(parent=below)
    assert found(alvmark, unit_id=below.pk) == ["A", "B"]


def test_wish_for_a_person_finds_who_answers_and_who_takes_part_now(alvmark, anna, bo):
    insats("A", responsible=person(bo))
    InitiativePersonFactory(initiative=insats("B"), person=person(bo), part=Part.STEERING)
    InitiativePersonFactory(initiative=insats("C"), person=person(bo), ended_on=date(2026, 1, 1))
    insats("D", responsible=person(anna))

    assert found(alvmark, person_id=bo.person_id) == ["A", "B"]
    assert found(alvmark, responsible_id=bo.person_id) == ["A"]


def test_wish_for_a_partner_and_a_place(alvmark):
    partnership = PartnershipFactory(initiative=insats("A"))
    place = InitiativePlaceFactory(initiative=insats("B")).place
    InitiativePlaceFactory(initiative=insats("C"), place=place)

    assert found(alvmark, partner_id=partnership.partner_id) == ["A"]
    assert found(alvmark, place_id=place.pk) == ["B", "C"]


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("2024", []),
        ("2025H1", ["ongoing"]),
        ("2026H1", ["closed early", "ongoing", "spring"]),
        ("2026H2", ["closed early", "ongoing"]),
        ("2027", ["ongoing"]),
    ],
)
def test_wish_for_a_period_finds_what_is_under_way_in_it(alvmark, period, names):
    insats("ongoing", starts_on=date(2025, 6, 30))
    insats("spring", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    insats("closed early", starts_on=date(2026, 6, 1), ends_on=date(2028, 12, 31), ended_on=date(2026, 9, 1))

    assert found(alvmark, period=Period.parse(period)) == names


def test_wish_for_what_lacks_a_goal_or_an_indicator(alvmark):
    with_goal, with_figure = insats("A"), insats("B")
    with_goal.contributions.create(region=alvmark, goal=GoalFactory())
    PlannedResultFactory(initiative=with_goal)
    PlannedResultFactory(initiative=with_figure, indicator=IndicatorFactory())

    assert found(alvmark, lack=Lack.GOAL) == ["B"]
    assert found(alvmark, lack=Lack.INDICATOR) == ["A"]


def test_wish_for_overdue_milestones_leaves_out_what_is_reached_due_today_or_over(alvmark):
    yesterday = date(2026, 11, 15)
    MilestoneFactory(initiative=insats("A"), due_on=yesterday)
    MilestoneFactory(initiative=insats("B"), due_on=yesterday, reached_on=TODAY)
    MilestoneFactory(initiative=insats("C"), due_on=TODAY)
    MilestoneFactory(initiative=insats("D", state=InitiativeState.ENDED), due_on=yesterday)

    assert found(alvmark, lack=Lack.MILESTONE) == ["A"]


def test_wishes_are_added_to_each_other(alvmark):
    place = InitiativePlaceFactory(initiative=insats("A", state=InitiativeState.RUNNING)).place
    InitiativePlaceFactory(initiative=insats("B"), place=place)
    insats("C", state=InitiativeState.RUNNING)

    assert found(alvmark, place_id=place.pk, state=InitiativeState.RUNNING) == ["A"]


def test_board_counts_what_is_lacking_among_what_the_region_counts(anna, bo):
    running(anna, bo, goals=[GoalFactory()])
    MilestoneFactory(initiative=started(anna, bo, name="Två"), due_on=date(2026, 1, 1))
    insats("Avslutad", state=InitiativeState.ENDED)

    board = delivery_board(anna.region_id, anna.person_id, InitiativeWish(), TODAY)

    assert dict(board.lacks) == {Lack.GOAL: 2, Lack.INDICATOR: 3, Lack.MILESTONE: 1}
    assert (board.without_goal, board.total, board.not_ended) == (2, 3, 2)


def test_board_can_be_sorted_by_its_other_columns(alvmark, anna):
    for name, unit, ends_on in (("A", "Östra", date(2027, 1, 1)), ("B", "Åsa", None), ("C", "Boden", date(2026, 1, 1))):
        insats(name, unit=UnitFactory(name=unit), ends_on=ends_on)

    def names(sort):
        board = delivery_board(alvmark.pk, anna.person_id, InitiativeWish(sort=sort), TODAY)
        return "".join(line.name for line in board.lines)

    assert (names(Sort.END), names(Sort.UNIT), names(Sort.NAME)) == ("CAB", "CBA", "ABC")
    assert sorted(names(Sort.RESPONSIBLE)) == ["A", "B", "C"]
