from varv.learning.operations.actions import begin_action, drop_action, finish_action, plan_action
from varv.learning.operations.answers import answer_due, answer_recommendation, make_recommendation
from varv.learning.operations.changes import record_change
from varv.learning.operations.evaluations import edit_evaluation, edit_finding, note_finding, register_evaluation
from varv.learning.operations.lessons import (
    accept_lesson,
    drafted_from,
    edit_lesson,
    note_lesson,
    note_lesson_from_report,
    offer_lesson,
    retire_lesson,
)
from varv.learning.operations.reports import approve_report_and_note_lesson, approve_reports_and_note_lessons
from varv.learning.operations.turns import close_turn, describe_turn, open_turn

__all__ = [
    "accept_lesson",
    "answer_due",
    "answer_recommendation",
    "approve_report_and_note_lesson",
    "approve_reports_and_note_lessons",
    "begin_action",
    "close_turn",
    "describe_turn",
    "drafted_from",
    "drop_action",
    "edit_evaluation",
    "edit_finding",
    "edit_lesson",
    "finish_action",
    "make_recommendation",
    "note_finding",
    "note_lesson",
    "note_lesson_from_report",
    "offer_lesson",
    "open_turn",
    "plan_action",
    "record_change",
    "register_evaluation",
    "retire_lesson",
]
