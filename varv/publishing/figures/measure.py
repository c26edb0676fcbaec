"""How wide words will be, before anyone has drawn them.

The server draws without a browser, so widths come from a table: Hanken Grotesk
at weight 600, in thousandths of the type size. Another typeface is a little
wider or narrower; ``_MARGIN`` leaves room for that.
"""

import re
from functools import lru_cache

_LETTERS = {
    180: "'",
    240: "!,.:;ij",
    270: " ()Il{|}’\u00a0",
    300: "[]`",
    330: "-f·",
    360: '"t',
    420: "/r–°*",
    450: "\\_”“",
    480: "sz",
    510: "?Lcg",
    540: "Jaekvxyåäéà",
    570: "$+0123456789<=>EFPSbdhnopqu~öüÉø×−",
    600: "BRTZ^§",
    630: "Y",
    660: "AKUVXÅÄÜ",
    690: "#&DHN…",
    720: "CG",
    750: "%OwÖØ",
    780: "Q½",
    840: "Mm",
    870: "@æ",
    930: "ÆW",
    1050: "—",
}
_WIDTH = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_UNKNOWN = 700  # most letters we have no number for are from scripts that run wider
_MARGIN = 1.03


@lru_cache(maxsize=4096)
def width(words: str, size: float = 13) -> float:
    """Width in px of words set at this size in px."""
    return sum(_WIDTH.get(letter, _UNKNOWN) for letter in words) * size / 1000 * _MARGIN


def widest(texts: list[str], size: float = 13) -> float:
    """Width in px of the widest of these; 0 for none."""
    return max((width(words, size) for words in texts), default=0)


def wrapped(words: str, *, limit: float, size: float = 13, most: int = 99) -> list[str]:
    """The words on lines no wider than ``limit`` px; what does not fit on ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in _breakable(words, limit, size):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= limit:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], _clipped(lines[most - 1], limit, size)]


def _breakable(words: str, limit: float, size: float) -> list[str]:
    """The words, those wider than a line cut in pieces with a hyphen. A number stays with its next digits and its %."""
    held = re.sub(r"(?<=\d) (?=[\d%])", "\N{NO-BREAK SPACE}", words.strip())
    return [piece for word in re.split(r"[ \t\n]+", held) for piece in _pieces(word, limit, size)]


def _pieces(word: str, limit: float, size: float) -> list[str]:
    pieces: list[str] = []
    while width(word, size) > limit and len(word) > 1:
        cut = max(1, _fitting(word, limit - width("-", size), size))
        joint = "" if word[cut - 1] == "-" else "-"
        pieces.append(word[:cut] + joint)
        word = word[cut:]
    return [*pieces, word]


def _fitting(word: str, limit: float, size: float) -> int:
    """How many letters of the word fit; a hyphen of its own is the best place to cut."""
    fits = max((count for count in range(len(word)) if width(word[:count], size) <= limit), default=0)
    own = word.rfind("-", 2, fits) + 1
    return own or fits


def _clipped(words: str, limit: float, size: float) -> str:
    """As many words as there is room for, or of a single word as many letters."""
    while words and width(f"{words}…", size) > limit:
        words = words.rpartition(" ")[0] or words[:-1]
    return f"{words.rstrip()}…"
