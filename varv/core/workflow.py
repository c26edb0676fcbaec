"""Every state machine as a table: which state may follow which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from varv.core.refusals import RuleBroken


class PlanState(StrEnum):
    """A steering document or a chain. Adopting again makes a new version; the old one is kept."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REVISING = "revising"


class InitiativeState(StrEnum):
    """An insats."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class PilotState(StrEnum):
    """A small step that is tried: plan, do, check, act."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    DECIDED = "decided"


class FundingState(StrEnum):
    """Money that was asked for."""

    APPLIED = "applied"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TemplateState(StrEnum):
    """A version of a template of questions. Only one version of a kind is in use."""

    DRAFT = "draft"
    IN_USE = "in_use"
    RETIRED = "retired"


class ImportState(StrEnum):
    """A case export that has been read."""

    PREVIEWED = "previewed"
    APPLIED = "applied"
    DISCARDED = "discarded"


class RoundState(StrEnum):
    """A reporting round. Frozen, its figures stand for good; it can be opened again for words alone."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"


class ReportState(StrEnum):
    """A half-year report."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class EvaluationState(StrEnum):
    """An evaluation, from a thought in the plan to a report whose use has been followed to its end."""

    PLANNED = "planned"
    COMMISSIONED = "commissioned"
    RUNNING = "running"
    DELIVERED = "delivered"
    CLOSED = "closed"
    STOPPED = "stopped"


class RecommendationState(StrEnum):
    """From a recommendation to what it changed, seen by someone else."""

    AWAITING = "awaiting"
    DECLINED = "declined"
    ANSWERED = "answered"
    ACTING = "acting"
    CHANGED = "changed"
    VERIFIED = "verified"
    DROPPED = "dropped"


class ActionState(StrEnum):
    """Something someone took on because of a recommendation."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    DROPPED = "dropped"


class LessonState(StrEnum):
    """A lesson, from a sentence in a report, worked up until it can be judged, to common knowledge."""

    DRAFT = "draft"
    WORKED_UP = "worked_up"
    ACCEPTED = "accepted"
    RETIRED = "retired"


class BriefState(StrEnum):
    """A brief: its author's own until it is published, and then it stands."""

    DRAFT = "draft"
    PUBLISHED = "published"


class TurnState(StrEnum):
    """A turn of the learning spiral. Only a change closes it."""

    OPEN = "open"
    CLOSED = "closed"


State = TypeVar("State", bound=StrEnum)
Steps = Mapping[State, frozenset[State]]

