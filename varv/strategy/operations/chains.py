from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Chain, ChainLink, ChainStep, ChainVersion, Goal, SteeringDocument
from varv.strategy.operations.plans import Content, Decision, adopt, revise


class ChainSaid(TypedDict, total=False):
    """What may be said of a chain beside its name and document."""

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
    same_region(chain, document, chain.goal)
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
    same_region(chain, edited.get("document"), edited.get("goal"))
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
    return adopt(chain, ChainVersion, _content, adopted_on=adopted_on, decision=decision, by=by, at=at)


@transaction.atomic
def revise_chain(*, chain: Chain, by: Actor, at: datetime) -> None:
    """Open an adopted chain for changes. The version that was adopted is still the one in force."""
    revise(chain, by=by, at=at)


def _content(chain: Chain) -> Content:
    """The chain's steps and links, readable without any other row.

    A link names its steps by id and by text. ``place`` gives the order of the steps: a database may keep another.
    """
    steps = ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order().select_related("generic_activity")
    links = ChainLink.objects.of(chain.region_id).filter(chain=chain).in_order().select_related("source", "target")
    return {
        "steps": {
            str(step.pk): {
                "place": step.place,
                "level": step.level,
                "text": step.text,
                "generic_activity": str(step.generic_activity) if step.generic_activity else "",
            }
            for step in steps
        },
        "links": {str(link.pk): _link_content(link) for link in links},
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
        "rationale": link.rationale,
        "evidence_source": link.evidence_source,
        "evidence_year": link.evidence_year,
        "finding": link.finding,
    }
