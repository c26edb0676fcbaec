from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.learning import operations, rules
from varv.learning.models import Evaluation, Finding, FindingContradiction, FindingSource
from varv.overview.learning.evaluations.finding_sheet import finding_sheet
from varv.strategy.rules import check_test
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page
from varv.web.learning.forms.findings import ContradictionForm, FindingForm, MoveForm, NewFindingForm, SourceForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here

NOTED = ("text", "rests_on", "evidence", "question", "link", "bearing", "goal", "revision")


def way_to_evaluation(request: RegionRequest, evaluation: Evaluation, *last: Crumb) -> list[Crumb]:
    """The way over the evaluations and this one of them."""
    listed = (_("Evaluations"), here(request, "evaluations"))
    return crumbs(request, listed, (evaluation.title, here(request, "evaluation", evaluation.pk)), *last)


def _way(request: RegionRequest, finding: Finding, *last: Crumb) -> list[Crumb]:
    address = here(request, "finding", finding.pk) if last else None
    return way_to_evaluation(request, finding.evaluation, (_("Finding"), address), *last)


def _to(request: RegionRequest, finding_id: int, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("learning:finding", request.region.slug, finding_id)


@region_page
def finding(request: RegionRequest, finding_id: int) -> HttpResponse:
    """One finding: what it rests on, what says against it, and what came of it."""
    found = owned(Finding, request.actor, finding_id)
    sheet = finding_sheet(found, request.actor)
    context = {
        "sheet": sheet,
        "may_note": holds(rules.check_note_finding, request.actor),
        "may_learn": request.actor.may(May.NOTE_LESSON),
        "may_move": sheet.waits and holds(rules.check_note_finding, request.actor) and holds(check_test, request.actor),
        "crumbs": _way(request, found),
    }
    return TemplateResponse(request, "learning/finding.html", context)


@region_page
def new_finding(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Note something the evaluation found."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_note_finding(request.actor)
    may_move = holds(check_test, request.actor)
    asked = {name: request.GET.get(name) for name in ("question", "link", "goal")}
    form = NewFindingForm(request.POST or None, initial=asked, region_id=request.region.pk, may_move=may_move)
    if form.is_valid() and carried_out(
        form, operations.note_finding, evaluation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The finding is noted. What should be done about it?"))
        return redirect("learning:evaluation", request.region.slug, found.pk)
    trail = way_to_evaluation(request, found, (_("New finding"), None))
    return form_page(request, "new_finding", form, trail, evaluation=found)


@region_page
def edit_finding(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Put right how a finding was written down."""
    found = owned(Finding, request.actor, finding_id)
    rules.check_note_finding(request.actor)
    stands = {name: getattr(found, name) for name in NOTED}
    form = FindingForm(request.POST or None, initial=stands, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.edit_finding, finding=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        return _to(request, found.pk, _("The finding is put right."))
    return _form(request, "edit_finding", form, found, _("Change"))


def _form(request: RegionRequest, template: str, form: Any, finding: Finding, last: str) -> HttpResponse:
    trail = _way(request, finding, (last, None))
    return form_page(request, template, form, trail, evaluation=finding.evaluation, finding=finding)


@region_page
def move_evidence(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Let the finding move what is known of its link."""
    found = owned(Finding, request.actor, finding_id)
    rules.check_note_finding(request.actor)
    check_test(request.actor)
    link = rules.link_moved_by(found)
    form = MoveForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.move_evidence_by, finding=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        return _to(request, found.pk, _("The evidence of the link is moved. The chain tells by which finding."))
    trail = _way(request, found, (_("Move the evidence"), None))
    return form_page(request, "move_evidence", form, trail, finding=found, link=link)


@region_page
def add_source(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Say one more thing that the finding rests on."""
    found = owned(Finding, request.actor, finding_id)
    rules.check_note_finding(request.actor)
    form = SourceForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.add_finding_source, finding=found, source=form.draft(), by=request.actor, at=now()
    ):
        return _to(request, found.pk, _("The source is there."))
    return _form(request, "finding_source", form, found, _("Add a source"))


@region_page
@require_POST
def remove_source(request: RegionRequest, source_id: int) -> HttpResponse:
    """Take away a source that was told by mistake."""
    source = owned(FindingSource, request.actor, source_id)
    operations.remove_finding_source(source=source, by=request.actor, at=now())
    return _to(request, source.finding_id, _("The source is taken away. The trail keeps it."))


@region_page
def contradict(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Say that another finding cannot be right if this one is."""
    found = owned(Finding, request.actor, finding_id)
    rules.check_note_finding(request.actor)
    form = ContradictionForm(request.POST or None, finding=found)
    if form.is_valid() and carried_out(
        form, operations.contradict_finding, finding=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        return _to(request, found.pk, _("The contradiction stands beside both findings."))
    return _form(request, "contradict_finding", form, found, _("Contradiction"))


@region_page
@require_POST
def withdraw(request: RegionRequest, contradiction_id: int) -> HttpResponse:
    """The two can both be right after all."""
    found = owned(FindingContradiction, request.actor, contradiction_id)
    operations.withdraw_contradiction(contradiction=found, by=request.actor, at=now())
    return _to(request, found.first_id, _("The contradiction is withdrawn. The trail keeps it."))
