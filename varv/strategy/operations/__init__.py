from varv.strategy.operations.chains import adopt_chain, draft_chain, edit_chain, revise_chain
from varv.strategy.operations.documents import adopt_document, draft_document, edit_document, revise_document
from varv.strategy.operations.framework import (
    add_matrix_row,
    add_question,
    adopt_framework,
    edit_generic_activity,
    edit_matrix_row,
    edit_question,
    remove_matrix_row,
)
from varv.strategy.operations.goals import add_goal, edit_goal, move_goal, retire_goal
from varv.strategy.operations.steps import add_step, edit_link, edit_step, link_steps, remove_step, unlink_steps

__all__ = [
    "add_goal",
    "add_matrix_row",
    "add_question",
    "add_step",
    "adopt_chain",
    "adopt_document",
    "adopt_framework",
    "draft_chain",
    "draft_document",
    "edit_chain",
    "edit_document",
    "edit_generic_activity",
    "edit_goal",
    "edit_link",
    "edit_matrix_row",
    "edit_question",
    "edit_step",
    "link_steps",
    "move_goal",
    "remove_matrix_row",
    "remove_step",
    "retire_goal",
    "revise_chain",
    "revise_document",
    "unlink_steps",
]
