from varv.delivery.operations.initiatives import (
    begin_initiative,
    contribute_to,
    edit_contribution,
    edit_initiative,
    edit_planned_result,
    end_initiative,
    pause_initiative,
    plan_result,
    remove_planned_result,
    resume_initiative,
    start_initiative,
    withdraw_contribution,
)
from varv.delivery.operations.plan_import import PlanImport, import_plan, rehearse_import

__all__ = [
    "PlanImport",
    "begin_initiative",
    "contribute_to",
    "edit_contribution",
    "edit_initiative",
    "edit_planned_result",
    "end_initiative",
    "import_plan",
    "pause_initiative",
    "plan_result",
    "rehearse_import",
    "remove_planned_result",
    "resume_initiative",
    "start_initiative",
    "withdraw_contribution",
]
