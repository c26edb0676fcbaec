"""What each version of a chain said, and what it changed in the one before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from varv.core.theory import Claim, Evidence, FactorKind, Level
from varv.overview.strategy.differences import DifferenceLine, differences
from varv.overview.strategy.document_sheet import VersionLine, version_line
from varv.overview.strategy.theory_map import WEAKEST_FIRST
from varv.strategy.models import ChainVersion


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
    tested_how: str = ""


@dataclass(frozen=True)
class WrittenFactor:
    """What a version kept of what stood beside the chain."""

    kind: FactorKind
    text: str
    about: str


@dataclass(frozen=True)
class WrittenChain:
    """What a version kept of the chain itself; empty in versions from before it was kept."""

    name: str = ""
    area: str = ""
    goal: str = ""
    summary: str = ""
    owner: str = ""


@dataclass(frozen=True)
class ChainVersionSheet:
    """What a version said, and what it changed in the one before it (``None`` when it is the first)."""

    id: int
    chain_id: int
    name: str
    version: VersionLine
    before: int | None
    after: int | None
    chain: WrittenChain
    levels: tuple[tuple[Level, tuple[str, ...]], ...]
    links: tuple[WrittenLink, ...]
    factors: tuple[WrittenFactor, ...]
    differences: tuple[DifferenceLine, ...]


def chain_version_sheet(version: ChainVersion) -> ChainVersionSheet:
    """A version as it was adopted, read from what it kept alone; its neighbours and its chain in two queries."""
    sisters = ChainVersion.objects.of(version.region_id).filter(chain=version.chain_id)
    beside = {each.number: each for each in sisters.filter(number__in=[version.number - 1, version.number + 1])}
    before = beside.get(version.number - 1)
    return ChainVersionSheet(
        id=version.pk,
        chain_id=version.chain_id,
        name=version.chain.name,
        version=version_line(version),
        before=before.number if before else None,
        after=version.number + 1 if version.number + 1 in beside else None,
        chain=next((WrittenChain(**kept) for kept in version.content.get("chain", {}).values()), WrittenChain()),
        levels=_written_levels(version.content["steps"].values()),
        links=_written_links(version.content["links"].values()),
        factors=_written_factors(version.content.get("factors", {}).values()),
        differences=differences(before.content, version.content) if before else (),
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
            tested_how=link.get("tested_how", ""),
        )
        for link in kept
    ]
    return tuple(sorted(written, key=lambda link: (WEAKEST_FIRST.index(link.evidence), link.source, link.target)))


def _written_factors(kept: Iterable[Mapping[str, Any]]) -> tuple[WrittenFactor, ...]:
    """By kind, and then as placed."""
    in_order = sorted(kept, key=lambda factor: (list(FactorKind).index(FactorKind(factor["kind"])), factor["place"]))
    return tuple(WrittenFactor(FactorKind(kept["kind"]), kept["text"], kept["about"]) for kept in in_order)
