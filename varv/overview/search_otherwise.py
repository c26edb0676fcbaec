"""What may be sought instead when nothing was found as it was typed. It always has hits that everyone may read."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from django.db.models.functions import Length

from varv.core.sought import Sought, Term, read_sought
from varv.core.swedish import folded, nearest, slips, stem
from varv.regions.models import SearchFact, SearchWord
from varv.regions.search_engine import Question, asked, with_phrases

MOST_SUGGESTIONS = 3
MOST_KNOWN = 50_000  # words that are compared for a suggestion
SHORTEST_FIRST_PART = 4  # letters of a compound: skol-frånvaro
SHORTEST_LAST_PART = 5
SHORTEST_TELLING_PART = 6  # letters of a first part that says enough by itself: klimat-omställning, not under-sköterska


def with_marks(region_id: int, sought: Sought) -> str:
    """What was typed with å, ä and ö put in where the region's words have them; nothing when none has."""
    text = sought
    for term in sought.terms:
        marked = _with_mark(region_id, term)
        text = read_sought(text.replaced(term.word, marked)) if marked else text
    return text.text if text is not sought else ""


def _with_mark(region_id: int, term: Term) -> str:
    """The word of the region's that this one is without its marks, in the form that is nearest to it."""
    plain = folded(term.word)
    begins = SearchWord.objects.of(region_id).filter(folded__startswith=folded(term.stem)).order_by("word")
    known = list(begins.values_list("word", flat=True)[:MOST_KNOWN])
    same = [word for word in known if folded(stem(word)) == folded(term.stem)]
    if not same or any(stem(word) == term.stem for word in known):
        return ""
    nearest_form: str = min(same, key=lambda word: (slips(folded(word), plain, len(plain)), word))
    return nearest_form


def suggestion(region_id: int, sought: Sought) -> str:
    """What may have been meant: every word that the region does not know changed for the nearest one it knows."""
    known = _known_words(region_id, sought.terms)
    unknown = [term for term in sought.terms if term.word.isalpha() and term.word not in known]
    return _first_that_finds(region_id, sought, _mended(sought, unknown, known))


def _mended(sought: Sought, unknown: Sequence[Term], known: Collection[str]) -> Iterator[Sought]:
    for place in range(MOST_SUGGESTIONS):
        text = sought
        for term in unknown:
            near = nearest(term.word, known)
            if near:
                text = read_sought(text.replaced(term.word, near[min(place, len(near) - 1)]))
        yield text


def wider(region_id: int, sought: Sought) -> str:
    """A part of what was asked for: the last or first part of a compound, or all the words but one, or one alone."""
    readings = chain(_in_parts(region_id, sought), _without_one(sought), _alone(sought))
    return _first_that_finds(region_id, sought, readings)


def _in_parts(region_id: int, sought: Sought) -> Iterator[Sought]:
    """With a known part in place of each compound. The last part is tried first, since it is what the compound is."""
    for parts_of in (_last_parts, _first_parts):
        yield _asked(sought, (_longest_known(region_id, parts_of(term.word)) or term.word for term in sought.terms))


def _last_parts(word: str) -> list[str]:
    """How a compound may end. An ending that is only grammar is no part of it: *rekryteringen* is not *ingen*."""
    ends = (word[start:] for start in range(SHORTEST_FIRST_PART, len(word) - SHORTEST_LAST_PART + 1))
    return [end for end in ends if len(stem(end)) >= SHORTEST_LAST_PART and stem(word).endswith(stem(end))]


def _first_parts(word: str) -> list[str]:
    return [word[:end] for end in range(SHORTEST_TELLING_PART, len(word) - SHORTEST_FIRST_PART + 1)]


def _longest_known(region_id: int, parts: Collection[str]) -> str:
    known = SearchWord.objects.of(region_id).filter(word__in=parts).values_list("word", flat=True)
    return max(known, key=len, default="")


def _without_one(sought: Sought) -> Iterator[Sought]:
    """With each word left out in turn, the last one first: what it is about is told early."""
    for left_out in reversed(sought.terms):
        yield _asked(sought, (term.word for term in sought.terms if term is not left_out))


def _alone(sought: Sought) -> Iterator[Sought]:
    """Each word by itself, the longest first: it tells the most."""
    for term in sorted(sought.terms, key=lambda term: -len(term.word)):
        yield _asked(sought, [term.word])


def _asked(sought: Sought, words: Iterable[str]) -> Sought:
    """A question for other words. What must not be there stays so."""
    return read_sought(" ".join([*words, *(f"-{term.word}" for term in sought.without)]))


def _first_that_finds(region_id: int, sought: Sought, readings: Iterable[Sought]) -> str:
    """The first of these that is another question than the one that was asked, and has hits for everyone."""
    others = (one for one in readings if not one.is_empty and one.terms != sought.terms)
    return next((one.text for one in others if _is_open_to_all(region_id, one)), "")


def _known_words(region_id: int, terms: Iterable[Term]) -> list[str]:
    """The region's words of about the length of those that are sought."""
    lengths = {len(term.word) + more for term in terms for more in range(-2, 3)}
    words = SearchWord.objects.of(region_id).annotate(letters=Length("word")).filter(letters__in=sorted(lengths))
    return list(words.order_by("word").values_list("word", flat=True)[:MOST_KNOWN])


def _is_open_to_all(region_id: int, sought: Sought) -> bool:
    facts = with_phrases(SearchFact.objects.of(region_id).filter(is_open=True), sought)
    with asked(facts, Question(sought.terms, sought.without)) as found:
        return found.exists()
