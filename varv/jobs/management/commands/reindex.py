from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from varv.regions import search_index
from varv.regions.models import Region
from varv.regions.row_security import EVERY_REGION, entered


class Command(BaseCommand):
    help = "Make the search index of every region anew, or of one: after an upgrade, or if a search misses something."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default="", help="the slug of one region; every region when it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        with entered(EVERY_REGION):
            regions = Region.objects.order_by("slug")
            if options["region"]:
                regions = regions.filter(slug=options["region"])
            if not regions:
                raise CommandError("There is no such region.")
            for region in regions:
                with transaction.atomic():
                    count = search_index.rebuild(region.pk)
                self.stdout.write(f"{region.name}: {count} things can be searched")
