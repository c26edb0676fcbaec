from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import EvaluationKind
from varv.core.theory import Evidence
from varv.strategy.models import ChainLink, EvaluationQuestion
from varv.web.learning.forms.fields import DayField, DeedForm, LinkField, OwnedForm, ProseField, goal_field, words_of


class EvaluationForm(DeedForm):
    """What the register says of an evaluation."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=words_of(EvaluationKind), coerce=EvaluationKind, widget=forms.RadioSelect
    )
    evaluator = forms.CharField(
        label=_("Who evaluated"), max_length=160, help_text=_("The name of an organisation, or a role.")
    )
    method = ProseField(
        label=_("Method"), required=False, help_text=_("How many were asked, what was measured, and what was not.")
    )
    delivered_on = DayField(label=_("Delivered on"))
    link = forms.URLField(label=_("Link to the report"), max_length=500, required=False, assume_scheme="https")
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FindingForm(OwnedForm):
    """Something that an evaluation found."""

    text = ProseField(
        label=_("What was found"), help_text=_("One finding in a sentence or two, in the evaluator's own words.")
    )
    rests_on = forms.CharField(
        label=_("What it rests on"),
        max_length=300,
        required=False,
        help_text=_("For example interim report 2, p. 31: 41 interviews."),
    )
    evidence = forms.TypedChoiceField(
        label=_("How well it is supported"),
        choices=words_of(Evidence),
        coerce=Evidence,
        widget=forms.RadioSelect,
    )
    question = forms.ModelChoiceField(
        label=_("Evaluation question"),
        queryset=EvaluationQuestion.objects.of(0),
        required=False,
        empty_label=_("No particular question"),
    )
    link = LinkField(
        label=_("Link in an effect chain"),
        queryset=ChainLink.objects.of(0),
        required=False,
        empty_label=_("No particular link"),
        help_text=_("The finding then stands beside the link it speaks of."),
    )
    goal = goal_field()
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
