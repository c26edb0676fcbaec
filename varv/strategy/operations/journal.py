"""The journal of a chain: every edit of its steps, links and factors, so that it can be undone and seen elsewhere.

A verb that has locked the chain and changed its rows calls ``note`` where it would have called ``trail.write``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.owned import facts
from varv.strategy.models import ChainEdit, ChainFactor, ChainLink, ChainStep

Row = ChainStep | ChainLink | ChainFactor
Side = dict[str, dict[str, Any]]

# What an edit calls the rows it tells of; in the order in which a row may stand on another.
KINDS: Mapping[str, type[Row]] = {"step": ChainStep, "link": ChainLink, "factor": ChainFactor}
_NAMES = {model: kind for kind, model in KINDS.items()}


def note(
    verb: str,
    *rows: Row,
    removed: Iterable[Row] = (),
    undoes: Mapping[int, ChainEdit] | None = None,
    by: Actor,
    at: datetime,
) -> list[ChainEdit]:
    """Write one edit in the journal of each chain that the rows belong to, and a trail line for each row.

    ``rows`` are new ones, or ``locked()`` and changed since; ``removed`` are ``locked()`` and deleted after this call.
    ``undoes`` gives, for each chain's id, the edit that is taken back. The chains are locked by the caller.
    """
    gone = list(removed)
    before: Side = defaultdict(dict)
    after: Side = defaultdict(dict)
    for row in [*rows, *gone]:
        kind = _NAMES[type(row)]
        before[kind][str(row.pk)] = None if row.as_it_was is None else dict(row.as_it_was)
        after[kind][str(row.pk)] = None if row in gone else facts(row)
        trail.write(row, verb, by=by, at=at, removed=row in gone)
    edit = ChainEdit(verb=verb, before=before, after=after, region_id=by.region_id, made_by_id=by.person_id, made_at=at)
    return [_written(edit, chain_id, undoes or {}) for chain_id in sorted({row.chain_id for row in [*rows, *gone]})]


def _written(edit: ChainEdit, chain_id: int, undoes: Mapping[int, ChainEdit]) -> ChainEdit:
    """The edit as the next of this chain."""
    edits = ChainEdit.objects.of(edit.region_id)
    last = edits.filter(chain=chain_id).aggregate(number=Max("number"))["number"]
    written: ChainEdit = edits.create(
        region_id=edit.region_id,
        chain_id=chain_id,
        number=(last or 0) + 1,
        verb=edit.verb,
        before=edit.before,
        after=edit.after,
        undoes=undoes.get(chain_id),
        made_by_id=edit.made_by_id,
        made_at=edit.made_at,
    )
    return written
