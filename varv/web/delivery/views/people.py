from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.delivery import operations, rules
from varv.delivery.models import Initiative, InitiativePerson
from varv.web.delivery.forms.carrying_out import PersonForm
from varv.web.delivery.pages import Asked, ask, to_initiative
from varv.web.gate import RegionRequest, now, owned, region_page

ADD = Asked(
    gettext_lazy("Add a person"),
    gettext_lazy("Who else is part of the work?"),
    gettext_lazy(
        "Names of those who work here, and nothing more about them. Participants and guests do not belong here."
    ),
    gettext_lazy("Add the person"),
    gettext_lazy("The person is part of the work."),
)


@region_page
def add_person(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Someone takes part."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    form = PersonForm(request.POST or None, region_id=request.region.pk)
    deed = partial(operations.add_person, initiative=found)
    return ask(request, found, form, ADD, deed)


@region_page
@require_POST
def end_person(request: RegionRequest, row_id: int) -> HttpResponse:
    """Someone's part ends."""
    there = owned(InitiativePerson, request.actor, row_id)
    operations.end_person(initiative_person=there, by=request.actor, at=now())
    messages.success(
        request, _("%(name)s's part has ended. It is kept that it was there.") % {"name": there.person.name}
    )
    return to_initiative(request, there.initiative_id)
