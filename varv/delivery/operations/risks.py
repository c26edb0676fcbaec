from datetime import datetime

from django.db import transaction
from django.utils import timezone

from varv.core.kinds import Severity
from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import Initiative, Risk
from varv.regions import trail


@transaction.atomic
def note_risk(
    *,
    initiative: Initiative,
    text: str,
    likelihood: Severity,
    harm: Severity,
    answer: str,
    by: Actor,
    at: datetime,
) -> Risk:
    """What could stop the work, how likely that is, how much it would harm, and what is done about it."""
    initiative = initiative.locked()
    rules.check_edit(initiative, by)
    risk = Risk(region_id=initiative.region_id, initiative=initiative, text=text, answer=answer)
    risk.likelihood, risk.harm = likelihood, harm
    risk.save()
    trail.write(risk, "noted", by=by, at=at)
    return risk


@transaction.atomic
def edit_risk(
    *,
    risk: Risk,
    text: str,
    likelihood: Severity,
    harm: Severity,
    answer: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Judge it anew, or say better what is done about it."""
    risk = risk.locked()
    rules.check_edit_risk(risk, by)
    trail.check_fresh(risk, revision)
    risk.change(text=text, likelihood=likelihood, harm=harm, answer=answer)
    trail.write(risk, "edited", by=by, at=at)


@transaction.atomic
def close_risk(*, risk: Risk, what_happened: str, by: Actor, at: datetime) -> None:
    """It is over, with what happened: it came true, it did not, or what was done was enough."""
    risk = risk.locked()
    rules.check_close_risk(risk, what_happened, by)
    risk.change(closed_on=timezone.localtime(at).date(), what_happened=what_happened)
    trail.write(risk, "closed", by=by, at=at)
