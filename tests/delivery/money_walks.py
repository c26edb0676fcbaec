"""The verbs walked to where money is asked for, granted, planned and used."""

from datetime import date
from decimal import Decimal

from tests.delivery.walks import started
from tests.factories import MONDAY
from varv.core.money import FundingKind, YearFigures
from varv.core.roles import Actor
from varv.delivery import operations
from varv.delivery.models import Contribution, Funding, FundingSource, Initiative, InitiativePlace
from varv.delivery.operations import ShareRow


def source(by: Actor, name: str = "Anslag 1:1", kind: FundingKind = FundingKind.ONE_TO_ONE) -> FundingSource:
    known = FundingSource.objects.of(by.region_id).filter(name=name).first()
    return known or operations.add_source(name=name, kind=kind, by=by, at=MONDAY)


def applied(by: Actor, initiative: Initiative | None = None, **changed) -> Funding:
    """An application for half a million."""
    values = {"source": changed.pop("source", None) or source(by), "applied": Decimal(500_000), "case_number": ""}
    initiative = initiative or started(by, by)
    return operations.apply_for_funding(initiative=initiative, **values | changed, by=by, at=MONDAY)


def granted(by: Actor, initiative: Initiative | None = None, amount=400_000, **changed) -> Funding:
    """A grant of four hundred thousand."""
    decided_on = changed.pop("decided_on", date(2026, 1, 15))
    funding = applied(by, initiative, **changed)
    values = {"granted": Decimal(amount), "decided_on": decided_on, "case_number": "RUN 2026-12"}
    operations.grant_funding(funding=funding, **values, revision=funding.revision, by=by, at=MONDAY)
    funding.refresh_from_db()
    return funding


def in_years(by: Actor, funding: Funding, **years) -> Funding:
    """What is planned and used: ``in_years(anna, funding, y2026=(100, 50))``."""
    rows = [
        YearFigures(int(year[1:]), *(None if one is None else Decimal(one) for one in figures))
        for year, figures in years.items()
    ]
    operations.plan_years(funding=funding, rows=rows, revision=funding.revision, by=by, at=MONDAY)
    funding.refresh_from_db()
    return funding


def share_rows(kind: type, initiative: Initiative, *shares) -> dict[int, ShareRow]:
    rows = kind.objects.of(initiative.region_id).filter(initiative=initiative).order_by("pk")
    return {
        row.pk: ShareRow(None if share is None else Decimal(share), row.revision)
        for row, share in zip(rows, shares, strict=True)
    }


def shared_out(by: Actor, initiative: Initiative, goals=(), places=()) -> None:
    """The insats' money shared over its goals and its places, in the order they were tied."""
    operations.share_out(
        initiative=initiative,
        goals=share_rows(Contribution, initiative, *goals),
        places=share_rows(InitiativePlace, initiative, *places),
        by=by,
        at=MONDAY,
    )
