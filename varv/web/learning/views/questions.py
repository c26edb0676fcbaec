from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.learning import operations, rules
from varv.learning.models import QuestionTie
from varv.overview.learning.evaluations.question_coverage import question_coverage
from varv.overview.learning.evaluations.question_sheet import question_list, question_sheet
from varv.strategy.models import EvaluationQuestion
from varv.strategy.rules import check_edit_framework, check_plan, check_test
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number
from varv.web.learning.forms.questions import TieForm
from varv.web.learning.pages import Crumb, crumbs, here


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    listed = (_("Evaluation questions"), here(request, "questions") if last else None)
    return crumbs(request, (_("Evaluations"), here(request, "evaluations")), listed, *last)


@region_page
def questions(request: RegionRequest) -> HttpResponse:
    """What do we want to know, and what answers it?"""
    domains = question_list(request.region.pk)
    lines = [line for _name, group in domains for line in group]
    context = {
        "domains": domains,
        "total": len(lines),
        "answered": sum(bool(line.answers) for line in lines),
        "asked": sum(bool(line.asked) for line in lines),
        "link_id": sent_number(request.GET.get("samband", "")),
        "may_add": holds(check_edit_framework, request.actor),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "learning/questions.html", context)


@region_page
def coverage(request: RegionRequest) -> HttpResponse:
    """What do we not find out, of what we want to know?"""
    context = {
        "coverage": question_coverage(request.region.pk),
        "may_note": holds(rules.check_note_finding, request.actor),
        "may_test": holds(check_test, request.actor),
        "may_plan": holds(check_plan, request.actor),
        "crumbs": _way(request, (_("Coverage"), None)),
    }
    return TemplateResponse(request, "learning/question_coverage.html", context)


@region_page
def question(request: RegionRequest, question_id: int) -> HttpResponse:
    """One question: what it is about, who asks it, and what answers it. Here it is tied to what it is about."""
    found = owned(EvaluationQuestion, request.actor, question_id)
    form = TieForm(
        request.POST or None,
        region_id=request.region.pk,
        initial={"link": sent_number(request.GET.get("samband", "")) or None},
    )
    if form.is_bound:
        rules.check_tie_question(request.actor)
    if form.is_valid():
        to = form.cleaned_data["goal"] or form.cleaned_data["link"]
        if carried_out(form, operations.tie_question, question=found, to=to, by=request.actor, at=now()):
            messages.success(request, _("The question is tied to what it is about."))
            return redirect("learning:question", request.region.slug, found.pk)
    context = {
        "sheet": question_sheet(found),
        "form": form,
        "may_tie": holds(rules.check_tie_question, request.actor),
        "may_edit": holds(check_edit_framework, request.actor),
        "crumbs": _way(request, (_("Question"), None)),
    }
    return TemplateResponse(request, "learning/question.html", context, status=422 if form.is_bound else 200)


@region_page
@require_POST
def untie(request: RegionRequest, tie_id: int) -> HttpResponse:
    """The question is not about that after all."""
    tie = owned(QuestionTie, request.actor, tie_id)
    operations.untie_question(tie=tie, by=request.actor, at=now())
    messages.success(request, _("The question is no longer tied to that. The trail keeps that it was."))
    return redirect("learning:question", request.region.slug, tie.question_id)
