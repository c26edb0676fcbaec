"""Who should be reminded of which reports today? Nobody without an address, and nobody who has said stop."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from varv.core.asking import Occasion, ReportKind
from varv.core.periods import Period
from varv.core.reminding import Awaited, occasion
from varv.core.workflow import ReportState
from varv.regions.models import Membership, TrailEntry
from varv.rounds.models import Reminder, Report


@dataclass(frozen=True)
class ReminderLine:
    """One report to be reminded of, and why."""

    report_id: int
    initiative: str
    kind: ReportKind
    period: Period
    due_on: date
    occasion: Occasion


@dataclass(frozen=True)
class ReminderLetter:
    """Everything one person should be reminded of, in one letter."""

    membership_id: int
    person_id: int
    name: str
    email: str
    language: str
    lines: tuple[ReminderLine, ...]

    @property
    def first_due(self) -> date:
        """The nearest last day."""
        return min(line.due_on for line in self.lines)


@dataclass(frozen=True)
class Reminders:
    """The letters to send, and the names of those who would have had one if they had an address."""

    letters: tuple[ReminderLetter, ...]
    unreachable: tuple[str, ...]


def reminders_due(region_id: int, on: date) -> Reminders:
    """Whom to remind of what on this day, in four queries at the most."""
    reports = _awaited(region_id, on)
    sent, returned = _sent(region_id, reports), _returned(region_id, reports)
    due: defaultdict[int, list[ReminderLine]] = defaultdict(list)
    for report in reports:
        awaited = Awaited(report.state, report.round.opens_on, report.last_day, returned.get(report.pk))
        why = occasion(awaited, sent[report.pk], on)
        if why is not None:
            due[report.author_id].append(_line(report, why))
    people = _people(region_id, due)
    letters = [_letter(one, due[one.user_id]) for one in people if one.user.email and one.user.wants_reminders]
    silent = {one.user.name for one in people if not one.user.email and one.user.wants_reminders}
    return Reminders(tuple(letters), tuple(sorted(silent)))


def _awaited(region_id: int, on: date) -> list[Report]:
    """Reports that their authors can write in, each with its author's own last day."""
    waiting = Report.objects.of(region_id).writable(on).with_last_day()
    return list(waiting.select_related("round", "initiative").order_by("last_day", "pk"))


def _sent(region_id: int, reports: Sequence[Report]) -> Mapping[int, Mapping[Occasion, date]]:
    """The latest day each report's author was reminded, by occasion. What its earlier author got does not count."""
    authors = {report.pk: report.author_id for report in reports}
    sent: defaultdict[int, dict[Occasion, date]] = defaultdict(dict)
    for one in Reminder.objects.of(region_id).filter(report_id__in=authors).order_by("sent_at", "pk"):
        if one.person_id == authors[one.report_id]:
            sent[one.report_id][one.occasion] = localtime(one.sent_at).date()
    return sent


def _returned(region_id: int, reports: Sequence[Report]) -> Mapping[int, date]:
    """The day each report came back, last."""
    back = [report.pk for report in reports if report.state is ReportState.RETURNED]
    told = TrailEntry.objects.of(region_id).filter(kind="rounds.report", verb="returned", thing_id__in=back)
    return {one.thing_id: localtime(one.at).date() for one in told.order_by("number")}


def _people(region_id: int, due: Mapping[int, object]) -> list[Membership]:
    """Those who still work here, each once."""
    found = Membership.objects.of(region_id).current().filter(user_id__in=due, user__is_active=True)
    each = {one.user_id: one for one in found.select_related("user").order_by("-pk")}
    return sorted(each.values(), key=lambda one: (one.user.name, one.pk))


def _line(report: Report, why: Occasion) -> ReminderLine:
    return ReminderLine(report.pk, report.initiative.name, report.kind, report.round.period, report.last_day, why)


def _letter(membership: Membership, lines: Sequence[ReminderLine]) -> ReminderLetter:
    person = membership.user
    return ReminderLetter(membership.pk, person.pk, person.name, person.email, person.language, tuple(lines))
