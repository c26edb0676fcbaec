"""The money: sources and appropriations, who asked for how much, what was granted, planned and used. All invented."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from varv.core.money import FundingKind, YearFigures
from varv.delivery import operations
from varv.delivery.models import Contribution, Funding, FundingSource, InitiativePlace
from varv.delivery.operations import ShareRow
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on

SOURCES_ON = date(2025, 1, 13)
APPLIED_ON = date(2026, 10, 6)
BOOKS_ON = date(2026, 9, 8)
SHARED_ON = date(2026, 9, 9)


def events(stage: Stage) -> Iterator[Event]:
    """Decisions on their days; the books are looked through and the money shared out in September 2026."""
    told = content("money")
    yield on(SOURCES_ON, 8, _add_sources, stage, told)
    for one in told["appropriations"]:
        yield on(date(one["year"], 1, 21), 9, _appropriate, stage, one)
    entered = {one["key"]: one.get("entered", one["starts_on"]) for one in content("insatser")["initiatives"]}
    for one in told["funding"]:
        day = max(_decided_on(one), entered[one["initiative"]])
        yield on(day, 10, _fund, stage, one, day)
    yield on(BOOKS_ON, 9, _keep_books, stage, told)
    yield on(SHARED_ON, 9, _share_out, stage, told)


def _decided_on(told: dict[str, Any]) -> date:
    day: date = told.get("decided_on") or told.get("declined_on") or APPLIED_ON
    return day


def _add_sources(stage: Stage, told: dict[str, Any]) -> None:
    sources = [(one["name"], FundingKind(one["kind"])) for one in told["sources"]]
    operations.add_sources(sources=sources, by=stage.actors["anna"], at=at(SOURCES_ON, 8))


def _source(stage: Stage, key: str) -> FundingSource:
    names = {one["key"]: one["name"] for one in content("money")["sources"]}
    source: FundingSource = FundingSource.objects.of(stage.region.pk).get(name=names[key])
    return source


def _appropriate(stage: Stage, told: dict[str, Any]) -> None:
    operations.set_appropriation(
        source=_source(stage, told["source"]),
        year=told["year"],
        amount=Decimal(told["amount"]),
        decision=told["decision"],
        by=stage.actors["anna"],
        at=at(date(told["year"], 1, 21)),
    )


def _fund(stage: Stage, told: dict[str, Any], day: date) -> None:
    """Asked for and decided in one go, as it is when decisions are entered afterwards."""
    by = stage.actors["anna"]
    funding = operations.apply_for_funding(
        initiative=stage.initiatives[told["initiative"]],
        source=_source(stage, told["source"]),
        applied=Decimal(told["applied"]),
        case_number=told.get("case", ""),
        by=by,
        at=at(day, 10),
    )
    known: dict[str, Any] = {"funding": funding, "revision": funding.revision, "by": by, "at": at(day, 10)}
    if "granted" in told:
        operations.grant_funding(
            **known, granted=Decimal(told["granted"]), decided_on=_decided_on(told), case_number=told.get("case", "")
        )
    elif "declined_on" in told:
        operations.decline_funding(**known, decided_on=_decided_on(told), reason=told["reason"])


def _keep_books(stage: Stage, told: dict[str, Any]) -> None:
    """What is planned and used, year by year, and our own hours."""
    by, when = stage.actors["anna"], at(BOOKS_ON)
    for one in told["funding"]:
        if "years" in one:
            found = Funding.objects.of(stage.region.pk).filter(initiative=stage.initiatives[one["initiative"]])
            funding = found.get(source=_source(stage, one["source"]))
            rows = [_figures(*year) for year in one["years"]]
            operations.plan_years(funding=funding, rows=rows, revision=funding.revision, by=by, at=when)
    for one in told["hours"]:
        operations.note_staff_time(
            initiative=stage.initiatives[one["initiative"]],
            unit=stage.unit,
            year=one["year"],
            planned_hours=one["planned"],
            used_hours=one.get("used"),
            by=by,
            at=when,
        )


def _figures(year: int, planned: int, used: int | None = None) -> YearFigures:
    return YearFigures(year, Decimal(planned), None if used is None else Decimal(used))


def _share_out(stage: Stage, told: dict[str, Any]) -> None:
    """Over the goals as somebody can stand for, and evenly over the places."""
    for one in told["shares"]:
        initiative = stage.initiatives[one["initiative"]]
        ties = Contribution.objects.of(stage.region.pk).filter(initiative=initiative).order_by("pk")
        shares = {stage.goals[f"rus {outline}"].pk: Decimal(share) for outline, share in one["goals"].items()}
        stays = list(InitiativePlace.objects.of(stage.region.pk).filter(initiative=initiative).order_by("pk"))
        each = Decimal(100 // len(stays)) if stays else Decimal(0)
        operations.share_out(
            initiative=initiative,
            goals={tie.pk: ShareRow(shares[tie.goal_id], tie.revision) for tie in ties if tie.goal_id in shares},
            places={stay.pk: ShareRow(each, stay.revision) for stay in stays},
            by=stage.actors["anna"],
            at=at(SHARED_ON),
        )
