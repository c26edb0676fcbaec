"""A round's own page, and what those who run it do there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.asking import Speed
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import May
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import Initiative
from varv.overview.rounds.round_progress import TODO, RoundProgress, round_progress
from varv.overview.rounds.yearly_round import yearly_round
from varv.overview.words import period, refusal
from varv.overview.words.of_rounds import STANDOUTS, duration_words
from varv.overview.words.of_running_rounds import SPEEDS
from varv.publishing.figures import pace
from varv.rounds import operations, rules
from varv.rounds.models import Round
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.rounds.round_forms import ExtendForm, MoreTimeForm, ReopenForm, WordsForm

TALLY = (ReportState.APPROVED, ReportState.SUBMITTED, ReportState.RETURNED, ReportState.DRAFT, TODO)


@region_page
def round_page(request: RegionRequest, round_id: int) -> HttpResponse:
    """Who has reported, and what stands out? For the county's year: what is measured and judged?"""
    return _round_page(request, owned(Round, request.actor, round_id))


def _round_page(request: RegionRequest, round_: Round, **refused: Form) -> HttpResponse:
    progress = round_progress(round_, today())
    context = {
        "progress": progress,
        "speed_title": SPEEDS[round_.speed][0],
        "may_review": request.actor.may(May.APPROVE_REPORT),
        **_running(request, round_),
        "crumbs": _crumbs(request, round_),
    }
    if round_.speed is Speed.YEARLY:
        page, more = "rounds/round_year.html", {"year": yearly_round(round_)}
    else:
        page, more = "rounds/round.html", _reported(request, progress)
    return TemplateResponse(request, page, context | more | refused, status=422 if refused else 200)


def _reported(request: RegionRequest, progress: RoundProgress) -> dict[str, Any]:
    """What the page of a round with reports shows."""
    shown = request.GET.get("visa", "")
    rows = {"vantar": progress.to_review, "saknas": progress.not_handed_in}.get(shown, progress.rows)
    return {
        "rows": rows,
        "shown": shown,
        "figure": pace.figure(_pace(progress), id_prefix="pace") if progress.expected else None,
        "findings": [(finding, STANDOUTS[finding.kind]) for finding in progress.findings],
        "tally": [(state, progress.counts.get(state, 0)) for state in TALLY],
        "median_time": duration_words(progress.median_minutes),
        "authors": len({row.author_id for row in progress.rows}),
    }


def _running(request: RegionRequest, round_: Round) -> dict[str, Any]:
    """What the person may do with the round now, with the forms for it; why it cannot be frozen yet."""
    by, on = request.actor, today()
    return {
        "extend_form": ExtendForm(),
        "reopen_form": ReopenForm(),
        "words_form": WordsForm(),
        "more_form": MoreTimeForm(round_=round_),
        "may_run": holds(rules.check_run, round_, by),
        "may_give_time": holds(rules.check_give_time, round_, by),
        "may_reopen": holds(rules.check_reopen, round_, "…", by),
        "may_reopen_words": holds(rules.check_reopen_for_words, round_, "…", by),
        "may_freeze": holds(rules.check_freeze, round_, by, on),
        "not_yet": _not_yet(request, round_),
    }


def _not_yet(request: RegionRequest, round_: Round) -> str:
    """Why a closed round cannot be frozen yet, in words, for whoever may freeze it."""
    try:
        rules.check_freeze(round_, request.actor, today())
    except RuleBroken as refused:
        return refusal(refused) if round_.state is RoundState.CLOSED else ""
    except NotAllowed:
        return ""
    return ""


def _crumbs(request: RegionRequest, round_: Round) -> list[tuple[str, str | None]]:
    return [
        (_("Report"), None),
        (_("Reporting rounds"), reverse("rounds:rounds", args=[request.region.slug])),
        (capfirst(period(round_.period)), None),
    ]


def _pace(progress: RoundProgress) -> pace.Pace:
    return pace.Pace(
        title=_("Reports handed in, day by day"),
        opens_on=progress.opens_on,
        due_on=progress.due_on,
        today=max(today(), progress.opens_on),
        expected=progress.expected,
        submitted=progress.submitted_on,
        previous=progress.previous_days,
    )


def _settled(request: RegionRequest, round_: Round, form: Form, deed: Callable[..., Any]) -> bool:
    """Carry out what a small form on the round's page asks for."""
    return form.is_valid() and carried_out(form, deed, round_=round_, **form.cleaned_data, by=request.actor, at=now())


def _back(request: RegionRequest, round_: Round, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("rounds:round", request.region.slug, round_.pk)


@region_page
@require_POST
def extend(request: RegionRequest, round_id: int) -> HttpResponse:
    """Give everyone more time."""
    round_ = owned(Round, request.actor, round_id)
    form = ExtendForm(request.POST)
    if not _settled(request, round_, form, operations.extend_round):
        return _round_page(request, round_, extend_form=form)
    return _back(request, round_, _("Everyone has more time."))


@region_page
@require_POST
def more_time(request: RegionRequest, round_id: int) -> HttpResponse:
    """Give one person more time."""
    round_ = owned(Round, request.actor, round_id)
    rules.check_give_time(round_, request.actor)
    form = MoreTimeForm(request.POST, round_=round_)
    if not _settled(request, round_, form, operations.give_more_time):
        return _round_page(request, round_, more_form=form)
    return _back(request, round_, _("%(name)s has more time.") % {"name": form.cleaned_data["person"].name})


@region_page
@require_POST
def reopen(request: RegionRequest, round_id: int) -> HttpResponse:
    """Take reports again."""
    round_ = owned(Round, request.actor, round_id)
    form = ReopenForm(request.POST)
    if not _settled(request, round_, form, operations.reopen_round):
        return _round_page(request, round_, reopen_form=form)
    return _back(request, round_, _("The round is open again."))


@region_page
@require_POST
def reopen_words(request: RegionRequest, round_id: int) -> HttpResponse:
    """Let the words of approved reports be mended."""
    round_ = owned(Round, request.actor, round_id)
    form = WordsForm(request.POST)
    if not _settled(request, round_, form, operations.reopen_for_words):
        return _round_page(request, round_, words_form=form)
    return _back(request, round_, _("The round is open for words alone. Open each report that needs it."))


@region_page
@require_POST
def close(request: RegionRequest, round_id: int) -> HttpResponse:
    """Take no more reports."""
    round_ = owned(Round, request.actor, round_id)
    operations.close_round(round_=round_, by=request.actor, at=now())
    return _back(request, round_, _("The round is closed. What was not handed in stays as drafts."))


@region_page
@require_POST
def freeze(request: RegionRequest, round_id: int) -> HttpResponse:
    """Let its figures stand for good."""
    round_ = owned(Round, request.actor, round_id)
    operations.freeze_round(round_=round_, by=request.actor, at=now())
    return _back(request, round_, _("The round is frozen. Its figures stand for good."))


@region_page
@require_POST
def ask(request: RegionRequest, round_id: int, initiative_id: int) -> HttpResponse:
    """Ask an insats that began after the round was opened."""
    round_ = owned(Round, request.actor, round_id)
    initiative = owned(Initiative, request.actor, initiative_id)
    operations.ask_for_report(round_=round_, initiative=initiative, by=request.actor, at=now())
    return _back(request, round_, _("%(name)s is asked for a report.") % {"name": initiative.name})
