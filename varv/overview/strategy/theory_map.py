"""The theory of change: its steps and links with their evidence, what is untested, and what each version said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db.models import Count

from varv.core.theory import Claim, Evidence, Level, Link, Step, dead_ends, orphans
from varv.core.workflow import PlanState
from varv.overview.strategy.differences import DifferenceLine, differences
from varv.overview.strategy.document_sheet import VersionLine, version_line
from varv.strategy.models import Chain, ChainLink, ChainStep, ChainVersion

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

    @property
    def is_measured(self) -> bool:
        """Whether there is an indicator, where one is needed."""
        return self.indicators > 0 or self.level not in MEASURABLE


@dataclass(frozen=True)
class LinkLine:
    """A link. ``number`` is the one of its assumption in the drawing; a link that is known has none."""

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
        """Links that rest on an assumption, the weakest first: there we learn most."""
        numbered = [link for link in self.links if link.number is not None]
        return tuple(sorted(numbered, key=lambda link: WEAKEST_FIRST.index(link.evidence)))

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


@dataclass(frozen=True)
class ChainLine:
    """A chain in the list: how well its links are supported, and which of them is weakest."""

    id: int
    name: str
    summary: str
    state: PlanState
    document: str
    goal: str
    steps: int
    evidence: Mapping[Evidence, int]
    weakest: LinkLine | None
    version: int | None

    @property
    def links(self) -> int:
        """How many links, of whatever grade."""
        return sum(self.evidence.values())

    @property
    def grades(self) -> tuple[tuple[Evidence, int], ...]:
        """The grades that there are, the strongest first, with how many links each."""
        return tuple((grade, self.evidence[grade]) for grade in Evidence if self.evidence.get(grade))


@dataclass(frozen=True)
class WrittenLink:
    """A link as a version kept it."""

    source: str
    target: str
    evidence: Evidence
    claim: Claim
    assumption: str
    finding: str
    evidence_source: str
    evidence_year: int | None


@dataclass(frozen=True)
class ChainVersionSheet:
    """What a version said, and what it changed in the one before it (``None`` when it is the first)."""

    chain_id: int
    name: str
    version: VersionLine
    before: int | None
    after: int | None
    levels: tuple[tuple[Level, tuple[str, ...]], ...]
    links: tuple[WrittenLink, ...]
    differences: tuple[DifferenceLine, ...]


def theory_map(chain: Chain) -> TheoryMap:
    """One chain, drawn and counted, in four queries."""
    told = _told(Chain.objects.of(chain.region_id)).annotate(initiative_count=Count("initiatives")).get(pk=chain.pk)
    steps = _step_lines(ChainStep.objects.of(chain.region_id).filter(chain=chain))
    links = _link_lines(ChainLink.objects.of(chain.region_id).filter(chain=chain), {step.id: step for step in steps})
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
    )


def chain_lines(region_id: int) -> tuple[ChainLine, ...]:
    """Every chain by name, in four queries."""
    steps = _step_lines(ChainStep.objects.of(region_id))
    lines = {step.id: step for step in steps}
    links = ChainLink.objects.of(region_id)
    of_chain: defaultdict[int, list[ChainLink]] = defaultdict(list)
    for link in links:
        of_chain[link.chain_id].append(link)
    newest = {version.chain_id: version.number for version in ChainVersion.objects.of(region_id).order_by("number")}
    return tuple(
        _chain_line(chain, lines, _link_lines(of_chain[chain.pk], lines), newest.get(chain.pk))
        for chain in _told(Chain.objects.of(region_id)).in_name_order()
    )


def chain_version_sheet(version: ChainVersion) -> ChainVersionSheet:
    """A version as it was adopted, read from what it kept alone; its neighbours and its chain in two queries."""
    sisters = ChainVersion.objects.of(version.region_id).filter(chain=version.chain_id)
    beside = {each.number: each for each in sisters.filter(number__in=[version.number - 1, version.number + 1])}
    before = beside.get(version.number - 1)
    return ChainVersionSheet(
        chain_id=version.chain_id,
        name=version.chain.name,
        version=version_line(version),
        before=before.number if before else None,
        after=version.number + 1 if version.number + 1 in beside else None,
        levels=_written_levels(version.content["steps"].values()),
        links=_written_links(version.content["links"].values()),
        differences=differences(before.content, version.content) if before else (),
    )


def _told(chains: Any) -> Any:
    return chains.select_related("document", "goal", "owner")


def _step_lines(steps: Any) -> tuple[StepLine, ...]:
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
        )
        for step in sorted(counted, key=lambda step: (step.level.rank, step.place, step.pk))
    )


def _link_lines(links: Iterable[ChainLink], steps: Mapping[int, StepLine]) -> tuple[LinkLine, ...]:
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
        )
        for link in drawn
    )


def _chain_line(
    chain: Chain, steps: Mapping[int, StepLine], links: tuple[LinkLine, ...], version: int | None
) -> ChainLine:
    return ChainLine(
        id=chain.pk,
        name=chain.name,
        summary=chain.summary,
        state=chain.state,
        document=chain.document.title,
        goal=str(chain.goal) if chain.goal else "",
        steps=sum(step.chain_id == chain.pk for step in steps.values()),
        evidence=Counter(link.evidence for link in links),
        weakest=min(links, key=lambda link: WEAKEST_FIRST.index(link.evidence), default=None),
        version=version,
    )


def _written_levels(kept: Iterable[Mapping[str, Any]]) -> tuple[tuple[Level, tuple[str, ...]], ...]:
    in_order = sorted(kept, key=lambda step: step["place"])
    texts = {level: tuple(step["text"] for step in in_order if step["level"] == level) for level in Level}
    return tuple((level, told) for level, told in texts.items() if told)


def _written_links(kept: Iterable[Mapping[str, Any]]) -> tuple[WrittenLink, ...]:
    """The weakest first."""
    written = [
        WrittenLink(
            source=link["source"],
            target=link["target"],
            evidence=Evidence(link["evidence"]),
            claim=Claim(link["claim"]),
            assumption=link["assumption"],
            finding=link["finding"],
            evidence_source=link["evidence_source"],
            evidence_year=link["evidence_year"],
        )
        for link in kept
    ]
    return tuple(sorted(written, key=lambda link: (WEAKEST_FIRST.index(link.evidence), link.source, link.target)))
