from varv.delivery.models.initiatives import (
    Contribution,
    Initiative,
    InitiativeLink,
    InitiativePerson,
    InitiativePlace,
    Milestone,
    Partner,
    Partnership,
    PlannedResult,
    Risk,
)
from varv.delivery.models.money import Appropriation, Funding, FundingSource, StaffTime, YearAmount
from varv.delivery.models.pilots import Pilot
from varv.delivery.models.projects import CaseImport, CaseImportRows, ColumnMapping, Condition, Project, ProjectDecision

__all__ = [
    "Appropriation",
    "CaseImport",
    "CaseImportRows",
    "ColumnMapping",
    "Condition",
    "Contribution",
    "Funding",
    "FundingSource",
    "Initiative",
    "InitiativeLink",
    "InitiativePerson",
    "InitiativePlace",
    "Milestone",
    "Partner",
    "Partnership",
    "Pilot",
    "PlannedResult",
    "Project",
    "ProjectDecision",
    "Risk",
    "StaffTime",
    "YearAmount",
]
