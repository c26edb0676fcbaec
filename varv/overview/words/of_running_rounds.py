"""The words of running rounds: why something is locked or refused, what was done, and whom a round leaves out."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.asking import Speed

REFUSALS: Mapping[str, Promise] = {
    # locks: what happened, and what to do
    "round.closed": _(
        "The round was closed %(at)s, so nothing can be changed. Whoever runs the round can open it again, "
        "or give you more time."
    ),
    "round.frozen": _(
        "The round was frozen %(at)s, and its figures stand for good. Whoever runs the round can open it for words "
        "alone. A figure that was wrong is told of in the next report."
    ),
    "round.limited": _(
        "The round is open for the words of approved reports alone, because: %(reason)s. What was not handed in "
        "in time stays as it is; ask whoever runs the round for more time."
    ),
    "round.not_open": _("The round has not been opened yet. It opens %(opens_on)s."),
    "report.submitted": _(
        "The report was handed in %(at)s and waits to be read, so it cannot be changed. Its author can take it back "
        "until someone has judged it."
    ),
    "report.approved": _(
        "The report was approved %(at)s and is kept as it was. Whoever approves reports can open it again for a reason."
    ),
    "report.figures_frozen": _(
        "The figures were approved %(at)s and others build on them. The report is open for its words alone: "
        "put the figure back, and tell in the comment what is wrong with it."
    ),
    "report.counted_twice": _(
        "“%(name)s” already has an approved report of another kind for %(period)s, and the figures would be counted "
        "twice. Send this one back and say so, or open the other one again."
    ),
    # rounds
    "round.not_a_year": _("A yearly round is about a whole year. Write for example 2026."),
    "round.template_not_in_use": _(
        "The questions are not in use any more. Load the page again and choose those that are."
    ),
    "round.asks_nobody": _(
        "This round asks no initiative for a report. Only a half-yearly round that is open for figures does."
    ),
    "round.unjudged": _(
        "What has been handed in is not judged yet: %(count)s reports. Approve them or send them back first, "
        "then freeze."
    ),
    "round.time_left": _(
        "%(name)s has been given time until %(due_on)s and has not handed in yet. Freeze the round after that day."
    ),
    "round.nothing_to_write": _("%(name)s has nothing left to write in this round. Choose somebody who has."),
    "round.words_only": _(
        "The round is open for words alone, so the figures stay. Open the report for its words, "
        "or the whole round first."
    ),
    # reports
    "report.unknown_question": _(
        "The questions have been changed meanwhile. Load the page again and answer those you see."
    ),
    "report.unknown_part": _(
        "There is no such part of the report. Load the page again and choose among those you see."
    ),
    "report.part_not_asked": _(
        "This figure is not broken down in that way. Load the page again and see what is asked."
    ),
    "report.part_below_zero": _("A part cannot be less than nothing. Write 0 or more, or leave it empty."),
    "report.part_without_total": _("There are parts but no total. Write the total, or take away the parts."),
    "report.parts_exceed_total": _(
        "The parts are more than the total, %(total)s. Change one of them; what is not broken down may be left out."
    ),
    "report.built_upon": _(
        "The report for %(period)s counts on from these figures, so they stay. Open it for its words alone, "
        "or open the later report first."
    ),
    # templates' questions
    "questions.unreadable": _("Question %(number)s cannot be read. Write what is asked, and give it a key of its own."),
    "questions.key_twice": _("Question %(number)s has the key “%(key)s” of another. Give each a key of its own."),
    "questions.too_many": _("There are more than %(most)s questions. Ask fewer: nobody answers so many well."),
}
VERBS: Mapping[str, Promise] = {
    "frozen": _("froze"),
    "reopened_for_words": _("opened again for words alone"),
    "commented": _("asked about a part"),
    "resolved": _("saw to what was asked"),
}


class LeftOut(StrEnum):
    """Why a half-yearly round does not ask an insats. Computed, never kept."""

    OWN_PLAN = "own_plan"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"


LEFT_OUT: Mapping[LeftOut, Promise] = {
    LeftOut.OWN_PLAN: _("a project with a reporting plan of its own"),
    LeftOut.NOT_BEGUN: _("has not begun"),
    LeftOut.ENDED: _("ended during the half-year"),
}
SPEEDS: Mapping[Speed, tuple[Promise, Promise]] = {
    Speed.HALF_YEARLY: (_("Twice a year: our initiatives"), _("Every initiative under way is asked what came of it.")),
    Speed.CONTINUOUS: (
        _("All the time: the projects"),
        _("The projects' own reports, as they fall due in each project's plan."),
    ),
    Speed.YEARLY: (
        _("Once a year: the county"),
        _("The year's statistics and how we judge each goal. Nobody is asked for a report."),
    ),
}
