from collections.abc import Mapping

from varv.core.kinds import DocumentKind, Naming
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.theory import Level
from varv.strategy.models import LevelName

# As deep as a goal tree can be named. Deeper goals are shown without a name of their level.
DEEPEST = 6
LONGEST = 60
CODES: Mapping[Naming, frozenset[str]] = {
    Naming.DOCUMENT: frozenset(DocumentKind),
    Naming.GOAL: frozenset(str(depth) for depth in range(1, DEEPEST + 1)),
    Naming.CHAIN: frozenset(Level),
}


def check_name_levels(by: Actor) -> None:
    """What things are called is part of how the region works: the same people decide on both."""
    by.require(May.EDIT_FRAMEWORK)


def check_level_name(level: LevelName) -> None:
    """A name short enough for a column, for a level that there is; only goals can have names of one document."""
    if level.code not in CODES[level.of] or (level.document_id is not None and level.of is not Naming.GOAL):
        raise RuleBroken("level.unknown", field="name")
    if len(level.name) > LONGEST:
        raise RuleBroken("level.name_too_long", field="name", most=LONGEST)
