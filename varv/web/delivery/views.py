from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.workflow import InitiativeState
from varv.delivery import operations, rules
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.overview.delivery.delivery_board import delivery_board
from varv.overview.delivery.initiative_sheet import initiative_sheet
from varv.rounds import operations as rounds
from varv.strategy.models import GenericActivity
from varv.web.delivery.forms import (
    ContributionForm,
    EditForm,
    EditResultForm,
    InitiativeForm,
    ResultForm,
    StartForm,
    WishForm,
)
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number, today

LINES_A_PAGE = 50
Crumb = tuple[str, str | None]


@dataclass(frozen=True)
class Step:
    """A button that moves an insats on: its words, its rule and its verb."""

    label: Promise
    done: Promise
    check: Callable[..., None]
    verb: Callable[..., None]


STEPS: Mapping[str, Step] = {
    "borja": Step(
        gettext_lazy("Begin the work"),
        gettext_lazy("The work has begun. From now on the rounds ask for reports."),
        rules.check_begin,
        operations.begin_initiative,
    ),
    "ateruppta": Step(
        gettext_lazy("Take up the work again"),
        gettext_lazy("The work goes on."),
        rules.check_resume,
        operations.resume_initiative,
    ),
    "pausa": Step(
        gettext_lazy("Pause"),
        gettext_lazy("The work rests. Rounds still ask what came of it."),
        rules.check_pause,
        operations.pause_initiative,
    ),
    "avsluta": Step(
        gettext_lazy("End the work"),
        gettext_lazy("The work has ended. Everything that was reported stands."),
        rules.check_end,
        operations.end_initiative,
    ),
}


def _crumbs(request: RegionRequest, initiative: Initiative | None = None, last: str = "") -> list[Crumb]:
    here = request.region.slug
    trail: list[Crumb] = [(_("Initiatives"), reverse("delivery:initiatives", args=[here]))]
    if initiative is not None:
        trail.append((initiative.name, reverse("delivery:initiative", args=[here, initiative.pk])))
    return [*trail, (last, None)] if last else [*trail[:-1], (trail[-1][0], None)]


def _form_page(request: RegionRequest, view: str, form: Form, crumbs: list[Crumb], **context: Any) -> HttpResponse:
    back = next(url for _title, url in reversed(crumbs) if url)
    return TemplateResponse(
        request,
        f"delivery/{view}.html",
        {"form": form, "crumbs": crumbs, "back": back, **context},
        status=422 if form.is_bound else 200,
    )


def _stale(form: Form, row: Initiative | PlannedResult) -> bool:
    """Whether the form was refused because somebody else was here first: then it is saved upon what stands now."""
    opened_at = getattr(form, "cleaned_data", {}).get("revision")
    return bool(form.is_bound and form.non_field_errors() and opened_at not in {None, row.revision})


def _to(request: RegionRequest, initiative_id: int) -> HttpResponse:
    return redirect("delivery:initiative", request.region.slug, initiative_id)


