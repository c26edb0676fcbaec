"""What someone typed into the search field, as words that must be there, phrases, and words that must not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from varv.core.kinds import SearchKind
from varv.core.swedish import stem, stems, words

LONGEST = 300  # signs of what was typed that are read
MOST_TERMS = 12
SHORTEST_BEGINNING = 4  # letters of a word that longer words may begin with

_COMMON = (
    "och i att en ett det den de som på är av för med till om har inte vi var kan men så från hur vad vilka vilken "
    "vilket när där eller ska skall vid under efter över sig sin sitt sina vår vårt våra ni du jag man blir blev "
    "vet finns gör göra får varför hos oss"
)
# What people call each kind of thing, so that "lärdomar om skolan" finds the lessons whose texts tell of schools.
KIND_WORDS: Mapping[str, str] = {
    SearchKind.GOAL: "mål",
    SearchKind.DOCUMENT: "dokument",
    SearchKind.CHAIN: "effektkedja kedja",
    SearchKind.STEP: "led",
    SearchKind.INDICATOR: "indikator",
    SearchKind.INITIATIVE: "insats",
    SearchKind.PILOT: "pilot försök",
    SearchKind.PROJECT: "projekt",
    SearchKind.REPORT: "rapport",
    SearchKind.VISIT: "besök",
    SearchKind.EVALUATION: "utvärdering",
    SearchKind.FINDING: "iakttagelse",
    SearchKind.RECOMMENDATION: "rekommendation",
    SearchKind.RESPONSE: "svar",
    SearchKind.ACTION: "åtgärd",
    SearchKind.CHANGE: "ändring",
    SearchKind.LESSON: "lärdom",
    SearchKind.BRIEF: "kunskapsbrev",
    SearchKind.TURN: "varv",
    SearchKind.QUESTION: "utvärderingsfråga fråga",
    SearchKind.CHOICE: "vägval",
}
# Words that every text has: left out when anything else is asked for.
COMMON = frozenset(_COMMON.split())
_PART = re.compile(r'(?P<without>(?<!\S)[-−])?(?:["“”„»«](?P<phrase>[^"“”„»«]*)["“”„»«]|(?P<word>[^\s"“”„»«]+))')


@dataclass(frozen=True, order=True)
class Term:
    """A word that is sought: its stem, and the beginnings that longer words (compounds) are found by."""

    word: str
    stem: str
    beginnings: tuple[str, ...] = ()

    def finds(self, other: str) -> bool:
        """Whether a stem of a text is this word, or begins with it."""
        return other == self.stem or other.startswith(self.beginnings)


@dataclass(frozen=True)
class Sought:
    """All of ``terms`` and ``phrases`` must be there, and none of ``without``. ``text`` is what was read of it."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing that can be sought: only signs, or only words to leave out."""
        return not self.terms

    def finds(self, word: str) -> bool:
        """Whether a word of a text is one that was sought."""
        found = stem(word)
        return any(term.finds(found) for term in self.terms)

    def replaced(self, old: str, new: str) -> str:
        """What was typed with one word changed for another."""
        return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, self.text.lower())


def read_sought(text: str) -> Sought:
    """Read what was typed. Nothing is an error: signs that mean nothing are passed over.

    ``"two words"`` must stand together, ``-word`` must not be there, and all other words must be there. The words of
    a phrase are terms too, so that an index can find them.
    """
    text = " ".join(text[:LONGEST].split())
    asked: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    for part in _PART.finditer(text):
        told = part["phrase"] if part["word"] is None else part["word"]
        if part["without"]:
            without += words(told)
        elif part["word"] is None and stems(told):
            phrases.append(tuple(stems(told)))
            asked += (word for word in words(told))
        else:
            asked += words(told)
    return Sought(text, _terms(asked, phrases), tuple(phrases[:MOST_TERMS]), _left_out(without))


def _terms(asked: list[str], phrases: list[tuple[str, ...]]) -> tuple[Term, ...]:
    """The words that are asked for; common ones only where nothing else is asked, or in a phrase by itself."""
    telling = [word for word in asked if word not in COMMON]
    if not telling and phrases:
        telling = asked
    return _all_terms(telling or asked)


def _all_terms(asked: list[str]) -> tuple[Term, ...]:
    return tuple(_term(word) for word in dict.fromkeys(asked))[:MOST_TERMS]


def _left_out(told: list[str]) -> tuple[Term, ...]:
    """Only the very words: whoever leaves out schools does not leave out the school year."""
    return tuple(Term(word, stem(word)) for word in dict.fromkeys(told))[:MOST_TERMS]


def _term(word: str) -> Term:
    """A term that also finds longer words. What begins with the word begins with its stem, if that is its beginning."""
    found = stem(word)
    long = [part for part in (found, word) if len(part) >= SHORTEST_BEGINNING]
    return Term(word, found, tuple(long[:1] if word.startswith(found) else dict.fromkeys(long)))
