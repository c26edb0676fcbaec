from typing import Any

from django.core.management.base import BaseCommand, CommandError

from varv.regions import trail
from varv.regions.models import Region
from varv.regions.row_security import EVERY_REGION, entered


class Command(BaseCommand):
    help = "Check that no line of any region's trail has been altered, removed or cut off."

    def handle(self, *args: Any, **options: Any) -> None:
        with entered(EVERY_REGION):
            broken = {region.name: trail.broken_at(region) for region in Region.objects.order_by("name")}
        for name, number in broken.items():
            self.stdout.write(f"{name}: {'the trail holds' if number is None else f'broken at line {number}'}")
        if any(number is not None for number in broken.values()):
            raise CommandError("The trail does not hold.")
