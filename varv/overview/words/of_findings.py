"""The words of findings, the questions they answer and the tables they come in."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.core.finding_table import FindingColumn

COLUMNS: Mapping[str, Promise] = {
    FindingColumn.TEXT: pgettext_lazy("column of findings", "Finding"),
    FindingColumn.EVIDENCE: pgettext_lazy("column of findings", "Evidence"),
    FindingColumn.RESTS_ON: pgettext_lazy("column of findings", "Rests on"),
    FindingColumn.SEEN_ON: pgettext_lazy("column of findings", "Seen on"),
    FindingColumn.QUESTION: pgettext_lazy("column of findings", "Evaluation question"),
    FindingColumn.GOAL: pgettext_lazy("column of findings", "Goal"),
    FindingColumn.RECOMMENDATION: pgettext_lazy("column of findings", "Recommendation"),
    FindingColumn.EXPLANATION: pgettext_lazy("column of findings", "Explanation"),
    FindingColumn.OWNER: pgettext_lazy("column of findings", "Responsible"),
    FindingColumn.FORUM: pgettext_lazy("column of findings", "Forum"),
    FindingColumn.DUE_ON: pgettext_lazy("column of findings", "Answer by"),
}

REFUSALS = {
    "link.evidence_stays": _("The link already has this grade: %(evidence)s. Choose another, or let it be."),
    "finding.personal_data": _(
        "The text holds a personal identity number, an e-mail address or a telephone number. Take it out: what was"
        " found can be told without it."
    ),
    "finding.not_seen_yet": _("The day has not come yet. Write the day when it was seen."),
    "finding.bears_on_no_link": _(
        "Say which link it strengthens or weakens. If it speaks of no link, choose that it does not move the evidence."
    ),
    "finding.moves_nothing": _(
        "The finding neither strengthens nor weakens a link, so there is nothing to move. Change the finding first."
    ),
    "finding.no_step_that_strengthens": _(
        "The link stands at “%(now)s” now. What strengthens it gives it more than that. Choose a stronger grade."
    ),
    "finding.no_step_that_weakens": _(
        "The link stands at “%(now)s” now. What weakens it gives it less than that. Choose a weaker grade."
    ),
    "finding.has_moved": _(
        "The finding has already moved the link, to “%(evidence)s”. Note a new finding if more has been seen."
    ),
    "finding.has_moved_its_link": _(
        "The finding has moved this link and goes on speaking of it. Note a new finding about the other."
    ),
    "finding_source.is_a_finding": _("A finding does not rest on a finding. Name what that one rests on."),
    "finding_source.not_told": _("Write what it is, for example “12 interviews with employers”."),
    "finding_source.no_indicator": _("Choose the indicator."),
    "finding_source.no_day": _("Write the day of the figures, so that others can find the same ones."),
    "finding_source.day_to_come": _("The day has not come yet. Write the day of the figures."),
    "finding_source.no_report": _("Choose the report."),
    "finding_source.report_not_handed_in": _(
        "The report is still being written. It can be leaned on when its author has handed it in."
    ),
    "contradiction.of_itself": _("A finding cannot contradict itself. Choose another one."),
    "contradiction.not_explained": _(
        "Write what is known of why the two differ: other years, other people, other methods. “Not known” is an answer."
    ),
    "contradiction.told_already": _("It is already told that these two contradict each other."),
    "question.tied_already": _("The question is already about this."),
    "finding_table.no_rows": _("There is nothing below the headings. Write a finding in each row."),
    "finding_table.no_headings": _(
        "No row near the top has the headings Finding and Evidence. Fetch the template, or call your columns that."
    ),
    "finding_table.too_many_rows": _("There are more than %(most)s rows. Divide them, and read them in one by one."),
    "finding_table.pasted_too_much": _(
        "What was pasted is too long, or holds signs that are no text. Choose a file instead."
    ),
    "finding_table.formula": _("The cell holds a formula. Paste the value instead."),
    "finding_table.no_finding": _("The row has no finding. A recommendation stands in the row of what it comes from."),
    "finding_table.no_evidence": _("Say how well the finding is supported. An assumption is an answer too."),
    "finding_table.nobody_answers": _("Say who sees to the answer, and where it is answered."),
    "finding_table.no_recommendation": _(
        "This belongs to a recommendation, and the row has none. Write it, or empty it."
    ),
    "finding_table.too_long": _("The cell holds more than %(most)s signs. Say it shorter."),
    "finding_table.unknown_evidence": _(
        "“%(said)s” is no grade. Write Strong evidence, Some evidence, Assumption or No evidence."
    ),
    "finding_table.no_day": _("“%(said)s” is no day. Write it as 2026-04-24."),
    "finding_table.says_otherwise": _(
        "The same finding stands in row %(number)s and says otherwise here. Write the same, or leave the cell empty."
    ),
    "finding_table.several": _("Several are called “%(said)s”. Write the number, or the login name."),
    "finding_table.no_such_question": _(
        "There is no evaluation question “%(said)s”. Write it as it stands, or its number, for example 1.2."
    ),
    "finding_table.no_such_goal": _("There is no goal in force called “%(said)s”. Write its name or its number."),
    "finding_table.no_such_owner": _("Nobody called “%(said)s” works here. Write a name or a login name."),
    "finding_table.not_as_shown": _(
        "The evaluation has changed since you looked. Here is what the table would do now: look again."
    ),
    "finding_table.not_as_sent": _("What came back is not what was shown. Choose the file once more."),
}

VERBS = {
    "evidence_moved": _("moved the evidence of"),
    "moved_evidence": _("let move a link"),
    "finding_contradicted": _("told a contradiction between"),
    "contradiction_withdrawn": _("withdrew the contradiction between"),
    "question_tied": _("said what a question is about:"),
    "question_untied": _("said that a question is not about:"),
}
