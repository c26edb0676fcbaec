"""What a new insats of a kind of activity already has: the chains that hold it, and what they say it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass

from varv.core.counting import Adding
from varv.core.kinds import IndicatorKind
from varv.core.theory import Level
from varv.indicators.models import Indicator
from varv.strategy.models import Chain, ChainLink, ChainStep, GenericActivity


@dataclass(frozen=True)
class ReadyChain:
    """A chain in which the activity stands, with the goal it works for."""

    id: int
    name: str
    goal: str
    activity_steps: tuple[str, ...]


@dataclass(frozen=True)
class ReadyResult:
    """An output or outcome that is likely, with the step that says so and the indicator that counts it."""

    level: Level
    text: str
    unit: str = ""
    step_id: int | None = None
    indicator_id: int | None = None


def ready_chains(activity: GenericActivity) -> tuple[ReadyChain, ...]:
    """The chains in which the activity stands, by name; in two queries."""
    steps = ChainStep.objects.of(activity.region_id).filter(generic_activity=activity).in_order()
    texts: dict[int, list[str]] = {}
    for step in steps:
        texts.setdefault(step.chain_id, []).append(step.text)
    chains = Chain.objects.of(activity.region_id).filter(pk__in=texts).select_related("goal").order_by("name", "pk")
    return tuple(
        ReadyChain(chain.pk, chain.name, str(chain.goal) if chain.goal else "", tuple(texts[chain.pk]))
        for chain in chains
    )


def ready_results(activity: GenericActivity, chain: Chain | None) -> tuple[ReadyResult, ...]:
    """What the chain says that the activity leads to, outputs first; where it says nothing, what the activity does.

    In three queries whatever the chain holds.
    """
    found = _led_to(activity, chain) if chain else []
    ready = []
    for level, text in ((Level.OUTPUT, activity.output), (Level.OUTCOME, activity.outcome)):
        own = [one for one in found if one.level is level]
        ready += own or [ReadyResult(level, text)]
    return tuple(ready)


def _led_to(activity: GenericActivity, chain: Chain) -> list[ReadyResult]:
    steps = {step.pk: step for step in ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order()}
    links = ChainLink.objects.of(chain.region_id).filter(chain=chain).values_list("source_id", "target_id")
    begun = [pk for pk, step in steps.items() if step.generic_activity_id == activity.pk]
    reached = _onward(begun, list(links))
    # The county's own development is nobody's result, and a ratio is computed.
    ours = Indicator.objects.of(chain.region_id).filter(step__chain=chain, kind=IndicatorKind.CONTRIBUTION)
    counted = {one.step_id: one for one in ours.exclude(adding=Adding.RATIO).order_by("-pk")}
    return [
        _ready(step, counted.get(step.pk))
        for step in steps.values()
        if step.pk in reached and step.level in {Level.OUTPUT, Level.OUTCOME}
    ]


def _onward(begun: Iterable[int], links: list[tuple[int, int]]) -> set[int]:
    """Every step that one comes to from these."""
    reached: set[int] = set()
    waiting = list(begun)
    while waiting:
        here = waiting.pop()
        coming = [target for source, target in links if source == here and target not in reached]
        reached.update(coming)
        waiting += coming
    return reached


def _ready(step: ChainStep, indicator: Indicator | None) -> ReadyResult:
    unit = indicator.unit if indicator else ""
    return ReadyResult(step.level, step.text, unit, step.pk, indicator.pk if indicator else None)
