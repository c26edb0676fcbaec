"""The ``varv`` command: Django's commands and ours, written with a hyphen or an underscore."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varv.config.settings")
    command = [word.replace("-", "_") for word in sys.argv[1:2] if not word.startswith("-")] or sys.argv[1:2]
    execute_from_command_line(["varv", *command, *sys.argv[2:]])
