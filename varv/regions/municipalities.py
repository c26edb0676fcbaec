"""Sweden's counties and municipalities, as data with their official codes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "official" / "municipalities.json"


@dataclass(frozen=True)
class County:
    """A county (län) and its municipalities: official code → name, in the order of the codes."""

    code: str
    name: str
    municipalities: Mapping[str, str]


@lru_cache(maxsize=1)
def counties() -> tuple[County, ...]:
    """Every county, in the order of the codes."""
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(County(**county) for county in read["counties"])


def county(code: str) -> County | None:
    """The county with this code, or nothing."""
    return next((one for one in counties() if one.code == code), None)
