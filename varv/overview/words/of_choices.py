"""The words of the region's choices (vägval) and of its own names for levels.

What a topic asks, what each answer means, and what Varv then does: only what is true of the product as it is.
"""

from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from varv.core.choices import Option, Scope, Topic
from varv.core.kinds import InitiativeKind

REFUSALS = {
    "choice.nothing_chosen": _("Choose an answer. If you are not ready to choose, skip the question for now."),
    "choice.of_another_topic": _("The answer does not belong to “%(topic)s”. Choose one of those on the page."),
    "choice.takes_one": _("“%(topic)s” has one answer at a time. Choose the one that fits best."),
    "choice.reasons_missing": _(
        "Write why you choose as you do. The reader in four years needs to understand the choice to dare to change it."
    ),
    "choice.decider_missing": _("Write who decided, for example the regional development committee."),
    "choice.not_decided_yet": _("The day has not come yet. Write the day when the choice was made."),
    "choice.too_long_ago": _("The day lies before %(first)s. Check the year."),
    "chain.one_theory": _(
        "You have chosen one theory of change for the whole strategy, and the document already has “%(name)s”. "
        "Build on that one, or change the choice “Theory of change”."
    ),
    "level.unknown": _("There is no such level to name. Load the page again and choose one of those on it."),
    "level.name_too_long": _("The name is longer than %(most)s characters, and would not fit in a table. Shorten it."),
    "level.named_meanwhile": _(
        "Somebody else named the level “%(name)s” while you were writing. Nothing of yours is saved: "
        "load the page again and see if you still want to change it."
    ),
}

VERBS = {
    "chosen": _("chose"),
    "replaced": _("replaced"),
    "named": _("named"),
    "unnamed": _("went back to the usual word for"),
}

