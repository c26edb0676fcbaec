from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.refusals import RuleBroken
from varv.core.status import Band, Direction, Missing
from varv.indicators import operations
from varv.indicators.models import DECIMALS, Indicator, PeriodPath
from varv.overview.words import refusal, word
from varv.regions.models import User
from varv.strategy.models import ChainStep, Goal
from varv.strategy.scope import scope_of
from varv.web.indicators.fields import NumberField, PeriodField
from varv.web.offers import offer_choices, offer_rows

TEXT_LENGTH = 4000


def _words(codes: type[StrEnum]) -> list[tuple[str, str]]:
    return [(code.value, capfirst(word(code))) for code in codes]


def _months() -> list[tuple[str, Any]]:
    return [("", _("Any month")), *((str(number), name) for number, name in MONTHS.items())]


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IndicatorForm(forms.Form):
    """What is counted, from where, and what it does not tell."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What people call it, for example Upper secondary exam in time.")
    )
    definition = forms.CharField(
        label=_("What exactly is counted?"), max_length=TEXT_LENGTH, required=False, widget=_text(3)
    )
    unit = forms.CharField(label=_("Unit"), max_length=60, help_text=_("For example percent, people or SEK million."))
    decimals = forms.IntegerField(label=_("Decimals shown"), min_value=0, max_value=DECIMALS, initial=0)
    wished = forms.TypedChoiceField(
        label=_("Which way do we want it to go?"),
        coerce=Direction,
        choices=lambda: _words(Direction),
        initial=Direction.UP.value,
        widget=forms.RadioSelect,
    )
    kind = forms.TypedChoiceField(
        label=_("What does it follow?"),
        coerce=IndicatorKind,
        choices=lambda: _words(IndicatorKind),
        initial=IndicatorKind.DEVELOPMENT.value,
        widget=forms.RadioSelect,
    )
    goal = forms.ModelChoiceField(
        label=_("Goal that it informs"), queryset=Goal.objects.none(), required=False, empty_label=_("No goal")
    )
    step = forms.ModelChoiceField(
        label=_("Step in an effect chain"), queryset=ChainStep.objects.none(), required=False, empty_label=_("No step")
    )
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who counts, for example SCB."))
    source_link = forms.URLField(label=_("Link to the source"), max_length=500, required=False, assume_scheme="https")
    licence = forms.CharField(label=_("Licence"), max_length=120, required=False)
    limits = forms.CharField(
        label=_("What does it not tell?"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=_text(4),
        help_text=_("One thing a line. It stands beside the figure wherever it is shown."),
    )
    lag_months = forms.IntegerField(
        label=_("Months from the end of the period to the figure"), min_value=0, max_value=60, required=False
    )
    update_month = forms.TypedChoiceField(
        label=_("Month of publication"), coerce=int, empty_value=None, choices=_months, required=False
    )
    owner = forms.ModelChoiceField(
        label=_("Who sees to it?"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    counting = forms.TypedChoiceField(
        label=_("What does a figure that an initiative reports cover?"),
        coerce=Counting,
        empty_value=Counting.PER_PERIOD,
        choices=lambda: _words(Counting),
        initial=Counting.PER_PERIOD.value,
        required=False,
        widget=forms.RadioSelect,
    )
    adding = forms.TypedChoiceField(
        label=_("How do the figures of several initiatives become one?"),
        coerce=Adding,
        empty_value=Adding.SUM,
        choices=lambda: _words(Adding),
        initial=Adding.SUM.value,
        required=False,
        widget=forms.RadioSelect,
    )
    numerator = forms.ModelChoiceField(
        label=_("What is divided"), queryset=Indicator.objects.none(), required=False, empty_label=_("Not a ratio")
    )
    denominator = forms.ModelChoiceField(
        label=_("What it is divided by"),
        queryset=Indicator.objects.none(),
        required=False,
        empty_label=_("Not a ratio"),
    )
    dimensions = forms.TypedMultipleChoiceField(
        label=_("By what is it broken down?"),
        coerce=Dimension,
        choices=lambda: _words(Dimension),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask only for what somebody will use: every breakdown takes time to report."),
    )

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("goal", Goal.objects.of(region_id).in_force().in_outline_order())
        self._choose("step", ChainStep.objects.of(region_id).in_order())
        self._choose("owner", User.objects.working_in(region_id).order_by("name"))
        whole = Indicator.objects.of(region_id).exclude(adding=Adding.RATIO).order_by("name", "pk")
        self._choose("numerator", whole)
        self._choose("denominator", whole)
        self._narrow("kind", scope_of(region_id).indicator_kinds)

    def clean(self) -> dict[str, Any]:
        """The two parts are read only when a ratio is asked for."""
        if self.cleaned_data.get("adding") is not Adding.RATIO:
            self.cleaned_data |= {"numerator": None, "denominator": None}
        return self.cleaned_data

    def _narrow(self, name: str, kinds: Collection[IndicatorKind]) -> None:
        """Offer the kinds that the region follows (vägval); what stands already may stay."""
        offered = [*kinds, *(kind for kind in IndicatorKind if kind == self.initial.get(name) and kind not in kinds)]
        offer_choices(self, name, [choice for choice in _words(IndicatorKind) if choice[0] in offered])
        self.fields[name].initial = offered[0].value

    def _choose(self, name: str, among: QuerySet[Any]) -> None:
        offer_rows(self, name, among)


class EditIndicatorForm(IndicatorForm):
    """The same, begun from how it was when the form was opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class Aims(StrEnum):
    """What a target can be."""

    PATH = "path"
    BAND = "band"
    NONE = "none"


