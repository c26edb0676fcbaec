from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.delivery.models import Initiative
from varv.overview.projects.project_list import ProjectGap, ProjectList, ProjectSort, ProjectWish
from varv.overview.projects.project_sheet import can_be_tied
from varv.strategy.models import Chain, GenericActivity
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms.initiatives import StartForm
from varv.web.delivery.forms.region import within_reach
from varv.web.learning.forms.fields import DayField
from varv.web.offers import offer_choices, offer_rows

GAPS = {
    ProjectGap.NO_INITIATIVE: _("Not an initiative yet"),
    ProjectGap.OUTSIDE_STRATEGY: _("Outside the strategy"),
    ProjectGap.OVERDUE_CONDITION: _("Condition overdue"),
}


class ProjectWishForm(forms.Form):
    """Which projects to show; it stands in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    tema = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(label=pgettext_lazy("case", "Status"), required=False)
    ar = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    ordning = forms.TypedChoiceField(
        label=_("Order"),
        choices=[
            (ProjectSort.NEWEST, _("Newest first")),
            (ProjectSort.NAME, _("By name")),
            (ProjectSort.CASE, _("By case number")),
            (ProjectSort.GRANTED, _("Largest amount first")),
        ],
        coerce=ProjectSort,
        empty_value=ProjectSort.NEWEST,
        required=False,
    )

    def offer(self, found: ProjectList) -> None:
        """What there is to choose between."""
        offer_choices(self, "tema", [("", _("All themes")), *((one, one) for one in found.themes)])
        offer_choices(self, "status", [("", _("All")), *((one, one) for one in found.statuses)])
        offer_choices(self, "ar", [("", _("All years")), *((one, one) for one in found.years)])

    def wish(self, gap: ProjectGap | None) -> ProjectWish:
        """What is asked for; what cannot be read is left out."""
        self.is_valid()
        said = self.cleaned_data
        return ProjectWish(
            words=said.get("q", ""),
            theme=said.get("tema", ""),
            status=said.get("status", ""),
            year=said.get("ar"),
            gap=gap,
            sort=said.get("ordning") or ProjectSort.NEWEST,
        )


class TieForm(forms.Form):
    """Which insats the case is."""

    initiative = forms.ModelChoiceField(
        label=_("Initiative"),
        queryset=Initiative.objects.none(),
        empty_label=_("Choose an initiative"),
        help_text=_("Projects that go on, and are not tied to another case."),
    )

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Initiative.objects.of(region_id).filter(pk__in=can_be_tied(region_id))
        offer_rows(self, "initiative", offered.order_by("name", "pk"))


class StartFromProjectForm(StartForm):
    """A new insats, filled in from the case."""

    kind = None  # type: ignore[assignment]  # Django's way to leave a field out: a project that we fund
    chain = forms.ModelChoiceField(
        label=_("Effect chain"),
        queryset=Chain.objects.none(),
        required=False,
        empty_label=_("None yet"),
        help_text=_("The chain that the initiative tests. It can be chosen later."),
    )
    generic_activity = forms.ModelChoiceField(
        label=_("Kind of activity"),
        queryset=GenericActivity.objects.none(),
        empty_label=_("Choose a kind of activity"),
        help_text=_("What the kind usually delivers and leads to comes along as planned results."),
    )


class DecisionForm(forms.Form):
    """What was decided about a project, and when."""

    text = LineField(label=_("What was decided?"), max_length=300)
    decided_on = DayField(label=_("Day of decision"), validators=[within_reach])
    case_number = LineField(label=_("Registration number"), max_length=60, required=False)


class EditDecisionForm(DecisionForm):
    """The same, changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ConditionForm(forms.Form):
    """What a decision demands, and by when."""

    text = TextField(label=_("What does the decision demand?"), rows=2, max_length=500)
    due_on = DayField(
        label=_("By when?"),
        required=False,
        validators=[within_reach],
        help_text=_("Leave it empty when the decision names no day."),
    )


class EditConditionForm(ConditionForm):
    """The same, changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class MeetForm(forms.Form):
    """On which day it was met, and how one can see that."""

    met_on = DayField(label=_("When was it met?"), validators=[within_reach])
    note = TextField(label=_("How can one see it?"), rows=2, max_length=500, required=False)
