"""Whom an evaluation is for: its questions, its intended uses, and what came of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.learning import operations, rules
from varv.learning.models import Evaluation, EvaluationUse
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, today
from varv.web.learning.forms import QuestionsForm, UnintendedUseForm, UnusedForm, UseForm, UseStoryForm
from varv.web.learning.pages import form_page, here
from varv.web.learning.views.evaluations import way_to


def _back(request: RegionRequest, evaluation_id: int, section: str = "#uses") -> HttpResponse:
    return redirect(here(request, "evaluation", evaluation_id) + section)


@region_page
def ask_questions(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Which questions it is to answer."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_keep_evaluation(found, request.actor)
    begun = {"questions": list(found.asked.order_by("pk").values_list("question_id", flat=True))}
    form = QuestionsForm(request.POST or None, initial=begun, region_id=request.region.pk)
    # A form where nothing is ticked sends no field of its own.
    if form.is_valid() and carried_out(
        form,
        operations.ask_questions,
        evaluation=found,
        questions=list(form.cleaned_data["questions"]),
        by=request.actor,
        at=now(),
    ):
        messages.success(request, _("The questions are kept."))
        return _back(request, found.pk, "#questions")
    trail = way_to(request, found, (_("Questions"), None))
    return form_page(request, "ask_questions", form, trail, evaluation=found)


@region_page
def intend_use(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """Who is to use it, and for what."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_keep_evaluation(found, request.actor)
    form = UseForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.intend_use, evaluation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The use is noted."))
        return _back(request, found.pk)
    return form_page(request, "intend_use", form, way_to(request, found, (_("Intended use"), None)), evaluation=found)


@region_page
@require_POST
def drop_use(request: RegionRequest, use_id: int) -> HttpResponse:
    """Take away a use that was only thought of."""
    use = owned(EvaluationUse, request.actor, use_id)
    operations.drop_use(use=use, by=request.actor, at=now())
    messages.success(request, _("The use is taken away."))
    return _back(request, use.evaluation_id)


@region_page
def tell_use(request: RegionRequest, use_id: int) -> HttpResponse:
    """What came of an intended use."""
    use = owned(EvaluationUse, request.actor, use_id)
    rules.check_may_tell_use(use.evaluation, request.actor)
    begun = {"came_of_it": use.came_of_it, "used_on": use.used_on or today(), "revision": use.revision}
    form = UseStoryForm(request.POST or None, initial=begun)
    if form.is_valid() and carried_out(
        form, operations.tell_use, use=use, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("What came of it is told."))
        return _back(request, use.evaluation_id)
    trail = way_to(request, use.evaluation, (_("What came of it"), None))
    return form_page(request, "tell_use", form, trail, use=use, evaluation=use.evaluation)


@region_page
def explain_unused(request: RegionRequest, use_id: int) -> HttpResponse:
    """Why an intended use never came."""
    use = owned(EvaluationUse, request.actor, use_id)
    rules.check_may_explain_unused(use, request.actor)
    form = UnusedForm(request.POST or None, initial={"because": use.unused_because, "revision": use.revision})
    if form.is_valid() and carried_out(
        form, operations.explain_unused, use=use, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The absence is explained."))
        return _back(request, use.evaluation_id)
    trail = way_to(request, use.evaluation, (_("Why it was not used"), None))
    return form_page(request, "explain_unused", form, trail, use=use, evaluation=use.evaluation)


@region_page
def note_unintended_use(request: RegionRequest, evaluation_id: int) -> HttpResponse:
    """A use that nobody had thought of."""
    found = owned(Evaluation, request.actor, evaluation_id)
    rules.check_may_tell_use(found, request.actor)
    form = UnintendedUseForm(request.POST or None, initial={"used_on": today()}, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.note_unintended_use, evaluation=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The use is noted."))
        return _back(request, found.pk)
    trail = way_to(request, found, (_("A use nobody had thought of"), None))
    return form_page(request, "note_unintended_use", form, trail, evaluation=found)
