from varv.strategy.rules.chains import (
    check_adopt_chain,
    check_chain,
    check_evidence,
    check_link,
    check_remove_step,
    check_step,
)
from varv.strategy.rules.documents import check_document
from varv.strategy.rules.framework import check_adopt_framework, check_edit_framework, check_remove_matrix_row
from varv.strategy.rules.goals import check_edit_goal, check_goal, check_place_goal, check_retire_goal
from varv.strategy.rules.plans import check_adopt, check_edit_plan, check_owner, check_plan, check_revise, check_version

__all__ = [
    "check_adopt",
    "check_adopt_chain",
    "check_adopt_framework",
    "check_chain",
    "check_document",
    "check_edit_framework",
    "check_edit_goal",
    "check_edit_plan",
    "check_evidence",
    "check_goal",
    "check_link",
    "check_owner",
    "check_place_goal",
    "check_plan",
    "check_remove_matrix_row",
    "check_remove_step",
    "check_retire_goal",
    "check_revise",
    "check_step",
    "check_version",
]
