"""Goals of different documents that pull the same way.

A link says what someone sees in two texts that others have decided on; it is no part of either text. So it is made,
changed and taken away also when the documents are adopted, and makes no new version of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Required, TypedDict, Unpack

from django.db import transaction

from varv.core.kinds import DocumentKind, Strength
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy import rules
from varv.strategy.models import Goal, GoalLink, SteeringDocument
from varv.strategy.operations.documents import draft_document
from varv.strategy.operations.goals import add_goal


class ContributionSaid(TypedDict, total=False):
    """How clearly a goal is found in another, how much of it in per cent if someone has said so, and why."""

    strength: Required[Strength]
    share: Decimal | None
    reason: str


@dataclass(frozen=True)
class PartnerGoal:
    """A goal of somebody else's plan, and which of ours it contributes to, how clearly and why, if to any."""

    outline: str
    name: str
    contributes_to: Goal | None = None
    strength: Strength = Strength.PARTLY
    reason: str = ""


@transaction.atomic
def link_goals(*, source: Goal, target: Goal, by: Actor, at: datetime, **said: Unpack[ContributionSaid]) -> GoalLink:
    """A goal is seen to contribute to a goal of another document, whether or not the documents are adopted."""
    rules.check_plan(by)
    same_region(source, target)
    target = target.locked()
    link = GoalLink(region_id=source.region_id, source=source, target=target, **said)
    rules.check_goal_link(link)
    link.save()
    trail.write(link, "linked", by=by, at=at)
    return link


@transaction.atomic
def edit_goal_link(*, link: GoalLink, revision: int, by: Actor, at: datetime, **said: Unpack[ContributionSaid]) -> None:
    """Say better how clearly, how much and why. Between which goals is another link."""
    rules.check_plan(by)
    link.target.locked()
    link = link.locked()
    trail.check_fresh(link, revision)
    for name, value in said.items():
        setattr(link, name, value)
    rules.check_goal_link(link)
    link.change(**said)
    trail.write(link, "edited", by=by, at=at)


@transaction.atomic
def unlink_goals(*, link: GoalLink, by: Actor, at: datetime) -> None:
    """The contribution is no longer seen. The trail keeps that it was, and why it was thought so."""
    rules.check_plan(by)
    link = link.locked()
    trail.write(link, "removed", by=by, at=at, removed=True)
    link.delete()


@transaction.atomic
def enter_partner_plan(
    *,
    name: str,
    organisation: str,
    starts_on: date,
    ends_on: date | None,
    link: str,
    goals: Sequence[PartnerGoal],
    by: Actor,
    at: datetime,
) -> SteeringDocument:
    """Write in somebody else's plan, its goals and what they contribute to: all of it, or nothing.

    The plan is titled with its organisation, since many partners have a plan of the same name. Raises what
    ``draft_document``, ``add_goal`` and ``link_goals`` refuse, and ``partner_plan.no_goals`` without any goal.
    """
    if not goals:
        raise RuleBroken("partner_plan.no_goals")
    document = draft_document(
        kind=DocumentKind.PARTNER_PLAN,
        title=f"{organisation}: {name}",
        starts_on=starts_on,
        ends_on=ends_on,
        link=link,
        by=by,
        at=at,
    )
    for told in goals:
        goal = add_goal(document=document, outline=told.outline, name=told.name, by=by, at=at)
        if told.contributes_to is not None:
            link_goals(
                source=goal, target=told.contributes_to, strength=told.strength, reason=told.reason, by=by, at=at
            )
    return document
