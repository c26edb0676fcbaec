"""The only way from an address to a row.

A region that the person does not work in, and a row of another region, do not
exist: both answer 404. A right that the person lacks answers 403, and a rule
that says no becomes a message.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from varv.core.refusals import NotAllowed, Refusal, RuleBroken
from varv.core.roles import Actor, May
from varv.overview.words import refusal as refusal_words
from varv.regions.models import Membership, Region
from varv.regions.owned import Owned
from varv.regions.row_security import entered

P = ParamSpec("P")
LONGEST_NUMBER = 18  # digits that a row's number can have
OUTCOME = "outcome"
Row = TypeVar("Row", bound=Owned)


class RegionRequest(HttpRequest):
    """A request that has passed the gate."""

    region: Region
    actor: Actor
    membership: Membership
    # Where the person works: this region, and perhaps others.
    regions: list[Region]


View = Callable[Concatenate[RegionRequest, P], HttpResponse]


def now() -> datetime:
    """The clock, read in the faces only."""
    return timezone.now()


def today() -> date:
    """The day in Sweden, read in the faces only."""
    return timezone.localdate()


def region_page(view: View[P]) -> Callable[..., HttpResponse]:
    """A page of a region: for its own people; a stranger gets 404."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: RegionRequest, region: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = _memberships(request)
        memberships = [one for one in held if one.region.slug == region]
        if not memberships:
            raise Http404
        request.membership = memberships[0]
        request.region = memberships[0].region
        request.regions = sorted({one.region for one in held}, key=lambda one: one.name)
        request.actor = Actor(
            request.region.pk,
            memberships[0].user_id,
            memberships[0].user.name,
            frozenset(found.role for found in memberships),
        )
        with entered(request.region.pk):
            return _answer(view, request, *args, **kwargs)

    return guarded


def _memberships(request: HttpRequest) -> list[Membership]:
    found = Membership.objects.current().filter(user_id=request.user.pk)
    return list(found.select_related("region", "user").order_by("pk"))


def _answer(view: View[P], request: RegionRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    """Answer while the region is entered: the template reads rows too."""
    try:
        request.actor.require(May.READ)
        response = view(request, *args, **kwargs)
        return response.render() if hasattr(response, "render") and not response.is_rendered else response  # type: ignore[attr-defined]  # TemplateResponse
    except NotAllowed as refused:
        raise PermissionDenied(refusal_words(refused)) from refused
    except RuleBroken as refused:
        messages.error(request, refusal_words(refused))
        return HttpResponseRedirect(_back(request))


def _back(request: RegionRequest) -> str:
    before = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return before
    return reverse("home", args=[request.region.slug])


def sent_number(written: str) -> int:
    """A number that came in an address or a hidden field; 0, which no row has, when it cannot be one."""
    return int(written) if written.isdecimal() and len(written) <= LONGEST_NUMBER else 0


def owned(model: type[Row], actor: Actor, pk: int) -> Row:
    """The row, if it is this region's. Another region's row does not exist."""
    row: Row = get_object_or_404(model.objects.of(actor.region_id), pk=pk)
    return row


def carried_out(form: Form, deed: Callable[..., Any], **named: Any) -> bool:
    """Do the deed with the form's values. If a rule says no, the form says why and keeps what was written."""
    try:
        vars(form)[OUTCOME] = deed(**named)
    except RuleBroken as refused:
        form.add_error(_field_of(form, refused), refusal_words(refused))
        return False
    return True


def outcome_of(form: Form) -> Any:
    """What the verb made of the form that was carried out."""
    return vars(form)[OUTCOME]


def _field_of(form: Form, refused: Refusal) -> str | None:
    field = refused.facts.get("field")
    return field if isinstance(field, str) and field in form.fields else None
