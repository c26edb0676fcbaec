"""How like two sentences are: by the pieces of their words, so that inflections count as almost the same."""

import re

PIECE = 3
SHORTEST_WORD = 3
WORD = re.compile(r"[^\W\d_]+")
# Above this two lessons are shown beside each other as possibly the same; a person decides.
ALIKE = 0.4


def pieces(text: str) -> frozenset[str]:
    """Every run of three letters in the words that are long enough to mean something."""
    words = [f" {word}" for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST_WORD]
    return frozenset(word[start : start + PIECE] for word in words for start in range(len(word) - PIECE + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two texts' pieces: 0 when they share nothing, 1 when they are made of the same."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0
