"""Starting an insats in ten minutes: a kind of activity, a chain, and one form with what they bring."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.workflow import InitiativeState
from varv.delivery import operations, rules
from varv.delivery.models import Initiative
from varv.overview.delivery.ready_plan import ready_chains, ready_results
from varv.overview.learning.lessons.recall_wishes import wish_before_start
from varv.strategy.models import Chain, GenericActivity
from varv.web.delivery.forms import StartForm
from varv.web.delivery.forms.results import ReadyResults, ready_initial, wanted_results
from varv.web.delivery.pages import crumbs, form_page, to_initiative
from varv.web.gate import RegionRequest, carried_out, now, outcome_of, region_page, sent_number, today
from varv.web.recalling import beside

NO_CHAIN = "ingen"


@region_page
def start(request: RegionRequest) -> HttpResponse:
    """Choose a kind of activity, then the chain it is to test, then fill in one form with what they bring."""
    rules.check_start(request.actor)
    trail = crumbs(request, last=_("New initiative"))
    chosen = request.POST.get("generic_activity") or request.GET.get("aktivitet", "")
    activities = GenericActivity.objects.of(request.region.pk).in_order()
    activity = activities.filter(pk=sent_number(chosen)).first()
    if activity is None:
        context = {"activities": activities, "crumbs": trail, "is_asked": bool(chosen)}
        return TemplateResponse(request, "delivery/choose_activity.html", context)
    chains = ready_chains(activity)
    if chains and request.method == "GET" and "kedja" not in request.GET:
        context = {"activity": activity, "chains": chains, "crumbs": trail, "no_chain": NO_CHAIN}
        return TemplateResponse(request, "delivery/choose_chain.html", context)
    written = request.POST.get("chain") or request.GET.get("kedja", "")
    chain = Chain.objects.of(request.region.pk).filter(pk=sent_number(written)).first()
    return _form(request, activity, chain)


def _form(request: RegionRequest, activity: GenericActivity, chain: Chain | None) -> HttpResponse:
    form = StartForm(request.POST or None, initial=_initial(request, activity, chain), region_id=request.region.pk)
    ready = ready_initial(ready_results(activity, chain))
    # A program that sends no rows at all gets what the activity brings.
    rows = request.POST if "results-TOTAL_FORMS" in request.POST else None
    about = {"region_id": request.region.pk, "chain": chain}
    results = ReadyResults(rows, prefix="results", initial=ready, form_kwargs=about)
    told = {} if rows is None else {"results": results}
    if form.is_valid() and (rows is None or results.is_valid()) and _is_started(request, form, **told):
        messages.success(request, _("The initiative is planned. Now say how much of each result you mean to reach."))
        return to_initiative(request, outcome_of(form).pk)
    trail = crumbs(request, last=_("New initiative"))
    goals = [sent_number(written) for written in request.POST.getlist("goals")]
    recall = beside(request, wish_before_start(activity, chain, goals, today()))
    context = {"activity": activity, "chain": chain, "results": results, "has_chains": bool(ready_chains(activity))}
    return form_page(request, "start", form, trail, alike=_alike(activity), recall=recall, **context)


def _initial(request: RegionRequest, activity: GenericActivity, chain: Chain | None) -> dict[str, Any]:
    return {
        "generic_activity": activity,
        "chain": chain,
        "goals": [chain.goal_id] if chain and chain.goal_id else [],
        "starts_on": today(),
        "unit": request.membership.unit,
        "responsible": request.actor.person_id,
    }


def _is_started(request: RegionRequest, form: StartForm, **told: Any) -> bool:
    results = {name: wanted_results(rows) for name, rows in told.items()}
    return carried_out(form, operations.start_initiative, **form.said, **results, by=request.actor, at=now())


def _alike(activity: GenericActivity) -> Any:
    """Others who do or did the same kind of thing, the newest first: there is somebody to ask."""
    others = Initiative.objects.of(activity.region_id).filter(generic_activity=activity)
    return others.exclude(state=InitiativeState.PLANNED).order_by("-starts_on", "pk")[:3]
