from typing import ClassVar

from django.db import models

from varv.core.asking import ReportKind
from varv.delivery.models import Project
from varv.regions.fields import CodeField
from varv.regions.owned import Owned
from varv.regions.searched import Searched
from varv.rounds.models.reports import Report
from varv.rounds.models.templates import QuestionTemplate


class PlannedReport(Owned):
    """A line of a project's reporting plan: what is due when, and the report when it has been asked for."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="planned_reports")
    kind = CodeField(ReportKind)
    due_on = models.DateField()
    report = models.OneToOneField(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_as")
    cancelled_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class Visit(Owned):
    """A visit to a project: what was asked and what was said, under the questions of a template. No names of others."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    template = models.ForeignKey(QuestionTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    summary = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    to_follow_up = models.TextField(blank=True)

    searched: ClassVar = Searched(
        title=str, reads=("project",), texts=("summary", "learned", "to_follow_up", "answers"), day="visited_on"
    )

    def __str__(self) -> str:
        return f"{self.project} {self.visited_on}"
