from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varv.core.choices import Option, Topic
from varv.core.judgement import Answer, Axis, Confidence, Verdict
from varv.core.kinds import (
    AspectKind,
    Breakdown,
    DocumentKind,
    EvaluationKind,
    GoalKind,
    IndicatorKind,
    Naming,
    StrategyPhase,
    Strength,
    Succession,
)
from varv.core.outline import Way
from varv.core.periods import Span
from varv.core.plan_book import Sheet
from varv.core.roles import May, Role
from varv.core.status import Direction, Missing, Status
from varv.core.theory import Claim, Doubt, Evidence, FactorKind, Holding, Level
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
from varv.overview.words import codes_of_learning, codes_of_threads, codes_of_work, of_search, of_workbook

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
        May.TEST_ASSUMPTION: _("say whether assumptions hold"),
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
    Topic: {
        Topic.FOLLOWED: _("What is followed up"),
        Topic.TARGETS: _("Effect goals"),
        Topic.PHASES: _("Goals and phases"),
        Topic.FRAME: _("Overall frame"),
        Topic.THEORY: _("Theory of change"),
        Topic.FUNDING: _("Funding"),
        Topic.ACTIVITIES: _("Activities"),
        Topic.PROCESSES: _("Processes"),
        Topic.INTEGRATION: _("Integration with other follow-up"),
        Topic.ACTION_PLANS: _("Action plans"),
        Topic.LEARNING: _("Learning"),
    },
    Option: {
        Option.DEVELOPMENT: _("The region's development"),
        Option.CONTRIBUTION: _("The strategy's contribution"),
        Option.TARGETED: _("Goals with a target"),
        Option.UNTARGETED: _("Goals without a target"),
        Option.PROCESS_GOALS: _("Goals for how the work is carried out"),
        Option.ONE_SET: _("The same goals all the time"),
        Option.BY_PHASE: _("Goals that may differ between phases"),
        Option.EUROPE: _("The goals of the EU"),
        Option.AGENDA_2030: _("The 2030 Agenda"),
        Option.ONE_THEORY: _("One for the whole strategy"),
        Option.SEVERAL_THEORIES: _("One for each action area"),
        Option.ONLY_ONE_TO_ONE: _("Only 1:1 funds"),
        Option.WITH_COFUNDERS: _("1:1 funds and the main co-funders"),
        Option.FUNDED_ONE_TO_ONE: _("What 1:1 funds pay for"),
        Option.FUNDED_BY_NAMED: _("What 1:1 funds and named co-funders pay for"),
        Option.ALL_THAT_STRIVE: _("Everything that strives for the goals, whoever pays"),
        Option.TOWARDS_GOALS: _("Processes that bear on the goals"),
        Option.WITHIN_DUTY: _("Processes within the duty of regional development"),
        Option.SHARED: _("Goals and indicators are shared with the organisation"),
        Option.OWN: _("The strategy has its own"),
        Option.PLANS_SUFFICE: _("The action plans we have suffice"),
        Option.NEW_PLANS: _("New action plans are needed"),
        Option.NO_PLANS: _("No action plans: straight to the strategy's goals"),
        Option.DUTY_TO_ACT: _("A stated duty to act on what is learned"),
        Option.COMMUNICATION_PLAN: _("A communication plan"),
        Option.FIXED_FORUMS: _("Fixed forums"),
    },
    Strength: {
        Strength.MENTIONED: _("Mentioned"),
        Strength.PARTLY: _("Partly"),
        Strength.CLEARLY: _("Clearly"),
    },
    Succession: {
        Succession.CARRIED: _("Carried on"),
        Succession.CHANGED: _("Rewritten"),
        Succession.MERGED: _("Merged"),
        Succession.SPLIT: _("Split"),
        Succession.ENDED: _("Retired"),
    },
    Way: {
        Way.UP: _("Move up"),
        Way.DOWN: _("Move down"),
        Way.IN: _("Move in"),
        Way.OUT: _("Move out"),
    },
    Sheet: of_workbook.SHEETS,
    Naming: {
        Naming.DOCUMENT: _("Kinds of documents"),
        Naming.GOAL: _("Levels of goals"),
        Naming.CHAIN: _("Levels of chains"),
    },
    Holding: {
        Holding.HOLDS: _("Holds"),
        Holding.UNCERTAIN: _("Uncertain"),
        Holding.BROKEN: _("Does not hold"),
    },
    FactorKind: {
        FactorKind.RISK: _("Risk"),
        FactorKind.SIDE_EFFECT: _("Unintended effect"),
        FactorKind.CONDITION: _("Condition outside our hands"),
    },
    Doubt: {
        Doubt.LOOP: _("The chain goes round"),
        Doubt.ORPHAN: _("Steps without links"),
        Doubt.BROKEN: _("Assumptions that do not hold"),
        Doubt.DEAD_END: _("Dead ends"),
        Doubt.AIMLESS: _("Activities that reach no outcome"),
        Doubt.UNFOUNDED: _("Effects without evidence"),
        Doubt.UNSPOKEN: _("Untested links without an assumption"),
        Doubt.HASTY: _("Links that pass over the outcome"),
        Doubt.UNTESTED: _("Untested links"),
        Doubt.UNMEASURED: _("Steps not measured"),
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
        RoundState.FROZEN: _("Frozen"),
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
        RecommendationState.VERIFIED: _("Changed, and seen by another"),
        RecommendationState.DROPPED: pgettext_lazy("recommendation", "Dropped"),
    },
    ActionState: {
        ActionState.PLANNED: _("Planned"),
        ActionState.ONGOING: _("Under way"),
        ActionState.DONE: _("Done"),
        ActionState.DROPPED: _("Dropped"),
    },
    LessonState: {
        LessonState.DRAFT: _("Suggested"),
        LessonState.WORKED_UP: pgettext_lazy("lesson", "Worked up"),
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
    **codes_of_learning.WORDS,
    **codes_of_threads.WORDS,
    **of_search.CODES,
    **codes_of_work.WORDS,
}


def word(code: StrEnum) -> str:
    """What people call this code, in the language of the moment."""
    return str(WORDS[type(code)][code])
