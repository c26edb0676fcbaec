"""The kinds that documents, goals, indicators and insatser are sorted by."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a steering document is. A region may call its levels what it likes."""

    GLOBAL = "global"
    EUROPEAN = "european"
    NATIONAL = "national"
    REGIONAL_STRATEGY = "regional_strategy"
    PROGRAMME = "programme"
    ACTION_PLAN = "action_plan"
    OPERATIONAL_PLAN = "operational_plan"
    PARTNER_PLAN = "partner_plan"

    @property
    def is_ours(self) -> bool:
        """Whether the region itself decides on it; frames and partners' plans are decided by others."""
        return self in {
            DocumentKind.REGIONAL_STRATEGY,
            DocumentKind.PROGRAMME,
            DocumentKind.ACTION_PLAN,
            DocumentKind.OPERATIONAL_PLAN,
        }


class StrategyPhase(StrEnum):
    """Where in its life a strategy is; goals may differ between phases."""

    STARTING = "starting"
    IMPLEMENTING = "implementing"
    CLOSING = "closing"


class GoalKind(StrEnum):
    """What a goal is about."""

    OVERARCHING = "overarching"
    EFFECT = "effect"
    PROCESS = "process"


class Strength(StrEnum):
    """How clearly one document's goal is found in another's, from the weakest."""

    MENTIONED = "mentioned"
    PARTLY = "partly"
    CLEARLY = "clearly"

    @property
    def rank(self) -> int:
        """Place in the order, from 1."""
        return list(Strength).index(self) + 1


class Succession(StrEnum):
    """What became of a goal."""

    CARRIED = "carried"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    ENDED = "ended"


class Naming(StrEnum):
    """What a region may call by its own names: kinds of documents, levels of goals, levels of chains."""

    DOCUMENT = "document"
    GOAL = "goal"
    CHAIN = "chain"


class IndicatorKind(StrEnum):
    """Whether a figure follows the county, or our own contribution. The two are never mixed."""

    DEVELOPMENT = "development"
    CONTRIBUTION = "contribution"


class Breakdown(StrEnum):
    """Whom a figure counts."""

    ALL = "all"
    WOMEN = "women"
    MEN = "men"


class InitiativeKind(StrEnum):
    """Who runs an insats and with what money."""

    OWN = "own"
    FUNDED = "funded"
    PROJECT = "project"
    EXTERNAL = "external"


class Part(StrEnum):
    """What a person does in an insats, beside the one who answers for it."""

    REPORTER = "reporter"
    DEPUTY = "deputy"
    PARTICIPANT = "participant"
    STEERING = "steering"


class Ending(StrEnum):
    """How an insats came to its end."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    MERGED = "merged"
    SPLIT = "split"


class Lineage(StrEnum):
    """How one insats comes from another."""

    COPIED = "copied"
    SPLIT = "split"
    MERGED = "merged"
    SCALED_UP = "scaled_up"


class Severity(StrEnum):
    """How likely a risk is, and how much it would harm."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class PilotOutcome(StrEnum):
    """What was decided when a pilot had been tried."""

    SCALED_UP = "scaled_up"
    CHANGED = "changed"
    ENDED = "ended"


class EvaluationKind(StrEnum):
    """Who evaluates."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    ONGOING = "ongoing"
    PEER = "peer"


class EvaluationTiming(StrEnum):
    """When in the life of what is evaluated: before, on the way or after."""

    EX_ANTE = "ex_ante"
    MID = "mid"
    EX_POST = "ex_post"


class EvaluationDay(StrEnum):
    """What happens in an evaluation on a planned day."""

    TENDER = "tender"
    START = "start"
    MILESTONE = "milestone"
    DUE = "due"


class SourceKind(StrEnum):
    """What a finding or a lesson rests on."""

    INDICATOR = "indicator"
    REPORT = "report"
    FINDING = "finding"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    MEETING = "meeting"
    VISIT = "visit"
    SIGNAL = "signal"


class Bearing(StrEnum):
    """What a finding does to a link of a chain."""

    STRENGTHENS = "strengthens"
    WEAKENS = "weakens"
    NEITHER = "neither"


class ChangeKind(StrEnum):
    """What became different."""

    GOAL = "goal"
    CHAIN = "chain"
    DOCUMENT = "document"
    LEARNING_PLAN = "learning_plan"
    FORM = "form"
    WAY_OF_WORKING = "way_of_working"

    @property
    def has_versions(self) -> bool:
        """Whether the change is told by a version; the others are told in words, before and after."""
        return self not in {ChangeKind.LEARNING_PLAN, ChangeKind.WAY_OF_WORKING}


class Turnout(StrEnum):
    """How it went where the lesson was learned. What failed teaches as much as what worked."""

    WORKED = "worked"
    FAILED = "failed"
    MIXED = "mixed"
    UNEXPECTED = "unexpected"


class RecallPlace(StrEnum):
    """Where plans are made and earlier lessons are brought to mind."""

    START_INITIATIVE = "start_initiative"
    EDIT_CHAIN = "edit_chain"
    WRITE_PLAN = "write_plan"
    PREPARE_VISIT = "prepare_visit"
    PREPARE_EVALUATION = "prepare_evaluation"


class QualityCriterion(StrEnum):
    """What an evaluation's report is judged by, one by one; never added to a mark.

    Follows the heads of the United Nations Evaluation Group's norms and standards: purpose, method, evidence,
    conclusions, recommendations, independence and limits.
    """

    PURPOSE = "purpose"
    METHOD = "method"
    EVIDENCE = "evidence"
    CONCLUSIONS = "conclusions"
    RECOMMENDATIONS = "recommendations"
    INDEPENDENCE = "independence"
    LIMITS = "limits"


class AspectKind(StrEnum):
    """What a framework's numbered statements are."""

    PURPOSE = "purpose"
    USE = "use"


class SearchKind(StrEnum):
    """The kinds of things that are searched, by the names they have in the trail."""

    GOAL = "strategy.goal"
    DOCUMENT = "strategy.steeringdocument"
    CHAIN = "strategy.chain"
    STEP = "strategy.chainstep"
    INDICATOR = "indicators.indicator"
    INITIATIVE = "delivery.initiative"
    PILOT = "delivery.pilot"
    PROJECT = "delivery.project"
    REPORT = "rounds.report"
    VISIT = "rounds.visit"
    EVALUATION = "learning.evaluation"
    FINDING = "learning.finding"
    RECOMMENDATION = "learning.recommendation"
    RESPONSE = "learning.response"
    ACTION = "learning.action"
    CHANGE = "learning.change"
    LESSON = "learning.lesson"
    BRIEF = "learning.brief"
    TURN = "learning.turn"
    QUESTION = "strategy.evaluationquestion"
    CHOICE = "strategy.choice"
