from datetime import datetime

from django.db import transaction

from varv.core.kinds import GoalKind
from varv.core.roles import Actor
from varv.regions import trail
from varv.strategy import references, rules
from varv.strategy.models import SteeringDocument
from varv.strategy.operations.documents import adopt_document
from varv.strategy.operations.goals import add_goal


@transaction.atomic
def adopt_reference(*, template: str, by: Actor, at: datetime) -> SteeringDocument:
    """Take over a frame that others have decided on, with its goals, as a document. The newest version is taken.

    It becomes version 1 with the day and the name of those who decided; once in each region.
    """
    wanted = references.reference(template)
    rules.check_adopt_reference(wanted, by)
    document = SteeringDocument(
        region_id=by.region_id,
        kind=wanted.kind,
        title=wanted.title,
        summary=wanted.summary,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        link=wanted.link,
        template=wanted.code,
        template_version=wanted.version,
        source=wanted.source,
    )
    rules.check_document(document)
    document.save()
    trail.write(document, "taken_over", by=by, at=at)
    for goal in wanted.goals:
        add_goal(document=document, kind=GoalKind.OVERARCHING, is_targeted=False, by=by, at=at, **vars(goal))
    adopt_document(
        document=document,
        adopted_on=wanted.adopted_on,
        adopted_by=wanted.adopted_by,
        case_number=wanted.case_number,
        by=by,
        at=at,
    )
    document.refresh_from_db()
    return document
