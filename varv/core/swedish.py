"""Swedish words as a search knows them: what is a word, which forms are the same word, and which are nearly it.

A stem is no grammar: it is the text that all forms of a word have in common, so that ``utvärderingarnas`` and
``utvärdering`` meet. Snowball's Swedish rules (Porter and Boulton) take away one ending; Swedish heaps them
(``lärdom-ar-na-s``) and Snowball leaves some forms apart (``skolan``, ``hållbart``, ``rektorn``). So its rules and a
few of our own are applied until nothing changes, and words that change their vowel stand in a table.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import snowballstemmer

LONGEST_WORD = 60  # letters of a word that are compared
SHORTEST_STEM = 3
SHORT_WORD = 5  # letters of a word that may have one slip only
KNOWN_STEMS = 100_000

# Latin letters and digits only, so that no database sees another word than we do.
_WORD = re.compile(r"[0-9a-zß-öø-ɏ]+")
_HYPHENATED = re.compile(r"[0-9a-zß-öø-ɏ]+(?:[-‐‑][0-9a-zß-öø-ɏ]+)+")
_TOKEN = re.compile(r"\w+|\W+")
_snowball = snowballstemmer.stemmer("swedish")

# Words that change inside, with their forms; a compound that ends like this changes like this (småstäder, småstad).
_IRREGULAR = {
    "stad": "städer städerna stads städers städernas staden stadens",
    "land": "länder länderna länders ländernas landet lands landets",
    "bok": "böcker böckerna böckers böckernas boken bokens boks",
    "rot": "rötter rötterna roten",
    "fot": "fötter fötterna foten",
    "natt": "nätter nätterna natten",
    "strand": "stränder stränderna stranden",
    "brand": "bränder bränderna branden",
    "son": "söner sönerna sonen",
    "dotter": "döttrar döttrarna dottern",
    "mor": "mödrar mödrarna",
    "bror": "bröder bröderna",
    "man": "män männen mannen mans mäns männens mannens",
    "tjänsteman": "tjänstemän tjänstemäns",
    "ombudsman": "ombudsmän ombudsmäns",
    "band": "bandet banden bands bandets bandens",
    "vuxen": "vuxna vuxnas",
    "ledamot": "ledamöter ledamöterna ledamoten",
    "museum": "museet museer museerna museets museernas museums",
    "centrum": "centret centra centrumet centrums centrets",
    "forum": "forumet forumen forums",
    "år": "året åren års årets årens",
    "ö": "ön öar öarna",
    "by": "byn byar byarna byns",
    "liten": "litet lilla små smått",
    "bra": "bättre bäst",
}
# Those who do something: without the table a teacher (lärare) would be the same word as learning (lärande).
_DOERS = (
    "lärare ledare forskare arbetare företagare handläggare utvärderare givare tagare fattare användare medborgare "
    "ägare sökare granskare utövare samordnare bedömare besökare invånare hållare"
)
_FORMS = {form: word for word, forms in _IRREGULAR.items() for form in (word, *forms.split())}
_FORMS |= {
    form: word
    for word in _DOERS.split()
    for form in (word, f"{word}s", f"{word}n", f"{word}ns", f"{word[:-1]}na", f"{word[:-1]}nas")
}
_SHORTEST_ENDING = 4  # a short form (mor, by) is only itself: humor is no mother
_ONLY_WHOLE = {"ägare"}  # the roads (vägarna) own nothing
_ENDINGS = tuple(
    sorted(
        (form for form, word in _FORMS.items() if len(form) >= _SHORTEST_ENDING and word not in _ONLY_WHOLE),
        key=len,
        reverse=True,
    )
)
# A whole word by itself: no plural of a word on -a (frågor, skolor).
_WHOLE = re.compile(r"(kt|nt|it|st|..at|ess)or$")
_OWN_RULES = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"(?<=...)or[ns]$", "or"),  # rektorn, sektors
        (r"(?<=..)eln$", "el"),  # regeln
        (r"(?<=...)(?<!mp)et$", ""),  # programmet; not kompet-ens
        (r"(?<=...)an$", ""),  # skolan
        (r"(?<=[åé])n$", ""),  # byrån, idén
        (r"(?<=..ro)n$", ""),  # frånvaron
        (r"(?<=...i)um$", ""),  # gymnasium
        (r"(?<=...)(ba|sa|a|e|i)(r|m|l|v|ll)t$", r"\1\2"),  # hållbart, gemensamt, lokalt, generellt, aktivt
        (r"(?<=..)mm$", "m"),  # program, as programmet
        (r"(?<=..)nn$", "n"),  # vän, as vänner
        (r"(?<=..[bcdfgkmpstv])el$", "l"),  # exempel, as exemplet
        (r"(?<=..[bdfgkmptv])r$", ""),  # hindret, as hinder
    )
)


def words(text: str) -> list[str]:
    """The words of a text in order, in small letters; letters that were typed as two signs are one."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(_plain(text))]


def joined(text: str) -> Iterator[str]:
    """Words that are written with a hyphen, as if they were written without: ``e-hälsa`` as ``ehälsa``."""
    for found in _HYPHENATED.findall(_plain(text)):
        yield "".join(_WORD.findall(found))[:LONGEST_WORD]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=KNOWN_STEMS)
def stem(word: str) -> str:
    """What all forms of a word have in common. A word with a digit in it (``2026h1``, ``r3``) is only itself."""
    if any(letter.isdigit() for letter in word):
        return word
    known = _irregular(word)
    while not known:
        shorter = _shortened(word)
        if shorter == word:
            return word
        word = shorter
        known = _irregular(word)
    return known


def _irregular(word: str) -> str:
    if word in _FORMS:
        return _FORMS[word]
    ending = next((form for form in _ENDINGS if word.endswith(form)), "")
    return word[: len(word) - len(ending)] + _FORMS[ending] if ending else ""


def _shortened(word: str) -> str:
    """The word without one ending; the word itself when it has none."""
    if _WHOLE.search(word):
        return word
    shorter = _snowball.stemWord(word)
    if shorter == word:
        for pattern, kept in _OWN_RULES:
            shorter = pattern.sub(kept, word)
            if shorter != word:
                break
    return shorter if len(shorter) >= SHORTEST_STEM else word


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def pieces(text: str, is_meant: Callable[[str], bool]) -> list[tuple[str, bool]]:
    """The text in pieces that give it back when they are put together, each with whether it is a word that is meant."""
    found: list[tuple[str, bool]] = []
    for part in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        meant = any(is_meant(word) for word in words(part))
        if found and not meant and not found[-1][1]:
            found[-1] = (found[-1][0] + part, False)
        else:
            found.append((part, meant))
    return found


def folded(word: str) -> str:
    """The word without the marks of its letters, as someone without Swedish keys types it: ``larande``."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are nearly this one, the nearest first: one slip in short words, two in long ones."""
    allowed = 1 if len(word) <= SHORT_WORD else 2
    near = ((slips(word, other, allowed), other) for other in known if abs(len(other) - len(word)) <= allowed)
    return [other for distance, other in sorted(near) if distance <= allowed]


def slips(first: str, second: str, most: int) -> int:
    """How many letters were missed, added, mistaken or changed places; no more than ``most`` + 1 are counted."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        row, before, above = [place], row, before
        for other, sign in enumerate(second, 1):
            cost = min(before[other] + 1, row[-1] + 1, before[other - 1] + (letter != sign))
            if above and other > 1 and letter == second[other - 2] and first[place - 2] == sign:
                cost = min(cost, above[other - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
