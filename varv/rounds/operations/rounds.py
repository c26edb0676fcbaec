from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.asking import ReportKind, Speed
from varv.core.periods import Period
from varv.core.roles import Actor
from varv.core.workflow import RoundState
from varv.delivery.models import Initiative, PlannedResult
from varv.regions import trail
from varv.regions.models import Region, User
from varv.regions.owned import facts, same_region
from varv.rounds import rules
from varv.rounds.models import Extension, QuestionTemplate, Report, ReportLine, Round


@transaction.atomic
def open_round(
    *,
    period: Period,
    opens_on: date,
    due_on: date,
    by: Actor,
    at: datetime,
    speed: Speed = Speed.HALF_YEARLY,
    template: QuestionTemplate | None = None,
) -> Round:
    """Open a period's reporting. A half-yearly round asks every insats under way; one line in the trail.

    A continuous round holds the projects' own reports as they fall due, a yearly one the county's statistics and
    assessments: they ask nobody when they open.
    """
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)  # two cannot open the same round at once
    rules.check_open_round(period, opens_on, due_on, by, speed)
    rules.check_template(template, speed)
    opened = Round.objects.create(
        region_id=by.region_id,
        period=period,
        speed=speed,
        template=template,
        state=RoundState.OPEN,
        opens_on=opens_on,
        due_on=due_on,
    )
    same_region(opened, template)
    if speed is Speed.HALF_YEARLY:
        make_reports(round_=opened, initiatives=rules.asked_of(by.region_id).order_by("pk"))
    trail.write(opened, "opened", by=by, at=at)
    return opened


@transaction.atomic
def continuous_round(*, period: Period, by: Actor, at: datetime) -> Round:
    """The round that holds the projects' reports of a half-year: made the first time one is asked for.

    Whoever may ask a project for a report may cause it; that right is looked at by the verb that asks.
    """
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)
    found, made = Round.objects.of(by.region_id).get_or_create(
        period=period,
        speed=Speed.CONTINUOUS,
        defaults={
            "region_id": by.region_id,
            "state": RoundState.OPEN,
            "opens_on": period.first,
            "due_on": period.last,
        },
    )
    if made:
        trail.write(found, "opened", by=by, at=at)
    opened: Round = found
    return opened


@transaction.atomic
def ask_for_report(*, round_: Round, initiative: Initiative, by: Actor, at: datetime) -> Report:
    """Ask an insats that began after the round was opened."""
    round_ = round_.locked()
    same_region(round_, initiative)
    rules.check_ask(round_, initiative, by)
    report = make_reports(round_=round_, initiatives=[initiative])[0]
    trail.write(report, "asked_for", by=by, at=at)
    return report


def make_reports(
    *,
    round_: Round,
    initiatives: Iterable[Initiative],
    kind: ReportKind = ReportKind.HALF_YEAR,
    number: int = 1,
    due_on: date | None = None,
    template: QuestionTemplate | None = None,
) -> list[Report]:
    """An empty report for each insats, with a line for everything it has planned and its author computed from roles.

    The questions are the round's template's unless another is given. Whoever calls looks at rights and writes the
    trail. Four queries however many, where the database takes them at once.
    """
    asked = list(initiatives)
    authors = rules.authors_of(round_.region_id, asked)
    reports = Report.objects.bulk_create(
        Report(
            region_id=round_.region_id,
            round=round_,
            initiative=initiative,
            author_id=authors[initiative.pk],
            kind=kind,
            number=number,
            due_on=due_on,
            template=template or round_.template,
        )
        for initiative in asked
    )
    of_initiative = {report.initiative_id: report for report in reports}
    results = PlannedResult.objects.of(round_.region_id).filter(initiative__in=list(of_initiative)).in_order()
    ReportLine.objects.bulk_create(
        ReportLine(region_id=round_.region_id, report=of_initiative[result.initiative_id], planned_result=result)
        for result in results
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
def give_more_time(*, round_: Round, person: User, due_on: date, reason: str, by: Actor, at: datetime) -> Extension:
    """Let one person write until a later day, also if the round is closed before it; a new day replaces the old."""
    round_ = round_.locked()
    rules.check_give_more_time(round_, person, by, due_on=due_on, reason=reason, on=localtime(at).date())
    extension: Extension
    extension, made = Extension.objects.of(round_.region_id).get_or_create(
        round=round_, person=person, defaults={"region_id": round_.region_id, "due_on": due_on, "reason": reason}
    )
    if not made:
        extension.as_it_was = facts(extension)
        extension.change(due_on=due_on, reason=reason)
    trail.write(extension, "extended", by=by, at=at)
    return extension


@transaction.atomic
def close_round(*, round_: Round, by: Actor, at: datetime) -> None:
    """Take no more, except from those who have been given more time. What was not handed in stays as drafts, locked."""
    round_ = round_.locked()
    rules.check_close(round_, by)
    round_.change(state=RoundState.CLOSED, closed_at=at, is_limited=False)
    trail.write(round_, "closed", by=by, at=at)


@transaction.atomic
def freeze_round(*, round_: Round, by: Actor, at: datetime) -> None:
    """Let the round's figures stand for good. All that was handed in has been judged before."""
    round_ = round_.locked()
    rules.check_freeze(round_, by, localtime(at).date())
    round_.change(state=RoundState.FROZEN, frozen_at=round_.frozen_at or at)
    trail.write(round_, "frozen", by=by, at=at)


@transaction.atomic
def reopen_round(*, round_: Round, reason: str, by: Actor, at: datetime) -> None:
    """Take reports again, for a reason that is kept."""
    round_ = round_.locked()
    rules.check_reopen(round_, reason, by)
    round_.change(state=RoundState.OPEN, closed_at=None, reopened_because=reason)
    trail.write(round_, "reopened", by=by, at=at)


@transaction.atomic
def reopen_for_words(*, round_: Round, reason: str, by: Actor, at: datetime) -> None:
    """Let the words of approved reports be mended, for a reason that is kept. No figure can be changed or added."""
    round_ = round_.locked()
    rules.check_reopen_for_words(round_, reason, by)
    round_.change(state=RoundState.OPEN, closed_at=None, reopened_because=reason, is_limited=True)
    trail.write(round_, "reopened_for_words", by=by, at=at)
