from collections.abc import Callable
from enum import StrEnum

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Confidence
from varv.core.kinds import SourceKind, Turnout
from varv.core.surety import Surety
from varv.core.workflow import LessonState
from varv.overview.learning.lessons.learning_log import LessonOrder, LessonWish
from varv.overview.words import word
from varv.regions.models import Place
from varv.web.learning.forms.fields import (
    DayField,
    OwnedForm,
    PersonField,
    ProseField,
    activity_field,
    goal_field,
    words_of,
)

# A report and a finding are named by themselves.
OCCASIONS = [kind for kind in SourceKind if kind not in {SourceKind.REPORT, SourceKind.FINDING}]
NO_EXCEPTION = _("If you know of none, write “no known exception”. Silence is not an answer.")
ORDERS = [
    (LessonOrder.NEWEST, _("Newest first")),
    (LessonOrder.OLDEST, _("Oldest first")),
    (LessonOrder.SUREST, _("Surest first")),
    (LessonOrder.MOST_USED, _("Those that led to most first")),
]


def _or_none(codes: list[StrEnum]) -> Callable[[], list[tuple[str, object]]]:
    return lambda: [("", _("Not told")), *((code.value, word(code)) for code in codes)]


class LessonForm(OwnedForm):
    """What was learned."""

    statement = ProseField(
        label=_("What did you learn?"),
        max_length=1000,
        css="textarea learn",  # where a lesson is written, the yellow thread begins
        help_text=_("What happened, for whom, and what you make of it. One sentence is enough."),
    )
    turnout = forms.TypedChoiceField(
        label=_("How did it go?"),
        choices=_or_none(list(Turnout)),
        coerce=Turnout,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("What did not work teaches as much as what did."),
    )
    context = ProseField(
        label=_("When does it hold?"),
        required=False,
        max_length=2000,
        rows=3,
        help_text=_("For whom, where, and under what conditions. You may leave it until the lesson is worked up."),
    )
    holds_not = ProseField(
        label=_("When does it not hold?"), required=False, max_length=2000, rows=2, help_text=NO_EXCEPTION
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
    place = forms.ModelChoiceField(
        label=_("Place"), queryset=Place.objects.of(0), required=False, empty_label=_("No particular place")
    )
    target_group = forms.CharField(
        label=_("Whom it is about"),
        max_length=160,
        required=False,
        help_text=_("For example adults without school grades."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OccasionForm(LessonForm):
    """What was learned on an occasion that is told in words."""

    occasion = forms.CharField(
        label=_("Where did you learn it?"), max_length=200, help_text=_("For example a meeting, a visit or a seminar.")
    )
    occasion_kind = forms.TypedChoiceField(
        label=_("What kind of occasion was it?"),
        choices=_or_none(list(OCCASIONS)),
        coerce=SourceKind,
        required=False,
        empty_value=None,
    )
    field_order = ("statement", "occasion", "occasion_kind", "turnout", "context", "holds_not", "confidence")


class WorkUpForm(LessonForm):
    """What a lesson must say to be judged."""

    context = ProseField(
        label=_("When does it hold?"),
        max_length=2000,
        rows=3,
        help_text=_("For whom, where, and under what conditions. Others need to know if it is theirs."),
    )
    holds_not = ProseField(label=_("When does it not hold?"), max_length=2000, rows=2, help_text=NO_EXCEPTION)


class AcceptForm(OwnedForm):
    """What a lesson must say to become common knowledge, and who asks again and when."""

    context = ProseField(
        label=_("When does it hold?"),
        max_length=2000,
        help_text=_("For whom, where, and under what conditions. Others need to know if it is theirs."),
    )
    holds_not = ProseField(label=_("When does it not hold?"), max_length=2000, rows=2, help_text=NO_EXCEPTION)
    generic_activity = activity_field()
    goal = goal_field()
    owner = PersonField(
        label=_("Who owns the lesson?"),
        required=False,
        empty_value=None,
        help_text=_("The owner is asked whether it still holds."),
    )
    review_on = DayField(
        label=_("When do we ask again whether it holds?"), required=False, help_text=_("Often after a year.")
    )


class ReturnForm(forms.Form):
    """What is missing in a lesson that was worked up."""

    reason = ProseField(label=_("What is missing?"), help_text=_("The author reads it, and writes on."))


class ReviewForm(forms.Form):
    """When to ask again about a lesson that still holds."""

    review_on = DayField(label=_("When do we ask again?"))


class ReaderForm(OwnedForm):
    """One more who may read a draft."""

    person = PersonField(label=_("Who else may read it?"))


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
    utfall = forms.TypedChoiceField(choices=words_of(Turnout), coerce=Turnout, required=False, empty_value=None)
    plats = forms.IntegerField(required=False)
    sakerhet = forms.TypedChoiceField(choices=words_of(Surety), coerce=Surety, required=False, empty_value=None)
    ordning = forms.TypedChoiceField(choices=ORDERS, coerce=LessonOrder, required=False)

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
            turnout=asked.get("utfall"),
            place_id=asked.get("plats"),
            surety=asked.get("sakerhet"),
            order=asked.get("ordning") or LessonOrder.NEWEST,
        )