# The question that a topic asks, as a person would.
QUESTIONS: Mapping[Topic, Promise] = {
    Topic.FOLLOWED: _("What do you want to follow up?"),
    Topic.TARGETS: _("Should the goals have a target?"),
    Topic.PHASES: _("Should the goals differ between phases?"),
    Topic.FRAME: _("Which wider goals should the strategy lead towards?"),
    Topic.THEORY: _("How many theories of change does the strategy need?"),
    Topic.FUNDING: _("Which money do you follow?"),
    Topic.ACTIVITIES: _("Which activities do you follow?"),
    Topic.PROCESSES: _("Which processes do you evaluate?"),
    Topic.INTEGRATION: _("Should the strategy share goals with your other follow-up?"),
    Topic.ACTION_PLANS: _("Do action plans carry the strategy?"),
    Topic.LEARNING: _("How does learning become part of the work?"),
}
TOPICS: Mapping[Topic, Promise] = {
    Topic.FOLLOWED: _(
        "The county's development shows how life is here, whatever has caused it. The strategy's contribution shows "
        "what your own work leads to. They answer different questions and are never mixed."
    ),
    Topic.TARGETS: _(
        "A target says when you are there. A goal without one says which way things should go. "
        "A goal for the work itself says how you want to carry it out. You can choose more than one."
    ),
    Topic.PHASES: _(
        "A strategy starts up, is carried out and is closed. What is worth following may not be the same all the time."
    ),
    Topic.FRAME: _("Ties to goals that others have set show what yours add up to. You can choose both, or skip."),
    Topic.THEORY: _(
        "A theory of change tells why you believe that what you do leads where you want. "
        "It is what all learning is held up against."
    ),
    Topic.FUNDING: _(
        "The choice decides what a total means. A narrow one is easier to keep complete. "
        "A wide one shows more of what happens in the county."
    ),
    Topic.ACTIVITIES: _(
        "The same thought, about what is done instead of about money. If this answer and the one about funding differ, "
        "the narrower one holds."
    ),
    Topic.PROCESSES: _(
        "Beside results you can ask how the work is done. The choice says about which part of it you ask."
    ),
    Topic.INTEGRATION: _(
        "The organisation has goals and indicators of its own, in budgets and operational plans. "
        "They can be joined with the strategy's, or kept apart."
    ),
    Topic.ACTION_PLANS: _(
        "An action plan makes the strategy concrete. Without one, the initiatives need to be concrete by themselves."
    ),
    Topic.LEARNING: _(
        "Follow-up and evaluation are not there for their own sake. Say how what is learned comes back into the work."
    ),
}
OPTIONS: Mapping[Option, Promise] = {
    Option.DEVELOPMENT: _("Official statistics tell how the county changes. They seldom tell why."),
    Option.CONTRIBUTION: _("Outputs and outcomes tell what the initiatives led to. They tell little of the county."),
    Option.TARGETED: _("A figure and a day. Clear to follow, but it can tie you to the wrong thing."),
    Option.UNTARGETED: _("A wished direction, where a figure would only be a guess."),
    Option.PROCESS_GOALS: _("How you cooperate, share roles and learn while the strategy is carried out."),
    Option.ONE_SET: _("The goals hold from the first day to the last."),
    Option.BY_PHASE: _("Each goal belongs to the start, the implementation or the closing."),
    Option.EUROPE: _("The EU's objectives, which the structural funds are built on."),
    Option.AGENDA_2030: _("The 17 global goals, which many municipalities and agencies also use."),
    Option.ONE_THEORY: _("One chain holds the whole together and is easy to tell others about."),
    Option.SEVERAL_THEORIES: _("Areas that work in different ways each get a chain that is true to them."),
    Option.ONLY_ONE_TO_ONE: _("Only the state's funds for regional development, grant 1:1."),
    Option.WITH_COFUNDERS: _("Also money from others who pay for much of the work, for example municipalities."),
    Option.FUNDED_ONE_TO_ONE: _("Projects that 1:1 funds pay for, wholly or in part."),
    Option.FUNDED_BY_NAMED: _("Also what the region itself pays for, as a named co-funder."),
    Option.ALL_THAT_STRIVE: _("Also what other actors do with other money, as long as it strives for the goals."),
    Option.TOWARDS_GOALS: _("How the initiatives that should lead to the goals are carried out."),
    Option.WITHIN_DUTY: _("How you draw up strategies, coordinate, and spread what has been learned."),
    Option.SHARED: _("The same goals and indicators are used in the organisation's own steering."),
    Option.OWN: _("The strategy is followed by itself, beside the organisation's own steering."),
    Option.PLANS_SUFFICE: _("The plans that you have carry the whole strategy."),
    Option.NEW_PLANS: _("Parts of the strategy have no plan yet, so new ones are drawn up."),
    Option.NO_PLANS: _("The areas of the strategy are concrete enough to work from."),
    Option.DUTY_TO_ACT: _("It is written down that what is learned must lead to something, and whose task that is."),
    Option.COMMUNICATION_PLAN: _("It is decided who is told what, when and how."),
    Option.FIXED_FORUMS: _("It is decided where and when follow-up and evaluation are taken up."),
}
# What Varv does because of an answer.
EFFECTS: Mapping[Option, Promise] = {
    Option.DEVELOPMENT: _(
        "Indicators of the county's development can be defined. If you choose only this, the other kind is not offered."
    ),
    Option.CONTRIBUTION: _(
        "Indicators of the strategy's contribution can be defined. If you choose only this, the other kind is not "
        "offered."
    ),
    Option.TARGETED: _(
        "Goals can have a target. Unless you also choose goals without one, every goal that is written has a target."
    ),
    Option.UNTARGETED: _(
        "Goals can do with a wished direction. Unless you also choose goals with a target, the goal form has no "
        "target and asks for a direction."
    ),
    Option.PROCESS_GOALS: _(
        "Process goals can be written. Choose in this question without choosing them, and they are not offered."
    ),
    Option.ONE_SET: _("Nothing is narrowed: a goal holds in all phases if you do not say otherwise."),
    Option.BY_PHASE: _("The goal form asks to which phase the goal belongs."),
    Option.EUROPE: _("The strategy's goals without a link to a goal in an EU document are shown as gaps."),
    Option.AGENDA_2030: _("The strategy's goals without a link to a goal in a global document are shown as gaps."),
    Option.ONE_THEORY: _("A strategy has one effect chain. A second one for the same document is refused."),
    Option.SEVERAL_THEORIES: _("A document can have several effect chains, for example one for each action area."),
    Option.ONLY_ONE_TO_ONE: _(
        "Only 1:1-funded initiatives are counted in totals. The others stay in the list, marked as outside the choice."
    ),
    Option.WITH_COFUNDERS: _("All initiatives are counted in totals, unless the choice about activities narrows them."),
    Option.FUNDED_ONE_TO_ONE: _(
        "Only 1:1-funded initiatives are counted in totals. The others stay in the list, marked as outside the choice."
    ),
    Option.FUNDED_BY_NAMED: _(
        "1:1-funded initiatives and the region's own are counted in totals. Those that others run stay in the list, "
        "marked as outside the choice."
    ),
    Option.ALL_THAT_STRIVE: _("All initiatives are counted in totals, unless the choice about funding narrows them."),
    Option.TOWARDS_GOALS: _(
        "The framework page shows the questions about how initiatives are carried out. "
        "If you choose only this, those about the development task are folded away."
    ),
    Option.WITHIN_DUTY: _(
        "The framework page shows the questions about the development task. "
        "If you choose only this, those about how initiatives are carried out are folded away."
    ),
    Option.SHARED: _("The region's own operational plans are shown in the trace view."),
    Option.OWN: _("The region's own operational plans are left out of the trace view."),
    Option.PLANS_SUFFICE: _("Initiatives can be tied to goals in action plans as well as in the strategy."),
    Option.NEW_PLANS: _(
        "Action plans can be drafted, and initiatives can be tied to goals in them as well as in the strategy."
    ),
    Option.NO_PLANS: _(
        "Action plans are not offered as a kind of document, and initiatives are tied straight to the strategy's goals."
    ),
    Option.DUTY_TO_ACT: _("The page of recommendations says that you have decided on a duty to act."),
    Option.COMMUNICATION_PLAN: _("Nothing changes in Varv yet. The choice is recorded with its reasons."),
    Option.FIXED_FORUMS: _(
        "Nothing more changes: every recommendation already names the forum where it is answered. "
        "The choice is recorded with its reasons."
    ),
}

