"""How has a chain changed between two decisions, and because of what?"""

from collections.abc import Iterable
from dataclasses import dataclass

from varv.core.versions import Content
from varv.core.workflow import PlanState
from varv.learning.models import Change
from varv.overview.learning.answers.plan_changes import ChangeLine, change_lines
from varv.overview.strategy.chain_compare import BothVersions, both_versions
from varv.overview.strategy.differences import DifferenceLine, differences
from varv.overview.strategy.document_sheet import VersionLine, version_line
from varv.strategy.models import Chain, ChainVersion
from varv.strategy.operations.chains import chain_content

AS_IT_STANDS = 0
"""The number that stands for the chain as it is written now, before it is adopted."""


@dataclass(frozen=True)
class Adoption:
    """A decision between the two, with what was changed because of a lesson or a recommendation."""

    version: VersionLine
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class ChainComparison:
    """Two versions of a chain beside each other. ``versions`` are all there are, the newest first.

    ``earlier`` and ``later`` are numbers, or ``AS_IT_STANDS``; both are ``None`` when nothing was adopted yet.
    """

    chain_id: int
    name: str
    state: PlanState
    versions: tuple[VersionLine, ...]
    earlier: int | None
    later: int | None
    both: BothVersions
    differences: tuple[DifferenceLine, ...]
    adoptions: tuple[Adoption, ...]

    @property
    def is_same(self) -> bool:
        """Whether the two say the same."""
        return not self.differences


def chain_comparison(chain: Chain, asked: tuple[int | None, int | None]) -> ChainComparison:
    """Two versions, the older first whichever was asked for first, in a fixed number of queries.

    A number that no version has is as if nothing was asked for: then what changed last is shown.
    """
    of_chain = ChainVersion.objects.of(chain.region_id).filter(chain=chain)
    versions = tuple(version_line(version) for version in of_chain.defer("content").newest_first())
    earlier, later = _pair(chain.state, [version.number for version in versions], asked)
    kept = {version.number: version.content for version in of_chain.filter(number__in=[earlier or 0, later or 0])}
    before, after = (_content(chain, number, kept) for number in (earlier, later))
    return ChainComparison(
        chain_id=chain.pk,
        name=chain.name,
        state=chain.state,
        versions=versions,
        earlier=earlier,
        later=later,
        both=both_versions(before, after),
        differences=differences(before, after),
        adoptions=_adoptions(chain, versions, earlier, later),
    )


def _pair(state: PlanState, numbers: list[int], asked: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """The older and the newer of the two asked for; what is not asked for is chosen so that the latest change shows."""
    if not numbers:
        return None, None
    open_for_changes = state is not PlanState.ADOPTED
    newest = AS_IT_STANDS if open_for_changes else numbers[0]
    older = numbers[0] if open_for_changes else numbers[1] if len(numbers) > 1 else numbers[0]
    first, second = (number if number in {*numbers, AS_IT_STANDS} else None for number in asked)
    pair = (older if first is None else first, newest if second is None else second)
    earlier, later = sorted(pair, key=lambda number: float("inf") if number == AS_IT_STANDS else number)
    return earlier, later


def _content(chain: Chain, number: int | None, kept: dict[int, Content]) -> Content:
    if number is None:
        return {}
    return chain_content(chain) if number == AS_IT_STANDS else kept[number]


def _adoptions(
    chain: Chain, versions: Iterable[VersionLine], earlier: int | None, later: int | None
) -> tuple[Adoption, ...]:
    """The decisions after the earlier, up to the later, the newest first."""
    passed = [
        version
        for version in versions
        if earlier != AS_IT_STANDS and version.number > (earlier or 0) and (not later or version.number <= later)
    ]
    changes = change_lines(
        Change.objects.of(chain.region_id).filter(
            chain_version__chain=chain, chain_version__number__in=[version.number for version in passed]
        )
    )
    return tuple(
        Adoption(version, tuple(line for line in changes if line.version.number == version.number))
        for version in passed
    )
