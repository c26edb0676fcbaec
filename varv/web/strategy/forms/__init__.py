from varv.web.strategy.forms.chains import ChainForm, EditChainForm, EditLinkForm, EditStepForm, LinkForm, StepForm
from varv.web.strategy.forms.documents import AdoptForm, DocumentForm, EditDocumentForm, FileForm, ReplaceForm
from varv.web.strategy.forms.fields import EditForm, PlanForm, of
from varv.web.strategy.forms.framework import ActivityForm, EditQuestionForm, EditRowForm, QuestionForm, RowForm
from varv.web.strategy.forms.goals import (
    HAS_TARGET,
    ONLY_WISHED,
    EditGoalForm,
    GoalForm,
    MergeGoalsForm,
    MoveGoalForm,
    RetireGoalForm,
    ShiftGoalForm,
    SplitGoalForm,
)
from varv.web.strategy.forms.knowledge import (
    AreaForm,
    AssumptionForm,
    ChainWishForm,
    EditFactorForm,
    FactorForm,
    RenameAreaForm,
)
from varv.web.strategy.forms.phases import PhaseForm

__all__ = [
    "HAS_TARGET",
    "ONLY_WISHED",
    "ActivityForm",
    "AdoptForm",
    "AreaForm",
    "AssumptionForm",
    "ChainForm",
    "ChainWishForm",
    "DocumentForm",
    "EditChainForm",
    "EditDocumentForm",
    "EditFactorForm",
    "EditForm",
    "EditGoalForm",
    "EditLinkForm",
    "EditQuestionForm",
    "EditRowForm",
    "EditStepForm",
    "FactorForm",
    "FileForm",
    "GoalForm",
    "LinkForm",
    "MergeGoalsForm",
    "MoveGoalForm",
    "PhaseForm",
    "PlanForm",
    "QuestionForm",
    "RenameAreaForm",
    "ReplaceForm",
    "RetireGoalForm",
    "RowForm",
    "ShiftGoalForm",
    "SplitGoalForm",
    "StepForm",
    "of",
]
