from varv.web.strategy.forms.chains import ChainForm, EditChainForm, EditLinkForm, EditStepForm, LinkForm, StepForm
from varv.web.strategy.forms.documents import (
    HAS_TARGET,
    ONLY_WISHED,
    AdoptForm,
    DocumentForm,
    EditDocumentForm,
    EditGoalForm,
    GoalForm,
    MoveGoalForm,
)
from varv.web.strategy.forms.fields import EditForm, PlanForm, of
from varv.web.strategy.forms.framework import ActivityForm, EditQuestionForm, EditRowForm, QuestionForm, RowForm

__all__ = [
    "HAS_TARGET",
    "ONLY_WISHED",
    "ActivityForm",
    "AdoptForm",
    "ChainForm",
    "DocumentForm",
    "EditChainForm",
    "EditDocumentForm",
    "EditForm",
    "EditGoalForm",
    "EditLinkForm",
    "EditQuestionForm",
    "EditRowForm",
    "EditStepForm",
    "GoalForm",
    "LinkForm",
    "MoveGoalForm",
    "PlanForm",
    "QuestionForm",
    "RowForm",
    "StepForm",
    "of",
]
