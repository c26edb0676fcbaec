"""How the insatser are carried out: who and with whom, step by step, and what could stop them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from varv.core.kinds import Part, Severity, StrategyPhase
from varv.delivery import operations
from varv.delivery.models import Milestone, Risk
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on

# After the last insats of the story has entered.
FRAMED_ON = date(2026, 2, 19)


def events(stage: Stage) -> Iterator[Event]:
    """What is planned is told on the day it is framed; what was reached or closed later is told on its own day."""
    milestones: dict[str, Milestone] = {}
    risks: dict[str, Risk] = {}
    for told in content("carrying_out")["initiatives"]:
        yield on(FRAMED_ON, 10, _frame, stage, told)
        for one in told["milestones"]:
            yield on(FRAMED_ON, 11, _plan, stage, told["key"], one, milestones)
            if "reached" in one:
                yield on(max(one["reached"], FRAMED_ON), 12, _reach, stage, one, milestones)
        for one in told["risks"]:
            yield on(FRAMED_ON, 13, _note, stage, told["key"], one, risks)
            if "closed" in one:
                yield on(one["closed"], 14, _close, stage, one, risks)


def _frame(stage: Stage, told: dict[str, Any]) -> None:
    initiative, by, when = stage.initiatives[told["key"]], stage.actors["anna"], at(FRAMED_ON, 10)
    for one in told["people"]:
        person = stage.users[one["who"]]
        operations.add_person(initiative=initiative, person=person, part=Part(one["part"]), by=by, at=when)
    for one in told["partners"]:
        operations.join_partner(initiative=initiative, partner=None, **one, by=by, at=when)
    if "phase" in told:
        _place_in_phase(stage, told)


def _place_in_phase(stage: Stage, told: dict[str, Any]) -> None:
    initiative = stage.initiatives[told["key"]]
    initiative.refresh_from_db()
    names = ("name", "description", "kind", "chain", "unit", "responsible", "starts_on", "ends_on", "revision")
    operations.edit_initiative(
        initiative=initiative,
        **{name: getattr(initiative, name) for name in names},
        phase=StrategyPhase(told["phase"]),
        by=stage.actors["anna"],
        at=at(FRAMED_ON, 10),
    )


def _plan(stage: Stage, key: str, told: dict[str, Any], made: dict[str, Milestone]) -> None:
    made[told["text"]] = operations.plan_milestone(
        initiative=stage.initiatives[key],
        text=told["text"],
        due_on=told["due"],
        by=stage.actors["anna"],
        at=at(FRAMED_ON, 11),
    )


def _reach(stage: Stage, told: dict[str, Any], made: dict[str, Milestone]) -> None:
    """What lay behind already when the insats was framed is told at once."""
    operations.reach_milestone(
        milestone=made[told["text"]],
        reached_on=told["reached"],
        note=told.get("note", ""),
        by=stage.actors["anna"],
        at=at(max(told["reached"], FRAMED_ON), 12),
    )


def _note(stage: Stage, key: str, told: dict[str, Any], made: dict[str, Risk]) -> None:
    made[told["text"]] = operations.note_risk(
        initiative=stage.initiatives[key],
        text=told["text"],
        likelihood=Severity(told["likelihood"]),
        harm=Severity(told["harm"]),
        answer=told.get("answer", ""),
        by=stage.actors["anna"],
        at=at(FRAMED_ON, 13),
    )


def _close(stage: Stage, told: dict[str, Any], made: dict[str, Risk]) -> None:
    operations.close_risk(
        risk=made[told["text"]], what_happened=told["happened"], by=stage.actors["anna"], at=at(told["closed"], 14)
    )
