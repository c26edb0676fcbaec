from django import forms
from django.utils.translation import gettext_lazy as _

from varv.strategy.models import SteeringDocument
from varv.web.learning.forms.fields import DayField, DeedForm, OwnedForm, ProseField


class TurnForm(OwnedForm):
    """A new turn."""

    document = forms.ModelChoiceField(
        label=_("Strategy or plan"), queryset=SteeringDocument.objects.of(0), empty_label=_("Choose a document")
    )
    planned = ProseField(
        label=_("What do you plan?"), help_text=_("What you will do this turn, in a few sentences. Start small.")
    )
    starts_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"), help_text=_("A turn is often 18 months, and may overlap the one before."))


class TurnStoryForm(DeedForm):
    """What was done and seen in a turn."""

    did = ProseField(
        label=_("What did you do?"),
        required=False,
        help_text=_("What came of the plan, with figures if you have them."),
    )
    saw = ProseField(
        label=_("What did you see?"),
        required=False,
        help_text=_("What surprised you, or went another way than you thought."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
