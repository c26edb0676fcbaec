"""Steps that stand in several chains: one row in each, that say the same. The first of them is the others' origin."""

from datetime import datetime
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Max, Q

from varv.core.roles import Actor
from varv.regions.keys import Keyed
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Chain, ChainEdit, ChainStep
from varv.strategy.operations import journal


def locked_chains(region_id: int, ids: Any) -> list[Chain]:
    """These chains as they are now, always locked in the same order, so that nobody waits for each other in a ring."""
    return list(Chain.objects.of(region_id).filter(pk__in=ids).select_for_update().order_by("pk"))


def placings(step: ChainStep) -> Any:
    """All rows of a step, its own included, the origin first."""
    root = step.origin_id or step.pk
    return ChainStep.objects.of(step.region_id).filter(Q(pk=root) | Q(origin=root)).order_by("pk")


def locked_placings(step: ChainStep) -> tuple[ChainStep, list[Chain], list[ChainStep]]:
    """The step, the chains it stands in and its rows in the other chains, all locked."""
    chains = locked_chains(step.region_id, placings(step).values("chain"))
    step = step.locked()
    return step, chains, [other.locked() for other in placings(step).exclude(pk=step.pk)]


def next_place(chain: Chain) -> int:
    """The place after the last step of a chain."""
    last = ChainStep.objects.of(chain.region_id).filter(chain=chain).aggregate(place=Max("place"))["place"]
    return 1 if last is None else last + 1


@transaction.atomic
def place_shared_step(*, chain: Chain, step: ChainStep, by: Actor, at: datetime, **known: Unpack[Keyed]) -> ChainStep:
    """Let a step of another chain stand in this one too, last. From now on it says the same in both."""
    same_region(chain, step)
    root: ChainStep = placings(step).first()
    held = {one.pk: one for one in locked_chains(chain.region_id, [chain.pk, root.chain_id])}
    chain, root = held[chain.pk], root.locked()
    rules.check_edit_plan(chain, by)
    rules.check_place_shared_step(chain, step)
    placed = ChainStep(region_id=chain.region_id, chain=chain, origin=root, place=next_place(chain), **known)
    placed.level, placed.text, placed.generic_activity_id = root.level, root.text, root.generic_activity_id
    placed.save()
    journal.note("placed", placed, by=by, at=at)
    return placed


@transaction.atomic
def part_step(*, step: ChainStep, by: Actor, at: datetime) -> ChainEdit:
    """Make a step that stands in several chains one of its own here. The others still say the same as each other."""
    step, chains, _others = locked_placings(step)
    rules.check_edit_plan(next(chain for chain in chains if chain.pk == step.chain_id), by)
    rules.check_part_step(step)
    changed = hand_over_origin(step)
    if step.origin_id is not None:
        step.change(origin=None)
    edits = journal.note("parted", step, *changed, by=by, at=at)
    return next(edit for edit in edits if edit.chain_id == step.chain_id)


def hand_over_origin(step: ChainStep) -> list[ChainStep]:
    """If other rows stand on this one, let the next of them be their origin. The rows that were changed."""
    others = [other.locked() for other in step.placings.order_by("pk")]
    for other in others:
        other.change(origin=None if other is others[0] else others[0])
    return others