# Where several answers can be true at once: what they do together, in place of one effect each.
_TOGETHER: Mapping[frozenset[Option], Promise] = {
    frozenset({Option.DEVELOPMENT}): _("Only indicators of the county's development are offered."),
    frozenset({Option.CONTRIBUTION}): _("Only indicators of the strategy's contribution are offered."),
    frozenset({Option.DEVELOPMENT, Option.CONTRIBUTION}): _("Both kinds of indicators are offered, and kept apart."),
    frozenset({Option.TARGETED}): _("Every goal that is written has a target."),
    frozenset({Option.UNTARGETED}): _("The goal form has no target, and asks for a wished direction."),
    frozenset({Option.TARGETED, Option.UNTARGETED}): _("The goal form asks whether the goal has a target."),
    frozenset({Option.TOWARDS_GOALS}): _(
        "The framework page shows the questions about how initiatives are carried out. "
        "Those about the development task are folded away."
    ),
    frozenset({Option.WITHIN_DUTY}): _(
        "The framework page shows the questions about the development task. "
        "Those about how initiatives are carried out are folded away."
    ),
    frozenset({Option.TOWARDS_GOALS, Option.WITHIN_DUTY}): _("The framework page shows all evaluation questions."),
}
_PROCESS_GOALS, _NO_PROCESS_GOALS = _("Process goals can be written."), _("Process goals are not offered.")

