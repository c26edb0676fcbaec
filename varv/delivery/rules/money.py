from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from varv.core.money import YearFigures
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import FUNDING_STEPS, FundingState, step
from varv.delivery.models import Appropriation, Funding, FundingSource, Initiative, StaffTime, YearAmount
from varv.delivery.rules.initiatives import check_edit, is_given_work
from varv.regions.models import Unit

FIRST_YEAR, LAST_YEAR = 1990, 2100
# Money that was granted and then withdrawn may have been used before that.
WITH_YEARS = frozenset({FundingState.GRANTED, FundingState.WITHDRAWN})


def check_plan_money(by: Actor) -> None:
    """Who keeps the region's sources and appropriations."""
    by.require(May.PLAN)


def check_source_name(name: str, region_id: int, besides: FundingSource | None) -> None:
    """A name is used by one source in a region."""
    others = FundingSource.objects.of(region_id).filter(name=name)
    if others.exclude(pk=besides and besides.pk).exists():
        raise RuleBroken("funding_source.name_taken", field="name", name=name)


def check_in_use(source: FundingSource) -> None:
    """Nothing new comes from a source that is no longer used."""
    if source.retired_on is not None:
        raise RuleBroken("funding_source.retired", field="source", name=source.name)


def check_retire_source(source: FundingSource, by: Actor) -> None:
    """What is in use can be laid aside; what it gave stands."""
    check_plan_money(by)
    check_in_use(source)


def check_reopen_source(source: FundingSource, by: Actor) -> None:
    """What was laid aside can be used again."""
    check_plan_money(by)
    if source.retired_on is None:
        raise RuleBroken("funding_source.in_use", name=source.name)


def check_year(year: int) -> None:
    """A year within reach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken("money.year_out_of_reach", field="year", first=str(FIRST_YEAR), last=str(LAST_YEAR))


def check_amount(amount: Decimal | None, field: str) -> None:
    """What is asked for, granted or planned is no debt."""
    if amount is not None and amount < 0:
        raise RuleBroken("money.negative", field=field)


def check_set_appropriation(source: FundingSource, year: int, amount: Decimal, by: Actor) -> None:
    """One appropriation for each source and year."""
    check_plan_money(by)
    check_in_use(source)
    check_year(year)
    check_amount(amount, "amount")
    if Appropriation.objects.of(source.region_id).filter(source=source, year=year).exists():
        raise RuleBroken("appropriation.exists", field="year", name=source.name, year=str(year))


def check_money(initiative: Initiative, by: Actor) -> None:
    """Whoever may edit an insats keeps its money, also after it has ended: what was used is often known last."""
    if not (by.person_id == initiative.responsible_id and is_given_work(by)):
        by.require(May.START_INITIATIVE)


def check_apply(initiative: Initiative, source: FundingSource, applied: Decimal | None, by: Actor) -> None:
    """Money is asked for while the insats lives, from a source in use."""
    check_edit(initiative, by)
    check_in_use(source)
    check_amount(applied, "applied")


def check_edit_application(funding: Funding, applied: Decimal | None, by: Actor) -> None:
    """An application is mended until it is decided."""
    check_money(funding.initiative, by)
    check_amount(applied, "applied")
    if funding.state is not FundingState.APPLIED:
        raise RuleBroken("funding.decided_already", state=funding.state)


def check_decide(funding: Funding, then: FundingState, by: Actor) -> None:
    """A decision is noted by those who handle cases, and not by whoever asked; the table knows the steps."""
    by.require(May.START_INITIATIVE)
    step(FUNDING_STEPS, funding.state, then)


def check_grant(granted: Decimal, decided_on: date, at: datetime) -> None:
    """A decision has an amount, and has been made."""
    check_amount(granted, "granted")
    check_decided(decided_on, at)


def check_decided(decided_on: date, at: datetime) -> None:
    """Nothing is decided tomorrow."""
    if decided_on > timezone.localtime(at).date():
        raise RuleBroken("funding.not_decided_yet", field="decided_on")


def check_change_grant(funding: Funding, granted: Decimal, by: Actor) -> None:
    """A changed decision leaves room for what is already planned."""
    by.require(May.START_INITIATIVE)
    if funding.state is not FundingState.GRANTED:
        raise RuleBroken("funding.not_granted", state=funding.state)
    years = YearAmount.objects.of(funding.region_id).filter(funding=funding)
    _within(sum((year.planned or Decimal(0) for year in years), Decimal(0)), granted, "granted")


def check_money_reason(reason: str) -> None:
    """No and no longer are said with reasons."""
    if not reason.strip():
        raise RuleBroken("funding.reason_missing", field="reason")


def check_plan_years(funding: Funding, rows: Sequence[YearFigures], by: Actor) -> None:
    """Each year once, and no more planned than was granted. More used than granted is told, not refused: it is so."""
    check_money(funding.initiative, by)
    if funding.state not in WITH_YEARS or funding.granted is None:
        raise RuleBroken("funding.not_granted", state=funding.state)
    for row in rows:
        check_year(row.year)
        check_amount(row.planned, "planned")
    _once(row.year for row in rows)
    _within(sum((row.planned or Decimal(0) for row in rows), Decimal(0)), funding.granted, "planned")


def _once(years: Iterable[int]) -> None:
    seen: set[int] = set()
    for year in years:
        if year in seen:
            raise RuleBroken("funding.year_twice", field="year", year=str(year))
        seen.add(year)


def _within(planned: Decimal, granted: Decimal, field: str) -> None:
    if planned > granted:
        raise RuleBroken(
            "funding.planned_over_granted", field=field, planned=planned, granted=granted, over=planned - granted
        )


def check_staff_time(initiative: Initiative, unit: Unit, year: int, besides: StaffTime | None) -> None:
    """One line for each unit and year."""
    check_year(year)
    others = StaffTime.objects.of(initiative.region_id).filter(initiative=initiative, unit=unit, year=year)
    if others.exclude(pk=besides and besides.pk).exists():
        raise RuleBroken("staff_time.exists", field="year", unit=unit.name, year=str(year))


def check_hours(planned_hours: int | None, used_hours: int | None) -> None:
    """A line of hours says something."""
    if planned_hours is None and used_hours is None:
        raise RuleBroken("staff_time.empty", field="planned_hours")
