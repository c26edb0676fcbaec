"""The steps of a chain and the links between them. They change while their chain may be changed."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max, ProtectedError

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.theory import Claim, Evidence, Level
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Chain, ChainLink, ChainStep, GenericActivity


class LinkSaid(TypedDict, total=False):
    """Why one step is thought to lead to another, and how well that is known."""

    rationale: str
    assumption: str
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
) -> ChainStep:
    """A new step, last on its chain. An activity may be of a generic kind."""
    chain = chain.locked()
    rules.check_edit_plan(chain, by)
    same_region(chain, generic_activity)
    last = ChainStep.objects.of(chain.region_id).filter(chain=chain).aggregate(place=Max("place"))["place"]
    step = ChainStep(region_id=chain.region_id, chain=chain, level=level, text=text, generic_activity=generic_activity)
    step.place = 1 if last is None else last + 1
    rules.check_step(step)
    step.save()
    trail.write(step, "added", by=by, at=at)
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
    """Say a step better, or put it on another level if its links still go onward."""
    rules.check_edit_plan(step.chain.locked(), by)
    step = step.locked()
    trail.check_fresh(step, revision)
    same_region(step, generic_activity)
    step.level, step.text, step.generic_activity = level, text, generic_activity
    rules.check_step(step)
    step.change(level=level, text=text, generic_activity=generic_activity)
    trail.write(step, "edited", by=by, at=at)


@transaction.atomic
def remove_step(*, step: ChainStep, by: Actor, at: datetime) -> None:
    """Take away a step that nothing is linked to and nothing stands on. Earlier versions still show it."""
    rules.check_edit_plan(step.chain.locked(), by)
    step = step.locked()
    rules.check_remove_step(step)
    _remove(step, "step.is_stood_on", text=step.text, by=by, at=at)


@transaction.atomic
def link_steps(*, source: ChainStep, target: ChainStep, by: Actor, at: datetime, **said: Unpack[LinkSaid]) -> ChainLink:
    """One step of a chain is thought to lead to another."""
    same_region(source, target)
    chain = source.chain.locked()
    rules.check_edit_plan(chain, by)
    link = ChainLink(region_id=chain.region_id, chain=chain, source=source, target=target, **said)
    rules.check_link(link)
    rules.check_evidence(link)
    link.save()
    trail.write(link, "linked", by=by, at=at)
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
    link.change(**edited)
    trail.write(link, "edited", by=by, at=at)


@transaction.atomic
def unlink_steps(*, link: ChainLink, by: Actor, at: datetime) -> None:
    """Take away a link that no finding stands on. Earlier versions still show it."""
    rules.check_edit_plan(link.chain.locked(), by)
    link = link.locked()
    _remove(link, "link.is_stood_on", by=by, at=at)


def _remove(thing: ChainStep | ChainLink, code: str, *, by: Actor, at: datetime, **facts: object) -> None:
    """Delete, unless something on a higher floor points here; what that is, the floors below do not know."""
    trail.write(thing, "removed", by=by, at=at, removed=True)
    try:
        thing.delete()
    except ProtectedError as protected:
        raise RuleBroken(code, **facts) from protected
