from django import forms

from varv.core.loop import Measure
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.overview.learning.answers.loop_measures import LoopWish


class PeriodField(forms.Field):
    """A period as it is written in an address."""

    def to_python(self, value: str | None) -> Period | None:
        """The period, or nothing when none is asked for."""
        try:
            return Period.parse(value) if value else None
        except RuleBroken as refused:
            raise forms.ValidationError("") from refused


class LoopSearch(forms.Form):
    """Which part of the loop someone wants to see. What cannot be read is left out."""

    forum = forms.CharField(max_length=160, required=False)
    fran = PeriodField(required=False)
    matt = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Measure], coerce=Measure, required=False, empty_value=None
    )

    def wish(self) -> LoopWish:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        return LoopWish(
            forum=asked.get("forum", ""),
            since=asked.get("fran"),
            measure=asked.get("matt") or Measure.IN_TIME,
        )