AIM_WORDS = {
    Aims.PATH: _("Reach a level by a certain time"),
    Aims.BAND: _("Keep within a span"),
    Aims.NONE: _("No target, only a wished direction"),
}
NEEDS = {
    Aims.PATH: ("baseline", "baseline_period", "level", "level_period"),
    Aims.BAND: ("low", "high"),
    Aims.NONE: (),
}


class TargetForm(forms.Form):
    """What we want of the figure. Only the fields of the chosen aim are read."""

    aim = forms.TypedChoiceField(
        label=_("What do we want of the figure?"),
        coerce=Aims,
        choices=[(aim.value, words) for aim, words in AIM_WORDS.items()],
        widget=forms.RadioSelect,
    )
    baseline = NumberField(label=_("Baseline"), required=False)
    baseline_period = PeriodField(label=_("Period of the baseline"), required=False, help_text="")
    level = NumberField(label=_("Target"), required=False)
    level_period = PeriodField(label=_("Period of the target"), required=False, help_text="")
    low = NumberField(label=_("Lowest"), required=False)
    high = NumberField(label=_("Highest"), required=False)
    decision = forms.CharField(
        label=_("Decision"),
        max_length=200,
        required=False,
        help_text=_("Who decided and when, for example The regional assembly 29 November 2023, § 112."),
    )

    wanted: PeriodPath | Band | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = said.get("aim")
        needed = NEEDS[chosen] if chosen else ()
        for name in self.fields.keys() - {"aim", "decision", *needed}:
            self.errors.pop(name, None)
        for name in needed:
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill this in, or choose another aim above."))
        if chosen and not self.errors:
            self._want(chosen, said)
        return said

    def _want(self, chosen: Aims, said: dict[str, Any]) -> None:
        try:
            if chosen is Aims.PATH:
                self.wanted = PeriodPath(**{name: said[name] for name in NEEDS[Aims.PATH]})
            elif chosen is Aims.BAND:
                self.wanted = Band(said["low"], said["high"])
        except RuleBroken as refused:
            self.add_error("high", refusal(refused))

    @property
    def deed(self) -> Callable[..., Any]:
        """The verb for what was chosen."""
        return operations.drop_target if self.wanted is None else operations.set_target

    @property
    def said(self) -> dict[str, Any]:
        """What the verb needs to know."""
        return {} if self.wanted is None else {"wanted": self.wanted, "decision": self.cleaned_data["decision"]}


class ValueForm(forms.Form):
    """A value, or why there is none."""

    value = NumberField(label=_("Value"), required=False)
    missing = forms.TypedChoiceField(
        label=_("Or: why is there no value?"),
        coerce=Missing,
        empty_value=None,
        choices=lambda: [("", _("There is a value")), *_words(Missing)],
        required=False,
        help_text=_("A missing value is not zero. If the answer is zero, write 0 above."),
    )


class MeasurementForm(ValueForm):
    """A first value for a period."""

    period = PeriodField(label=_("Period"))
    breakdown = forms.TypedChoiceField(
        label=_("Whom does it count?"), coerce=Breakdown, choices=lambda: _words(Breakdown)
    )
    note = forms.CharField(label=_("Note"), max_length=TEXT_LENGTH, required=False, widget=_text(2))

    field_order = ("period", "breakdown", "value", "missing", "note")


class CorrectionForm(ValueForm):
    """Another value instead of the one that stands, and why."""

    note = forms.CharField(
        label=_("Why is it changed?"),
        max_length=TEXT_LENGTH,
        widget=_text(2),
        help_text=_("The reader in four years needs to understand."),
    )
