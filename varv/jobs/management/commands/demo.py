from typing import Any

from django.core.management.base import BaseCommand

from varv.jobs.demo.story import is_told, tell_story
from varv.regions.row_security import EVERY_REGION, entered


class Command(BaseCommand):
    help = "Load the fictional regions Älvmark and Sydland, once."

    def handle(self, *args: Any, **options: Any) -> None:
        with entered(EVERY_REGION):
            if is_told():
                self.stdout.write("The demo is already here.")
                return
            tell_story()
        self.stdout.write("The demo is loaded: Region Älvmark and Region Sydland, both fictional.")
