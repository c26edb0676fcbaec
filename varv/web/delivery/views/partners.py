from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.delivery import operations, rules
from varv.delivery.models import Initiative, Partnership
from varv.web.delivery.forms.carrying_out import EditPartnershipForm, PartnerForm, PlacesForm
from varv.web.delivery.pages import Asked, ask, to_initiative
from varv.web.gate import RegionRequest, now, owned, region_page

JOIN = Asked(
    gettext_lazy("Add a partner"),
    gettext_lazy("Which organisation takes part?"),
    gettext_lazy("An organisation, never a person. Choose one that is known already, or write the name of a new one."),
    gettext_lazy("Add the partner"),
    gettext_lazy("The partner takes part."),
)
EDIT = Asked(
    gettext_lazy("Change"),
    gettext_lazy("What does the partner bring?"),
    gettext_lazy("For example teachers, premises or a third of the money."),
    gettext_lazy("Save"),
    gettext_lazy("What the partner brings is changed."),
)
PLACES = Asked(
    gettext_lazy("Places"),
    gettext_lazy("Where is the work done?"),
    gettext_lazy("Results and money can then be seen municipality by municipality."),
    gettext_lazy("Save the places"),
    gettext_lazy("The places are changed."),
)


@region_page
def join_partner(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """A partner takes part: known, or new."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    form = PartnerForm(request.POST or None, region_id=request.region.pk)
    deed = partial(operations.join_partner, initiative=found)
    return ask(request, found, form, JOIN, deed)


@region_page
def edit_partnership(request: RegionRequest, row_id: int) -> HttpResponse:
    """Say better what the partner brings."""
    tie = owned(Partnership, request.actor, row_id)
    rules.check_edit(tie.initiative, request.actor)
    initial = {"brings": tie.brings, "revision": tie.revision}
    form = EditPartnershipForm(request.POST or None, initial=initial)
    deed = partial(operations.edit_partnership, partnership=tie)
    return ask(request, tie.initiative, form, EDIT, deed, stands=tie)


@region_page
@require_POST
def leave_partner(request: RegionRequest, row_id: int) -> HttpResponse:
    """The partner takes part no longer."""
    tie = owned(Partnership, request.actor, row_id)
    operations.leave_partner(partnership=tie, by=request.actor, at=now())
    messages.success(request, _("%(name)s takes part no longer.") % {"name": tie.partner.name})
    return to_initiative(request, tie.initiative_id)


@region_page
def set_places(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """In which municipalities the work is done."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    initial = {"places": list(found.places.values_list("place", flat=True))}
    form = PlacesForm(request.POST or None, initial=initial, region_id=request.region.pk)
    deed = partial(operations.set_places, initiative=found)
    return ask(request, found, form, PLACES, deed)
