from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.strategy.models import AssumptionCheck, ChainLink


def check_test(by: Actor) -> None:
    """Analysts and strategists say whether assumptions hold."""
    by.require(May.TEST_ASSUMPTION)


def check_test_assumption(link: ChainLink, by: Actor) -> None:
    """Only what is written can be tested; whether its chain is adopted makes no difference."""
    check_test(by)
    if not link.assumption.strip():
        raise RuleBroken("assumption.not_written", source=link.source.text, target=link.target.text)


def check_seen(check: AssumptionCheck, today: date) -> None:
    """What was seen has been seen, and can be told to others."""
    if check.since > today:
        raise RuleBroken("assumption.not_seen_yet", field="since")
    if not check.signal.strip():
        raise RuleBroken("assumption.signal_missing", field="signal")
