"""The cases of project funding: read in, tied to insatser, decided about, and an export that waits. All invented."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from varv.core.case_book import Table, sift
from varv.delivery import operations
from varv.delivery.models import CaseImport, Project, ProjectDecision
from varv.delivery.waiting_cases import outlook, waiting
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on

READ_ON, TIED_ON, WAITS_SINCE = date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 19)


def events(stage: Stage) -> Iterator[Event]:
    """The first export is read in; the second waits until somebody has looked."""
    told = content("projects")
    yield on(READ_ON, 10, _read_in, stage, told)
    for case_id, key in told["tied"].items():
        yield on(TIED_ON, 9, _tie, stage, case_id, key)
    for decision in told["decisions"]:
        yield on(TIED_ON, 10, _decide, stage, decision)
    yield on(WAITS_SINCE, 11, _look_through, stage, "arenden-november-2.csv", _later(told), WAITS_SINCE)


def _read_in(stage: Stage, told: dict[str, Any]) -> None:
    by, when = stage.actors["anna"], at(READ_ON, 10)
    rows = [told["headings"], *told["cases"]]
    case_import = _look_through(stage, "arenden-november.csv", rows, READ_ON)
    operations.save_mapping(case_import=case_import, name="Ärendesystemet, alla ärenden", by=by, at=when)
    seal = outlook(stage.region.pk, waiting(case_import)).changes.seal
    operations.apply_import(case_import=case_import, seen=seal, by=by, at=when)


def _look_through(stage: Stage, filename: str, rows: Sequence[Sequence[str]], day: date) -> CaseImport:
    book = sift(Table(dict(enumerate(rows, start=1))), {})
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    return operations.read_cases(book=book, filename=filename, sha256=digest, by=stage.actors["anna"], at=at(day, 10))


def _later(told: dict[str, Any]) -> list[list[str]]:
    """The same export some days later."""
    headings = told["headings"]
    says = {(one["case"], headings.index(one["column"])): one["says"] for one in told["later"]}
    changed = [[says.get((row[0], place), cell) for place, cell in enumerate(row)] for row in told["cases"]]
    return [headings, *changed, told["new"]]


def _project(stage: Stage, case_id: str) -> Project:
    project: Project = Project.objects.of(stage.region.pk).get(case_id=case_id)
    return project


def _tie(stage: Stage, case_id: str, key: str) -> None:
    operations.tie_project(
        project=_project(stage, case_id),
        initiative=stage.initiatives[key],
        by=stage.actors["anna"],
        at=at(TIED_ON),
    )


def _decide(stage: Stage, told: dict[str, Any]) -> None:
    decision = operations.record_decision(
        project=_project(stage, told["case"]),
        text=told["text"],
        decided_on=told["decided_on"],
        case_number=told["case_number"],
        by=stage.actors["anna"],
        at=at(TIED_ON, 10),
    )
    for one in told["conditions"]:
        _demand(stage, decision, one)


def _demand(stage: Stage, decision: ProjectDecision, told: dict[str, Any]) -> None:
    by, when = stage.actors["anna"], at(TIED_ON, 10)
    condition = operations.set_condition(decision=decision, text=told["text"], due_on=told["due_on"], by=by, at=when)
    if "met_on" in told:
        operations.meet_condition(condition=condition, met_on=told["met_on"], note=told["note"], by=by, at=when)
