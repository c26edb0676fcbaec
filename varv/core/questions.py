"""The questions of a template, as data: what is asked, how to answer, and whether an answer must be there."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from varv.core.refusals import RuleBroken

MOST_QUESTIONS = 40
LONGEST = 1000
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Question:
    """One question: a hint beside it, and examples of a thin answer and of a good one. ``key`` never changes."""

    key: str
    text: str
    hint: str = ""
    thin: str = ""
    good: str = ""
    required: bool = False


TEXTS = tuple(field.name for field in fields(Question) if field.name not in {"key", "required"})


def read_questions(data: object) -> tuple[Question, ...]:
    """Read questions as JSON holds them: a list of objects, in the order they are asked.

    Raises ``RuleBroken``: ``questions.unreadable`` (with the ``number`` of the question, 0 for the list itself),
    ``questions.key_twice``, ``questions.too_many``.
    """
    if not isinstance(data, list):
        raise RuleBroken("questions.unreadable", number=0)
    if len(data) > MOST_QUESTIONS:
        raise RuleBroken("questions.too_many", most=MOST_QUESTIONS)
    questions = tuple(_question(one, number) for number, one in enumerate(data, 1))
    keys = [question.key for question in questions]
    for number, key in enumerate(keys, 1):
        if key in keys[: number - 1]:
            raise RuleBroken("questions.key_twice", number=number, key=key)
    return questions


def _question(data: object, number: int) -> Question:
    if not isinstance(data, Mapping) or not data.keys() <= {"key", "required", *TEXTS}:
        raise RuleBroken("questions.unreadable", number=number)
    texts = {name: data.get(name, "") for name in ("key", *TEXTS)}
    required = data.get("required", False)
    if not all(isinstance(text, str) and len(text) <= LONGEST for text in texts.values()):
        raise RuleBroken("questions.unreadable", number=number)
    if not isinstance(required, bool) or not _KEY.fullmatch(texts["key"]) or not texts["text"].strip():
        raise RuleBroken("questions.unreadable", number=number)
    return Question(required=required, **texts)


def as_json(questions: tuple[Question, ...]) -> list[dict[str, Any]]:
    """The questions as JSON holds them."""
    return [asdict(question) for question in questions]
