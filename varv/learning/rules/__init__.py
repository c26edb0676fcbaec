from varv.learning.rules.answers import (
    ANSWER_TIME,
    check_act_on,
    check_answer,
    check_make_recommendation,
    check_owner,
    check_plan_action,
    check_recommend_from,
)
from varv.learning.rules.changes import check_change_from, check_change_time, check_record_change
from varv.learning.rules.evaluations import check_note_finding, check_register_evaluation
from varv.learning.rules.lessons import (
    check_accept_lesson,
    check_edit_lesson,
    check_learn_from,
    check_note_lesson,
    check_offer_lesson,
    check_retire_lesson,
    check_work_up_lesson,
)
from varv.learning.rules.said import check_said
from varv.learning.rules.turns import check_close_turn, check_describe_turn, check_open_turn, check_turn_days

__all__ = [
    "ANSWER_TIME",
    "check_accept_lesson",
    "check_act_on",
    "check_answer",
    "check_change_from",
    "check_change_time",
    "check_close_turn",
    "check_describe_turn",
    "check_edit_lesson",
    "check_learn_from",
    "check_make_recommendation",
    "check_note_finding",
    "check_note_lesson",
    "check_offer_lesson",
    "check_open_turn",
    "check_owner",
    "check_plan_action",
    "check_recommend_from",
    "check_record_change",
    "check_register_evaluation",
    "check_retire_lesson",
    "check_said",
    "check_turn_days",
    "check_work_up_lesson",
]
