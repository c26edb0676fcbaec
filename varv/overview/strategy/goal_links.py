"""What a goal contributes to in other documents, and what in other documents contributes to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Q

from varv.core.kinds import DocumentKind, Strength
from varv.strategy.models import Goal, GoalLink


@dataclass(frozen=True)
class ContributionLine:
    """A link, told from one of its ends: the goal at the other end, how clearly, how much in per cent, and why."""

    id: int
    goal_id: int
    goal: str
    is_retired: bool
    document_id: int
    document: str
    kind: DocumentKind
    strength: Strength
    share: Decimal | None
    reason: str


@dataclass(frozen=True)
class GoalLinks:
    """Both directions. What no longer holds is shown too, but its share is not counted."""

    onward: tuple[ContributionLine, ...]
    inward: tuple[ContributionLine, ...]

    @property
    def share_told(self) -> Decimal | None:
        """How much of the goal others have been said to stand for; ``None`` when nobody has said."""
        shares = [line.share for line in self.inward if line.share is not None and not line.is_retired]
        return sum(shares, Decimal(0)) if shares else None

    @property
    def by_document(self) -> tuple[tuple[str, tuple[ContributionLine, ...]], ...]:
        """What contributes to it, plan by plan."""
        return tuple((title, tuple(lines)) for title, lines in groupby(self.inward, key=lambda line: line.document))


def goal_links(goal: Goal) -> GoalLinks:
    """Every link of one goal, in one query."""
    links = GoalLink.objects.of(goal.region_id).filter(Q(source=goal) | Q(target=goal)).in_outline_order()
    found = list(links.select_related("source__document", "target__document"))
    return GoalLinks(
        onward=_lines((link, link.target) for link in found if link.source_id == goal.pk),
        inward=_lines((link, link.source) for link in found if link.target_id == goal.pk),
    )


def _lines(links: Iterable[tuple[GoalLink, Goal]]) -> tuple[ContributionLine, ...]:
    """Plan by plan, by title."""
    lines = [
        ContributionLine(
            id=link.pk,
            goal_id=other.pk,
            goal=str(other),
            is_retired=other.retired_on is not None,
            document_id=other.document_id,
            document=other.document.title,
            kind=other.document.kind,
            strength=link.strength,
            share=link.share,
            reason=link.reason,
        )
        for link, other in links
    ]
    return tuple(sorted(lines, key=lambda line: line.document))
