"""The steps of a chain and the links between them. They change while their chain may be changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.timezone import localtime

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.theory import Claim, Evidence, Level
from varv.regions import trail
from varv.regions.keys import Keyed
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Chain, ChainLink, ChainStep, GenericActivity
from varv.strategy.operations import journal
from varv.strategy.operations.shared_steps import hand_over_origin, locked_placings, next_place


class LinkSaid(TypedDict, total=False):
    """Why one step is thought to lead to another, and how well that is known."""

    rationale: str
    assumption: str
    tested_how: str
    evidence: Evidence
    claim: Claim
    evidence_source: str
    evidence_year: int | None
    finding: str


@transaction.atomic
def add_step(
    *,
    chain: Chain,
    level: Level,
    text: str,
    generic_activity: GenericActivity | None = None,
    by: Actor,
    at: datetime,
    **known: Unpack[Keyed],
) -> ChainStep:
    """A new step, last on its chain. An activity may be of a generic kind."""
    chain = chain.locked()
    rules.check_edit_plan(chain, by)
    same_region(chain, generic_activity)
    step = ChainStep(region_id=chain.region_id, chain=chain, level=level, text=text, **known)
    step.generic_activity, step.place = generic_activity, next_place(chain)
    rules.check_step(step)
    step.save()
    journal.note("added", step, by=by, at=at)
    return step


@transaction.atomic
def edit_step(
    *,
    step: ChainStep,
    level: Level,
    text: str,
    generic_activity: GenericActivity | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Say a step better, or put it on another level if its links still go onward; in every chain where it stands."""
    step, chains, others = locked_placings(step)
    rules.check_edit_placings(chains, step.text, by)
    trail.check_fresh(step, revision)
    same_region(step, generic_activity)
    for row in (step, *others):
        _say(row, level, text, generic_activity)
    journal.note("edited", step, *others, by=by, at=at)


def _say(step: ChainStep, level: Level, text: str, generic_activity: GenericActivity | None) -> None:
    step.level, step.text, step.generic_activity = level, text, generic_activity
    rules.check_step(step)
    step.change(level=level, text=text, generic_activity=generic_activity)


@transaction.atomic
def move_step(
    *, step: ChainStep, place: int, level: Level | None = None, revision: int, by: Actor, at: datetime
) -> None:
    """Put a step at this place (from 1; beyond the last is last) among those of its level, or of another level.

    To another level it goes in every chain where it stands, if its links still go onward.
    """
    step, chains, others = locked_placings(step)
    level = level or step.level
    to_another = level is not step.level
    rules.check_edit_placings([chain for chain in chains if to_another or chain.pk == step.chain_id], step.text, by)
    trail.check_fresh(step, revision)
    moved = [step, *others] if to_another else [step]
    if to_another:
        for row in moved:
            _say(row, level, row.text, row.generic_activity)
    shifted = _shifted(step, place)
    if to_another or shifted:
        journal.note("moved", *moved, *(row for row in shifted if row is not step), by=by, at=at)


def _shifted(step: ChainStep, place: int) -> list[ChainStep]:
    """Deal the places of the level out again with the step at its new one; the rows that got another."""
    found = ChainStep.objects.of(step.region_id).filter(chain=step.chain_id, level=step.level).in_order()
    beside = list(found.exclude(pk=step.pk))
    index = min(max(place, 1) - 1, len(beside))
    in_order = [*beside[:index], step, *beside[index:]]
    dealt, shifted = 0, []
    for row, free in zip(in_order, sorted(row.place for row in in_order), strict=True):
        dealt = max(free, dealt + 1)
        if row.place != dealt:
            held = row if row is step else row.locked()
            held.change(place=dealt)
            shifted.append(held)
    return shifted


@transaction.atomic
def remove_step(*, step: ChainStep, by: Actor, at: datetime) -> None:
    """Take away a step that nothing is linked to and nothing stands on. Earlier versions still show it."""
    step, chains, _others = locked_placings(step)
    rules.check_edit_plan(next(chain for chain in chains if chain.pk == step.chain_id), by)
    rules.check_remove_step(step)
    _remove([step], by=by, at=at)


@transaction.atomic
def remove_step_with_links(*, step: ChainStep, by: Actor, at: datetime) -> None:
    """Take away a step and the links to and from it, in one edit, so that one undo gives all of it back."""
    step, chains, _others = locked_placings(step)
    rules.check_edit_plan(next(chain for chain in chains if chain.pk == step.chain_id), by)
    links = ChainLink.objects.of(step.region_id).filter(Q(source=step) | Q(target=step)).in_order()
    _remove([*(link.locked() for link in links), step], by=by, at=at)


@transaction.atomic
def link_steps(*, source: ChainStep, target: ChainStep, by: Actor, at: datetime, **said: Unpack[LinkSaid]) -> ChainLink:
    """One step of a chain is thought to lead to another."""
    same_region(source, target)
    chain = source.chain.locked()
    rules.check_edit_plan(chain, by)
    source, target = source.locked(), target.locked()
    link = ChainLink(region_id=chain.region_id, chain=chain, source=source, target=target, **said)
    rules.check_link(link)
    rules.check_evidence(link)
    rules.check_evidence_year(link, localtime(at).date())
    link.save()
    journal.note("linked", link, by=by, at=at)
    return link


@transaction.atomic
def edit_link(*, link: ChainLink, revision: int, by: Actor, at: datetime, **edited: Unpack[LinkSaid]) -> None:
    """Say better why a link should hold, and how well that is known. Only what is given is changed."""
    rules.check_edit_plan(link.chain.locked(), by)
    link = link.locked()
    trail.check_fresh(link, revision)
    for name, value in edited.items():
        setattr(link, name, value)
    rules.check_evidence(link)
    rules.check_evidence_year(link, localtime(at).date())
    link.change(**edited)
    journal.note("edited", link, by=by, at=at)


@transaction.atomic
def unlink_steps(*, link: ChainLink, by: Actor, at: datetime) -> None:
    """Take away a link that no finding stands on. Earlier versions still show it."""
    rules.check_edit_plan(link.chain.locked(), by)
    _remove([link.locked()], by=by, at=at)


def _remove(rows: Sequence[ChainStep | ChainLink], *, by: Actor, at: datetime) -> None:
    """Delete with the risks and conditions told of them, unless something on a higher floor points here.

    What that is, the floors below do not know.
    """
    beside = [factor.locked() for row in rows for factor in row.factors.in_order()]
    changed = [other for row in rows if isinstance(row, ChainStep) for other in hand_over_origin(row)]
    journal.note("removed", *changed, removed=[*beside, *rows], by=by, at=at)
    for row in (*beside, *rows):
        _delete(row)


def _delete(row: journal.Row) -> None:
    try:
        row.delete()
    except ProtectedError as protected:
        kind = "step" if isinstance(row, ChainStep) else "link"
        raise RuleBroken(f"{kind}.is_stood_on", text=str(row)) from protected
