from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.judgement import Answer
from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import ActionState
from varv.learning import operations, rules
from varv.learning.models import Action, Finding, Lesson, Recommendation
from varv.overview.learning.plan_changes import finding_origin, origin_of
from varv.overview.learning.recommendation_board import recommendation_board
from varv.overview.learning.thread import ActionLine, Thread, thread
from varv.overview.words.of_learning import ABOUT_RECOMMENDATION
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.learning.forms import ActionForm, AnswerForm, DropForm, FinishForm, RecommendationForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here, readable


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("Recommendations"), here(request, "recommendations") if last else None), *last)


def _way_to(request: RegionRequest, recommendation: Recommendation, *last: Crumb) -> list[Crumb]:
    address = here(request, "recommendation", recommendation.pk) if last else None
    return _way(request, (f"R{recommendation.number}", address), *last)


@region_page
def recommendations(request: RegionRequest) -> HttpResponse:
    """What do we do with what we have been told? A board, or the same in a table."""
    mine = "mina" in request.GET
    board = recommendation_board(request.region.pk, today(), request.actor.person_id if mine else None)
    changed = board.latest_changed
    context = {
        "board": board,
        "featured": thread(owned(Recommendation, request.actor, changed.id), today()) if changed else None,
        "mine": mine,
        "as_table": request.GET.get("vy") == "tabell",
        "may_answer": request.actor.may(May.ANSWER),
        "may_recommend": request.actor.may(May.RECOMMEND),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/recommendations.html", context)


@region_page
def recommendation(request: RegionRequest, recommendation_id: int) -> HttpResponse:
    """One recommendation all the way."""
    found = owned(Recommendation, request.actor, recommendation_id)
    whole = thread(found, today())
    context = {
        "thread": whole,
        "question": ABOUT_RECOMMENDATION[found.state] % {"number": found.number},
        "actions": _with_buttons(request, whole),
        "may": _may(request, found),
        "crumbs": _way_to(request, found),
    }
    return TemplateResponse(request, "learning/recommendation.html", context)


def _may(request: RegionRequest, found: Recommendation) -> dict[str, bool]:
    """Which buttons to show: the rules are asked, not repeated."""
    return {
        "answer": holds(rules.check_answer, found, Answer.YES, request.actor),
        "plan_action": holds(rules.check_plan_action, found, request.actor),
        "record_change": holds(rules.check_record_change, request.actor) and holds(rules.check_change_from, found),
    }


def _with_buttons(request: RegionRequest, whole: Thread) -> list[dict[str, Any]]:
    rows = {action.pk: action for action in Action.objects.of(request.region.pk).filter(recommendation_id=whole.id)}
    return [_action_row(request, line, rows[line.id]) for line in whole.actions]


def _action_row(request: RegionRequest, line: ActionLine, action: Action) -> dict[str, Any]:
    return {
        "line": line,
        "may_begin": holds(rules.check_act_on, action, ActionState.ONGOING, request.actor),
        "may_finish": holds(rules.check_act_on, action, ActionState.DONE, request.actor),
    }


@region_page
def answer(request: RegionRequest, recommendation_id: int) -> HttpResponse:
    """Answer a recommendation: yes, partly or no, with reasons."""
    found = owned(Recommendation, request.actor, recommendation_id)
    rules.check_answer(found, Answer.YES, request.actor)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.answer_recommendation, recommendation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The answer is registered."))
        return redirect("learning:recommendation", request.region.slug, found.pk)
    trail = _way_to(request, found, (_("Answer"), None))
    return form_page(request, "answer", form, trail, thread=thread(found, today()))


@region_page
def plan_action(request: RegionRequest, recommendation_id: int) -> HttpResponse:
    """Take something on because of the answer."""
    found = owned(Recommendation, request.actor, recommendation_id)
    rules.check_plan_action(found, request.actor)
    form = ActionForm(request.POST or None, initial={"owner": request.actor.person_id}, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.plan_action, recommendation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The action is planned. It waits on the page of the one who does it."))
        return redirect("learning:recommendation", request.region.slug, found.pk)
    trail = _way_to(request, found, (_("New action"), None))
    return form_page(request, "plan_action", form, trail, thread=thread(found, today()))


@region_page
@require_POST
def begin_action(request: RegionRequest, action_id: int) -> HttpResponse:
    """The work has begun."""
    action = owned(Action, request.actor, action_id)
    operations.begin_action(action=action, by=request.actor, at=now())
    messages.success(request, _("The action is under way."))
    return redirect("learning:recommendation", request.region.slug, action.recommendation_id)


@region_page
def finish_action(request: RegionRequest, action_id: int) -> HttpResponse:
    """The action is done, and this came of it."""
    action = owned(Action, request.actor, action_id)
    rules.check_act_on(action, ActionState.DONE, request.actor)
    form = FinishForm(request.POST or None)
    if _ended(request, action, form, operations.finish_action):
        messages.success(request, _("The action is done. Has it changed a plan? Then record the change."))
        return redirect("learning:recommendation", request.region.slug, action.recommendation_id)
    trail = _way_to(request, action.recommendation, (action.what, None))
    return form_page(request, "finish_action", form, trail, action=action)


@region_page
def drop_action(request: RegionRequest, action_id: int) -> HttpResponse:
    """The action will not be done, and this is why."""
    action = owned(Action, request.actor, action_id)
    rules.check_act_on(action, ActionState.DROPPED, request.actor)
    form = DropForm(request.POST or None)
    if _ended(request, action, form, operations.drop_action):
        messages.success(request, _("The action is dropped. The reason is kept with it."))
        return redirect("learning:recommendation", request.region.slug, action.recommendation_id)
    trail = _way_to(request, action.recommendation, (action.what, None))
    return form_page(request, "drop_action", form, trail, action=action)


def _ended(request: RegionRequest, action: Action, form: Form, deed: Callable[..., None]) -> bool:
    return form.is_valid() and carried_out(form, deed, action=action, **form.cleaned_data, by=request.actor, at=now())


@region_page
def recommend_from_finding(request: RegionRequest, finding_id: int) -> HttpResponse:
    """Say what should be done because of a finding."""
    return _recommend(request, owned(Finding, request.actor, finding_id))


@region_page
def recommend_from_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Say what should be done because of a lesson."""
    lesson = readable(request, lesson_id)
    rules.check_recommend_from(lesson)
    return _recommend(request, lesson)


def _recommend(request: RegionRequest, because_of: Finding | Lesson) -> HttpResponse:
    rules.check_make_recommendation(request.actor)
    begun = {"goal": because_of.goal_id, "due_on": operations.answer_due(now())}
    form = RecommendationForm(request.POST or None, initial=begun, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.make_recommendation, because_of=because_of, **form.cleaned_data, by=request.actor, at=now()
    ):
        number = outcome_of(form).number
        messages.success(request, _("R%(number)s is made and waits for an answer.") % {"number": number})
        return redirect("learning:recommendation", request.region.slug, outcome_of(form).pk)
    origin = origin_of(because_of) if isinstance(because_of, Lesson) else finding_origin(because_of)
    return form_page(request, "recommend", form, _way(request, (_("New recommendation"), None)), origin=origin)
