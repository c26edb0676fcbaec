from collections.abc import Sequence

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery.models import Initiative
from varv.delivery.rules.initiatives import check_end, check_reason, check_start

FEWEST = 2  # into how many an insats is split, and of how many one is merged


def check_duplicate(by: Actor) -> None:
    """Whoever may start an insats may start it as a copy; also of one that has ended."""
    check_start(by)


def check_reshape(initiative: Initiative, by: Actor) -> None:
    """Whoever may start insatser may let one that has not ended become others."""
    check_start(by)
    check_end(initiative, by)


def check_split(initiative: Initiative, names: Sequence[str], reason: str, by: Actor) -> None:
    """Into two or more with names of their own, with a reason."""
    check_reshape(initiative, by)
    check_reason(reason)
    if len(names) < FEWEST:
        raise RuleBroken("initiative.split_into_one", field="names")
    if len(set(names)) < len(names):
        raise RuleBroken("initiative.same_name_twice", field="names")


def check_merge(initiatives: Sequence[Initiative], reason: str, by: Actor) -> None:
    """Two or more that have not ended become one, with a reason."""
    for initiative in initiatives:
        check_reshape(initiative, by)
    check_reason(reason)
    if len(initiatives) < FEWEST:
        raise RuleBroken("initiative.merge_of_one", field="others")
