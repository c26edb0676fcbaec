"""What of a thing is searched: declared on its model, read here.

``searched`` on a model says what its title, texts and day are. A row that belongs to another thing (a line of a
report) has no entry of its own: it names its owner with ``searched_with``, and the owner's entry tells of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Value
from django.utils.timezone import localtime

from varv.core.sought import KIND_WORDS
from varv.core.swedish import joined, stems
from varv.regions.models import SearchEntry, kind_of
from varv.regions.owned import Owned

LONGEST_TITLE = 300
LONGEST_BODY = 100_000  # signs; a report has a few thousand


def _everyone(_thing: Any) -> bool:
    return True


@dataclass(frozen=True)
class Searched:
    """The fields that are searched. ``day`` is a field with a date or a time; ``page`` the id of the page it is on.

    ``parts`` are related names with the fields that are read of each. ``is_open`` tells whether everyone in the
    region may read it; who else may is its kind's own gate. ``reads`` are what the title is made of; ``titles`` are
    related names of things whose entries bear this one's title.
    """

    title: str | Callable[[Any], str]
    texts: tuple[str, ...] = ()
    day: str = ""
    page: str = "pk"
    parts: Mapping[str, tuple[str, ...]] | None = None
    reads: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    is_open: Callable[[Any], bool] = _everyone

    def entry(self, thing: Owned, told_by_parts: Iterable[str] = ()) -> SearchEntry:
        """The thing's entry as it should be now, with what its parts tell."""
        title = self.title(thing) if callable(self.title) else str(getattr(thing, self.title))
        body = "\n".join([*_texts(thing, self.texts), *told_by_parts])[:LONGEST_BODY]
        day = _day(getattr(thing, self.day) if self.day else None)
        heading = " ".join(stems(title))
        beside = " ".join([*joined(f"{title} {body}"), *stems(KIND_WORDS.get(kind_of(thing), ""))])
        return SearchEntry(
            region_id=thing.region_id,
            kind=kind_of(thing),
            thing_id=thing.pk,
            page_id=getattr(thing, self.page),
            is_open=self.is_open(thing),
            day=day,
            year=day.year if day else None,
            title=title[:LONGEST_TITLE],
            title_stems=f" {heading} ",
            stems=f" {heading} | {' '.join(stems(body))} | {beside} ",
            body=body,
        )


def told_by_parts(model: type[Owned], things: Sequence[Owned], gone: Owned | None = None) -> dict[int, list[str]]:
    """What the parts of these things tell, by the things' ids, in one query; ``gone`` is a part that is leaving."""
    parts = how_searched(model).parts or {}
    told: dict[int, list[str]] = defaultdict(list)
    widest = max((len(fields) for fields in parts.values()), default=0)
    asked = []
    for place, (name, fields) in enumerate(parts.items()):
        field = getattr(model, name).rel.field
        rows = field.model.objects.of(things[0].region_id).filter(**{f"{field.name}__in": [each.pk for each in things]})
        if gone is not None and isinstance(gone, field.model):
            rows = rows.exclude(pk=gone.pk)
        filling = [Value("")] * (widest - len(fields))
        asked.append(rows.order_by().values_list(field.attname, Value(place), "pk", *fields, *filling))
    for thing_id, _place, _pk, *texts in sorted(asked[0].union(*asked[1:], all=True)) if asked else ():
        told[thing_id] += filter(None, texts)
    return told


def _texts(row: models.Model, fields: Iterable[str]) -> Iterator[str]:
    return (text for text in chain.from_iterable(_plain(getattr(row, field)) for field in fields) if text)


def _plain(value: Any) -> Iterator[str]:
    """The texts of a value: of a JSON answer every text in it, and never its keys.

    The keys give the order, for the two databases do not keep them in the same.
    """
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value)]
    if isinstance(value, list):
        for each in value:
            yield from _plain(each)
    elif value is not None:
        yield str(value)


def _day(value: date | datetime | None) -> date | None:
    return localtime(value).date() if isinstance(value, datetime) else value


def searched_models() -> Iterator[type[Owned]]:
    """Every kind of thing that has entries."""
    return (model for model in apps.get_models() if _declared(model) and issubclass(model, Owned))


def how_searched(model: type[Owned]) -> Searched:
    """What a kind of thing has declared."""
    found: Searched = vars(model)["searched"]
    return found


def _declared(model: type[models.Model]) -> bool:
    return "searched" in vars(model)


def owner_of(thing: Owned) -> Owned | None:
    """The thing whose entry tells of this one: mostly itself; nothing when it is not searched."""
    owner = vars(type(thing)).get("searched_with")
    if owner:
        found: Owned | None = getattr(thing, owner)
        return found if found is None else owner_of(found)
    return thing if _declared(type(thing)) else None
