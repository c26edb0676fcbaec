"""All chains of a strategy together: by area, the steps that several share told once, and the goals they lead to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from varv.core.theory import Evidence, Level
from varv.core.workflow import PlanState
from varv.overview.strategy.theory_map import MEASURABLE
from varv.strategy.models import Chain, ChainLink, ChainStep, SteeringDocument


@dataclass(frozen=True)
class SharedStep:
    """A step of one chain or several. ``id`` is the first row's, ``rows`` is its row in each chain."""

    id: int
    level: Level
    text: str
    generic_number: int | None
    is_measured: bool
    rows: Mapping[int, int]

    @property
    def is_shared(self) -> bool:
        """Whether it stands in several of the chains."""
        return len(self.rows) > 1


@dataclass(frozen=True)
class SharedLink:
    """A link of one chain between two steps, by their shared numbers."""

    source: int
    target: int
    evidence: Evidence


@dataclass(frozen=True)
class ChainOfStrategy:
    """A chain with the numbers of its steps, in reading order."""

    id: int
    name: str
    state: PlanState
    goal_id: int | None
    steps: tuple[int, ...]
    links: tuple[SharedLink, ...]


@dataclass(frozen=True)
class AreaLine:
    """An area (insatsområde) with its chains; ``id`` is ``None`` for the chains that have no area."""

    id: int | None
    name: str
    chains: tuple[ChainOfStrategy, ...]


@dataclass(frozen=True)
class GoalOfChains:
    """A goal that some of the chains lead to."""

    id: int
    name: str


@dataclass(frozen=True)
class AllChains:
    """Every chain of one document, and what they have in common."""

    document_id: int
    title: str
    areas: tuple[AreaLine, ...]
    steps: Mapping[int, SharedStep]
    goals: tuple[GoalOfChains, ...]

    @property
    def chains(self) -> tuple[ChainOfStrategy, ...]:
        """The chains, area by area."""
        return tuple(chain for area in self.areas for chain in area.chains)

    @property
    def shared(self) -> tuple[SharedStep, ...]:
        """The steps that several chains have."""
        return tuple(step for step in self.steps.values() if step.is_shared)


@dataclass(frozen=True)
class DocumentOfChains:
    """A document that has chains, and how many."""

    id: int
    title: str
    chains: int


def documents_of_chains(region_id: int) -> tuple[DocumentOfChains, ...]:
    """The documents that have chains, the one with most first, in one query."""
    found = SteeringDocument.objects.of(region_id).annotate(chain_count=Count("chains")).filter(chain_count__gt=0)
    return tuple(
        DocumentOfChains(document.pk, document.title, document.chain_count)
        for document in found.order_by("-chain_count", "title", "pk")
    )


def all_chains(document: SteeringDocument) -> AllChains:
    """The document's chains in three queries."""
    chains = Chain.objects.of(document.region_id).filter(document=document).select_related("area", "goal")
    rows = _step_rows(document)
    links: defaultdict[int, list[ChainLink]] = defaultdict(list)
    for link in ChainLink.objects.of(document.region_id).filter(chain__document=document).in_order():
        links[link.chain_id].append(link)
    listed = sorted(chains, key=_area_order)
    return AllChains(
        document_id=document.pk,
        title=document.title,
        areas=tuple(_areas(listed, rows, links)),
        steps=_shared(rows),
        goals=_goals(listed),
    )


def _goals(chains: Iterable[Chain]) -> tuple[GoalOfChains, ...]:
    """Each once, as the chains come."""
    return tuple(
        {chain.goal.pk: GoalOfChains(chain.goal.pk, str(chain.goal)) for chain in chains if chain.goal}.values()
    )


def _step_rows(document: SteeringDocument) -> list[Any]:
    """By level, and within it as placed."""
    steps = ChainStep.objects.of(document.region_id).filter(chain__document=document)
    counted = steps.select_related("generic_activity").annotate(indicator_count=Count("indicators"))
    return sorted(counted, key=lambda step: (step.level.rank, step.chain_id, step.place, step.pk))


def _first(step: ChainStep) -> int:
    """The number that all rows of a shared step have in common."""
    return step.origin_id or step.pk


def _shared(rows: Iterable[Any]) -> dict[int, SharedStep]:
    alike: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        alike[_first(row)].append(row)
    return {
        number: SharedStep(
            id=number,
            level=same[0].level,
            text=same[0].text,
            generic_number=same[0].generic_activity.number if same[0].generic_activity else None,
            is_measured=same[0].level not in MEASURABLE or any(row.indicator_count for row in same),
            rows={row.chain_id: row.pk for row in same},
        )
        for number, same in alike.items()
    }


def _area_order(chain: Chain) -> tuple[bool, int, int, str, int]:
    """As the areas were placed, those without an area last; within an area by name."""
    area = chain.area
    return area is None, area.place if area else 0, area.pk if area else 0, chain.name, chain.pk


def _areas(
    chains: Iterable[Chain], rows: Iterable[ChainStep], links: Mapping[int, list[ChainLink]]
) -> Iterable[AreaLine]:
    number = {row.pk: _first(row) for row in rows}
    of_chain: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        of_chain[row.chain_id].append(number[row.pk])
    by_area: dict[tuple[int | None, str], list[ChainOfStrategy]] = {}
    for chain in chains:
        area = (chain.area_id, chain.area.name if chain.area else "")
        by_area.setdefault(area, []).append(
            ChainOfStrategy(
                id=chain.pk,
                name=chain.name,
                state=chain.state,
                goal_id=chain.goal_id,
                steps=tuple(of_chain[chain.pk]),
                links=tuple(
                    SharedLink(number[link.source_id], number[link.target_id], link.evidence)
                    for link in links.get(chain.pk, ())
                ),
            )
        )
    return [AreaLine(pk, name, tuple(found)) for (pk, name), found in by_area.items()]
