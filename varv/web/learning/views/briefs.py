from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varv.core.refusals import holds
from varv.learning import operations, rules
from varv.learning.models import Brief
from varv.overview.learning.knowledge.brief_sheet import BriefSheet, brief_list, brief_sheet
from varv.overview.learning.knowledge.subjects import MODELS, About, Row, subject_of
from varv.overview.learning.knowledge.synthesis import synthesis
from varv.publishing import pdf, word
from varv.publishing.brief import brief_document, too_little
from varv.publishing.parts import Document
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number, today
from varv.web.learning.citing import beginning_of, cited_rows, numbered_choices, with_links
from varv.web.learning.forms.briefs import BriefForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here
from varv.web.offers import offer_choices
from varv.web.publishing.views import PDF, WORD

PROSE = ("known", "disputed", "unknown")


def _readable(request: RegionRequest, brief_id: int) -> Brief:
    """The brief, if this person may read it. Someone else's draft does not exist."""
    found: Brief = get_object_or_404(
        Brief.objects.of(request.region.pk).readable_by(request.actor.person_id), pk=brief_id
    )
    return found


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("Briefs"), here(request, "briefs") if last else None), *last)


@region_page
def briefs(request: RegionRequest) -> HttpResponse:
    """Which briefs are there? What is published, and one's own drafts."""
    found = brief_list(request.actor)
    context = {
        "found": found,
        "published": sum(one.state == "published" for one in found),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/briefs.html", context)


@region_page
def brief(request: RegionRequest, brief_id: int) -> HttpResponse:
    """One brief, with what it rests on."""
    found = _readable(request, brief_id)
    sheet = brief_sheet(found)
    numbers = {one.number for one in sheet.citations}
    context = {
        "sheet": sheet,
        "too_little": "" if sheet.is_enough else too_little(sheet.sources),
        **{name: with_links(getattr(sheet, name), numbers) for name in PROSE},
        "may_edit": holds(rules.check_edit_brief, found, request.actor),
        "crumbs": _way(request, (sheet.title, None)),
    }
    return TemplateResponse(request, "learning/brief.html", context)


@region_page
@require_POST
def start_brief(request: RegionRequest) -> HttpResponse:
    """Begin a brief from what is known of a subject, with its statements cited."""
    row = _row_of(request, request.POST.get("about", ""))
    begun = beginning_of(synthesis(request.region.pk, subject_of(row)))
    made = operations.start_brief(
        about=row,
        title=begun.title,
        known=begun.known,
        disputed=begun.disputed,
        unknown=begun.unknown,
        cited=cited_rows(request.actor, [one.key for one in begun.cited]),
        by=request.actor,
        at=now(),
    )
    messages.success(request, _("The brief is begun with what is known. Only you can read it until you publish it."))
    return redirect("learning:edit_brief", request.region.slug, made.pk)


def _row_of(request: RegionRequest, key: str) -> Row:
    """The goal, theme or kind of activity that a key such as ``mal-3`` names."""
    about, _dash, number = key.partition("-")
    if about not in set(About):
        raise Http404
    return owned(MODELS[About(about)], request.actor, sent_number(number))


@region_page
def edit_brief(request: RegionRequest, brief_id: int) -> HttpResponse:
    """Write the brief together, and choose what it rests on."""
    found = _readable(request, brief_id)
    rules.check_edit_brief(found, request.actor)
    sheet = brief_sheet(found)
    stands = {name: getattr(found, name) for name in ("title", *PROSE, "revision")}
    form = BriefForm(request.POST or None, initial=stands | {"cited": [one.key for one in sheet.citations]})
    standing = [(one.number, one.key, one.text) for one in sheet.citations]
    known = synthesis(request.region.pk, sheet.subject).statements
    offer_choices(form, "cited", numbered_choices(standing, known))
    if form.is_valid() and carried_out(form, operations.edit_brief, brief=found, **_told(request, form)):
        messages.success(request, _("The brief is saved. Only you can read it until you publish it."))
        return redirect("learning:brief", request.region.slug, found.pk)
    trail = _way(request, (sheet.title, here(request, "brief", found.pk)), (_("Change"), None))
    return form_page(request, "brief_form", form, trail, sheet=sheet)


def _told(request: RegionRequest, form: BriefForm) -> dict[str, object]:
    cited = cited_rows(request.actor, form.cleaned_data["cited"])
    return {**form.cleaned_data, "cited": cited, "by": request.actor, "at": now()}


@region_page
@require_POST
def publish_brief(request: RegionRequest, brief_id: int) -> HttpResponse:
    """Let everyone in the region read it."""
    found = _readable(request, brief_id)
    operations.publish_brief(brief=found, by=request.actor, at=now())
    messages.success(request, _("The brief is published. Everyone in the region can read it, and it stands."))
    return redirect("learning:brief", request.region.slug, found.pk)


@region_page
@require_GET
def brief_word(request: RegionRequest, brief_id: int) -> HttpResponse:
    """The brief to edit."""
    sheet = brief_sheet(_readable(request, brief_id))
    return _file(word.render(_document(request, sheet)), sheet, "docx", WORD)


@region_page
@require_GET
def brief_pdf(request: RegionRequest, brief_id: int) -> HttpResponse:
    """The brief to send out."""
    sheet = brief_sheet(_readable(request, brief_id))
    return _file(pdf.render(_document(request, sheet)), sheet, "pdf", PDF)


def _document(request: RegionRequest, sheet: BriefSheet) -> Document:
    region = request.region
    return brief_document(sheet, region.name, get_language() or "sv", today(), is_example=region.is_example)


def _file(content: bytes, sheet: BriefSheet, ending: str, content_type: str) -> HttpResponse:
    name = f"{slugify(_('Brief of what is known'))}-{slugify(sheet.title)[:60]}.{ending}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
