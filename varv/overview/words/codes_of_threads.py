"""The word for every code of the red thread, and the sentence for why it stops."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from varv.core.threads import Knot, Quarter, Stop

WORDS: Mapping[type[StrEnum], Mapping[str, Promise]] = {
    Quarter: {
        Quarter.PLAN: pgettext_lazy("quarter", "Plan"),
        Quarter.DO: pgettext_lazy("quarter", "Do"),
        Quarter.CHECK: pgettext_lazy("quarter", "Check"),
        Quarter.ACT: pgettext_lazy("quarter", "Act"),
        Quarter.NEXT: pgettext_lazy("quarter", "The next turn"),
    },
    Knot: {
        Knot.GOAL: pgettext_lazy("thread", "Goal"),
        Knot.STEP: pgettext_lazy("thread", "Step"),
        Knot.LINK: pgettext_lazy("thread", "Link"),
        Knot.QUESTION: pgettext_lazy("thread", "Evaluation question"),
        Knot.INITIATIVE: pgettext_lazy("thread", "Initiative"),
        Knot.INDICATOR: pgettext_lazy("thread", "Indicator"),
        Knot.REPORT: pgettext_lazy("thread", "Report"),
        Knot.FINDING: pgettext_lazy("thread", "Finding"),
        Knot.LESSON: pgettext_lazy("thread", "Lesson"),
        Knot.RECOMMENDATION: pgettext_lazy("thread", "Recommendation"),
        Knot.RESPONSE: pgettext_lazy("thread", "Answer"),
        Knot.ACTION: pgettext_lazy("thread", "Action"),
        Knot.CHANGE: pgettext_lazy("thread", "Change"),
        Knot.CHAIN_VERSION: pgettext_lazy("thread", "New version of the chain"),
        Knot.DOCUMENT_VERSION: pgettext_lazy("thread", "New version of the document"),
        Knot.FORM: pgettext_lazy("thread", "New version of the form"),
        Knot.EFFECT: pgettext_lazy("thread", "Did it help?"),
        Knot.TURN: pgettext_lazy("thread", "Turn"),
        Knot.USE: pgettext_lazy("thread", "Use of the lesson"),
    },
    Stop: {
        Stop.NOTHING_DONE: _(
            "Nothing is tied to it yet. Tie an initiative to it, or a question that an evaluation is to answer."
        ),
        Stop.NOT_REPORTED: _("No report on it has been handed in yet."),
        Stop.NOT_TAKEN_UP: _("Nobody has taken anything up from it yet: no lesson and no recommendation."),
        Stop.DRAFT: _("The lesson is not accepted yet. Until then only those whom its author has chosen can read it."),
        Stop.RETIRED: _("The lesson no longer holds, and nothing came of it."),
        Stop.UNUSED: _("The lesson is accepted, but nobody has used it yet."),
        Stop.AWAITING: _("The recommendation waits for an answer."),
        Stop.DECLINED: _("The answer was no. The reasons stand with the answer."),
        Stop.NO_ACTION: _("The recommendation is answered, but nobody has taken on to act yet."),
        Stop.NO_CHANGE: _("Actions are under way, but nothing has changed yet."),
        Stop.DROPPED: _("The recommendation was dropped. The reasons stand with it."),
        Stop.UNVERIFIED: _("The change is recorded, but nobody else has seen yet that it is so."),
        Stop.NOT_SEEN: _("Nobody has said yet whether it helped. That is seen in the next turn."),
    },
}


def stop_words(stop: Stop, days: int | None) -> str:
    """Why the thread stops, with how many days it has waited where that is known."""
    if stop is not Stop.AWAITING or not days:
        return str(WORDS[Stop][stop])
    told = ngettext(
        "The recommendation has waited for an answer for %(days)s day.",
        "The recommendation has waited for an answer for %(days)s days.",
        days,
    )
    return told % {"days": days}