# What an answer makes of what is there: first when it begins to narrow, then when it no longer does.
_CONSEQUENCES: Mapping[str, tuple[Promise, Promise]] = {
    "initiatives": (
        ngettext_lazy(
            "%(n)d initiative is no longer counted in totals. It stays in the list.",
            "%(n)d initiatives are no longer counted in totals. They stay in the list.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d initiative is counted in totals again.", "%(n)d initiatives are counted in totals again.", "n"
        ),
    ),
    "targets": (
        ngettext_lazy(
            "%(n)d goal has a target today. It keeps it until someone edits the goal: then a direction is asked for.",
            "%(n)d goals have a target today. They keep it until someone edits them: then a direction is asked for.",
            "n",
        ),
        ngettext_lazy("%(n)d goal may keep its target.", "%(n)d goals may keep their targets.", "n"),
    ),
    "wishes": (
        ngettext_lazy(
            "%(n)d goal has no target today. It gets one the next time someone edits it.",
            "%(n)d goals have no target today. They get one the next time someone edits them.",
            "n",
        ),
        ngettext_lazy("%(n)d goal may do without a target.", "%(n)d goals may do without a target.", "n"),
    ),
    "process_goals": (
        ngettext_lazy(
            "%(n)d process goal stays, but no new one can be written.",
            "%(n)d process goals stay, but no new ones can be written.",
            "n",
        ),
        ngettext_lazy(
            "Process goals can be written again. %(n)d is there already.",
            "Process goals can be written again. %(n)d are there already.",
            "n",
        ),
    ),
    "phases": (
        ngettext_lazy(
            "%(n)d goal belongs to no phase. It is asked for the next time someone edits the goal.",
            "%(n)d goals belong to no phase. It is asked for the next time someone edits them.",
            "n",
        ),
        ngettext_lazy("%(n)d goal may hold in all phases.", "%(n)d goals may hold in all phases.", "n"),
    ),
    "frames": (
        ngettext_lazy(
            "%(n)d goal of the strategy lacks a link to the frame, and is shown as a gap.",
            "%(n)d goals of the strategy lack a link to the frame, and are shown as gaps.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d goal without a link to the frame is no longer shown as a gap.",
            "%(n)d goals without a link to the frame are no longer shown as gaps.",
            "n",
        ),
    ),
    "theories": (
        ngettext_lazy(
            "%(n)d effect chain more than one for each document stays, but no new one can be begun beside it.",
            "%(n)d effect chains more than one for each document stay, but no new ones can be begun beside them.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d effect chain beside the first agrees with the choice.",
            "%(n)d effect chains beside the first agree with the choice.",
            "n",
        ),
    ),
    "action_plans": (
        ngettext_lazy(
            "%(n)d action plan stays, but no new one can be drafted.",
            "%(n)d action plans stay, but no new ones can be drafted.",
            "n",
        ),
        ngettext_lazy(
            "Action plans can be drafted again. %(n)d is there already.",
            "Action plans can be drafted again. %(n)d are there already.",
            "n",
        ),
    ),
    "plan_goals": (
        ngettext_lazy(
            "%(n)d goal outside the strategy is no longer offered to initiatives. Ties that are there stay.",
            "%(n)d goals outside the strategy are no longer offered to initiatives. Ties that are there stay.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d goal outside the strategy is offered to initiatives again.",
            "%(n)d goals outside the strategy are offered to initiatives again.",
            "n",
        ),
    ),
    "own_plans": (
        ngettext_lazy(
            "%(n)d operational plan is left out of the trace view.",
            "%(n)d operational plans are left out of the trace view.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d operational plan is shown in the trace view again.",
            "%(n)d operational plans are shown in the trace view again.",
            "n",
        ),
    ),
    "indicators": (
        ngettext_lazy(
            "%(n)d indicator is of a kind that no longer is offered. It stays and is followed as before.",
            "%(n)d indicators are of a kind that no longer is offered. They stay and are followed as before.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d indicator is of a kind that is offered again.",
            "%(n)d indicators are of a kind that is offered again.",
            "n",
        ),
    ),
    "domains": (
        ngettext_lazy(
            "%(n)d domain of evaluation questions is folded away on the framework page.",
            "%(n)d domains of evaluation questions are folded away on the framework page.",
            "n",
        ),
        ngettext_lazy(
            "%(n)d domain of evaluation questions is shown again on the framework page.",
            "%(n)d domains of evaluation questions are shown again on the framework page.",
            "n",
        ),
    ),
}

# The line that a page with totals says when a choice leaves some initiatives out.
_COUNTED: Mapping[frozenset[InitiativeKind], Promise] = {
    frozenset({InitiativeKind.FUNDED}): ngettext_lazy(
        "Only 1:1-funded initiatives are counted, by the choice",
        "Only 1:1-funded initiatives are counted, by the choices",
        "n",
    ),
    frozenset({InitiativeKind.FUNDED, InitiativeKind.OWN}): ngettext_lazy(
        "Only 1:1-funded initiatives and our own are counted, by the choice",
        "Only 1:1-funded initiatives and our own are counted, by the choices",
        "n",
    ),
}


def goal_level_words(depth: int) -> str:
    """What goals of a depth, from 1, are called where the region has no name for them."""
    return _("Goals on level %(n)s") % {"n": depth}


def counted_words(scope: Scope) -> str:
    """Which initiatives the totals count, for the line that ends in the names of the choices that say so."""
    return str(_COUNTED[scope.initiative_kinds] % {"n": len(scope.narrowed_by)})


def effects(topic: Topic, options: Collection[Option]) -> tuple[str, ...]:
    """What Varv does because of all of these answers together."""
    if topic is Topic.TARGETS:
        about_targets = frozenset(options) - {Option.PROCESS_GOALS} or {Option.TARGETED, Option.UNTARGETED}
        process = _PROCESS_GOALS if Option.PROCESS_GOALS in options else _NO_PROCESS_GOALS
        return str(_TOGETHER[frozenset(about_targets)]), str(process)
    together = _TOGETHER.get(frozenset(options))
    return (str(together),) if together else tuple(str(EFFECTS[option]) for option in options)


def consequence_words(affected: str, before: int, after: int) -> str:
    """What it means that so many things of a kind were left out before an answer, and so many after, as a sentence."""
    narrows, widens = _CONSEQUENCES[affected]
    return str((narrows if after > before else widens) % {"n": abs(after - before)})
