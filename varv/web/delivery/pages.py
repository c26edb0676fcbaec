"""What the pages of DO share: where one is, the page of a form, and the way back to an insats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from varv.delivery.models import Initiative
from varv.overview.words import day, word
from varv.regions.owned import Owned
from varv.web.gate import RegionRequest, carried_out, now, outcome_of

Crumb = tuple[str, str | None]


@dataclass(frozen=True)
class Asked:
    """The words of a small form: where one is, what is asked and why, the button, and what is said when it is done."""

    title: Promise
    question: Promise
    lede: Promise
    button: Promise
    done: Promise


def crumbs(request: RegionRequest, initiative: Initiative | None = None, last: str = "") -> list[Crumb]:
    """The way by the insatser; without ``last`` the page is the list or the insats itself."""
    here = request.region.slug
    trail: list[Crumb] = [(_("Initiatives"), reverse("delivery:initiatives", args=[here]))]
    if initiative is not None:
        trail.append((initiative.name, reverse("delivery:initiative", args=[here, initiative.pk])))
    return [*trail, (last, None)] if last else [*trail[:-1], (trail[-1][0], None)]


def form_page(request: RegionRequest, template: str, form: Form, trail: list[Crumb], **context: Any) -> HttpResponse:
    """A page with a form: 422 when something must be put right. *Cancel* leads to the last page that has an address."""
    back = next(url for _title, url in reversed(trail) if url)
    return TemplateResponse(
        request,
        f"delivery/{template}.html",
        {"form": form, "crumbs": trail, "back": back, **context},
        status=422 if form.is_bound else 200,
    )


def stale(form: Form, row: Owned) -> bool:
    """Whether the form was refused because somebody else was here first: then it is saved upon what stands now."""
    opened_at = getattr(form, "cleaned_data", {}).get("revision")
    return bool(form.is_bound and form.non_field_errors() and opened_at not in {None, row.revision})


def to_initiative(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Back to the insats' own page."""
    return redirect("delivery:initiative", request.region.slug, initiative_id)


def ask(
    request: RegionRequest,
    initiative: Initiative,
    form: Form,
    asked: Asked,
    deed: Callable[..., Any],
    *,
    stands: Owned | None = None,
) -> HttpResponse:
    """A small form about an insats, and the one verb that it is for.

    ``stands`` is the row that is changed: after somebody else's change it is shown beside what was written. Leads to
    the insats, or to the one that the verb made.
    """
    if form.is_valid() and carried_out(form, deed, **form.cleaned_data, by=request.actor, at=now()):
        messages.success(request, str(asked.done))
        made = outcome_of(form)
        return to_initiative(request, made.pk if isinstance(made, Initiative) else initiative.pk)
    is_stale = stands is not None and stale(form, stands)
    fields = [(field, _shown(getattr(stands, field.name)) if is_stale else "") for field in form.visible_fields()]
    context = {"asked": asked, "fields": fields, "is_stale": is_stale, "stands": stands, "initiative": initiative}
    return form_page(request, "asked", form, crumbs(request, initiative, str(asked.title)), **context)


def _shown(value: Any) -> str:
    """What stands now, in words."""
    if isinstance(value, StrEnum):
        return word(value)
    return day(value) if isinstance(value, date) else str(value)
