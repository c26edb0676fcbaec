"""How an insats ends, and how one becomes others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import Ending
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative
from varv.delivery.rules import ENDED_BY_HAND
from varv.overview.words import word
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms.region import within_reach
from varv.web.learning.forms.fields import DayField
from varv.web.offers import RowsField, offer_rows

MOST_NAMES, LONGEST_NAME = 10, 160


class EndForm(forms.Form):
    """How it ended, and why."""

    ending = forms.TypedChoiceField(
        label=_("How did it end?"),
        choices=lambda: [(ending.value, word(ending)) for ending in ENDED_BY_HAND],
        coerce=Ending,
        widget=forms.RadioSelect,
        initial=Ending.COMPLETED,
    )
    reason = TextField(
        label=_("Why?"),
        required=False,
        rows=3,
        max_length=5000,
        help_text=_("Always when it was stopped; gladly also when it was completed."),
    )


class DuplicateForm(forms.Form):
    """What the copy is called, and when it is to be done."""

    name = LineField(label=_("What is the new initiative called?"), max_length=160)
    starts_on = DayField(label=_("First day"), validators=[within_reach])
    ends_on = DayField(label=_("Last day"), required=False, validators=[within_reach])


class NamesField(forms.CharField):
    """Several names, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> Any:
        names = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(_("That is many at once. Split into ten at most."))
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("One of the names is longer than 160 characters. Shorten it."))
        return names


class SplitForm(forms.Form):
    """Into which, and why."""

    names = NamesField(
        label=_("What are the new initiatives called?"), help_text=_("One name on each line, at least two.")
    )
    reason = TextField(
        label=_("Why is it split?"),
        rows=3,
        max_length=5000,
        help_text=_("The reader in four years needs to understand."),
    )


class MergeForm(forms.Form):
    """With which, under what name, and why."""

    others = RowsField(
        label=_("Which others become one with it?"),
        queryset=Initiative.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    name = LineField(label=_("What is the new initiative called?"), max_length=160)
    reason = TextField(
        label=_("Why are they merged?"),
        rows=3,
        max_length=5000,
        help_text=_("The reader in four years needs to understand."),
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Initiative.objects.of(initiative.region_id).exclude(state=InitiativeState.ENDED)
        offer_rows(self, "others", others.exclude(pk=initiative.pk).order_by("name", "pk"))
