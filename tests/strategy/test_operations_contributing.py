import itertools
from datetime import date
from decimal import Decimal

import pytest

from tests.factories import MONDAY, GoalFactory
from tests.people import verbs
from tests.strategy.walks import TUESDAY, added_goal, adopt, drafted_document, goal_tree
from varv.core.kinds import DocumentKind, Strength
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.regions.models import TrailEntry
from varv.strategy import operations, rules
from varv.strategy.models import Goal, GoalLink, SteeringDocument
from varv.strategy.operations import PartnerGoal

pytestmark = pytest.mark.django_db

PLAN = {
    "name": "Verksamhetsplan 2027",
    "organisation": "Norra kommunen",
    "starts_on": date(2027, 1, 1),
    "ends_on": date(2027, 12, 31),
    "link": "https://example.org/vp",
}


@pytest.fixture
def ours(anna):
    """A goal of our strategy."""
    return added_goal(anna, drafted_document(anna), "1")


@pytest.fixture
def theirs(anna):
    """A goal of another document."""
    return added_goal(anna, drafted_document(anna, "Handlingsplan"), "A", "Kortare vägar")


def link(by, source, target, strength=Strength.CLEARLY, **said):
    return operations.link_goals(source=source, target=target, strength=strength, by=by, at=MONDAY, **said)


def edit(by, made, **said):
    values = {"strength": made.strength, "revision": made.revision} | said
    operations.edit_goal_link(link=made, **values, by=by, at=TUESDAY)
    made.refresh_from_db()


def refused_link(*args, **said):
    with pytest.raises(RuleBroken) as refused:
        link(*args, **said)
    return refused.value.code, refused.value.facts


def test_link_goals_says_how_clearly_how_much_and_why(anna, ours, theirs):
    made = link(anna, theirs, ours, share=Decimal(40), reason="Målet står ordagrant i planen.")

    made.refresh_from_db()
    assert (made.source, made.target, made.strength) == (theirs, ours, Strength.CLEARLY)
    assert (made.share, made.reason) == (Decimal(40), "Målet står ordagrant i planen.")
    assert verbs(made) == ["linked"]


def test_link_goals_needs_neither_share_nor_reason(anna, ours, theirs):
    made = link(anna, theirs, ours)

    assert (made.share, made.reason) == (None, "")


def test_link_goals_is_done_on_adopted_documents_and_makes_no_new_version(anna, ours, theirs):
    adopt(ours.document, anna)
    adopt(theirs.document, anna)

    made = link(anna, theirs, ours)

    assert made.pk
    assert ours.document.versions.count() == 1


def test_link_goals_takes_the_right_to_plan(anna, bo, ours, theirs):
    with pytest.raises(NotAllowed):
        link(bo, theirs, ours)

    assert not GoalLink.objects.of(bo.region_id).exists()


def test_link_goals_refuses_a_goal_of_the_same_document(anna):
    _first, school, health, _second = goal_tree(anna, drafted_document(anna))

    assert refused_link(anna, health, school) == (
        "goal_link.same_document",
        {"field": "target", "name": "1.1 Fler unga fullföljer gymnasiet"},
    )


@pytest.mark.parametrize("retired", ["ours", "theirs"])
def test_link_goals_refuses_a_goal_that_no_longer_holds(anna, ours, theirs, retired):
    gone = {"ours": ours, "theirs": theirs}[retired]
    operations.retire_goal(goal=gone, reason="Målet är nått.", by=anna, at=MONDAY)
    for goal in (ours, theirs):
        goal.refresh_from_db()

    assert refused_link(anna, theirs, ours) == ("goal_link.goal_is_retired", {"field": "target", "name": str(gone)})


def test_link_goals_refuses_the_same_link_twice(anna, ours, theirs):
    link(anna, theirs, ours)

    code, facts = refused_link(anna, theirs, ours, Strength.MENTIONED)

    assert code == "goal_link.exists_already"
    assert (facts["source"], facts["target"]) == ("A Kortare vägar", "1 Fler unga fullföljer gymnasiet")


def test_link_goals_refuses_to_go_back(anna, ours, theirs):
    link(anna, theirs, ours)

    assert refused_link(anna, ours, theirs) == (
        "goal_link.closes_loop",
        {"field": "target", "source": str(ours), "target": str(theirs)},
    )


def test_link_goals_refuses_a_loop_through_every_document_of_the_region(anna, ours, theirs):
    third = added_goal(anna, drafted_document(anna, "Verksamhetsplan"), "V")
    link(anna, theirs, ours)
    link(anna, third, theirs)

    assert refused_link(anna, ours, third)[0] == "goal_link.closes_loop"


