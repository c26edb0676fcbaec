"""The two ways to say no: not this person, and not now."""

from collections.abc import Callable, Mapping
from typing import Any


class Refusal(Exception):
    """Something was asked for that the house does not do.

    ``code`` names the reason; the words for it stand in ``overview/words.py``.
    ``facts`` are the plain values those words may show.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts


class NotAllowed(Refusal):
    """This person may not do this."""


class RuleBroken(Refusal):
    """It cannot be done now, whoever asks."""


def holds(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Whether a ``check_…`` would let this pass: for the button that must know before it is shown."""
    try:
        check(*args, **kwargs)
    except Refusal:
        return False
    return True
