from typing import Any

from django.core.management.base import BaseCommand

from varv.jobs import catalogue


class Command(BaseCommand):
    help = "Compile the Swedish words, if they have changed since they were last compiled."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not catalogue.is_compiled():
            catalogue.compile_catalogue()
