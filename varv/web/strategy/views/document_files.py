from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.strategy import operations, rules
from varv.strategy.models import DocumentFile, SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page
from varv.web.strategy.forms import FileForm
from varv.web.strategy.pages import document_crumbs, form_page, here


@region_page
def attach_file(request: RegionRequest, document_id: int) -> HttpResponse:
    """Keep the document itself as a file."""
    document = owned(SteeringDocument, request.actor, document_id)
    rules.check_attach_file(document, request.actor)
    form = FileForm(request.POST or None, request.FILES or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.attach_file, document=document, **form.file(), by=request.actor, at=now()
    ):
        messages.success(request, _("The file is attached."))
        return redirect(here(request, "document", document.pk) + "#filer")
    crumbs = document_crumbs(request, document, _("Attach a file"))
    return form_page(request, "attach_file", form, crumbs, document=document)


@region_page
def document_file(request: RegionRequest, file_id: int) -> HttpResponse:
    """The document as a file: always to be saved, never to be run by the browser."""
    found = owned(DocumentFile, request.actor, file_id)
    response = HttpResponse(bytes(found.content.content), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@region_page
@require_POST
def remove_file(request: RegionRequest, file_id: int) -> HttpResponse:
    """Take a file away."""
    found = owned(DocumentFile, request.actor, file_id)
    document_id = found.document_id
    operations.remove_file(file=found, by=request.actor, at=now())
    messages.success(request, _("The file is taken away. The history remembers that it was there."))
    return redirect(here(request, "document", document_id) + "#filer")
