from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.counting import Counting, Dimension
from varv.core.theory import Level
from varv.delivery.models import Initiative
from varv.delivery.rules import PLANNED_LEVELS
from varv.delivery.wanted import WantedResult
from varv.indicators.models import Indicator
from varv.overview.delivery.ready_plan import ReadyResult
from varv.overview.words import word
from varv.strategy.models import Chain, ChainStep
from varv.web.delivery.fields import AmountField, LineField
from varv.web.delivery.forms.region import OFFERS
from varv.web.learning.forms.fields import words_of
from varv.web.offers import offer_rows


class EditResultForm(forms.Form):
    """What is to be reached, how much of it, and how it is counted."""

    text = LineField(label=_("What is to be reached?"), max_length=300)
    planned = AmountField(
        label=_("How much?"), required=False, help_text=_("Leave it empty if it cannot be said in a number.")
    )
    unit = LineField(label=_("Of what?"), required=False, max_length=60, help_text=_("For example participants."))
    step = forms.ModelChoiceField(
        label=_("Step of the chain"), queryset=ChainStep.objects.none(), required=False, empty_label=_("None")
    )
    indicator = forms.ModelChoiceField(
        label=_("Indicator that it counts towards"),
        queryset=Indicator.objects.none(),
        required=False,
        empty_label=_("None, it is counted only here"),
        help_text=_("Then it is counted and broken down as the indicator says, together with other initiatives."),
    )
    counting = forms.TypedChoiceField(
        label=_("What does a reported figure cover?"),
        choices=words_of(Counting),
        coerce=Counting,
        empty_value=Counting.PER_PERIOD,
        required=False,
        widget=forms.RadioSelect,
        initial=Counting.PER_PERIOD,
    )
    dimensions = forms.TypedMultipleChoiceField(
        label=_("Should it be broken down?"),
        choices=words_of(Dimension),
        coerce=Dimension,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask only for what somebody will use: every breakdown takes time to report."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, initiative: Initiative, levels: tuple[Level, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = ChainStep.objects.of(initiative.region_id).filter(chain_id=initiative.chain_id, level__in=levels)
        offer_rows(self, "step", steps.in_order())
        offer_rows(self, "indicator", self._indicators(initiative.region_id))

    def _indicators(self, region_id: int) -> Any:
        """Those that can be reported to, and the one that stands already."""
        stands = Indicator.objects.of(region_id).filter(pk=self.initial.get("indicator"))
        return OFFERS["indicator"](region_id) | stands.order_by("name", "pk")


class ResultForm(EditResultForm):
    """One more output or outcome."""

    level = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=lambda: [(level.value, word(level)) for level in PLANNED_LEVELS],
        coerce=Level,
        widget=forms.RadioSelect,
        initial=Level.OUTPUT,
    )
    revision = None  # type: ignore[assignment]  # Django's way to leave a field out: there is nothing to be stale against

    field_order = ("level", "text", "planned", "unit", "step", "indicator", "counting", "dimensions")


class ReadyResultForm(forms.Form):
    """One likely result of a new insats: kept or not, in these words, and how much of it."""

    wanted = forms.BooleanField(label=_("Take it along"), required=False)
    text = LineField(label=_("What is to be reached?"), max_length=300, required=False)
    planned = AmountField(label=_("How much?"), required=False)
    unit = LineField(label=_("Of what?"), required=False, max_length=60)
    level = forms.TypedChoiceField(
        choices=words_of(Level), coerce=Level, widget=forms.HiddenInput, label=_("What is it?")
    )
    step = forms.ModelChoiceField(
        queryset=ChainStep.objects.none(), widget=forms.HiddenInput, required=False, label=_("Step of the chain")
    )
    indicator = forms.ModelChoiceField(
        queryset=Indicator.objects.none(), widget=forms.HiddenInput, required=False, label=_("Indicator")
    )

    def __init__(self, *args: Any, region_id: int, chain: Chain | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = ChainStep.objects.of(region_id).filter(chain=chain)
        offer_rows(self, "step", steps)
        offer_rows(self, "indicator", OFFERS["indicator"](region_id))

    def clean(self) -> dict[str, Any]:
        """What is taken along says what it is."""
        if self.cleaned_data.get("wanted") and not self.cleaned_data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what is to be reached, or leave the result out."))
        return self.cleaned_data

    @property
    def level_shown(self) -> Level:
        """Whether it is an output or an outcome, also when the form was filled in wrongly."""
        said = str(self["level"].value())
        return Level(said) if said in set(Level) else Level.OUTPUT


ReadyResults = forms.formset_factory(ReadyResultForm, extra=0, max_num=40, validate_max=True, absolute_max=60)


def ready_initial(ready: tuple[ReadyResult, ...]) -> list[dict[str, Any]]:
    """The likely results as the formset begins with them."""
    return [
        {
            "wanted": True,
            "text": one.text,
            "unit": one.unit,
            "level": one.level,
            "step": one.step_id,
            "indicator": one.indicator_id,
        }
        for one in ready
    ]


def wanted_results(results: Any) -> list[WantedResult]:
    """The rows of a valid formset that were taken along."""
    said = [form.cleaned_data for form in results if form.cleaned_data.get("wanted")]
    names = ("level", "text", "unit", "planned", "step", "indicator")
    return [WantedResult(**{name: one[name] for name in names}) for one in said]
