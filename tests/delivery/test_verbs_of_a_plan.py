"""Every verb of an insats' plan at once: by whom, when it is too late, upon what, and what the trail says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    GoalFactory,
    InitiativeFactory,
    PartnerFactory,
    PlaceFactory,
    UnitFactory,
)
from tests.people import member, verbs
from varv.core.counting import Counting
from varv.core.kinds import Ending, InitiativeKind, Part, Severity
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import Role
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import operations, rules
from varv.delivery.models import Initiative
from varv.overview.words import refusal as words
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

DAY = MONDAY.date()


@dataclass
class Plan:
    """An insats with one of everything."""

    initiative: Initiative
    rows: dict


@pytest.fixture
def plan(anna, bo, egon) -> Plan:
    initiative = running(anna, bo, name="Yrkesväxling")
    at = {"initiative": initiative, "by": anna, "at": MONDAY}
    rows = {
        "contribution": operations.contribute_to(goal=GoalFactory(), reason="", **at),
        "initiative_person": operations.add_person(person=person(egon), part=Part.DEPUTY, **at),
        "partnership": operations.join_partner(partner=PartnerFactory(), **at),
        "milestone": operations.plan_milestone(text="Halvvägs", due_on=date(2026, 6, 1), **at),
        "risk": operations.note_risk(text="Få söker", likelihood=Severity.LOW, harm=Severity.LOW, answer="", **at),
        "planned_result": operations.plan_result(
            level=Level.OUTPUT, text="Moduler", unit="", planned=None, step=None, **at
        ),
    }
    return Plan(initiative, rows)


def frame(initiative) -> dict:
    names = ("name", "description", "kind", "chain", "unit", "responsible", "starts_on", "ends_on", "phase")
    return {name: getattr(initiative, name) for name in names}


SAID = {"text": "Andra ord", "likelihood": Severity.HIGH, "harm": Severity.LOW, "answer": "Vi ringer."}
REWORDED = {"text": "Kurser", "unit": "st", "planned": Decimal(6), "step": None}
COUNTED = {"indicator": None, "counting": Counting.STATE, "dimensions": ()}

# Verbs about the insats itself: the verb, and what more it is told.
OF_THE_INSATS: dict[str, Callable[[Plan], dict]] = {
    "edit_initiative": lambda plan: frame(plan.initiative) | {"revision": plan.initiative.revision},
    "pause_initiative": lambda _plan: {},
    "end_initiative": lambda _plan: {},
    "contribute_to": lambda _plan: {"goal": GoalFactory(), "reason": ""},
    "add_person": lambda plan: {"person": plan.initiative.responsible, "part": Part.STEERING},
    "join_partner": lambda _plan: {"partner": PartnerFactory()},
    "set_places": lambda _plan: {"places": [PlaceFactory()]},
    "plan_milestone": lambda _plan: {"text": "Klart", "due_on": DAY},
    "note_risk": lambda _plan: SAID,
    "plan_result": lambda _plan: REWORDED | {"level": Level.OUTCOME},
}

# Verbs about a row of its plan: the row, what more it is told, and the word the trail has for it.
OF_A_ROW: dict[str, tuple[str, dict, str]] = {
    "edit_contribution": ("contribution", {"reason": "Därför", "revision": 1}, "edited"),
    "withdraw_contribution": ("contribution", {}, "withdrawn"),
    "end_person": ("initiative_person", {}, "part_ended"),
    "edit_partnership": ("partnership", {"brings": "Lokaler", "revision": 1}, "edited"),
    "leave_partner": ("partnership", {}, "left"),
    "edit_milestone": ("milestone", {"text": "Klart", "due_on": DAY, "revision": 1}, "edited"),
    "reach_milestone": ("milestone", {"reached_on": DAY, "note": ""}, "reached"),
    "remove_milestone": ("milestone", {}, "removed"),
    "edit_risk": ("risk", SAID | {"revision": 1}, "edited"),
    "close_risk": ("risk", {"what_happened": "Den kom aldrig."}, "closed"),
    "edit_planned_result": ("planned_result", REWORDED | {"revision": 1}, "edited"),
    "recount_planned_result": ("planned_result", COUNTED, "recounted"),
    "remove_planned_result": ("planned_result", {}, "removed"),
}
WITH_REVISION = [verb for verb, (_row, told, _word) in OF_A_ROW.items() if "revision" in told]


def done(plan, verb, by, **changed) -> None:
    """One verb, done to the plan."""
    deed = getattr(operations, verb)
    if verb in OF_THE_INSATS:
        deed(initiative=plan.initiative, **OF_THE_INSATS[verb](plan), by=by, at=MONDAY)
    else:
        row, told, _word = OF_A_ROW[verb]
        deed(**{row: plan.rows[row]}, **(told | changed), by=by, at=MONDAY)


def lines(plan) -> int:
    """How much the trail of the region holds."""
    return TrailEntry.objects.of(plan.initiative.region_id).count()


def refused(check, *args, **more) -> tuple[str, object]:
    """The code and the field that a check refuses with."""
    with pytest.raises(RuleBroken) as broken:
        check(*args, **more)
    return broken.value.code, broken.value.facts.get("field")


# --- by whom, and when ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [*OF_THE_INSATS, *OF_A_ROW])
def test_a_verb_is_done_by_the_responsible_and_leaves_a_line(plan, bo, verb):
    before = lines(plan)

    done(plan, verb, bo)

    assert lines(plan) > before
    assert TrailEntry.objects.of(bo.region_id).order_by("-number").first().person == "Bo"


@pytest.mark.parametrize("verb", [*OF_THE_INSATS, *OF_A_ROW])
def test_a_verb_is_refused_to_a_reader_a_manager_and_another_reporter(plan, cilla, disa, alvmark, verb):
    gunnel = member(alvmark, "gunnel", Role.REPORTER)
    before = lines(plan)

    for who in (cilla, disa, gunnel):
        with pytest.raises(NotAllowed):
            done(plan, verb, who)

    assert lines(plan) == before


@pytest.mark.parametrize("verb", [*OF_THE_INSATS, *OF_A_ROW])
def test_a_verb_is_too_late_when_the_work_has_ended(plan, anna, verb):
    operations.end_initiative(initiative=plan.initiative, by=anna, at=MONDAY)
    plan.initiative.refresh_from_db()
    plan.rows = {name: type(row).objects.get(pk=row.pk) for name, row in plan.rows.items()}
    before = lines(plan)

    with pytest.raises(RuleBroken) as broken:
        done(plan, verb, anna)

    assert (broken.value.code, lines(plan)) == ("initiative.ended", before)
    assert words(broken.value) == "Insatsen är avslutad och står som den var. Starta en ny om arbetet fortsätter."


@pytest.mark.parametrize("verb", OF_A_ROW)
def test_a_row_has_the_verbs_own_word_in_the_trail(plan, bo, verb):
    row, _told, word = OF_A_ROW[verb]

    done(plan, verb, bo)

    assert verbs(plan.rows[row])[1:] == [word]


@pytest.mark.parametrize("verb", WITH_REVISION)
@pytest.mark.parametrize("revision", [0, 2])
def test_a_row_is_changed_only_upon_what_was_read(plan, bo, verb, revision):
    row = plan.rows[OF_A_ROW[verb][0]]

    with pytest.raises(RuleBroken):
        done(plan, verb, bo, revision=revision)

    assert (type(row).objects.get(pk=row.pk).revision, len(verbs(row))) == (1, 1)


# --- how it ends, splits and merges ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "reason", "answer"),
    [
        (Ending.COMPLETED, "", None),
        (Ending.COMPLETED, "Allt är klart.", None),
        (Ending.STOPPED, "Medlen räckte inte.", None),
        (Ending.STOPPED, "", ("initiative.reason_missing", "reason")),
        (Ending.STOPPED, " \n", ("initiative.reason_missing", "reason")),
        (Ending.MERGED, "Därför.", ("initiative.ending_of_lineage", "ending")),
        (Ending.SPLIT, "Därför.", ("initiative.ending_of_lineage", "ending")),
    ],
)
def test_an_ending_by_hand_has_its_reason(ending, reason, answer):
    if answer is None:
        assert holds(rules.check_ending, ending, reason)
    else:
        assert refused(rules.check_ending, ending, reason) == answer


@pytest.mark.parametrize(
    ("names", "reason", "answer"),
    [
        (["Norr", "Söder"], "Två lag.", None),
        (["Norr", "Söder"], "  ", ("initiative.reason_missing", "reason")),
        ([], "Två lag.", ("initiative.split_into_one", "names")),
        (["Norr"], "Två lag.", ("initiative.split_into_one", "names")),
        (["Norr", "Norr"], "Två lag.", ("initiative.same_name_twice", "names")),
        (["Norr", "Söder", "Norr"], "Två lag.", ("initiative.same_name_twice", "names")),
    ],
)
def test_a_split_has_two_names_and_a_reason(anna, bo, names, reason, answer):
    initiative = started(anna, bo)

    if answer is None:
        assert holds(rules.check_split, initiative, names, reason, anna)
    else:
        assert refused(rules.check_split, initiative, names, reason, anna) == answer


@pytest.mark.parametrize("state", list(InitiativeState))
def test_what_has_not_ended_may_become_others(anna, state):
    one, other = InitiativeFactory(state=state), InitiativeFactory()

    may = state is not InitiativeState.ENDED
    assert holds(rules.check_reshape, one, anna) is may
    assert holds(rules.check_merge, [other, one], "Samma deltagare.", anna) is may


def test_a_merge_has_two_and_a_reason(anna):
    one, other = InitiativeFactory(), InitiativeFactory()

    assert refused(rules.check_merge, [one], "Därför.", anna) == ("initiative.merge_of_one", "others")
    assert refused(rules.check_merge, [one, other], " ", anna) == ("initiative.reason_missing", "reason")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.STRATEGIST, True),
        (Role.HANDLER, True),
        (Role.ANALYST, True),
        (Role.MANAGER, False),
        (Role.REPORTER, False),
        (Role.READER, False),
        (Role.ADMINISTRATOR, False),
        (Role.PROJECT_OWNER, False),
    ],
)
def test_copying_splitting_and_merging_are_for_those_who_start(alvmark, role, may):
    gunnel = member(alvmark, "gunnel", role)
    initiative = InitiativeFactory(responsible=person(gunnel))

    assert holds(rules.check_duplicate, gunnel) is may
    assert holds(rules.check_reshape, initiative, gunnel) is may


# --- single rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("is_known", "name", "may"), [(True, "", True), (False, "Nya", True), (True, " ", True)])
def test_a_partner_is_known_or_new(alvmark, is_known, name, may):
    partner = PartnerFactory() if is_known else None

    assert holds(rules.check_partner_named, partner, name) is may
    other_name = "" if name.strip() else "Nya"
    assert refused(rules.check_partner_named, partner, other_name) == ("partnership.one_partner", "partner")


@pytest.mark.parametrize(("days", "may"), [(-400, True), (-1, True), (0, True), (1, False), (400, False)])
def test_a_milestone_is_reached_on_a_day_that_has_come(plan, bo, days, may):
    day = DAY + timedelta(days=days)

    if may:
        assert holds(rules.check_reach, plan.rows["milestone"], day, DAY, bo)
    else:
        answer = refused(rules.check_reach, plan.rows["milestone"], day, DAY, bo)
        assert answer == ("milestone.day_to_come", "reached_on")


@pytest.mark.parametrize("chosen", [[], ["sex"], ["sex", "age", "born", "place"]])
def test_breakdowns_are_those_that_can_be_added(chosen):
    assert holds(rules.check_dimensions, chosen)
    assert refused(rules.check_dimensions, [*chosen, "shoe_size"]) == ("planned_result.unknown_dimension", "dimensions")


def test_a_chain_may_change_as_long_as_it_is_the_same(anna, bo):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain, unit=UnitFactory(name="Näringsliv"), kind=InitiativeKind.FUNDED)

    assert holds(rules.check_change_chain, initiative, chain)
    assert holds(rules.check_change_chain, initiative, ChainFactory())
