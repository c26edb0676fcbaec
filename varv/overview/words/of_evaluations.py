"""The words of the evaluation plan: why something was refused, and what was done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from varv.core.kinds import EvaluationDay

DAYS: Mapping[str, Promise] = {
    EvaluationDay.TENDER: pgettext_lazy("evaluation", "Tender"),
    EvaluationDay.START: pgettext_lazy("evaluation", "Start"),
    EvaluationDay.MILESTONE: pgettext_lazy("evaluation", "Milestone"),
    EvaluationDay.DUE: pgettext_lazy("evaluation", "Report due"),
}

REFUSALS = {
    "evaluation.has_ended": _(
        "The evaluation is “%(state)s” and stands as it was. What it is used for later can still be told."
    ),
    "evaluation.due_before_start": _("It would be due before it starts. Choose a later day, or move the start."),
    "evaluation.starts_before_tender": _(
        "It would start before it is tendered. Choose a later start, or move the tender."
    ),
    "evaluation.negative_cost": _(
        "A cost is not less than nothing. Write 0 if it is free, or leave the field empty if it is not known."
    ),
    "evaluation.purpose_missing": _(
        "Write why the evaluation is made: what is to be decided or understood better. "
        "It is not bought or begun before that."
    ),
    "evaluation.evaluator_missing": _("Write who evaluates: an organisation, or a role of your own."),
    "evaluation.use_missing": _(
        "Nobody is to use the evaluation yet. Say at least one use and by whom: "
        "an evaluation without a user in mind seldom changes anything."
    ),
    "evaluation.question_missing": _(
        "The evaluation has no question to answer. Choose at least one of the region's evaluation questions."
    ),
    "evaluation.delivered_on_does_not_fit": _(
        "A day of delivery belongs to an evaluation that has been delivered, and only to one. Check the day."
    ),
    "evaluation.not_delivered_yet": _("The day has not come yet. Choose today or an earlier day."),
    "evaluation.delivered_before_start": _(
        "The evaluation began %(starts_on)s and cannot have been delivered before. Check the days."
    ),
    "evaluation.report_cannot_be_found": _(
        "Nobody can find the report yet. Give a link, attach the file, or write its case number."
    ),
    "evaluation.use_untold": ngettext_lazy(
        "%(number)s intended use is not told of yet. Tell what came of it, or why it never came, and then close.",
        "%(number)s intended uses are not told of yet. Tell what came of them, or why they never came, and then close.",
        "number",
    ),
    "evaluation.no_use_told": _(
        "Nobody has told what the evaluation was used for. Tell of one use, or state the use it was meant for "
        "and why it never came. Then it can be closed."
    ),
    "evaluation.recommendation_unanswered": ngettext_lazy(
        "%(number)s recommendation from the evaluation awaits its answer. It can be closed when it is answered.",
        "%(number)s recommendations from the evaluation await their answers. It can be closed when they are answered.",
        "number",
    ),
    "evaluation.stop_reason_missing": _(
        "Write why the evaluation is stopped. Whoever looks for it in four years needs to know."
    ),
    "evaluation.too_many_files": _("An evaluation holds at most %(most)s files. Take one away first."),
    "evaluation.last_file": _(
        "This is the only way to the report. Give a link or a case number first, and then take the file away."
    ),
    "evaluation.not_a_use": _("Choose one of the framework's uses."),
    "evaluation.user_missing": _("Write who is to use it: a role, a group or an organisation."),
    "evaluation.use_is_there": _("The same use by the same user is already there. Tell of that one instead."),
    "evaluation.use_stands": _(
        "The evaluation has been commissioned on the strength of this use. If it never comes, tell why afterwards."
    ),
    "evaluation.nothing_to_use_yet": _("The evaluation has not begun, so nobody can have used it yet."),
    "evaluation.use_story_missing": _("Write what came of it: what was decided, changed or understood."),
    "evaluation.used_in_the_future": _("The day has not come yet. Tell of the use when it has been seen."),
    "evaluation.use_is_not_missing": _(
        "An absence is explained when the report has been delivered and the use has not been seen."
    ),
    "evaluation.unused_reason_missing": _("Write why the use never came. It helps whoever plans the next evaluation."),
    "evaluation.is_delivered": _("The evaluation is delivered, so nothing more is planned in it."),
    "evaluation.milestone_is_done": _("The milestone was done %(done_on)s and stands."),
    "evaluation.done_in_the_future": _("The day has not come yet. Note the milestone when it has been reached."),
    "evaluation.no_report_to_judge": _("There is no report to judge yet. It is judged when it has been delivered."),
    "evaluation.judged_without_reason": _(
        "Write why “%(criterion)s” is judged so. Without a reason it is only a mark. You can also leave it not judged."
    ),
}

VERBS = {
    "commissioned": _("commissioned"),
    "delivered": _("delivered"),
    "asked": _("put a question to an evaluation"),
    "intended": _("said what it is to be used for"),
    "explained": _("explained why it was not used"),
    "told": _("told what came of"),
    "judged": _("judged the quality of"),
    "stopped": _("stopped"),
}
