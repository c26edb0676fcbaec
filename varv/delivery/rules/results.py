from collections.abc import Iterable

from varv.core.counting import Adding, Dimension
from varv.core.refusals import RuleBroken
from varv.core.theory import Level
from varv.delivery.models import Initiative
from varv.indicators.models import Indicator
from varv.strategy.models import ChainStep

PLANNED_LEVELS = (Level.OUTPUT, Level.OUTCOME)


def check_result(initiative: Initiative, level: Level, chain_step: ChainStep | None) -> None:
    """An output or an outcome; tied to a step of the insats' own chain, of the same level."""
    if level not in PLANNED_LEVELS:
        raise RuleBroken("planned_result.level", field="level")
    if chain_step is None:
        return
    if chain_step.chain_id != initiative.chain_id:
        raise RuleBroken("planned_result.step_of_other_chain", field="step")
    if chain_step.level is not level:
        raise RuleBroken("planned_result.step_of_other_level", field="step")


def check_counted_by(indicator: Indicator | None) -> None:
    """A ratio has no figures of its own, so nothing can be reported to it."""
    if indicator is not None and indicator.adding is Adding.RATIO:
        raise RuleBroken("planned_result.indicator_is_ratio", field="indicator", name=indicator.name)


def check_dimensions(dimensions: Iterable[str]) -> None:
    """Figures are broken down only by what the system knows how to add."""
    if not set(dimensions) <= set(Dimension):
        raise RuleBroken("planned_result.unknown_dimension", field="dimensions")
