from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Answer
from varv.web.learning.forms.fields import DayField, OwnedForm, PersonField, ProseField, goal_field, words_of


class RecommendationForm(OwnedForm):
    """What someone thinks should be done."""

    text = forms.CharField(
        label=_("What should be done?"), max_length=200, help_text=_("Begin with the verb. One thing at a time.")
    )
    explanation = ProseField(
        label=_("Why?"), required=False, help_text=_("What those who answer need to know, in a few sentences.")
    )
    owner = PersonField(label=_("Who sees to it"), help_text=_("The person who prepares the answer and follows it up."))
    forum = forms.CharField(
        label=_("Where it is answered"), max_length=160, help_text=_("For example the management group.")
    )
    due_on = DayField(
        label=_("Answer no later than"), help_text=_("Four weeks is the custom. The clock runs from today.")
    )
    goal = goal_field()


class AnswerForm(forms.Form):
    """The management's answer."""

    answer = forms.TypedChoiceField(
        label=_("Your answer"), choices=words_of(Answer), coerce=Answer, widget=forms.RadioSelect
    )
    reasons = ProseField(
        label=_("Why?"),
        help_text=_("A no is an answer too, if it has reasons. The reader in four years needs to understand."),
    )
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )


class ActionForm(OwnedForm):
    """What someone takes on."""

    what = forms.CharField(label=_("What will be done?"), max_length=200, help_text=_("Begin with the verb."))
    owner = PersonField(label=_("Who does it"))
    due_on = DayField(label=_("Done no later than"))


class FinishForm(forms.Form):
    """What came of an action."""

    outcome = ProseField(label=_("What came of it?"), help_text=_("One or two sentences are enough."))


class DropForm(forms.Form):
    """Why an action will not be done."""

    reason = ProseField(label=_("Why will it not be done?"), help_text=_("Others who think of the same need to know."))
