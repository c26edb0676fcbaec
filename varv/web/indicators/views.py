from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from varv.core.kinds import IndicatorKind
from varv.core.periods import Period
from varv.core.refusals import holds
from varv.core.roles import May
from varv.core.status import Status
from varv.indicators import operations, rules
from varv.indicators.models import Indicator, Measurement
from varv.overview.indicators.indicator_list import Wanted, indicator_list
from varv.overview.indicators.indicator_sheet import IndicatorSheet, TargetLine, indicator_sheet
from varv.overview.words import number, word
from varv.publishing.indicator_chart import figures
from varv.rounds import operations as rounds
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page, today
from varv.web.indicators import download, sentences
from varv.web.indicators.forms import (
    Aims,
    CorrectionForm,
    EditIndicatorForm,
    IndicatorForm,
    MeasurementForm,
    TargetForm,
)

Code = TypeVar("Code", bound=StrEnum)


def _crumbs(request: RegionRequest, indicator: Indicator | None = None, last: str = "") -> list[tuple[str, str | None]]:
    here = request.region.slug
    trail: list[tuple[str, str | None]] = [(_("Indicators"), reverse("indicators:indicators", args=[here]))]
    if indicator is not None:
        trail.append((indicator.name, reverse("indicators:indicator", args=[here, indicator.pk])))
    return [*trail, (last, None)] if last else [*trail[:-1], (trail[-1][0], None)]


def _form_page(
    request: RegionRequest, view: str, form: Form, crumbs: list[tuple[str, str | None]], **context: Any
) -> HttpResponse:
    return TemplateResponse(
        request,
        f"indicators/{view}.html",
        {"form": form, "crumbs": crumbs, **context},
        status=422 if form.is_bound else 200,
    )


def _one_of(codes: type[Code], written: str) -> Code | None:
    return codes(written) if written in set(codes) else None


@region_page
def indicators(request: RegionRequest) -> HttpResponse:
    """What do the figures say, goal by goal?"""
    wanted = Wanted(
        status=_one_of(Status, request.GET.get("status", "")),
        kind=_one_of(IndicatorKind, request.GET.get("kind", "")),
        text=request.GET.get("q", "").strip(),
    )
    found = indicator_list(request.region.pk, today(), wanted)
    context = {
        "found": found,
        "wanted": wanted,
        "statuses": [(status, found.statuses[status]) for status in Status if status in found.statuses],
        "kinds": [(kind, found.kinds[kind]) for kind in IndicatorKind if kind in found.kinds],
        "groups": found.groups,
        "may_measure": holds(rules.check_measure, request.actor),
        "crumbs": _crumbs(request),
    }
    return TemplateResponse(request, "indicators/indicators.html", context)


@region_page
def indicator(request: RegionRequest, indicator_id: int) -> HttpResponse:
    """How does it go with one indicator?"""
    shown = owned(Indicator, request.actor, indicator_id)
    sheet = indicator_sheet(shown, on=today())
    context = {
        "sheet": sheet,
        "line": sheet.line,
        "answer": sentences.answer(sheet),
        "finding": sentences.finding(sheet),
        "figures": figures(sheet),
        "values": _values(sheet),
        "corrections": [
            (vintage, sentences.said(sheet.line, vintage.before), sentences.said(sheet.line, vintage))
            for vintage in sheet.corrections
            if vintage.before
        ],
        "limits": [limit.strip(" -•") for limit in sheet.limits.splitlines() if limit.strip()],
        "today": today(),
        "may_measure": holds(rules.check_measure, request.actor),
        "may_assess": request.actor.may(May.ASSESS_GOAL),
        "crumbs": _crumbs(request, shown),
    }
    return TemplateResponse(request, "indicators/indicator.html", context)


def _values(sheet: IndicatorSheet) -> list[Any]:
    """Each period with its points in words: a value, a reason, or nothing at all."""
    return [
        (period, [(point, sentences.said(sheet.line, point)) if point else None for point in points])
        for period, points in sheet.table
    ]


