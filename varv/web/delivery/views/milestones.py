from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from varv.delivery import operations, rules
from varv.delivery.models import Initiative, Milestone
from varv.web.delivery.forms.carrying_out import EditMilestoneForm, MilestoneForm, ReachForm
from varv.web.delivery.pages import Asked, ask, to_initiative
from varv.web.gate import RegionRequest, now, owned, region_page, today

PLAN = Asked(
    gettext_lazy("New milestone"),
    gettext_lazy("What should have happened, and by when?"),
    gettext_lazy("Something that can be seen to have happened. Three or four milestones a year are plenty."),
    gettext_lazy("Plan the milestone"),
    gettext_lazy("The milestone is planned."),
)
EDIT = Asked(
    gettext_lazy("Change the milestone"),
    gettext_lazy("What has changed in the plan?"),
    gettext_lazy("The history keeps the day that was promised first."),
    gettext_lazy("Save"),
    gettext_lazy("The milestone is changed."),
)
REACH = Asked(
    gettext_lazy("Reached"),
    gettext_lazy("When was the milestone reached?"),
    gettext_lazy("What is reached stands: it can no longer be changed or taken away."),
    gettext_lazy("It is reached"),
    gettext_lazy("The milestone is reached."),
)


@region_page
def plan_milestone(request: RegionRequest, initiative_id: int) -> HttpResponse:
    """Something to have reached by a day."""
    found = owned(Initiative, request.actor, initiative_id)
    rules.check_edit(found, request.actor)
    form = MilestoneForm(request.POST or None)
    deed = partial(operations.plan_milestone, initiative=found)
    return ask(request, found, form, PLAN, deed)


@region_page
def edit_milestone(request: RegionRequest, row_id: int) -> HttpResponse:
    """Change what is to be reached, or by when."""
    milestone = owned(Milestone, request.actor, row_id)
    rules.check_edit_milestone(milestone, request.actor)
    initial = {name: getattr(milestone, name) for name in EditMilestoneForm.base_fields}
    form = EditMilestoneForm(request.POST or None, initial=initial)
    deed = partial(operations.edit_milestone, milestone=milestone)
    return ask(request, milestone.initiative, form, EDIT, deed, stands=milestone)


@region_page
def reach_milestone(request: RegionRequest, row_id: int) -> HttpResponse:
    """It is reached."""
    milestone = owned(Milestone, request.actor, row_id)
    rules.check_edit_milestone(milestone, request.actor)
    form = ReachForm(request.POST or None, initial={"reached_on": today()})
    deed = partial(operations.reach_milestone, milestone=milestone)
    return ask(request, milestone.initiative, form, REACH, deed)


@region_page
@require_POST
def remove_milestone(request: RegionRequest, row_id: int) -> HttpResponse:
    """It is not meant to be reached any more."""
    milestone = owned(Milestone, request.actor, row_id)
    operations.remove_milestone(milestone=milestone, by=request.actor, at=now())
    messages.success(request, _("“%(text)s” is taken away.") % {"text": milestone.text})
    return to_initiative(request, milestone.initiative_id)
