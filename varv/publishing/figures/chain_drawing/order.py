"""The order of what stands in each column, so that as few links as possible cross.

Graphviz finds a good order; here each place in turn is sifted to where it crosses least (Matuszewski, Schönfeld
and Molitor, 1999), column by column, until nothing is gained or the work has been gone through often enough.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

_MOST_SWEEPS = 8

Piece = tuple[str, str]
"""A link from a place in one column to a place in the next."""


def crossings(columns: Sequence[Sequence[str]], pieces: Collection[Piece]) -> int:
    """How many pairs of pieces cross when the places stand in this order."""
    at = _places(columns)
    between: defaultdict[int, list[Piece]] = defaultdict(list)
    column = {name: number for number, names in enumerate(columns) for name in names}
    for piece in pieces:
        between[column[piece[0]]].append(piece)
    return sum(_inversions([(at[source], at[target]) for source, target in found]) for found in between.values())


def sifted(columns: Sequence[Sequence[str]], pieces: Collection[Piece]) -> list[list[str]]:
    """The same columns, each in an order that never has more crossings than the one given."""
    order = [list(names) for names in columns]
    sides = _sides(pieces)
    for _sweep in range(_MOST_SWEEPS):
        before = [list(names) for names in order]
        for number in (*range(len(order)), *range(len(order) - 2, -1, -1)):
            order[number] = _sifted(order[number], _seen(order, number, sides))
        if order == before:
            break
    return order


def _inversions(ends: Iterable[tuple[int, int]]) -> int:
    """Pairs that stand one way at the start and the other way at the end."""
    passed = [end for _start, end in sorted(ends)]
    return sum(later < earlier for number, earlier in enumerate(passed) for later in passed[number + 1 :])


def _places(columns: Iterable[Sequence[str]]) -> dict[str, int]:
    return {name: place for names in columns for place, name in enumerate(names)}


def _sides(pieces: Iterable[Piece]) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """What leads to each place, and what it leads to."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    after: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in pieces:
        before[target].append(source)
        after[source].append(target)
    return before, after


def _seen(
    order: Sequence[Sequence[str]], number: int, sides: tuple[Mapping[str, list[str]], Mapping[str, list[str]]]
) -> dict[str, tuple[list[int], list[int]]]:
    """Where the links of each place in a column lead, on either side."""
    at = _places(order[max(number - 1, 0) : number + 2])
    before, after = sides
    return {
        name: (sorted(at[other] for other in before.get(name, ())), sorted(at[other] for other in after.get(name, ())))
        for name in order[number]
    }


def _sifted(names: list[str], seen: Mapping[str, tuple[list[int], list[int]]]) -> list[str]:
    """Each place in turn put where it crosses least; it stays when nothing is gained."""
    gains = _gains(names, seen)
    for name in sorted(names, key=lambda name: -sum(map(len, seen[name]))):
        gain = gains[name]
        start = names.index(name)
        rest = [other for other in names if other != name]
        cost, best, least = 0, start, 0
        for place in range(start, len(rest)):
            cost += gain[rest[place]]
            if cost < least:
                best, least = place + 1, cost
        cost = 0
        for place in range(start - 1, -1, -1):
            cost -= gain[rest[place]]
            if cost < least:
                best, least = place, cost
        names = [*rest[:best], name, *rest[best:]]
    return names


def _gains(names: Sequence[str], seen: Mapping[str, tuple[list[int], list[int]]]) -> dict[str, dict[str, int]]:
    """What it costs in crossings to move a place from before another to after it."""
    costs: dict[str, dict[str, int]] = {name: {} for name in names}
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            cost = sum(map(_swap, seen[one], seen[other]))
            costs[one][other] = cost
            costs[other][one] = -cost
    return costs


def _swap(one: Sequence[int], other: Sequence[int]) -> int:
    """Crossings gained (below 0: lost) when ``one`` goes from before ``other`` to after it."""
    return sum((mine < theirs) - (mine > theirs) for mine in one for theirs in other)
