from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.choices import OPTIONS, Option, Topic
from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.models import Region
from varv.strategy import rules
from varv.strategy.models import Choice


@transaction.atomic
def make_choice(
    *,
    topic: Topic,
    options: Collection[Option],
    reasons: str,
    decided_on: date,
    decided_by: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> Choice:
    """Choose in one of the eleven topics. What was chosen before is replaced, and kept.

    ``revision`` is that of the choice that the person saw, and 0 when there was none: it counts up through the
    choices of a topic, so that two people who choose at once find each other out.
    """
    rules.check_make_choice(by)
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)  # two cannot make the first choice at once
    before = Choice.objects.of(by.region_id).in_force().filter(topic=topic).first()
    if before is not None:
        trail.check_fresh(before, revision)
    choice = weigh_choice(
        topic=topic, options=options, reasons=reasons, decided_on=decided_on, decided_by=decided_by, by=by, at=at
    )
    if before is not None:
        choice.revision = before.revision + 1
        _replace(before, by=by, at=at)
    choice.save()
    trail.write(choice, "chosen", by=by, at=at)
    return choice


def weigh_choice(
    *,
    topic: Topic,
    options: Collection[Option],
    reasons: str,
    decided_on: date,
    decided_by: str,
    by: Actor,
    at: datetime,
) -> Choice:
    """The choice as it would be, checked but not made: for whoever wants to see what it would do first."""
    rules.check_make_choice(by)
    choice = Choice(
        region_id=by.region_id,
        topic=topic,
        options=_in_order(topic, options),
        reasons=reasons.strip(),
        decided_on=decided_on,
        decided_by=decided_by.strip(),
        made_at=at,
    )
    rules.check_choice(choice, today=localtime(at).date())
    return choice


def _in_order(topic: Topic, options: Collection[Option]) -> list[str]:
    """The codes as the topic lists them, each once, so that the same answer is always written the same way."""
    of_topic = [option.value for option in OPTIONS[topic] if option in options]
    return of_topic + sorted({str(option) for option in options} - set(of_topic))


def _replace(choice: Choice, *, by: Actor, at: datetime) -> None:
    choice = choice.locked()
    choice.change(replaced_at=at)
    trail.write(choice, "replaced", by=by, at=at)
