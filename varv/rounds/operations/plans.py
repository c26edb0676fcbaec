from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery import operations as delivery
from varv.delivery.models import PlannedResult
from varv.rounds import rules
from varv.rounds.models import ReportLine


@transaction.atomic
def drop_planned_result(*, planned_result: PlannedResult, by: Actor, at: datetime) -> None:
    """Take away an output or outcome that no report says anything about, with its empty lines in open drafts."""
    planned_result = planned_result.locked()
    rules.check_unreported(planned_result)
    ReportLine.objects.of(planned_result.region_id).filter(planned_result=planned_result).delete()
    delivery.remove_planned_result(planned_result=planned_result, by=by, at=at)
