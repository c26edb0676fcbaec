"""The words of the workbook: what its columns are called, what they are for, and what is said when it cannot be read.

The columns' names are part of the file format, so they have a context of their own: a better word on a page does not
make last year's workbook unreadable.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.core.plan_book import Sheet

SHEETS: Mapping[str, Promise] = {
    Sheet.DOCUMENTS: pgettext_lazy("workbook", "Documents"),
    Sheet.GOALS: pgettext_lazy("workbook", "Goals"),
    Sheet.GOAL_LINKS: pgettext_lazy("workbook", "Contributes to other goals"),
    Sheet.AREAS: pgettext_lazy("workbook", "Action areas"),
    Sheet.CHAINS: pgettext_lazy("workbook", "Effect chains"),
    Sheet.STEPS: pgettext_lazy("workbook", "Steps"),
    Sheet.LINKS: pgettext_lazy("workbook", "Links"),
    Sheet.FACTORS: pgettext_lazy("workbook", "Factors"),
    Sheet.INITIATIVES: pgettext_lazy("workbook", "Initiatives"),
    Sheet.CONTRIBUTIONS: pgettext_lazy("workbook", "Contributions"),
    Sheet.INDICATORS: pgettext_lazy("workbook", "Indicators"),
}
# By sheet and column where the same code means different things, otherwise by column.
TITLES: Mapping[str, Promise] = {
    "key": pgettext_lazy("workbook", "Id"),
    "title": pgettext_lazy("workbook", "Title"),
    "kind": pgettext_lazy("workbook", "Kind"),
    "parent": pgettext_lazy("workbook", "Under"),
    "phase": pgettext_lazy("workbook", "Phase"),
    "starts_on": pgettext_lazy("workbook", "First day"),
    "ends_on": pgettext_lazy("workbook", "Last day"),
    "documents.link": pgettext_lazy("workbook", "Web address"),
    "summary": pgettext_lazy("workbook", "Summary"),
    "source": pgettext_lazy("workbook", "Source"),
    "document": pgettext_lazy("workbook", "Document"),
    "outline": pgettext_lazy("workbook", "Number"),
    "name": pgettext_lazy("workbook", "Name"),
    "goals.name": pgettext_lazy("workbook", "Goal"),
    "is_targeted": pgettext_lazy("workbook", "Has a target"),
    "wished": pgettext_lazy("workbook", "Wished direction"),
    "peer_rule": pgettext_lazy("workbook", "Compared with others"),
    "gap_rule": pgettext_lazy("workbook", "Gaps to close"),
    "owner": pgettext_lazy("workbook", "Owner"),
    "description": pgettext_lazy("workbook", "Description"),
    "goal_links.source": pgettext_lazy("workbook", "Goal that contributes"),
    "goal_links.target": pgettext_lazy("workbook", "Contributes to"),
    "strength": pgettext_lazy("workbook", "How clearly"),
    "share": pgettext_lazy("workbook", "Share in per cent"),
    "reason": pgettext_lazy("workbook", "Reason"),
    "area": pgettext_lazy("workbook", "Action area"),
    "goal": pgettext_lazy("workbook", "Goal"),
    "chain": pgettext_lazy("workbook", "Chain"),
    "level": pgettext_lazy("workbook", "Level"),
    "text": pgettext_lazy("workbook", "Text"),
    "generic_activity": pgettext_lazy("workbook", "Generic activity"),
    "origin": pgettext_lazy("workbook", "Same step as"),
    "links.source": pgettext_lazy("workbook", "From step"),
    "links.target": pgettext_lazy("workbook", "To step"),
    "rationale": pgettext_lazy("workbook", "Why"),
    "assumption": pgettext_lazy("workbook", "Assumption"),
    "tested_how": pgettext_lazy("workbook", "How it is tested"),
    "evidence": pgettext_lazy("workbook", "Evidence"),
    "claim": pgettext_lazy("workbook", "Claim"),
    "evidence_source": pgettext_lazy("workbook", "Source of the evidence"),
    "evidence_year": pgettext_lazy("workbook", "Year of the evidence"),
    "finding": pgettext_lazy("workbook", "Finding"),
    "step": pgettext_lazy("workbook", "Step"),
    "link": pgettext_lazy("workbook", "Link"),
    "state": pgettext_lazy("workbook", "State"),
    "unit": pgettext_lazy("workbook", "Unit"),
    "indicators.unit": pgettext_lazy("workbook", "Measured in"),
    "responsible": pgettext_lazy("workbook", "Responsible"),
    "initiative": pgettext_lazy("workbook", "Initiative"),
    "decimals": pgettext_lazy("workbook", "Decimals"),
    "source_link": pgettext_lazy("workbook", "Address of the source"),
    "licence": pgettext_lazy("workbook", "Licence"),
    "lag_months": pgettext_lazy("workbook", "Delay in months"),
    "update_month": pgettext_lazy("workbook", "Month of update"),
    "definition": pgettext_lazy("workbook", "Definition"),
    "limits": pgettext_lazy("workbook", "What it does not tell"),
    "place": pgettext_lazy("workbook", "Order"),
}
_REFERENCE = _("The id of the row, or its number or name if only one is called so.")
HELPS: Mapping[str, Promise] = {
    "key": _(
        "Leave it empty for a new row: Varv makes one. Never change one that is there: it is how the row is known."
    ),
    "title": _("The name of the document. Each document has its own."),
    "kind": _("Choose from the list."),
    "parent": _("What it stands under: an id, or a number or title. Empty: at the top."),
    "goals.parent": _("The goal it stands under: its id, or its number within the same document. Empty: at the top."),
    "phase": _("Choose from the list. Empty for a document means that it is starting, for a goal all phases."),
    "starts_on": _("A day, such as 2026-01-31."),
    "ends_on": _("A day, such as 2030-12-31. Empty: until further notice."),
    "documents.link": _("Where the document itself is, such as https://…"),
    "summary": _("What it is about, in a sentence or two."),
    "source": _("Where it comes from."),
    "document": _("The document it belongs to: its id or its title."),
    "outline": _("As it stands in the document, such as 2.1. Once in each document."),
    "name": _("What it is called."),
    "goals.name": _("What is different when you have got there. If the source names no goal, write that."),
    "is_targeted": _("Yes: a figure says when we are there. No: we only wish a direction."),
    "wished": _("Which way it should go. Is needed when the goal has no target."),
    "peer_rule": _("Whom we want to be better than, in words."),
    "gap_rule": _("Which gap should shrink, in words."),
    "owner": _("A person who works here, by name or login name. Empty: nobody."),
    "description": _("In more words."),
    "goal_links.source": _REFERENCE,
    "goal_links.target": _("A goal of another document: its id, or its name if only one is called so."),
    "strength": _("How clearly the goal is found there. Choose from the list."),
    "share": _("A number above 0, at most 100, only if somebody has said so."),
    "reason": _("Why you think so."),
    "area": _("The action area it belongs to: its id or name. Empty: none."),
    "goal": _REFERENCE,
    "chain": _("The chain it belongs to: its id or name."),
    "level": _("Choose from the list."),
    "text": _("In one sentence."),
    "generic_activity": _("By number or name, as in the framework. Only for activities."),
    "initiatives.generic_activity": _("By number or name, as in the framework. Is not changed afterwards."),
    "origin": _("Only if the step also stands in another chain: that step's id. The two say the same."),
    "links.source": _("A step of the chain: its id, or its text."),
    "links.target": _("A step of the same chain on a later level: its id, or its text."),
    "rationale": _("Why one leads to the other."),
    "assumption": _("What must be true for it to hold."),
    "tested_how": _("How you will see whether it is true."),
    "evidence": _("Choose from the list. Strong evidence must name its source."),
    "claim": _("Hypothetical until it is shown. What is shown must name its source."),
    "evidence_source": _("Where it was shown."),
    "evidence_year": _("A year, such as 2024."),
    "finding": _("What was found."),
    "factors.step": _("If it is about one step: its id or text. At most one of step and link."),
    "step": _("The step it measures: its id or text. Empty: none."),
    "link": _("If it is about one link: its id. At most one of step and link."),
    "state": _("Planned, running, paused or ended. What has ended cannot begin again."),
    "unit": _("A unit of the organisation, by name."),
    "indicators.unit": _("Such as per cent or number per 1,000."),
    "responsible": _("A person who works here and may report, by name or login name."),
    "initiative": _("Its id or its name."),
    "decimals": _("How many decimals are shown, 0 to 6."),
    "source_link": _("Where the figures are fetched, such as https://…"),
    "licence": _("Under what terms the figures may be used."),
    "lag_months": _("How many months after the period the figure comes."),
    "update_month": _("The month of the year, 1 to 12."),
    "definition": _("Exactly what is counted."),
    "limits": _("What the figure cannot be used for."),
}


def told(words: Mapping[str, Promise], sheet: Sheet | None, name: str) -> str:
    """The word for a column of a sheet."""
    own = words.get(f"{sheet}.{name}") if sheet else None
    return str(own or words.get(name) or name)


def column_title(sheet: Sheet | None, name: str) -> str:
    """What stands above the column."""
    return told(TITLES, sheet, name)


def column_help(sheet: Sheet, name: str) -> str:
    """What the column is for."""
    return told(HELPS, sheet, name)


REFUSALS: Mapping[str, Promise] = {
    # the file
    "workbook.too_large": _(
        "The file is larger than %(megabytes)s MB. Take away pictures and sheets that are not part of the plan."
    ),
    "workbook.locked_or_old": _(
        "The file is locked with a password, or is in Excel's old format. Save it as an Excel workbook (.xlsx) without"
        " a password and choose it again."
    ),
    "workbook.not_a_workbook": _("This is no Excel workbook. Save the file as .xlsx and choose it again."),
    "workbook.damaged": _(
        "The file cannot be read: it is damaged, or was not made by a spreadsheet program. Open it in Excel, save it"
        " again as .xlsx and choose it again."
    ),
    "workbook.has_macros": _(
        "The workbook holds macros. Save it as an Excel workbook (.xlsx) without macros and choose it again."
    ),
    "workbook.unpacks_too_large": _(
        "The file is small but unpacks to more than %(megabytes)s MB, and is not opened. Copy the rows of your plan to"
        " the template and choose that file."
    ),
    "workbook.too_many_rows": _(
        "The sheet “%(sheet)s” has more than %(most)s rows. Take away rows that are not part of the plan, also"
        " empty-looking ones far down, or divide the plan into several workbooks."
    ),
    "workbook.too_many_columns": _(
        "The sheet “%(sheet)s” has something written beyond column number %(most)s. Take it away."
    ),
    "workbook.cell_too_long": _("A cell holds more than %(most)s letters. Shorten it, or link to the text instead."),
    "workbook.no_sheets": _(
        "The workbook has none of the plan's sheets. Their names must be as in the template, for example %(example)s."
    ),
    "workbook.nothing": _(
        "There are no rows in the workbook's sheets. Fill in at least one and choose the file again."
    ),
    "workbook.too_much_at_once": _(
        "The workbook would add or change %(count)s rows; at most %(most)s are read in at once. Divide it: first the"
        " documents and goals, then the chains."
    ),
    "workbook.not_as_sent": _("What was sent is not what was shown. Nothing was changed. Choose the file again."),
    "workbook.not_as_shown": _(
        "The region's plan was changed after the preview was made, so nothing was read in. Here is a new preview: look"
        " at it once more."
    ),
    # a sheet
    "workbook.no_heading": _(
        "The column “%(title)s” is missing. The first row must have the same headings as the template."
    ),
    "workbook.heading_twice": _("Two columns are called “%(title)s”. Take one of them away."),
    "workbook.sheet_twice": _("Two sheets have this name. Take one of them away."),
    "workbook.merged": _("Cells are merged here. Unmerge them, so that each row has cells of its own."),
    # a cell
    "workbook.formula": _(
        "The cell holds a formula. Paste its result as a value instead: a plan must not change by itself."
    ),
    "workbook.cell_error": _("The cell holds an error from Excel. Write what it should say, or empty it."),
    "workbook.required": _("The cell is empty, but the row needs a value here. Fill it in."),
    "workbook.too_long": _("The text has %(length)s letters; there is room for %(most)s. Shorten it."),
    "workbook.strange_sign": _("The text holds a sign that cannot be seen (%(sign)s). Write the text anew."),
    "workbook.not_a_key": _(
        "“%(said)s” can be no id: it has at most 40 letters, digits, points and hyphens, and no spaces."
    ),
    "workbook.not_text": _(
        "The cell holds a day or a time, but should be text. Format the cell as text and write it again."
    ),
    "workbook.not_in_list": _("“%(said)s” is not one of the choices: %(choices)s."),
    "workbook.not_a_day": _("“%(said)s” is no day. Write it as year-month-day, such as 2026-01-31."),
    "workbook.not_a_number": _("“%(said)s” is no number. Write digits only, such as 12."),
    "workbook.not_between": _("%(said)s does not lie between %(least)s and %(most)s."),
    "workbook.too_many_decimals": _("“%(said)s” has more than %(most)s decimals. Round it."),
    "workbook.not_yes_or_no": _("“%(said)s” is neither yes nor no."),
    "workbook.not_an_address": _("“%(said)s” is no web address. It begins with https://."),
    # a row among others
    "workbook.twice": _(
        "The row is there twice: row %(row)s is the same (%(known_as)s). Take one of them away, or empty the id to make"
        " a new one."
    ),
    "workbook.not_found": _(
        "There is no row “%(said)s” on the sheet %(to)s, neither in the workbook nor in Varv. Check the spelling."
    ),
    "workbook.several": _("Several rows on the sheet %(to)s are called “%(said)s”. Write the id of the one you mean."),
    "workbook.no_such_person": _(
        "Only those who work here can be named, and “%(said)s” is nobody's name, or the name of several. Check the"
        " spelling, or write the login name."
    ),
    "workbook.no_such_unit": _(
        "The region has no unit called “%(said)s”. Check the spelling, or ask an administrator to add it."
    ),
    "workbook.no_such_activity": _("The framework has no generic activity “%(said)s”. Write its number or its name."),
    "workbook.goes_round": _("The row stands under itself, by way of other rows. Let one of them stand at the top."),
    "workbook.is_fixed": _(
        "This cannot be changed for a row that is there already. Add a new row without an id instead."
    ),
    "workbook.key_of_the_past": _(
        "“%(key)s” is the id of a goal that no longer holds. Empty the id, and the row becomes a new goal."
    ),
    "workbook.step_differs_from_origin": _(
        "The step says something else than the one it should be the same as. Write the same in both, or empty “Same"
        " step as”."
    ),
    "workbook.cannot_be_kept": _(
        "The row clashes with another one that is already there. Check what it is called and what it refers to."
    ),
    # what is worth a look
    "workbook.read_as_text": _(
        "The cell holds the number %(said)s and is read as that text. If a zero at the end is missing, as in 1.10,"
        " format the cell as text and write it again."
    ),
    "workbook.unknown_sheet": _("The sheet “%(name)s” is no part of the plan and is not read."),
    "workbook.unknown_column": _("The column “%(title)s” is no part of the plan and is not read."),
}
