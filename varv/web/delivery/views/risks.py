from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from varv.delivery import operations, rules
from varv.delivery.models import Initiative, Risk
from varv.web.delivery.forms.carrying_out import CloseRiskForm, EditRiskForm, RiskForm
from varv.web.delivery.pages import Asked, ask
from varv.web.gate import RegionRequest, owned, region_page

NOTE = Asked(
    gettext_lazy("New risk"),
    gettext_lazy("What could stop the work?"),
    gettext_lazy("Write it early. Nobody is judged worse for having seen a risk."),
    gettext_lazy("Note the risk"),
    gettext_lazy("The risk is noted."),
)
EDIT = Asked(
    gettext_lazy("Change the risk"),
    gettext_lazy("How does the risk look now?"),
    gettext_lazy("Judge it anew, and write what you do about it. The history keeps what you thought before."),
    gettext_lazy("Save"),
    gettext_lazy("The risk is changed."),
)
CLOSE = Asked(
    gettext_lazy("Close the risk"),
    gettext_lazy("What happened with the risk?"),
    gettext_lazy("A risk is closed with what happened, so that the next initiative can learn from it."),
    gettext_lazy("Close the risk"),
    gettext_lazy("The risk is closed."),
)


@region_page
def note_risk(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """What could stop the work."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    deed = partial(operations.note_risk, initiative=found)
    return ask(request, found, RiskForm(request.POST or None), NOTE, deed)


@region_page
def edit_risk(request: RegionRequest, row_id: int) -> HttpResponse:
    """Judge it anew, or answer it better."""
    risk = owned(Risk, request.actor, row_id)
    rules.check_edit_risk(risk, request.actor)
    initial = {name: getattr(risk, name) for name in EditRiskForm.base_fields}
    form = EditRiskForm(request.POST or None, initial=initial)
    deed = partial(operations.edit_risk, risk=risk)
    return ask(request, risk.initiative, form, EDIT, deed, stands=risk)


@region_page
def close_risk(request: RegionRequest, row_id: int) -> HttpResponse:
    """It is over, with what happened."""
    risk = owned(Risk, request.actor, row_id)
    rules.check_edit_risk(risk, request.actor)
    deed = partial(operations.close_risk, risk=risk)
    return ask(request, risk.initiative, CloseRiskForm(request.POST or None), CLOSE, deed)
