"""The second lock on tenancy: PostgreSQL's row-level security.

The gate in the code is the first lock. This one holds even when the code
forgets: a connection sees only the rows of the region it has entered, and
before it has entered any it sees none. On SQLite there is no such lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.migrations.operations.base import Operation

SETTING = "varv.region"
EVERY_REGION = "*"


class LockRows(Operation):
    """Migration: only the entered region's rows of these models can be read or written."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, *models: str) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        """As it was written."""
        return type(self).__qualname__, list(self.models), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002 -- Django's signature
        """Put the lock on."""
        if schema_editor.connection.vendor != "postgresql":
            return
        for model in self.models:
            table = schema_editor.quote_name(to_state.apps.get_model(app_label, model)._meta.db_table)  # noqa: SLF001 -- Django's documented way to a table's name
            mine = f"current_setting('{SETTING}', true) IN ('{EVERY_REGION}', region_id::text)"
            schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            schema_editor.execute(f"CREATE POLICY region_only ON {table} USING ({mine}) WITH CHECK ({mine})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002 -- Django's signature
        """Take the lock off."""
        if schema_editor.connection.vendor != "postgresql":
            return
        for model in self.models:
            table = schema_editor.quote_name(from_state.apps.get_model(app_label, model)._meta.db_table)  # noqa: SLF001 -- Django's documented way to a table's name
            schema_editor.execute(f"DROP POLICY region_only ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Lock rows of {', '.join(self.models)} to their region"


@contextmanager
def entered(region: int | str) -> Iterator[None]:
    """Work in one region (its id), or in ``EVERY_REGION``; afterwards the connection is where it was before."""
    if connection.vendor != "postgresql":
        yield
        return
    before = _swap(str(region))
    try:
        yield
    finally:
        _swap(before)


def _swap(region: str) -> str:
    with connection.cursor() as cursor:
        # The row is made before the setting is changed: what was is read first, in the same question.
        cursor.execute(
            "WITH was AS MATERIALIZED (SELECT coalesce(current_setting(%s, true), '') AS region)"
            " SELECT was.region, set_config(%s, %s, false) FROM was",
            [SETTING, SETTING, region],
        )
        before, _now = cursor.fetchone()
    return str(before)
