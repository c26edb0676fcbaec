from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.core.judgement import Axis, Verdict
from varv.overview import glossary
from varv.overview.indicators.indicator_list import indicators_by_goal
from varv.overview.rounds.goal_assessments import assessments_of
from varv.overview.words.of_rounds import AXIS_QUESTIONS
from varv.rounds import operations, rules
from varv.strategy.models import Goal
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.rounds.forms import AssessmentForm

# What each axis is and is not: the terms of the glossary.
TERMS = {
    Axis.STATE: "tillstand",
    Axis.ATTAINMENT: "maluppfyllelse",
    Axis.CONTRIBUTION: "bidrag",
    Axis.QUALITY: "genomforandekvalitet",
}


@region_page
def assess_goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """Judge a goal on the four axes, one by one, with reasons."""
    goal = owned(Goal, request.actor, goal_id)
    rules.check_assess(goal, {}, request.actor)
    form = AssessmentForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.assess_goal, goal=goal, rulings=form.rulings(), by=request.actor, at=now()
    ):
        messages.success(request, _("Your assessment is kept, with your name and today's date. Earlier ones stand."))
        return redirect("strategy:goal", request.region.slug, goal.pk)
    earlier = assessments_of(goal)
    back = reverse("strategy:goal", args=[request.region.slug, goal.pk])
    context = {
        "goal": goal,
        "form": form,
        "axes": [_axis(form, axis) for axis in Axis],
        "previous": earlier[0] if earlier else None,
        "indicators": indicators_by_goal(request.region.pk, today()).get(goal.pk, ()),
        "back": back,
        "crumbs": [(str(goal), back), (_("Assess"), None)],
    }
    return TemplateResponse(request, "rounds/assess_goal.html", context, status=422 if form.is_bound else 200)


def _axis(form: AssessmentForm, axis: Axis) -> dict[str, object]:
    cards = [(choice.tag(), Verdict(str(choice.data["value"]))) for choice in form[axis.value].subwidgets]
    return {
        "axis": axis,
        "term": glossary.term(TERMS[axis]),
        "question": AXIS_QUESTIONS[axis],
        "field": form[axis.value],
        "cards": cards,
        "reason": form[f"{axis}_reason"],
    }
