from varv.rounds.operations.assessments import assess_goal
from varv.rounds.operations.evidence import attach_file, attach_link, remove_evidence
from varv.rounds.operations.plans import drop_planned_result
from varv.rounds.operations.reports import (
    approve_report,
    hand_over_report,
    return_report,
    save_draft,
    submit_report,
    take_back_report,
)
from varv.rounds.operations.rounds import ask_for_report, close_round, extend_round, open_round, reopen_round

__all__ = [
    "approve_report",
    "ask_for_report",
    "assess_goal",
    "attach_file",
    "attach_link",
    "close_round",
    "drop_planned_result",
    "extend_round",
    "hand_over_report",
    "open_round",
    "remove_evidence",
    "reopen_round",
    "return_report",
    "save_draft",
    "submit_report",
    "take_back_report",
]
