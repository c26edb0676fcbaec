from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from varv.core.refusals import Refusal
from varv.core.roles import Role
from varv.overview.words import refusal
from varv.regions import operations
from varv.regions.models import Region
from varv.regions.row_security import EVERY_REGION, entered
from varv.strategy.operations import adopt_framework


class Command(BaseCommand):
    help = "Make a region with its first administrator and the framework."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slug", required=True, help="the region's name in addresses, without å, ä and ö")
        parser.add_argument("--name", required=True, help="the region's name")
        parser.add_argument("--administrator", required=True, help="the first administrator's login name")
        parser.add_argument("--framework", default="vasterbotten", help="which framework to adopt (vasterbotten)")

    def handle(self, *args: Any, **options: Any) -> None:
        if Region.objects.filter(slug=options["slug"]).exists():
            raise CommandError(f"There is already a region called {options['slug']}.")
        password = getpass("First password for the administrator: ")
        try:
            validate_password(password)
            with entered(EVERY_REGION), transaction.atomic():
                self._set_up(options, password)
        except Refusal as refused:
            raise CommandError(refusal(refused)) from refused
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        self.stdout.write(f"{options['name']} is ready at /{options['slug']}/.")

    def _set_up(self, options: dict[str, Any], password: str) -> None:
        at = timezone.now()
        region = operations.set_up_region(slug=options["slug"], name=options["name"], is_example=False, at=at)
        system = operations.system_actor(region)
        adopt_framework(template=options["framework"], by=system, at=at)
        operations.invite(
            username=options["administrator"],
            name=options["administrator"],
            password=password,
            role=Role.ADMINISTRATOR,
            title="",
            unit=None,
            by=system,
            at=at,
        )
