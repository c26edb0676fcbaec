from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from varv.core.money import YearFigures
from varv.core.roles import Actor
from varv.core.workflow import FundingState
from varv.delivery import rules
from varv.delivery.models import Funding, FundingSource, Initiative, YearAmount
from varv.regions import trail
from varv.regions.owned import same_region


@transaction.atomic
def apply_for_funding(
    *,
    initiative: Initiative,
    source: FundingSource,
    applied: Decimal | None,
    case_number: str,
    by: Actor,
    at: datetime,
) -> Funding:
    """Ask a source for money for an insats; ``applied`` is how much, if it is known."""
    initiative, source = initiative.locked(), source.locked()
    same_region(initiative, source)
    rules.check_apply(initiative, source, applied, by)
    funding: Funding = Funding.objects.create(
        region_id=initiative.region_id, initiative=initiative, source=source, applied=applied, case_number=case_number
    )
    trail.write(funding, "money_sought", by=by, at=at)
    return funding


@transaction.atomic
def edit_application(
    *, funding: Funding, applied: Decimal | None, case_number: str, revision: int, by: Actor, at: datetime
) -> None:
    """Mend what is asked for, until it is decided."""
    funding = funding.locked()
    rules.check_edit_application(funding, applied, by)
    trail.check_fresh(funding, revision)
    funding.change(applied=applied, case_number=case_number)
    trail.write(funding, "edited", by=by, at=at)


@transaction.atomic
def grant_funding(
    *,
    funding: Funding,
    granted: Decimal,
    decided_on: date,
    case_number: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Note that the source said yes: how much, when, and under which number it is found."""
    funding = funding.locked()
    rules.check_decide(funding, FundingState.GRANTED, by)
    trail.check_fresh(funding, revision)
    rules.check_grant(granted, decided_on, at)
    funding.change(state=FundingState.GRANTED, granted=granted, decided_on=decided_on, case_number=case_number)
    trail.write(funding, "money_granted", by=by, at=at)


@transaction.atomic
def change_grant(
    *,
    funding: Funding,
    granted: Decimal,
    decided_on: date,
    case_number: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """A later decision about the same money: another amount, which leaves room for what is planned."""
    funding = funding.locked()
    rules.check_change_grant(funding, granted, by)
    trail.check_fresh(funding, revision)
    rules.check_grant(granted, decided_on, at)
    funding.change(granted=granted, decided_on=decided_on, case_number=case_number)
    trail.write(funding, "edited", by=by, at=at)


@transaction.atomic
def decline_funding(*, funding: Funding, decided_on: date, reason: str, revision: int, by: Actor, at: datetime) -> None:
    """Note that the source said no, and why."""
    funding = funding.locked()
    rules.check_decide(funding, FundingState.DECLINED, by)
    trail.check_fresh(funding, revision)
    rules.check_decided(decided_on, at)
    rules.check_money_reason(reason)
    funding.change(state=FundingState.DECLINED, decided_on=decided_on, reason=reason)
    trail.write(funding, "money_declined", by=by, at=at)


@transaction.atomic
def withdraw_funding(*, funding: Funding, reason: str, revision: int, by: Actor, at: datetime) -> None:
    """The money is no longer there, and why. What was used of it stays used."""
    funding = funding.locked()
    rules.check_decide(funding, FundingState.WITHDRAWN, by)
    trail.check_fresh(funding, revision)
    rules.check_money_reason(reason)
    funding.change(state=FundingState.WITHDRAWN, reason=reason)
    trail.write(funding, "money_withdrawn", by=by, at=at)


@transaction.atomic
def plan_years(*, funding: Funding, rows: Sequence[YearFigures], revision: int, by: Actor, at: datetime) -> None:
    """What of the grant is planned and used in each year. A year that says nothing is taken away."""
    funding = funding.locked()
    told = [row for row in rows if not row.is_empty]
    rules.check_plan_years(funding, told, by)
    trail.check_fresh(funding, revision)
    known = {year.year: year for year in YearAmount.objects.of(funding.region_id).filter(funding=funding)}
    changed = [_write_year(funding, row, known.pop(row.year, None), by, at) for row in told]
    for gone in known.values():
        trail.write(gone.locked(), "removed", by=by, at=at, removed=True)
        gone.delete()
    if known or any(changed):
        funding.change()
        trail.write(funding, "years_planned", by=by, at=at)


def _write_year(funding: Funding, row: YearFigures, known: YearAmount | None, by: Actor, at: datetime) -> bool:
    """Whether the year said something else before."""
    if known is None:
        year = YearAmount(region_id=funding.region_id, funding=funding, year=row.year)
        year.planned, year.used = row.planned, row.used
        year.save()
        trail.write(year, "added", by=by, at=at)
        return True
    if (known.planned, known.used) == (row.planned, row.used):
        return False
    known = known.locked()
    known.change(planned=row.planned, used=row.used)
    trail.write(known, "edited", by=by, at=at)
    return True
