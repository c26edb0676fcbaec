from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from varv.core.workflow import ImportState
from varv.delivery import operations, rules
from varv.delivery.models import CaseImport, ColumnMapping
from varv.delivery.waiting_cases import waiting
from varv.overview.projects.case_preview import Shown, case_preview, latest_imports, refused_lines, safe_columns
from varv.web.delivery.case_files import looked_through
from varv.web.delivery.forms.cases import (
    AllowForm,
    CaseFileForm,
    ColumnsForm,
    MappingNameForm,
    RenameMappingForm,
    SeenForm,
)
from varv.web.delivery.pages import Crumb, form_page, stale
from varv.web.delivery.views.projects import project_crumbs
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page

LINES_A_PAGE = 50
# Reading in more than this takes so long that one should be told.
MANY = 2_000


def _crumbs(request: RegionRequest, last: str = "") -> list[Crumb]:
    before = project_crumbs(request, last=_("Read in cases"))
    if not last:
        return before
    return [before[0], (before[1][0], reverse("delivery:cases", args=[request.region.slug])), (last, None)]


@region_page
@sensitive_variables()
@sensitive_post_parameters()
def cases(request: RegionRequest) -> HttpResponse:
    """Choose an export, and see what has been read in before."""
    rules.check_import_cases(request.actor)
    form = CaseFileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and carried_out(
        form, looked_through, upload=form.cleaned_data["upload"], allowed={}, by=request.actor, at=now()
    ):
        return _to_columns(request, outcome_of(form))
    imports = latest_imports(request.region.pk)
    context = {
        "form": form,
        "imports": imports,
        "waiting": [one for one in imports if one.state is ImportState.PREVIEWED],
        "mappings": ColumnMapping.objects.of(request.region.pk).order_by("name"),
        "crumbs": _crumbs(request),
    }
    return TemplateResponse(request, "delivery/cases.html", context, status=422 if form.is_bound else 200)


def _to_columns(request: RegionRequest, case_import: CaseImport) -> HttpResponse:
    return redirect("delivery:case_columns", request.region.slug, case_import.pk)


@region_page
def case_columns(request: RegionRequest, import_id: int) -> HttpResponse:
    """Which column is what, and which were refused?"""
    found = owned(CaseImport, request.actor, import_id)
    rules.check_remap(found, request.actor)
    told = waiting(found)
    form = ColumnsForm(request.POST or None, headings=told.headings, columns=told.columns)
    if form.is_valid() and carried_out(
        form, operations.remap, case_import=found, columns=form.columns(), by=request.actor, at=now()
    ):
        return redirect("delivery:case_preview", request.region.slug, found.pk)
    return _columns_page(request, found, form=form)


