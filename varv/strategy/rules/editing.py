"""What holds while several people work on the same chain: steps that stand in many chains, and what is undone."""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import PlanState
from varv.regions.models import TrailEntry
from varv.regions.owned import Owned, columns, facts
from varv.strategy.models import Chain, ChainEdit, ChainFactor, ChainLink, ChainStep
from varv.strategy.rules.chains import check_evidence, check_link, check_step
from varv.strategy.rules.plans import check_edit_plan

# Where a row stands among the others is no part of what it says, and its revision only counts.
BESIDE_THE_POINT = frozenset({"place", "revision"})
# What is known moved, because of a finding that still stands: nobody undoes that by undoing their own writing.
EVIDENCE_MOVED = "evidence_moved"


def check_place_shared_step(chain: Chain, step: ChainStep) -> None:
    """A step of another chain stands here once."""
    root = step.origin_id or step.pk
    here = ChainStep.objects.of(chain.region_id).filter(chain=chain)
    if step.chain_id == chain.pk or here.filter(pk=root).exists() or here.filter(origin=root).exists():
        raise RuleBroken("step.stands_here_already", field="step", text=step.text)


def check_edit_placings(chains: Iterable[Chain], text: str, by: Actor) -> None:
    """What a step says is changed in all its chains at once, so none of them may be adopted."""
    found = list(chains)
    adopted = [chain.name for chain in found if chain.state is PlanState.ADOPTED]
    if len(found) > 1 and adopted:
        raise RuleBroken("step.stands_in_adopted", text=text, chains=", ".join(adopted))
    for chain in found:
        check_edit_plan(chain, by)


def check_part_step(step: ChainStep) -> None:
    """Only a step that stands in several chains can be made one of its own."""
    if step.origin_id is None and not step.placings.exists():
        raise RuleBroken("step.stands_alone", text=step.text)


def own_edits(chain: Chain, by: Actor) -> tuple[list[int], list[int]]:
    """The ids of the person's edits that stand, and of the undos that can be done again; the next in turn last.

    Doing something new after an undo leaves what was undone behind.
    """
    made = ChainEdit.objects.of(chain.region_id).filter(chain=chain, made_by=by.person_id).exclude(verb=EVIDENCE_MOVED)
    done: list[int] = []
    undone: list[int] = []
    for pk, undoes in made.order_by("number").values_list("pk", "undoes"):
        if undoes is None:
            done.append(pk)
            undone.clear()
        elif undoes in done:
            done.remove(undoes)
            undone.append(pk)
        else:
            undone.remove(undoes)
            done.append(pk)
    return done, undone


def check_undo(chain: Chain, by: Actor) -> None:
    """Whoever has done something here can take it back, while the chain is open."""
    check_edit_plan(chain, by)
    if not own_edits(chain, by)[0]:
        raise RuleBroken("edit.nothing_to_undo")


def check_redo(chain: Chain, by: Actor) -> None:
    """Whoever has undone something, and nothing new since, can do it again."""
    check_edit_plan(chain, by)
    if not own_edits(chain, by)[1]:
        raise RuleBroken("edit.nothing_to_redo")


def check_untouched(row: Owned, left_as: Mapping[str, Any] | None, now: Owned | None, fields: Iterable[str]) -> None:
    """The row is as the edit left it, in these fields; else the refusal names who has changed what since."""
    if (left_as is None) is (now is None):
        if left_as is None or now is None:
            return
        stands = facts(now)
        if all(stands[field] == left_as[field] for field in fields):
            return
    refuse_changed(row)


def refuse_changed(row: Owned) -> NoReturn:
    """Someone has changed this row since: say who, when, and what it is called."""
    last = TrailEntry.objects.about(row).last()
    told = {"by": last.person, "at": last.at} if last else {"by": "", "at": None}
    raise RuleBroken("edit.changed_since", what=_called(row) or (last.thing if last else ""), **told)


def _called(row: Owned) -> str:
    if not isinstance(row, ChainLink):
        return str(row)
    ends = ChainStep.objects.of(row.region_id).in_bulk([row.source_id, row.target_id])
    return " → ".join(str(ends.get(pk, "…")) for pk in (row.source_id, row.target_id))


def check_ties(rows: Iterable[Owned]) -> None:
    """The steps and links that a row stands on are still there."""
    for row in rows:
        for name, field in columns(row).items():
            pk, model = getattr(row, name), field.related_model
            if pk is None or model not in {ChainStep, ChainLink}:
                continue
            tie = model(pk=pk, region_id=row.region_id)
            if not model.objects.of(row.region_id).filter(pk=pk).exists():
                refuse_changed(tie)


def check_restored(row: ChainStep | ChainLink | ChainFactor) -> None:
    """What comes back follows the same rules as what is new: others may have built on meanwhile."""
    if isinstance(row, ChainStep):
        check_step(row)
        _check_says_the_same(row)
    elif isinstance(row, ChainLink):
        check_link(row)
        check_evidence(row)


def _check_says_the_same(step: ChainStep) -> None:
    root = step.origin or step
    said = (root.level, root.text, root.generic_activity_id)
    others = ChainStep.objects.of(step.region_id).filter(origin=root).in_order()
    apart = [other for other in [step, *others] if (other.level, other.text, other.generic_activity_id) != said]
    if apart or root.origin_id is not None:
        raise RuleBroken("edit.shared_step_differs", text=step.text)
