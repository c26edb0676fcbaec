"""Steering documents: their hierarchy, one with its goals, and what each version said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.outline import Way, shifted
from varv.core.status import Direction
from varv.core.workflow import PlanState
from varv.overview.strategy.differences import DifferenceLine, differences
from varv.strategy.models import Chain, DocumentFile, DocumentVersion, Goal, SteeringDocument


@dataclass(frozen=True)
class DocumentName:
    """Another document, to follow."""

    id: int
    title: str
    starts_on: date


@dataclass(frozen=True)
class DocumentLine:
    """A document in the hierarchy; ``depth`` counts from 0, ``version`` is the one in force."""

    id: int
    parent_id: int | None
    depth: int
    title: str
    kind: DocumentKind
    state: PlanState
    starts_on: date
    ends_on: date | None
    goals: int
    chains: int
    version: int | None
    adopted_on: date | None
    replaced_by: DocumentName | None


@dataclass(frozen=True)
class GoalLine:
    """A goal in its document's tree; ``depth`` counts from 0, ``ways`` are the steps it can take from where it is."""

    id: int
    depth: int
    outline: str
    name: str
    description: str
    kind: GoalKind
    phase: StrategyPhase | None
    is_targeted: bool
    wished: Direction | None
    peer_rule: str
    gap_rule: str
    owner: str
    indicators: int
    revision: int
    ways: frozenset[Way]


@dataclass(frozen=True)
class VersionLine:
    """A decision: which version, when, by whom and why."""

    number: int
    adopted_on: date
    adopted_by: str
    case_number: str
    reason: str


@dataclass(frozen=True)
class ChainName:
    """A chain that belongs to the document."""

    id: int
    name: str
    state: PlanState


@dataclass(frozen=True)
class FileLine:
    """The document as a file; ``size`` is in bytes."""

    id: int
    filename: str
    size: int
    added_at: datetime


@dataclass(frozen=True)
class DocumentSheet:
    """A document with its goals, chains, neighbours in the hierarchy, and versions (the newest first)."""

    id: int
    title: str
    kind: DocumentKind
    phase: StrategyPhase
    state: PlanState
    summary: str
    starts_on: date
    ends_on: date | None
    link: str
    source: str
    files: tuple[FileLine, ...]
    replaced_by: DocumentName | None
    replaces: tuple[DocumentLine, ...]
    parent: DocumentLine | None
    children: tuple[DocumentLine, ...]
    goals: tuple[GoalLine, ...]
    retired: tuple[GoalLine, ...]
    chains: tuple[ChainName, ...]
    versions: tuple[VersionLine, ...]

    @property
    def newest(self) -> VersionLine | None:
        """The version in force, if any was adopted."""
        return self.versions[0] if self.versions else None

    @property
    def targeted(self) -> int:
        """How many goals have a target."""
        return sum(goal.is_targeted for goal in self.goals)


@dataclass(frozen=True)
class WrittenGoal:
    """A goal as a version kept it."""

    depth: int
    outline: str
    name: str
    description: str
    kind: GoalKind
    is_targeted: bool
    wished: Direction | None
    peer_rule: str
    gap_rule: str
    owner: str


@dataclass(frozen=True)
class DocumentVersionSheet:
    """What a version said, and what it changed in the one before it (``None`` when it is the first)."""

    document_id: int
    title: str
    kind: DocumentKind
    summary: str
    parent: str
    starts_on: date
    ends_on: date | None
    version: VersionLine
    before: int | None
    after: int | None
    goals: tuple[WrittenGoal, ...]
    differences: tuple[DifferenceLine, ...]


def document_lines(region_id: int) -> tuple[DocumentLine, ...]:
    """Every document, each with those below it, in two queries."""
    documents = (
        SteeringDocument.objects.of(region_id)
        .select_related("replaced_by")
        .annotate(
            goal_count=Count("goals", filter=Q(goals__retired_on=None), distinct=True),
            chain_count=Count("chains", distinct=True),
        )
    )
    newest = {version.document_id: version for version in DocumentVersion.objects.of(region_id).order_by("number")}
    below: defaultdict[int | None, list[Any]] = defaultdict(list)
    for document in sorted(documents, key=lambda each: (list(DocumentKind).index(each.kind), each.title)):
        below[document.parent_id].append(document)
    return tuple(_walk_documents(below[None], below, newest, 0))


def _walk_documents(
    level: Iterable[Any],
    below: Mapping[int | None, list[Any]],
    newest: Mapping[int, DocumentVersion],
    depth: int,
) -> Iterator[DocumentLine]:
    for document in level:
        yield _document_line(document, newest.get(document.pk), depth)
        yield from _walk_documents(below.get(document.pk, []), below, newest, depth + 1)


def _document_line(document: Any, version: DocumentVersion | None, depth: int) -> DocumentLine:
    return DocumentLine(
        id=document.pk,
        parent_id=document.parent_id,
        depth=depth,
        title=document.title,
        kind=document.kind,
        state=document.state,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        goals=document.goal_count,
        chains=document.chain_count,
        version=version.number if version else None,
        adopted_on=version.adopted_on if version else None,
        replaced_by=_name(document.replaced_by),
    )


