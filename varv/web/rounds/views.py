from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import ReportState
from varv.delivery.models import Initiative
from varv.overview.rounds.round_progress import TODO, RoundProgress, round_lines, round_progress
from varv.overview.words import period
from varv.overview.words.of_rounds import STANDOUTS, duration_words
from varv.publishing.figures import pace
from varv.rounds import operations, rules
from varv.rounds.models import Round
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.rounds.forms import ExtendForm, ReopenForm, RoundForm

TALLY = (ReportState.APPROVED, ReportState.SUBMITTED, ReportState.RETURNED, ReportState.DRAFT, TODO)


@region_page
def rounds(request: RegionRequest) -> HttpResponse:
    """Every round, and a form that opens the next."""
    lines = round_lines(request.region.pk)
    may_run = request.actor.may(May.RUN_ROUND)
    suggested = RoundForm.suggested(max((line.period for line in lines), default=None), today())
    form = RoundForm(request.POST or None, initial=suggested)
    if form.is_valid() and carried_out(form, operations.open_round, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("The round is open, and everyone who is asked sees it on their page."))
        return redirect("rounds:round", request.region.slug, form.outcome.pk)  # type: ignore[attr-defined]  # what the verb made
    asked = Initiative.objects.of(request.region.pk).reporting().count()
    context = {"lines": lines, "form": form, "may_run": may_run, "asked": asked}
    crumbs = [(_("Report"), None), (_("Reporting rounds"), None)]
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "rounds/rounds.html", context | {"crumbs": crumbs}, status=status)


@region_page
def round_page(request: RegionRequest, round_id: int) -> HttpResponse:
    """Who has reported, and what stands out?"""
    return _round_page(request, owned(Round, request.actor, round_id))


def _round_page(request: RegionRequest, round_: Round, **refused: Form) -> HttpResponse:
    progress = round_progress(round_, today())
    shown = request.GET.get("visa", "")
    rows = {"vantar": progress.to_review, "saknas": progress.not_handed_in}.get(shown, progress.rows)
    context = {
        "progress": progress,
        "rows": rows,
        "shown": shown,
        "figure": pace.figure(_pace(progress, today()), id_prefix="pace") if progress.expected else None,
        "findings": [(finding, STANDOUTS[finding.kind]) for finding in progress.findings],
        "tally": [(state, progress.counts.get(state, 0)) for state in TALLY],
        "median_time": duration_words(progress.median_minutes),
        "extend_form": ExtendForm(),
        "reopen_form": ReopenForm(),
        "may_review": request.actor.may(May.APPROVE_REPORT),
        "may_run": holds(rules.check_run, round_, request.actor),
        "may_reopen": holds(rules.check_reopen, round_, "…", request.actor),
        "authors": len({row.author_id for row in progress.rows}),
        "crumbs": _crumbs(request, round_),
    }
    return TemplateResponse(request, "rounds/round.html", context | refused, status=422 if refused else 200)


def _crumbs(request: RegionRequest, round_: Round) -> list[tuple[str, str | None]]:
    return [
        (_("Report"), None),
        (_("Reporting rounds"), reverse("rounds:rounds", args=[request.region.slug])),
        (capfirst(period(round_.period)), None),
    ]


def _pace(progress: RoundProgress, on: date) -> pace.Pace:
    return pace.Pace(
        title=_("Reports handed in, day by day"),
        opens_on=progress.opens_on,
        due_on=progress.due_on,
        today=max(on, progress.opens_on),
        expected=progress.expected,
        submitted=progress.submitted_on,
        previous=progress.previous_days,
    )


def _settled(request: RegionRequest, round_: Round, form: Form, deed: Callable[..., None]) -> bool:
    """Carry out what a small form on the round's page asks for."""
    return form.is_valid() and carried_out(form, deed, round_=round_, **form.cleaned_data, by=request.actor, at=now())


@region_page
@require_POST
def extend(request: RegionRequest, round_id: int) -> HttpResponse:
    """Give everyone more time."""
    round_ = owned(Round, request.actor, round_id)
    form = ExtendForm(request.POST)
    if not _settled(request, round_, form, operations.extend_round):
        return _round_page(request, round_, extend_form=form)
    messages.success(request, _("Everyone has more time."))
    return redirect("rounds:round", request.region.slug, round_.pk)


@region_page
@require_POST
def reopen(request: RegionRequest, round_id: int) -> HttpResponse:
    """Take reports again."""
    round_ = owned(Round, request.actor, round_id)
    form = ReopenForm(request.POST)
    if not _settled(request, round_, form, operations.reopen_round):
        return _round_page(request, round_, reopen_form=form)
    messages.success(request, _("The round is open again."))
    return redirect("rounds:round", request.region.slug, round_.pk)


@region_page
@require_POST
def close(request: RegionRequest, round_id: int) -> HttpResponse:
    """Take no more reports."""
    round_ = owned(Round, request.actor, round_id)
    operations.close_round(round_=round_, by=request.actor, at=now())
    messages.success(request, _("The round is closed. What was not handed in stays as drafts."))
    return redirect("rounds:round", request.region.slug, round_.pk)


@region_page
@require_POST
def ask(request: RegionRequest, round_id: int, initiative_id: int) -> HttpResponse:
    """Ask an insats that began after the round was opened."""
    round_ = owned(Round, request.actor, round_id)
    initiative = owned(Initiative, request.actor, initiative_id)
    operations.ask_for_report(round_=round_, initiative=initiative, by=request.actor, at=now())
    messages.success(request, _("%(name)s is asked for a report.") % {"name": initiative.name})
    return redirect("rounds:round", request.region.slug, round_.pk)
