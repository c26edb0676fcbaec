from varv.strategy.operations.areas import add_area, move_area, remove_area, rename_area
from varv.strategy.operations.assumptions import check_assumption
from varv.strategy.operations.chains import adopt_chain, draft_chain, edit_chain, revise_chain
from varv.strategy.operations.choices import make_choice, weigh_choice
from varv.strategy.operations.contributing import (
    PartnerGoal,
    edit_goal_link,
    enter_partner_plan,
    link_goals,
    unlink_goals,
)
from varv.strategy.operations.document_files import attach_file, remove_file
from varv.strategy.operations.documents import (
    adopt_document,
    draft_document,
    edit_document,
    reinstate_document,
    replace_document,
    revise_document,
)
from varv.strategy.operations.evidence import move_evidence
from varv.strategy.operations.factors import add_factor, edit_factor, remove_factor
from varv.strategy.operations.framework import (
    add_matrix_row,
    add_question,
    adopt_framework,
    edit_generic_activity,
    edit_matrix_row,
    edit_question,
    remove_matrix_row,
)
from varv.strategy.operations.goal_history import merge_goals, retire_goal, split_goal
from varv.strategy.operations.goals import add_goal, edit_goal, move_goal, shift_goal
from varv.strategy.operations.levels import Place, Renaming, name_level, name_levels, unname_level
from varv.strategy.operations.phases import change_phase
from varv.strategy.operations.references import adopt_reference
from varv.strategy.operations.shared_steps import part_step, place_shared_step
from varv.strategy.operations.steps import (
    add_step,
    edit_link,
    edit_step,
    link_steps,
    move_step,
    remove_step,
    remove_step_with_links,
    unlink_steps,
)
from varv.strategy.operations.undo import redo_edit, undo_edit

__all__ = [
    "PartnerGoal",
    "Place",
    "Renaming",
    "add_area",
    "add_factor",
    "add_goal",
    "add_matrix_row",
    "add_question",
    "add_step",
    "adopt_chain",
    "adopt_document",
    "adopt_framework",
    "adopt_reference",
    "attach_file",
    "change_phase",
    "check_assumption",
    "draft_chain",
    "draft_document",
    "edit_chain",
    "edit_document",
    "edit_factor",
    "edit_generic_activity",
    "edit_goal",
    "edit_goal_link",
    "edit_link",
    "edit_matrix_row",
    "edit_question",
    "edit_step",
    "enter_partner_plan",
    "link_goals",
    "link_steps",
    "make_choice",
    "merge_goals",
    "move_area",
    "move_evidence",
    "move_goal",
    "move_step",
    "name_level",
    "name_levels",
    "part_step",
    "place_shared_step",
    "redo_edit",
    "reinstate_document",
    "remove_area",
    "remove_factor",
    "remove_file",
    "remove_matrix_row",
    "remove_step",
    "remove_step_with_links",
    "rename_area",
    "replace_document",
    "retire_goal",
    "revise_chain",
    "revise_document",
    "shift_goal",
    "split_goal",
    "undo_edit",
    "unlink_goals",
    "unlink_steps",
    "unname_level",
    "weigh_choice",
]