@region_page
def initiatives(request: RegionRequest) -> HttpResponse:
    """What is being done, for which goals, and by whom?"""
    form = WishForm(request.GET, region_id=request.region.pk)
    state = request.GET.get("visa", "")
    wish = form.wish(
        state=InitiativeState(state) if state in set(InitiativeState) else None,
        responsible_id=request.actor.person_id if state == "mina" else None,
        without_goal="ja" if state == "utan-mal" else "",
    )
    board = delivery_board(request.region.pk, request.actor.person_id, wish)
    context = {
        "board": board,
        "page": Paginator(board.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "states": [(one, board.states.get(one, 0)) for one in InitiativeState],
        "shown": state,
        "form": form,
        "may_start": holds(rules.check_start, request.actor),
        "crumbs": _crumbs(request),
    }
    return TemplateResponse(request, "delivery/initiatives.html", context)


@region_page
def start(request: RegionRequest) -> HttpResponse:
    """Choose a kind of activity, then one form with what it brings."""
    rules.check_start(request.actor)
    crumbs = _crumbs(request, last=_("New initiative"))
    chosen = request.POST.get("generic_activity") or request.GET.get("aktivitet", "")
    activities = GenericActivity.objects.of(request.region.pk).in_order()
    activity = activities.filter(pk=sent_number(chosen)).first()
    if activity is None:
        context = {"activities": activities, "crumbs": crumbs, "is_asked": bool(chosen)}
        return TemplateResponse(request, "delivery/choose_activity.html", context)
    initial = {
        "generic_activity": activity,
        "starts_on": today(),
        "unit": request.membership.unit,
        "responsible": request.actor.person_id,
    }
    form = StartForm(request.POST or None, initial=initial, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.start_initiative, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The initiative is planned. Now say how much of each result you mean to reach."))
        return _to(request, form.outcome.pk)  # type: ignore[attr-defined]  # what the verb made
    return _form_page(request, "start", form, crumbs, activity=activity)


@region_page
def initiative(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """One insats: what it is for, what it means to reach, and what came of it."""
    found = owned(Initiative, request.actor, initiative_id)
    return TemplateResponse(request, "delivery/initiative.html", _sheet_context(request, found))


def _sheet_context(request: RegionRequest, found: Initiative) -> dict[str, Any]:
    may_edit = holds(rules.check_edit, found, request.actor)
    return {
        "sheet": initiative_sheet(found),
        "initiative": found,
        "may_edit": may_edit,
        "steps": [(slug, step) for slug, step in STEPS.items() if holds(step.check, found, request.actor)],
        "contribution_form": ContributionForm(region_id=request.region.pk) if may_edit else None,
        "crumbs": _crumbs(request, found),
    }


@region_page
def edit(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Change what an insats is called and how it is framed."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    initial = {name: getattr(found, name) for name in (*InitiativeForm.base_fields, "revision")}
    form = EditForm(request.POST or None, initial=initial, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.edit_initiative, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The initiative is changed."))
        return _to(request, found.pk)
    crumbs = _crumbs(request, found, _("Change"))
    return _form_page(request, "edit", form, crumbs, initiative=found, is_stale=_stale(form, found))


@region_page
@require_POST
def move(request: RegionRequest, initiative_id: int, step: str) -> HttpResponse:
    """Begin, pause, take up again or end."""
    found = owned(Initiative, request.actor, initiative_id)
    if step not in STEPS:
        raise Http404
    STEPS[step].verb(initiative=found, by=request.actor, at=now())
    messages.success(request, str(STEPS[step].done))
    return _to(request, found.pk)


@region_page
def plan_result(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """One more output or outcome."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    form = ResultForm(request.POST or None, initiative=found, levels=rules.PLANNED_LEVELS)
    if form.is_valid() and carried_out(
        form, operations.plan_result, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The result is planned."))
        return _to(request, found.pk)
    return _form_page(request, "result", form, _crumbs(request, found, _("New result")), initiative=found)


@region_page
def edit_result(request: RegionRequest, result_id: int) -> HttpResponse:
    """Change the words, the amount or the step of what is planned."""
    result = owned(PlannedResult, request.actor, result_id)
    rules.check_edit(result.initiative, request.actor)
    initial = {name: getattr(result, name) for name in EditResultForm.base_fields}
    form = EditResultForm(request.POST or None, initial=initial, initiative=result.initiative, levels=(result.level,))
    if form.is_valid() and carried_out(
        form, operations.edit_planned_result, planned_result=result, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The result is changed."))
        return _to(request, result.initiative_id)
    crumbs = _crumbs(request, result.initiative, result.text)
    context = {"initiative": result.initiative, "result": result, "is_stale": _stale(form, result)}
    return _form_page(request, "result", form, crumbs, **context)


@region_page
@require_POST
def drop_result(request: RegionRequest, result_id: int) -> HttpResponse:
    """Take away what no report tells of."""
    result = owned(PlannedResult, request.actor, result_id)
    rounds.drop_planned_result(planned_result=result, by=request.actor, at=now())
    messages.success(request, _("“%(text)s” is taken away.") % {"text": result.text})
    return _to(request, result.initiative_id)


@region_page
@require_POST
def contribute(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Tie the insats to a goal, with the reason why."""
    found = owned(Initiative, request.actor, initiative_id)
    form = ContributionForm(request.POST, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.contribute_to, initiative=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The initiative is tied to the goal."))
        return _to(request, found.pk)
    context = _sheet_context(request, found) | {"contribution_form": form}
    return TemplateResponse(request, "delivery/initiative.html", context, status=422)


@region_page
@require_POST
def withdraw(request: RegionRequest, contribution_id: int) -> HttpResponse:
    """Untie the insats from a goal."""
    contribution = owned(Contribution, request.actor, contribution_id)
    operations.withdraw_contribution(contribution=contribution, by=request.actor, at=now())
    messages.success(request, _("The initiative is no longer tied to the goal."))
    return _to(request, contribution.initiative_id)
