"""Undo and redo: each person's own edits of a chain, the latest first. Undoing is an edit of its own."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions.owned import Facts, columns
from varv.strategy import rules
from varv.strategy.models import Chain, ChainEdit
from varv.strategy.operations import journal
from varv.strategy.operations.journal import KINDS, Row
from varv.strategy.operations.shared_steps import locked_chains
from varv.strategy.rules.editing import BESIDE_THE_POINT, check_restored, check_ties, check_untouched, refuse_changed


@transaction.atomic
def undo_edit(*, chain: Chain, by: Actor, at: datetime) -> ChainEdit:
    """Take back the person's own latest edit of the chain that is not taken back yet."""
    chain = chain.locked()
    rules.check_undo(chain, by)
    done, _undone = rules.own_edits(chain, by)
    return _take_back(done[-1], chain, "undone", by=by, at=at)


@transaction.atomic
def redo_edit(*, chain: Chain, by: Actor, at: datetime) -> ChainEdit:
    """Do again what the person undid last, if nothing was done by the same person since."""
    chain = chain.locked()
    rules.check_redo(chain, by)
    _done, undone = rules.own_edits(chain, by)
    return _take_back(undone[-1], chain, "redone", by=by, at=at)


def _take_back(edit_id: int, chain: Chain, verb: str, *, by: Actor, at: datetime) -> ChainEdit:
    edit = ChainEdit.objects.of(chain.region_id).get(pk=edit_id)
    sisters = _sisters(edit)
    _check_elsewhere(edit, by)
    found = {kind: _held(kind, edit) for kind in KINDS}
    inserted, changed, removed = _sorted_out(edit, found)
    for row in inserted:
        row.save(force_insert=True)
    for row, values in changed:
        row.change(**values)
    rows = [*inserted, *(row for row, _values in changed)]
    check_ties(rows)
    for row in rows:
        check_restored(row)
    written = journal.note(verb, *rows, removed=removed, undoes=sisters, by=by, at=at)
    for row in reversed(removed):
        _delete(row)
    return next(one for one in written if one.chain_id == chain.pk)


def _sisters(edit: ChainEdit) -> dict[int, ChainEdit]:
    """The same edit as each chain that it touched wrote it down."""
    found = ChainEdit.objects.of(edit.region_id).filter(made_at=edit.made_at, made_by=edit.made_by_id, verb=edit.verb)
    same = [one for one in found.order_by("pk") if (one.before, one.after) == (edit.before, edit.after)]
    return {one.chain_id: one for one in same}


def _check_elsewhere(edit: ChainEdit, by: Actor) -> None:
    """What was said in several chains is taken back in all of them, so none may be adopted."""
    chains = {
        facts["chain_id"]
        for side, other in ((edit.before, edit.after), (edit.after, edit.before))
        for kind, rows in side.items()
        for pk, facts in rows.items()
        if facts is not None and set(_differing(facts, other[kind][pk])) != {"origin_id"}
    }
    held = locked_chains(edit.region_id, chains)
    rules.check_edit_placings(held, ", ".join(_texts(edit)), by)


def _texts(edit: ChainEdit) -> list[str]:
    steps = {**edit.before.get("step", {}), **{pk: row for pk, row in edit.after.get("step", {}).items() if row}}
    return sorted({row["text"] for row in steps.values() if row})


def _differing(one: Facts, other: Facts | None) -> list[str]:
    """The fields that an edit changed; all of them when the row came or went."""
    names = [name for name in one if name != "revision"]
    return names if other is None else [name for name in names if one[name] != other[name]]


def _held(kind: str, edit: ChainEdit) -> dict[str, Row]:
    """The rows of the edit that are there now, locked."""
    ids = [int(pk) for pk in edit.after.get(kind, {})]
    rows = KINDS[kind].objects.of(edit.region_id).filter(pk__in=ids).order_by("pk")
    return {str(row.pk): row.locked() for row in rows}


def _sorted_out(
    edit: ChainEdit, found: dict[str, dict[str, Row]]
) -> tuple[list[Row], list[tuple[Row, Facts]], list[Row]]:
    """The rows to write again, those to change with their values, and those to take away."""
    inserted: list[Row] = []
    changed: list[tuple[Row, Facts]] = []
    removed: list[Row] = []
    for kind, model in KINDS.items():
        for pk, left_as in edit.after.get(kind, {}).items():
            was, now = edit.before[kind][pk], found[kind].get(pk)
            row = now or _again(model, left_as or was)
            fields = _differing(left_as, was) if left_as and was else set(left_as or ()) - BESIDE_THE_POINT
            check_untouched(row, left_as, now, fields)
            if was is None:
                removed.append(row)
            elif left_as is None:
                inserted.append(row)
            else:
                changed.append((row, {name: _value(model, name, was[name]) for name in fields}))
    return inserted, changed, removed


def _again(model: type[Row], facts: Facts) -> Row:
    """The row as it was, with the same id and key. Its revision goes on, so that a stale form is still found out."""
    values = {name: _value(model, name, value) for name, value in facts.items()}
    return model(**{**values, "revision": facts["revision"] + 1})


def _value(model: type[models.Model], attname: str, value: Any) -> Any:
    return columns(model)[attname].to_python(value)


def _delete(row: Row) -> None:
    """Delete, unless someone has built on the row since."""
    try:
        row.delete()
    except ProtectedError as protected:
        for builder in sorted(protected.protected_objects, key=lambda one: one.pk):
            if isinstance(builder, Row):
                refuse_changed(builder)
        raise RuleBroken("edit.is_stood_on", text=str(row)) from protected
