from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.judgement import Answer
from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations, rules
from varv.learning.models import Action, Finding, FollowUp, Lesson, Recommendation
from varv.overview.learning.answers.plan_changes import finding_origin, origin_of
from varv.overview.learning.answers.recommendation_board import forums_used, recommendation_board
from varv.overview.learning.thread.hanging import what_hangs_on
from varv.overview.learning.thread.thread import ActionLine, FollowUpLine, Thread, thread
from varv.overview.words.of_learning import ABOUT_RECOMMENDATION
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.learning.forms import RecommendationForm, RecommendationSearch
from varv.web.learning.pages import Crumb, crumbs, form_page, here, readable, way_from_recommendation


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("Recommendations"), here(request, "recommendations") if last else None), *last)


@region_page
def recommendations(request: RegionRequest) -> HttpResponse:
    """What do we do with what we have been told? A board, or the same in a table; as the address asks for."""
    wish = RecommendationSearch(request.GET).wish(request.actor.person_id)
    board = recommendation_board(request.region.pk, today(), wish)
    furthest = None if wish.is_narrow else board.latest_changed
    context = {
        "board": board,
        "wish": wish,
        "states": list(RecommendationState),
        "featured": thread(owned(Recommendation, request.actor, furthest.id), today()) if furthest else None,
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
        "follow_ups": _with_ways(request, whole),
        "hanging": what_hangs_on(found, request.actor),
        "may": _may(request, found),
        "crumbs": way_from_recommendation(request, found),
    }
    return TemplateResponse(request, "learning/recommendation.html", context)


def _may(request: RegionRequest, found: Recommendation) -> dict[str, bool]:
    """Which buttons to show: the rules are asked, not repeated."""
    return {
        "answer": holds(rules.check_answer, found, Answer.YES, request.actor),
        "plan_action": holds(rules.check_plan_action, found, request.actor),
        "drop": holds(rules.check_drop_recommendation, found, request.actor),
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


def _with_ways(request: RegionRequest, whole: Thread) -> list[dict[str, FollowUpLine | bool]]:
    """Each follow-up, and whether this person may tell of it today."""
    kept = FollowUp.objects.of(request.region.pk).filter(recommendation_id=whole.id)
    rows = {one.pk: one for one in kept.select_related("recommendation__owner")}
    return [
        {"line": line, "may_tell": holds(rules.check_tell_follow_up, rows[line.id], request.actor, today())}
        for line in whole.follow_ups
    ]


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
    begun = {"goal": because_of.goal_id, "due_on": operations.answer_due(now()), "unit": request.membership.unit_id}
    form = RecommendationForm(request.POST or None, initial=begun, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.make_recommendation, because_of=because_of, **form.cleaned_data, by=request.actor, at=now()
    ):
        number = outcome_of(form).number
        messages.success(request, _("R%(number)s is made and waits for an answer.") % {"number": number})
        return redirect("learning:recommendation", request.region.slug, outcome_of(form).pk)
    context = {
        "origin": origin_of(because_of) if isinstance(because_of, Lesson) else finding_origin(because_of),
        "forums": forums_used(request.region.pk),
    }
    return form_page(request, "recommend", form, _way(request, (_("New recommendation"), None)), **context)
