from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from varv.core.judgement import Axis, Verdict
from varv.core.roles import Actor
from varv.regions import trail
from varv.rounds import rules
from varv.rounds.drafts import Ruling
from varv.rounds.models import Assessment, Judgement
from varv.strategy.models import Goal


@transaction.atomic
def assess_goal(*, goal: Goal, rulings: Mapping[Axis, Ruling], by: Actor, at: datetime) -> Assessment:
    """A person's judgement of a goal, axis by axis. An axis left out is *not assessed*; earlier ones stand."""
    goal = goal.locked()
    rules.check_assess(goal, rulings, by)
    assessment = Assessment.objects.create(region_id=goal.region_id, goal=goal, author_id=by.person_id, assessed_at=at)
    given = {axis: rulings.get(axis, Ruling(Verdict.NOT_ASSESSED)) for axis in Axis}
    for axis, ruling in given.items():
        Judgement.objects.create(
            region_id=goal.region_id, assessment=assessment, axis=axis, verdict=ruling.verdict, reason=ruling.reason
        )
    trail.write(assessment, "assessed", by=by, at=at)
    return assessment
