from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Confidence
from varv.core.workflow import LessonState
from varv.overview.learning.learning_log import LessonWish
from varv.web.learning.forms.fields import OwnedForm, ProseField, activity_field, goal_field, words_of


class LessonForm(OwnedForm):
    """What was learned."""

    statement = ProseField(
        label=_("What did you learn?"),
        max_length=1000,
        css="textarea learn",  # where a lesson is written, the yellow thread begins
        help_text=_("What happened, for whom, and what you make of it. One sentence is enough."),
    )
    context = ProseField(
        label=_("When does it hold, and when not?"),
        required=False,
        max_length=2000,
        rows=3,
        help_text=_("You may leave it until the lesson is accepted."),
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are you?"),
        choices=words_of(Confidence),
        coerce=Confidence,
        widget=forms.RadioSelect,
        initial=Confidence.EXPERIENCE,
    )
    generic_activity = activity_field()
    goal = goal_field()
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OccasionForm(LessonForm):
    """What was learned on an occasion that is told in words."""

    occasion = forms.CharField(
        label=_("Where did you learn it?"), max_length=200, help_text=_("For example a meeting, a visit or a seminar.")
    )
    field_order = ("statement", "occasion", "context", "confidence", "generic_activity", "goal")


class AcceptForm(forms.Form):
    """What a lesson must say to become common knowledge."""

    context = ProseField(
        label=_("When does it hold, and when not?"),
        max_length=2000,
        help_text=_("For whom, where, and under what conditions. Others need to know if it is theirs."),
    )


class RetireForm(forms.Form):
    """Why a lesson no longer holds."""

    reason = ProseField(label=_("Why does it no longer hold?"), help_text=_("It is kept, with the reason."))


class LessonSearch(forms.Form):
    """Which lessons someone wants to see. What cannot be read is left out."""

    q = forms.CharField(max_length=100, required=False)
    aktivitet = forms.IntegerField(required=False)
    mal = forms.IntegerField(required=False)
    lage = forms.TypedChoiceField(choices=words_of(LessonState), coerce=LessonState, required=False, empty_value=None)
    mina = forms.BooleanField(required=False)

    def wish(self, person_id: int) -> LessonWish:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        return LessonWish(
            state=asked.get("lage"),
            activity_id=asked.get("aktivitet"),
            goal_id=asked.get("mal"),
            words=asked.get("q", ""),
            author_id=person_id if asked.get("mina") else None,
        )
