"""Forms of small steps that are tried. Each asks for one part of the turn."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import PilotOutcome
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative, Pilot
from varv.delivery.operations import Decided, PilotPlan
from varv.regions.models import User
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms.region import RegionForm, people_here, within_reach
from varv.web.learning.forms.fields import DayField
from varv.web.offers import offer_rows

PLAN = ("name", "owner", "expected", "how", "starts_on", "check_on")
NEW = ("name", "starts_on", "ends_on")
LONGEST = 5000


class PilotForm(RegionForm):
    """What is to be tried, and what we expect to see."""

    name = LineField(label=_("What do you want to try?"), max_length=160)
    expected = TextField(
        label=_("What do you expect to see?"),
        rows=3,
        max_length=LONGEST,
        help_text=_("So that you can tell afterwards whether it happened. A number is good, but not needed."),
    )
    how = TextField(
        label=_("How do you go about it?"),
        required=False,
        rows=3,
        max_length=LONGEST,
        help_text=_("As small as it can be and still teach you something."),
    )
    owner = forms.ModelChoiceField(
        label=_("Who holds it together?"), queryset=User.objects.none(), empty_label=_("Choose a person")
    )
    starts_on = DayField(label=_("First day"), validators=[within_reach])
    check_on = DayField(
        label=_("When do you look at what came of it?"),
        validators=[within_reach],
        help_text=_("That day it stands on the page of whoever holds it together."),
    )

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, region_id=region_id, **kwargs)
        offer_rows(self, "owner", people_here(region_id))

    @property
    def plan(self) -> PilotPlan:
        """What was planned, once the form is valid."""
        return PilotPlan(**{name: self.cleaned_data[name] for name in PLAN})


class EditPilotForm(PilotForm):
    """The same, changed; ``revision`` finds out that somebody else was here first."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """What was done so far, and when it is looked at."""

    did = TextField(label=_("What has been done so far?"), required=False, rows=3, max_length=LONGEST)
    check_on = DayField(label=_("When do you look at what came of it?"), validators=[within_reach])
    revision = forms.IntegerField(widget=forms.HiddenInput)


class StudyForm(forms.Form):
    """What was done, and what was seen."""

    did = TextField(label=_("What was done?"), rows=3, max_length=LONGEST)
    saw = TextField(
        label=_("What did you see?"),
        rows=4,
        max_length=LONGEST,
        help_text=_("Also what did not happen, and what nobody had expected."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(forms.Form):
    """What was learned, and why it is decided so. The same for all three ways to decide."""

    learned = TextField(label=_("What did you learn?"), rows=3, max_length=LONGEST)
    reason = TextField(label=_("Why do you decide so?"), rows=2, max_length=LONGEST)

    @property
    def decided(self) -> Decided:
        """What was learned and why, once the form is valid."""
        return Decided(self.cleaned_data["learned"], self.cleaned_data["reason"])


class ChangeForm(PilotForm, DecideForm):
    """Try again in another way: what was learned, and the plan of the next turn."""

    field_order = ("learned", "reason", *PLAN)


class ScaleUpForm(DecideForm):
    """Scale up: into an insats that is there, or into a new one with a name."""

    initiative = forms.ModelChoiceField(
        label=_("Into which initiative?"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=_("A new one"),
        help_text=_("It may be the one where you tried it."),
    )
    name = LineField(label=_("What should the new initiative be called?"), required=False, max_length=160)
    starts_on = DayField(label=_("First day of the new initiative"), required=False, validators=[within_reach])
    ends_on = DayField(label=_("Last day of the new initiative"), required=False, validators=[within_reach])

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Initiative.objects.of(pilot.region_id).exclude(state=InitiativeState.ENDED)
        offer_rows(self, "initiative", open_ones.order_by("name", "pk"))

    def without_new(self) -> Self:
        """The same form for someone who may not start an insats: one that is there must be chosen."""
        for name in NEW:
            del self.fields[name]
        into = self.fields["initiative"]
        into.required, into.empty_label = True, _("Choose an initiative")  # type: ignore[attr-defined]  # a choice among rows
        return self

    def clean(self) -> dict[str, Any]:
        """A new insats has a name and a first day."""
        is_new = "name" in self.fields and self.cleaned_data.get("initiative") is None
        if is_new and "initiative" not in self.errors:
            for name, told in _NEEDED.items():
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, forms.ValidationError(told))
        return self.cleaned_data


_NEEDED: Mapping[str, Any] = {
    "name": _("Choose an initiative above, or write what the new one should be called."),
    "starts_on": _("Choose an initiative above, or the first day of the new one."),
}
WAYS: Mapping[str, tuple[PilotOutcome, Promise]] = {
    "vax-upp": (PilotOutcome.SCALED_UP, _("It worked. We do more of it.")),
    "andra": (PilotOutcome.CHANGED, _("Not yet. We change something and try again.")),
    "avsluta": (PilotOutcome.ENDED, _("We try no more. What we learned is kept.")),
}
