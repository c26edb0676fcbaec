from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from varv.jobs import catalogue


class Command(BaseCommand):
    help = "Collect the English texts of the program into the Swedish catalogue, and say which have no Swedish yet."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if the catalogue is not whole")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self._write()
        found = catalogue.shortcomings()
        for what, keys in vars(found).items():
            for key in keys:
                self.stdout.write(f"{what}: {key!r}")
        if options["check"] and found.found:
            raise CommandError("The Swedish catalogue is not whole.")

    def _write(self) -> None:
        merged = catalogue.merge(catalogue.collect(), catalogue.read(), catalogue.read_parts())
        catalogue.FOLDER.mkdir(parents=True, exist_ok=True)
        merged.save(str(catalogue.WRITTEN))
        self.stdout.write(f"{len(merged)} texts, {len(merged.untranslated_entries())} without Swedish.")
