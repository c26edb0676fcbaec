from datetime import datetime

from django.db import transaction

from varv.core.judgement import Helped
from varv.core.roles import Actor
from varv.learning import rules
from varv.learning.models import Change, ChangeEffect, Turn
from varv.regions import trail
from varv.regions.owned import same_region


@transaction.atomic
def note_effect(*, change: Change, turn: Turn, helped: Helped, because: str, by: Actor, at: datetime) -> ChangeEffect:
    """Whether the change helped, seen in a later turn. What was seen before stands beside it."""
    rules.check_note_effect(by)
    same_region(change, turn)
    turn = turn.locked()
    rules.check_effect_turn(change, turn)
    rules.check_said(because, "effect.reason_missing", "because")
    effect = ChangeEffect.objects.create(
        region_id=change.region_id,
        changed=change,
        turn=turn,
        helped=helped,
        because=because,
        author_id=by.person_id,
        noted_at=at,
    )
    trail.write(effect, "noted", by=by, at=at)
    return effect
