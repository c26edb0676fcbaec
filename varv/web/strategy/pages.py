"""What the pages of PLAN have in common: the way back, and a form that keeps what was written."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varv.regions.owned import Owned
from varv.strategy.models import Chain, SteeringDocument
from varv.web.gate import RegionRequest, carried_out, now
from varv.web.strategy.forms import PlanForm

Crumb = tuple[str, str | None]


def here(request: RegionRequest, view: str, *args: Any) -> str:
    """The address of a page of this region."""
    return reverse(f"strategy:{view}", args=[request.region.slug, *args])


def document_crumbs(request: RegionRequest, document: SteeringDocument | None = None, last: str = "") -> list[Crumb]:
    """The way by the documents."""
    trail: list[Crumb] = [(_("Documents and goals"), here(request, "documents"))]
    if document is not None:
        trail.append((document.title, here(request, "document", document.pk)))
    return _ended(trail, last)


def chain_crumbs(request: RegionRequest, chain: Chain | None = None, last: str = "") -> list[Crumb]:
    """The way by the chains."""
    trail: list[Crumb] = [(_("Effect chains"), here(request, "chains"))]
    if chain is not None:
        trail.append((chain.name, here(request, "chain", chain.pk)))
    return _ended(trail, last)


def framework_crumbs(request: RegionRequest, last: str = "") -> list[Crumb]:
    """The way by the framework."""
    return _ended([(_("The framework"), here(request, "framework"))], last)


def choice_crumbs(request: RegionRequest, last: str = "") -> list[Crumb]:
    """The way by the choices (vägval)."""
    return _ended([(_("Choices"), here(request, "choices"))], last)


def _ended(trail: list[Crumb], last: str) -> list[Crumb]:
    return [*trail, (last, None)] if last else [*trail[:-1], (trail[-1][0], None)]


def form_page(request: RegionRequest, template: str, form: Form, trail: list[Crumb], **context: Any) -> HttpResponse:
    """A page with a form: 422 when something must be put right, with all that was written still there.

    *Cancel* leads to the last page of the way that has an address.
    """
    back = next(url for _title, url in reversed(trail) if url)
    return TemplateResponse(
        request,
        f"strategy/{template}.html",
        {"form": form, "crumbs": trail, "back": back, **context},
        status=422 if form.is_bound else 200,
    )


def saved(request: RegionRequest, form: PlanForm, deed: Any, thing: Owned, **named: Any) -> bool:
    """Carry out an edit. After somebody else's change the form shows theirs beside, and can be sent again."""
    written = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
    revision = form.cleaned_data["revision"]
    if carried_out(form, deed, **named, **written, revision=revision, by=request.actor, at=now()):
        return True
    form.set_beside(thing.revision)
    return False
