from typing import Any

from django.core.management.base import BaseCommand, CommandError

from varv.jobs.workload import SLUG, load_workload
from varv.regions.models import Region
from varv.regions.row_security import EVERY_REGION, entered


class Command(BaseCommand):
    help = "Load a large, invented region for timing. Refused where a real region keeps its data."

    def handle(self, *args: Any, **options: Any) -> None:
        with entered(EVERY_REGION):
            real = Region.objects.filter(is_example=False).order_by("name").first()
            if real is not None:
                raise CommandError(f"{real.name} keeps real data here. Use a database of its own for the workload.")
            if Region.objects.filter(slug=SLUG).exists():
                raise CommandError("The workload is already here.")
            made = load_workload()
        self.stdout.write(
            f"{made.region.name} is loaded: {len(made.initiatives)} initiatives, {len(made.rounds)} half-years. "
            f"Log in as {SLUG}-strateg with the password of the demo."
        )
