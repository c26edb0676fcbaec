from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.learning import operations, rules
from varv.learning.models import Lesson
from varv.overview.learning.lessons.lesson_reviews import lessons_to_review
from varv.overview.learning.lessons.lesson_sheet import lesson_sheet
from varv.overview.learning.lessons.lesson_uses import unused_lessons
from varv.web.gate import RegionRequest, carried_out, now, region_page, today
from varv.web.learning.forms import AcceptForm, RetireForm, ReturnForm, ReviewForm, WorkUpForm
from varv.web.learning.pages import form_page, readable, way_of_lessons, way_to_lesson
from varv.web.learning.views.lessons import WRITTEN


@region_page
@require_POST
def offer_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Show a draft to those who may accept it."""
    found = readable(request, lesson_id)
    operations.offer_lesson(lesson=found, by=request.actor, at=now())
    messages.success(request, _("The lesson is suggested. Those who can accept it see it now."))
    return redirect("learning:lesson", request.region.slug, found.pk)


@region_page
def work_up_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Make a draft such that others can judge it."""
    found = readable(request, lesson_id)
    rules.check_work_up_lesson(found, request.actor)
    stands = {name: getattr(found, name) for name in WRITTEN}
    form = WorkUpForm(request.POST or None, initial=stands, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.work_up_lesson, lesson=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The lesson is worked up, and can be judged."))
        return redirect("learning:lesson", request.region.slug, found.pk)
    return form_page(request, "work_up_lesson", form, way_to_lesson(request, found, (_("Work up"), None)))


@region_page
def return_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Make a lesson that was worked up too thinly a draft again, with what is missing."""
    found = readable(request, lesson_id)
    rules.check_return_lesson(found, request.actor)
    form = ReturnForm(request.POST or None)
    done = _("The lesson is a draft again, with what is missing.")
    return _taken(request, found, form, _Step("return_lesson", operations.return_lesson, done, _("Send back")))


@region_page
def accept_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Make a lesson common knowledge, with when it holds and when not."""
    found = readable(request, lesson_id)
    rules.check_accept_lesson(found, request.actor)
    form = AcceptForm(request.POST or None, initial=_accepted(found), region_id=request.region.pk)
    done = _("The lesson is accepted. Everyone in the region can read it.")
    return _taken(request, found, form, _Step("accept_lesson", operations.accept_lesson, done, _("Accept")))


def _accepted(found: Lesson) -> dict[str, Any]:
    """What a lesson says already, its author as its owner, and a year until it is asked about."""
    names = ("context", "holds_not", "generic_activity", "goal")
    stands: dict[str, Any] = {name: getattr(found, name) for name in names}
    return stands | {"owner": found.owner_id or found.author_id, "review_on": _in_a_year()}


def _in_a_year() -> date:
    return today() + rules.REVIEW_TIME


@region_page
def retire_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Put a lesson away that no longer holds, with the reason."""
    found = readable(request, lesson_id)
    rules.check_retire_lesson(found, request.actor)
    form = RetireForm(request.POST or None)
    done = _("The lesson is put away. It is kept, with the reason.")
    return _taken(request, found, form, _Step("retire_lesson", operations.retire_lesson, done, _("Put away")))


@region_page
def review_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Say that an accepted lesson still holds, and when to ask again."""
    found = readable(request, lesson_id)
    rules.check_review_lesson(found, request.actor)
    form = ReviewForm(request.POST or None, initial={"review_on": _in_a_year()})
    done = _("The lesson still holds.")
    return _taken(request, found, form, _Step("review_lesson", operations.review_lesson, done, _("Review the lesson")))


@dataclass(frozen=True)
class _Step:
    """A deed with a form of its own: its page, what is said when it is done, and its name on the way there."""

    page: str
    deed: Callable[..., None]
    done: str
    title: str


def _taken(request: RegionRequest, found: Lesson, form: Form, step: _Step) -> HttpResponse:
    """One deed with one form, and back to the lesson."""
    if form.is_valid() and carried_out(form, step.deed, lesson=found, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, step.done)
        return redirect("learning:lesson", request.region.slug, found.pk)
    return form_page(
        request,
        step.page,
        form,
        way_to_lesson(request, found, (step.title, None)),
        sheet=lesson_sheet(found),
        may_retire=holds(rules.check_retire_lesson, found, request.actor),
    )


@region_page
def lessons_due(request: RegionRequest) -> HttpResponse:
    """Which lessons should we ask about again?"""
    context = {
        "lines": lessons_to_review(request.region.pk, today()),
        "unused": unused_lessons(request.region.pk, now() - rules.REVIEW_TIME),
        "may_review": request.actor.may(May.ACCEPT_LESSON),
        "person_id": request.actor.person_id,
        "crumbs": way_of_lessons(request, (_("To review"), None)),
    }
    return TemplateResponse(request, "learning/lessons_to_review.html", context)
