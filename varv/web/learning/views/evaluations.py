from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.refusals import RuleBroken, holds
from varv.core.roles import Actor, May
from varv.core.workflow import EvaluationState
from varv.learning import operations, rules
from varv.learning.models import Evaluation
from varv.learning.models.evaluations import REPORTED
from varv.overview.learning.evaluations.evaluation_fate import evaluation_fate
from varv.overview.learning.evaluations.evaluation_plan import EvaluationOrder, evaluation_plan
from varv.overview.learning.evaluations.evaluation_sheet import evaluation_sheet
from varv.overview.learning.evaluations.evaluation_year import evaluation_year
from varv.overview.learning.lessons.learning_log import findings_of
from varv.overview.learning.lessons.recall_wishes import wish_of_evaluation
from varv.overview.words import refusal, word
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.learning.forms import EvaluationForm, EvaluationSearch, RegisterForm
from varv.web.learning.pages import Crumb, crumbs, form_page, here
from varv.web.recalling import beside

PLANNED = (
    "title",
    "kind",
    "timing",
    "purpose",
    "evaluator",
    "method",
    "reference_group",
    "cost",
    "tender_on",
    "starts_on",
    "due_on",
    "delivered_on",
    "link",
    "case_number",
    "revision",
)


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    return crumbs(request, (_("Evaluations"), here(request, "evaluations") if last else None), *last)


def way_to(request: RegionRequest, evaluation: Evaluation, *last: Crumb) -> list[Crumb]:
    """The way to an evaluation, and to what stands below it."""
    return _way(request, (evaluation.title, here(request, "evaluation", evaluation.pk) if last else None), *last)


def _stands(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


@region_page
def evaluations(request: RegionRequest) -> HttpResponse:
    """What is evaluated, when, and what came of it."""
    wish = EvaluationSearch(request.GET).wish()
    context = {
        "plan": evaluation_plan(request.region.pk, wish, today()),
        "wish": wish,
        "kinds": [(one, word(one)) for one in EvaluationKind],
        "timings": [(one, word(one)) for one in EvaluationTiming],
        "orders": [
            (EvaluationOrder.DAY, _("Nearest day")),
            (EvaluationOrder.TITLE, _("Title")),
            (EvaluationOrder.CHANGES, _("Most changes")),
        ],
        "may_plan": request.actor.may(May.RECOMMEND),
        "today": today(),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/evaluations.html", context)


@region_page
def evaluation_calendar(request: RegionRequest) -> HttpResponse:
    """What happens when: tenders, starts, milestones and reports, a year at a time."""
    year = EvaluationSearch(request.GET).wish().year or today().year
    context = {
        "year": evaluation_year(request.region.pk, year, today()),
        "this_month": today().replace(day=1),
        "may_plan": request.actor.may(May.RECOMMEND),
        "crumbs": _way(request, (_("What happens when"), None)),
    }
    return TemplateResponse(request, "learning/evaluation_year.html", context)


@region_page
def evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """One evaluation: who, when, what for, where it stands, and what came of it."""
    found = owned(Evaluation, request.actor, evaluation_id)
    context = {
        "evaluation": found,
        "sheet": evaluation_sheet(found, today()),
        "step": _next_step(found, request.actor),
        "may": _may(found, request.actor),
        "findings": findings_of(found, request.actor),
        "came": evaluation_fate(found, request.actor),
        "recall": None if found.delivered_on else beside(request, wish_of_evaluation(found, today())),
        "may_register": request.actor.may(May.RECOMMEND),
        "may_learn": request.actor.may(May.NOTE_LESSON),
        "crumbs": way_to(request, found),
    }
    return TemplateResponse(request, "learning/evaluation.html", context)


def _next_step(found: Evaluation, by: Actor) -> dict[str, Any]:
    """What comes next, and what stands in the way of it: the rule is asked, not repeated."""
    if not by.may(May.RECOMMEND):
        return {}
    checks = {
        EvaluationState.PLANNED: rules.check_commission_evaluation,
        EvaluationState.COMMISSIONED: rules.check_begin_evaluation,
        EvaluationState.RUNNING: rules.check_may_deliver,
        EvaluationState.DELIVERED: rules.check_close_evaluation,
    }
    check = checks.get(found.state)
    if check is None:
        return {}
    not_begun = _hindrance(rules.check_begin_evaluation, found, by) if found.state is EvaluationState.PLANNED else ""
    return {"state": found.state, "hindrance": _hindrance(check, found, by), "not_begun": not_begun}


def _hindrance(check: Any, found: Evaluation, by: Actor) -> str:
    try:
        check(found, by)
    except RuleBroken as refused:
        return refusal(refused)
    return ""


def _may(found: Evaluation, by: Actor) -> dict[str, bool]:
    return {
        "keep": holds(rules.check_keep_evaluation, found, by),
        "begin": holds(rules.check_begin_evaluation, found, by),
        "stop": holds(rules.check_may_stop, found, by),
        "attach": holds(rules.check_attach_report, found, by),
        "plan_milestone": holds(rules.check_plan_milestone, found, by),
        "drop_use": holds(rules.check_keep_evaluation, found, by) and found.state is EvaluationState.PLANNED,
        "tell_use": holds(rules.check_may_tell_use, found, by),
        "explain": by.may(May.RECOMMEND) and found.state is EvaluationState.DELIVERED,
        "judge": holds(rules.check_may_judge_quality, found, by),
    }


@region_page
def new_evaluation(request: RegionRequest) -> HttpResponse:
    """Put a delivered evaluation into the register, in a minute; the rest can be added later."""
    rules.check_register_evaluation(request.actor)
    form = RegisterForm(request.POST or None, request.FILES or None, initial={"delivered_on": today()})
    if form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        told["report"] = form.report()
        if carried_out(form, operations.register_evaluation, **told, by=request.actor, at=now()):
            messages.success(request, _("The evaluation is in the register. Now note what it found."))
            return redirect("learning:evaluation", request.region.slug, outcome_of(form).pk)
    return form_page(request, "new_evaluation", form, _way(request, (_("Register an old evaluation"), None)))


@region_page
def plan_evaluation(request: RegionRequest) -> HttpResponse:
    """Put an evaluation into the plan."""
    rules.check_register_evaluation(request.actor)
    form = EvaluationForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.plan_evaluation, draft=form.draft(), by=request.actor, at=now()
    ):
        messages.success(request, _("The evaluation is in the plan. Now say who is to use it, and for what."))
        return redirect("learning:evaluation", request.region.slug, outcome_of(form).pk)
    return form_page(request, "plan_evaluation", form, _way(request, (_("Plan an evaluation"), None)))


@region_page
def edit_evaluation(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Put right what the plan or the register says."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_keep_evaluation(found, request.actor)
    begun = _stands(found, PLANNED) | {"owner": found.owner_id}
    form = EvaluationForm(
        request.POST or None, initial=begun, region_id=request.region.pk, is_reported=found.state in REPORTED
    )
    if form.is_valid():
        told = {"delivered_on": form.cleaned_data.get("delivered_on"), "revision": form.cleaned_data["revision"]}
        draft = form.draft()
        if carried_out(
            form, operations.edit_evaluation, evaluation=found, draft=draft, **told, by=request.actor, at=now()
        ):
            messages.success(request, _("The register is put right."))
            return redirect("learning:evaluation", request.region.slug, found.pk)
    return form_page(request, "edit_evaluation", form, way_to(request, found, (_("Change"), None)), evaluation=found)
