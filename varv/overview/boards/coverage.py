"""What is missing between goals, work, figures and evidence? Every gap is a question that someone should answer."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from varv.core.choices import Scope
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.theory import Evidence, aimless
from varv.core.workflow import InitiativeState, PlanState
from varv.delivery.models import Contribution, Initiative
from varv.overview.boards.strategy_board import Gap, StrategyBoard, strategy_board
from varv.overview.strategy.trace import Trace, trace
from varv.strategy.models import Chain, ChainLink, ChainStep, Goal, GoalLink, SteeringDocument


class Lack(StrEnum):
    """The kinds of gaps. The first four are the strategy board's own: there is one count of them."""

    GOAL_WITHOUT_INITIATIVE = Gap.GOAL_WITHOUT_INITIATIVE.value
    GOAL_WITHOUT_INDICATOR = Gap.GOAL_WITHOUT_INDICATOR.value
    GOAL_WITHOUT_ASSESSMENT = Gap.GOAL_WITHOUT_ASSESSMENT.value
    INITIATIVE_WITHOUT_GOAL = Gap.INITIATIVE_WITHOUT_GOAL.value
    FUNDED_OUTSIDE_STRATEGY = "funded_outside_strategy"
    GOAL_WITHOUT_TRACE = "goal_without_trace"
    GOAL_OUTSIDE_FRAME = "goal_outside_frame"
    FRAME_WITHOUT_GOALS = "frame_without_goals"
    ACTIVITY_WITHOUT_OUTCOME = "activity_without_outcome"
    LINK_WITHOUT_EVIDENCE = "link_without_evidence"


@dataclass(frozen=True)
class LackLine:
    """One gap: the row it is about, and the chain or frame it stands in. A frame that is missing has no row.

    What stands in a chain can be mended while that chain is open for changes.
    """

    lack: Lack
    thing_id: int | None
    name: str
    within: str = ""
    frame: DocumentKind | None = None
    chain_id: int | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Coverage:
    """Every gap, kind by kind. ``strategy`` is the document that the goals are of; ``None`` when there is none."""

    strategy_id: int | None
    strategy: str
    goals: int
    initiatives: int
    links: int
    lines: tuple[LackLine, ...]

    @property
    def counts(self) -> Mapping[Lack, int]:
        """How many there are of each kind that there is any of."""
        counted = Counter(line.lack for line in self.lines)
        return {lack: counted[lack] for lack in Lack if counted[lack]}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could have gaps."""
        return not (self.goals or self.initiatives or self.links)

    def of(self, wanted: Lack | None) -> tuple[tuple[Lack, tuple[LackLine, ...]], ...]:
        """The gaps of one kind, or of each kind in turn."""
        kinds = [lack for lack in self.counts if wanted in {None, lack}]
        return tuple((lack, tuple(line for line in self.lines if line.lack is lack)) for lack in kinds)


def coverage(region_id: int, strategy: SteeringDocument | None, scope: Scope, on: date) -> Coverage:
    """The gaps of the strategy, the insatser and the chains on a day; a fixed number of queries."""
    board = strategy_board(strategy, on) if strategy else None
    steps = tuple(ChainStep.objects.of(region_id).select_related("chain").in_order())
    links = tuple(ChainLink.objects.of(region_id).select_related("chain", "source", "target").in_order())
    funded = _funded(region_id)
    lines = [
        *_of_board(board),
        *_outside_strategy(region_id, funded),
        *(_of_trace(trace(strategy, scope, on)) if strategy else ()),
        *(_of_frames(strategy, board, scope.frames) if strategy and board else ()),
        *_aimless(steps, links),
        *_without_evidence(links),
    ]
    return Coverage(
        strategy_id=strategy.pk if strategy else None,
        strategy=strategy.title if strategy else "",
        goals=len(board.leaves) if board else 0,
        initiatives=Initiative.objects.of(region_id).reporting().filter(kind__in=scope.initiative_kinds).count(),
        links=len(links),
        lines=tuple(lines),
    )


def _of_board(board: StrategyBoard | None) -> Iterator[LackLine]:
    for line in board.gaps if board else ():
        yield LackLine(Lack(line.gap.value), line.thing_id, line.name)


def _funded(region_id: int) -> list[Initiative]:
    """Insatser that 1:1 funds pay for and that are not over: what has ended can no longer be mended."""
    funded = Initiative.objects.of(region_id).filter(kind=InitiativeKind.FUNDED)
    return list(funded.exclude(state=InitiativeState.ENDED).order_by("name", "pk"))


def _outside_strategy(region_id: int, funded: Iterable[Initiative]) -> Iterator[LackLine]:
    """Förordning (2003:596) 3 §: projects that the region funds follow the county's strategy.

    Its goals are reached straight, or through goals of other documents that contribute to them.
    """
    within = _leading_to_strategy(region_id)
    ties = Contribution.objects.of(region_id).filter(goal__in=within).values_list("initiative_id", flat=True)
    following = set(ties)
    for initiative in funded:
        if initiative.pk not in following:
            yield LackLine(Lack.FUNDED_OUTSIDE_STRATEGY, initiative.pk, initiative.name)


def outside_strategy(region_id: int) -> set[int]:
    """The insatser that we fund, are not over, and do not contribute to the strategy. In a fixed number of queries."""
    funded = _funded(region_id)
    return {line.thing_id for line in _outside_strategy(region_id, funded) if line.thing_id is not None}


def _leading_to_strategy(region_id: int) -> set[int]:
    """The goals of the region's strategies, and all that contribute to them."""
    own = Goal.objects.of(region_id).filter(document__kind=DocumentKind.REGIONAL_STRATEGY)
    found = set(own.values_list("pk", flat=True))
    ends = set(GoalLink.objects.of(region_id).between_goals_in_force().values_list("source_id", "target_id"))
    new = found
    while new:
        new = {source for source, target in ends if target in new} - found
        found |= new
    return found


