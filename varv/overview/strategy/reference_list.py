"""The frames that can be taken over, and those that have been."""

from dataclasses import dataclass

from varv.strategy.models import SteeringDocument
from varv.strategy.references import Reference, references


@dataclass(frozen=True)
class ReferenceLine:
    """A frame; ``document_id`` is the region's own copy, if it has taken it over."""

    reference: Reference
    document_id: int | None


def reference_list(region_id: int) -> tuple[ReferenceLine, ...]:
    """Every frame in its newest version, from the widest. One query."""
    taken = dict(SteeringDocument.objects.of(region_id).exclude(template="").values_list("template", "pk"))
    newest = {each.code: each for each in reversed(references())}
    return tuple(ReferenceLine(each, taken.get(each.code)) for each in references() if newest[each.code] is each)
