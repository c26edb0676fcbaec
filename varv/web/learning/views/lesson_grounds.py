from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from varv.core.workflow import LessonState
from varv.learning import operations, rules
from varv.learning.models import Lesson, LessonReader, LessonSource
from varv.learning.models.lessons import LessonQuerySet
from varv.overview.learning.lessons.lesson_sheet import lesson_sheet
from varv.overview.learning.lessons.look_alikes import look_alikes
from varv.web.gate import RegionRequest, carried_out, now, region_page, today
from varv.web.learning.forms import DisputeForm, LessonSourceForm, MergeForm, ReaderForm
from varv.web.learning.pages import form_page, readable, way_to_lesson

LONGEST_CHOICE = 110


@region_page
def add_lesson_source(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Tell one thing more that a lesson rests on."""
    found = readable(request, lesson_id)
    rules.check_add_lesson_source(found, request.actor)
    form = LessonSourceForm(request.POST or None, initial={"seen_on": today()}, region_id=request.region.pk)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kind", "text", "seen_on")} | {"rests_on": form.rests_on()}
        if carried_out(form, operations.add_lesson_source, lesson=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The source is added."))
            return redirect("learning:lesson", request.region.slug, found.pk)
    return form_page(request, "add_lesson_source", form, way_to_lesson(request, found, (_("A source"), None)))


@region_page
@require_POST
def remove_lesson_source(request: RegionRequest, lesson_id: int, source_id: int) -> HttpResponse:
    """Take away a source that was added by mistake."""
    found = readable(request, lesson_id)
    source = get_object_or_404(LessonSource.objects.of(request.region.pk).filter(lesson=found), pk=source_id)
    operations.remove_lesson_source(source=source, by=request.actor, at=now())
    messages.success(request, _("The source is taken away. The trail keeps it."))
    return redirect("learning:lesson", request.region.slug, found.pk)


@region_page
def merge_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Let this lesson take in another that says the same, with all its sources."""
    found = readable(request, lesson_id)
    rules.check_merge_into(found, request.actor)
    living = _others(request, found).exclude(state=LessonState.RETIRED)
    others = living.exclude(accepted_at__isnull=True, offered_at__isnull=True)
    form = MergeForm(request.POST or None, **_offered(request, found, others))
    if form.is_valid():
        told = {"merged": others.get(pk=form.cleaned_data["merged"]), "reason": form.cleaned_data["reason"]}
        if carried_out(form, operations.merge_lessons, kept=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The two are one lesson now, and all sources are kept."))
            return redirect("learning:lesson", request.region.slug, found.pk)
    trail = way_to_lesson(request, found, (_("Merge lessons"), None))
    return form_page(request, "merge_lesson", form, trail, sheet=lesson_sheet(found))


@region_page
def dispute_lesson(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """State that another lesson says against this one."""
    found = readable(request, lesson_id)
    rules.check_dispute(found, request.actor)
    others = _others(request, found).accepted()
    form = DisputeForm(request.POST or None, **_offered(request, found, others))
    if form.is_valid():
        told = {"other": others.get(pk=form.cleaned_data["other"]), "explanation": form.cleaned_data["explanation"]}
        if carried_out(form, operations.contradict_lessons, one=found, **told, by=request.actor, at=now()):
            messages.success(request, _("The contradiction is stated on both lessons."))
            return redirect("learning:lesson", request.region.slug, found.pk)
    trail = way_to_lesson(request, found, (_("A contradiction"), None))
    return form_page(request, "dispute_lesson", form, trail, sheet=lesson_sheet(found))


def _others(request: RegionRequest, found: Lesson) -> LessonQuerySet:
    """The other lessons that this person may read."""
    lessons: LessonQuerySet = Lesson.objects.of(request.region.pk).readable_by(request.actor).exclude(pk=found.pk)
    return lessons


def _offered(request: RegionRequest, found: Lesson, others: LessonQuerySet) -> dict[str, list[tuple[int, str]]]:
    """The others, those that say something like it first."""
    texts = {one.pk: one.statement for one in others.newest_first()}
    alike = [one.lesson_id for one in look_alikes(request.actor, found) if one.lesson_id in texts]
    rest = [pk for pk in texts if pk not in alike]
    return {"alike": _told(texts, alike), "rest": _told(texts, rest)}


def _told(texts: dict[int, str], ids: Iterable[int]) -> list[tuple[int, str]]:
    return [(pk, texts[pk][:LONGEST_CHOICE]) for pk in ids]


@region_page
def lesson_readers(request: RegionRequest, lesson_id: int) -> HttpResponse:
    """Who may read my draft? The author chooses."""
    found = readable(request, lesson_id)
    rules.check_choose_readers(found, request.actor)
    form = ReaderForm(request.POST or None, region_id=request.region.pk)
    if form.is_valid() and carried_out(
        form, operations.show_lesson, lesson=found, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("%(name)s can read the draft now.") % {"name": form.cleaned_data["person"].name})
        return redirect("learning:lesson_readers", request.region.slug, found.pk)
    trail = way_to_lesson(request, found, (_("Who may read it"), None))
    return form_page(request, "lesson_readers", form, trail, sheet=lesson_sheet(found))


@region_page
@require_POST
def hide_lesson(request: RegionRequest, lesson_id: int, reader_id: int) -> HttpResponse:
    """The author no longer lets someone read the draft."""
    found = readable(request, lesson_id)
    reader = get_object_or_404(LessonReader.objects.of(request.region.pk).filter(lesson=found), pk=reader_id)
    operations.hide_lesson(reader=reader, by=request.actor, at=now())
    messages.success(request, _("%(name)s can no longer read the draft.") % {"name": reader.person.name})
    return redirect("learning:lesson_readers", request.region.slug, found.pk)