def _of_trace(found: Trace) -> Iterator[LackLine]:
    for row in found.missing:
        yield LackLine(Lack.GOAL_WITHOUT_TRACE, row.id, f"{row.outline} {row.name}")


def _of_frames(
    strategy: SteeringDocument, board: StrategyBoard, frames: Collection[DocumentKind]
) -> Iterator[LackLine]:
    """Goals that neither they nor what they stand under are linked to the frame that the region chose (vägval)."""
    region_id = strategy.region_id
    framing = Goal.objects.of(region_id).in_force().filter(document__kind__in=frames)
    written = set(framing.values_list("document__kind", flat=True))
    links = GoalLink.objects.of(region_id).between_goals_in_force().filter(source__document=strategy)
    held = set(links.filter(target__document__kind__in=frames).values_list("source_id", "target__document__kind"))
    for frame in (kind for kind in DocumentKind if kind in frames):
        if frame not in written:
            yield LackLine(Lack.FRAME_WITHOUT_GOALS, None, "", frame=frame)
            continue
        inside: list[bool] = []
        for goal in board.goals:
            inside[goal.depth :] = [(goal.id, frame) in held or any(inside[: goal.depth])]
            if goal.is_leaf and not inside[goal.depth]:
                yield LackLine(Lack.GOAL_OUTSIDE_FRAME, goal.id, f"{goal.outline} {goal.name}", frame=frame)


def _aimless(steps: Iterable[ChainStep], links: Iterable[ChainLink]) -> Iterator[LackLine]:
    told = {step.pk: step for step in steps}
    for pk in aimless([step.as_step() for step in told.values()], [link.as_link() for link in links]):
        yield _in_chain(Lack.ACTIVITY_WITHOUT_OUTCOME, pk, told[pk].text, told[pk].chain)


def _without_evidence(links: Iterable[ChainLink]) -> Iterator[LackLine]:
    for link in links:
        if link.evidence is Evidence.NONE:
            name = f"{link.source.text} → {link.target.text}"
            yield _in_chain(Lack.LINK_WITHOUT_EVIDENCE, link.pk, name, link.chain)


def _in_chain(lack: Lack, thing_id: int, name: str, chain: Chain) -> LackLine:
    is_open = chain.state is not PlanState.ADOPTED
    return LackLine(lack, thing_id, name, within=chain.name, chain_id=chain.pk, is_open=is_open)
