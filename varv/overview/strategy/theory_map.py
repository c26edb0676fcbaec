"""The theory of change: its steps and links with their evidence, what is untested, and what stands beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db.models import Count

from varv.core.theory import (
    Claim,
    Doubt,
    Evidence,
    FactorKind,
    Holding,
    Level,
    Link,
    Step,
    aimless,
    dead_ends,
    hasty,
    loop,
    orphans,
    unfounded,
    unspoken,
    untested,
)
from varv.core.workflow import PlanState
from varv.overview.strategy.document_sheet import VersionLine, version_line
from varv.strategy.models import AssumptionCheck, Chain, ChainFactor, ChainLink, ChainStep, ChainVersion

WEAKEST_FIRST = (Evidence.NONE, Evidence.ASSUMED, Evidence.SOME, Evidence.STRONG)
UNTESTED = frozenset({Evidence.NONE, Evidence.ASSUMED})
# What is done is seen in reports; from the output on it takes an indicator to know.
MEASURABLE = frozenset({Level.OUTPUT, Level.OUTCOME, Level.EFFECT, Level.IMPACT})


@dataclass(frozen=True)
class StepLine:
    """A step. One that could be measured but has no indicator is not measured."""

    id: int
    chain_id: int
    level: Level
    text: str
    generic_number: int | None
    generic_name: str
    indicators: int
    key: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether there is an indicator, where one is needed."""
        return self.indicators > 0 or self.level not in MEASURABLE


@dataclass(frozen=True)
class CheckLine:
    """What somebody has seen of an assumption."""

    holding: Holding
    since: date
    signal: str
    noted_by: str


@dataclass(frozen=True)
class LinkLine:
    """A link. ``number`` is the one of its assumption in the drawing; a link that is known has none.

    ``checks`` are what has been seen of the assumption, with the newest first.
    """

    id: int
    number: int | None
    source: StepLine
    target: StepLine
    evidence: Evidence
    claim: Claim
    assumption: str
    rationale: str
    evidence_source: str
    evidence_year: int | None
    finding: str
    tested_how: str = ""
    checks: tuple[CheckLine, ...] = ()
    key: str = ""

    @property
    def holding(self) -> Holding | None:
        """Whether the assumption holds, as it was last seen; ``None`` when nobody has looked, or none is written."""
        return self.checks[0].holding if self.checks and self.assumption else None


@dataclass(frozen=True)
class FactorLine:
    """A risk, a side effect or a condition; ``about`` is the step or the link it is said of, or empty."""

    id: int
    kind: FactorKind
    text: str
    about: str
    step_id: int | None
    link_id: int | None


@dataclass(frozen=True)
class DoubtLine:
    """Something that can be asked of the chain, and the steps or links that it is asked of."""

    code: Doubt
    steps: tuple[StepLine, ...] = ()
    links: tuple[LinkLine, ...] = ()

    @property
    def count(self) -> int:
        """How many steps or links."""
        return len(self.steps) + len(self.links)


@dataclass(frozen=True)
class LevelLine:
    """The steps of a level, and the links that lead on from it: how many of each grade, and their numbers."""

    level: Level
    steps: tuple[StepLine, ...]
    evidence: Mapping[Evidence, int]
    numbers: tuple[int, ...]

    @property
    def grades(self) -> tuple[tuple[Evidence, int], ...]:
        """The grades that there are, the strongest first, with how many links onward each."""
        return tuple((grade, self.evidence[grade]) for grade in Evidence if self.evidence.get(grade))

    @property
    def weakest(self) -> Evidence | None:
        """The weakest grade among the links onward; ``None`` when nothing leads on."""
        return next((grade for grade in WEAKEST_FIRST if self.evidence.get(grade)), None)


