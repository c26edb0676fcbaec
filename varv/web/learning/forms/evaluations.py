from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.money import parse_amount
from varv.core.refusals import RuleBroken
from varv.core.workflow import EvaluationState
from varv.learning.operations import EvaluationDraft
from varv.overview.learning.evaluations.evaluation_plan import EvaluationOrder, EvaluationWish
from varv.overview.words import number, refusal
from varv.web.learning.forms.evaluation_parts import FILE_HELP, ReportFileForm
from varv.web.learning.forms.fields import (
    FIRST_DAY,
    LAST_DAY,
    DayField,
    OwnedForm,
    PersonField,
    ProseField,
    words_of,
)


class CostField(forms.CharField):
    """An amount the way people write it: 480 000, 480 tkr or 0,48 mnkr, as kronor; nothing is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> Any:
        """The kronor, or None; what is unclear is said and never guessed."""
        written = super().clean(value)
        try:
            return parse_amount(written, "." if (get_language() or "").startswith("en") else ",") if written else None
        except RuleBroken as refused:
            raise forms.ValidationError(refusal(refused), code="invalid") from refused

    def prepare_value(self, value: Any) -> Any:
        """An amount as it can be read back; what a person wrote stays as it was written."""
        return number(value) if isinstance(value, Decimal) else value


def _timings() -> list[tuple[str, str]]:
    return [("", gettext("Not decided")), *words_of(EvaluationTiming)()]


class RegisterForm(ReportFileForm):
    """An evaluation that has been delivered: what is enough to find it again."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=words_of(EvaluationKind), coerce=EvaluationKind, widget=forms.RadioSelect
    )
    evaluator = forms.CharField(
        label=_("Who evaluated"), max_length=160, help_text=_("The name of an organisation, or a role.")
    )
    delivered_on = DayField(label=_("Delivered on"))
    link = forms.URLField(label=_("Link to the report"), max_length=500, required=False, assume_scheme="https")
    upload = forms.FileField(label=_("Or the report as a file"), required=False, help_text=FILE_HELP)
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )
    field_order = ("title", "kind", "evaluator", "delivered_on", "link", "upload", "case_number")


class DeliveryForm(ReportFileForm):
    """The report is here."""

    delivered_on = DayField(label=_("Delivered on"))
    link = forms.URLField(label=_("Link to the report"), max_length=500, required=False, assume_scheme="https")
    upload = forms.FileField(label=_("Or the report as a file"), required=False, help_text=FILE_HELP)
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )
    field_order = ("delivered_on", "link", "upload", "case_number")


class EvaluationForm(OwnedForm):
    """What the plan says of an evaluation. A title and a kind are enough to begin with."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=words_of(EvaluationKind), coerce=EvaluationKind, widget=forms.RadioSelect
    )
    timing = forms.TypedChoiceField(
        label=_("When in the life of what is evaluated"),
        choices=_timings,
        coerce=EvaluationTiming,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    purpose = ProseField(
        label=_("Purpose"),
        required=False,
        help_text=_("What is to be decided or understood better? Needed before it is commissioned or begun."),
    )
    evaluator = forms.CharField(
        label=_("Who evaluates"),
        max_length=160,
        required=False,
        help_text=_("The name of an organisation, or a role. Leave it empty until it has been decided."),
    )
    method = ProseField(
        label=_("Method"), required=False, help_text=_("How many are asked, what is measured, and what is not.")
    )
    reference_group = ProseField(
        label=_("Reference group"), required=False, rows=2, help_text=_("Roles and organisations, not private persons.")
    )
    owner = PersonField(label=_("Who answers for it"), required=False, empty_value=None)
    cost = CostField(
        label=_("Cost in kronor"),
        required=False,
        help_text=_("Leave it empty if it is not known. Write 0 only if it is free."),
    )
    tender_on = DayField(label=_("Tender"), required=False)
    starts_on = DayField(label=_("Start"), required=False)
    due_on = DayField(label=_("Report due"), required=False)
    delivered_on = DayField(label=_("Delivered on"))
    link = forms.URLField(label=_("Link to the report"), max_length=500, required=False, assume_scheme="https")
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_reported: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_reported:
            del self.fields["delivered_on"]

    def draft(self) -> EvaluationDraft:
        """The plan as the verb wants it."""
        beside = ("delivered_on", "revision")
        return EvaluationDraft(**{name: told for name, told in self.cleaned_data.items() if name not in beside})


class EvaluationSearch(forms.Form):
    """Which evaluations someone wants to see. What cannot be read is left out."""

    q = forms.CharField(max_length=100, required=False)
    lage = forms.TypedChoiceField(
        choices=words_of(EvaluationState), coerce=EvaluationState, required=False, empty_value=None
    )
    slag = forms.TypedChoiceField(
        choices=words_of(EvaluationKind), coerce=EvaluationKind, required=False, empty_value=None
    )
    nar = forms.TypedChoiceField(
        choices=words_of(EvaluationTiming), coerce=EvaluationTiming, required=False, empty_value=None
    )
    ar = forms.IntegerField(required=False, min_value=FIRST_DAY.year, max_value=LAST_DAY.year)
    mal = forms.IntegerField(required=False)
    ordning = forms.TypedChoiceField(
        choices=[(order.value, order.value) for order in EvaluationOrder],
        coerce=EvaluationOrder,
        required=False,
        empty_value=EvaluationOrder.DAY,
    )

    def wish(self) -> EvaluationWish:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        return EvaluationWish(
            state=asked.get("lage"),
            kind=asked.get("slag"),
            timing=asked.get("nar"),
            year=asked.get("ar"),
            goal_id=asked.get("mal"),
            words=asked.get("q", ""),
            order=asked.get("ordning", EvaluationOrder.DAY),
        )
