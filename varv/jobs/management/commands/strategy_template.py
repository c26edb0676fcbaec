from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from varv.publishing.workbooks.plan_writing import write_template


class Command(BaseCommand):
    help = "Write the empty workbook of a plan, to fill in and read in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="varv-mall.xlsx", type=Path, help="where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            file.write_bytes(write_template())
        except OSError as refused:
            raise CommandError(f"{file} cannot be written: {refused.strerror}.") from refused
        self.stdout.write(f"Wrote {file}.")
