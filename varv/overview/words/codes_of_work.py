"""The word for every code of what is done, with what money, and how it is reported."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.core.asking import Occasion, ReportKind, Speed, TemplateKind
from varv.core.case_book import CaseField
from varv.core.counting import Adding, Category, Counting, Dimension
from varv.core.kinds import Ending, InitiativeKind, Lineage, Part, PilotOutcome, Severity
from varv.core.money import FundingKind, Measure
from varv.core.personal_data import PersonalKind
from varv.core.workflow import FundingState, ImportState, PilotState, TemplateState

WORDS: Mapping[type[StrEnum], Mapping[str, Promise]] = {
    InitiativeKind: {
        InitiativeKind.OWN: _("Our own"),
        InitiativeKind.FUNDED: _("Project that we fund"),
        InitiativeKind.PROJECT: _("Other project"),
        InitiativeKind.EXTERNAL: _("Somebody else's, where we take part"),
    },
    Part: {
        Part.REPORTER: _("Writes the report"),
        Part.DEPUTY: _("Deputy"),
        Part.PARTICIPANT: _("Takes part"),
        Part.STEERING: _("Steering group"),
    },
    Ending: {
        Ending.COMPLETED: _("Completed"),
        Ending.STOPPED: _("Stopped"),
        Ending.MERGED: _("Merged into another"),
        Ending.SPLIT: _("Split into others"),
    },
    Lineage: {
        Lineage.COPIED: _("Copied"),
        Lineage.SPLIT: pgettext_lazy("lineage", "Split"),
        Lineage.MERGED: pgettext_lazy("lineage", "Merged"),
        Lineage.SCALED_UP: _("Scaled up from a pilot"),
    },
    Severity: {
        Severity.LOW: _("Low"),
        Severity.MEDIUM: _("Medium"),
        Severity.HIGH: _("High"),
    },
    PilotState: {
        PilotState.PLAN: pgettext_lazy("pilot", "Plan"),
        PilotState.DO: _("Try"),
        PilotState.CHECK: _("Check"),
        PilotState.DECIDED: pgettext_lazy("pilot", "Decided"),
    },
    PilotOutcome: {
        PilotOutcome.SCALED_UP: _("Scale up"),
        PilotOutcome.CHANGED: _("Change and try again"),
        PilotOutcome.ENDED: pgettext_lazy("pilot", "End"),
    },
    FundingKind: {
        FundingKind.ONE_TO_ONE: _("Appropriation 1:1"),
        FundingKind.OWN_BUDGET: _("The region's own budget"),
        FundingKind.MUNICIPALITY: _("Municipalities"),
        FundingKind.EUROPEAN: _("EU funds"),
        FundingKind.STATE: _("Other state money"),
        FundingKind.PRIVATE: _("Private money"),
        FundingKind.OTHER: _("Other money"),
    },
    Measure: {
        Measure.PENDING: _("Waits for a decision"),
        Measure.GRANTED: _("Granted"),
        Measure.PLANNED: pgettext_lazy("amount", "Planned"),
        Measure.USED: _("Used"),
    },
    FundingState: {
        FundingState.APPLIED: _("Applied for"),
        FundingState.GRANTED: _("Granted"),
        FundingState.DECLINED: _("Declined"),
        FundingState.WITHDRAWN: _("Withdrawn"),
    },
    TemplateState: {
        TemplateState.DRAFT: _("Draft"),
        TemplateState.IN_USE: _("In use"),
        TemplateState.RETIRED: pgettext_lazy("template", "Retired"),
    },
    ImportState: {
        ImportState.PREVIEWED: _("Waits to be applied"),
        ImportState.APPLIED: _("Applied"),
        ImportState.DISCARDED: _("Discarded"),
    },
    Counting: {
        Counting.PER_PERIOD: _("What happened in the period"),
        Counting.CUMULATIVE: _("All since the start"),
        Counting.STATE: _("How it stands at the end of the period"),
    },
    Adding: {
        Adding.SUM: _("Added together"),
        Adding.RATIO: _("One total divided by another"),
        Adding.NONE: _("Not added together"),
    },
    Dimension: {
        Dimension.SEX: _("Sex"),
        Dimension.AGE: _("Age"),
        Dimension.BORN: _("Country of birth"),
        Dimension.PLACE: _("Municipality"),
    },
    Category: {
        Category.WOMEN: _("Women"),
        Category.MEN: _("Men"),
        Category.AGE_0_15: _("0–15 years"),
        Category.AGE_16_24: _("16–24 years"),
        Category.AGE_25_44: _("25–44 years"),
        Category.AGE_45_64: _("45–64 years"),
        Category.AGE_65: _("65 years and older"),
        Category.SWEDEN: _("Born in Sweden"),
        Category.ABROAD: _("Born abroad"),
    },
    Speed: {
        Speed.CONTINUOUS: _("Continuously"),
        Speed.HALF_YEARLY: _("Twice a year"),
        Speed.YEARLY: _("Yearly"),
    },
    ReportKind: {
        ReportKind.HALF_YEAR: _("Half-year report"),
        ReportKind.PROGRESS: _("Progress report"),
        ReportKind.FINAL: _("Final report"),
        ReportKind.AFTER_ONE_YEAR: _("One year after"),
        ReportKind.AFTER_THREE_YEARS: _("Three years after"),
    },
    TemplateKind: {
        TemplateKind.HALF_YEAR: _("Half-year report"),
        TemplateKind.PROGRESS: _("Progress report"),
        TemplateKind.FINAL: _("Final report"),
        TemplateKind.FOLLOW_UP: _("Follow-up after the end"),
        TemplateKind.VISIT: _("Visit to a project"),
    },
    Occasion: {
        Occasion.OPENED: _("The round has opened"),
        Occasion.SOON: _("The last day is near"),
        Occasion.LATE: _("The last day has passed"),
        Occasion.RETURNED: _("The report has come back"),
    },
    CaseField: {
        CaseField.CASE_ID: _("Case number in the case system"),
        CaseField.NAME: _("Name"),
        CaseField.ORGANISATION: _("Organisation"),
        CaseField.THEME: _("Theme"),
        CaseField.STATUS: pgettext_lazy("case", "Status"),
        CaseField.PURPOSE: _("Purpose"),
        CaseField.DECIDED_ON: _("Day of decision"),
        CaseField.STARTS_ON: _("First day"),
        CaseField.ENDS_ON: _("Last day"),
        CaseField.APPLIED: _("Amount applied for"),
        CaseField.GRANTED: _("Amount granted"),
        CaseField.PAID: _("Paid out"),
    },
    PersonalKind: {
        PersonalKind.PERSONAL_NUMBER: _("Personal numbers"),
        PersonalKind.EMAIL: _("E-mail addresses"),
        PersonalKind.PHONE: _("Telephone numbers"),
        PersonalKind.ADDRESS: _("Addresses"),
        PersonalKind.NAME: _("Names of people"),
    },
}
