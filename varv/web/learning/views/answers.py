from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.judgement import Answer
from varv.core.workflow import ActionState
from varv.learning import operations, rules
from varv.learning.models import Action, FollowUp, Recommendation
from varv.overview.learning.thread.thread import thread
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.learning.forms import (
    ActionForm,
    AnswerForm,
    DropForm,
    DropRecommendationForm,
    FinishForm,
    FollowUpForm,
)
from varv.web.learning.pages import form_page, way_from_recommendation


@region_page
def answer(request: RegionRequest, recommendation_id: int) -> HttpResponse:
    """Answer a recommendation: yes, partly or no, with reasons."""
    found = owned(Recommendation, request.actor, recommendation_id)
    rules.check_answer(found, Answer.YES, request.actor)
    form = AnswerForm(request.POST or None, initial={"mandate": request.membership.title})
    if form.is_valid() and carried_out(
        form, operations.answer_recommendation, recommendation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The answer is registered."))
        return redirect("learning:recommendation", request.region.slug, found.pk)
    trail = way_from_recommendation(request, found, (_("Answer"), None))
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
    trail = way_from_recommendation(request, found, (_("New action"), None))
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
    trail = way_from_recommendation(request, action.recommendation, (action.what, None))
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
    trail = way_from_recommendation(request, action.recommendation, (action.what, None))
    return form_page(request, "drop_action", form, trail, action=action)


def _ended(request: RegionRequest, action: Action, form: Form, deed: Callable[..., None]) -> bool:
    return form.is_valid() and carried_out(form, deed, action=action, **form.cleaned_data, by=request.actor, at=now())


@region_page
def drop_recommendation(request: RegionRequest, recommendation_id: int) -> HttpResponse:
    """The recommendation will not be carried through after all, and this is why."""
    found = owned(Recommendation, request.actor, recommendation_id)
    rules.check_drop_recommendation(found, request.actor)
    form = DropRecommendationForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.drop_recommendation, recommendation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("R%(number)s is dropped. The reason is kept with it.") % {"number": found.number})
        return redirect("learning:recommendation", request.region.slug, found.pk)
    trail = way_from_recommendation(request, found, (_("Drop"), None))
    return form_page(request, "drop_recommendation", form, trail, thread=thread(found, today()))


@region_page
def tell_follow_up(request: RegionRequest, follow_up_id: int) -> HttpResponse:
    """What has come of the recommendation since it was answered."""
    follow_up = owned(FollowUp, request.actor, follow_up_id)
    rules.check_tell_follow_up(follow_up, request.actor, today())
    form = FollowUpForm(request.POST or None)
    found = follow_up.recommendation
    if form.is_valid() and carried_out(
        form, operations.tell_follow_up, follow_up=follow_up, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The follow-up is told. Everyone who recommended or answered can read it."))
        return redirect("learning:recommendation", request.region.slug, found.pk)
    trail = way_from_recommendation(request, found, (_("Follow up"), None))
    return form_page(request, "tell_follow_up", form, trail, thread=thread(found, today()), follow_up=follow_up)