@dataclass(frozen=True)
class TheoryMap:
    """A chain with all that is known and not known about it. Versions stand with the newest first."""

    id: int
    name: str
    summary: str
    state: PlanState
    document_id: int
    document: str
    goal_id: int | None
    goal: str
    owner: str
    initiatives: int
    steps: tuple[StepLine, ...]
    links: tuple[LinkLine, ...]
    versions: tuple[VersionLine, ...]
    key: str = ""
    area_id: int | None = None
    area: str = ""
    factors: tuple[FactorLine, ...] = ()

    @property
    def doubts(self) -> tuple[DoubtLine, ...]:
        """What can be asked of the chain, the gravest first; each step is asked about once where that is enough."""
        steps, links = self._graph()
        spoken = {(link.source.id, link.target.id) for link in self.links if link.assumption}
        told = {step.id for step in (*self.orphans, *self.dead_ends)}
        found = (
            DoubtLine(Doubt.LOOP, steps=self._named(loop(links))),
            DoubtLine(Doubt.ORPHAN, steps=self.orphans),
            DoubtLine(Doubt.BROKEN, links=self.broken),
            DoubtLine(Doubt.DEAD_END, steps=self.dead_ends),
            DoubtLine(Doubt.AIMLESS, steps=self._named(pk for pk in aimless(steps, links) if pk not in told)),
            DoubtLine(Doubt.UNFOUNDED, steps=self._named(unfounded(steps, links))),
            DoubtLine(Doubt.UNSPOKEN, links=self._joined(unspoken(links, spoken))),
            DoubtLine(Doubt.HASTY, links=self._joined(hasty(steps, links))),
            DoubtLine(Doubt.UNTESTED, links=self._joined(untested(links))),
            DoubtLine(Doubt.UNMEASURED, steps=self.unmeasured),
        )
        return tuple(line for line in found if line.count)

    @property
    def broken(self) -> tuple[LinkLine, ...]:
        """The links whose assumption was last seen not to hold."""
        return tuple(link for link in self.links if link.holding is Holding.BROKEN)

    @property
    def factor_kinds(self) -> tuple[tuple[FactorKind, tuple[FactorLine, ...]], ...]:
        """What stands beside the chain by kind; every kind, so that an empty one can be asked about."""
        return tuple((kind, tuple(line for line in self.factors if line.kind is kind)) for kind in FactorKind)

    @property
    def levels(self) -> tuple[LevelLine, ...]:
        """The levels that have steps, in order: the columns of the drawing and the rows of the list."""
        return tuple(self._level(level) for level in Level if any(step.level is level for step in self.steps))

    def _level(self, level: Level) -> LevelLine:
        onward = [link for link in self.links if link.source.level is level]
        return LevelLine(
            level=level,
            steps=tuple(step for step in self.steps if step.level is level),
            evidence=Counter(link.evidence for link in onward),
            numbers=tuple(link.number for link in onward if link.number is not None),
        )

    @property
    def assumptions(self) -> tuple[LinkLine, ...]:
        """Links that rest on an assumption: those that do not hold, then the weakest, for there we learn most."""
        numbered = [link for link in self.links if link.number is not None]
        return tuple(
            sorted(numbered, key=lambda link: (link.holding is not Holding.BROKEN, WEAKEST_FIRST.index(link.evidence)))
        )

    @property
    def untested(self) -> int:
        """How many links nobody has seen hold."""
        return sum(link.evidence in UNTESTED for link in self.links)

    @property
    def orphans(self) -> tuple[StepLine, ...]:
        """Steps that stand alone."""
        return self._named(orphans(*self._graph()))

    @property
    def dead_ends(self) -> tuple[StepLine, ...]:
        """Activities and outputs that lead nowhere. Those that stand alone are told of once, as orphans."""
        alone = {step.id for step in self.orphans}
        return self._named(pk for pk in dead_ends(*self._graph()) if pk not in alone)

    def _graph(self) -> tuple[list[Step], list[Link]]:
        steps = [Step(step.id, step.level) for step in self.steps]
        return steps, [Link(link.source.id, link.target.id, link.evidence) for link in self.links]

    def _joined(self, found: Iterable[Link]) -> tuple[LinkLine, ...]:
        lines = {(link.source.id, link.target.id): link for link in self.links}
        return tuple(lines[link.source, link.target] for link in found)

    def _named(self, found: Iterable[int]) -> tuple[StepLine, ...]:
        lines = {step.id: step for step in self.steps}
        return tuple(lines[pk] for pk in found)

    @property
    def without_evidence(self) -> int:
        """How many links have no evidence at all."""
        return sum(link.evidence is Evidence.NONE for link in self.links)

    @property
    def unmeasured(self) -> tuple[StepLine, ...]:
        """Steps that need an indicator and have none."""
        return tuple(step for step in self.steps if not step.is_measured)

    @property
    def newest(self) -> VersionLine | None:
        """The version in force, if any was adopted."""
        return self.versions[0] if self.versions else None


