"""The half-year report: written, saved as it is written, reviewed, handed in, read, sent back and approved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varv.core.refusals import RuleBroken, holds
from varv.learning import rules as learning
from varv.learning.models import Lesson
from varv.overview.rounds.report_sheet import ReportSheet, report_sheet
from varv.overview.words import clock, period, refusal
from varv.overview.words.of_rounds import PARTS, lacking_words
from varv.overview.words.verbs import verb
from varv.regions.models import TrailEntry
from varv.rounds import operations, rules
from varv.rounds.drafts import value_field
from varv.rounds.models import Evidence, Report
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number
from varv.web.rounds.forms import EvidenceForm, HandOverForm, ReportForm, ReturnForm


def _here(request: RegionRequest, view: str, report: Report) -> str:
    return reverse(f"rounds:{view}", args=[request.region.slug, report.pk])


def _form(request: RegionRequest, report: Report) -> str:
    """Where the form is: whoever writes in the author's stead has asked for it."""
    return _here(request, "report", report) + ("" if report.author_id == request.actor.person_id else "?skriv=ja")


def _crumbs(request: RegionRequest, report: Report, last: str = "") -> list[tuple[str, str | None]]:
    round_ = reverse("rounds:round", args=[request.region.slug, report.round_id])
    trail: list[tuple[str, str | None]] = [(_("Report"), None), (capfirst(period(report.round.period)), round_)]
    name = report.initiative.name
    return [*trail, (name, _here(request, "report", report)), (last, None)] if last else [*trail, (name, None)]


def _page(
    request: RegionRequest, view: str, report: Report, sheet: ReportSheet, status: int = 200, **context: Any
) -> HttpResponse:
    base = {
        "report": report,
        "sheet": sheet,
        "parts": [(step, PARTS[step.part]) for step in sheet.steps],
        "history": [(one, verb(one.verb)) for one in sheet.history],
        "form_url": _form(request, report),
        "is_author": report.author_id == request.actor.person_id,
        "revision": report.revision,
        "crumbs": _crumbs(request, report),
    }
    return TemplateResponse(request, f"rounds/{view}.html", base | context, status=status)


@region_page
def report(request: RegionRequest, report_id: int) -> HttpResponse:
    """The form, for whoever is to write; the report as it stands, for everyone else."""
    found = owned(Report, request.actor, report_id)
    if request.method == "POST":
        return _save(request, found)
    writes = found.author_id == request.actor.person_id or "skriv" in request.GET
    may_write = holds(rules.check_write, found, request.actor)
    if not (writes and may_write):
        return _read(request, found, may_write=may_write)
    sheet = report_sheet(found)
    return _page(request, "report", found, sheet, form=ReportForm(sheet=sheet), evidence_form=EvidenceForm())


def _read(request: RegionRequest, found: Report, status: int = 200, **context: Any) -> HttpResponse:
    actor = request.actor
    base = {
        "may_write": False,
        "may_approve": holds(rules.check_approve, found, actor),
        "may_return": holds(rules.check_return, found, "…", actor),
        "may_take_back": holds(rules.check_take_back, found, actor),
        "may_hand_over": holds(rules.check_hand_over, found, actor),
        "return_form": ReturnForm(),
        "hand_over_form": HandOverForm(region_id=actor.region_id),
        "lessons": Lesson.objects.of(actor.region_id).readable_by(actor).filter(report=found).newest_first(),
        "may_learn": holds(learning.check_note_lesson, actor) and holds(learning.check_learn_from, found),
    }
    return _page(request, "read", found, report_sheet(found), status, **(base | context))


# --- saving ---------------------------------------------------------------------------------------------------


def _written(request: RegionRequest, found: Report, form: ReportForm) -> int:
    """Save what could be read of the form, upon the revision it was opened with; gives the next one.

    What is sent once more because the first answer was lost is saved already, and no conflict.
    """
    form.is_valid()
    revision, draft = sent_number(request.POST.get("revision", "")), form.draft()
    try:
        return operations.save_draft(report=found, revision=revision, draft=draft, by=request.actor, at=now())
    except RuleBroken as refused:
        found.refresh_from_db()
        if refused.code != "stale" or draft != report_sheet(found).draft:
            raise
        return found.revision


