from enum import StrEnum
from itertools import product

import pytest

from varv.core import workflow
from varv.core.refusals import RuleBroken
from varv.core.workflow import REPORT_STEPS, TABLES, ReportState, step

# Every arrow, drawn: which state may follow which.
ARROWS = {
    "plan": {
        "draft -> adopted",
        "adopted -> revising",
        "revising -> adopted",
    },
    "initiative": {
        "planned -> running",
        "planned -> ended",
        "running -> paused",
        "running -> ended",
        "paused -> running",
        "paused -> ended",
    },
    "pilot": {
        "plan -> do",
        "plan -> decided",
        "do -> check",
        "do -> decided",
        "check -> decided",
    },
    "funding": {
        "applied -> granted",
        "applied -> declined",
        "applied -> withdrawn",
        "granted -> withdrawn",
    },
    "template": {
        "draft -> in_use",
        "in_use -> retired",
    },
    "case_import": {
        "previewed -> applied",
        "previewed -> discarded",
    },
    "round": {
        "planned -> open",
        "open -> closed",
        "closed -> open",
        "closed -> frozen",
        "frozen -> open",
    },
    "report": {
        "draft -> submitted",
        "submitted -> draft",
        "submitted -> returned",
        "submitted -> approved",
        "returned -> submitted",
        "approved -> returned",
    },
    "evaluation": {
        "planned -> commissioned",
        "planned -> running",
        "commissioned -> running",
        "running -> delivered",
        "delivered -> closed",
        "planned -> stopped",
        "commissioned -> stopped",
        "running -> stopped",
    },
    "recommendation": {
        "awaiting -> answered",
        "awaiting -> declined",
        "answered -> acting",
        "acting -> changed",
        "changed -> verified",
        "verified -> changed",
        "answered -> dropped",
        "acting -> dropped",
    },
    "action": {
        "planned -> ongoing",
        "planned -> done",
        "planned -> dropped",
        "ongoing -> done",
        "ongoing -> dropped",
    },
    "lesson": {
        "draft -> worked_up",
        "draft -> retired",
        "worked_up -> draft",
        "worked_up -> accepted",
        "worked_up -> retired",
        "accepted -> retired",
    },
    "brief": {
        "draft -> published",
    },
    "turn": {
        "open -> closed",
    },
}
# Where each story ends. A plan never ends; a closed round and an approved report may be opened again.
LAST = {
    "plan": set(),
    "initiative": {"ended"},
    "pilot": {"decided"},
    "funding": {"declined", "withdrawn"},
    "template": {"retired"},
    "case_import": {"applied", "discarded"},
    "round": set(),
    "report": set(),
    "evaluation": {"closed", "stopped"},
    "recommendation": {"declined", "dropped"},
    "action": {"done", "dropped"},
    "lesson": {"retired"},
    "brief": {"published"},
    "turn": {"closed"},
}
PAIRS = [
    pytest.param(name, now, then, id=f"{name}-{now}-{then}")
    for name, table in TABLES.items()
    for now, then in product(table, repeat=2)
]


def arrows(table):
    return {f"{now} -> {then}" for now, follows in table.items() for then in follows}


def states(table):
    """All members of the enumeration that the table is about."""
    return list(type(next(iter(table))))


def reached(table):
    """The states one comes to from the first by walking the table."""
    found, waiting = set(), [states(table)[0]]
    while waiting:
        now = waiting.pop()
        found.add(now)
        waiting += table[now] - found
    return found


def enumerations():
    return {thing for thing in vars(workflow).values() if isinstance(thing, type) and issubclass(thing, StrEnum)}


@pytest.mark.parametrize("name", TABLES)
def test_table_has_exactly_these_arrows(name):
    assert arrows(TABLES[name]) == ARROWS[name]


@pytest.mark.parametrize("name", TABLES)
def test_table_ends_exactly_here(name):
    assert {now for now, follows in TABLES[name].items() if not follows} == LAST[name]


@pytest.mark.parametrize("name", TABLES)
def test_table_knows_every_state(name):
    assert list(TABLES[name]) == states(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_table_leads_only_to_states_of_its_own(name):
    targets = {then for follows in TABLES[name].values() for then in follows}

    assert {type(then) for then in targets} == {type(states(TABLES[name])[0])}


@pytest.mark.parametrize("name", TABLES)
def test_table_leaves_no_state_out_of_reach(name):
    assert reached(TABLES[name]) == set(states(TABLES[name]))


def test_tables_cover_every_enumeration_of_states_once():
    covered = [type(states(table)[0]) for table in TABLES.values()]

    assert set(covered) == enumerations() - {StrEnum}
    assert len(covered) == len(set(covered))


def test_tables_are_all_drawn_here():
    assert list(TABLES) == list(ARROWS) == list(LAST)


@pytest.mark.parametrize(("name", "now", "then"), PAIRS)
def test_step_takes_the_arrows_and_refuses_all_else(name, now, then):
    if f"{now} -> {then}" in ARROWS[name]:
        assert step(TABLES[name], now, then) is None
        return

    with pytest.raises(RuleBroken):
        step(TABLES[name], now, then)


def test_step_refuses_to_make_a_draft_of_an_approved_report():
    with pytest.raises(RuleBroken) as refused:
        step(REPORT_STEPS, ReportState.APPROVED, ReportState.DRAFT)

    assert refused.value.code == "state.no_such_step"
    assert refused.value.facts == {"now": ReportState.APPROVED, "then": ReportState.DRAFT}


def test_step_refuses_to_stand_still():
    with pytest.raises(RuleBroken):
        step(REPORT_STEPS, ReportState.DRAFT, ReportState.DRAFT)
