from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from varv.core.asking import Occasion
from varv.core.roles import Actor
from varv.regions import trail
from varv.rounds.models import Reminder


@transaction.atomic
def note_reminders(*, person_id: int, occasions: Mapping[int, Occasion], by: Actor, at: datetime) -> None:
    """Remember that a person was reminded of these reports (by id), so that it is not said again too soon."""
    reminders = Reminder.objects.bulk_create(
        Reminder(region_id=by.region_id, person_id=person_id, report_id=report_id, occasion=why, sent_at=at)
        for report_id, why in occasions.items()
    )
    trail.write_many(reminders, "reminded", by=by, at=at)