def test_link_goals_goes_through_a_large_region_without_losing_its_way(anna, ours, theirs):
    goals = [added_goal(anna, drafted_document(anna, f"Plan {number}"), "1") for number in range(6)]
    for lower, higher in itertools.pairwise(goals):
        link(anna, lower, higher)
    link(anna, goals[0], goals[3])
    link(anna, goals[-1], ours)

    assert refused_link(anna, ours, goals[0])[0] == "goal_link.closes_loop"
    assert link(anna, theirs, goals[0]).pk


def test_link_goals_lets_two_ways_lead_to_the_same_goal(anna, ours, theirs):
    third = added_goal(anna, drafted_document(anna, "Verksamhetsplan"), "V")
    link(anna, theirs, ours)
    link(anna, third, theirs)

    assert link(anna, third, ours).pk


@pytest.mark.parametrize("share", [Decimal(0), Decimal(-1), Decimal("100.01")])
def test_link_goals_refuses_a_share_that_is_no_part(anna, ours, theirs, share):
    assert refused_link(anna, theirs, ours, share=share) == ("goal_link.share_outside", {"field": "share"})


def test_link_goals_refuses_parts_that_are_more_than_the_whole(anna, ours, theirs):
    other = added_goal(anna, drafted_document(anna, "Verksamhetsplan"), "V")
    link(anna, theirs, ours, share=Decimal(60))

    assert refused_link(anna, other, ours, share=Decimal("40.01")) == (
        "goal_link.shares_exceed",
        {"field": "share", "target": str(ours), "taken": Decimal(60)},
    )
    assert link(anna, other, ours, share=Decimal(40)).share == Decimal(40)


def test_link_goals_does_not_count_the_share_of_a_goal_that_no_longer_holds(anna, ours, theirs):
    other = added_goal(anna, drafted_document(anna, "Verksamhetsplan"), "V")
    link(anna, theirs, ours, share=Decimal(60))
    operations.retire_goal(goal=theirs, reason="Målet är nått.", by=anna, at=MONDAY)

    assert link(anna, other, ours, share=Decimal(100)).share == Decimal(100)


def test_link_goals_refuses_another_regions_goal(anna, sydland, ours):
    foreign = GoalFactory(region=sydland, outline="9")

    assert refused_link(anna, foreign, ours)[0] == "region.not_the_same"


def test_edit_goal_link_tells_only_what_became_different(anna, ours, theirs):
    made = link(anna, theirs, ours, Strength.MENTIONED)

    edit(anna, made, strength=Strength.PARTLY, share=Decimal(25), reason="Nu finns en aktivitet.")

    assert (made.strength, made.share, made.reason) == (Strength.PARTLY, Decimal(25), "Nu finns en aktivitet.")
    entry = TrailEntry.objects.about(made).last()
    assert (entry.verb, entry.before["strength"], entry.after["strength"]) == ("edited", "mentioned", "partly")
    assert set(entry.after) == {"strength", "share", "reason"}


def test_edit_goal_link_counts_its_own_share_once(anna, ours, theirs):
    made = link(anna, theirs, ours, share=Decimal(80))

    edit(anna, made, share=Decimal(100))

    assert made.share == Decimal(100)


def test_edit_goal_link_refuses_a_form_that_is_out_of_date(anna, ours, theirs):
    made = link(anna, theirs, ours)
    edit(anna, made, reason="Ett skäl.")

    with pytest.raises(RuleBroken) as refused:
        edit(anna, made, revision=1)

    assert refused.value.code == "stale"


