"""The region's chains, by document and area: how well each is supported, and which assumptions do not hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.db.models import Count

from varv.core.theory import Evidence, Holding
from varv.core.workflow import PlanState
from varv.overview.strategy.theory_map import (
    WEAKEST_FIRST,
    LinkLine,
    StepLine,
    check_lines,
    link_lines,
    step_lines,
    told_of,
)
from varv.strategy.models import (
    ActionArea,
    AssumptionCheck,
    Chain,
    ChainLink,
    ChainStep,
    ChainVersion,
    SteeringDocument,
)


class Shown(StrEnum):
    """Which chains someone wants to see, as it stands in the address."""

    BROKEN = "inte-haller"
    WITHOUT_EVIDENCE = "utan-belagg"
    NOT_ADOPTED = "ej-antagna"


@dataclass(frozen=True)
class ChainLine:
    """A chain in the list: how well its links are supported, and which of them is weakest."""

    id: int
    name: str
    summary: str
    state: PlanState
    document_id: int
    document: str
    area_id: int | None
    area: str
    goal: str
    steps: int
    evidence: Mapping[Evidence, int]
    holding: Mapping[Holding, int]
    weakest: LinkLine | None
    version: int | None
    words: str

    @property
    def links(self) -> int:
        """How many links, of whatever grade."""
        return sum(self.evidence.values())

    @property
    def broken(self) -> int:
        """How many assumptions do not hold."""
        return self.holding.get(Holding.BROKEN, 0)

    @property
    def grades(self) -> tuple[tuple[Evidence, int], ...]:
        """The grades that there are, the strongest first, with how many links each."""
        return tuple((grade, self.evidence[grade]) for grade in Evidence if self.evidence.get(grade))

    def is_shown(self, shown: Shown) -> bool:
        """Whether the chain is one of these."""
        return {
            Shown.BROKEN: self.broken > 0,
            Shown.WITHOUT_EVIDENCE: self.evidence.get(Evidence.NONE, 0) > 0,
            Shown.NOT_ADOPTED: self.version is None,
        }[shown]


@dataclass(frozen=True)
class ChainWish:
    """Which chains someone wants to see; nothing chosen means all."""

    words: str = ""
    document_id: int | None = None
    area_id: int | None = None
    shown: Shown | None = None


@dataclass(frozen=True)
class ChainGroup:
    """The chains of an area of a document; ``area`` is empty for those that stand in none."""

    document_id: int
    document: str
    area: str
    lines: tuple[ChainLine, ...]


@dataclass(frozen=True)
class ChainBoard:
    """The chains that were asked for, by document and area, and how many of each sort there are in all."""

    groups: tuple[ChainGroup, ...]
    total: int
    adopted: int
    links: int
    counts: Mapping[Shown, int]

    @property
    def lines(self) -> tuple[ChainLine, ...]:
        """Every chain that was asked for."""
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True)
class AreaLine:
    """An area, with how many chains stand in it.

    ``ways`` are where it can be moved: ``up`` or ``down``, and after which area (empty puts it first).
    """

    id: int
    name: str
    chains: int
    ways: tuple[tuple[str, int | str], ...]


@dataclass(frozen=True)
class DocumentAreas:
    """A document with its areas, as they were placed."""

    id: int
    title: str
    areas: tuple[AreaLine, ...]


def chain_board(region_id: int, wish: ChainWish) -> ChainBoard:
    """The chains that are wished for, in six queries: documents by title, areas as placed, chains by name."""
    lines = chain_lines(region_id)
    places = dict(ActionArea.objects.of(region_id).values_list("pk", "place"))
    found = sorted((line for line in lines if _is_wished(line, wish)), key=lambda line: _order(line, places))
    grouped = groupby(found, key=lambda line: (line.document_id, line.document, line.area_id, line.area))
    return ChainBoard(
        groups=tuple(ChainGroup(key[0], key[1], key[3], tuple(group)) for key, group in grouped),
        total=len(lines),
        adopted=sum(line.version is not None for line in lines),
        links=sum(line.links for line in lines),
        counts={shown: sum(line.is_shown(shown) for line in lines) for shown in Shown},
    )


def chain_lines(region_id: int) -> tuple[ChainLine, ...]:
    """Every chain by name, in five queries."""
    steps: defaultdict[int, dict[int, StepLine]] = defaultdict(dict)
    for step in step_lines(ChainStep.objects.of(region_id)):
        steps[step.chain_id][step.id] = step
    links: defaultdict[int, list[ChainLink]] = defaultdict(list)
    for link in ChainLink.objects.of(region_id):
        links[link.chain_id].append(link)
    checks = check_lines(AssumptionCheck.objects.of(region_id))
    newest = dict(ChainVersion.objects.of(region_id).order_by("number").values_list("chain_id", "number"))
    return tuple(
        _chain_line(
            chain, steps[chain.pk].values(), link_lines(links[chain.pk], steps[chain.pk], checks), newest.get(chain.pk)
        )
        for chain in told_of(Chain.objects.of(region_id)).in_name_order()
    )


def document_areas(region_id: int) -> tuple[DocumentAreas, ...]:
    """Every document of our own by title with its areas, in two queries. Others' documents have them only if given."""
    areas: defaultdict[int, list[Any]] = defaultdict(list)
    for area in ActionArea.objects.of(region_id).annotate(count=Count("chains")).in_order():
        areas[area.document_id].append(area)
    return tuple(
        DocumentAreas(document.pk, document.title, _area_lines(areas[document.pk]))
        for document in SteeringDocument.objects.of(region_id).in_title_order()
        if document.kind.is_ours or areas[document.pk]
    )


def _area_lines(areas: Sequence[Any]) -> tuple[AreaLine, ...]:
    ids: list[int | str] = ["", *(area.pk for area in areas)]
    return tuple(
        AreaLine(
            area.pk,
            area.name,
            area.count,
            (
                *((("up", ids[place - 1]),) if place else ()),
                *((("down", ids[place + 2]),) if place + 2 < len(ids) else ()),
            ),
        )
        for place, area in enumerate(areas)
    )


def _chain_line(chain: Chain, steps: Iterable[StepLine], links: tuple[LinkLine, ...], version: int | None) -> ChainLine:
    texts = [step.text for step in steps]
    goal, area = str(chain.goal) if chain.goal else "", chain.area.name if chain.area else ""
    return ChainLine(
        id=chain.pk,
        name=chain.name,
        summary=chain.summary,
        state=chain.state,
        document_id=chain.document_id,
        document=chain.document.title,
        area_id=chain.area_id,
        area=area,
        goal=goal,
        steps=len(texts),
        evidence=Counter(link.evidence for link in links),
        holding=Counter(link.holding for link in links if link.holding is not None),
        weakest=min(links, key=lambda link: WEAKEST_FIRST.index(link.evidence), default=None),
        version=version,
        words="\n".join(
            [chain.name, chain.summary, goal, area, *texts, *(link.assumption for link in links)]
        ).casefold(),
    )


def _is_wished(line: ChainLine, wish: ChainWish) -> bool:
    return (
        all(word in line.words for word in wish.words.casefold().split())
        and wish.document_id in {None, line.document_id}
        and wish.area_id in {None, line.area_id}
        and (wish.shown is None or line.is_shown(wish.shown))
    )


def _order(line: ChainLine, places: Mapping[int, int]) -> tuple[object, ...]:
    """Documents by title, areas as placed with those in none last, chains by name."""
    place = places[line.area_id] if line.area_id is not None else len(places) + max(places.values(), default=0)
    return line.document, line.document_id, place, line.area_id or 0, line.name, line.id
