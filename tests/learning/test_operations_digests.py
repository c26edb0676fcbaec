import pytest

from tests.factories import MONDAY
from tests.people import verbs
from varv.learning import operations
from varv.learning.models import Digest
from varv.regions.operations import system_actor

pytestmark = pytest.mark.django_db


def test_a_letter_that_was_sent_is_remembered(alvmark, bo):
    made = operations.note_digest(person_id=bo.person_id, lessons=3, by=system_actor(alvmark), at=MONDAY)

    assert Digest.objects.get() == made
    assert (made.region, made.person_id, made.lessons, made.sent_at) == (alvmark, bo.person_id, 3, MONDAY)
    assert verbs(made) == ["digest_sent"]
