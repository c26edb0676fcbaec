from varv.learning.operations.actions import begin_action, drop_action, finish_action, plan_action
from varv.learning.operations.answers import (
    answer_due,
    answer_recommendation,
    drop_recommendation,
    make_recommendation,
)
from varv.learning.operations.briefs import edit_brief, publish_brief, start_brief
from varv.learning.operations.changes import record_change, verify_change
from varv.learning.operations.digests import note_digest
from varv.learning.operations.effects import note_effect
from varv.learning.operations.evaluation_files import (
    ReportFile,
    attach_report_file,
    remove_report_file,
)
from varv.learning.operations.evaluation_milestones import (
    drop_milestone,
    edit_milestone,
    finish_milestone,
    plan_milestone,
)
from varv.learning.operations.evaluation_quality import (
    judge_quality,
)
from varv.learning.operations.evaluation_uses import (
    ask_questions,
    drop_use,
    explain_unused,
    intend_use,
    note_unintended_use,
    tell_use,
)
from varv.learning.operations.evaluations import (
    EvaluationDraft,
    begin_evaluation,
    close_evaluation,
    commission_evaluation,
    deliver_evaluation,
    edit_evaluation,
    plan_evaluation,
    register_evaluation,
    stop_evaluation,
)
from varv.learning.operations.finding_contradictions import contradict_finding, withdraw_contradiction
from varv.learning.operations.finding_import import FindingImport, import_findings, rehearse_findings
from varv.learning.operations.findings import (
    SourceDraft,
    add_finding_source,
    edit_finding,
    move_evidence_by,
    note_finding,
    remove_finding_source,
)
from varv.learning.operations.follow_ups import tell_follow_up
from varv.learning.operations.lesson_merging import contradict_lessons, merge_lessons
from varv.learning.operations.lesson_readers import hide_lesson, show_lesson
from varv.learning.operations.lesson_sources import add_lesson_source, remove_lesson_source
from varv.learning.operations.lessons import (
    accept_lesson,
    drafted_from,
    edit_lesson,
    note_lesson,
    note_lesson_from_report,
    offer_lesson,
    retire_lesson,
    return_lesson,
    review_lesson,
    work_up_lesson,
)
from varv.learning.operations.question_ties import tie_question, untie_question
from varv.learning.operations.reports import approve_report_and_note_lesson, approve_reports_and_note_lessons
from varv.learning.operations.turns import close_turn, describe_turn, open_turn
from varv.learning.operations.uses import use_lesson

__all__ = [
    "EvaluationDraft",
    "FindingImport",
    "ReportFile",
    "SourceDraft",
    "accept_lesson",
    "add_finding_source",
    "add_lesson_source",
    "answer_due",
    "answer_recommendation",
    "approve_report_and_note_lesson",
    "approve_reports_and_note_lessons",
    "ask_questions",
    "attach_report_file",
    "begin_action",
    "begin_evaluation",
    "close_evaluation",
    "close_turn",
    "commission_evaluation",
    "contradict_finding",
    "contradict_lessons",
    "deliver_evaluation",
    "describe_turn",
    "drafted_from",
    "drop_action",
    "drop_milestone",
    "drop_recommendation",
    "drop_use",
    "edit_brief",
    "edit_evaluation",
    "edit_finding",
    "edit_lesson",
    "edit_milestone",
    "explain_unused",
    "finish_action",
    "finish_milestone",
    "hide_lesson",
    "import_findings",
    "intend_use",
    "judge_quality",
    "make_recommendation",
    "merge_lessons",
    "move_evidence_by",
    "note_digest",
    "note_effect",
    "note_finding",
    "note_lesson",
    "note_lesson_from_report",
    "note_unintended_use",
    "offer_lesson",
    "open_turn",
    "plan_action",
    "plan_evaluation",
    "plan_milestone",
    "publish_brief",
    "record_change",
    "register_evaluation",
    "rehearse_findings",
    "remove_finding_source",
    "remove_lesson_source",
    "remove_report_file",
    "retire_lesson",
    "return_lesson",
    "review_lesson",
    "show_lesson",
    "start_brief",
    "stop_evaluation",
    "tell_follow_up",
    "tell_use",
    "tie_question",
    "untie_question",
    "use_lesson",
    "verify_change",
    "withdraw_contradiction",
    "work_up_lesson",
]
