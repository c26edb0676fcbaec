"""Approving a report takes up what it taught: its own words become a draft of a lesson, once and for all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from varv.core.judgement import Confidence
from varv.core.roles import Actor
from varv.delivery.models import Contribution
from varv.learning import rules
from varv.learning.models import Lesson
from varv.regions import trail
from varv.rounds import operations as rounds
from varv.rounds.models import Report
from varv.strategy.models import Goal


@transaction.atomic
def approve_report_and_note_lesson(*, report: Report, by: Actor, at: datetime) -> Lesson | None:
    """Approve a report. What it says was learned becomes a lesson that waits to be accepted, if anything is written.

    A report that has taught once, by hand or because it was approved before, is not taken up again.
    """
    rounds.approve_report(report=report, by=by, at=at)
    return next(iter(_noted([report], by, at)), None)


@transaction.atomic
def approve_reports_and_note_lessons(*, reports: Sequence[Report], by: Actor, at: datetime) -> tuple[Lesson, ...]:
    """Approve all of them or none, and take up what each has taught, in a fixed number of queries."""
    rounds.approve_reports(reports=reports, by=by, at=at)
    return _noted(reports, by, at)


def _noted(reports: Iterable[Report], by: Actor, at: datetime) -> tuple[Lesson, ...]:
    """The author stays the author; offered at once, since the words are already read by whoever approved them."""
    wanted = Report.objects.of(by.region_id).filter(pk__in=[report.pk for report in reports], lessons=None)
    teaching = [one for one in wanted.select_related("initiative").order_by("pk") if one.learned.strip()]
    if not teaching:
        return ()
    rules.check_note_lesson(by)
    goals = _first_goals(by.region_id, [report.initiative_id for report in teaching])
    lessons = Lesson.objects.bulk_create(_drafted(report, goals.get(report.initiative_id), at) for report in teaching)
    trail.write_many(lessons, "noted", by=by, at=at)
    return tuple(lessons)


def _drafted(report: Report, goal: Goal | None, at: datetime) -> Lesson:
    return Lesson(
        region_id=report.region_id,
        statement=report.learned,
        confidence=report.confidence or Confidence.EXPERIENCE,
        report=report,
        generic_activity_id=report.initiative.generic_activity_id,
        goal=goal,
        author_id=report.author_id,
        noted_at=at,
        offered_at=at,
    )


def _first_goals(region_id: int, initiative_ids: Iterable[int]) -> Mapping[int, Goal]:
    """The first goal of each insats, as when a lesson is drafted by hand."""
    found = Contribution.objects.of(region_id).filter(initiative_id__in=initiative_ids).select_related("goal")
    backwards = found.order_by("-goal__document_id", "-goal__place", "-pk")
    return {one.initiative_id: one.goal for one in backwards}
