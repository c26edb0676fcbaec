"""What stands beside a chain: risks, side effects and conditions. They change while their chain may be changed."""

from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.db.models import Max

from varv.core.roles import Actor
from varv.core.theory import FactorKind
from varv.regions import trail
from varv.regions.keys import Keyed
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Chain, ChainFactor, ChainLink, ChainStep
from varv.strategy.operations import journal


@transaction.atomic
def add_factor(
    *,
    chain: Chain,
    kind: FactorKind,
    text: str,
    step: ChainStep | None = None,
    link: ChainLink | None = None,
    by: Actor,
    at: datetime,
    **known: Unpack[Keyed],
) -> ChainFactor:
    """Something to keep an eye on: of the whole chain, or of one step or one link of it."""
    chain = chain.locked()
    rules.check_edit_plan(chain, by)
    same_region(chain, step, link)
    last = ChainFactor.objects.of(chain.region_id).filter(chain=chain).aggregate(place=Max("place"))["place"]
    factor = ChainFactor(region_id=chain.region_id, chain=chain, kind=kind, text=text.strip(), **known)
    factor.step, factor.link = step, link
    factor.place = 1 if last is None else last + 1
    rules.check_factor(factor)
    factor.save()
    journal.note("added", factor, by=by, at=at)
    return factor


@transaction.atomic
def edit_factor(
    *,
    factor: ChainFactor,
    kind: FactorKind,
    text: str,
    step: ChainStep | None,
    link: ChainLink | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Say it better, or of something else."""
    rules.check_edit_plan(factor.chain.locked(), by)
    factor = factor.locked()
    trail.check_fresh(factor, revision)
    same_region(factor, step, link)
    said = {"kind": kind, "text": text.strip(), "step": step, "link": link}
    for name, value in said.items():
        setattr(factor, name, value)
    rules.check_factor(factor)
    factor.change(**said)
    journal.note("edited", factor, by=by, at=at)


@transaction.atomic
def remove_factor(*, factor: ChainFactor, by: Actor, at: datetime) -> None:
    """Take it away: it was no risk after all, or it is dealt with. Earlier versions still show it."""
    rules.check_edit_plan(factor.chain.locked(), by)
    factor = factor.locked()
    journal.note("removed", removed=[factor], by=by, at=at)
    factor.delete()
