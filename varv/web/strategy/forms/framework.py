from django import forms
from django.utils.translation import gettext_lazy as _

from varv.web.strategy.forms.fields import EditForm, PlanForm, ProseField


class ActivityForm(EditForm):
    """A generic activity in the region's own words."""

    name = forms.CharField(label=_("Name"), max_length=200)
    definition = ProseField(label=_("Definition"))
    output = forms.CharField(
        label=_("Output"),
        max_length=300,
        help_text=_("What has been done. Every new initiative of the kind begins with it."),
    )
    outcome = forms.CharField(label=_("Outcome"), max_length=300, help_text=_("What became different for someone."))
    description = ProseField(label=_("In plain words"), required=False)


class QuestionForm(PlanForm):
    """Something the region wants to know."""

    text = ProseField(
        label=_("Question"), rows=2, max_length=500, help_text=_("A question that someone can answer within a year.")
    )


class EditQuestionForm(QuestionForm, EditForm):
    """A question, asked better."""


class RowForm(PlanForm):
    """A row of the matrix."""

    what = ProseField(label=_("What?"), rows=2, help_text=_("What you follow up or evaluate."))
    how = ProseField(label=_("How?"), rows=2, required=False, help_text=_("The method, in a sentence."))
    who = ProseField(
        label=_("Who?"), rows=2, required=False, help_text=_("A role or a unit. Start small: one is enough.")
    )
    when = ProseField(label=_("When?"), rows=2, required=False, help_text=_("How often, and to what it is handed in."))
    comment = ProseField(label=_("Comment"), rows=2, required=False)


class EditRowForm(RowForm, EditForm):
    """A row, as it is done here."""
