from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import InitiativeKind, Part, StrategyPhase
from varv.regions.models import Place, Unit, User
from varv.strategy.models import Chain, GenericActivity, Goal
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms.region import GoalsField, RegionForm, within_reach
from varv.web.learning.forms.fields import DayField, words_of
from varv.web.offers import RowsField


class InitiativeForm(RegionForm):
    """What an insats is called, who does it, and when."""

    name = LineField(label=_("What is the initiative called?"), max_length=160)
    description = TextField(
        label=_("What is it about?"),
        required=False,
        rows=3,
        max_length=5000,
        help_text=_("A few sentences for someone who has not heard of it."),
    )
    kind = forms.TypedChoiceField(label=_("Whose is it?"), choices=words_of(InitiativeKind), coerce=InitiativeKind)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose a unit"))
    responsible = forms.ModelChoiceField(
        label=_("Who is responsible, and writes the reports?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
    )
    starts_on = DayField(label=_("First day"), validators=[within_reach])
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        validators=[within_reach],
    )
    phase = forms.TypedChoiceField(
        label=_("Phase of the strategy"),
        choices=lambda: [("", _("None in particular")), *words_of(StrategyPhase)()],
        coerce=StrategyPhase,
        empty_value=None,
        required=False,
        help_text=_("When the work belongs to one phase of the strategy."),
    )
    chain = forms.ModelChoiceField(
        label=_("Effect chain"),
        queryset=Chain.objects.none(),
        required=False,
        empty_label=_("None yet"),
        help_text=_("The chain that the initiative tests. It can be chosen later."),
    )


class StartForm(InitiativeForm):
    """A new insats of a chosen kind of activity, with the goals it is meant to help towards."""

    generic_activity = forms.ModelChoiceField(
        queryset=GenericActivity.objects.none(), widget=forms.HiddenInput, label=_("Kind of activity")
    )
    chain = forms.ModelChoiceField(
        queryset=Chain.objects.none(), widget=forms.HiddenInput, required=False, label=_("Effect chain")
    )
    reporter = forms.ModelChoiceField(
        label=_("Does somebody else write the reports?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("No, the responsible person does"),
    )
    participants = RowsField(
        label=_("Who else takes part?"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = RowsField(
        label=_("In which municipalities?"),
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none when the whole county is meant."),
    )
    goals = GoalsField(
        label=_("Goals it is meant to help towards"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose those where you can say why. The reasons can be written afterwards."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What the verb wants to know of a valid form."""
        said = dict(self.cleaned_data)
        reporter, participants = said.pop("reporter"), said.pop("participants")
        parts = [(reporter, Part.REPORTER)] if reporter else []
        return said | {"people": [*parts, *((one, Part.PARTICIPANT) for one in participants)]}


class EditForm(InitiativeForm):
    """The same, changed; ``revision`` finds out that somebody else was here first."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
