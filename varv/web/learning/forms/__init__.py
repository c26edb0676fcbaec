from varv.web.learning.forms.answers import ActionForm, AnswerForm, DropForm, FinishForm, RecommendationForm
from varv.web.learning.forms.changes import ChangeForm
from varv.web.learning.forms.evaluations import EvaluationForm, FindingForm
from varv.web.learning.forms.lessons import AcceptForm, LessonForm, LessonSearch, OccasionForm, RetireForm
from varv.web.learning.forms.turns import TurnForm, TurnStoryForm

__all__ = [
    "AcceptForm",
    "ActionForm",
    "AnswerForm",
    "ChangeForm",
    "DropForm",
    "EvaluationForm",
    "FindingForm",
    "FinishForm",
    "LessonForm",
    "LessonSearch",
    "OccasionForm",
    "RecommendationForm",
    "RetireForm",
    "TurnForm",
    "TurnStoryForm",
]
