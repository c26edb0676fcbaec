"""Where the databases' own full-text indexes are met: both are given the same stems, and find the same entries.

What is asked of every hit stands in a table of short rows, ``SearchFact``, which the database keeps with each change of
an entry: a common word has thousands of hits, and their texts are not read. On SQLite an FTS5 index stands beside it.
On PostgreSQL the table itself has a ``tsvector`` with a GIN index, and there the second lock on tenancy stands in the
way: an index is not asked before the lock has let each row through, unless the question is leakproof, and ``@@`` is
not. So the question is a part of the lock itself (``varv.sought``): what is not sought is not seen. Whoever remakes
``regions_searchentry`` on SQLite makes the triggers again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.migrations.operations.base import Operation
from django.db.models import Exists, OuterRef
from django.db.models.expressions import Expression

from varv.core.sought import Sought, Term
from varv.regions.models import SearchEntry, SearchFact
from varv.regions.row_security import EVERY_REGION, SETTING

# The facts, as rows or as some of their values.
Facts = TypeVar("Facts", bound=models.QuerySet[Any, Any])

# The setting is asked for once, not for each of thousands of hits.
MINE = f"(SELECT current_setting('{SETTING}', true)) IN ('{EVERY_REGION}', region_id::text)"
# Before a word of the title, in the index of PostgreSQL: no word of a text begins with it.
TITLE = "§"

SQLITE = (
    """CREATE VIRTUAL TABLE regions_searchindex USING fts5(
        title_stems, stems, content='regions_searchentry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', detail='column')""",
    """CREATE TRIGGER searchentry_added AFTER INSERT ON regions_searchentry BEGIN
        INSERT INTO regions_searchindex (rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems);
        INSERT INTO regions_searchfact (id, region_id, revision, kind, thing_id, is_open, day, year)
        VALUES (new.id, new.region_id, new.revision, new.kind, new.thing_id, new.is_open, new.day, new.year); END""",
    """CREATE TRIGGER searchentry_removed AFTER DELETE ON regions_searchentry BEGIN
        INSERT INTO regions_searchindex (regions_searchindex, rowid, title_stems, stems)
        VALUES ('delete', old.id, old.title_stems, old.stems);
        DELETE FROM regions_searchfact WHERE id = old.id; END""",
    """CREATE TRIGGER searchentry_changed AFTER UPDATE ON regions_searchentry BEGIN
        INSERT INTO regions_searchindex (regions_searchindex, rowid, title_stems, stems)
        VALUES ('delete', old.id, old.title_stems, old.stems);
        INSERT INTO regions_searchindex (rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems);
        UPDATE regions_searchfact SET region_id = new.region_id, revision = new.revision, kind = new.kind,
            thing_id = new.thing_id, is_open = new.is_open, day = new.day, year = new.year
        WHERE id = new.id; END""",
)
POSTGRESQL = (
    "ALTER TABLE regions_searchfact ADD COLUMN found tsvector",
    "CREATE INDEX searchfact_found ON regions_searchfact USING gin (found) WITH (fastupdate = off)",
    "DROP POLICY region_only ON regions_searchfact",
    f"""CREATE POLICY sought_only ON regions_searchfact FOR SELECT
        USING ({MINE} AND found @@ current_setting('varv.sought', true)::tsquery)""",
    f"CREATE POLICY region_added ON regions_searchfact FOR INSERT WITH CHECK ({MINE})",
    f"CREATE POLICY region_changed ON regions_searchfact FOR UPDATE USING ({MINE}) WITH CHECK ({MINE})",
    f"CREATE POLICY region_removed ON regions_searchfact FOR DELETE USING ({MINE})",
    # A statement's rows at once. Every entry has the lexeme ".", and no text has it: here every entry is sought.
    """CREATE FUNCTION varv_keep_search_facts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM set_config('varv.sought', '''.''', true);
            IF TG_OP = 'TRUNCATE' THEN
                DELETE FROM regions_searchfact;
            ELSIF TG_OP = 'DELETE' THEN
                DELETE FROM regions_searchfact USING told WHERE regions_searchfact.id = told.id;
            ELSE
                INSERT INTO regions_searchfact
                    (id, region_id, revision, kind, thing_id, is_open, day, year, found)
                SELECT id, region_id, revision, kind, thing_id, is_open, day, year,
                    array_to_tsvector(array_remove(string_to_array(
                        '. ' || stems || ' §' || replace(trim(title_stems), ' ', ' §'), ' '), ''))
                FROM told
                ON CONFLICT (id) DO UPDATE SET
                    region_id = excluded.region_id, revision = excluded.revision, kind = excluded.kind,
                    thing_id = excluded.thing_id, is_open = excluded.is_open, day = excluded.day,
                    year = excluded.year, found = excluded.found;
            END IF;
            RETURN NULL;
        END $$""",
    """CREATE TRIGGER searchentry_added AFTER INSERT ON regions_searchentry
        REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION varv_keep_search_facts()""",
    """CREATE TRIGGER searchentry_changed AFTER UPDATE ON regions_searchentry
        REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION varv_keep_search_facts()""",
    """CREATE TRIGGER searchentry_removed AFTER DELETE ON regions_searchentry
        REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION varv_keep_search_facts()""",
    """CREATE TRIGGER searchentry_emptied AFTER TRUNCATE ON regions_searchentry
        FOR EACH STATEMENT EXECUTE FUNCTION varv_keep_search_facts()""",
)
_EVENTS = ("added", "changed", "removed")
_POLICIES = ("sought_only", "region_added", "region_changed", "region_removed")
UNDO = {
    "sqlite": (
        *(f"DROP TRIGGER searchentry_{event}" for event in _EVENTS),
        "DROP TABLE regions_searchindex",
    ),
    "postgresql": (
        *(f"DROP TRIGGER searchentry_{event} ON regions_searchentry" for event in (*_EVENTS, "emptied")),
        "DROP FUNCTION varv_keep_search_facts",
        *(f"DROP POLICY {name} ON regions_searchfact" for name in _POLICIES),
        "ALTER TABLE regions_searchfact DROP COLUMN found",
        f"CREATE POLICY region_only ON regions_searchfact USING ({MINE}) WITH CHECK ({MINE})",
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


@dataclass(frozen=True)
class Question:
    """All of ``terms`` and none of ``without``: in the title alone, and only as the very words, if that is wanted."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()
    in_title: bool = False
    very_words: bool = False

    def in_fts5(self) -> str:
        """For SQLite. Stems hold letters and digits only."""
        every = [_one_of(" OR ", f'"{one.stem}"', *(f'"{part}"*' for part in self._begun(one))) for one in self.terms]
        column = "title_stems" if self.in_title else "stems"
        asked = f"{{{column}}} : ({' AND '.join(every)})"
        left_out = _one_of(" OR ", *(f'"{one.stem}"' for one in self.without))
        return f"({asked}) NOT {left_out}" if self.without else asked

    def in_tsquery(self) -> str:
        """For PostgreSQL."""
        place = TITLE if self.in_title else ""
        every = [
            _one_of(" | ", f"'{place}{one.stem}'", *(f"'{place}{part}':*" for part in self._begun(one)))
            for one in self.terms
        ]
        return " & ".join([*every, *(f"!'{one.stem}'" for one in self.without)])

    def _begun(self, term: Term) -> tuple[str, ...]:
        return () if self.very_words else term.beginnings


