from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.workflow import InitiativeState
from varv.delivery import operations, rules
from varv.delivery.models import Initiative
from varv.overview.delivery.initiative_money import money_of
from varv.overview.delivery.initiative_plan import initiative_plan
from varv.overview.delivery.initiative_sheet import initiative_sheet
from varv.overview.delivery.pilots import pilots_of
from varv.overview.learning.lessons.recall_wishes import wish_of_initiative
from varv.web.delivery.forms import (
    ContributionForm,
    EditForm,
    InitiativeForm,
)
from varv.web.delivery.pages import crumbs, form_page, stale, to_initiative
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.recalling import beside

LINES_A_PAGE = 50


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
}


@region_page
def initiative(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """One insats: what it is for, what it means to reach, and what came of it."""
    found = owned(Initiative, request.actor, initiative_id)
    return TemplateResponse(request, "delivery/initiative.html", sheet_context(request, found))


def sheet_context(request: RegionRequest, found: Initiative) -> dict[str, Any]:
    """What the insats' own page tells, and what the person may do there."""
    may_edit = holds(rules.check_edit, found, request.actor)
    return {
        "sheet": initiative_sheet(found),
        "plan": initiative_plan(found, today()),
        "initiative": found,
        "may_edit": may_edit,
        "may_copy": holds(rules.check_duplicate, request.actor),
        "may_reshape": holds(rules.check_reshape, found, request.actor),
        "steps": [(slug, step) for slug, step in STEPS.items() if holds(step.check, found, request.actor)],
        "pilots": pilots_of(found, today()),
        "may_try": holds(rules.check_plan_pilot, found, request.actor),
        "money": money_of(found),
        "may_keep_money": holds(rules.check_money, found, request.actor),
        "may_decide_money": holds(rules.check_start, request.actor),
        "contribution_form": ContributionForm(region_id=request.region.pk) if may_edit else None,
        "recall": beside(request, wish_of_initiative(found, today())) if _is_planned(found) else None,
        "crumbs": crumbs(request, found),
    }


def _is_planned(found: Initiative) -> bool:
    return found.state is InitiativeState.PLANNED


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
        return to_initiative(request, found.pk)
    trail = crumbs(request, found, _("Change"))
    return form_page(request, "edit", form, trail, initiative=found, is_stale=stale(form, found))


@region_page
@require_POST
def move(request: RegionRequest, initiative_id: int, step: str) -> HttpResponse:
    """Begin, pause or take up again."""
    found = owned(Initiative, request.actor, initiative_id)
    if step not in STEPS:
        raise Http404
    STEPS[step].verb(initiative=found, by=request.actor, at=now())
    messages.success(request, str(STEPS[step].done))
    return to_initiative(request, found.pk)
