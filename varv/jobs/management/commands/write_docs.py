from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from varv.jobs import drawings


class Command(BaseCommand):
    help = "Write the pages of docs/ that are drawn from the code."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a page is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [page for page, text in drawings.pages().items() if not page.exists() or page.read_text() != text]
        if options["check"] and stale:
            raise CommandError(f"Out of date: {', '.join(page.name for page in stale)}. Write them with: make docs")
        for page in stale:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(drawings.pages()[page])
            self.stdout.write(f"Wrote {page.name}.")
