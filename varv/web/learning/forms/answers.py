from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Answer
from varv.core.workflow import RecommendationState
from varv.overview.learning.answers.recommendation_board import BoardWish
from varv.regions.models import Unit
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
        label=_("Where it is answered"),
        max_length=160,
        help_text=_("For example the management group. The forums that have answered before are offered."),
        widget=forms.TextInput(attrs={"class": "input", "list": "forums", "autocomplete": "off"}),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit that it concerns"),
        queryset=Unit.objects.of(0),
        required=False,
        empty_label=_("No particular unit"),
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
    mandate = forms.CharField(
        label=_("In what capacity do you answer?"),
        max_length=160,
        help_text=_("For example head of regional development, on behalf of the management group."),
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


class DropRecommendationForm(forms.Form):
    """Why a recommendation will not be carried through after all."""

    reason = ProseField(
        label=_("Why is it dropped?"),
        help_text=_("What has changed since it was answered? Those who once said yes need to know."),
    )


class FollowUpForm(forms.Form):
    """What has come of a recommendation half a year on."""

    told = ProseField(
        label=_("What has come of it?"),
        help_text=_("What is done, what is left, and what stands in the way. If nothing has come of it, write why."),
    )


class RecommendationSearch(forms.Form):
    """Which recommendations someone wants to see. What cannot be read is left out."""

    q = forms.CharField(max_length=100, required=False)
    forum = forms.CharField(max_length=160, required=False)
    enhet = forms.IntegerField(required=False)
    ansvarig = forms.IntegerField(required=False)
    lage = forms.TypedChoiceField(
        choices=words_of(RecommendationState), coerce=RecommendationState, required=False, empty_value=None
    )
    sena = forms.BooleanField(required=False)
    mina = forms.BooleanField(required=False)

    def wish(self, person_id: int) -> BoardWish:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        return BoardWish(
            person_id=person_id if asked.get("mina") else None,
            forum=asked.get("forum", ""),
            unit_id=asked.get("enhet"),
            owner_id=asked.get("ansvarig"),
            state=asked.get("lage"),
            is_behind=asked.get("sena", False),
            words=asked.get("q", ""),
        )
