from varv.learning.models.answers import Action, Change, Recommendation, Response
from varv.learning.models.evaluations import Evaluation, Finding
from varv.learning.models.lessons import Lesson
from varv.learning.models.turns import Turn

__all__ = ["Action", "Change", "Evaluation", "Finding", "Lesson", "Recommendation", "Response", "Turn"]
