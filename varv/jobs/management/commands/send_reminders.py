from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from varv.overview.rounds.reminders_due import ReminderLetter, reminders_due
from varv.publishing.reminder_letter import reminder_letter
from varv.regions.models import Region
from varv.regions.operations import system_actor
from varv.regions.row_security import EVERY_REGION, entered
from varv.regions.unsubscribing import stop_token
from varv.rounds.operations.reminders import note_reminders


class Command(BaseCommand):
    help = "Remind people by e-mail of the reports that wait for them. Run it once a day; twice does no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="as if it were this day, YYYY-MM-DD (today)")
        parser.add_argument("--dry-run", action="store_true", help="say whom it would remind, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with entered(EVERY_REGION):
            regions = list(Region.objects.order_by("slug"))
        for region in regions:
            with entered(region.pk):
                self._remind(region, options["on"] or timezone.localdate(), only_tell=options["dry_run"])

    def _remind(self, region: Region, on: date, *, only_tell: bool) -> None:
        due = reminders_due(region.pk, on)
        for letter in due.letters:
            if not only_tell:
                _send(region, letter)
            self.stdout.write(f"{region.slug}: {letter.name} ({len(letter.lines)})")
        for name in due.unreachable:
            self.stdout.write(f"{region.slug}: {name} has no address")


@transaction.atomic
def _send(region: Region, letter: ReminderLetter) -> None:
    """Remember and send. A letter that cannot be sent is not remembered, and is tried again the next time."""
    occasions = {line.report_id: line.occasion for line in letter.lines}
    note_reminders(person_id=letter.person_id, occasions=occasions, by=system_actor(region), at=timezone.now())
    stop = _address("stop_reminders", stop_token(letter.membership_id))
    written = reminder_letter(letter, lambda report_id: _address("rounds:report", region.slug, report_id), stop)
    EmailMessage(
        subject=written.subject,
        body=written.body,
        to=[letter.email],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{stop}>"},
    ).send()


def _address(view: str, *parts: object) -> str:
    return settings.VARV_ADDRESS + reverse(view, args=parts)
