"""The demo, told once for all the tests of a file that only look at it. What a test changes is undone after it."""

import pytest
from django.db import transaction

from varv.jobs.demo.story import tell_story
from varv.regions.models import Region


@pytest.fixture(scope="module")
def _told(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        tell_story()
        yield
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def demo(_told, db) -> Region:
    """Region Älvmark of the demo."""
    return Region.objects.get(slug="alvmark")
