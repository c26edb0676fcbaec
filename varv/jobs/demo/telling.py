"""The demo is told in the order it happened, so that the trail reads like a real one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, in the order of its hour."""

    day: date
    hour: int
    deed: Callable[[], Any]


def on(day: date, hour: int, deed: Callable[..., Any], *details: Any) -> Event:
    """An event: this deed, with these details."""
    return Event(day, hour, partial(deed, *details))


def tell(events: Iterable[Event]) -> None:
    """Let everything happen, day by day; events of the same hour in the order they were written."""
    for event in sorted(events, key=lambda event: (event.day, event.hour)):
        event.deed()
