"""What the pages of LEARN have in common: the way back, and a form that keeps what was written."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.learning.models import Lesson, Recommendation
from varv.web.gate import RegionRequest

Crumb = tuple[str, str | None]


def crumbs(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    """The way from the group of pages to this one."""
    return [(_("Learn"), None), *last]


def here(request: RegionRequest, view: str, *args: Any) -> str:
    """The address of a page of this region."""
    return reverse(f"learning:{view}", args=[request.region.slug, *args])


def way_of_lessons(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    """The way over the lessons; their own page when nothing comes after."""
    return crumbs(request, (_("Lessons"), here(request, "lessons") if last else None), *last)


def way_to_lesson(request: RegionRequest, lesson: Lesson, *last: Crumb) -> list[Crumb]:
    """The way over the lessons and this one of them."""
    return way_of_lessons(request, (_("A lesson"), here(request, "lesson", lesson.pk) if last else None), *last)


def way_from_recommendation(request: RegionRequest, recommendation: Recommendation, *last: Crumb) -> list[Crumb]:
    """The way over the recommendations and this one of them; its own page when nothing comes after."""
    address = here(request, "recommendation", recommendation.pk) if last else None
    listed = (_("Recommendations"), here(request, "recommendations"))
    return crumbs(request, listed, (f"R{recommendation.number}", address), *last)


def form_page(request: RegionRequest, template: str, form: Form, trail: list[Crumb], **context: Any) -> HttpResponse:
    """A page with a form: 422 when something must be put right, with all that was written still there.

    *Cancel* leads to the last page of the way that has an address.
    """
    back = next(url for _title, url in reversed(trail) if url)
    return TemplateResponse(
        request,
        f"learning/{template}.html",
        {"form": form, "crumbs": trail, "back": back, **context},
        status=422 if form.is_bound else 200,
    )


def readable(request: RegionRequest, lesson_id: int) -> Lesson:
    """The lesson, if this person may read it. A draft that is someone else's own does not exist."""
    found: Lesson = get_object_or_404(Lesson.objects.of(request.region.pk).readable_by(request.actor), pk=lesson_id)
    return found
