from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from varv.core.periods import Period
from varv.core.roles import Actor
from varv.core.workflow import RoundState
from varv.delivery.models import Initiative, PlannedResult
from varv.regions import trail
from varv.regions.models import Region
from varv.regions.owned import same_region
from varv.rounds import rules
from varv.rounds.models import Report, ReportLine, Round


@transaction.atomic
def open_round(*, period: Period, opens_on: date, due_on: date, by: Actor, at: datetime) -> Round:
    """Ask every insats that is under way for a report, made from what it has planned. One line in the trail."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)  # two cannot open the same round at once
    rules.check_open_round(period, opens_on, due_on, by)
    opened = Round.objects.create(
        region_id=by.region_id, period=period, state=RoundState.OPEN, opens_on=opens_on, due_on=due_on
    )
    _ask(opened, Initiative.objects.of(by.region_id).reporting())
    trail.write(opened, "opened", by=by, at=at)
    return opened


@transaction.atomic
def ask_for_report(*, round_: Round, initiative: Initiative, by: Actor, at: datetime) -> Report:
    """Ask an insats that began after the round was opened."""
    round_ = round_.locked()
    same_region(round_, initiative)
    rules.check_ask(round_, initiative, by)
    report = _ask(round_, [initiative])[0]
    trail.write(report, "asked_for", by=by, at=at)
    return report


def _ask(round_: Round, initiatives: Iterable[Initiative]) -> list[Report]:
    reports = Report.objects.bulk_create(
        Report(region_id=round_.region_id, round=round_, initiative=initiative, author_id=initiative.responsible_id)
        for initiative in initiatives
    )
    asked = {report.initiative_id: report for report in reports}
    results = PlannedResult.objects.of(round_.region_id).filter(initiative__reports__round=round_)
    ReportLine.objects.bulk_create(
        ReportLine(region_id=round_.region_id, report=asked[result.initiative_id], planned_result=result)
        for result in results
        if result.initiative_id in asked
    )
    return reports


@transaction.atomic
def extend_round(*, round_: Round, due_on: date, by: Actor, at: datetime) -> None:
    """Give everyone more time."""
    round_ = round_.locked()
    rules.check_extend(round_, due_on, by)
    round_.change(due_on=due_on)
    trail.write(round_, "extended", by=by, at=at)


@transaction.atomic
def close_round(*, round_: Round, by: Actor, at: datetime) -> None:
    """Take no more. What was not handed in stays as drafts, locked."""
    round_ = round_.locked()
    rules.check_close(round_, by)
    round_.change(state=RoundState.CLOSED, closed_at=at)
    trail.write(round_, "closed", by=by, at=at)


@transaction.atomic
def reopen_round(*, round_: Round, reason: str, by: Actor, at: datetime) -> None:
    """Take reports again, for a reason that is kept."""
    round_ = round_.locked()
    rules.check_reopen(round_, reason, by)
    round_.change(state=RoundState.OPEN, closed_at=None, reopened_because=reason)
    trail.write(round_, "reopened", by=by, at=at)
