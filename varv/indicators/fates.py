"""What a person decides about targets when a strategy changes phase: plain values that rules and verbs read."""

from dataclasses import dataclass

from varv.core.kinds import Succession
from varv.core.status import Band
from varv.indicators.models import PeriodPath


@dataclass(frozen=True)
class TargetFate:
    """A target is carried on, ended, or changed: then ``wanted`` is the new one."""

    how: Succession
    wanted: PeriodPath | Band | None = None
