from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import LessonState
from varv.learning import operations, rules
from varv.learning.models import Finding, Lesson
from varv.overview.learning.learning_log import lesson_list
from varv.overview.learning.lesson_sheet import lesson_sheet
from varv.rounds.models import Report
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page
from varv.web.learning.forms import AcceptForm, LessonForm, LessonSearch, OccasionForm, RetireForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here, readable

LESSONS_A_PAGE = 20
WRITTEN = ("statement", "context", "confidence", "generic_activity", "goal", "revision")


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("Lessons"), here(request, "lessons") if last else None), *last)


def _way_to(request: RegionRequest, found: Lesson, *last: Crumb) -> list[Crumb]:
    return _way(request, (_("A lesson"), here(request, "lesson", found.pk) if last else None), *last)


@region_page
def lessons(request: RegionRequest) -> HttpResponse:
    """What have we learned? The newest first."""
    wish = LessonSearch(request.GET).wish(request.actor.person_id)
    found = lesson_list(request.actor, wish)
    context = {
        "found": found,
        "page": Paginator(found.lessons, LESSONS_A_PAGE).get_page(request.GET.get("page")),
        "wish": wish,
        "states": [(state, found.counts[state]) for state in LessonState],
        "may_note": request.actor.may(May.NOTE_LESSON),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/lessons.html", context)


@region_page
def lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """One lesson: when it holds, what it came from and what it led to."""
    found = readable(request, lesson_id)
    by = request.actor
    context = {
        "sheet": lesson_sheet(found),
        "may": {
            "edit": holds(rules.check_edit_lesson, found, by),
            "offer": holds(rules.check_offer_lesson, found, by) and not by.may(May.ACCEPT_LESSON),
            "accept": holds(rules.check_accept_lesson, found, by),
            "retire": holds(rules.check_retire_lesson, found, by),
            "recommend": holds(rules.check_make_recommendation, by) and holds(rules.check_recommend_from, found),
            "record_change": holds(rules.check_record_change, by) and holds(rules.check_change_from, found),
        },
        "crumbs": _way_to(request, found),
    }
    return TemplateResponse(request, "learning/lesson.html", context)


@region_page
def new_lesson(request: RegionRequest) -> HttpResponse:
    """Write down what was learned on an occasion; another page may have begun the sentence."""
    rules.check_note_lesson(request.actor)
    begun = {name: request.GET.get(name, "") for name in ("statement", "occasion")}
    form = OccasionForm(request.POST or None, initial=begun, region_id=request.region.pk)
    return _noted(request, form, "new_lesson")


@region_page
def lesson_from_report(request: RegionRequest, report_id: int) -> HttpResponse:
    """Take up what a report says was learned."""
    report = owned(Report, request.actor, report_id)
    rules.check_note_lesson(request.actor)
    if not holds(rules.check_learn_from, report):
        raise Http404  # a report in writing is its author's own
    draft = operations.drafted_from(report)
    begun = {
        "statement": draft.statement,
        "confidence": draft.confidence,
        "generic_activity": draft.generic_activity,
        "goal": draft.goal,
    }
    form = LessonForm(request.POST or None, initial=begun, region_id=request.region.pk)
    return _noted(request, form, "lesson_from_report", report)


@region_page
def lesson_from_finding(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Write down what a finding teaches."""
    finding = owned(Finding, request.actor, finding_id)
    rules.check_note_lesson(request.actor)
    form = LessonForm(request.POST or None, initial={"goal": finding.goal}, region_id=request.region.pk)
    return _noted(request, form, "lesson_from_finding", finding)


def _noted(request: RegionRequest, form: LessonForm, page: str, source: Report | Finding | None = None) -> HttpResponse:
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name not in {"revision", "occasion"}}
        because_of = source or form.cleaned_data["occasion"]
        if carried_out(form, operations.note_lesson, because_of=because_of, **told, by=request.actor, at=now()):
            messages.success(request, _("The lesson is noted. So far only you can read it."))
            return redirect("learning:lesson", request.region.slug, outcome_of(form).pk)
    return form_page(request, page, form, _way(request, (_("New lesson"), None)), source=source)


@region_page
def edit_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """The author goes on writing a draft."""
    found = readable(request, lesson_id)
    rules.check_edit_lesson(found, request.actor)
    stands = {name: getattr(found, name) for name in WRITTEN}
    form = LessonForm(request.POST or None, initial=stands, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.edit_lesson, lesson=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The lesson is saved."))
        return redirect("learning:lesson", request.region.slug, found.pk)
    return form_page(request, "edit_lesson", form, _way_to(request, found, (_("Change"), None)))


@region_page
@require_POST
def offer_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Show a draft to those who may accept it."""
    found = readable(request, lesson_id)
    operations.offer_lesson(lesson=found, by=request.actor, at=now())
    messages.success(request, _("The lesson is suggested. Those who can accept it see it now."))
    return redirect("learning:lesson", request.region.slug, found.pk)


@region_page
def accept_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Make a lesson common knowledge, with when it holds and when not."""
    found = readable(request, lesson_id)
    rules.check_accept_lesson(found, request.actor)
    form = AcceptForm(request.POST or None, initial={"context": found.context})
    if form.is_valid() and carried_out(
        form, operations.accept_lesson, lesson=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The lesson is accepted. Everyone in the region can read it."))
        return redirect("learning:lesson", request.region.slug, found.pk)
    trail = _way_to(request, found, (_("Accept"), None))
    return form_page(request, "accept_lesson", form, trail, sheet=lesson_sheet(found))


@region_page
def retire_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Put a lesson away that no longer holds, with the reason."""
    found = readable(request, lesson_id)
    rules.check_retire_lesson(found, request.actor)
    form = RetireForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.retire_lesson, lesson=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The lesson is put away. It is kept, with the reason."))
        return redirect("learning:lesson", request.region.slug, found.pk)
    trail = _way_to(request, found, (_("Put away"), None))
    return form_page(request, "retire_lesson", form, trail, sheet=lesson_sheet(found))
