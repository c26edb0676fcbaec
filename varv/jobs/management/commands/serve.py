import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from varv.jobs.demo.people import PASSWORD, PEOPLE
from varv.regions.models import User


class Command(BaseCommand):
    help = "Serve Varv on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=1, help="worker processes (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        _check_free(options["host"], options["port"])
        self.stdout.write(f"Varv: http://{options['host']}:{options['port']}/")
        self._tell_demo_people()
        self.stdout.flush()
        Granian(
            "varv.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=4,
            log_level=LogLevels.warning,
        ).serve()

    def _tell_demo_people(self) -> None:
        """Whom one can log in as, where the demo is loaded."""
        present = set(
            User.objects.filter(username__in=[person.username for person in PEOPLE]).values_list("username", flat=True)
        )
        for person in PEOPLE:
            if person.username in present:
                self.stdout.write(f"  {person.username:<7} {PASSWORD}   {person.title}, {person.where}")


def _check_free(host: str, port: int) -> None:
    """Two servers on one port would each take half of the visitors without a word."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as refused:
            raise CommandError(f"Port {port} is taken. Choose another: make demo PORT={port + 1}") from refused
