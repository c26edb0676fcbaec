from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.refusals import holds
from varv.learning import operations, rules
from varv.learning.models import Change, Lesson, Recommendation, Turn
from varv.learning.rules.changes import Version
from varv.overview.learning.answers.change_sheet import change_sheet
from varv.overview.learning.answers.plan_changes import adopted_since, plan_version, wording_of
from varv.overview.learning.thread.hanging import what_hangs_on
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page
from varv.web.learning.forms import ChangeForm, EffectForm, VerifyForm
from varv.web.learning.forms.changes import IN_WORDS, later_turns, version_of
from varv.web.learning.pages import Crumb, crumbs, form_page, here, readable, way_from_recommendation


def _way_from_lesson(request: RegionRequest, lesson_id: int | None, *last: Crumb) -> list[Crumb]:
    back = here(request, "lesson", lesson_id)
    return crumbs(request, (_("Lessons"), here(request, "lessons")), (_("A lesson"), back), *last)


def _way_to(request: RegionRequest, change: Change, *last: Crumb) -> list[Crumb]:
    page = (_("A change"), here(request, "change", change.pk) if last else None)
    if change.recommendation is not None:
        return way_from_recommendation(request, change.recommendation, page, *last)
    return _way_from_lesson(request, change.lesson_id, page, *last)


@region_page
def change(request: RegionRequest, change_id: int) -> HttpResponse:
    """One change: before and after, because of what, seen by whom, and whether it helped."""
    found = owned(Change, request.actor, change_id)
    may_record = holds(rules.check_record_change, request.actor)
    context = {
        "sheet": change_sheet(found),
        "hanging": what_hangs_on(found, request.actor),
        "may_verify": holds(rules.check_verify_change, found, request.actor),
        "may_note_effect": holds(rules.check_note_effect, request.actor) and later_turns(found).exists(),
        "is_mine": may_record and found.author_id == request.actor.person_id,
        "crumbs": _way_to(request, found),
    }
    return TemplateResponse(request, "learning/change.html", context)


@region_page
def verify_change(request: RegionRequest, change_id: int) -> HttpResponse:
    """Someone else than the one who recorded it has seen that it is so."""
    found = owned(Change, request.actor, change_id)
    rules.check_verify_change(found, request.actor)
    form = VerifyForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.verify_change, change=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The change is verified. In the next turn it is time to ask if it helped."))
        return redirect("learning:change", request.region.slug, found.pk)
    trail = _way_to(request, found, (_("Verify"), None))
    return form_page(request, "verify_change", form, trail, sheet=change_sheet(found))


@region_page
def note_effect(request: RegionRequest, change_id: int) -> HttpResponse:
    """Did the change help?"""
    found = owned(Change, request.actor, change_id)
    rules.check_note_effect(request.actor)
    form = EffectForm(request.POST or None, initial={"turn": request.GET.get("varv")}, turns=later_turns(found))
    if form.is_valid() and carried_out(
        form, operations.note_effect, change=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("What you saw is noted. It stands on the change and in the turn."))
        return redirect("learning:change", request.region.slug, found.pk)
    trail = _way_to(request, found, (_("Did it help?"), None))
    turns = later_turns(found).exists()
    return form_page(request, "note_effect", form, trail, sheet=change_sheet(found), turns=turns)


@region_page
def change_from_recommendation(request: RegionRequest, recommendation_id: int) -> HttpResponse:
    """Record what a recommendation has changed."""
    found = owned(Recommendation, request.actor, recommendation_id)
    return _record(request, found, way_from_recommendation(request, found, (_("Record a change"), None)))


@region_page
def change_from_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Record what a lesson has changed."""
    found = readable(request, lesson_id)
    return _record(request, found, _way_from_lesson(request, found.pk, (_("Record a change"), None)))


def _record(request: RegionRequest, because_of: Recommendation | Lesson, trail: list[Crumb]) -> HttpResponse:
    rules.check_record_change(request.actor)
    rules.check_change_from(because_of)
    key = request.POST.get("version") or request.GET.get("version", "")
    version = version_of(key, request.region.pk)
    if version is None and key not in IN_WORDS:
        return _choose_version(request, because_of, trail)
    form = ChangeForm(request.POST or None, initial=_begun(version, key), region_id=request.region.pk, version=version)
    if form.is_valid() and carried_out(
        form, operations.record_change, because_of=because_of, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The change is recorded. Now someone else verifies it."))
        return redirect("learning:change", request.region.slug, outcome_of(form).pk)
    told = plan_version(version) if version else None
    return form_page(request, "record_change", form, trail, version=told, kind=IN_WORDS.get(key), because_of=because_of)


def _begun(version: Version | None, key: str) -> dict[str, Any]:
    """What the version itself tells; the turn is the oldest open one, which the form offers first."""
    if version is None:
        return {"version": key}
    wording, named = wording_of(version), plan_version(version)
    return {
        "version": key,
        "before": wording.before,
        "after": wording.after,
        "decided_on": named.adopted_on,
        "case_number": named.case_number,
    }


def _choose_version(request: RegionRequest, because_of: Recommendation | Lesson, trail: list[Crumb]) -> HttpResponse:
    context = {
        "versions": adopted_since(request.region.pk, because_of.said_on),
        "kinds": tuple(IN_WORDS.values()),
        "turns": Turn.objects.of(request.region.pk).open_now().exists(),
        "because_of": because_of,
        "crumbs": trail,
        "back": next(url for _title, url in reversed(trail) if url),
    }
    return TemplateResponse(request, "learning/choose_version.html", context)
