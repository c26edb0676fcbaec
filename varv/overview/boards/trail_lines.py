"""The trail, line by line, as people read it: the columns by their words, codes and days told as everywhere else."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from varv.overview.words import day, moment, verb, word
from varv.overview.words.columns import column
from varv.regions.models import TrailEntry
from varv.regions.owned import columns


@dataclass(frozen=True)
class ColumnLine:
    """One column before and after; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class TrailLine:
    """Something that was done, with what it changed."""

    number: int
    at: datetime
    person: str
    verb: str
    thing: str
    seal: str
    columns: tuple[ColumnLine, ...]


def trail_lines(entries: Iterable[TrailEntry]) -> tuple[TrailLine, ...]:
    """The lines in the order given; no queries beside the one that reads them."""
    return tuple(
        TrailLine(
            number=entry.number,
            at=entry.at,
            person=entry.person,
            verb=verb(entry.verb),
            thing=entry.thing,
            seal=entry.seal,
            columns=_columns(entry),
        )
        for entry in entries
    )


def _columns(entry: TrailEntry) -> tuple[ColumnLine, ...]:
    fields = _fields(entry.kind)
    return tuple(
        ColumnLine(
            column(name),
            _told(fields.get(name), entry.before.get(name)),
            _told(fields.get(name), entry.after.get(name)),
        )
        for name in {**entry.before, **entry.after}
    )


def _fields(kind: str) -> dict[str, models.Field[Any, Any]]:
    """The columns of a kind of row as they are now. What an older version kept may have none."""
    try:
        model = apps.get_model(kind)
    except LookupError:
        return {}
    return columns(model)


def _told(field: models.Field[Any, Any] | None, value: object) -> str:
    """A kept value for a reader: codes in words, days as days, content in lines, nothing as nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey):
        return _("number %(number)s") % {"number": value}
    if isinstance(value, str):
        return _told_text(field, value)
    return json.dumps(value, ensure_ascii=False, indent=1)


def _told_text(field: models.Field[Any, Any] | None, text: str) -> str:
    codes: type[StrEnum] | None = getattr(field, "codes", None)
    if codes is not None and text in set(codes):
        return word(codes(text))
    if isinstance(field, models.DateTimeField):
        return moment(datetime.fromisoformat(text))
    if isinstance(field, models.DateField):
        return day(date.fromisoformat(text))
    return text
