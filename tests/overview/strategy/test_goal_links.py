from decimal import Decimal

import pytest

from tests.factories import MONDAY
from tests.strategy.walks import added_goal, drafted_document
from varv.core.kinds import DocumentKind, Strength
from varv.overview.strategy.goal_links import goal_links
from varv.strategy import operations

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(anna):
    return added_goal(anna, drafted_document(anna), "1")


def goal_in(by, title, outline="A", name="Kortare vägar"):
    return added_goal(by, drafted_document(by, title), outline, name)


def link(by, source, target, strength=Strength.PARTLY, **said):
    return operations.link_goals(source=source, target=target, strength=strength, by=by, at=MONDAY, **said)


def test_a_goal_is_told_what_it_contributes_to_and_what_contributes_to_it(anna, ours):
    frame, plan = goal_in(anna, "Agenda"), goal_in(anna, "Plan")
    onward = link(anna, ours, frame, Strength.CLEARLY, reason="Samma mål.")
    inward = link(anna, plan, ours, share=Decimal(30))

    found = goal_links(ours)

    (line,) = found.onward
    assert (line.id, line.goal_id, line.goal, line.document) == (onward.pk, frame.pk, "A Kortare vägar", "Agenda")
    assert (line.kind, line.strength, line.share) == (DocumentKind.REGIONAL_STRATEGY, Strength.CLEARLY, None)
    assert (line.reason, line.document_id, line.is_retired) == ("Samma mål.", frame.document_id, False)
    assert [(line.id, line.share) for line in found.inward] == [(inward.pk, Decimal(30))]


def test_the_other_end_sees_the_same_link(anna, ours):
    plan = goal_in(anna, "Plan")
    made = link(anna, plan, ours)

    found = goal_links(plan)

    assert ([line.id for line in found.onward], found.inward) == ([made.pk], ())


def test_what_contributes_stands_plan_by_plan(anna, ours):
    second = goal_in(anna, "Plan B")
    first = goal_in(anna, "Plan A")
    for goal in (second, first, added_goal(anna, second.document, "B", "Fler vägar")):
        link(anna, goal, ours)

    told = [(title, [line.goal for line in lines]) for title, lines in goal_links(ours).by_document]

    assert told == [("Plan A", ["A Kortare vägar"]), ("Plan B", ["A Kortare vägar", "B Fler vägar"])]


def test_the_shares_told_are_added_up(anna, ours):
    link(anna, goal_in(anna, "Plan A"), ours, share=Decimal(30))
    link(anna, goal_in(anna, "Plan B"), ours, share=Decimal("12.5"))
    link(anna, goal_in(anna, "Plan C"), ours)

    assert goal_links(ours).share_told == Decimal("42.5")


def test_nobody_having_told_a_share_is_not_zero(anna, ours):
    link(anna, goal_in(anna, "Plan A"), ours)

    assert goal_links(ours).share_told is None


def test_a_goal_that_no_longer_holds_is_shown_but_its_share_is_not_counted(anna, ours):
    gone = goal_in(anna, "Plan A")
    link(anna, gone, ours, share=Decimal(30))
    operations.retire_goal(goal=gone, reason="Målet är nått.", by=anna, at=MONDAY)

    found = goal_links(ours)

    assert ([line.is_retired for line in found.inward], found.share_told) == ([True], None)


def test_it_takes_one_query_however_many_links(anna, ours, django_assert_num_queries):
    for number in range(3):
        link(anna, goal_in(anna, f"Plan {number}"), ours)

    with django_assert_num_queries(1):
        found = goal_links(ours)

    assert len(found.inward) == 3
