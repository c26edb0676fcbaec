"""The strategy as a whole, and one goal with all that hangs on it."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.core.refusals import holds
from varv.core.roles import May
from varv.overview.boards.goal_sheet import goal_sheet
from varv.overview.boards.strategy_board import GoalRow, StrategyBoard, current_strategy, strategy_board
from varv.overview.delivery.resources import goal_money
from varv.overview.strategy.goal_links import goal_links
from varv.strategy.models import Goal, SteeringDocument
from varv.strategy.rules import check_edit_goal, check_goal_for_links, check_plan
from varv.web.gate import RegionRequest, owned, region_page, today

SHOWN: Mapping[str, Callable[[GoalRow], bool]] = {
    "skiljer": lambda goal: goal.differs,
    "luckor": lambda goal: bool(goal.gaps),
}


@region_page
def board(request: RegionRequest) -> HttpResponse:
    """Where does the strategy stand? Goal by goal, what people judged first."""
    strategy = current_strategy(request.region.pk, today())
    if strategy is None:
        return TemplateResponse(request, "strategy/no_strategy.html", {"crumbs": [(_("The strategy"), None)]})
    shown = request.GET.get("visa", "")
    found = strategy_board(strategy, today())
    context = {
        "board": found,
        "goals": _wished(found, shown),
        "shown": shown if shown in SHOWN else "",
        "may_assess": request.actor.may(May.ASSESS_GOAL),
        "may_start": request.actor.may(May.START_INITIATIVE),
        "crumbs": [(_("The strategy"), None)],
    }
    return TemplateResponse(request, "strategy/board.html", context)


def _wished(found: StrategyBoard, shown: str) -> list[GoalRow]:
    """The goals to show; a heading stands only above goals that are shown."""
    wanted = SHOWN.get(shown)
    if wanted is None:
        return list(found.goals)
    kept = {goal.id for goal in found.leaves if wanted(goal)}
    above: list[GoalRow] = []
    heads: dict[int, GoalRow] = {}
    for goal in found.goals:
        heads[goal.depth] = goal
        if goal.id in kept:
            above += [heads[depth] for depth in range(goal.depth) if heads[depth] not in above]
            above.append(goal)
    return above


@region_page
def goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """One goal: judged, measured, worked for, learned and changed."""
    found = owned(Goal, request.actor, goal_id)
    documents = reverse("strategy:document", args=[request.region.slug, found.document_id])
    context = {
        "sheet": goal_sheet(found, today()),
        "resources": goal_money(request.region.pk, found.pk),
        "links": goal_links(found),
        "may_link": holds(check_plan, request.actor) and holds(check_goal_for_links, found),
        "may_assess": request.actor.may(May.ASSESS_GOAL) and found.retired_on is None,
        "may_edit": holds(check_edit_goal, found, request.actor),
        "may_measure": request.actor.may(May.MEASURE),
        "may_start": request.actor.may(May.START_INITIATIVE),
        "crumbs": [
            (_("The strategy"), reverse("strategy:board", args=[request.region.slug])),
            (SteeringDocument.objects.of(request.region.pk).get(pk=found.document_id).title, documents),
            (found.outline, None),
        ],
    }
    return TemplateResponse(request, "strategy/goal.html", context)
