"""The small forms of the chain editor: one thing each, saved at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.theory import Level
from varv.strategy.models import Chain, ChainStep
from varv.web.strategy.forms.fields import CodeChoice, PlanForm, RegionField, StepField

LONGEST_STEP = 200


class StepTextField(forms.CharField):
    """A step in a few words, on one line however it was broken."""

    def __init__(self, **options: Any) -> None:
        told = {"required": _("Write what the step is, in a few words."), "max_length": _("At most 200 characters.")}
        super().__init__(**{"max_length": LONGEST_STEP, "error_messages": told, **options})

    def to_python(self, value: Any) -> str:
        """The text without line breaks and double spaces."""
        return " ".join((super().to_python(value) or "").split())


class StepTextForm(PlanForm):
    """What a step says."""

    text = StepTextField(label=_("Step"))
    revision = forms.IntegerField()


class NewStepForm(PlanForm):
    """A new step on a level."""

    level = CodeChoice(Level, label=_("Level"))
    text = StepTextField(label=_("Step"))


class PlaceForm(PlanForm):
    """Where a step should stand: its place from 1, and the level if it is another."""

    place = forms.IntegerField()
    level = CodeChoice(Level, nothing=_("The same level"))
    revision = forms.IntegerField()


class TieForm(PlanForm):
    """Two steps of a chain to be linked."""

    source = StepField(ChainStep.objects.of, label=_("This step"))
    target = StepField(ChainStep.objects.of, label=_("leads to"))

    def __init__(self, *args: Any, chain: Chain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            ends = self.fields[name]
            ends.queryset = ends.queryset.filter(chain=chain)  # type: ignore[attr-defined]  # a field for rows


class LoanForm(PlanForm):
    """A step of another chain that should stand here too."""

    step = RegionField(ChainStep.objects.of, label=_("Step of another chain"))