def _name(document: SteeringDocument | None) -> DocumentName | None:
    return DocumentName(document.pk, document.title, document.starts_on) if document else None


def document_sheet(document: SteeringDocument) -> DocumentSheet:
    """One document with everything that hangs on it, in six queries."""
    lines = {line.id: line for line in document_lines(document.region_id)}
    goals = Goal.objects.of(document.region_id).filter(document=document).in_outline_order()
    drawn = list(goals.select_related("owner").annotate(indicator_count=Count("indicators")))
    chains = Chain.objects.of(document.region_id).filter(document=document).in_name_order()
    files = DocumentFile.objects.of(document.region_id).filter(document=document).order_by("added_at", "pk")
    versions = DocumentVersion.objects.of(document.region_id).filter(document=document).newest_first()
    return DocumentSheet(
        id=document.pk,
        title=document.title,
        kind=document.kind,
        phase=document.phase,
        state=document.state,
        summary=document.summary,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        link=document.link,
        source=document.source,
        files=tuple(FileLine(file.pk, file.filename, file.size, file.added_at) for file in files),
        replaced_by=lines[document.pk].replaced_by,
        replaces=tuple(line for line in lines.values() if line.replaced_by and line.replaced_by.id == document.pk),
        parent=lines[document.parent_id] if document.parent_id else None,
        children=tuple(line for line in lines.values() if line.parent_id == document.pk),
        goals=_goal_lines([goal for goal in drawn if goal.retired_on is None]),
        retired=_goal_lines([goal for goal in drawn if goal.retired_on is not None]),
        chains=tuple(ChainName(chain.pk, chain.name, chain.state) for chain in chains),
        versions=tuple(version_line(version) for version in versions),
    )


def _goal_lines(goals: list[Any]) -> tuple[GoalLine, ...]:
    """In reading order a goal comes after the one it stands under, so its depth is known when it comes."""
    depths: dict[int, int] = {}
    here = {goal.pk for goal in goals}
    parents = {goal.pk: goal.parent_id if goal.parent_id in here else None for goal in goals}
    lines = []
    for goal in goals:
        depths[goal.pk] = depths.get(goal.parent_id, -1) + 1
        lines.append(
            GoalLine(
                id=goal.pk,
                depth=depths[goal.pk],
                outline=goal.outline,
                name=goal.name,
                description=goal.description,
                kind=goal.kind,
                phase=goal.phase,
                is_targeted=goal.is_targeted,
                wished=goal.wished,
                peer_rule=goal.peer_rule,
                gap_rule=goal.gap_rule,
                owner=goal.owner.name if goal.owner else "",
                indicators=goal.indicator_count,
                revision=goal.revision,
                ways=frozenset(way for way in Way if shifted(way, goal.pk, parents)),
            )
        )
    return tuple(lines)


def version_line(version: Any) -> VersionLine:
    """A document's or a chain's version, without its content."""
    return VersionLine(version.number, version.adopted_on, version.adopted_by, version.case_number, version.reason)


def document_version_sheet(version: DocumentVersion) -> DocumentVersionSheet:
    """A version as it was adopted, read from what it kept alone; its neighbours in one query."""
    sisters = DocumentVersion.objects.of(version.region_id).filter(document=version.document_id)
    beside = {each.number: each for each in sisters.filter(number__in=[version.number - 1, version.number + 1])}
    before = beside.get(version.number - 1)
    (kept,) = version.content["document"].values()
    return DocumentVersionSheet(
        document_id=version.document_id,
        title=kept["title"],
        kind=DocumentKind(kept["kind"]),
        summary=kept["summary"],
        parent=kept["parent"],
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]) if kept["ends_on"] else None,
        version=version_line(version),
        before=before.number if before else None,
        after=version.number + 1 if version.number + 1 in beside else None,
        goals=_written_goals(version.content["goals"].values()),
        differences=differences(before.content, version.content) if before else (),
    )


def _written_goals(kept: Iterable[Mapping[str, Any]]) -> tuple[WrittenGoal, ...]:
    depths: dict[str, int] = {}
    written = []
    for goal in sorted(kept, key=lambda goal: goal["place"]):
        depths[goal["outline"]] = depths.get(goal["parent"], -1) + 1
        written.append(
            WrittenGoal(
                depth=depths[goal["outline"]],
                outline=goal["outline"],
                name=goal["name"],
                description=goal["description"],
                kind=GoalKind(goal["kind"]),
                is_targeted=goal["is_targeted"],
                wished=Direction(goal["wished"]) if goal["wished"] else None,
                # Versions from before there were such rules do not have them.
                peer_rule=goal.get("peer_rule", ""),
                gap_rule=goal.get("gap_rule", ""),
                owner=goal["owner"],
            )
        )
    return tuple(written)
