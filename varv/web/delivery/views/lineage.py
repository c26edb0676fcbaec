"""How an insats ends, and how one becomes others."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from varv.delivery import operations, rules
from varv.delivery.models import Initiative
from varv.web.delivery.forms.lineage import DuplicateForm, EndForm, MergeForm, SplitForm
from varv.web.delivery.pages import Asked, ask
from varv.web.gate import RegionRequest, owned, region_page, today

END = Asked(
    gettext_lazy("End the work"),
    gettext_lazy("How did the work end?"),
    gettext_lazy(
        "Everything that was reported stands. An initiative that has ended cannot be changed or begun again, "
        "but it can be copied."
    ),
    gettext_lazy("End the work"),
    gettext_lazy("The work has ended. Everything that was reported stands."),
)
DUPLICATE = Asked(
    gettext_lazy("Copy"),
    gettext_lazy("What is the new initiative, and when?"),
    gettext_lazy(
        "The plan comes along: goals, results, people, partners, places, milestones that are left and risks that are "
        "open. Reports and money do not."
    ),
    gettext_lazy("Make the copy"),
    gettext_lazy("The copy is planned. Change what should differ."),
)
SPLIT = Asked(
    gettext_lazy("Split"),
    gettext_lazy("Into which initiatives is it split?"),
    gettext_lazy(
        "The new ones take over the plan, and you say how much of each result each of them means to reach. This one "
        "ends; its reports and its money stay here."
    ),
    gettext_lazy("Split the initiative"),
    gettext_lazy("The initiative is split. The new ones stand below; say how much each of them means to reach."),
)
MERGE = Asked(
    gettext_lazy("Merge"),
    gettext_lazy("Which initiatives become one?"),
    gettext_lazy(
        "The new one takes over what all of them mean to reach, framed like this one. The old ones end; their reports "
        "and their money stay with them."
    ),
    gettext_lazy("Merge the initiatives"),
    gettext_lazy("The initiatives are one. See that the plan holds together."),
)


@region_page
def end(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """The work is over, and why."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_end(found, request.actor)
    deed = partial(operations.end_initiative, initiative=found)
    return ask(request, found, EndForm(request.POST or None), END, deed)


@region_page
def duplicate(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """The same plan once more."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_duplicate(request.actor)
    form = DuplicateForm(request.POST or None, initial={"starts_on": today()})
    deed = partial(operations.duplicate_initiative, initiative=found)
    return ask(request, found, form, DUPLICATE, deed)


@region_page
def split(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """One becomes several."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_reshape(found, request.actor)
    form = SplitForm(request.POST or None)
    deed = partial(operations.split_initiative, initiative=found)
    return ask(request, found, form, SPLIT, deed)


@region_page
def merge(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Several become one."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_reshape(found, request.actor)
    form = MergeForm(request.POST or None, initiative=found)
    deed = partial(operations.merge_initiatives, initiative=found)
    return ask(request, found, form, MERGE, deed)
