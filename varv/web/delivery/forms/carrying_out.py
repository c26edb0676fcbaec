"""The small forms of an insats: people, partners, places, milestones and risks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import Part, Severity
from varv.delivery.models import Partner
from varv.regions.models import Place, User
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms.region import RegionForm, within_reach
from varv.web.learning.forms.fields import DayField, words_of
from varv.web.offers import RowsField


class PersonForm(RegionForm):
    """Someone, and what part they have."""

    person = forms.ModelChoiceField(label=_("Who?"), queryset=User.objects.none(), empty_label=_("Choose a person"))
    part = forms.TypedChoiceField(
        label=_("What part do they have?"),
        choices=words_of(Part),
        coerce=Part,
        widget=forms.RadioSelect,
        initial=Part.PARTICIPANT,
        help_text=_("One person writes the report. A new one relieves the one before."),
    )


class PartnerForm(RegionForm):
    """A partner that is registered, or a new one, and what it brings."""

    partner = forms.ModelChoiceField(
        label=_("Which partner?"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("A new one, or choose here"),
    )
    name = LineField(label=_("Name of a new partner"), required=False, max_length=160)
    link = forms.URLField(
        label=_("Web address of the new partner"), required=False, max_length=500, assume_scheme="https"
    )
    brings = LineField(
        label=_("What does it bring?"),
        required=False,
        max_length=200,
        help_text=_("For example teachers, premises or a third of the money."),
    )


class EditPartnershipForm(forms.Form):
    """What the partner brings."""

    brings = LineField(label=_("What does it bring?"), required=False, max_length=200)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class PlacesForm(RegionForm):
    """Where the work is done."""

    places = RowsField(
        label=_("In which municipalities?"),
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none when the whole county is meant."),
    )


class MilestoneForm(forms.Form):
    """What is to be reached, and by when."""

    text = LineField(label=_("What should have happened?"), max_length=300)
    due_on = DayField(label=_("By which day?"), validators=[within_reach])


class EditMilestoneForm(MilestoneForm):
    """The same, changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReachForm(forms.Form):
    """The day it was reached."""

    reached_on = DayField(label=_("Which day was it reached?"), validators=[within_reach])
    note = LineField(
        label=_("How did it go?"),
        required=False,
        max_length=500,
        help_text=_("One sentence for the one who writes the half-year report."),
    )


class RiskForm(forms.Form):
    """What could stop the work, how grave it is, and what is done about it."""

    text = LineField(label=_("What could go wrong?"), max_length=300)
    likelihood = forms.TypedChoiceField(
        label=_("How likely is it?"),
        choices=words_of(Severity),
        coerce=Severity,
        widget=forms.RadioSelect,
        initial=Severity.MEDIUM,
    )
    harm = forms.TypedChoiceField(
        label=_("How much would it harm?"),
        choices=words_of(Severity),
        coerce=Severity,
        widget=forms.RadioSelect,
        initial=Severity.MEDIUM,
    )
    answer = TextField(label=_("What do you do about it?"), required=False, rows=2, max_length=500)


class EditRiskForm(RiskForm):
    """The same, judged anew."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class CloseRiskForm(forms.Form):
    """How it ended."""

    what_happened = TextField(
        label=_("What happened?"),
        rows=2,
        max_length=500,
        help_text=_("It came true, it did not, or what you did was enough."),
    )
