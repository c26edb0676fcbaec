"""The questions that come with Varv: one file a kind in ``data/``, in Swedish, to begin from and change.

They ask what Tillväxtverket and the regions ask of projects, in words of our own, each with help in writing: a hint,
a thin answer and a good one. A region drafts its own version from them; these files never change what was asked.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from varv.core.asking import TemplateKind
from varv.core.questions import Question, read_questions

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class FirstTemplate:
    """What a kind of template is called and asks before the region has made one of its own."""

    name: str
    questions: tuple[Question, ...]


@cache
def first_template(kind: TemplateKind) -> FirstTemplate:
    """The built-in questions of a kind."""
    told = tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    return FirstTemplate(told["name"], read_questions(told["questions"]))


def next_key(used: Iterable[str]) -> str:
    """A key that no question of this kind has had, so that an old answer never lands under a new question."""
    taken = set(used)
    return next(key for number in range(1, len(taken) + 2) if (key := f"q{number}") not in taken)
