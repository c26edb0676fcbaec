"""The words of projects and of the case exports that tell of them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: Mapping[str, Promise] = {
    # the file
    "cases.wrong_kind": _(
        "This kind of file cannot be read. Save the export as an Excel workbook (.xlsx) or as CSV, and choose it again."
    ),
    "cases.damaged": _("The file is damaged or holds something else than text. Make the export again."),
    "cases.no_headings": _(
        "No row near the top of the file has headings that we know. Nothing was kept. Make the export with headings, "
        "among them Ärende-ID and Projektnamn, and choose the file again."
    ),
    "cases.no_rows": _("There are headings but no cases below them. Make the export again."),
    "cases.too_many_formulas": _(
        "The workbook holds %(most)s formulas or more. Paste the values into a new workbook, or export as CSV."
    ),
    "cases.never_allowed": _(
        "The column “%(heading)s” holds personal data of a kind that is never read in. Take it out of the export."
    ),
    "cases.reason_missing": _(
        "Write why the column “%(heading)s” may be read although it looks like personal data. The reason is kept."
    ),
    # the import
    "cases.not_waiting": _("The import is not waiting any longer. Choose the file again to begin anew."),
    "cases.of_somebody_else": _(
        "%(name)s read this file and has to say which columns are what. Choose the file yourself to begin anew."
    ),
    "cases.column_missing": _("Choose the column that holds “%(wanted)s”. Without it the cases cannot be told apart."),
    "cases.no_such_column": _("The column for “%(wanted)s” is not in the file. Choose another."),
    "cases.column_twice": _("“%(heading)s” is already chosen for “%(wanted)s”. Choose one column for each."),
    "cases.changed_meanwhile": _(
        "Something has changed since you looked: nothing was read in. Look through the changes again."
    ),
    "cases.mapping_name_taken": _("There is already a reading of columns called “%(name)s”. Choose another name."),
    # the rows
    "cases.id_missing": _("The row has no case number, so it cannot be known again. It is not read in."),
    "cases.id_is_personal": _(
        "The case number looks like a personal number and was hidden. The row is not read in: put it right in the "
        "case system."
    ),
    "cases.id_too_long": _("The case number is too long to be one. The row is not read in."),
    "cases.told_twice": _(
        "The case %(cell)s stands in several rows that say different things. None of them is read in: keep one."
    ),
    "cases.not_a_day": _("“%(cell)s” is not a day. The case is read in without it. Write for example 2026-01-31."),
    "cases.not_an_amount": _(
        "“%(cell)s” is not an amount, or can be read in two ways. The case is read in without it. Write for example "
        "1250000,50."
    ),
    "cases.shortened": _("The text is too long and is shortened when it is read in."),
    "cases.name_missing": _("The case has no name. It is read in with its case number as its name."),
    "cases.ends_before_start": _("The last day comes before the first. The case is read in as it stands."),
    "cases.formula": _("The cell holds a formula. The case is read in without it: export values instead."),
    # projects
    "project.tied_already": _("The project is already the initiative “%(name)s”. Untie it first."),
    "project.not_tied": _("The project is not tied to any initiative, so there is nothing to untie."),
    "project.wrong_kind": _(
        "A case of project funding can be tied to a project, and this initiative is “%(kind)s”. Change its kind first, "
        "or choose another."
    ),
    "project.initiative_taken": _("The initiative is already tied to the case %(case_id)s. Choose another."),
    "project.has_plan": _(
        "The project has a reporting plan, and its reports are about the initiative. Cancel the plan first."
    ),
    "project.decision_has_conditions": _("The decision has conditions. Take them away first, one by one."),
    "project.condition_met": _("The condition was met %(met_on)s. What has been met is not changed."),
    "project.day_to_come": _("The day has not come yet. Write the day it was met."),
    "project.met_before_decision": _(
        "The decision was made %(decided_on)s. What it demands cannot be met before that."
    ),
}
VERBS: Mapping[str, Promise] = {
    "looked_through": _("looked through the file"),
    "remapped": _("said anew which column is what in"),
    "imported": _("read in the file"),
    "discarded": _("threw away the import of"),
    "read_in": _("read in the case"),
    "brought_up_to_date": _("brought the case up to date"),
    "tied": _("tied to an initiative:"),
    "untied": _("untied from its initiative:"),
    "met": _("noted as met:"),
}
