"""Choices (vägval) as regions make them."""

from datetime import date

from tests.factories import MONDAY
from varv.core.choices import OPTIONS, Topic
from varv.strategy import operations
from varv.strategy.models import Choice

DECIDED_ON = date(2026, 3, 2)


def chose(by, *options, at=MONDAY, **said):
    """The region's answer in the topic that the options belong to; whatever it chose before is replaced."""
    topic = next(topic for topic in Topic if options[0] in OPTIONS[topic])
    before = Choice.objects.of(by.region_id).in_force().filter(topic=topic).first()
    values = {"reasons": "Vi börjar med det vi råder över.", "decided_on": DECIDED_ON, "decided_by": "Nämnden"}
    return operations.make_choice(
        topic=topic, options=options, revision=before.revision if before else 0, by=by, at=at, **(values | said)
    )
