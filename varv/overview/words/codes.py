from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Answer, Axis, Confidence, Verdict
from varv.core.kinds import (
    AspectKind,
    Breakdown,
    DocumentKind,
    EvaluationKind,
    GoalKind,
    IndicatorKind,
    InitiativeKind,
    StrategyPhase,
)
from varv.core.periods import Span
from varv.core.roles import May, Role
from varv.core.status import Direction, Missing, Status
from varv.core.theory import Claim, Evidence, Level
from varv.core.versions import Kind
from varv.core.workflow import (
    ActionState,
    InitiativeState,
    LessonState,
    PlanState,
    RecommendationState,
    ReportState,
    RoundState,
    TurnState,
)

# By enumeration first: the same text ("draft", "planned") is a code of several, and may be said differently.
WORDS: Mapping[type[StrEnum], Mapping[str, Promise]] = {
    Role: {
        Role.READER: _("Reader"),
        Role.REPORTER: _("Reporter"),
        Role.PROJECT_OWNER: _("Project owner"),
        Role.HANDLER: _("Case officer"),
        Role.ANALYST: _("Analyst"),
        Role.STRATEGIST: _("Strategist"),
        Role.MANAGER: _("Manager"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.NATIONAL_OBSERVER: _("National observer"),
        Role.NETWORK_FACILITATOR: _("Network facilitator"),
    },
    # Each right ends the sentence "you may not …".
    May: {
        May.READ: _("read the region's pages"),
        May.PLAN: _("change goals, chains and plans"),
        May.ADOPT: _("adopt plans"),
        May.EDIT_FRAMEWORK: _("change the framework"),
        May.MEASURE: _("enter measurements"),
        May.START_INITIATIVE: _("start an initiative"),
        May.REPORT: _("hand in reports"),
        May.RUN_ROUND: _("run a reporting round"),
        May.APPROVE_REPORT: _("approve reports"),
        May.ASSESS_GOAL: _("assess goals"),
        May.RECOMMEND: _("make recommendations"),
        May.ANSWER: _("answer recommendations"),
        May.ACT: _("carry out actions"),
        May.RECORD_CHANGE: _("record what has changed"),
        May.NOTE_LESSON: _("write lessons"),
        May.ACCEPT_LESSON: _("accept lessons"),
        May.MANAGE_PEOPLE: _("decide who works here"),
        May.READ_TRAIL: _("read the history"),
    },
    PlanState: {
        PlanState.DRAFT: _("Draft"),
        PlanState.ADOPTED: _("Adopted"),
        PlanState.REVISING: _("Being revised"),
    },
    InitiativeState: {
        InitiativeState.PLANNED: _("Planned"),
        InitiativeState.RUNNING: _("Running"),
        InitiativeState.PAUSED: _("Paused"),
        InitiativeState.ENDED: _("Ended"),
    },
    RoundState: {
        RoundState.PLANNED: _("Planned"),
        RoundState.OPEN: _("Open for reports"),
        RoundState.CLOSED: _("Closed"),
    },
    ReportState: {
        ReportState.DRAFT: _("Draft"),
        ReportState.SUBMITTED: _("Handed in"),
        ReportState.RETURNED: _("Returned"),
        ReportState.APPROVED: _("Approved"),
    },
    RecommendationState: {
        RecommendationState.AWAITING: _("Awaiting an answer"),
        RecommendationState.DECLINED: _("Answered with a no"),
        RecommendationState.ANSWERED: _("Answered"),
        RecommendationState.ACTING: _("Action under way"),
        RecommendationState.CHANGED: _("Has changed something"),
    },
    ActionState: {
        ActionState.PLANNED: _("Planned"),
        ActionState.ONGOING: _("Under way"),
        ActionState.DONE: _("Done"),
        ActionState.DROPPED: _("Dropped"),
    },
    LessonState: {
        LessonState.DRAFT: _("Suggested"),
        LessonState.ACCEPTED: _("Accepted"),
        LessonState.RETIRED: _("No longer current"),
    },
    TurnState: {
        TurnState.OPEN: _("Under way"),
        TurnState.CLOSED: _("Turn closed"),
    },
    Status: {
        Status.ON_TRACK: _("On track"),
        Status.AT_RISK: _("At risk"),
        Status.OFF_TRACK: _("Off track"),
        Status.WITHIN: _("Within the span"),
        Status.OUTSIDE: _("Outside the span"),
        Status.RIGHT_DIRECTION: _("No target, moving the right way"),
        Status.WRONG_DIRECTION: _("No target, moving the wrong way"),
        Status.UNCHANGED: _("No target, unchanged"),
        Status.NO_DATA: _("No data"),
    },
    Direction: {
        Direction.UP: _("should rise"),
        Direction.DOWN: _("should fall"),
    },
    Missing: {
        Missing.NOT_AVAILABLE: _("Not available"),
        Missing.NOT_PUBLISHED_YET: _("Not published yet"),
        Missing.SUPPRESSED: _("Hidden because the group is too small"),
        Missing.NOT_APPLICABLE: _("Does not apply here"),
        Missing.NIL: _("Nothing to count"),
    },
    Axis: {
        Axis.STATE: _("State of the county"),
        Axis.ATTAINMENT: _("Goal attainment"),
        Axis.CONTRIBUTION: _("Contribution"),
        Axis.QUALITY: _("Quality of implementation"),
    },
    Verdict: {
        Verdict.RIGHT_WAY: _("The right way"),
        Verdict.PARTLY: _("Partly on the way"),
        Verdict.WRONG_WAY: _("The wrong way"),
        Verdict.TOO_EARLY: _("Too early to judge"),
        Verdict.NOT_ASSESSED: _("Not assessed"),
    },
    Confidence: {
        Confidence.EXPERIENCE: _("Own experience"),
        Confidence.MEASURED: _("We have counted"),
        Confidence.EVALUATED: _("Evaluated"),
    },
    Answer: {
        Answer.YES: _("Yes"),
        Answer.PARTLY: _("Partly"),
        Answer.NO: _("No"),
    },
    Level: {
        Level.NEED: _("Needs"),
        Level.INPUT: _("Inputs"),
        Level.ACTIVITY: _("Activities"),
        Level.OUTPUT: _("Outputs"),
        Level.OUTCOME: _("Outcomes"),
        Level.EFFECT: _("Effects"),
        Level.IMPACT: _("Societal effect"),
    },
    Evidence: {
        Evidence.STRONG: _("Strong evidence"),
        Evidence.SOME: _("Some evidence"),
        Evidence.ASSUMED: _("Assumption"),
        Evidence.NONE: _("No evidence"),
    },
    Claim: {
        Claim.HYPOTHETICAL: _("Hypothetical"),
        Claim.SHOWN: _("Shown"),
    },
    Span: {
        Span.YEAR: _("Year"),
        Span.HALF: _("Half-year"),
        Span.TERTIAL: _("Tertial"),
        Span.QUARTER: _("Quarter"),
        Span.MONTH: _("Month"),
    },
    Kind: {
        Kind.ADDED: _("Added"),
        Kind.REMOVED: _("Removed"),
        Kind.CHANGED: _("Changed"),
    },
    DocumentKind: {
        DocumentKind.GLOBAL: _("Global agenda"),
        DocumentKind.EUROPEAN: _("European strategy"),
        DocumentKind.NATIONAL: _("National strategy"),
        DocumentKind.REGIONAL_STRATEGY: _("Regional development strategy"),
        DocumentKind.PROGRAMME: _("Programme"),
        DocumentKind.ACTION_PLAN: _("Action plan"),
        DocumentKind.OPERATIONAL_PLAN: _("Operational plan"),
        DocumentKind.PARTNER_PLAN: _("A partner's plan"),
    },
    StrategyPhase: {
        StrategyPhase.STARTING: _("Starting phase"),
        StrategyPhase.IMPLEMENTING: _("Implementing phase"),
        StrategyPhase.CLOSING: _("Closing phase"),
    },
    GoalKind: {
        GoalKind.OVERARCHING: _("Overarching goal"),
        GoalKind.EFFECT: _("Effect goal"),
        GoalKind.PROCESS: _("Process goal"),
    },
    IndicatorKind: {
        IndicatorKind.DEVELOPMENT: _("The county's development"),
        IndicatorKind.CONTRIBUTION: _("Our contribution"),
    },
    Breakdown: {
        Breakdown.ALL: _("All"),
        Breakdown.WOMEN: _("Women"),
        Breakdown.MEN: _("Men"),
    },
    InitiativeKind: {
        InitiativeKind.OWN: _("Our own"),
        InitiativeKind.FUNDED: _("Project that we fund"),
        InitiativeKind.EXTERNAL: _("Somebody else's, where we take part"),
    },
    EvaluationKind: {
        EvaluationKind.INTERNAL: _("Internal evaluation"),
        EvaluationKind.EXTERNAL: _("External evaluation"),
        EvaluationKind.ONGOING: _("Ongoing evaluation"),
        EvaluationKind.PEER: _("Peer review"),
    },
    AspectKind: {
        AspectKind.PURPOSE: _("Purpose"),
        AspectKind.USE: _("What it is used for"),
    },
}


def word(code: StrEnum) -> str:
    """What people call this code, in the language of the moment."""
    return str(WORDS[type(code)][code])