def _columns_page(request: RegionRequest, found: CaseImport, **forms: Any) -> HttpResponse:
    told, refused = waiting(found), refused_lines(found)
    context = {
        "case_import": found,
        "form": ColumnsForm(headings=told.headings, columns=told.columns),
        "allow_form": AllowForm(refused=refused),
        "columns": safe_columns(told),
        "refused": refused,
        "can_be_mistaken": any(one.can_be_mistaken and not one.because for one in refused),
        "crumbs": _crumbs(request, _("Columns")),
        **forms,
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return TemplateResponse(request, "delivery/case_columns.html", context, status=status)


@region_page
@require_POST
@sensitive_variables()
@sensitive_post_parameters()
def allow_column(request: RegionRequest, import_id: int) -> HttpResponse:
    """A column only looked like personal data: read the file once more, with it."""
    found = owned(CaseImport, request.actor, import_id)
    rules.check_remap(found, request.actor)
    refused = refused_lines(found)
    form = AllowForm(request.POST, request.FILES, refused=refused)
    if form.is_valid():
        before = {one.heading: one.because for one in refused if one.because}
        allowed = before | {form.cleaned_data["heading"]: form.cleaned_data["reason"]}
        upload = form.cleaned_data["upload"]
        if carried_out(form, looked_through, upload=upload, allowed=allowed, by=request.actor, at=now()):
            return _to_columns(request, outcome_of(form))
    return _columns_page(request, found, allow_form=form)


@region_page
def preview(request: RegionRequest, import_id: int) -> HttpResponse:
    """What would the file change?"""
    found = owned(CaseImport, request.actor, import_id)
    rules.check_apply_import(found, request.actor)
    told = waiting(found)
    if not told.is_mapped:
        return _to_columns(request, found)
    return preview_page(request, found, MappingNameForm(initial={"name": found.mapping}))


def preview_page(request: RegionRequest, found: CaseImport, form: MappingNameForm) -> HttpResponse:
    """What would be changed, sort by sort, with the button that does it."""
    wished = request.GET.get("visa", "")
    shown = Shown(wished) if wished in set(Shown) else None
    seen = case_preview(request.region.pk, waiting(found), shown)
    context = {
        "case_import": found,
        "preview": seen,
        "page": Paginator(seen.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "counts": [(one, seen.counts[one]) for one in Shown],
        "is_many": seen.counts["new"] + seen.counts["changed"] > MANY,
        "seen_form": SeenForm(initial={"seen": seen.seal}),
        "form": form,
        "crumbs": _crumbs(request, _("Preview")),
    }
    return TemplateResponse(request, "delivery/case_preview.html", context, status=422 if form.is_bound else 200)


@region_page
@require_POST
def apply_cases(request: RegionRequest, import_id: int) -> HttpResponse:
    """Read in what was looked at."""
    found = owned(CaseImport, request.actor, import_id)
    operations.apply_import(case_import=found, seen=request.POST.get("seen", ""), by=request.actor, at=now())
    found.refresh_from_db()
    new = ngettext("%(n)s new project", "%(n)s new projects", found.counts["new"]) % {"n": found.counts["new"]}
    changed = npgettext("project", "%(n)s changed", "%(n)s changed", found.counts["changed"]) % {
        "n": found.counts["changed"]
    }
    messages.success(request, _("The file is read in: %(new)s and %(changed)s.") % {"new": new, "changed": changed})
    return redirect("delivery:projects", request.region.slug)


@region_page
@require_POST
def discard_cases(request: RegionRequest, import_id: int) -> HttpResponse:
    """Throw away what waits."""
    found = owned(CaseImport, request.actor, import_id)
    operations.discard_import(case_import=found, by=request.actor, at=now())
    messages.success(request, _("The import is thrown away. Nothing of the file is left."))
    return redirect("delivery:cases", request.region.slug)


@region_page
@require_POST
def save_mapping(request: RegionRequest, import_id: int) -> HttpResponse:
    """Keep how the columns are read."""
    found = owned(CaseImport, request.actor, import_id)
    rules.check_remap(found, request.actor)
    form = MappingNameForm(request.POST)
    if form.is_valid() and carried_out(
        form, operations.save_mapping, case_import=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The reading of columns is saved. The next file with them is read the same way."))
        return redirect("delivery:case_preview", request.region.slug, found.pk)
    return preview_page(request, found, form)


@region_page
def rename_mapping(request: RegionRequest, mapping_id: int) -> HttpResponse:
    """Call a reading of columns something else."""
    mapping = owned(ColumnMapping, request.actor, mapping_id)
    rules.check_import_cases(request.actor)
    form = RenameMappingForm(request.POST or None, initial={"name": mapping.name, "revision": mapping.revision})
    if form.is_valid() and carried_out(
        form, operations.rename_mapping, mapping=mapping, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The reading of columns has a new name."))
        return redirect("delivery:cases", request.region.slug)
    trail = _crumbs(request, mapping.name)
    return form_page(request, "rename_mapping", form, trail, mapping=mapping, is_stale=stale(form, mapping))


@region_page
@require_POST
def remove_mapping(request: RegionRequest, mapping_id: int) -> HttpResponse:
    """Take a reading of columns away."""
    mapping = owned(ColumnMapping, request.actor, mapping_id)
    operations.remove_mapping(mapping=mapping, by=request.actor, at=now())
    messages.success(request, _("The reading of columns is taken away."))
    return redirect("delivery:cases", request.region.slug)
