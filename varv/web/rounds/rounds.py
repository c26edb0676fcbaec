"""The rounds at three speeds, and opening one: whom it asks is shown before it is opened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.core.asking import Speed
from varv.core.periods import Period, Span
from varv.core.roles import May
from varv.overview.rounds.asked_preview import asked_preview
from varv.overview.rounds.round_progress import round_lines
from varv.overview.words.of_running_rounds import LEFT_OUT, SPEEDS
from varv.rounds import operations
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, region_page, today
from varv.web.rounds.round_forms import RoundForm

# How each speed is written in an address.
ADDRESSES = {Speed.HALF_YEARLY: "halvar", Speed.CONTINUOUS: "lopande", Speed.YEARLY: "ar"}


@region_page
def rounds(request: RegionRequest) -> HttpResponse:
    """Every round, by how often it comes, and the way to open the next."""
    lines = round_lines(request.region.pk)
    speeds = [
        (title, text, ADDRESSES[speed], [line for line in lines if line.speed is speed])
        for speed, (title, text) in SPEEDS.items()
    ]
    context = {"speeds": speeds, "may_run": request.actor.may(May.RUN_ROUND), "crumbs": _crumbs(request)}
    return TemplateResponse(request, "rounds/rounds.html", context)


def _crumbs(request: RegionRequest, *last: str) -> list[tuple[str, str | None]]:
    here = reverse("rounds:rounds", args=[request.region.slug]) if last else None
    return [(_("Report"), None), (_("Reporting rounds"), here), *((name, None) for name in last)]


@region_page
def open_round(request: RegionRequest, address: str) -> HttpResponse:
    """Open a round of one speed, seeing first whom it asks."""
    request.actor.require(May.RUN_ROUND)
    speed = next((one for one, written in ADDRESSES.items() if written == address), None)
    if speed is None:
        raise Http404
    last = max((one.period for one in round_lines(request.region.pk) if one.speed is speed), default=None)
    suggested = RoundForm.suggested(last, today(), speed)
    form = RoundForm(request.POST or None, initial=suggested, speed=speed, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.open_round, **form.cleaned_data, speed=speed, by=request.actor, at=now()
    ):
        messages.success(request, _("The round is open."))
        return redirect("rounds:round", request.region.slug, outcome_of(form).pk)
    context = {"form": form, "speed": speed, **_asked(request, form, speed), "crumbs": _crumbs(request, _("Open"))}
    return TemplateResponse(request, "rounds/open_round.html", context, status=422 if form.is_bound else 200)


def _asked(request: RegionRequest, form: RoundForm, speed: Speed) -> dict[str, Any]:
    """Whom a half-yearly round asks; the other speeds ask nobody when they open."""
    title, text = SPEEDS[speed]
    if speed is not Speed.HALF_YEARLY:
        return {"title": title, "text": text}
    period = getattr(form, "cleaned_data", {}).get("period") or Period.parse(form.initial["period"])
    preview = asked_preview(request.region.pk, period if period.span is Span.HALF else Period.of(today(), Span.HALF))
    left_out = [(one, LEFT_OUT[one.why]) for one in preview.left_out]
    return {"title": title, "text": text, "preview": preview, "left_out": left_out}
