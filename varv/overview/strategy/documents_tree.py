"""The documents that someone looks for, each where it stands in the hierarchy."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from varv.core.kinds import DocumentKind
from varv.core.workflow import PlanState
from varv.delivery.models import Initiative
from varv.overview.strategy.document_sheet import DocumentLine, document_lines
from varv.strategy.models import SteeringDocument


@dataclass(frozen=True)
class Sought:
    """What someone looks for: a kind, a state, only what is in force, words of the title. Each can be left out."""

    kind: DocumentKind | None = None
    state: PlanState | None = None
    only_running: bool = False
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Sought()


@dataclass(frozen=True)
class TreeLine:
    """A document in the hierarchy. One that is not itself sought stands above one that is."""

    document: DocumentLine
    is_sought: bool
    is_running: bool


@dataclass(frozen=True)
class DocumentsTree:
    """The documents found, in their hierarchy; the counts are of all the region has, and of the insatser that run."""

    lines: tuple[TreeLine, ...]
    total: int
    running: int
    adopted: int
    goals: int
    initiatives: int
    kinds: tuple[DocumentKind, ...]

    @property
    def found(self) -> int:
        """How many documents are sought and found."""
        return sum(line.is_sought for line in self.lines)


def documents_tree(region_id: int, sought: Sought, on: date) -> DocumentsTree:
    """The region's documents as they stand on a day, in four queries. Words are found whatever their case."""
    documents = document_lines(region_id)
    running = set(SteeringDocument.objects.of(region_id).running(on).values_list("pk", flat=True))
    found = {line.id for line in documents if _is_sought(line, sought, running)}
    parents = {line.id: line.parent_id for line in documents}
    shown = {above for each in found for above in _upward(each, parents)}
    return DocumentsTree(
        lines=tuple(TreeLine(line, line.id in found, line.id in running) for line in documents if line.id in shown),
        total=len(documents),
        running=len(running),
        adopted=sum(line.version is not None for line in documents),
        goals=sum(line.goals for line in documents),
        initiatives=Initiative.objects.of(region_id).reporting().count(),
        kinds=tuple(kind for kind in DocumentKind if any(line.kind is kind for line in documents)),
    )


def _is_sought(line: DocumentLine, sought: Sought, running: Collection[int]) -> bool:
    if sought.kind not in {None, line.kind} or sought.state not in {None, line.state}:
        return False
    if sought.only_running and line.id not in running:
        return False
    return sought.words.casefold() in line.title.casefold()


def _upward(document: int, parents: Mapping[int, int | None]) -> list[int]:
    found: list[int] = []
    up: int | None = document
    while up is not None:
        found.append(up)
        up = parents[up]
    return found
