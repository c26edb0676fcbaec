from varv.learning.models.answers import Action, Change, ChangeEffect, FollowUp, Recommendation, Response
from varv.learning.models.briefs import Brief, BriefCitation, Digest
from varv.learning.models.evaluations import (
    AskedQuestion,
    Evaluation,
    EvaluationFile,
    EvaluationFileContent,
    EvaluationMilestone,
    EvaluationUse,
    QualityMark,
    QuestionTie,
)
from varv.learning.models.findings import Finding, FindingContradiction, FindingSource
from varv.learning.models.lessons import Lesson, LessonContradiction, LessonReader, LessonSource, LessonUse
from varv.learning.models.turns import Turn

__all__ = [
    "Action",
    "AskedQuestion",
    "Brief",
    "BriefCitation",
    "Change",
    "ChangeEffect",
    "Digest",
    "Evaluation",
    "EvaluationFile",
    "EvaluationFileContent",
    "EvaluationMilestone",
    "EvaluationUse",
    "Finding",
    "FindingContradiction",
    "FindingSource",
    "FollowUp",
    "Lesson",
    "LessonContradiction",
    "LessonReader",
    "LessonSource",
    "LessonUse",
    "QualityMark",
    "QuestionTie",
    "Recommendation",
    "Response",
    "Turn",
]
