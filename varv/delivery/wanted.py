"""What someone wants of an insats before it is there: the rows of a form, and of a copy."""

from dataclasses import dataclass
from decimal import Decimal

from varv.core.counting import Counting, Dimension
from varv.core.theory import Level
from varv.indicators.models import Indicator
from varv.strategy.models import ChainStep


@dataclass(frozen=True)
class WantedResult:
    """An output or outcome to plan; ``planned`` is how much of it, ``None`` when that cannot be said."""

    level: Level
    text: str
    unit: str = ""
    planned: Decimal | None = None
    step: ChainStep | None = None
    indicator: Indicator | None = None
    counting: Counting = Counting.PER_PERIOD
    dimensions: tuple[Dimension, ...] = ()
