"""The index: what is searched, kept with each change in the transaction that makes it.

``trail`` passes every change on to ``note``; ``rebuild`` makes a region's index anew from its things.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import prefetch_related_objects

from varv.core.swedish import folded, words
from varv.regions import many_rows
from varv.regions.models import SearchEntry, SearchWord, kind_of
from varv.regions.owned import Owned
from varv.regions.searched import how_searched, owner_of, searched_models, told_by_parts

AT_A_TIME = 1000
SHORTEST_KNOWN = 4  # letters of a word that may be suggested
KEPT = ("page_id", "is_open", "day", "year", "title", "title_stems", "stems", "body")


def note(things: Iterable[Owned], gone: Owned | None = None) -> None:
    """Bring the entries of these things up to date: their own, or that of what they belong to.

    ``gone`` is one of them that is about to be removed, and no longer told of.
    """
    given = list(things)
    by_kind: dict[type[Owned], dict[int, Owned]] = defaultdict(dict)
    for thing in given:
        owner = owner_of(thing)
        if owner is not None and owner.pk is not None:
            by_kind[type(owner)][owner.pk] = owner
    for kind, owners in by_kind.items():
        _note_kind(kind, _as_they_are(kind, owners, given), gone)


def _as_they_are(kind: type[Owned], owners: Mapping[int, Owned], given: Sequence[Owned]) -> list[Owned]:
    """What a part belongs to is read anew: whoever wrote the part may hold it as it was before."""
    themselves = {id(thing) for thing in given}
    of_parts = [pk for pk, owner in owners.items() if id(owner) not in themselves]
    if not of_parts:
        return list(owners.values())
    region_id = next(iter(owners.values())).region_id
    fresh = {owner.pk: owner for owner in kind.objects.of(region_id).filter(pk__in=of_parts)}
    return [fresh.get(pk, owner) for pk, owner in owners.items()]


def forget(thing: Owned) -> None:
    """Take away the entry of a thing that is removed; what it belonged to tells of it no longer."""
    if owner_of(thing) is thing:
        SearchEntry.objects.of(thing.region_id).filter(kind=kind_of(thing), thing_id=thing.pk).delete()
    else:
        note([thing], gone=thing)


def rebuild(region_id: int) -> int:
    """Make the region's whole index anew, its known words too; gives how many things it tells of."""
    SearchEntry.objects.of(region_id).delete()
    SearchWord.objects.of(region_id).delete()
    return sum(_rebuild_kind(kind, region_id) for kind in searched_models())


def _rebuild_kind(kind: type[Owned], region_id: int) -> int:
    things = list(kind.objects.of(region_id).order_by("pk"))
    for start in range(0, len(things), AT_A_TIME):
        _note_kind(kind, things[start : start + AT_A_TIME])
    return len(things)


def _note_kind(kind: type[Owned], things: Sequence[Owned], gone: Owned | None = None) -> None:
    """The entries of things of one kind and one region: what is not changed costs no more than being read."""
    searched = how_searched(kind)
    prefetch_related_objects(list(things), *searched.reads)
    told = told_by_parts(kind, things, gone)
    region_id = things[0].region_id
    kept = SearchEntry.objects.of(region_id).filter(kind=kind_of(things[0]), thing_id__in=[each.pk for each in things])
    before = {entry.thing_id: entry for entry in kept}
    entries = [searched.entry(thing, told.get(thing.pk, ())) for thing in things]
    changed = [entry for entry in entries if not _same(entry, before.get(entry.thing_id))]
    many_rows.insert(changed, kept_once_by=("region_id", "kind", "thing_id"), bring_up_to_date=KEPT)
    _know_words(region_id, set(_words_of(changed)).difference(_words_of(before.values())))
    for thing, entry in zip(things, entries, strict=True):
        if entry.thing_id in before and before[entry.thing_id].title != entry.title:
            note(other for name in searched.titles for other in getattr(thing, name).all())


def _same(entry: SearchEntry, other: SearchEntry | None) -> bool:
    return other is not None and all(getattr(entry, name) == getattr(other, name) for name in KEPT)


def _words_of(entries: Iterable[SearchEntry]) -> Iterator[str]:
    """The words of what everyone may read. What is private never teaches the search a word."""
    for entry in entries:
        if entry.is_open:
            told = words(f"{entry.title}\n{entry.body}")
            yield from (word for word in told if len(word) >= SHORTEST_KNOWN and word.isalpha())


def _know_words(region_id: int, told: Iterable[str]) -> None:
    """Keep words for suggestions; those that were known already stay as they are."""
    rows = (SearchWord(region_id=region_id, word=word, folded=folded(word)) for word in sorted(told))
    SearchWord.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)
