from django.utils.translation import gettext_lazy as _

from varv.strategy.models import Goal
from varv.web.delivery.fields import TextField
from varv.web.delivery.forms.region import GoalField, RegionForm


class ContributionForm(RegionForm):
    """A goal, and why the insats is thought to help towards it."""

    goal = GoalField(label=_("Goal"), queryset=Goal.objects.none(), empty_label=_("Choose a goal"))
    reason = TextField(
        label=_("Why do you think that it helps?"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("A hypothesis, in one sentence. It is shown as hypothetical until an evaluation has shown it."),
    )
