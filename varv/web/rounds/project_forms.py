"""The forms of templates, reporting plans and visits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from varv.core.asking import ReportKind
from varv.core.questions import LONGEST, Question
from varv.overview.words import word
from varv.rounds.models import Visit
from varv.web.delivery.fields import LineField, TextField
from varv.web.learning.forms.fields import DayField, DeedForm

LONGEST_NAME = 120
LONGEST_QUESTION = 300
LONGEST_REASON = 300
LONGEST_NOTE = 5000
PLANNED_KINDS = tuple(kind for kind in ReportKind if kind is not ReportKind.HALF_YEAR)


class TemplateNameForm(DeedForm):
    """What a draft is called."""

    name = LineField(label=_("Name of the template"), max_length=LONGEST_NAME)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class QuestionForm(DeedForm):
    """A question with what helps in answering it."""

    text = TextField(label=_("The question"), rows=2, max_length=LONGEST_QUESTION)
    hint = TextField(
        label=_("Hint"),
        rows=2,
        required=False,
        max_length=LONGEST,
        help_text=_("A sentence beside the field: what is asked for, and what is not."),
    )
    thin = TextField(
        label=_("Thin example"), rows=2, required=False, max_length=LONGEST, help_text=_("What nobody learns from.")
    )
    good = TextField(
        label=_("Good example"),
        rows=3,
        required=False,
        max_length=LONGEST,
        help_text=_("What happened, for whom, and how you know. Invented is fine; real names are not."),
    )
    required = forms.BooleanField(
        label=_("Must be answered before the report can be handed in"),
        required=False,
        help_text=_("Demand little: what must be there is often written without thought."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class PlannedReportForm(DeedForm):
    """A line of a reporting plan."""

    kind = forms.TypedChoiceField(
        label=_("Which report?"),
        choices=lambda: [(kind.value, word(kind)) for kind in PLANNED_KINDS],
        coerce=ReportKind,
    )
    due_on = DayField(label=_("Last day"))


class EditPlannedReportForm(PlannedReportForm):
    """The same, when it is moved."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class CancelForm(DeedForm):
    """Why a planned report is not asked for."""

    reason = LineField(
        label=_("Why is it cancelled?"),
        max_length=LONGEST_REASON,
        help_text=_("For example that the project was broken off, or that two reports became one."),
    )


class VisitForm(DeedForm):
    """Notes of a visit: a field for each question of the template, and what it led to. All but the day may wait."""

    visited_on = DayField(
        label=_("Day of the visit"),
        help_text=_("A day to come is fine: the visit is planned, and the questions are ready."),
    )
    summary = TextField(
        label=_("In short"), rows=2, required=False, max_length=LONGEST_NOTE, help_text=_("For whoever was not there.")
    )
    learned = TextField(
        label=_("What did we learn?"),
        rows=3,
        css="textarea learn",
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Something that others who start the same kind of thing should know."),
    )
    to_follow_up = TextField(
        label=_("What do we still need to find out or do?"),
        rows=2,
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("It returns as an open question at the theme's meeting."),
    )

    def __init__(self, data: Any = None, *, questions: tuple[Question, ...], visit: Visit | None = None) -> None:
        super().__init__(data, initial=None if visit is None else written_in(visit))
        self.questions = questions
        for question in questions:
            self.fields[f"answer_{question.key}"] = TextField(
                label=question.text, rows=3, required=False, max_length=LONGEST_NOTE, help_text=question.hint
            )
        if visit is not None:
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)

    def asked(self) -> list[tuple[Question, BoundField]]:
        """Each question with its field."""
        return [(question, self[f"answer_{question.key}"]) for question in self.questions]

    def noted(self) -> Mapping[str, Any]:
        """What was written, as the verb takes it."""
        answers = {question.key: self.cleaned_data[f"answer_{question.key}"] for question in self.questions}
        own = {name: value for name, value in self.cleaned_data.items() if not name.startswith("answer_")}
        return {**own, "answers": answers}


def written_in(visit: Visit) -> dict[str, Any]:
    """What stands in a visit, by the form's fields."""
    own = ("visited_on", "summary", "learned", "to_follow_up", "revision")
    return {
        **{name: getattr(visit, name) for name in own},
        **{f"answer_{key}": answer for key, answer in visit.answers.items()},
    }
