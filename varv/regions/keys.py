"""Stable names of rows: what a workbook or another system knows a row by, also in another database."""

from secrets import choice
from typing import Any, TypedDict

from django.db import models

# No letter that can be read as a digit, so that a key survives being read aloud.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 10


def new_key() -> str:
    """A key that no other row has, for all practical purposes: 30 signs in 10 places."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


class Keyed(TypedDict, total=False):
    """A key that was given from outside; without it the row makes up its own."""

    key: str


class KeyField(models.CharField[str, str]):
    """A row's stable name, unique in its region and kind. Given from outside, or made up once."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("default", new_key)
        super().__init__(**options)
