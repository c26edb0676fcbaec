import hashlib
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from varv.core.refusals import Refusal
from varv.core.roles import Actor
from varv.delivery import operations
from varv.delivery.models import CaseImport, ColumnMapping
from varv.delivery.waiting_cases import Outlook, outlook, waiting
from varv.overview.words import refusal
from varv.publishing.workbooks.case_reading import read_case_file
from varv.regions.models import Membership, Region
from varv.regions.row_security import entered


class Command(BaseCommand):
    help = "Read an export of cases (Excel or CSV) in as projects. Says what it would do; --apply does it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="the region's name in addresses")
        parser.add_argument("file", type=Path, help="the export")
        parser.add_argument("--as", dest="person", required=True, help="the person who reads it in, by user name")
        parser.add_argument("--apply", action="store_true", help="read it in, and not only say what it would do")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(slug=options["region"]).first()
        if region is None:
            raise CommandError(f"There is no region called {options['region']}.")
        try:
            content = options["file"].read_bytes()
        except OSError as refused:
            raise CommandError(f"{options['file']} cannot be read: {refused.strerror}.") from refused
        with entered(region.pk), transaction.atomic():
            by, at = _actor(region, options["person"]), timezone.now()
            try:
                case_import, told = _looked_through(options["file"].name, content, by, at)
                if options["apply"]:
                    operations.apply_import(case_import=case_import, seen=told.changes.seal, by=by, at=at)
                else:
                    transaction.set_rollback(True)
            except Refusal as refused:
                with override("en"):
                    raise CommandError(refusal(refused)) from None
        self._tell(told)
        self.stdout.write("Read in." if options["apply"] else "Nothing was read in. Add --apply to do it.")

    def _tell(self, told: Outlook) -> None:
        counts = operations.counted(told)
        self.stdout.write(", ".join(f"{sort}: {count}" for sort, count in counts.items()) + ".")
        for problem in told.problems:
            self.stdout.write(f"Row {problem.number}, {problem.heading}: {problem.code}")


def _actor(region: Region, username: str) -> Actor:
    found = Membership.objects.of(region.pk).current().filter(user__username=username).select_related("user")
    roles = frozenset(one.role for one in found)
    if not roles:
        raise CommandError(f"{username} does not work in {region.name}.")
    return Actor(region.pk, found[0].user_id, found[0].user.name, roles)


def _looked_through(filename: str, content: bytes, by: Actor, at: datetime) -> tuple[CaseImport, Outlook]:
    """The file as the pages read it, by the same verbs, and what it would change."""
    known = {heading for one in ColumnMapping.objects.of(by.region_id) for heading in one.columns.values()}
    book = read_case_file(filename, content, {}, known)
    digest = hashlib.sha256(content).hexdigest()
    case_import = operations.read_cases(book=book, filename=filename, sha256=digest, by=by, at=at)
    found = waiting(case_import)
    operations.remap(case_import=case_import, columns=found.columns, by=by, at=at)
    return case_import, outlook(by.region_id, found)
