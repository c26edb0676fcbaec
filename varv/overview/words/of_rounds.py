"""The words of DO and REPORT: why something was refused, what was done, and what a report asks."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from varv.core.judgement import Axis, Verdict
from varv.rounds.drafts import Part

REFUSALS = {
    "initiative.ended": _("The initiative has ended and stands as it was. Start a new one if the work goes on."),
    "initiative.name_taken": _(
        "There is already an initiative called “%(name)s”. Choose a name that tells them apart."
    ),
    "initiative.ends_before_start": _("The last day comes before the first. Change one of them."),
    "initiative.responsible_not_here": _("%(name)s does not work in this region now. Choose someone who does."),
    "initiative.responsible_cannot_report": _(
        "%(name)s has a role that cannot report. Choose someone else, or ask an administrator to change the role."
    ),
    "initiative.goal_retired": _("The goal “%(goal)s” is no longer in force. Choose one that is."),
    "initiative.already_contributes": _("The initiative already contributes to “%(goal)s”."),
    "initiative.chain_in_use": _(
        "Planned results are tied to steps of the chain that is chosen now. Untie them first, then change the chain."
    ),
    "planned_result.level": _("Only outputs and outcomes can be planned here."),
    "planned_result.step_of_other_chain": _("The step belongs to another chain. Choose one of the initiative's own."),
    "planned_result.step_of_other_level": _(
        "An output is tied to a step for outputs, an outcome to one for outcomes. Choose another step."
    ),
    "planned_result.reported_on": _(
        "A report tells of this, so it stays. Change its words instead; approved reports keep the old ones."
    ),
    "round.not_a_half_year": _("A round is about a half-year. Write for example 2026H2."),
    "round.due_before_opening": _("The last day comes before the round opens. Choose a later day."),
    "round.already_there": _("There is already such a round for this period. Open that one again if it is closed."),
    "round.not_later": _("The last day is %(due_on)s already. Choose a later day: people have planned for it."),
    "round.reason_missing": _("Write why. It is kept, and those who handed in on time need to know."),
    "round.not_under_way": _("Only an initiative that is running or paused can be asked for a report."),
    "round.already_asked": _("The initiative is already asked in this round."),
    "report.judge_again_out_of_range": _("Choose a day after %(after)s, within ten years."),
    "report.value_and_reason": _("There is both a number and a reason why it is missing. Keep one of them."),
    "report.unknown_line": _("The plan has been changed meanwhile. Load the page again; what you wrote is kept."),
    "report.incomplete": _("The report cannot be handed in yet: something is missing in %(count)s places."),
    "report.comment_missing": _("Write what is needed, so that the author knows what to do."),
    "evidence.too_many": _("There are already %(most)s things attached. Take one away first."),
    "evidence.not_a_web_address": _("Write the whole web address, beginning with https://."),
    "assessment.reason_missing": _("Write why. A judgement without reasons helps nobody; “not assessed” needs none."),
    "assessment.goal_retired": _("The goal is no longer in force and is not assessed any more."),
}

VERBS = {
    "started": _("planned the work"),
    "begun": _("began the work"),
    "paused": _("paused the work"),
    "resumed": _("took up the work again"),
    "ended": _("ended the work"),
    "edited": _("changed"),
    "planned": _("planned a result"),
    "contributes": _("tied to a goal"),
    "withdrawn": _("untied from a goal"),
    "removed": _("took away"),
    "opened": _("opened"),
    "extended": _("gave more time"),
    "closed": _("closed"),
    "reopened": _("opened again"),
    "asked_for": _("asked for a report"),
    "drafted": _("wrote"),
    "submitted": _("handed in"),
    "taken_back": _("took back"),
    "returned": _("sent back"),
    "approved": _("approved"),
    "handed_over": _("handed over the writing"),
    "attached": _("attached"),
    "assessed": _("assessed"),
}


class Standout(StrEnum):
    """What is worth talking about in a round. The system points; people decide."""

    VERDICT_AND_FIGURES = "verdict_and_figures"
    TOO_EARLY_AGAIN = "too_early_again"
    BIG_CHANGE = "big_change"
    ZERO = "zero"
    NOT_BROKEN_DOWN = "not_broken_down"
    LATE = "late"
    NOTHING_LEARNED = "nothing_learned"


# The report asks its author, so its verdicts answer a question; the assessment of a goal uses the common words.
VERDICTS: Mapping[Verdict, tuple[Promise, Promise]] = {
    Verdict.RIGHT_WAY: (_("Yes, clearly"), _("We see it in most of them")),
    Verdict.PARTLY: (pgettext_lazy("verdict", "Partly"), _("Some groups or places")),
    Verdict.WRONG_WAY: (pgettext_lazy("verdict", "No"), _("It did not turn out as we thought")),
    Verdict.TOO_EARLY: (_("Too early to judge"), _("Say when it can be judged")),
    Verdict.NOT_ASSESSED: (_("Not assessed"), _("Nobody has had the time to judge")),
}
PARTS: Mapping[Part, Promise] = {
    Part.DONE: _("What have you done?"),
    Part.OUTCOME: _("What was the outcome?"),
    Part.LEARNED: _("What did we learn?"),
    Part.NEEDS: _("What do you need from others?"),
}
STANDOUTS: Mapping[Standout, Promise] = {
    Standout.VERDICT_AND_FIGURES: _("Judgement and figures differ"),
    Standout.TOO_EARLY_AGAIN: _("Too early, once again"),
    Standout.BIG_CHANGE: _("A great change since last time"),
    Standout.ZERO: _("Nothing, although something was planned"),
    Standout.NOT_BROKEN_DOWN: _("Most of the figure is not broken down"),
    Standout.LATE: _("Handed in after the last day"),
    Standout.NOTHING_LEARNED: _("Handed in without a lesson"),
}
AXIS_QUESTIONS: Mapping[Axis, Promise] = {
    Axis.STATE: _("How are things in the county?"),
    Axis.ATTAINMENT: _("How far have we come towards the goal?"),
    Axis.CONTRIBUTION: _("What has our own work meant?"),
    Axis.QUALITY: _("How well is the work carried out?"),
}
# What is asked for when a part is missing, by the field's name; a line's number is asked for in its own words.
_LACKING = {
    "done": _("Write a sentence or two about what you have done."),
    "verdict_reason": _("Write why you judge so."),
    "judge_again_on": _("Choose a day when it can be judged."),
    "needs": _("Write what you need, or choose that you need nothing – not both."),
}
_LINE_LACKING = _("Write a number, or choose why it is missing.")
_ANSWER_LACKING = _("Answer the question. A few words are enough.")


def lacking_words(part: str) -> str:
    """What to do about a part that is missing; ``part`` is named as in ``rounds.drafts.lacking``."""
    return str(_LACKING.get(part, _ANSWER_LACKING if part.startswith("answer_") else _LINE_LACKING))


def verdict_words(verdict: Verdict) -> str:
    """The verdict as an answer to the report's own question."""
    return str(VERDICTS[verdict][0])


_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60


def duration_words(minutes: int | None) -> str:
    """Minutes as people say them: in minutes up to two hours, in hours up to two days, then in days."""
    if minutes is None:
        return ""
    if minutes < 2 * _MINUTES_AN_HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 2 * _MINUTES_A_DAY:
        hours = round(minutes / _MINUTES_AN_HOUR)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(minutes / _MINUTES_A_DAY)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
