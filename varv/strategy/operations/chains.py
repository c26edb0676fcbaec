from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import (
    ActionArea,
    Chain,
    ChainFactor,
    ChainLink,
    ChainStep,
    ChainVersion,
    Goal,
    SteeringDocument,
)
from varv.strategy.operations.plans import Content, Decision, adopt, revise


class ChainSaid(TypedDict, total=False):
    """What may be said of a chain beside its name and document."""

    area: ActionArea | None
    goal: Goal | None
    summary: str
    owner: User | None


class ChainEdited(ChainSaid, total=False):
    """What may be changed of a chain."""

    document: SteeringDocument
    name: str


@transaction.atomic
def draft_chain(*, document: SteeringDocument, name: str, by: Actor, at: datetime, **said: Unpack[ChainSaid]) -> Chain:
    """A new chain, as a draft without steps."""
    rules.check_plan(by)
    chain = Chain(region_id=by.region_id, document=document, name=name, **said)
    same_region(chain, document, chain.goal, chain.area)
    rules.check_chain(chain)
    chain.save()
    trail.write(chain, "drafted", by=by, at=at)
    return chain


@transaction.atomic
def edit_chain(*, chain: Chain, revision: int, by: Actor, at: datetime, **edited: Unpack[ChainEdited]) -> None:
    """Say better what the chain is about. Only what is given is changed; its steps and links are not."""
    chain = chain.locked()
    rules.check_edit_plan(chain, by)
    trail.check_fresh(chain, revision)
    same_region(chain, edited.get("document"), edited.get("goal"), edited.get("area"))
    for name, value in edited.items():
        setattr(chain, name, value)
    rules.check_chain(chain)
    chain.change(**edited)
    trail.write(chain, "edited", by=by, at=at)


@transaction.atomic
def adopt_chain(
    *, chain: Chain, adopted_on: date, by: Actor, at: datetime, **decision: Unpack[Decision]
) -> ChainVersion:
    """Make the chain's steps and links into a version that never changes. ``adopted_by`` is who decided."""
    chain = chain.locked()
    rules.check_adopt(chain, by)
    rules.check_adopt_chain(chain)
    return adopt(chain, ChainVersion, chain_content, adopted_on=adopted_on, decision=decision, by=by, at=at)


@transaction.atomic
def revise_chain(*, chain: Chain, by: Actor, at: datetime) -> None:
    """Open an adopted chain for changes. The version that was adopted is still the one in force."""
    revise(chain, by=by, at=at)


def chain_content(chain: Chain) -> Content:
    """What the chain says of itself, its steps, its links and what stands beside it, readable without any other row.

    A link names its steps by id and by text. ``place`` gives the order of the steps: a database may keep another.
    ``is_shared`` tells a step that stands in several chains, whose words are changed in all of them at once.
    """
    steps, links, factors = (
        rows.objects.of(chain.region_id).filter(chain=chain).in_order() for rows in (ChainStep, ChainLink, ChainFactor)
    )
    return {
        "chain": {str(chain.pk): _chain_content(chain)},
        "steps": {
            str(step.pk): _step_content(step)
            for step in steps.select_related("generic_activity").prefetch_related("placings")
        },
        "links": {str(link.pk): _link_content(link) for link in links.select_related("source", "target")},
        "factors": {
            str(factor.pk): _factor_content(factor)
            for factor in factors.select_related("step", "link__source", "link__target")
        },
    }


def _chain_content(chain: Chain) -> dict[str, object]:
    return {
        "name": chain.name,
        "area": chain.area.name if chain.area else "",
        "goal": str(chain.goal) if chain.goal else "",
        "summary": chain.summary,
        "owner": chain.owner.name if chain.owner else "",
    }


def _step_content(step: ChainStep) -> dict[str, object]:
    return {
        "place": step.place,
        "level": step.level,
        "text": step.text,
        "generic_activity": str(step.generic_activity) if step.generic_activity else "",
        "is_shared": step.origin_id is not None or bool(step.placings.all()),
    }


def _link_content(link: ChainLink) -> dict[str, object]:
    return {
        "source_id": str(link.source_id),
        "target_id": str(link.target_id),
        "source": link.source.text,
        "target": link.target.text,
        "evidence": link.evidence,
        "claim": link.claim,
        "assumption": link.assumption,
        "tested_how": link.tested_how,
        "rationale": link.rationale,
        "evidence_source": link.evidence_source,
        "evidence_year": link.evidence_year,
        "finding": link.finding,
    }


def _factor_content(factor: ChainFactor) -> dict[str, object]:
    """``about_id`` is the step or the link that it is said of, or empty when it is said of the whole chain."""
    about_id, about = "", ""
    if factor.step is not None:
        about_id, about = f"step-{factor.step_id}", factor.step.text
    elif factor.link is not None:
        about_id, about = f"link-{factor.link_id}", f"{factor.link.source.text} → {factor.link.target.text}"
    return {"place": factor.place, "kind": factor.kind, "text": factor.text, "about_id": about_id, "about": about}
