from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from varv.delivery.plan_book import plan_book
from varv.publishing.workbooks.plan_writing import write_plan
from varv.regions.models import Region
from varv.regions.row_security import entered


class Command(BaseCommand):
    help = "Write a region's plan as the workbook that can be read in again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="the region's name in addresses")
        parser.add_argument("file", nargs="?", type=Path, help="where to write it (varv-<region>.xlsx)")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(slug=options["region"]).first()
        if region is None:
            raise CommandError(f"There is no region called {options['region']}.")
        file: Path = options["file"] or Path(f"varv-{region.slug}.xlsx")
        with entered(region.pk):
            content = write_plan(plan_book(region.pk), region=region.name, on=timezone.localdate())
        try:
            file.write_bytes(content)
        except OSError as refused:
            raise CommandError(f"{file} cannot be written: {refused.strerror}.") from refused
        self.stdout.write(f"Wrote {file}.")
