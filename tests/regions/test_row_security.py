import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError

from tests.factories import GoalFactory, UnitFactory
from varv.regions.models import Membership, Unit
from varv.regions.owned import Owned
from varv.regions.row_security import EVERY_REGION, LockRows, entered
from varv.strategy.models import Goal

# A person's memberships are read before it is known which region is entered.
READ_BEFORE_ENTRY = {Membership}


def second_connection(region):
    """A real connection of its own, as a second program would have it, having entered this region."""
    kept = connection.settings_dict
    return psycopg.connect(
        dbname=kept["NAME"],
        user=kept["USER"],
        password=kept["PASSWORD"] or None,
        host=kept["HOST"] or None,
        port=kept["PORT"] or None,
        options=f"-c varv.region={region}",
    )


def names_seen(region):
    with second_connection(region) as other:
        return [name for (name,) in other.execute("SELECT name FROM regions_unit ORDER BY name").fetchall()]


@pytest.fixture
def two_units(transactional_db, alvmark, sydland):
    return UnitFactory(region=alvmark, name="Älvmarks enhet"), UnitFactory(region=sydland, name="Sydlands enhet")


@pytest.mark.postgresql
def test_a_second_connection_sees_only_the_entered_regions_rows(two_units, alvmark, sydland):
    assert names_seen(alvmark.pk) == ["Älvmarks enhet"]
    assert names_seen(sydland.pk) == ["Sydlands enhet"]


@pytest.mark.postgresql
def test_a_second_connection_that_has_entered_nothing_sees_nothing(two_units):
    assert names_seen("") == []


@pytest.mark.postgresql
def test_a_second_connection_cannot_write_into_another_region(two_units, alvmark, sydland):
    write = "INSERT INTO regions_unit (region_id, name, revision) VALUES (%s, 'Intrång', 1)"

    with second_connection(alvmark.pk) as other, pytest.raises(psycopg.errors.InsufficientPrivilege):
        other.execute(write, [sydland.pk])

    assert not Unit.objects.of(sydland.pk).filter(name="Intrång").exists()


@pytest.mark.postgresql
def test_a_second_connection_cannot_change_another_regions_rows(two_units, alvmark, sydland):
    with second_connection(alvmark.pk) as other:
        touched = other.execute("UPDATE regions_unit SET name = 'Ändrad' WHERE region_id = %s", [sydland.pk]).rowcount

    assert (touched, names_seen(sydland.pk)) == (0, ["Sydlands enhet"])


@pytest.mark.postgresql
def test_entered_hides_other_regions_even_from_a_query_that_forgot(alvmark, sydland):
    own = GoalFactory(region=alvmark, name="Eget mål")
    GoalFactory(region=sydland, name="Någon annans mål")

    with entered(alvmark.pk):
        seen = list(Goal.objects.all())

    assert seen == [own]


@pytest.mark.postgresql
def test_entered_is_left_again_whatever_happens(alvmark):
    with pytest.raises(ZeroDivisionError), entered(alvmark.pk):
        raise ZeroDivisionError

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('varv.region', true)")
        assert cursor.fetchone() == (EVERY_REGION,)


@pytest.mark.postgresql
def test_entered_refuses_to_write_for_another_region(alvmark, sydland):
    with entered(alvmark.pk), pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.create(region=sydland, name="Intrång")


@pytest.mark.postgresql
def test_every_owned_table_has_the_lock(db):
    owned = {model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)}
    open_ones = {model._meta.db_table for model in READ_BEFORE_ENTRY}

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        locked = {name for (name,) in cursor.fetchall()}

    assert locked == owned - open_ones


def test_every_owned_model_is_named_in_a_migration_that_locks_it():
    named = {
        (label, model)
        for (label, _), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, LockRows)
        for model in operation.models
    }
    owned = {model for model in apps.get_models() if issubclass(model, Owned)} - READ_BEFORE_ENTRY

    assert named == {(model._meta.app_label, model._meta.model_name) for model in owned}


def test_entered_changes_nothing_where_there_is_no_such_lock(alvmark):
    unit = UnitFactory(region=alvmark)

    with entered(alvmark.pk):
        assert list(Unit.objects.of(alvmark.pk)) == [unit]


def test_the_lock_can_be_described_and_written_down():
    lock = LockRows("unit", "goal")

    assert lock.describe() == "Lock rows of unit, goal to their region"
    assert lock.deconstruct() == ("LockRows", ["unit", "goal"], {})
