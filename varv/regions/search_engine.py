"""Where the databases' own full-text indexes are met: both are given the same stems, and find the same entries.

SQLite has FTS5. PostgreSQL has ``tsvector`` with a GIN index, and there the second lock on tenancy stands in the way:
an index is not asked before the lock has let each row through, unless the question is leakproof, and ``@@`` is not. So
the question is a part of the lock itself (``varv.sought``): what is not sought is not seen. The two tables are kept by
the database, with every change of an entry; whoever remakes ``regions_searchentry`` on SQLite makes the triggers again.
"""

from typing import Any, TypeVar

from django.db import models
from django.db.migrations.operations.base import Operation
from django.db.models.expressions import Expression

from varv.core.sought import Sought, Term
from varv.regions.row_security import EVERY_REGION, SETTING

Row = TypeVar("Row", bound=models.Model)

MINE = f"current_setting('{SETTING}', true) IN ('{EVERY_REGION}', region_id::text)"

SQLITE = (
    """CREATE VIRTUAL TABLE regions_searchindex USING fts5(
        stems, content='regions_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0',
        detail='none')""",
    """CREATE TRIGGER searchentry_added AFTER INSERT ON regions_searchentry BEGIN
        INSERT INTO regions_searchindex (rowid, stems) VALUES (new.id, new.stems); END""",
    """CREATE TRIGGER searchentry_removed AFTER DELETE ON regions_searchentry BEGIN
        INSERT INTO regions_searchindex (regions_searchindex, rowid, stems)
        VALUES ('delete', old.id, old.stems); END""",
    """CREATE TRIGGER searchentry_changed AFTER UPDATE ON regions_searchentry BEGIN
        INSERT INTO regions_searchindex (regions_searchindex, rowid, stems) VALUES ('delete', old.id, old.stems);
        INSERT INTO regions_searchindex (rowid, stems) VALUES (new.id, new.stems); END""",
)
POSTGRESQL = (
    """CREATE TABLE regions_searchindex (
        entry_id bigint PRIMARY KEY, region_id bigint NOT NULL, found tsvector NOT NULL)""",
    "CREATE INDEX searchindex_found ON regions_searchindex USING gin (found) WITH (fastupdate = off)",
    "ALTER TABLE regions_searchindex ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE regions_searchindex FORCE ROW LEVEL SECURITY",
    f"""CREATE POLICY sought_only ON regions_searchindex FOR SELECT
        USING ({MINE} AND found @@ current_setting('varv.sought', true)::tsquery)""",
    f"CREATE POLICY region_added ON regions_searchindex FOR INSERT WITH CHECK ({MINE})",
    f"CREATE POLICY region_changed ON regions_searchindex FOR UPDATE USING ({MINE}) WITH CHECK ({MINE})",
    f"CREATE POLICY region_removed ON regions_searchindex FOR DELETE USING ({MINE})",
    # Every entry has the lexeme ".", and no text has it: here every entry is sought.
    """CREATE FUNCTION varv_keep_search_index() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM set_config('varv.sought', '''.''', true);
            IF TG_OP = 'TRUNCATE' THEN
                DELETE FROM regions_searchindex;
            ELSIF TG_OP = 'DELETE' THEN
                DELETE FROM regions_searchindex WHERE entry_id = OLD.id;
            ELSE
                INSERT INTO regions_searchindex VALUES (
                    NEW.id, NEW.region_id, array_to_tsvector(array_remove(string_to_array('. ' || NEW.stems, ' '), '')))
                ON CONFLICT (entry_id) DO UPDATE SET found = excluded.found;
            END IF;
            RETURN NULL;
        END $$""",
    """CREATE TRIGGER searchentry_kept AFTER INSERT OR DELETE OR UPDATE OF stems ON regions_searchentry
        FOR EACH ROW EXECUTE FUNCTION varv_keep_search_index()""",
    """CREATE TRIGGER searchentry_emptied AFTER TRUNCATE ON regions_searchentry
        FOR EACH STATEMENT EXECUTE FUNCTION varv_keep_search_index()""",
    """CREATE FUNCTION varv_sought(wanted text) RETURNS SETOF bigint LANGUAGE plpgsql ROWS 5000 AS $$
        BEGIN
            PERFORM set_config('varv.sought', wanted, true);
            RETURN QUERY SELECT entry_id FROM regions_searchindex;
        END $$""",
)
UNDO = {
    "sqlite": (
        "DROP TRIGGER searchentry_added",
        "DROP TRIGGER searchentry_removed",
        "DROP TRIGGER searchentry_changed",
        "DROP TABLE regions_searchindex",
    ),
    "postgresql": (
        "DROP TRIGGER searchentry_kept ON regions_searchentry",
        "DROP TRIGGER searchentry_emptied ON regions_searchentry",
        "DROP FUNCTION varv_sought",
        "DROP FUNCTION varv_keep_search_index",
        "DROP TABLE regions_searchindex",
    ),
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


class MakeSearchIndex(Operation):
    """Migration: the database's own index over the stems of the entries, and what keeps it."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002 -- Django gives the states by these names; SQL of one vendor needs neither
        """Make it."""
        for statement in DO[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002 -- Django gives the states by these names; SQL of one vendor needs neither
        """Take it away."""
        for statement in UNDO[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def describe(self) -> str:
        """For the list of migrations."""
        return "Make the index that is searched"


class Matching(Expression):
    """The ids of the entries that have these terms: for ``pk__in``. Stems hold letters and digits only."""

    def __init__(self, terms: tuple[Term, ...], *, any_of_them: bool) -> None:
        super().__init__(output_field=models.BigIntegerField())
        self.terms = terms
        self.any_of_them = any_of_them

    def as_sqlite(self, *_: Any, **__: Any) -> tuple[str, list[str]]:
        """Asked of FTS5."""
        asked = (" OR " if self.any_of_them else " AND ").join(map(_fts5, self.terms))
        return "(SELECT rowid FROM regions_searchindex WHERE regions_searchindex MATCH %s)", [asked]

    def as_postgresql(self, *_: Any, **__: Any) -> tuple[str, list[str]]:
        """Asked of ``tsvector``."""
        asked = (" | " if self.any_of_them else " & ").join(map(_tsquery, self.terms))
        return "(SELECT found FROM varv_sought(%s) AS found)", [asked]


def _fts5(term: Term) -> str:
    return "(" + " OR ".join([f'"{term.stem}"', *(f'"{beginning}"*' for beginning in term.beginnings)]) + ")"


def _tsquery(term: Term) -> str:
    return "(" + " | ".join([f"'{term.stem}'", *(f"'{beginning}':*" for beginning in term.beginnings)]) + ")"


def has_all(sought: Sought) -> Matching:
    """Entries that have all the terms."""
    return Matching(sought.terms, any_of_them=False)


def has_any(terms: tuple[Term, ...]) -> Matching:
    """Entries that have one of the terms."""
    return Matching(terms, any_of_them=True)


def matching(entries: models.QuerySet[Row], sought: Sought) -> models.QuerySet[Row]:
    """The entries that have all the terms and phrases, and none of what must not be there."""
    found = entries.filter(pk__in=has_all(sought))
    for phrase in sought.phrases:
        found = found.filter(stems__contains=f" {' '.join(phrase)} ")
    return found.exclude(pk__in=has_any(sought.without)) if sought.without else found
