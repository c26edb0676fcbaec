from varv.rounds.models.assessments import Assessment, Judgement
from varv.rounds.models.projects import PlannedReport, Visit
from varv.rounds.models.reports import Evidence, EvidenceFile, LinePart, Reminder, Report, ReportLine, ReviewComment
from varv.rounds.models.rounds import Extension, Round
from varv.rounds.models.templates import QuestionTemplate

__all__ = [
    "Assessment",
    "Evidence",
    "EvidenceFile",
    "Extension",
    "Judgement",
    "LinePart",
    "PlannedReport",
    "QuestionTemplate",
    "Reminder",
    "Report",
    "ReportLine",
    "ReviewComment",
    "Round",
    "Visit",
]
