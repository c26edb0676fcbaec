"""What a person decides about goals that change: plain values that rules and verbs read."""

from dataclasses import dataclass

from varv.core.kinds import Succession


@dataclass(frozen=True)
class NewGoal:
    """A goal that takes over from others. What is not said here it has from the first of them."""

    outline: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Fate:
    """What becomes of a goal when the phase changes: carried on, rewritten (with its new ``name``) or ended."""

    how: Succession
    reason: str
    name: str = ""