def test_edit_goal_link_refuses_when_the_goal_no_longer_holds(anna, ours, theirs):
    made = link(anna, theirs, ours)
    operations.retire_goal(goal=theirs, reason="Målet är nått.", by=anna, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        edit(anna, made, strength=Strength.MENTIONED)

    assert refused.value.code == "goal_link.goal_is_retired"


def test_edit_goal_link_takes_the_right_to_plan(anna, cilla, ours, theirs):
    made = link(anna, theirs, ours)

    with pytest.raises(NotAllowed):
        edit(cilla, made, strength=Strength.MENTIONED)


def test_edit_goal_link_changes_only_what_is_given(anna, ours, theirs):
    made = link(anna, theirs, ours, Strength.MENTIONED, share=Decimal(10), reason="Sidan 4.")

    edit(anna, made, strength=Strength.CLEARLY)

    assert (made.strength, made.share, made.reason) == (Strength.CLEARLY, Decimal(10), "Sidan 4.")


@pytest.mark.parametrize(("share", "holding"), [(Decimal("0.01"), True), (Decimal(100), True), (Decimal(101), False)])
def test_a_rule_can_be_asked_before_the_form_is_shown(anna, ours, theirs, share, holding):
    wanted = GoalLink(region_id=anna.region_id, source=theirs, target=ours, strength=Strength.PARTLY, share=share)

    assert holds(rules.check_goal_link, wanted) is holding
    assert holds(rules.check_goal_for_links, ours) is True


def test_unlink_goals_takes_it_away_and_the_trail_keeps_it(anna, ours, theirs):
    made = link(anna, theirs, ours, reason="Så var det tänkt.")
    pk = made.pk

    operations.unlink_goals(link=made, by=anna, at=TUESDAY)

    entry = TrailEntry.objects.of(anna.region_id).get(verb="removed")
    assert not GoalLink.objects.of(anna.region_id).exists()
    assert (entry.thing_id, entry.before["reason"], entry.after) == (pk, "Så var det tänkt.", {})


def test_unlink_goals_is_done_even_when_a_goal_no_longer_holds(anna, ours, theirs):
    made = link(anna, theirs, ours)
    operations.retire_goal(goal=theirs, reason="Målet är nått.", by=anna, at=MONDAY)

    operations.unlink_goals(link=made, by=anna, at=TUESDAY)

    assert not GoalLink.objects.of(anna.region_id).exists()


def test_unlink_goals_takes_the_right_to_plan(anna, disa, ours, theirs):
    made = link(anna, theirs, ours)

    with pytest.raises(NotAllowed):
        operations.unlink_goals(link=made, by=disa, at=TUESDAY)

    assert GoalLink.objects.of(anna.region_id).get() == made


def test_enter_partner_plan_writes_in_the_plan_its_goals_and_what_they_contribute_to(anna, ours):
    goals = [
        PartnerGoal("1", "Fler lärlingar", ours, Strength.CLEARLY, "Samma målgrupp."),
        PartnerGoal("2", "Ett eget mål"),
    ]

    document = operations.enter_partner_plan(**PLAN, goals=goals, by=anna, at=MONDAY)

    made = GoalLink.objects.of(anna.region_id).get()
    assert (document.kind, document.title) == (DocumentKind.PARTNER_PLAN, "Norra kommunen: Verksamhetsplan 2027")
    assert (document.starts_on, document.ends_on, document.link) == (PLAN["starts_on"], PLAN["ends_on"], PLAN["link"])
    assert [str(goal) for goal in document.goals.in_outline_order()] == ["1 Fler lärlingar", "2 Ett eget mål"]
    assert (made.source.name, made.target, made.strength) == ("Fler lärlingar", ours, Strength.CLEARLY)
    assert (made.reason, verbs(document), verbs(made)) == ("Samma målgrupp.", ["drafted"], ["linked"])


def test_enter_partner_plan_writes_nothing_when_one_goal_is_refused(anna, ours):
    goals = [PartnerGoal("1", "Fler lärlingar", ours), PartnerGoal("1", "Samma nummer")]
    lines = TrailEntry.objects.of(anna.region_id).count()

    with pytest.raises(RuleBroken) as refused:
        operations.enter_partner_plan(**PLAN, goals=goals, by=anna, at=MONDAY)

    assert refused.value.code == "goal.outline_taken"
    assert not SteeringDocument.objects.of(anna.region_id).filter(kind=DocumentKind.PARTNER_PLAN).exists()
    assert Goal.objects.of(anna.region_id).count() == 1
    assert TrailEntry.objects.of(anna.region_id).count() == lines


def test_enter_partner_plan_refuses_a_plan_without_goals(anna):
    with pytest.raises(RuleBroken) as refused:
        operations.enter_partner_plan(**PLAN, goals=[], by=anna, at=MONDAY)

    assert refused.value.code == "partner_plan.no_goals"


def test_enter_partner_plan_refuses_the_same_plan_twice(anna):
    operations.enter_partner_plan(**PLAN, goals=[PartnerGoal("1", "Fler lärlingar")], by=anna, at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        operations.enter_partner_plan(**PLAN, goals=[PartnerGoal("1", "Fler lärlingar")], by=anna, at=MONDAY)

    assert refused.value.code == "document.title_taken"


def test_enter_partner_plan_takes_the_right_to_plan(bo):
    with pytest.raises(NotAllowed):
        operations.enter_partner_plan(**PLAN, goals=[PartnerGoal("1", "Fler lärlingar")], by=bo, at=MONDAY)
