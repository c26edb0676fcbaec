"""Who is asked what, how often."""

from enum import StrEnum


class Speed(StrEnum):
    """How often: projects continuously, insatser twice a year, the county's statistics yearly."""

    CONTINUOUS = "continuous"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class ReportKind(StrEnum):
    """What a report is about: a half-year, how a project goes, how it ended, and what happened afterwards."""

    HALF_YEAR = "half_year"
    PROGRESS = "progress"
    FINAL = "final"
    AFTER_ONE_YEAR = "after_one_year"
    AFTER_THREE_YEARS = "after_three_years"


class TemplateKind(StrEnum):
    """What a template of questions is for."""

    HALF_YEAR = "half_year"
    PROGRESS = "progress"
    FINAL = "final"
    FOLLOW_UP = "follow_up"
    VISIT = "visit"


class Occasion(StrEnum):
    """Why somebody is reminded."""

    OPENED = "opened"
    SOON = "soon"
    LATE = "late"
    RETURNED = "returned"


TEMPLATE_OF: dict[ReportKind, TemplateKind] = {
    ReportKind.HALF_YEAR: TemplateKind.HALF_YEAR,
    ReportKind.PROGRESS: TemplateKind.PROGRESS,
    ReportKind.FINAL: TemplateKind.FINAL,
    ReportKind.AFTER_ONE_YEAR: TemplateKind.FOLLOW_UP,
    ReportKind.AFTER_THREE_YEARS: TemplateKind.FOLLOW_UP,
}
