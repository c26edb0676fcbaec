"""The report while it is written: the form, saved as it is written, and what two people wrote at the same time."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from varv.core.refusals import RuleBroken, holds
from varv.overview.rounds.report_sheet import report_sheet
from varv.overview.words import clock, refusal
from varv.regions.models import TrailEntry
from varv.rounds import operations, rules
from varv.rounds.models import Evidence, Report, ReportLine
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number, today
from varv.web.rounds.handing_forms import EvidenceForm
from varv.web.rounds.reading import read
from varv.web.rounds.report_form import ReportForm
from varv.web.rounds.report_pages import crumbs, form_url, here, report_page
from varv.web.rounds.sent import as_meant, two_texts


@region_page
def report(request: RegionRequest, report_id: int) -> HttpResponse:
    """The form, for whoever is to write; the report as it stands, for everyone else."""
    found = owned(Report, request.actor, report_id)
    if request.method == "POST":
        return _save(request, found)
    writes = found.author_id == request.actor.person_id or "skriv" in request.GET
    may_write = holds(rules.check_write, found, request.actor, today())
    if not (writes and may_write):
        return read(request, found, may_write=may_write)
    sheet = report_sheet(found)
    evidence_form = EvidenceForm(lines=sheet.lines)
    return report_page(request, "report", found, sheet, form=ReportForm(sheet=sheet), evidence_form=evidence_form)


def sent_form(request: RegionRequest, found: Report, auto_id: str = "id_%s") -> ReportForm:
    """The report's form with what was sent, as it was meant."""
    sheet = report_sheet(found)
    return ReportForm(as_meant(request.POST, sheet), sheet=sheet, auto_id=auto_id)


def written(request: RegionRequest, found: Report, form: ReportForm) -> int:
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
    form = sent_form(request, found)
    try:
        revision = written(request, found, form)
    except RuleBroken as refused:
        if refused.code == "stale":
            return show_both(request, found, 409)
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
    context = {"form": form, "evidence_form": evidence_form or EvidenceForm(lines=sheet.lines)}
    return report_page(request, "report", found, sheet, 422, **context)


def _only_save(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    begun = _not_attached(request, found, form)
    if form.errors or begun:
        return _again(request, found, form, begun)
    messages.success(request, _("Saved. You can go on whenever you like."))
    return redirect(form_url(request, found))


def _as_last_time(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    """Saved with last time's figures, back at the line."""
    if form.errors:
        return _again(request, found, form)
    return redirect(f"{form_url(request, found)}#id_value_{sent_number(which)}")


def _to_review(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    form.point_at(report_sheet(found).lacking)
    begun = _not_attached(request, found, form)
    if form.errors or begun:
        return _again(request, found, form, begun)
    return redirect(here(request, "review", found))


def _attach(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    evidence_form = EvidenceForm(request.POST, request.FILES, lines=form.sheet.lines)
    if evidence_form.is_valid() and _attached(request, found, evidence_form):
        messages.success(request, _("It is attached."))
        return redirect(form_url(request, found) + "#underlag")
    return _again(request, found, form, evidence_form)


def _not_attached(request: RegionRequest, found: Report, form: ReportForm) -> EvidenceForm | None:
    """What was begun under *Attach something* is attached whichever button was pressed; if it cannot be, the form."""
    begun = EvidenceForm(request.POST, request.FILES, lines=form.sheet.lines)
    if not begun.has_changed() or (begun.is_valid() and _attached(request, found, begun)):
        return None
    return begun


def _attached(request: RegionRequest, found: Report, form: EvidenceForm) -> bool:
    title, link, line_id = (form.cleaned_data[name] for name in ("title", "link", "line"))
    line = owned(ReportLine, request.actor, line_id) if line_id else None
    deed, what = (operations.attach_link, {"link": link}) if link else (operations.attach_file, form.file())
    return carried_out(form, deed, report=found, title=title, line=line, **what, by=request.actor, at=now())


def _take_away(request: RegionRequest, found: Report, form: ReportForm, revision: int, which: str) -> HttpResponse:
    """Only what hangs on this very report."""
    evidence = owned(Evidence, request.actor, sent_number(which))
    if evidence.report_id != found.pk:
        raise Http404
    operations.remove_evidence(evidence=evidence, by=request.actor, at=now())
    messages.success(request, _("“%(title)s” is taken away.") % {"title": evidence.title})
    return redirect(form_url(request, found) + "#underlag")


DEEDS: dict[str, Callable[..., HttpResponse]] = {
    "review": _to_review,
    "attach": _attach,
    "remove": _take_away,
    "same": _as_last_time,
}


@region_page
@require_POST
def autosave(request: RegionRequest, report_id: int) -> HttpResponse:
    """Save while the author writes: 200, 422 with what could not be read (the rest is saved), or 409."""
    found = owned(Report, request.actor, report_id)
    form = sent_form(request, found)
    at = now()
    try:
        revision = written(request, found, form)
    except RuleBroken as refused:
        return JsonResponse(_who_was_here(request, found, refused), status=409)
    progress = report_sheet(found).progress
    saved = {
        "revision": revision,
        "saved_at": clock(at),
        "minutes_left": progress.minutes_left,
        "parts_left": progress.left,
    }
    if form.errors:
        return JsonResponse(saved | {"errors": form.errors}, status=422)
    return JsonResponse(saved)


def _who_was_here(request: RegionRequest, found: Report, refused: RuleBroken) -> dict[str, str]:
    """Whose change stands in the way: of the report, or of a round that was closed meanwhile."""
    found.refresh_from_db()
    about = found.round if refused.code.startswith("round.") else found
    last = TrailEntry.objects.about(about).last()
    return {
        "by": last.person if last else "",
        "at": clock(last.at) if last else "",
        "url": here(request, "compare" if refused.code == "stale" else "report", found),
    }


@region_page
@require_http_methods(["GET", "POST"])
def compare(request: RegionRequest, report_id: int) -> HttpResponse:
    """What is saved beside what one has written oneself, field by field; sent here by the page that found it out."""
    found = owned(Report, request.actor, report_id)
    rules.check_write(found, request.actor, today())
    return show_both(request, found, 200)


def show_both(request: RegionRequest, found: Report, status: int) -> HttpResponse:
    """What is saved and what was sent, where they differ. Nothing is saved; without anything sent nothing differs."""
    found.refresh_from_db()
    sheet = report_sheet(found)
    form = ReportForm(request.POST or None, sheet=sheet)
    context = {
        "form": form,
        "differing": two_texts(form) if request.POST else [],
        "last": TrailEntry.objects.about(found).last(),
        "crumbs": crumbs(request, found, _("Compare")),
    }
    return report_page(request, "compare", found, sheet, status, **context)
