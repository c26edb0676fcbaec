"""The search: what of the region's things has the words, and may be read by whoever asks.

Both databases find the same entries and put them in the same order: those whose title has the very words, those whose
title begins with them, those whose text has the very words, and the rest; the newest first within each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from varv.core.kinds import SearchKind
from varv.core.roles import Actor
from varv.core.sought import Sought, read_sought
from varv.core.swedish import pieces
from varv.learning.models import Brief, Lesson
from varv.overview.search_otherwise import suggestion, wider, with_marks
from varv.regions.models import SearchEntry, SearchFact
from varv.regions.search_engine import Question, asked, with_phrases
from varv.rounds.models import Report

HITS_A_PAGE = 20
SNIPPET = 220  # signs
BEFORE_THE_WORD = 60
BETWEEN = " · "  # texts that stood apart

Piece = tuple[str, bool]


@dataclass(frozen=True)
class SearchWish:
    """What is asked for: the words as they were typed, and perhaps only one kind or one year."""

    text: str = ""
    kind: SearchKind | None = None
    year: int | None = None
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """Something that was found: its title and a piece of its text, in pieces that are marked where the words are."""

    kind: SearchKind
    page_id: int
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    day: date | None


@dataclass(frozen=True)
class Found:
    """The hits of one page, and how many there are of each kind and year.

    ``read_as`` is what was sought instead, when nothing was found as it was typed but something with å, ä and ö put
    in. ``suggestion`` is what may have been meant, and ``wider`` a part of what was meant; both have hits that everyone
    may read.
    """

    sought: Sought
    total: int = 0
    hits: tuple[Hit, ...] = ()
    kinds: tuple[tuple[SearchKind, int], ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    # Without the filters.
    everything: int = 0
    page: int = 1
    pages: int = 1
    read_as: str = ""
    suggestion: str = ""
    wider: str = ""


def search(actor: Actor, wish: SearchWish) -> Found:
    """What the person may read that has the words. Nothing typed finds nothing, and nothing typed is an error."""
    sought = read_sought(wish.text)
    if sought.is_empty:
        return Found(sought)
    found = _found(actor, wish, sought)
    if found.everything:
        return found
    read_as = with_marks(actor.region_id, sought)
    if read_as:
        marked = _found(actor, wish, read_sought(read_as), read_as)
        if marked.everything:
            return marked
    meant = suggestion(actor.region_id, sought)
    return Found(sought, suggestion=meant, wider="" if meant else wider(actor.region_id, sought))


def _found(actor: Actor, wish: SearchWish, sought: Sought, read_as: str = "") -> Found:
    facts = with_phrases(readable_facts(actor), sought)
    with asked(facts, Question(sought.terms, sought.without)) as found:
        groups = list(found.values_list("kind", "year").annotate(number=Count("pk")).order_by("kind", "year"))
    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for kind, year, number in groups:
        kinds[kind] += number if wish.year in {None, year} else 0
        years[year or 0] += number if wish.kind in {None, kind} else 0
    total = sum(kinds.values()) if wish.kind is None else kinds[wish.kind]
    pages = max(1, -(-total // HITS_A_PAGE))
    page = min(max(wish.page, 1), pages)
    chosen = _chosen(facts, wish, sought, min(page * HITS_A_PAGE, total))[(page - 1) * HITS_A_PAGE :]
    return Found(
        sought=sought,
        total=total,
        hits=tuple(_hit(entry, sought) for entry in _entries(actor.region_id, chosen)),
        kinds=tuple((kind, kinds[kind]) for kind in SearchKind if kinds[kind] or kind is wish.kind),
        years=tuple((year, years[year]) for year in sorted(years, reverse=True) if year and years[year]),
        everything=sum(number for *_, number in groups),
        page=page,
        pages=pages,
        read_as=read_as,
    )


def readable_facts(actor: Actor) -> QuerySet[SearchFact]:
    """What the person may read: what is everyone's, and the rest through its own kind's gate."""
    region = actor.region_id
    private = {
        SearchKind.LESSON: Lesson.objects.of(region).readable_by(actor),
        SearchKind.BRIEF: Brief.objects.of(region).readable_by(actor.person_id),
        # A report in writing is its author's own.
        SearchKind.REPORT: Report.objects.of(region).filter(author_id=actor.person_id),
    }
    allowed = Q(is_open=True)
    for kind, readable in private.items():
        allowed |= Q(Exists(readable.filter(pk=OuterRef("thing_id"))), kind=kind)
    facts: QuerySet[SearchFact] = SearchFact.objects.of(region).filter(allowed)
    return facts


def _chosen(facts: QuerySet[SearchFact], wish: SearchWish, sought: Sought, wanted: int) -> list[int]:
    """The first so many, nearest first. Each question finds all that the nearer ones found, and some more."""
    if wish.kind:
        facts = facts.filter(kind=wish.kind)
    if wish.year:
        facts = facts.filter(year=wish.year)
    newest = facts.order_by(F("day").desc(nulls_last=True), "-pk").values_list("pk", flat=True)
    chosen: dict[int, None] = {}
    for question in _nearest_first(sought):
        if len(chosen) < wanted:
            with asked(newest, question) as found:
                chosen |= dict.fromkeys(list(found[: wanted + len(chosen)]))
    return list(chosen)[:wanted]


def _nearest_first(sought: Sought) -> Iterator[Question]:
    """The very words in the title; in a title that has them or begins with them; the very words anywhere; all."""
    asked_for = Question(sought.terms, sought.without)
    yield replace(asked_for, in_title=True, very_words=True)
    yield replace(asked_for, in_title=True)
    yield replace(asked_for, very_words=True)
    yield asked_for


def _entries(region_id: int, chosen: Sequence[int]) -> list[SearchEntry]:
    """Those of them that are still there, in the same order."""
    entries = SearchEntry.objects.of(region_id).in_bulk(chosen)
    return [entries[pk] for pk in chosen if pk in entries]


def _hit(entry: SearchEntry, sought: Sought) -> Hit:
    return Hit(
        kind=SearchKind(entry.kind),
        page_id=entry.page_id,
        title=tuple(pieces(entry.title, sought.finds)),
        snippet=tuple(_snippet(pieces(BETWEEN.join(_lines(entry.body)), sought.finds))),
        day=entry.day,
    )


def _lines(text: str) -> Iterator[str]:
    """The lines that say anything: each is a text of its own, of the thing or of one of its parts."""
    return filter(None, (" ".join(line.split()) for line in text.splitlines()))


def _snippet(told: Sequence[Piece]) -> list[Piece]:
    """A piece of the text around the first word that was sought; its beginning, when no such word is in it."""
    first = next((place for place, (_, meant) in enumerate(told) if meant), None)
    if first is None:
        return _cut(told)
    around = list(told[first:])
    before = told[first - 1][0] if first else ""
    if first > 1 or len(before) > BEFORE_THE_WORD:
        before = "… " + before[-BEFORE_THE_WORD:].partition(" ")[2]
    return _cut([(before, False), *around] if before else around)


def _cut(told: Iterable[Piece]) -> list[Piece]:
    """As many signs as a snippet has room for, to the end of a word."""
    kept: list[Piece] = []
    left = SNIPPET
    for text, meant in told:
        if len(text) > left:
            return [*kept, (text[:left].rpartition(" ")[0] + " …", False)]
        kept.append((text, meant))
        left -= len(text)
    return kept
