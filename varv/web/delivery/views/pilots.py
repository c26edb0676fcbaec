"""Small steps that are tried: plan, try, check and decide."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import PilotState
from varv.delivery import operations, rules
from varv.delivery.models import Initiative, Pilot
from varv.overview.delivery.pilots import PilotSheet, pilot_board, pilot_sheet
from varv.publishing.figures.pilot_turn import turn
from varv.web.delivery.forms.pilots import (
    NEW,
    PLAN,
    WAYS,
    ChangeForm,
    DecideForm,
    EditPilotForm,
    NoteForm,
    PilotForm,
    ScaleUpForm,
    StudyForm,
)
from varv.web.delivery.pages import Crumb, crumbs, form_page, stale
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today


def _way(request: RegionRequest, found: Pilot, last: str = "") -> list[Crumb]:
    here = reverse("delivery:pilot", args=[request.region.slug, found.pk]) if last else None
    trail = [*crumbs(request, found.initiative, " ")[:-1], (found.name, here)]
    return [*trail, (last, None)] if last else trail


def _to(request: RegionRequest, pilot_id: int) -> HttpResponse:
    return redirect("delivery:pilot", request.region.slug, pilot_id)


@region_page
def pilots(request: RegionRequest) -> HttpResponse:
    """What do we try, and what waits to be looked at?"""
    board = pilot_board(request.region.pk, today())
    context = {"board": board, "crumbs": crumbs(request, last=_("Small steps"))}
    return TemplateResponse(request, "delivery/pilots.html", context)


@region_page
def pilot(request: RegionRequest, pilot_id: int) -> HttpResponse:
    """One small step, as a turn: what we expected, did, saw and learned."""
    found = owned(Pilot, request.actor, pilot_id)
    return TemplateResponse(request, "delivery/pilot.html", _pilot_context(request, found))


def _pilot_context(request: RegionRequest, found: Pilot, note: NoteForm | None = None) -> dict[str, Any]:
    sheet, by = pilot_sheet(found, today()), request.actor
    noted = {"did": found.did, "check_on": found.check_on, "revision": found.revision}
    return {
        "sheet": sheet,
        "pilot": found,
        "ring": turn(found.name, found.state, id_prefix="varv"),
        "may": {
            "edit": holds(rules.check_edit_pilot, found, by),
            "begin": holds(rules.check_begin_pilot, found, by),
            "study": holds(rules.check_study_pilot, found, by),
            "learn": by.may(May.NOTE_LESSON) and found.state is PilotState.DECIDED,
        },
        "ways": [(way, *told) for way, told in WAYS.items() if holds(_CHECKS[way], found, by)],
        "note_form": (note or NoteForm(initial=noted)) if holds(rules.check_note_pilot, found, by) else None,
        "lesson_address": _lesson_address(request, sheet),
        "crumbs": _way(request, found),
    }


def _lesson_address(request: RegionRequest, sheet: PilotSheet) -> str:
    """A new lesson that begins with what the pilot taught."""
    told = {"statement": sheet.line.learned, "occasion": _("The pilot “%(name)s”") % {"name": sheet.line.name}}
    return reverse("learning:new_lesson", args=[request.region.slug]) + f"?{urlencode(told)}"


@region_page
def plan_pilot(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Plan a small step in an insats."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_plan_pilot(found, request.actor)
    begun = {"owner": request.actor.person_id, "starts_on": today()}
    form = PilotForm(request.POST or None, initial=begun, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.plan_pilot, initiative=found, plan=form.plan, by=request.actor, at=now()
    ):
        messages.success(request, _("The pilot is planned. Begin it when you begin to try."))
        return _to(request, outcome_of(form).pk)
    return form_page(request, "plan_pilot", form, crumbs(request, found, _("A new pilot")), initiative=found)


@region_page
def edit_pilot(request: RegionRequest, pilot_id: int) -> HttpResponse:
    """Plan it better, before it begins."""
    found = owned(Pilot, request.actor, pilot_id)
    rules.check_edit_pilot(found, request.actor)
    initial = {name: getattr(found, name) for name in (*PLAN, "revision")}
    form = EditPilotForm(request.POST or None, initial=initial, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form,
        operations.edit_pilot,
        pilot=found,
        plan=form.plan,
        revision=form.cleaned_data["revision"],
        by=request.actor,
        at=now(),
    ):
        messages.success(request, _("The plan is changed."))
        return _to(request, found.pk)
    told = {"pilot": found, "is_stale": stale(form, found), "current": found if stale(form, found) else None}
    return form_page(request, "plan_pilot", form, _way(request, found, _("Change the plan")), **told)


@region_page
@require_POST
def begin_pilot(request: RegionRequest, pilot_id: int) -> HttpResponse:
    """Begin to try."""
    found = owned(Pilot, request.actor, pilot_id)
    operations.begin_pilot(pilot=found, by=request.actor, at=now())
    messages.success(request, _("The pilot has begun. What you expect stands, so that it can be compared."))
    return _to(request, found.pk)


@region_page
@require_POST
def note_pilot(request: RegionRequest, pilot_id: int) -> HttpResponse:
    """Note what was done so far."""
    found = owned(Pilot, request.actor, pilot_id)
    form = NoteForm(request.POST)
    if form.is_valid() and carried_out(
        form, operations.note_pilot, pilot=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("It is noted."))
        return _to(request, found.pk)
    context = _pilot_context(request, found, form) | {"is_stale": stale(form, found)}
    return TemplateResponse(request, "delivery/pilot.html", context, status=422)


@region_page
def study_pilot(request: RegionRequest, pilot_id: int) -> HttpResponse:
    """Say what was done and seen, beside what was expected."""
    found = owned(Pilot, request.actor, pilot_id)
    rules.check_study_pilot(found, request.actor)
    form = StudyForm(request.POST or None, initial={"did": found.did, "revision": found.revision})
    if form.is_valid() and carried_out(
        form, operations.study_pilot, pilot=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("Now decide: scale up, change and try again, or end."))
        return _to(request, found.pk)
    trail = _way(request, found, _("Look at what came of it"))
    return form_page(request, "study_pilot", form, trail, pilot=found, is_stale=stale(form, found))


@region_page
def decide_pilot(request: RegionRequest, pilot_id: int, way: str) -> HttpResponse:
    """Scale up, change or end, with what was learned."""
    found = owned(Pilot, request.actor, pilot_id)
    if way not in WAYS:
        raise Http404
    _CHECKS[way](found, request.actor)
    outcome, meaning = WAYS[way]
    form = _BEGUN[way](request, found)
    if form.is_valid() and _DEEDS[way](request, found, form):
        messages.success(request, _("It is decided, with what you learned."))
        return _to(request, getattr(outcome_of(form), "pk", found.pk) if way == "andra" else found.pk)
    trail = _way(request, found, _("Decide"))
    return form_page(request, "decide_pilot", form, trail, pilot=found, outcome=outcome, meaning=meaning)


def _scaling_up(request: RegionRequest, found: Pilot) -> ScaleUpForm:
    begun = {"name": found.name, "starts_on": today()}
    may_start = holds(rules.check_start, request.actor)
    form = ScaleUpForm(request.POST or None, pilot=found, initial=begun)
    return form if may_start else form.without_new()


def _changing(request: RegionRequest, found: Pilot) -> ChangeForm:
    begun = {"name": found.name, "owner": found.owner_id, "expected": found.expected, "how": found.how}
    return ChangeForm(request.POST or None, region_id=request.region.pk, initial=begun | {"starts_on": today()})


def _ending(request: RegionRequest, _found: Pilot) -> DecideForm:
    return DecideForm(request.POST or None)


def _scale_up(request: RegionRequest, found: Pilot, form: ScaleUpForm) -> bool:
    into = form.cleaned_data["initiative"]
    given = {"pilot": found, "decided": form.decided, "by": request.actor, "at": now()}
    if into is not None:
        return carried_out(form, operations.scale_up_into, initiative=into, **given)
    new = {name: form.cleaned_data[name] for name in NEW}
    return carried_out(form, operations.scale_up_to_new, **new, **given)


def _change(request: RegionRequest, found: Pilot, form: ChangeForm) -> bool:
    return carried_out(
        form,
        operations.change_pilot,
        pilot=found,
        decided=form.decided,
        plan=form.plan,
        by=request.actor,
        at=now(),
    )


def _end(request: RegionRequest, found: Pilot, form: DecideForm) -> bool:
    return carried_out(form, operations.end_pilot, pilot=found, decided=form.decided, by=request.actor, at=now())


_CHECKS: Mapping[str, Callable[..., None]] = {
    "vax-upp": rules.check_go_on_from,
    "andra": rules.check_try_again,
    "avsluta": rules.check_decide_pilot,
}
_BEGUN: Mapping[str, Callable[..., Any]] = {"vax-upp": _scaling_up, "andra": _changing, "avsluta": _ending}
_DEEDS: Mapping[str, Callable[..., bool]] = {"vax-upp": _scale_up, "andra": _change, "avsluta": _end}
