"""A story that is walked once for all the tests of a file. What each test changes is undone after it."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def lasting(django_db_blocker):
    """What is made in here stays until the block ends, and is undone then."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
