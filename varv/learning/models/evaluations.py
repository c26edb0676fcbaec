from django.db import models

from varv.core.kinds import EvaluationKind
from varv.core.theory import Evidence
from varv.regions.fields import CodeField
from varv.regions.owned import Owned
from varv.strategy.models import ChainLink, EvaluationQuestion, Goal


class Evaluation(Owned):
    """An evaluation whose report has been delivered."""

    title = models.CharField(max_length=200)
    kind = CodeField(EvaluationKind)
    evaluator = models.CharField(max_length=160)
    method = models.TextField(blank=True)
    delivered_on = models.DateField()
    link = models.URLField(blank=True, max_length=500)
    case_number = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.title


class Finding(Owned):
    """Something an evaluation found (iakttagelse), and how well it is supported."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    rests_on = models.CharField(max_length=300, blank=True)
    evidence = CodeField(Evidence)
    question = models.ForeignKey(
        EvaluationQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    link = models.ForeignKey(ChainLink, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")

    def __str__(self) -> str:
        return self.text[:80]