def _save(request: RegionRequest, found: Report) -> HttpResponse:
    """Save without a script, then do what the button said: only save, review, attach or take away."""
    form = ReportForm(request.POST, sheet=report_sheet(found))
    try:
        revision = _written(request, found, form)
    except RuleBroken as refused:
        if refused.code == "stale":
            return _compare(request, found, form, status=409)
        form.add_error(None, refusal(refused))
        return _again(request, found, form)
    found.refresh_from_db()
    deed, _colon, which = request.POST.get("do", "").partition(":")
    return DEEDS.get(deed, _only_save)(request, found, form, revision, which)


def _again(
    request: RegionRequest, found: Report, form: ReportForm, evidence_form: EvidenceForm | None = None
) -> HttpResponse:
    """The form once more, with what is wrong, and everything that was written still there."""
    sheet = report_sheet(found)
    context = {"form": form, "evidence_form": evidence_form or EvidenceForm()}
    return _page(request, "report", found, sheet, status=422, **context)


def _only_save(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    begun = _not_attached(request, found)
    if form.errors or begun:
        return _again(request, found, form, begun)
    messages.success(request, _("Saved. You can go on whenever you like."))
    return redirect(_form(request, found))


def _to_review(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    form.point_at(report_sheet(found).lacking)
    begun = _not_attached(request, found)
    if form.errors or begun:
        return _again(request, found, form, begun)
    return redirect(_here(request, "review", found))


def _attach(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    evidence_form = EvidenceForm(request.POST, request.FILES)
    if evidence_form.is_valid() and _attached(request, found, evidence_form):
        messages.success(request, _("It is attached."))
        return redirect(_form(request, found) + "#underlag")
    return _again(request, found, form, evidence_form)


def _not_attached(request: RegionRequest, found: Report) -> EvidenceForm | None:
    """What was begun under *Attach something* is attached whichever button was pressed; if it cannot be, the form."""
    form = EvidenceForm(request.POST, request.FILES)
    if not form.has_changed() or (form.is_valid() and _attached(request, found, form)):
        return None
    return form


def _attached(request: RegionRequest, found: Report, form: EvidenceForm) -> bool:
    title, link = form.cleaned_data["title"], form.cleaned_data["link"]
    deed, what = (operations.attach_link, {"link": link}) if link else (operations.attach_file, form.file())
    return carried_out(form, deed, report=found, title=title, **what, by=request.actor, at=now())


def _take_away(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    """Only what hangs on this very report."""
    evidence = owned(Evidence, request.actor, sent_number(which))
    if evidence.report_id != found.pk:
        raise Http404
    operations.remove_evidence(evidence=evidence, by=request.actor, at=now())
    messages.success(request, _("“%(title)s” is taken away.") % {"title": evidence.title})
    return redirect(_form(request, found) + "#underlag")


DEEDS: dict[str, Callable[..., HttpResponse]] = {"review": _to_review, "attach": _attach, "remove": _take_away}


@region_page
@require_POST
def autosave(request: RegionRequest, report_id: int) -> HttpResponse:
    """Save while the author writes: 200, 422 with what could not be read (the rest is saved), or 409."""
    found = owned(Report, request.actor, report_id)
    form = ReportForm(request.POST, sheet=report_sheet(found))
    at = now()
    try:
        revision = _written(request, found, form)
    except RuleBroken as refused:
        return JsonResponse(_who_was_here(request, found, refused), status=409)
    saved = {"revision": revision, "saved_at": clock(at)}
    if form.errors:
        return JsonResponse(saved | {"errors": form.errors}, status=422)
    return JsonResponse(saved)


def _who_was_here(request: RegionRequest, found: Report, refused: RuleBroken) -> dict[str, str]:
    """Whose change stands in the way: of the report, or of a round that was closed meanwhile."""
    found.refresh_from_db()
    about = found.round if refused.code == "round.closed" else found
    last = TrailEntry.objects.about(about).last()
    return {
        "by": last.person if last else "",
        "at": clock(last.at) if last else "",
        "url": _here(request, "compare" if refused.code == "stale" else "report", found),
    }


@region_page
@require_GET
def compare(request: RegionRequest, report_id: int) -> HttpResponse:
    """What is saved beside a form where one's own text is put back."""
    found = owned(Report, request.actor, report_id)
    rules.check_write(found, request.actor)
    return _compare(request, found, ReportForm(sheet=report_sheet(found)))


def _compare(request: RegionRequest, found: Report, form: ReportForm, status: int = 200) -> HttpResponse:
    found.refresh_from_db()
    last = TrailEntry.objects.about(found).last()
    context = {"form": form, "evidence_form": EvidenceForm(), "last": last}
    return _page(
        request,
        "compare",
        found,
        report_sheet(found),
        status,
        crumbs=_crumbs(request, found, _("Compare")),
        **context,
    )


# --- handing in and reading -------------------------------------------------------------------------------------


@region_page
@require_GET
def review(request: RegionRequest, report_id: int) -> HttpResponse:
    """The whole report once more before it is handed in: who gets it, and whether it can be taken back."""
    found = owned(Report, request.actor, report_id)
    rules.check_write(found, request.actor)
    sheet = report_sheet(found)
    names = {value_field(line.planned_result_id): line.text for line in sheet.lines}
    lacking = [(part, names.get(part, ""), lacking_words(part)) for part in sheet.lacking]
    return _page(
        request, "review", found, sheet, lacking=lacking, crumbs=_crumbs(request, found, _("Review and hand in"))
    )


@region_page
@require_POST
def submit(request: RegionRequest, report_id: int) -> HttpResponse:
    """Hand the report over."""
    found = owned(Report, request.actor, report_id)
    revision = sent_number(request.POST.get("revision", ""))
    operations.submit_report(report=found, revision=revision, by=request.actor, at=now())
    messages.success(request, _("The report is handed in. You can take it back until someone has read it."))
    return redirect(_here(request, "report", found))


@region_page
@require_POST
def take_back(request: RegionRequest, report_id: int) -> HttpResponse:
    """Have it back and go on writing."""
    found = owned(Report, request.actor, report_id)
    operations.take_back_report(report=found, by=request.actor, at=now())
    messages.success(request, _("The report is yours again."))
    return redirect(_here(request, "report", found))


@region_page
@require_POST
def send_back(request: RegionRequest, report_id: int) -> HttpResponse:
    """Return it to its author with words that say what is needed."""
    found = owned(Report, request.actor, report_id)
    form = ReturnForm(request.POST)
    if form.is_valid() and carried_out(
        form, operations.return_report, report=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The report is sent back, and its author sees what is needed."))
        return redirect("rounds:round", request.region.slug, found.round_id)
    return _read(request, found, 422, return_form=form)


@region_page
@require_POST
def approve(request: RegionRequest, report_id: int) -> HttpResponse:
    """Approve it; its figures are frozen."""
    found = owned(Report, request.actor, report_id)
    operations.approve_report(report=found, by=request.actor, at=now())
    messages.success(request, _("The report is approved, and its figures are frozen as they were."))
    return redirect(_here(request, "report", found))


@region_page
@require_POST
def hand_over(request: RegionRequest, report_id: int) -> HttpResponse:
    """Let somebody else write it."""
    found = owned(Report, request.actor, report_id)
    form = HandOverForm(request.POST, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.hand_over_report, report=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("%(name)s writes the report now.") % {"name": form.cleaned_data["author"].name})
        return redirect(_here(request, "report", found))
    return _read(request, found, 422, hand_over_form=form)


@region_page
@require_GET
def evidence(request: RegionRequest, evidence_id: int) -> HttpResponse:
    """A file that a report rests on: always to be saved, never to be run by the browser."""
    found = owned(Evidence, request.actor, evidence_id)
    if not found.filename:
        raise Http404
    response = HttpResponse(bytes(found.file.content), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response
