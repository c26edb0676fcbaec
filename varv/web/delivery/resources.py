"""What stands in the address of the boards of resources, and the addresses that lead from a figure to its insatser."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from varv.core.money import FundingKind, Measure
from varv.delivery.rules import FIRST_YEAR, LAST_YEAR
from varv.overview.delivery.resource_rows import Gap, Key
from varv.overview.delivery.resources import Path, ResourceBoard, ResourceRow, ResourceWish
from varv.overview.words import word
from varv.overview.words.of_money import GAPS, PATHS
from varv.publishing.figures.resources import Bar, Resources
from varv.web.gate import sent_number

# What of the wish stands under which name in the address.
KEYS: Mapping[str, str] = {
    "ar": "year",
    "mal": "goal",
    "aktivitet": "activity",
    "plats": "place",
    "kalla": "source",
}
_NAMES = {field: name for name, field in KEYS.items()}


def wish_of(query: QueryDict) -> ResourceWish:
    """What is asked for; what cannot be read is left out."""
    path, measure = query.get("per", ""), query.get("matt", "")
    return ResourceWish(
        path=Path(path) if path in set(Path) else Path.GOAL,
        measure=Measure(measure) if measure in set(Measure) else Measure.GRANTED,
        first_year=_year(query.get("fran", "")),
        last_year=_year(query.get("till", "")),
        **{field: _key(query.get(name, "")) for name, field in KEYS.items()},
    )


def _year(written: str) -> int | None:
    year = sent_number(written)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _key(written: str) -> Key | None:
    if written in set(Gap):
        return Gap(written)
    return sent_number(written) or None


def query_of(wish: ResourceWish, **more: Any) -> str:
    """The address of a wish."""
    wish = replace(wish, **more)
    told = {"per": wish.path.value, "matt": wish.measure.value, "fran": wish.first_year, "till": wish.last_year}
    told |= {_NAMES[field]: getattr(wish, field) for field in KEYS.values()}
    return urlencode({name: value for name, value in told.items() if value is not None})


def query_behind(wish: ResourceWish, row: ResourceRow) -> str:
    """The address of the insatser behind a row."""
    return query_of(wish, **{wish.path.value: row.key})


def name_of(path: Path, row: ResourceRow) -> str:
    """What a row is called; a gap says why the money stands nowhere."""
    return str(GAPS[path.value, str(row.key)]) if row.is_gap else row.name


def drawing(board: ResourceBoard) -> Resources:
    """The board as bars: for each row the appropriation 1:1, and what others give."""
    measure, path = board.wish.measure, board.wish.path
    title = _("Resources by: %(path)s. %(measure)s.") % {"path": PATHS[path.value], "measure": word(measure)}
    return Resources(title, tuple(_bar(row, path, measure) for row in board.rows))


def _bar(row: ResourceRow, path: Path, measure: Measure) -> Bar:
    state = row.kinds.get(FundingKind.ONE_TO_ONE)
    ours = state.of(measure) if state else None
    whole = row.money.of(measure)
    others = None if whole is None else whole - (ours or 0)
    return Bar(name_of(path, row), ours, others if others or ours is None else None, row.depth)
