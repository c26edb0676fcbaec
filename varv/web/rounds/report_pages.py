"""What every page about one report shows, and where each stands."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from varv.overview.rounds.report_sheet import ReportSheet
from varv.overview.words import period
from varv.overview.words.of_reporting import title
from varv.overview.words.of_rounds import PARTS
from varv.overview.words.verbs import verb
from varv.rounds.models import Report
from varv.web.gate import RegionRequest
from varv.web.rounds.handing_forms import part_names


def here(request: RegionRequest, view: str, report: Report) -> str:
    """The address of one of the report's pages."""
    return reverse(f"rounds:{view}", args=[request.region.slug, report.pk])


def form_url(request: RegionRequest, report: Report) -> str:
    """Where the form is: whoever writes in the author's stead has asked for it."""
    return here(request, "report", report) + ("" if report.author_id == request.actor.person_id else "?skriv=ja")


def crumbs(request: RegionRequest, report: Report, last: str = "") -> list[tuple[str, str | None]]:
    """The way to the report, and to a page below it."""
    round_ = reverse("rounds:round", args=[request.region.slug, report.round_id])
    trail: list[tuple[str, str | None]] = [(_("Report"), None), (capfirst(period(report.round.period)), round_)]
    name = report.initiative.name
    return [*trail, (name, here(request, "report", report)), (last, None)] if last else [*trail, (name, None)]


def report_page(
    request: RegionRequest, view: str, report: Report, sheet: ReportSheet, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about one report."""
    names = part_names(sheet)
    base = {
        "report": report,
        "sheet": sheet,
        "title": title(sheet.kind, sheet.initiative),
        "parts": [(step, PARTS[step.part]) for step in sheet.steps],
        "remarks": [(remark, names.get(remark.part, "")) for remark in sheet.waiting_remarks],
        "history": [(one, verb(one.verb)) for one in sheet.history],
        "form_url": form_url(request, report),
        "is_author": report.author_id == request.actor.person_id,
        "revision": report.revision,
        "crumbs": crumbs(request, report),
    }
    return TemplateResponse(request, f"rounds/{view}.html", base | context, status=status)
