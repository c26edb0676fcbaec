from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import SourceKind
from varv.learning.models import Finding
from varv.rounds.models import Report, Visit
from varv.web.learning.forms.fields import DayField, DeedForm, OwnedForm, ProseField, words_of
from varv.web.offers import offer_choices


class LessonSourceForm(OwnedForm):
    """One thing more that a lesson rests on: chosen, or told in words."""

    kind = forms.TypedChoiceField(label=_("What is it?"), choices=words_of(SourceKind), coerce=SourceKind)
    report = forms.ModelChoiceField(
        label=_("Which report?"), queryset=Report.objects.of(0), required=False, empty_label=_("No report")
    )
    finding = forms.ModelChoiceField(
        label=_("Which finding?"), queryset=Finding.objects.of(0), required=False, empty_label=_("No finding")
    )
    visit = forms.ModelChoiceField(
        label=_("Which visit?"), queryset=Visit.objects.of(0), required=False, empty_label=_("No visit")
    )
    text = forms.CharField(
        label=_("In words"),
        max_length=300,
        required=False,
        help_text=_("For example which meeting, which document or who sent the signal. No names of persons."),
    )
    seen_on = DayField(label=_("Which day?"))

    def rests_on(self) -> Report | Finding | Visit | None:
        """The row of the chosen kind, if one was chosen."""
        chosen = {SourceKind.REPORT: "report", SourceKind.FINDING: "finding", SourceKind.VISIT: "visit"}
        found: Report | Finding | Visit | None = self.cleaned_data.get(chosen.get(self.cleaned_data["kind"], ""))
        return found


class OtherLessonForm(DeedForm):
    """Another lesson: first those that may say the same, then the rest."""

    OTHER = "other"

    def __init__(
        self, *args: Any, alike: Iterable[tuple[int, str]], rest: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = [(_("Say something like it"), list(alike)), (_("The others"), list(rest))]
        offer_choices(self, self.OTHER, [("", _("Choose a lesson")), *(group for group in groups if group[1])])


class MergeForm(OtherLessonForm):
    """Which lesson says the same, and why they are one."""

    OTHER = "merged"
    merged = forms.TypedChoiceField(label=_("Which lesson says the same?"), coerce=int)
    reason = ProseField(
        label=_("Why are they the same?"), help_text=_("Whoever looks for the other one reads it and is led here.")
    )


class DisputeForm(OtherLessonForm):
    """Which lesson says against this one, and what may explain it."""

    other = forms.TypedChoiceField(label=_("Which lesson says something else?"), coerce=int)
    explanation = ProseField(
        label=_("How do they disagree, and what may explain it?"),
        help_text=_("Other people, other places, another time, or nobody knows. It is shown on both."),
    )
