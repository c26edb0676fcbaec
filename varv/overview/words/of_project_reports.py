"""The words of templates, reporting plans and visits: why something was refused, what was done, where it stands."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.asking import TemplateKind


class Standing(StrEnum):
    """Where a planned report stands, from its day and from what has been written. Computed, never kept."""

    LATE = "late"
    RETURNED = "returned"
    TO_REVIEW = "to_review"
    BEING_WRITTEN = "being_written"
    DUE = "due"
    PLANNED = "planned"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class Thin(StrEnum):
    """Why a report says too little to learn from. A sign to talk by, not a verdict."""

    FEW_WORDS = "few_words"
    NO_VERDICT = "no_verdict"
    NO_FIGURES = "no_figures"
    NO_LESSON = "no_lesson"


REFUSALS = {
    # templates of questions
    "template.draft_there": _(
        "There is already a draft of the questions for “%(kind)s”. Go on with that one, so that there are not two "
        "new versions at once."
    ),
    "template.not_a_draft": _(
        "This version is “%(now)s” and stands as it was asked. Make a new version and change that one."
    ),
    "template.name_missing": _("Write what the template is called."),
    "template.too_many": _(
        "There are already %(most)s questions. Take one away first: a form that is too long gets thin answers."
    ),
    "template.question_missing": _("Write the question."),
    "template.asked_already": _("The template asks this already. Change that question instead."),
    "template.no_such_question": _(
        "The question is no longer in the draft. Load the page again and see how it stands."
    ),
    "template.empty": _("The template asks nothing yet. Add at least one question first."),
    # the reporting plan of a project
    "planned_report.half_year": _(
        "The half-year report belongs to the rounds. Choose a progress report, a final report or a follow-up."
    ),
    "planned_report.before_start": _("The day lies before the project starts, %(starts_on)s. Choose a later day."),
    "planned_report.before_end": _(
        "The project ends %(ends_on)s. What became of it afterwards can only be asked later: choose a day after that."
    ),
    "planned_report.planned_already": _("“%(kind)s” is already in the plan. Change its day there, or cancel it first."),
    "planned_report.same_day": _("There is already such a report on %(due_on)s. Choose another day."),
    "planned_report.asked_already": _(
        "The project has been asked for the report, so its line in the plan stays. Go on in the report itself."
    ),
    "planned_report.cancelled": _("The report is cancelled, and the reason stands. Plan a new one if it is needed."),
    "planned_report.reason_missing": _(
        "Write why it is cancelled. Whoever reads the decision later needs to understand why no report came."
    ),
    "planned_report.end_unknown": _(
        "The project has no last day, so one and three years after it cannot be counted. Give the project its last day."
    ),
    "planned_report.nothing_left": _("Both follow-ups are already in the plan."),
    "planned_report.without_initiative": _(
        "The project is not tied to an initiative, so there is no plan to report on. Tie it to one first."
    ),
    # visits
    "visit.unknown_question": _(
        "The questions have been changed meanwhile. Load the page again and see how it stands."
    ),
    "visit.personal_data": _(
        "There is a personal number, an e-mail address or a telephone number in the text, which does not belong in "
        "the notes. Write the role or the organisation instead. Nothing has been saved yet."
    ),
}

VERBS = {
    "cancelled": _("cancelled"),
    "own_plan": _("gave a reporting plan of its own"),
}

STANDINGS: Mapping[Standing, Promise] = {
    Standing.LATE: _("Late"),
    Standing.RETURNED: _("Sent back to the author"),
    Standing.TO_REVIEW: _("Waits to be read"),
    Standing.BEING_WRITTEN: _("Is being written"),
    Standing.DUE: _("Soon due, not asked yet"),
    Standing.PLANNED: _("Later"),
    Standing.APPROVED: _("Approved"),
    Standing.CANCELLED: _("Cancelled"),
}
THIN: Mapping[Thin, Promise] = {
    Thin.FEW_WORDS: _("few words"),
    Thin.NO_VERDICT: _("no verdict"),
    Thin.NO_FIGURES: _("no figure"),
    Thin.NO_LESSON: _("no lesson"),
}
# What a template is for, for whoever chooses among them.
TEMPLATES: Mapping[TemplateKind, Promise] = {
    TemplateKind.HALF_YEAR: _(
        "Asked in each half-year report, besides what was done, what came of it and what was learned."
    ),
    TemplateKind.PROGRESS: _("Asked of a project along the way, on the days in its reporting plan."),
    TemplateKind.FINAL: _("Asked of a project when it ends."),
    TemplateKind.FOLLOW_UP: _("Asked one and three years after a project has ended."),
    TemplateKind.VISIT: _("What to talk about on a visit to a project, so that notes can be compared."),
}
# The parts of a question, when two versions are compared.
PARTS_OF_A_QUESTION: Mapping[str, Promise] = {
    "text": _("The question"),
    "hint": _("Hint"),
    "thin": _("Thin example"),
    "good": _("Good example"),
    "required": _("Must be answered"),
}
