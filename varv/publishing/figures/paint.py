"""Light colours put into the drawing itself, for where no style sheet follows: Word, PDF, a file of its own."""

import re
from functools import lru_cache
from pathlib import Path

_LIGHT = Path(__file__).with_name("light.css")
_HALO = re.compile(r'<text [^>]*class="halo[^>]*>[^<]*</text>')
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')


@lru_cache(maxsize=1)
def _style() -> str:
    return f"<style>{_LIGHT.read_text(encoding='utf-8')}</style>"


def painted(svg: str) -> str:
    """The same drawing, complete in itself."""
    opening, bracket, rest = svg.partition(">")
    return f"{opening}{bracket}{_style()}{_HALO.sub(_laid_under, rest)}"


def _laid_under(words: re.Match[str]) -> str:
    """A halo as words of paper under the words: set letter by letter, a letter's halo would hide its neighbour."""
    return words[0].replace('class="halo', 'class="under', 1) + words[0]


def width(svg: str) -> float:
    """How wide a drawing is at 1:1, in px. Raises ``ValueError`` for what is no drawing of ours."""
    return _side(svg, 1)


def height(svg: str) -> float:
    """How high a drawing is at 1:1, in px. Raises ``ValueError`` for what is no drawing of ours."""
    return _side(svg, 2)


def _side(svg: str, side: int) -> float:
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("a drawing tells its size")
    return float(found[side])
