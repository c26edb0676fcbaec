"""The register of places: which municipalities the region counts by."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from varv.core.refusals import holds
from varv.regions import operations, rules
from varv.regions.models import Place
from varv.regions.municipalities import counties, county
from varv.rounds.operations.places import remove_place as remove_unreported
from varv.web.delivery.fields import LineField
from varv.web.delivery.pages import stale
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, owned, region_page


class PlaceForm(forms.Form):
    """One place with its code."""

    name = LineField(label=gettext_lazy("Name of the place"), max_length=120)
    code = forms.RegexField(
        r"^[0-9A-Za-zÅÄÖåäö-]+$",
        label=gettext_lazy("Code"),
        max_length=10,
        help_text=gettext_lazy("The official code of four digits, or a code of your own. It stays as it is."),
        error_messages={"invalid": gettext_lazy("Write a code of letters, digits and hyphens.")},
    )


class RenameForm(forms.Form):
    """What a place is called."""

    name = LineField(label=gettext_lazy("Name of the place"), max_length=120)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class CountyForm(forms.Form):
    """A county whose municipalities are added at once."""

    county = forms.TypedChoiceField(
        label=gettext_lazy("County"),
        choices=lambda: [("", _("Choose a county")), *((one.code, one.name) for one in counties())],
        coerce=county,
    )


def _way(request: RegionRequest, *last: str) -> list[tuple[str, str | None]]:
    here = request.region.slug
    first = (_("People"), reverse("people:people", args=[here]))
    places = (_("Places"), reverse("people:places", args=[here]) if last else None)
    return [first, places, *((title, None) for title in last)]


def _places_page(request: RegionRequest, **forms_sent: forms.Form) -> HttpResponse:
    places = Place.objects.of(request.region.pk).annotate(used=Count("initiatives")).order_by("name", "pk")
    given: dict[str, Any] = {"place_form": PlaceForm(), "county_form": CountyForm(), **forms_sent}
    context = {
        "places": places,
        "may_manage": holds(rules.check_manage_places, request.actor),
        "crumbs": _way(request),
        **given,
    }
    return TemplateResponse(request, "people/places.html", context, status=422 if forms_sent else 200)


def _to_places(request: RegionRequest) -> HttpResponse:
    return redirect("people:places", request.region.slug)


@region_page
def places(request: RegionRequest) -> HttpResponse:
    """Which places does the region count by?"""
    return _places_page(request)


@region_page
@require_POST
def add_place(request: RegionRequest) -> HttpResponse:
    """One more place."""
    rules.check_manage_places(request.actor)
    form = PlaceForm(request.POST)
    if form.is_valid() and carried_out(form, operations.add_place, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
        return _to_places(request)
    return _places_page(request, place_form=form)


@region_page
@require_POST
def add_county(request: RegionRequest) -> HttpResponse:
    """All the municipalities of a county."""
    rules.check_manage_places(request.actor)
    form = CountyForm(request.POST)
    if form.is_valid() and carried_out(form, operations.add_county, **form.cleaned_data, by=request.actor, at=now()):
        count = len(outcome_of(form))
        told = ngettext("%(n)d municipality is added.", "%(n)d municipalities are added.", count)
        messages.success(request, told % {"n": count} if count else _("All its municipalities were there already."))
        return _to_places(request)
    return _places_page(request, county_form=form)


@region_page
def rename_place(request: RegionRequest, place_id: int) -> HttpResponse:
    """Call a place something else."""
    place = owned(Place, request.actor, place_id)
    rules.check_manage_places(request.actor)
    form = RenameForm(request.POST or None, initial={"name": place.name, "revision": place.revision})
    if form.is_valid() and carried_out(
        form, operations.rename_place, place=place, **form.cleaned_data, by=request.actor, at=now()
    ):
        messages.success(request, _("The place is called %(name)s.") % {"name": form.cleaned_data["name"]})
        return _to_places(request)
    context = {"form": form, "place": place, "is_stale": stale(form, place), "crumbs": _way(request, place.name)}
    return TemplateResponse(request, "people/rename_place.html", context, status=422 if form.is_bound else 200)


@region_page
@require_POST
def remove_place(request: RegionRequest, place_id: int) -> HttpResponse:
    """Take away a place that nothing is tied to."""
    place = owned(Place, request.actor, place_id)
    remove_unreported(place=place, by=request.actor, at=now())
    messages.success(request, _("%(name)s is taken away.") % {"name": place.name})
    return _to_places(request)
