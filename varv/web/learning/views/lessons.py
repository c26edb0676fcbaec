from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.kinds import Turnout
from varv.core.refusals import holds
from varv.core.roles import Actor, May
from varv.core.surety import Surety
from varv.core.workflow import LessonState
from varv.learning import operations, rules
from varv.learning.models import Finding, Lesson, LessonSource
from varv.overview.boards.trail_lines import trail_lines
from varv.overview.learning.lessons.learning_log import lesson_list
from varv.overview.learning.lessons.lesson_sheet import lesson_sheet
from varv.overview.learning.lessons.lesson_uses import uses_of
from varv.regions.models import TrailEntry
from varv.rounds.models import Report
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page
from varv.web.learning.forms import ORDERS, LessonForm, LessonSearch, OccasionForm
from varv.web.learning.pages import form_page, readable, way_of_lessons, way_to_lesson

LESSONS_A_PAGE = 20
TOLD = ("context", "holds_not", "turnout", "generic_activity", "goal", "place", "target_group")
WRITTEN = ("statement", "confidence", *TOLD, "revision")


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
        "turnouts": list(Turnout),
        "sureties": list(Surety),
        "orders": ORDERS,
        "may_note": request.actor.may(May.NOTE_LESSON),
        "may_review": request.actor.may(May.ACCEPT_LESSON),
        "crumbs": way_of_lessons(request),
    }
    return TemplateResponse(request, "learning/lessons.html", context)


@region_page
def lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """One lesson: when it holds, what it rests on, what says against it and what it led to."""
    found = readable(request, lesson_id)
    context = {
        "sheet": lesson_sheet(found),
        "uses": uses_of(request.region.pk, found.pk),
        "lesson_id": found.pk,
        "may_use": holds(rules.check_use_lesson, found, request.actor),
        "history": trail_lines(TrailEntry.objects.about(found).order_by("-number")),
        "may": _may(found, request.actor),
        "crumbs": way_to_lesson(request, found),
    }
    return TemplateResponse(request, "learning/lesson.html", context)


def _may(found: Lesson, by: Actor) -> dict[str, bool]:
    """Which buttons the page has for this person."""
    return {
        "edit": holds(rules.check_edit_lesson, found, by),
        "offer": holds(rules.check_offer_lesson, found, by),
        "work_up": holds(rules.check_work_up_lesson, found, by),
        "return": holds(rules.check_return_lesson, found, by),
        "accept": holds(rules.check_accept_lesson, found, by),
        "retire": holds(rules.check_retire_lesson, found, by),
        "review": holds(rules.check_review_lesson, found, by),
        "readers": holds(rules.check_choose_readers, found, by),
        "add_source": holds(rules.check_add_lesson_source, found, by),
        "remove_source": holds(rules.check_remove_lesson_source, LessonSource(lesson=found), by),
        "merge": holds(rules.check_merge_into, found, by),
        "dispute": holds(rules.check_dispute, found, by),
        "recommend": holds(rules.check_make_recommendation, by) and holds(rules.check_recommend_from, found),
        "record_change": holds(rules.check_record_change, by) and holds(rules.check_change_from, found),
    }


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
    return form_page(request, page, form, way_of_lessons(request, (_("New lesson"), None)), source=source)


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
    return form_page(request, "edit_lesson", form, way_to_lesson(request, found, (_("Change"), None)))
