from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.core.theory import Holding
from varv.regions import trail
from varv.strategy import rules
from varv.strategy.models import AssumptionCheck, ChainLink


@transaction.atomic
def check_assumption(
    *, link: ChainLink, holding: Holding, since: date, signal: str, by: Actor, at: datetime
) -> AssumptionCheck:
    """Note that a link's assumption holds, wavers or is broken: since when, and by which signal.

    An adopted chain is no hindrance: the world may prove an adopted thought wrong, and the version still says what
    was thought. A new check never overwrites an older one; the one with the latest ``since`` is what holds now.
    """
    link = link.locked()
    rules.check_test_assumption(link, by)
    check = AssumptionCheck(
        region_id=link.region_id,
        link=link,
        holding=holding,
        since=since,
        signal=signal.strip(),
        noted_at=at,
        noted_by_id=by.person_id,
    )
    rules.check_seen(check, localtime(at).date())
    check.save()
    trail.write(check, "tested", by=by, at=at)
    return check
