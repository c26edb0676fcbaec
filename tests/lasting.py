"""A database that is filled once for a whole file of tests: each test's own changes are undone after it."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def lasting(django_db_blocker):
    """What is made in here stays until the block ends, and is undone then."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def undone():
    """What is done in here is undone, whether or not the database is in order afterwards."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
