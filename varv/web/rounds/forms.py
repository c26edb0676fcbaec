from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Axis, Verdict
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal, word
from varv.rounds import rules
from varv.rounds.drafts import Ruling
from varv.web.delivery.fields import TextField
from varv.web.learning.forms.fields import words_of

LONGEST_TEXT = 5000
LONGEST_NAME = 160


class AssessmentForm(forms.Form):
    """A verdict and its reasons on each of the four axes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for axis in Axis:
            self.fields[axis.value] = forms.TypedChoiceField(
                label=word(axis),
                choices=words_of(Verdict),
                coerce=Verdict,
                initial=Verdict.NOT_ASSESSED,
                widget=forms.RadioSelect,
            )
            self.fields[f"{axis}_reason"] = TextField(
                label=_("%(axis)s: why?") % {"axis": word(axis)}, required=False, rows=3, max_length=LONGEST_TEXT
            )

    def clean(self) -> None:
        """Reasons wherever something is judged."""
        for axis, ruling in self.rulings().items():
            try:
                rules.check_ruling(axis, ruling)
            except RuleBroken as refused:
                if f"{axis}_reason" not in self.errors:
                    self.add_error(f"{axis}_reason", refusal(refused))

    def rulings(self) -> dict[Axis, Ruling]:
        """What was judged on each axis, where it could be read."""
        return {
            axis: Ruling(self.cleaned_data[axis.value], self.cleaned_data.get(f"{axis}_reason", ""))
            for axis in Axis
            if axis.value in self.cleaned_data
        }
