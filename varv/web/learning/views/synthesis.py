from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.refusals import holds
from varv.learning import rules
from varv.overview.learning.knowledge.knowledge import knowledge
from varv.overview.learning.knowledge.subjects import Row, subject_of
from varv.overview.learning.knowledge.synthesis import MINIMUM_SOURCES, synthesis
from varv.publishing.brief import too_little
from varv.strategy.models import ActionArea, GenericActivity, Goal
from varv.web.gate import RegionRequest, owned, region_page
from varv.web.learning.pages import crumbs, here


@region_page
def subjects(request: RegionRequest) -> HttpResponse:
    """Of what do we know anything? All themes, goals and kinds of activity."""
    found = knowledge(request.region.pk)
    context = {
        "found": found,
        "shown": "thin" if request.GET.get("visa") == "tunna" else "all",
        "thin": len(found.lines) - found.enough,
        "least": MINIMUM_SOURCES,
        "crumbs": crumbs(request, (_("What we know"), None)),
    }
    return TemplateResponse(request, "learning/synthesis_subjects.html", context)


@region_page
def about_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """What do we know of a goal, with those below it?"""
    return _page(request, owned(Goal, request.actor, goal_id))


@region_page
def about_area(request: RegionRequest, area_id: int) -> HttpResponse:
    """What do we know of a theme?"""
    return _page(request, owned(ActionArea, request.actor, area_id))


@region_page
def about_activity(request: RegionRequest, activity_id: int) -> HttpResponse:
    """What do we know of a kind of activity?"""
    return _page(request, owned(GenericActivity, request.actor, activity_id))


def _page(request: RegionRequest, row: Row) -> HttpResponse:
    found = synthesis(request.region.pk, subject_of(row))
    context = {
        "found": found,
        "too_little": "" if found.is_enough else too_little(found.sources),
        "least": MINIMUM_SOURCES,
        "may_write": holds(rules.check_write_brief, request.actor),
        "crumbs": crumbs(request, (_("What we know"), here(request, "subjects")), (found.subject.name, None)),
    }
    return TemplateResponse(request, "learning/synthesis.html", context)
