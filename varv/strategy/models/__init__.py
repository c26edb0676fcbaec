from varv.strategy.models.chains import (
    ActionArea,
    AssumptionCheck,
    Chain,
    ChainEdit,
    ChainFactor,
    ChainLink,
    ChainStep,
    ChainVersion,
)
from varv.strategy.models.choices import Choice, LevelName
from varv.strategy.models.documents import DocumentFile, DocumentFileContent, DocumentVersion, SteeringDocument
from varv.strategy.models.framework import (
    EvaluationDomain,
    EvaluationQuestion,
    Framework,
    FrameworkAspect,
    GenericActivity,
    MatrixRow,
)
from varv.strategy.models.goals import Goal, GoalLink, GoalSuccession, PhaseChange

__all__ = [
    "ActionArea",
    "AssumptionCheck",
    "Chain",
    "ChainEdit",
    "ChainFactor",
    "ChainLink",
    "ChainStep",
    "ChainVersion",
    "Choice",
    "DocumentFile",
    "DocumentFileContent",
    "DocumentVersion",
    "EvaluationDomain",
    "EvaluationQuestion",
    "Framework",
    "FrameworkAspect",
    "GenericActivity",
    "Goal",
    "GoalLink",
    "GoalSuccession",
    "LevelName",
    "MatrixRow",
    "PhaseChange",
    "SteeringDocument",
]
