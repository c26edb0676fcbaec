from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery.models import Risk
from varv.delivery.rules.initiatives import check_edit


def check_edit_risk(risk: Risk, by: Actor) -> None:
    """A risk that is closed is history."""
    check_edit(risk.initiative, by)
    if risk.closed_on is not None:
        raise RuleBroken("risk.closed", closed_on=risk.closed_on)


def check_close_risk(risk: Risk, what_happened: str, by: Actor) -> None:
    """Closed with what happened, so that the next insats can learn from it."""
    check_edit_risk(risk, by)
    if not what_happened.strip():
        raise RuleBroken("risk.what_happened_missing", field="what_happened")
