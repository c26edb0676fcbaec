from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, InitiativeLinkFactory, PlaceFactory
from varv.core.kinds import Lineage, Part, Severity
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.overview.delivery.initiative_plan import initiative_plan

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo, name="Yrkesväxling")


def milestone(initiative, by, due_on, reached_on=None):
    row = operations.plan_milestone(initiative=initiative, text="Halvvägs", due_on=due_on, by=by, at=MONDAY)
    if reached_on:
        operations.reach_milestone(milestone=row, reached_on=reached_on, note="Klart.", by=by, at=MONDAY)
    return row


def risk(initiative, by, text, likelihood, harm, closed=""):
    row = operations.note_risk(
        initiative=initiative, text=text, likelihood=likelihood, harm=harm, answer="", by=by, at=MONDAY
    )
    if closed:
        operations.close_risk(risk=row, what_happened=closed, by=by, at=MONDAY)


def with_everything(initiative, by, one):
    at = {"initiative": initiative, "by": by, "at": MONDAY}
    operations.join_partner(partner=None, name=f"Partner {one}", **at)
    places = [*PlaceFactory.create_batch(one)]
    operations.set_places(places=places, **at)
    milestone(initiative, by, date(2026, 1, one))
    risk(initiative, by, "Få söker", Severity.LOW, Severity.HIGH)
    InitiativeLinkFactory(source=initiative)


def test_an_insats_with_nothing_more_is_empty(insats):
    plan = initiative_plan(insats, TODAY)

    assert (plan.people, plan.partners, plan.places, plan.milestones, plan.risks) == ((),) * 5
    assert (plan.reporter, plan.overdue, plan.reached, plan.has_kin) == (None, 0, 0, False)


def test_people_stand_by_part_and_those_who_left_stand_apart(insats, anna, bo, cilla, egon):
    at = {"initiative": insats, "by": anna, "at": MONDAY}
    operations.add_person(person=person(cilla), part=Part.PARTICIPANT, **at)
    operations.add_person(person=person(bo), part=Part.REPORTER, **at)
    operations.add_person(person=person(egon), part=Part.REPORTER, **at)

    plan = initiative_plan(insats, TODAY)

    assert [(one.name, one.part) for one in plan.people] == [("Egon", Part.REPORTER), ("Cilla", Part.PARTICIPANT)]
    assert [(one.name, one.ended_on) for one in plan.former] == [("Bo", date(2026, 11, 16))]
    assert plan.reporter == plan.people[0]


def test_partners_stand_by_name_with_what_they_bring(insats, bo):
    at = {"initiative": insats, "partner": None, "by": bo, "at": MONDAY}
    operations.join_partner(name="Nordskogens kommun", link="https://example.org", brings="Lokaler", **at)
    operations.join_partner(name="Folkhögskolan", **at)

    partners = initiative_plan(insats, TODAY).partners

    assert [(one.name, one.link, one.brings) for one in partners] == [
        ("Folkhögskolan", "", ""),
        ("Nordskogens kommun", "https://example.org", "Lokaler"),
    ]


def test_places_stand_by_their_codes(insats, bo):
    places = [PlaceFactory(code="9902", name="Adal"), PlaceFactory(code="9901", name="Östra")]
    operations.set_places(initiative=insats, places=places, by=bo, at=MONDAY)

    assert initiative_plan(insats, TODAY).places == ("Östra", "Adal")


@pytest.mark.parametrize(
    ("due_on", "reached_on", "is_overdue", "is_late"),
    [
        (date(2026, 11, 15), None, True, False),
        (date(2026, 11, 16), None, False, False),
        (date(2026, 3, 1), date(2026, 3, 1), False, False),
        (date(2026, 3, 1), date(2026, 3, 2), False, True),
    ],
)
def test_a_milestone_is_overdue_the_day_after_and_late_when_reached_later(
    insats, bo, due_on, reached_on, is_overdue, is_late
):
    milestone(insats, bo, due_on, reached_on)

    plan = initiative_plan(insats, TODAY)

    assert [(one.is_overdue, one.is_late) for one in plan.milestones] == [(is_overdue, is_late)]
    assert (plan.overdue, plan.reached) == (int(is_overdue), int(reached_on is not None))


def test_milestones_stand_in_the_order_of_their_days(insats, bo):
    for due_on in (date(2027, 5, 1), date(2026, 5, 1), date(2026, 12, 1)):
        milestone(insats, bo, due_on)

    days = [one.due_on for one in initiative_plan(insats, TODAY).milestones]

    assert days == [date(2026, 5, 1), date(2026, 12, 1), date(2027, 5, 1)]


def test_risks_stand_with_the_heaviest_first_and_closed_ones_apart(insats, bo):
    risk(insats, bo, "Liten", Severity.LOW, Severity.LOW)
    risk(insats, bo, "Trolig", Severity.HIGH, Severity.MEDIUM)
    risk(insats, bo, "Svår", Severity.LOW, Severity.HIGH)
    risk(insats, bo, "Värst", Severity.HIGH, Severity.HIGH)
    risk(insats, bo, "Över", Severity.HIGH, Severity.HIGH, closed="Den kom aldrig.")

    plan = initiative_plan(insats, TODAY)

    assert [(one.text, one.is_grave) for one in plan.risks] == [
        ("Värst", True),
        ("Svår", False),
        ("Trolig", True),
        ("Liten", False),
    ]
    assert [(one.text, one.what_happened) for one in plan.closed_risks] == [("Över", "Den kom aldrig.")]


def test_lineage_is_told_both_ways(insats, anna, bo):
    merged = operations.merge_initiatives(
        initiative=insats,
        others=[started(anna, bo, name="Validering")],
        name="Gemensamt",
        reason="Samma deltagare.",
        by=anna,
        at=MONDAY,
    )
    copy = operations.duplicate_initiative(
        initiative=merged, name="Kopia", starts_on=date(2027, 1, 1), ends_on=None, by=anna, at=MONDAY
    )

    plan = initiative_plan(merged, TODAY)

    assert [(one.name, one.state, one.lineage, one.reason) for one in plan.came_from] == [
        ("Yrkesväxling", InitiativeState.ENDED, Lineage.MERGED, "Samma deltagare."),
        ("Validering", InitiativeState.ENDED, Lineage.MERGED, "Samma deltagare."),
    ]
    assert [(one.id, one.name, one.lineage) for one in plan.led_to] == [(copy.pk, "Kopia", Lineage.COPIED)]
    assert plan.has_kin


def test_nothing_of_another_insats_is_told(insats, anna, bo):
    with_everything(started(anna, bo, name="En annan"), anna, 2)

    plan = initiative_plan(insats, TODAY)

    assert (plan.partners, plan.places, plan.milestones, plan.risks, plan.led_to) == ((),) * 5


def test_the_plan_costs_the_same_for_one_and_for_three(insats, anna, django_assert_num_queries):
    with_everything(insats, anna, 1)
    with django_assert_num_queries(6):
        initiative_plan(insats, TODAY)

    for one in (2, 3):
        with_everything(insats, anna, one)
    with django_assert_num_queries(6):
        plan = initiative_plan(insats, TODAY)

    assert (len(plan.partners), len(plan.milestones), len(plan.led_to)) == (3, 3, 3)
