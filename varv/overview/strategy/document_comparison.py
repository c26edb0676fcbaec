"""Any two versions of a document side by side: what was added, taken away and changed, and why on the way."""

from dataclasses import dataclass

from varv.overview.strategy.differences import DifferenceLine, differences
from varv.overview.strategy.document_sheet import VersionLine, version_line
from varv.strategy.models import DocumentVersion, SteeringDocument


@dataclass(frozen=True)
class Comparison:
    """Two versions; ``between`` are the decisions after the first up to and with the second, in time order."""

    first: VersionLine
    second: VersionLine
    between: tuple[VersionLine, ...]
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True)
class ComparisonSheet:
    """Every version that can be chosen, the newest first, and the comparison that was asked for, if it can be made."""

    versions: tuple[VersionLine, ...]
    comparison: Comparison | None


def document_comparison(document: SteeringDocument, first: int | None, second: int | None) -> ComparisonSheet:
    """What changed from one version to another, by their numbers in either order. One query.

    Without numbers the newest is compared with the one before it.
    """
    kept = {
        version.number: version
        for version in DocumentVersion.objects.of(document.region_id).filter(document=document).newest_first()
    }
    newest = max(kept, default=0)
    low, high = sorted((first or newest - 1, second or newest))
    lines = tuple(version_line(version) for version in kept.values())
    if low == high or not {low, high} <= set(kept):
        return ComparisonSheet(lines, None)
    between = tuple(line for line in reversed(lines) if low < line.number <= high)
    told = differences(kept[low].content, kept[high].content)
    return ComparisonSheet(lines, Comparison(version_line(kept[low]), version_line(kept[high]), between, told))
