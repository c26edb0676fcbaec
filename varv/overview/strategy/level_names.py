"""What does the region call its documents, its goals and the levels of its chains?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from varv.core.kinds import DocumentKind, Naming
from varv.core.theory import Level
from varv.strategy.models import Goal, LevelName, SteeringDocument
from varv.strategy.rules.levels import DEEPEST

# So many levels of goals are offered a name before there are any goals; seldom does a strategy have more.
USUAL_DEPTH = 3


@dataclass(frozen=True)
class Names:
    """The region's own names. ``None`` where it has none: then the face says the usual word."""

    given: Mapping[tuple[Naming, str, int | None], str] = field(default_factory=dict)

    def document(self, kind: DocumentKind) -> str | None:
        """What a kind of document is called."""
        return self.given.get((Naming.DOCUMENT, kind, None))

    def goal(self, depth: int, document_id: int | None = None) -> str | None:
        """What goals of a depth, from 1 for the top, are called: in this document, or else in the whole region."""
        of_document = self.given.get((Naming.GOAL, str(depth), document_id))
        return of_document or self.given.get((Naming.GOAL, str(depth), None))

    def chain(self, level: Level) -> str | None:
        """What a level of the chains is called."""
        return self.given.get((Naming.CHAIN, level, None))

    @property
    def doubled(self) -> tuple[str, ...]:
        """Names that stand for two levels of the same ladder, so that nobody can tell them apart."""
        ladders = Counter((of, document_id, name.casefold()) for (of, _code, document_id), name in self.given.items())
        return tuple(sorted({name for (_of, _document_id, name), times in ladders.items() if times > 1}))


USUAL = Names()  # nothing has a name of its own: every face says the usual words


def level_names(region_id: int) -> Names:
    """All of the region's own names, in one query."""
    rows = LevelName.objects.of(region_id).values_list("of", "code", "document_id", "name")
    return Names({(Naming(of), code, document_id): name for of, code, document_id, name in rows})


@dataclass(frozen=True)
class LevelRow:
    """A level that can be named, and what it is called now; empty for the usual word."""

    of: Naming
    code: str
    document_id: int | None
    name: str


@dataclass(frozen=True)
class Ladder:
    """Levels that stand together; those of one document's goals know which document."""

    of: Naming
    document: str
    rows: tuple[LevelRow, ...]

    @property
    def is_named(self) -> bool:
        """Whether any of its levels has a name of the region's own."""
        return any(row.name for row in self.rows)


def ladders(region_id: int) -> tuple[Ladder, ...]:
    """Every ladder of the region: documents, goals, chains, and then the goals of each document. Three queries."""
    names = level_names(region_id)
    depths = _depths(region_id)
    deepest = min(max([USUAL_DEPTH, *depths.values()]), DEEPEST)
    own = SteeringDocument.objects.of(region_id).filter(pk__in=list(depths)).in_title_order()
    return (
        _ladder(names, Naming.DOCUMENT, list(DocumentKind)),
        _ladder(names, Naming.GOAL, [str(depth) for depth in range(1, deepest + 1)]),
        _ladder(names, Naming.CHAIN, list(Level)),
        *(
            _ladder(names, Naming.GOAL, [str(depth) for depth in range(1, depths[pk] + 1)], (pk, title))
            for pk, title in own.values_list("pk", "title")
        ),
    )


def _ladder(
    names: Names,
    of: Naming,
    codes: list[str] | list[DocumentKind] | list[Level],
    document: tuple[int | None, str] = (None, ""),
) -> Ladder:
    pk, title = document
    return Ladder(of, title, tuple(LevelRow(of, str(code), pk, names.given.get((of, code, pk), "")) for code in codes))


def _depths(region_id: int) -> Mapping[int, int]:
    """How deep the tree of goals is, for each document that has goals; never deeper than can be named."""
    goals = Goal.objects.of(region_id).in_force().order_by("pk")
    parents = {
        pk: (document_id, parent_id)
        for pk, document_id, parent_id in goals.values_list("pk", "document_id", "parent_id")
    }
    depths: dict[int, int] = {}
    for pk, (document_id, _parent) in parents.items():
        depth = sum(1 for _goal in _upward(pk, parents))
        depths[document_id] = min(max(depths.get(document_id, 1), depth), DEEPEST)
    return depths


def _upward(pk: int | None, parents: Mapping[int, tuple[int, int | None]]) -> Iterator[int]:
    while pk is not None and pk in parents:
        yield pk
        pk = parents[pk][1]
