"""The eleven choices (vägval) a region makes when it builds its system for learning.

The topics and their options are those of Oxford Research's study for Region Örebro län (2019), which asked how other
regions follow up their strategies. None of them is right for everyone; what matters is that the region has chosen,
says why, and can choose again.
"""

from collections.abc import Mapping
from enum import StrEnum


class Topic(StrEnum):
    """What is chosen, in the order a newcomer meets it."""

    FOLLOWED = "followed"
    TARGETS = "targets"
    PHASES = "phases"
    FRAME = "frame"
    THEORY = "theory"
    FUNDING = "funding"
    ACTIVITIES = "activities"
    PROCESSES = "processes"
    INTEGRATION = "integration"
    ACTION_PLANS = "action_plans"
    LEARNING = "learning"


class Option(StrEnum):
    """What can be chosen."""

    DEVELOPMENT = "development"
    CONTRIBUTION = "contribution"
    TARGETED = "targeted"
    UNTARGETED = "untargeted"
    PROCESS_GOALS = "process_goals"
    ONE_SET = "one_set"
    BY_PHASE = "by_phase"
    EUROPE = "europe"
    AGENDA_2030 = "agenda_2030"
    ONE_THEORY = "one_theory"
    SEVERAL_THEORIES = "several_theories"
    ONLY_ONE_TO_ONE = "only_one_to_one"
    WITH_COFUNDERS = "with_cofunders"
    FUNDED_ONE_TO_ONE = "funded_one_to_one"
    FUNDED_BY_NAMED = "funded_by_named"
    ALL_THAT_STRIVE = "all_that_strive"
    TOWARDS_GOALS = "towards_goals"
    WITHIN_DUTY = "within_duty"
    SHARED = "shared"
    OWN = "own"
    PLANS_SUFFICE = "plans_suffice"
    NEW_PLANS = "new_plans"
    NO_PLANS = "no_plans"
    DUTY_TO_ACT = "duty_to_act"
    COMMUNICATION_PLAN = "communication_plan"
    FIXED_FORUMS = "fixed_forums"


OPTIONS: Mapping[Topic, tuple[Option, ...]] = {
    Topic.FOLLOWED: (Option.DEVELOPMENT, Option.CONTRIBUTION),
    Topic.TARGETS: (Option.TARGETED, Option.UNTARGETED, Option.PROCESS_GOALS),
    Topic.PHASES: (Option.ONE_SET, Option.BY_PHASE),
    Topic.FRAME: (Option.EUROPE, Option.AGENDA_2030),
    Topic.THEORY: (Option.ONE_THEORY, Option.SEVERAL_THEORIES),
    Topic.FUNDING: (Option.ONLY_ONE_TO_ONE, Option.WITH_COFUNDERS),
    Topic.ACTIVITIES: (Option.FUNDED_ONE_TO_ONE, Option.FUNDED_BY_NAMED, Option.ALL_THAT_STRIVE),
    Topic.PROCESSES: (Option.TOWARDS_GOALS, Option.WITHIN_DUTY),
    Topic.INTEGRATION: (Option.SHARED, Option.OWN),
    Topic.ACTION_PLANS: (Option.PLANS_SUFFICE, Option.NEW_PLANS, Option.NO_PLANS),
    Topic.LEARNING: (Option.DUTY_TO_ACT, Option.COMMUNICATION_PLAN, Option.FIXED_FORUMS),
}
# Where more than one answer can be true at once.
TAKES_SEVERAL = frozenset({Topic.FOLLOWED, Topic.TARGETS, Topic.FRAME, Topic.PROCESSES, Topic.LEARNING})