def theory_map(chain: Chain) -> TheoryMap:
    """One chain, drawn and counted, in six queries."""
    told = told_of(Chain.objects.of(chain.region_id)).annotate(initiative_count=Count("initiatives")).get(pk=chain.pk)
    steps = step_lines(ChainStep.objects.of(chain.region_id).filter(chain=chain))
    checks = check_lines(AssumptionCheck.objects.of(chain.region_id).filter(link__chain=chain))
    found = ChainLink.objects.of(chain.region_id).filter(chain=chain)
    links = link_lines(found, {step.id: step for step in steps}, checks)
    versions = ChainVersion.objects.of(chain.region_id).filter(chain=chain).newest_first()
    return TheoryMap(
        id=told.pk,
        name=told.name,
        summary=told.summary,
        state=told.state,
        document_id=told.document_id,
        document=told.document.title,
        goal_id=told.goal_id,
        goal=str(told.goal) if told.goal else "",
        owner=told.owner.name if told.owner else "",
        initiatives=told.initiative_count,
        steps=steps,
        links=links,
        versions=tuple(version_line(version) for version in versions),
        key=told.key,
        area_id=told.area_id,
        area=told.area.name if told.area else "",
        factors=_factor_lines(ChainFactor.objects.of(chain.region_id).filter(chain=chain)),
    )


def told_of(chains: Any) -> Any:
    """Chains with the rows that a line about them names."""
    return chains.select_related("document", "goal", "owner", "area")


def step_lines(steps: Any) -> tuple[StepLine, ...]:
    """By level, and within it as placed."""
    counted = steps.select_related("generic_activity").annotate(indicator_count=Count("indicators"))
    return tuple(
        StepLine(
            id=step.pk,
            chain_id=step.chain_id,
            level=step.level,
            text=step.text,
            generic_number=step.generic_activity.number if step.generic_activity else None,
            generic_name=step.generic_activity.name if step.generic_activity else "",
            indicators=step.indicator_count,
            key=step.key,
        )
        for step in sorted(counted, key=lambda step: (step.level.rank, step.place, step.pk))
    )


def check_lines(checks: Any) -> Mapping[int, Sequence[CheckLine]]:
    """What has been seen of each link's assumption, the newest first, in one query."""
    found: defaultdict[int, list[CheckLine]] = defaultdict(list)
    for check in checks.select_related("noted_by").newest_first():
        found[check.link_id].append(CheckLine(check.holding, check.since, check.signal, check.noted_by.name))
    return found


def link_lines(
    links: Iterable[ChainLink], steps: Mapping[int, StepLine], checks: Mapping[int, Sequence[CheckLine]]
) -> tuple[LinkLine, ...]:
    """From left to right, as they are drawn; links that rest on an assumption are numbered in that order."""
    order = {pk: place for place, pk in enumerate(steps)}
    drawn = sorted(links, key=lambda link: (order[link.source_id], order[link.target_id]))
    number = count(1)
    return tuple(
        LinkLine(
            id=link.pk,
            number=next(number) if link.assumption or link.evidence in UNTESTED else None,
            source=steps[link.source_id],
            target=steps[link.target_id],
            evidence=link.evidence,
            claim=link.claim,
            assumption=link.assumption,
            rationale=link.rationale,
            evidence_source=link.evidence_source,
            evidence_year=link.evidence_year,
            finding=link.finding,
            tested_how=link.tested_how,
            checks=tuple(checks.get(link.pk, ())),
            key=link.key,
        )
        for link in drawn
    )


def _factor_lines(factors: Any) -> tuple[FactorLine, ...]:
    found = factors.in_order().select_related("step", "link__source", "link__target")
    return tuple(
        FactorLine(
            id=factor.pk,
            kind=factor.kind,
            text=factor.text,
            about=_about(factor.step, factor.link),
            step_id=factor.step_id,
            link_id=factor.link_id,
        )
        for factor in found
    )


def _about(step: ChainStep | None, link: ChainLink | None) -> str:
    if link is not None:
        return f"{link.source.text} → {link.target.text}"
    return step.text if step is not None else ""
