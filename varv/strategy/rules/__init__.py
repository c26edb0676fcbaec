from varv.strategy.rules.areas import check_area, check_place_area, check_remove_area, check_sort_areas
from varv.strategy.rules.assumptions import check_seen, check_test, check_test_assumption
from varv.strategy.rules.chains import (
    check_adopt_chain,
    check_chain,
    check_evidence,
    check_evidence_year,
    check_link,
    check_remove_step,
    check_step,
)
from varv.strategy.rules.choices import check_choice, check_make_choice, check_one_theory
from varv.strategy.rules.contributing import check_goal_for_links, check_goal_link
from varv.strategy.rules.documents import (
    check_adopt_reference,
    check_attach_file,
    check_document,
    check_reinstate,
    check_remove_file,
    check_replace,
)
from varv.strategy.rules.editing import (
    check_edit_placings,
    check_part_step,
    check_place_shared_step,
    check_redo,
    check_undo,
    own_edits,
)
from varv.strategy.rules.evidence import check_move_evidence
from varv.strategy.rules.factors import check_factor
from varv.strategy.rules.framework import check_adopt_framework, check_edit_framework, check_remove_matrix_row
from varv.strategy.rules.goals import (
    check_edit_goal,
    check_goal,
    check_merge_goals,
    check_place_goal,
    check_reason,
    check_retire_goal,
    check_shift_goal,
    check_split_goal,
)
from varv.strategy.rules.levels import check_level_name, check_name_levels
from varv.strategy.rules.phases import check_begin_phase, check_fates, check_phase
from varv.strategy.rules.plans import check_adopt, check_edit_plan, check_owner, check_plan, check_revise, check_version

__all__ = [
    "check_adopt",
    "check_adopt_chain",
    "check_adopt_framework",
    "check_adopt_reference",
    "check_area",
    "check_attach_file",
    "check_begin_phase",
    "check_chain",
    "check_choice",
    "check_document",
    "check_edit_framework",
    "check_edit_goal",
    "check_edit_placings",
    "check_edit_plan",
    "check_evidence",
    "check_evidence_year",
    "check_factor",
    "check_fates",
    "check_goal",
    "check_goal_for_links",
    "check_goal_link",
    "check_level_name",
    "check_link",
    "check_make_choice",
    "check_merge_goals",
    "check_move_evidence",
    "check_name_levels",
    "check_one_theory",
    "check_owner",
    "check_part_step",
    "check_phase",
    "check_place_area",
    "check_place_goal",
    "check_place_shared_step",
    "check_plan",
    "check_reason",
    "check_redo",
    "check_reinstate",
    "check_remove_area",
    "check_remove_file",
    "check_remove_matrix_row",
    "check_remove_step",
    "check_replace",
    "check_retire_goal",
    "check_revise",
    "check_seen",
    "check_shift_goal",
    "check_sort_areas",
    "check_split_goal",
    "check_step",
    "check_test",
    "check_test_assumption",
    "check_undo",
    "check_version",
    "own_edits",
]
