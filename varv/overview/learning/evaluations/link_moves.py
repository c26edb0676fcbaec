"""Which findings strengthen or weaken the links of a chain, and what they moved: from what, to what."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from varv.core.kinds import Bearing
from varv.core.theory import Evidence
from varv.learning.models import Finding
from varv.strategy.models import Chain, ChainLink


@dataclass(frozen=True)
class LinkMove:
    """A finding that bears on a link. It waits when nobody has let it move the link yet."""

    finding_id: int
    text: str
    evaluation: str
    seen_on: date
    bearing: Bearing
    before: Evidence | None
    after: Evidence | None

    @property
    def waits(self) -> bool:
        """Whether the chain has not taken in what was found."""
        return self.after is None


@dataclass(frozen=True)
class MovedLink:
    """A link with the findings that bear on it, the latest first."""

    id: int
    source: str
    target: str
    evidence: Evidence
    moves: tuple[LinkMove, ...]

    @property
    def waiting(self) -> int:
        """How many of the findings have not moved it."""
        return sum(move.waits for move in self.moves)


def link_moves(chain: Chain) -> tuple[MovedLink, ...]:
    """The links of the chain that any finding bears on, as placed, in one query."""
    found = Finding.objects.of(chain.region_id).filter(link__chain=chain).exclude(bearing=Bearing.NEITHER)
    rows = found.select_related("evaluation", "link__source", "link__target").order_by(
        "link__source__place", "link__target__place", "link_id", "-seen_on", "-pk"
    )
    return tuple(_moved(link, tuple(map(link_move, of_link))) for link, of_link in groupby(rows, lambda row: row.link))


def _moved(link: ChainLink, moves: tuple[LinkMove, ...]) -> MovedLink:
    return MovedLink(link.pk, link.source.text, link.target.text, link.evidence, moves)


def link_move(finding: Finding) -> LinkMove:
    """One of them; fetch it with its evaluation."""
    return LinkMove(
        finding_id=finding.pk,
        text=finding.text,
        evaluation=finding.evaluation.title,
        seen_on=finding.seen_on,
        bearing=finding.bearing,
        before=finding.evidence_before,
        after=finding.evidence_after,
    )
