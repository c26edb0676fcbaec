"""The word for every code of evaluations, lessons and what is changed because of them."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.core.finding_table import FindingColumn
from varv.core.judgement import Heed, Helped, Quality
from varv.core.kinds import (
    Bearing,
    ChangeKind,
    EvaluationDay,
    EvaluationTiming,
    QualityCriterion,
    RecallPlace,
    SourceKind,
    Turnout,
)
from varv.core.loop import Measure
from varv.core.recalling import Why
from varv.core.surety import Surety
from varv.core.workflow import BriefState, EvaluationState
from varv.overview.words import of_evaluations, of_findings

WORDS: Mapping[type[StrEnum], Mapping[str, Promise]] = {
    EvaluationState: {
        EvaluationState.PLANNED: pgettext_lazy("evaluation", "Planned"),
        EvaluationState.COMMISSIONED: pgettext_lazy("evaluation", "Commissioned"),
        EvaluationState.RUNNING: pgettext_lazy("evaluation", "Under way"),
        EvaluationState.DELIVERED: pgettext_lazy("evaluation", "Delivered"),
        EvaluationState.CLOSED: pgettext_lazy("evaluation", "Closed"),
        EvaluationState.STOPPED: pgettext_lazy("evaluation", "Stopped"),
    },
    FindingColumn: of_findings.COLUMNS,
    EvaluationDay: of_evaluations.DAYS,
    EvaluationTiming: {
        EvaluationTiming.EX_ANTE: _("Beforehand (ex ante)"),
        EvaluationTiming.MID: _("On the way"),
        EvaluationTiming.EX_POST: _("Afterwards (ex post)"),
    },
    SourceKind: {
        SourceKind.INDICATOR: pgettext_lazy("source", "Indicator"),
        SourceKind.REPORT: pgettext_lazy("source", "Report"),
        SourceKind.FINDING: pgettext_lazy("source", "Finding"),
        SourceKind.INTERVIEW: pgettext_lazy("source", "Interviews"),
        SourceKind.DOCUMENT: pgettext_lazy("source", "Document"),
        SourceKind.MEETING: pgettext_lazy("source", "Meeting"),
        SourceKind.VISIT: pgettext_lazy("source", "Visit"),
        SourceKind.SIGNAL: pgettext_lazy("source", "Signal from outside"),
    },
    Bearing: {
        Bearing.STRENGTHENS: _("Strengthens the link"),
        Bearing.WEAKENS: _("Weakens the link"),
        Bearing.NEITHER: _("Does not move the evidence"),
    },
    ChangeKind: {
        ChangeKind.GOAL: pgettext_lazy("change", "Goal"),
        ChangeKind.CHAIN: pgettext_lazy("change", "Chain"),
        ChangeKind.DOCUMENT: pgettext_lazy("change", "Steering document"),
        ChangeKind.LEARNING_PLAN: pgettext_lazy("change", "Learning plan"),
        ChangeKind.FORM: pgettext_lazy("change", "Form"),
        ChangeKind.WAY_OF_WORKING: pgettext_lazy("change", "Way of working"),
    },
    Turnout: {
        Turnout.WORKED: pgettext_lazy("turnout", "It worked"),
        Turnout.FAILED: pgettext_lazy("turnout", "It did not work"),
        Turnout.MIXED: pgettext_lazy("turnout", "Both and"),
        Turnout.UNEXPECTED: pgettext_lazy("turnout", "It went in a way nobody expected"),
    },
    Surety: {
        Surety.WEAK: pgettext_lazy("surety", "Weakly known"),
        Surety.FAIR: pgettext_lazy("surety", "Fairly known"),
        Surety.GOOD: pgettext_lazy("surety", "Well known"),
    },
    Measure: {
        Measure.IN_TIME: pgettext_lazy("measure", "Answered in time"),
        Measure.ACCEPTED: pgettext_lazy("measure", "Accepted"),
        Measure.IMPLEMENTED: pgettext_lazy("measure", "Implemented"),
        Measure.VERIFIED: pgettext_lazy("measure", "Verified"),
        Measure.DAYS: pgettext_lazy("measure", "Days from sight to change"),
        Measure.USED: pgettext_lazy("measure", "Lessons that are used"),
    },
    RecallPlace: {
        RecallPlace.START_INITIATIVE: _("When an initiative was started"),
        RecallPlace.EDIT_CHAIN: _("When a chain was edited"),
        RecallPlace.WRITE_PLAN: _("When a plan was written"),
        RecallPlace.PREPARE_VISIT: _("When a visit was prepared"),
        RecallPlace.PREPARE_EVALUATION: _("When an evaluation was prepared"),
    },
    QualityCriterion: {
        QualityCriterion.PURPOSE: _("Purpose and questions are clear"),
        QualityCriterion.METHOD: _("The method fits the questions"),
        QualityCriterion.EVIDENCE: _("The findings rest on evidence that is shown"),
        QualityCriterion.CONCLUSIONS: _("The conclusions follow from the findings"),
        QualityCriterion.RECOMMENDATIONS: _("The recommendations can be acted on"),
        QualityCriterion.INDEPENDENCE: _("The evaluator has been free to tell"),
        QualityCriterion.LIMITS: _("What it cannot tell is said"),
    },
    Why: {
        Why.ACTIVITY: pgettext_lazy("recall", "The same kind of activity"),
        Why.GOAL: pgettext_lazy("recall", "The same goal"),
        Why.CHAIN: pgettext_lazy("recall", "The same chain"),
        Why.USED_HERE: pgettext_lazy("recall", "Used here before"),
        Why.GOAL_ABOVE: pgettext_lazy("recall", "A goal above"),
        Why.GOAL_BELOW: pgettext_lazy("recall", "A goal below"),
        Why.TARGET_GROUP: pgettext_lazy("recall", "The same target group"),
        Why.PLACE: pgettext_lazy("recall", "The same place"),
    },
    Helped: {
        Helped.HELPED: pgettext_lazy("effect", "It helped"),
        Helped.PARTLY: pgettext_lazy("effect", "It helped in part"),
        Helped.NOT: pgettext_lazy("effect", "It did not help"),
        Helped.TOO_EARLY: pgettext_lazy("effect", "Too early to tell"),
    },
    Heed: {
        Heed.USED: pgettext_lazy("heed", "Used"),
        Heed.NOT_RELEVANT: pgettext_lazy("heed", "Not relevant here"),
        Heed.DISAGREE: pgettext_lazy("heed", "Does not agree"),
    },
    Quality: {
        Quality.WELL: pgettext_lazy("quality", "Well"),
        Quality.PARTLY: pgettext_lazy("quality", "Partly"),
        Quality.POORLY: pgettext_lazy("quality", "Poorly"),
        Quality.NOT_JUDGED: pgettext_lazy("quality", "Not judged"),
    },
    BriefState: {
        BriefState.DRAFT: pgettext_lazy("brief", "Draft"),
        BriefState.PUBLISHED: pgettext_lazy("brief", "Published"),
    },
}
