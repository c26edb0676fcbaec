from varv.strategy.models.chains import Chain, ChainLink, ChainStep, ChainVersion
from varv.strategy.models.documents import DocumentVersion, Goal, SteeringDocument
from varv.strategy.models.framework import (
    EvaluationDomain,
    EvaluationQuestion,
    Framework,
    FrameworkAspect,
    GenericActivity,
    MatrixRow,
)

__all__ = [
    "Chain",
    "ChainLink",
    "ChainStep",
    "ChainVersion",
    "DocumentVersion",
    "EvaluationDomain",
    "EvaluationQuestion",
    "Framework",
    "FrameworkAspect",
    "GenericActivity",
    "Goal",
    "MatrixRow",
    "SteeringDocument",
]
