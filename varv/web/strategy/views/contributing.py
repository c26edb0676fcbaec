"""What a goal contributes to in other documents, and a partner's plan written in by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.overview.boards.strategy_board import current_strategy
from varv.strategy import operations, rules
from varv.strategy.models import Goal, GoalLink, SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number, today
from varv.web.strategy.forms import of
from varv.web.strategy.forms.contributing import MORE_ROWS, EditContributionForm, LinkGoalsForm, PartnerPlanForm
from varv.web.strategy.pages import Crumb, document_crumbs, form_page, here, saved


@region_page
def contribute_to(request: RegionRequest, goal_id: int) -> HttpResponse:
    """Which goal of another document does this one contribute to?"""
    goal = owned(Goal, request.actor, goal_id)
    form = _link_form(request, goal)
    if form.is_valid() and _linked(request, form, source=goal, target=form.cleaned_data.pop("other")):
        return redirect(f"{here(request, 'goal', goal.pk)}#bidrar")
    return form_page(request, "contribute_to", form, _crumbs(request, goal, _("Contributes to")), goal=goal)


@region_page
def contributed_by(request: RegionRequest, goal_id: int) -> HttpResponse:
    """Which goal of a plan contributes to this one?"""
    goal = owned(Goal, request.actor, goal_id)
    form = _link_form(request, goal)
    if form.is_valid() and _linked(request, form, source=form.cleaned_data.pop("other"), target=goal):
        return redirect(f"{here(request, 'goal', goal.pk)}#bidrar")
    return form_page(request, "contributed_by", form, _crumbs(request, goal, _("Found in a plan")), goal=goal)


def _link_form(request: RegionRequest, goal: Goal) -> LinkGoalsForm:
    """Only goals of other documents; of one of them when the address says which."""
    rules.check_plan(request.actor)
    rules.check_goal_for_links(goal)
    document_id = sent_number(request.GET.get("dokument", ""))
    return LinkGoalsForm(request.POST or None, region_id=request.region.pk, goal=goal, document_id=document_id)


def _linked(request: RegionRequest, form: LinkGoalsForm, **ends: Goal) -> bool:
    if carried_out(form, operations.link_goals, **ends, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("The link is there."))
        return True
    return False


def _crumbs(request: RegionRequest, goal: Goal, last: str) -> list[Crumb]:
    trail = document_crumbs(request, goal.document, str(goal.outline))
    return [*trail[:-1], (goal.outline, here(request, "goal", goal.pk)), (last, None)]


@region_page
def edit_goal_link(request: RegionRequest, link_id: int) -> HttpResponse:
    """Say better how clearly, how much and why."""
    link = owned(GoalLink, request.actor, link_id)
    rules.check_plan(request.actor)
    stands = of(link, "strength", "share", "reason")
    form = EditContributionForm(request.POST or None, region_id=request.region.pk, initial=stands)
    if form.is_valid() and saved(request, form, operations.edit_goal_link, link, link=link):
        messages.success(request, _("The connection is changed."))
        return redirect(f"{here(request, 'goal', link.source_id)}#bidrar")
    crumbs = _crumbs(request, link.source, _("Change"))
    return form_page(request, "edit_goal_link", form, crumbs, link=link)


@region_page
@require_POST
def unlink_goals(request: RegionRequest, link_id: int) -> HttpResponse:
    """The contribution is no longer seen."""
    link = owned(GoalLink, request.actor, link_id)
    operations.unlink_goals(link=link, by=request.actor, at=now())
    messages.success(request, _("The link is taken away. The trail remembers it."))
    return redirect(f"{here(request, 'goal', link.source_id)}#bidrar")


@region_page
def enter_partner_plan(request: RegionRequest) -> HttpResponse:
    """Somebody else's plan, its goals and what they contribute to, on one page."""
    rules.check_plan(request.actor)
    document = _traced(request)
    targets = Goal.objects.of(request.region.pk).in_force().in_outline_order().filter(document=document)
    options: dict[str, Any] = {"region_id": request.region.pk, "targets": targets}
    crumbs = [*document_crumbs(request)[:-1], (_("Traces"), here(request, "trace")), (_("A partner's plan"), None)]
    if "more" in request.POST:
        rows = sent_number(request.POST.get("rows", "")) + MORE_ROWS
        written = {name: value for name, value in request.POST.items() if name != "rows"}
        form = PartnerPlanForm(initial=written, rows=rows, **options)
        return form_page(request, "partner_plan", form, crumbs, document=document)
    form = PartnerPlanForm(request.POST or None, **options)
    if form.is_valid() and carried_out(form, operations.enter_partner_plan, **form.plan(), by=request.actor, at=now()):
        messages.success(request, _("The plan is written in. Here you see what of ours is found in it."))
        return redirect(here(request, "trace"))
    return form_page(request, "partner_plan", form, crumbs, document=document)


def _traced(request: RegionRequest) -> SteeringDocument | None:
    """The document whose goals are looked for: the one in the address, or else the strategy."""
    asked = sent_number(request.GET.get("dokument", ""))
    return owned(SteeringDocument, request.actor, asked) if asked else current_strategy(request.region.pk, today())
