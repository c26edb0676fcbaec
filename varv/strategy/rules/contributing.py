"""What holds for links between goals of different documents: they pull onward, once, and share at most the whole."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum

from varv.core.refusals import RuleBroken
from varv.strategy.models import Goal, GoalLink

WHOLE = Decimal(100)


def check_goal_link(link: GoalLink) -> None:
    """The link as it would become: between two documents, once, never round in a ring, and no share too large."""
    _check_ends(link)
    others = GoalLink.objects.of(link.region_id).exclude(pk=link.pk)
    if others.filter(source=link.source_id, target=link.target_id).exists():
        raise RuleBroken("goal_link.exists_already", field="target", source=str(link.source), target=str(link.target))
    _check_loop(link)
    _check_share(link)


def check_goal_for_links(goal: Goal) -> None:
    """A goal that no longer holds contributes to nothing, and nothing to it."""
    if goal.retired_on is not None:
        raise RuleBroken("goal_link.goal_is_retired", field="target", name=str(goal))


def _check_ends(link: GoalLink) -> None:
    check_goal_for_links(link.source)
    check_goal_for_links(link.target)
    if link.source.document_id == link.target.document_id:
        raise RuleBroken("goal_link.same_document", field="target", name=str(link.target))


def _check_loop(link: GoalLink) -> None:
    """Follow every link of the region from the target: none may lead back to the source."""
    onward: defaultdict[int, set[int]] = defaultdict(set)
    ends = GoalLink.objects.of(link.region_id).exclude(pk=link.pk).values_list("source_id", "target_id")
    for source, target in ends:
        onward[source].add(target)
    waiting, seen = [link.target_id], {link.target_id}
    while waiting:
        new = onward[waiting.pop()] - seen
        waiting += new
        seen |= new
    if link.source_id in seen:
        raise RuleBroken("goal_link.closes_loop", field="target", source=str(link.source), target=str(link.target))


def _check_share(link: GoalLink) -> None:
    """A share is a part of the target. Above a hundred in all the parts would say more than there is to say."""
    if link.share is None:
        return
    if not 0 < link.share <= WHOLE:
        raise RuleBroken("goal_link.share_outside", field="share")
    others = GoalLink.objects.of(link.region_id).filter(target=link.target_id).between_goals_in_force()
    taken = others.exclude(pk=link.pk).aggregate(taken=Sum("share"))["taken"]
    if taken is not None and taken + link.share > WHOLE:
        raise RuleBroken("goal_link.shares_exceed", field="share", target=str(link.target), taken=taken)
