"""What was made of a lesson, told from beside a form or on a page of its own."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from varv.core.judgement import Heed
from varv.learning import operations, rules
from varv.overview.words import word
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, region_page
from varv.web.learning.forms.uses import UseForm
from varv.web.learning.pages import crumbs, form_page, here, readable

UNREADABLE = 422


@region_page
def use_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Say what was made of a lesson. A script asks for JSON, so that the page one plans on is never left."""
    found = readable(request, lesson_id)
    rules.check_use_lesson(found, request.actor)
    form = UseForm(request.POST or None, initial={"heed": Heed.USED}, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.use_lesson, lesson=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        said = _("Kept: %(heed)s") % {"heed": word(outcome_of(form).heed)}
        if _is_script(request):
            return JsonResponse({"said": said})
        messages.success(request, f"{said}.")
        return redirect("learning:lesson", request.region.slug, found.pk)
    if form.is_bound and _is_script(request):
        errors = [str(error) for told in form.errors.values() for error in told]
        return JsonResponse({"errors": errors}, status=UNREADABLE)
    way = crumbs(request, (_("Lessons"), here(request, "lessons")), (_("A lesson"), here(request, "lesson", found.pk)))
    return form_page(request, "use_lesson", form, [*way, (_("Your answer"), None)], lesson=found)


def _is_script(request: RegionRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")
