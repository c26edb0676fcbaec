from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import TurnState
from varv.learning import operations, rules
from varv.learning.models import Turn
from varv.overview.learning.answers import spiral as turns
from varv.overview.learning.answers.change_sheet import seen_in, unseen_before
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, sent_number, today
from varv.web.learning.drawing import spiral_figure
from varv.web.learning.forms import TurnForm, TurnStoryForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("The learning spiral"), here(request, "spiral") if last else None), *last)


def _way_to(request: RegionRequest, found: Turn, *last: Crumb) -> list[Crumb]:
    title = _("Turn %(number)s") % {"number": found.number}
    return _way(request, (title, here(request, "turn", found.pk) if last else None), *last)


@region_page
def spiral(request: RegionRequest) -> HttpResponse:
    """What have we changed because we learned something?"""
    asked_for = sent_number(request.GET.get("dokument", ""))
    board = turns.spiral(request.region.pk, asked_for or None)
    under_way = board.under_way
    context = {
        "board": board,
        "figure": spiral_figure(board),
        "may_open": holds(rules.check_open_turn, request.actor),
        "may_close": under_way is not None and _may_close(request, under_way.id),
        "may_record": request.actor.may(May.RECORD_CHANGE),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/spiral.html", context)


def _may_close(request: RegionRequest, turn_id: int) -> bool:
    return holds(rules.check_close_turn, owned(Turn, request.actor, turn_id), request.actor)


@region_page
def turn(request: RegionRequest, turn_id: int) -> HttpResponse:
    """One turn: planned, did, saw, and each change with what it came from."""
    found = owned(Turn, request.actor, turn_id)
    context = {
        "turn": turns.turn_line(found),
        "seen": seen_in(found),
        "unseen": unseen_before(found) if found.state is TurnState.OPEN else (),
        "may_note_effect": holds(rules.check_note_effect, request.actor),
        "document": found.document,
        "may_describe": holds(rules.check_describe_turn, found, request.actor),
        "may_close": holds(rules.check_close_turn, found, request.actor),
        "crumbs": _way_to(request, found),
    }
    return TemplateResponse(request, "learning/turn.html", context)


@region_page
def open_turn(request: RegionRequest) -> HttpResponse:
    """Begin the next turn."""
    rules.check_open_turn(request.actor)
    form = TurnForm(request.POST or None, initial=_next_turn(request), region_id=request.region.pk)
    if form.is_valid() and carried_out(form, operations.open_turn, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("Turn %(number)s has begun.") % {"number": outcome_of(form).number})
        return redirect("learning:turn", request.region.slug, outcome_of(form).pk)
    return form_page(request, "open_turn", form, _way(request, (_("New turn"), None)))


def _next_turn(request: RegionRequest) -> dict[str, Any]:
    board = turns.spiral(request.region.pk)
    return {"document": board.document_id, "starts_on": board.next_starts_on or today()}


@region_page
def describe_turn(request: RegionRequest, turn_id: int) -> HttpResponse:
    """Tell what was done and seen."""
    found = owned(Turn, request.actor, turn_id)
    rules.check_describe_turn(found, request.actor)
    stands = {"did": found.did, "saw": found.saw, "revision": found.revision}
    form = TurnStoryForm(request.POST or None, initial=stands)
    if form.is_valid() and carried_out(
        form, operations.describe_turn, turn=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The turn is described."))
        return redirect("learning:turn", request.region.slug, found.pk)
    return form_page(request, "describe_turn", form, _way_to(request, found, (_("Describe"), None)), turn=found)


@region_page
@require_POST
def close_turn(request: RegionRequest, turn_id: int) -> HttpResponse:
    """The turn is whole."""
    found = owned(Turn, request.actor, turn_id)
    operations.close_turn(turn=found, by=request.actor, at=now())
    messages.success(request, _("Turn %(number)s is closed: a lesson has changed a plan.") % {"number": found.number})
    return redirect("learning:turn", request.region.slug, found.pk)
