"""Many new rows at once, in the way that each database is quickest at.

SQLite takes them as Django hands them over. For PostgreSQL every value of every row would be quoted by itself, which
for long rows takes longer than writing them; it is given them all as one JSON text and reads the rows from that.
"""

import json
from collections.abc import Sequence

from django.db import connection

from varv.regions.owned import Owned, columns, facts

AT_A_TIME = 1000


def insert(rows: Sequence[Owned], *, kept_once_by: Sequence[str] = (), bring_up_to_date: Sequence[str] = ()) -> None:
    """Write rows of one kind. They are not told the ids that they get.

    Where a row with the same columns ``kept_once_by`` is there already, its ``bring_up_to_date`` are written instead.
    """
    write = _as_one_text if connection.vendor == "postgresql" else _as_django_does
    for start in range(0, len(rows), AT_A_TIME):
        write(rows[start : start + AT_A_TIME], kept_once_by, bring_up_to_date)


def _as_django_does(rows: Sequence[Owned], kept_once_by: Sequence[str], bring_up_to_date: Sequence[str]) -> None:
    if kept_once_by:
        type(rows[0]).objects.bulk_create(
            rows, update_conflicts=True, unique_fields=list(kept_once_by), update_fields=list(bring_up_to_date)
        )
    else:
        type(rows[0]).objects.bulk_create(rows)


def _as_one_text(rows: Sequence[Owned], kept_once_by: Sequence[str], bring_up_to_date: Sequence[str]) -> None:
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(name) for name, field in columns(rows[0]).items() if not field.primary_key)
    table = quoted(rows[0]._meta.db_table)  # noqa: SLF001 -- Django's documented way to a table's name
    statement = f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"  # noqa: S608 -- names of our own models
    if kept_once_by:
        anew = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in bring_up_to_date)
        statement += f" ON CONFLICT ({', '.join(map(quoted, kept_once_by))}) DO UPDATE SET {anew}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps([facts(row) for row in rows], ensure_ascii=False)])
