from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.learning.models import Digest
from varv.regions import trail


@transaction.atomic
def note_digest(*, person_id: int, lessons: int, by: Actor, at: datetime) -> Digest:
    """Remember that a weekly letter was sent to a person, and how many lessons it told of."""
    digest = Digest.objects.create(region_id=by.region_id, person_id=person_id, lessons=lessons, sent_at=at)
    trail.write(digest, "digest_sent", by=by, at=at)
    return digest
