from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from varv.learning.operations import note_digest
from varv.overview.learning.digest import News, Reader, digest_readers, news_of
from varv.publishing.digest_letter import digest_letter
from varv.regions.models import Region
from varv.regions.operations import system_actor
from varv.regions.row_security import EVERY_REGION, entered
from varv.regions.unsubscribing import digest_stop_token


class Command(BaseCommand):
    help = (
        "Send the weekly letter about what is new to those who asked for it. Run it once a day: nobody gets more than "
        "one a week, and nothing is sent when nothing is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=datetime.fromisoformat, help="as if it were this moment, with its zone (now)")
        parser.add_argument("--dry-run", action="store_true", help="say whom it would write to, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with entered(EVERY_REGION):
            regions = list(Region.objects.order_by("slug"))
        for region in regions:
            with entered(region.pk):
                self._write_to(region, options["at"] or timezone.now(), only_tell=options["dry_run"])

    def _write_to(self, region: Region, at: datetime, *, only_tell: bool) -> None:
        found = digest_readers(region.pk, at)
        for reader in found.readers:
            news = news_of(reader.actor, reader.since, at)
            if not news.count:
                continue
            if not only_tell:
                _send(region, reader, news, at)
            self.stdout.write(f"{region.slug}: {reader.name} ({news.count})")
        for name in found.unreachable:
            self.stdout.write(f"{region.slug}: {name} has no address")


@transaction.atomic
def _send(region: Region, reader: Reader, news: News, at: datetime) -> None:
    """Remember and send. A letter that cannot be sent is not remembered, and is tried again the next time."""
    note_digest(person_id=reader.actor.person_id, lessons=len(news.lessons), by=system_actor(region), at=at)
    stop = _address("stop_digest", digest_stop_token(reader.membership_id))
    page = _address("learning:news", region.slug)
    written = digest_letter(reader, news, lambda view, row: _address(view, region.slug, row), page, stop)
    EmailMessage(
        subject=written.subject,
        body=written.body,
        to=[reader.email],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{stop}>"},
    ).send()


def _address(view: str, *parts: object) -> str:
    return settings.VARV_ADDRESS + reverse(view, args=parts)