def _one_of(sign: str, *asked: str) -> str:
    return f"({sign.join(asked)})"


class _Indexed(Expression):
    """The ids that FTS5 finds: for ``pk__in``."""

    def __init__(self, question: Question) -> None:
        super().__init__(output_field=models.BigIntegerField())
        self.question = question

    def as_sqlite(self, *_: Any, **__: Any) -> tuple[str, list[str]]:
        """Asked of the index."""
        return "(SELECT rowid FROM regions_searchindex WHERE regions_searchindex MATCH %s)", [self.question.in_fts5()]


@contextmanager
def asked(facts: Facts, question: Question) -> Iterator[Facts]:
    """Those of the facts that answer the question. They are read within: the question ends with the transaction."""
    if connection.vendor != "postgresql":
        yield facts.filter(pk__in=_Indexed(question))
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('varv.sought', %s, true)", [question.in_tsquery()])
        yield facts


def with_phrases(facts: models.QuerySet[SearchFact], sought: Sought) -> models.QuerySet[SearchFact]:
    """Those of the facts whose entries have the phrases, word for word."""
    for phrase in sought.phrases:
        entry = SearchEntry.objects.filter(pk=OuterRef("pk"), region_id=OuterRef("region_id"))
        facts = facts.filter(Exists(entry.filter(stems__contains=f" {' '.join(phrase)} ")))
    return facts