@region_page
def define_indicator(request: RegionRequest) -> HttpResponse:
    """A new indicator."""
    rules.check_measure(request.actor)
    initial = {"goal": request.GET.get("mal")}
    form = IndicatorForm(request.POST or None, region_id=request.region.pk, initial=initial)
    if form.is_valid() and carried_out(
        form, operations.define_indicator, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The indicator is there. Record a first value, or say what you want of it."))
        return redirect("indicators:indicator", request.region.slug, outcome_of(form).pk)
    return _form_page(request, "define_indicator", form, _crumbs(request, last=_("New indicator")))


@region_page
def edit_indicator(request: RegionRequest, indicator_id: int) -> HttpResponse:
    """Describe an indicator better."""
    rules.check_measure(request.actor)
    shown = owned(Indicator, request.actor, indicator_id)
    written = {name: getattr(shown, name) for name in EditIndicatorForm.base_fields}
    form = EditIndicatorForm(request.POST or None, region_id=request.region.pk, initial=written)
    if form.is_valid() and carried_out(
        form, rounds.edit_indicator, indicator=shown, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The description is saved."))
        return redirect("indicators:indicator", request.region.slug, shown.pk)
    crumbs = _crumbs(request, shown, _("Change the description"))
    return _form_page(request, "edit_indicator", form, crumbs, indicator=shown)


@region_page
def set_target(request: RegionRequest, indicator_id: int) -> HttpResponse:
    """What do we want of the figure?"""
    rules.check_measure(request.actor)
    shown = owned(Indicator, request.actor, indicator_id)
    sheet = indicator_sheet(shown, on=today())
    form = TargetForm(request.POST or None, initial=_target_written(sheet.target))
    if form.is_valid() and carried_out(form, form.deed, indicator=shown, **form.said, by=request.actor, at=now()):
        messages.success(request, _("What you want of the figure is saved. Earlier targets are kept."))
        return redirect("indicators:indicator", request.region.slug, shown.pk)
    context = {"indicator": shown, "sheet": sheet, "line": sheet.line}
    return _form_page(request, "set_target", form, _crumbs(request, shown, _("Target")), **context)


def _target_written(target: TargetLine | None) -> dict[str, Any]:
    if target is None:
        return {"aim": Aims.PATH.value}
    names = ("baseline", "baseline_period", "level", "level_period", "low", "high")
    known = {name: getattr(target, name) for name in names}
    return {"aim": Aims.PATH.value if target.low is None else Aims.BAND.value, **known}


@region_page
def record_measurement(request: RegionRequest, indicator_id: int) -> HttpResponse:
    """A first value for a period."""
    rules.check_measure(request.actor)
    shown = owned(Indicator, request.actor, indicator_id)
    sheet = indicator_sheet(shown, on=today())
    form = MeasurementForm(request.POST or None, initial={"period": _next_period(sheet)})
    written = dict(form.cleaned_data) if form.is_valid() else {}
    if written and carried_out(
        form, operations.record_measurement, indicator=shown, **written, by=request.actor, at=now()
    ):
        messages.success(request, _("The value is saved."))
        return redirect("indicators:indicator", request.region.slug, shown.pk)
    crumbs = _crumbs(request, shown, _("Record a value"))
    context = {"indicator": shown, "line": sheet.line, "already": _already(written, shown)}
    return _form_page(request, "record_measurement", form, crumbs, **context)


def _next_period(sheet: IndicatorSheet) -> Period | str:
    """The period that a person most likely comes with: the one after the latest, if it has begun."""
    coming = sheet.line.latest.period.next() if sheet.line.latest else None
    return coming if coming and coming.first <= today() else ""


def _already(written: Mapping[str, Any], shown: Indicator) -> Measurement | None:
    """The value that stands in the way of a first one: it can be corrected instead."""
    if not written:
        return None
    there = Measurement.objects.of(shown.region_id).current().filter(indicator=shown)
    return there.filter(period=written["period"], breakdown=written["breakdown"]).first()


@region_page
def correct_measurement(request: RegionRequest, measurement_id: int) -> HttpResponse:
    """Another value instead of one that was wrong. The old one stays."""
    rules.check_measure(request.actor)
    old = owned(Measurement, request.actor, measurement_id)
    shown = owned(Indicator, request.actor, old.indicator_id)
    form = CorrectionForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, operations.correct_measurement, measurement=old, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The correction is saved as a new vintage. The old value is kept."))
        return redirect("indicators:indicator", request.region.slug, shown.pk)
    crumbs = _crumbs(request, shown, _("Correct a value"))
    stands = word(old.missing) if old.missing else f"{number(old.value)} {shown.unit}"
    return _form_page(request, "correct_measurement", form, crumbs, indicator=shown, old=old, stands=stands)


@region_page
def data(request: RegionRequest, indicator_id: int) -> HttpResponse:
    """The values as a file."""
    shown = owned(Indicator, request.actor, indicator_id)
    name = slugify(shown.name) or f"indikator-{shown.pk}"
    return HttpResponse(
        download.table(indicator_sheet(shown, on=today())),
        content_type=download.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