PLAN_STEPS: Steps[PlanState] = {
    PlanState.DRAFT: frozenset({PlanState.ADOPTED}),
    PlanState.ADOPTED: frozenset({PlanState.REVISING}),
    PlanState.REVISING: frozenset({PlanState.ADOPTED}),
}
INITIATIVE_STEPS: Steps[InitiativeState] = {
    InitiativeState.PLANNED: frozenset({InitiativeState.RUNNING, InitiativeState.ENDED}),
    InitiativeState.RUNNING: frozenset({InitiativeState.PAUSED, InitiativeState.ENDED}),
    InitiativeState.PAUSED: frozenset({InitiativeState.RUNNING, InitiativeState.ENDED}),
    InitiativeState.ENDED: frozenset(),
}
PILOT_STEPS: Steps[PilotState] = {
    PilotState.PLAN: frozenset({PilotState.DO, PilotState.DECIDED}),
    PilotState.DO: frozenset({PilotState.CHECK, PilotState.DECIDED}),
    PilotState.CHECK: frozenset({PilotState.DECIDED}),
    PilotState.DECIDED: frozenset(),
}
FUNDING_STEPS: Steps[FundingState] = {
    FundingState.APPLIED: frozenset({FundingState.GRANTED, FundingState.DECLINED, FundingState.WITHDRAWN}),
    FundingState.GRANTED: frozenset({FundingState.WITHDRAWN}),
    FundingState.DECLINED: frozenset(),
    FundingState.WITHDRAWN: frozenset(),
}
TEMPLATE_STEPS: Steps[TemplateState] = {
    TemplateState.DRAFT: frozenset({TemplateState.IN_USE}),
    TemplateState.IN_USE: frozenset({TemplateState.RETIRED}),
    TemplateState.RETIRED: frozenset(),
}
IMPORT_STEPS: Steps[ImportState] = {
    ImportState.PREVIEWED: frozenset({ImportState.APPLIED, ImportState.DISCARDED}),
    ImportState.APPLIED: frozenset(),
    ImportState.DISCARDED: frozenset(),
}
ROUND_STEPS: Steps[RoundState] = {
    RoundState.PLANNED: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN, RoundState.FROZEN}),
    RoundState.FROZEN: frozenset({RoundState.OPEN}),
}
REPORT_STEPS: Steps[ReportState] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.DRAFT, ReportState.RETURNED, ReportState.APPROVED}),
    ReportState.RETURNED: frozenset({ReportState.SUBMITTED}),
    ReportState.APPROVED: frozenset({ReportState.RETURNED}),
}
EVALUATION_STEPS: Steps[EvaluationState] = {
    EvaluationState.PLANNED: frozenset(
        {EvaluationState.COMMISSIONED, EvaluationState.RUNNING, EvaluationState.STOPPED}
    ),
    EvaluationState.COMMISSIONED: frozenset({EvaluationState.RUNNING, EvaluationState.STOPPED}),
    EvaluationState.RUNNING: frozenset({EvaluationState.DELIVERED, EvaluationState.STOPPED}),
    EvaluationState.DELIVERED: frozenset({EvaluationState.CLOSED}),
    EvaluationState.CLOSED: frozenset(),
    EvaluationState.STOPPED: frozenset(),
}
RECOMMENDATION_STEPS: Steps[RecommendationState] = {
    RecommendationState.AWAITING: frozenset({RecommendationState.ANSWERED, RecommendationState.DECLINED}),
    RecommendationState.DECLINED: frozenset(),
    RecommendationState.ANSWERED: frozenset({RecommendationState.ACTING, RecommendationState.DROPPED}),
    RecommendationState.ACTING: frozenset({RecommendationState.CHANGED, RecommendationState.DROPPED}),
    RecommendationState.CHANGED: frozenset({RecommendationState.VERIFIED}),
    # What changes later because of the same recommendation has to be seen by someone else, too.
    RecommendationState.VERIFIED: frozenset({RecommendationState.CHANGED}),
    RecommendationState.DROPPED: frozenset(),
}
ACTION_STEPS: Steps[ActionState] = {
    ActionState.PLANNED: frozenset({ActionState.ONGOING, ActionState.DONE, ActionState.DROPPED}),
    ActionState.ONGOING: frozenset({ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset(),
    ActionState.DROPPED: frozenset(),
}
LESSON_STEPS: Steps[LessonState] = {
    LessonState.DRAFT: frozenset({LessonState.WORKED_UP, LessonState.RETIRED}),
    LessonState.WORKED_UP: frozenset({LessonState.DRAFT, LessonState.ACCEPTED, LessonState.RETIRED}),
    LessonState.ACCEPTED: frozenset({LessonState.RETIRED}),
    LessonState.RETIRED: frozenset(),
}
BRIEF_STEPS: Steps[BriefState] = {
    BriefState.DRAFT: frozenset({BriefState.PUBLISHED}),
    BriefState.PUBLISHED: frozenset(),
}
TURN_STEPS: Steps[TurnState] = {
    TurnState.OPEN: frozenset({TurnState.CLOSED}),
    TurnState.CLOSED: frozenset(),
}

TABLES: Mapping[str, Mapping[Any, frozenset[Any]]] = {
    "plan": PLAN_STEPS,
    "initiative": INITIATIVE_STEPS,
    "pilot": PILOT_STEPS,
    "funding": FUNDING_STEPS,
    "template": TEMPLATE_STEPS,
    "case_import": IMPORT_STEPS,
    "round": ROUND_STEPS,
    "report": REPORT_STEPS,
    "evaluation": EVALUATION_STEPS,
    "recommendation": RECOMMENDATION_STEPS,
    "action": ACTION_STEPS,
    "lesson": LESSON_STEPS,
    "brief": BRIEF_STEPS,
    "turn": TURN_STEPS,
}


def step(table: Steps[State], now: State, then: State) -> None:
    """Refuse a step that the table does not know."""
    if then not in table[now]:
        raise RuleBroken("state.no_such_step", now=now, then=then)
