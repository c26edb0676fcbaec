"""A workbook on its way from the person through the preview to the plan.

Between the preview and the yes the file lies in the page itself, signed for the person and the region it was shown to:
nothing is kept on the server, nobody else can read it, and what is read in is what was looked at.
"""

import base64
import binascii
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.core.plan_merge import in_reading_order
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery import operations
from varv.delivery.operations import PlanImport
from varv.overview.strategy.import_preview import ImportPreview, import_preview
from varv.publishing.workbooks.plan_reading import read_plan
from varv.web.gate import RegionRequest, now
from varv.web.strategy.forms.workbook import SeenForm, WorkbookForm
from varv.web.strategy.pages import document_crumbs

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def looked_through(content: bytes, by: Actor) -> ImportPreview:
    """What the workbook would do. Refuses a file that cannot be read at all."""
    read = read_plan(content)
    outcome = operations.rehearse_import(book=read.book, by=by, at=now())
    if read.problems:
        # What was not found may stand in one of the cells that could not be read.
        found = [one for one in outcome.problems if one.refused.code != "workbook.not_found"]
        outcome = PlanImport(outcome.rows, in_reading_order([*read.problems, *found]))
    return import_preview(outcome, read.notes)


def read_in(content: bytes, seen: str, by: Actor) -> PlanImport:
    """Read in what was shown."""
    return operations.import_plan(book=read_plan(content).book, seen=seen, by=by, at=now())


def sealed(content: bytes, actor: Actor) -> str:
    """The file as text that only this person can send back, and only to this region."""
    return _signer(actor).sign(base64.b64encode(content).decode())


def unsealed(written: str, actor: Actor) -> bytes:
    """The file again. Refuses whatever was not sealed for this person here."""
    try:
        return base64.b64decode(_signer(actor).unsign(written))
    except (BadSignature, binascii.Error, ValueError) as broken:
        raise RuleBroken("workbook.not_as_sent") from broken


def _signer(actor: Actor) -> Signer:
    return Signer(salt=f"workbook:{actor.region_id}:{actor.person_id}")


def preview_page(request: RegionRequest, content: bytes, preview: ImportPreview, **context: Any) -> HttpResponse:
    """What would be changed, with the file in it and a button to do it. 422 when something has to be put right."""
    form = SeenForm(initial={"content": sealed(content, request.actor), "seen": preview.seal})
    crumbs = document_crumbs(request, last=_("Workbook"))
    context |= {"preview": preview, "form": form, "again": WorkbookForm(), "crumbs": crumbs}
    status = 422 if preview.problems else 200
    return TemplateResponse(request, "strategy/workbook_preview.html", context, status=status)


def done(outcome: PlanImport) -> str:
    """What was done, for the message."""
    added = sum(row.is_new for row in outcome.rows)
    changed = sum(bool(row.changes) and not row.is_new for row in outcome.rows)
    new = ngettext("%(n)s new row", "%(n)s new rows", added) % {"n": added}
    other = ngettext("%(n)s changed row", "%(n)s changed rows", changed) % {"n": changed}
    return _("The workbook is read in: %(new)s and %(other)s. Fetch the plan again before you go on in Excel.") % {
        "new": new,
        "other": other,
    }


def file(content: bytes, *parts: str) -> HttpResponse:
    """A workbook to keep."""
    name = "-".join(slugify(part) for part in ("varv", *parts))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
