from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varv.core.asking import TemplateKind
from varv.core.questions import Question, read_questions
from varv.core.refusals import holds
from varv.core.roles import May
from varv.overview.rounds.template_sheet import difference, other_versions, template_line, template_list
from varv.overview.words import word
from varv.overview.words.of_project_reports import PARTS_OF_A_QUESTION, TEMPLATES
from varv.rounds import operations, rules
from varv.rounds.models import QuestionTemplate
from varv.web.gate import RegionRequest, carried_out, now, owned, region_page, sent_number
from varv.web.rounds.project_forms import QuestionForm, TemplateNameForm

Crumb = tuple[str, str | None]


def _way(request: RegionRequest, *last: Crumb) -> list[Crumb]:
    here = reverse("rounds:templates", args=[request.region.slug]) if last else None
    return [(_("Report"), None), (_("Questions we ask"), here), *last]


def _way_to(request: RegionRequest, found: QuestionTemplate, last: str) -> list[Crumb]:
    here = reverse("rounds:template", args=[request.region.slug, found.pk])
    return _way(request, (_name(found), here), (last, None))


def _name(found: QuestionTemplate) -> str:
    return _("%(kind)s, version %(number)s") % {"kind": word(found.kind), "number": found.version}


def _sent(request: RegionRequest) -> dict[str, Any]:
    """The revision that a button was shown for, and who presses it."""
    return {"revision": sent_number(request.POST.get("revision", "")), "by": request.actor, "at": now()}


@region_page
@require_GET
def templates(request: RegionRequest) -> HttpResponse:
    """Every kind of template, with the version that is asked now."""
    context = {
        "kinds": [(line, TEMPLATES[line.kind]) for line in template_list(request.region.pk)],
        "may_draft": request.actor.may(May.RUN_ROUND),
        "crumbs": _way(request),
    }
    return TemplateResponse(request, "rounds/templates.html", context)


@region_page
@require_POST
def draft_template(request: RegionRequest, kind: str) -> HttpResponse:
    """A new version to change."""
    if kind not in set(TemplateKind):
        raise Http404
    made = operations.draft_template(kind=TemplateKind(kind), by=request.actor, at=now())
    messages.success(request, _("Here is a draft to change. What is asked now stands until you take this into use."))
    return redirect("rounds:template", request.region.slug, made.pk)


@region_page
def template(request: RegionRequest, template_id: int) -> HttpResponse:
    """A version as its form will look; while it is a draft it can be changed, and given a better name."""
    found = owned(QuestionTemplate, request.actor, template_id)
    if request.method == "POST":
        rules.check_edit_template(found, request.actor)  # the page of a version in use has no form to say why in
    form = TemplateNameForm(request.POST or None, initial={"name": found.name, "revision": found.revision})
    if form.is_valid() and carried_out(
        form, operations.rename_template, template=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The draft has a new name."))
        return redirect("rounds:template", request.region.slug, found.pk)
    others = other_versions(found)
    beside = _beside(request, others)
    context = {
        "template": found,
        "line": template_line(found),
        "questions": read_questions(found.questions),
        "others": others,
        "beside": beside,
        "difference": _differences(found, beside),
        "form": form,
        "may_edit": holds(rules.check_edit_template, found, request.actor),
        "crumbs": _way(request, (_name(found), None)),
    }
    return TemplateResponse(request, "rounds/template.html", context, status=422 if form.is_bound else 200)


def _beside(request: RegionRequest, others: tuple[QuestionTemplate, ...]) -> QuestionTemplate | None:
    """The version that was chosen to compare with; none when it is no version of this kind."""
    chosen = sent_number(request.GET.get("mot", ""))
    return next((other for other in others if other.pk == chosen), None)


def _differences(found: QuestionTemplate, beside: QuestionTemplate | None) -> dict[str, Any] | None:
    """How the later of the two differs from the earlier, with a word for each part of a question."""
    if beside is None:
        return None
    before, after = sorted((found, beside), key=lambda version: version.version)
    told = difference(before, after)
    changed = [
        (one.question, [(part, PARTS_OF_A_QUESTION[part], old, new) for part, old, new in one.parts])
        for one in told.changed
    ]
    return {"before": before, "after": after, "told": told, "changed": changed}


@region_page
def add_question(request: RegionRequest, template_id: int) -> HttpResponse:
    """Ask one thing more."""
    found = owned(QuestionTemplate, request.actor, template_id)
    rules.check_edit_template(found, request.actor)
    form = QuestionForm(request.POST or None, initial={"revision": found.revision})
    if form.is_valid() and carried_out(
        form, operations.add_question, template=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The question stands last in the draft."))
        return redirect("rounds:template", request.region.slug, found.pk)
    return _question_page(request, found, form, _("New question"))


@region_page
def edit_question(request: RegionRequest, template_id: int, key: str) -> HttpResponse:
    """Ask it better."""
    found = owned(QuestionTemplate, request.actor, template_id)
    rules.check_edit_template(found, request.actor)
    question = _asked(found, key)
    stands = {part: getattr(question, part) for part in ("text", "hint", "thin", "good", "required")}
    form = QuestionForm(request.POST or None, initial=stands | {"revision": found.revision})
    if form.is_valid() and carried_out(
        form, operations.edit_question, template=found, key=key, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The question is changed in the draft."))
        return redirect("rounds:template", request.region.slug, found.pk)
    return _question_page(request, found, form, _("Change the question"))


def _asked(found: QuestionTemplate, key: str) -> Question:
    for question in read_questions(found.questions):
        if question.key == key:
            return question
    raise Http404


def _question_page(request: RegionRequest, found: QuestionTemplate, form: Form, title: str) -> HttpResponse:
    context = {
        "template": found,
        "form": form,
        "title": title,
        "back": reverse("rounds:template", args=[request.region.slug, found.pk]),
        "crumbs": _way_to(request, found, title),
    }
    return TemplateResponse(request, "rounds/template_question.html", context, status=422 if form.is_bound else 200)


def _pressed(request: RegionRequest, template_id: int, deed: Callable[..., None], **named: Any) -> HttpResponse:
    """A button on the page of a draft."""
    found = owned(QuestionTemplate, request.actor, template_id)
    deed(template=found, **named, **_sent(request))
    here = reverse("rounds:template", args=[request.region.slug, found.pk])
    return redirect(f"{here}#{named['key']}" if "key" in named else here)


@region_page
@require_POST
def move_question_up(request: RegionRequest, template_id: int, key: str) -> HttpResponse:
    """Ask it one place earlier."""
    return _pressed(request, template_id, operations.move_question, key=key, steps=-1)


@region_page
@require_POST
def move_question_down(request: RegionRequest, template_id: int, key: str) -> HttpResponse:
    """Ask it one place later."""
    return _pressed(request, template_id, operations.move_question, key=key, steps=1)


@region_page
@require_POST
def remove_question(request: RegionRequest, template_id: int, key: str) -> HttpResponse:
    """Ask it no more."""
    answer = _pressed(request, template_id, operations.remove_question, key=key)
    messages.success(request, _("The question is no longer in the draft. Earlier versions keep it."))
    return answer


@region_page
@require_POST
def adopt_template(request: RegionRequest, template_id: int) -> HttpResponse:
    """Ask this from now on."""
    answer = _pressed(request, template_id, operations.adopt_template)
    messages.success(
        request, _("These questions are asked from now on. What was made before keeps the questions it had.")
    )
    return answer
