"""The eleven choices (vägval) a region makes when it builds its system for learning.

The topics and their options are those of Oxford Research's study for Region Örebro län (2019), which asked how other
regions follow up their strategies. None of them is right for everyone; what matters is that the region has chosen,
says why, and can choose again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from varv.core.kinds import DocumentKind, GoalKind, IndicatorKind, InitiativeKind
from varv.core.money import FundingKind


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

ALL_INITIATIVES = frozenset(InitiativeKind)
# Which insatser an answer counts. An insats says who runs it and with what money, not each krona's origin: a project
# that 1:1 pays is FUNDED; what the region does within its own budget is OWN, and its own budget is always a named
# co-funder; a PROJECT has other money; what others run with other money is EXTERNAL.
COUNTED: Mapping[Option, frozenset[InitiativeKind]] = {
    Option.ONLY_ONE_TO_ONE: frozenset({InitiativeKind.FUNDED}),
    Option.WITH_COFUNDERS: ALL_INITIATIVES,
    Option.FUNDED_ONE_TO_ONE: frozenset({InitiativeKind.FUNDED}),
    Option.FUNDED_BY_NAMED: frozenset({InitiativeKind.FUNDED, InitiativeKind.OWN}),
    Option.ALL_THAT_STRIVE: ALL_INITIATIVES,
}
ALL_MONEY = frozenset(FundingKind)
# Which money an answer counts. The county's principal co-funders are those the study names, municipalities first.
MONEY_COUNTED: Mapping[Option, frozenset[FundingKind]] = {
    Option.ONLY_ONE_TO_ONE: frozenset({FundingKind.ONE_TO_ONE}),
    Option.WITH_COFUNDERS: ALL_MONEY,
}
FRAMES: Mapping[Option, DocumentKind] = {
    Option.EUROPE: DocumentKind.EUROPEAN,
    Option.AGENDA_2030: DocumentKind.GLOBAL,
}
# Which domains of a framework ask about which processes. The domain of results is about neither, and always shown.
DOMAINS: Mapping[tuple[str, int], Option] = {
    ("vasterbotten", 2): Option.TOWARDS_GOALS,
    ("vasterbotten", 3): Option.WITHIN_DUTY,
}


@dataclass(frozen=True)
class Scope:
    """What the choices in force make of the product. No choice in a topic narrows nothing.

    Ask this, never the choices themselves, so that an answer means the same on every page.
    """

    chosen: Mapping[Topic, frozenset[Option]] = field(default_factory=dict)

    def has(self, option: Option) -> bool:
        """Whether this has been chosen."""
        return any(option in options for options in self.chosen.values())

    def answered(self, topic: Topic) -> bool:
        """Whether the region has chosen in this topic."""
        return topic in self.chosen

    def open_to(self, topic: Topic, option: Option) -> bool:
        """Whether the option stands: it was chosen, or nothing was chosen in its topic."""
        return option in self.chosen.get(topic, OPTIONS[topic])

    @property
    def initiative_kinds(self) -> frozenset[InitiativeKind]:
        """The insatser that every total counts: where funding and activities differ, the narrower holds."""
        return self._counted(Topic.FUNDING) & self._counted(Topic.ACTIVITIES)

    @property
    def narrowed_by(self) -> tuple[Topic, ...]:
        """The topics whose answers leave insatser out of the totals, for the line that says so."""
        return tuple(topic for topic in (Topic.FUNDING, Topic.ACTIVITIES) if self._counted(topic) != ALL_INITIATIVES)

    def _counted(self, topic: Topic) -> frozenset[InitiativeKind]:
        return frozenset(ALL_INITIATIVES.intersection(*(COUNTED[option] for option in self.chosen.get(topic, ()))))

    @property
    def funding_kinds(self) -> frozenset[FundingKind]:
        """The money that every total counts."""
        chosen = self.chosen.get(Topic.FUNDING, ())
        return frozenset(ALL_MONEY.intersection(*(MONEY_COUNTED[option] for option in chosen)))

    def counts(self, kind: InitiativeKind) -> bool:
        """Whether an insats of this kind is part of the totals. What is not is still listed, and marked."""
        return kind in self.initiative_kinds

    @property
    def may_have_target(self) -> bool:
        """Whether a goal may have a target: not when the region chose goals without."""
        return not self._without_targets

    @property
    def may_only_wish(self) -> bool:
        """Whether a goal may do without a target: not when the region chose targets alone."""
        chosen = self.chosen.get(Topic.TARGETS, frozenset())
        return Option.TARGETED not in chosen or Option.UNTARGETED in chosen

    @property
    def _without_targets(self) -> bool:
        chosen = self.chosen.get(Topic.TARGETS, frozenset())
        return Option.UNTARGETED in chosen and Option.TARGETED not in chosen

    @property
    def goal_kinds(self) -> tuple[GoalKind, ...]:
        """The kinds of goals that are offered: process goals when they were chosen, or nothing was."""
        offers_process = self.open_to(Topic.TARGETS, Option.PROCESS_GOALS)
        return tuple(kind for kind in GoalKind if kind is not GoalKind.PROCESS or offers_process)

    @property
    def asks_for_phase(self) -> bool:
        """Whether a goal must say to which phase of the strategy it belongs."""
        return self.has(Option.BY_PHASE)

    @property
    def frames(self) -> frozenset[DocumentKind]:
        """The kinds of documents whose goals the strategy is steered towards, and should be linked to."""
        return frozenset(FRAMES[option] for option in self.chosen.get(Topic.FRAME, ()))

    @property
    def one_theory(self) -> bool:
        """Whether a strategy has one effect chain, and no more."""
        return self.has(Option.ONE_THEORY)

    @property
    def uses_action_plans(self) -> bool:
        """Whether action plans stand between the strategy and the insatser."""
        return not self.has(Option.NO_PLANS)

    @property
    def document_kinds(self) -> tuple[DocumentKind, ...]:
        """The kinds of documents that are offered when one is drafted."""
        return tuple(kind for kind in DocumentKind if kind is not DocumentKind.ACTION_PLAN or self.uses_action_plans)

    def ties_to(self, kind: DocumentKind) -> bool:
        """Whether insatser are tied to the goals of such a document: without action plans only to the strategy's."""
        return self.uses_action_plans or kind is DocumentKind.REGIONAL_STRATEGY

    @property
    def traces_own_plans(self) -> bool:
        """Whether the region's own operational plans (VP) are shown in the trace view."""
        return not self.has(Option.OWN)

    @property
    def indicator_kinds(self) -> tuple[IndicatorKind, ...]:
        """The kinds of indicators that are offered when one is defined."""
        offered = {
            IndicatorKind.DEVELOPMENT: self.open_to(Topic.FOLLOWED, Option.DEVELOPMENT),
            IndicatorKind.CONTRIBUTION: self.open_to(Topic.FOLLOWED, Option.CONTRIBUTION),
        }
        return tuple(kind for kind, is_offered in offered.items() if is_offered)

    @property
    def states_duty(self) -> bool:
        """Whether the pages of recommendations say that the region has a duty to act on what it learns."""
        return self.has(Option.DUTY_TO_ACT)

    def shows_domain(self, template: str, number: int) -> bool:
        """Whether the framework page shows a domain of evaluation questions from the start."""
        option = DOMAINS.get((template, number))
        return option is None or self.open_to(Topic.PROCESSES, option)
