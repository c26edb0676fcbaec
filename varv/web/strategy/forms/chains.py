from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.theory import Claim, Evidence, Level
from varv.strategy.models import Chain, ChainStep
from varv.web.strategy.forms.fields import (
    AreaField,
    CodeChoice,
    EditForm,
    GoalField,
    PlanForm,
    ProseField,
    RegionField,
    StepField,
    activities,
    areas,
    documents,
    goals,
    owner_field,
    steps_of,
)


class ChainForm(PlanForm):
    """What a chain is about."""

    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("For example the area of work it is about."))
    document = RegionField(documents, label=_("Belongs to"), empty_label=None)
    area = AreaField(
        areas,
        label=_("Action area"),
        required=False,
        empty_label=_("No particular area"),
        help_text=_("The area must belong to the same document."),
    )
    goal = GoalField(goals, label=_("Leads to the goal"), required=False, empty_label=_("No particular goal"))
    summary = ProseField(
        label=_("The thought in a sentence"),
        required=False,
        help_text=_("“We believe that … because …” is a good beginning."),
    )
    owner = owner_field(_("Who owns the chain"))


class EditChainForm(ChainForm, EditForm):
    """What a chain is about, changed."""


class StepForm(PlanForm):
    """A step of a chain."""

    level = CodeChoice(
        Level, label=_("Level"), help_text=_("What you do is an activity. What comes of it stands after.")
    )
    text = forms.CharField(label=_("Step"), max_length=200, help_text=_("One thing, in a few words."))
    generic_activity = RegionField(
        activities,
        label=_("Kind of activity"),
        required=False,
        empty_label=_("No particular kind"),
        help_text=_("Only for activities. It lets you compare with others who do the same kind of thing."),
    )


class EditStepForm(StepForm, EditForm):
    """A step, changed."""


class EvidenceForm(PlanForm):
    """Why one step is thought to lead to another, and how well that is known."""

    rationale = ProseField(label=_("Why do you believe it?"), required=False)
    assumption = ProseField(
        label=_("What must be true?"),
        required=False,
        help_text=_("The assumption that the link rests on, so that it can be tested."),
    )
    tested_how = ProseField(
        label=_("How and when do you test it?"),
        rows=2,
        required=False,
        help_text=_("For example: call twelve companies after six months. Who does it, and when."),
    )
    evidence = CodeChoice(Evidence, label=_("How well is it supported?"), widget=forms.RadioSelect)
    claim = CodeChoice(
        Claim,
        label=_("Is it shown here?"),
        widget=forms.RadioSelect,
        help_text=_("An effect is hypothetical until an evaluation has shown it."),
    )
    evidence_source = forms.CharField(
        label=_("Where was it shown?"),
        max_length=200,
        required=False,
        help_text=_(
            "For example an evaluation, a study or your own measurement. "
            "Needed for strong evidence, and for an effect that is shown."
        ),
    )
    evidence_year = forms.IntegerField(label=_("Which year was it shown?"), required=False, min_value=0, max_value=9999)
    finding = ProseField(label=_("What do you know so far?"), required=False)


class LinkForm(EvidenceForm):
    """A new link between two steps of a chain."""

    source = StepField(ChainStep.objects.of, label=_("From"))
    target = StepField(ChainStep.objects.of, label=_("To"))

    field_order = (
        "source",
        "target",
        "assumption",
        "tested_how",
        "evidence",
        "evidence_source",
        "evidence_year",
        "claim",
    )

    def __init__(self, *args: Any, chain: Chain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            ends = self.fields[name]
            ends.queryset = ends.queryset.filter(chain=chain)  # type: ignore[attr-defined]  # a field for rows
            told = [(step.pk, ends.label_from_instance(step)) for step in steps_of(chain)]  # type: ignore[attr-defined]  # the same
            ends.choices = [("", _("Choose a step")), *told]  # type: ignore[attr-defined]  # the same


class EditLinkForm(EvidenceForm, EditForm):
    """A link, known better."""

    field_order = ("assumption", "tested_how", "evidence", "evidence_source", "evidence_year", "claim")
