"""The words of what pulls the same way, what is missing, and the story that is told of it."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "goal_link.same_document": _(
        "“%(name)s” stands in the same document. A link shows what is found again in another document: "
        "choose a goal there."
    ),
    "goal_link.goal_is_retired": _(
        "“%(name)s” no longer holds, so nothing can be linked to it. Choose a goal that is in force."
    ),
    "goal_link.exists_already": _(
        "“%(source)s” already contributes to “%(target)s”. Change the link that is there instead."
    ),
    "goal_link.closes_loop": _(
        "“%(target)s” already contributes to “%(source)s”, straight or through other goals. "
        "Two goals cannot be means to each other: choose another goal, or take the other link away first."
    ),
    "goal_link.share_outside": _("A share is more than 0 and at most 100 per cent. Leave it empty if nobody knows."),
    "goal_link.shares_exceed": _(
        "Others are already said to stand for %(taken)s per cent of “%(target)s”, and the whole is 100. "
        "Lower this share or one of the others, or leave it empty if nobody knows."
    ),
    "partner_plan.no_goals": _("Write at least one of the plan's goals, or there is nothing to look for."),
}
# Each kind of gap: what it is called, why it matters, and what mends it.
GAPS = {
    "goal_without_initiative": (
        _("Goal without initiative"),
        _("Nobody is doing anything that is meant to lead there. Start something, or say why it can wait."),
        _("To the goal"),
    ),
    "goal_without_indicator": (
        _("Goal without indicator"),
        _("Nobody can see which way it goes. A figure is only a hint, but without one we guess."),
        _("To the goal"),
    ),
    "goal_without_assessment": (
        _("Goal without a fresh assessment"),
        _("Nobody has said for a year how it goes. “Too early to judge” is an answer."),
        _("Assess the goal"),
    ),
    "initiative_without_goal": (
        _("Initiative without goal"),
        _("Work that is meant to lead nowhere cannot be learned from. Say which goal it helps, or end it."),
        _("To the initiative"),
    ),
    "funded_outside_strategy": (
        _("1:1 funds without a link to the strategy"),
        _(
            "By ordinance (2003:596, section 3) projects that the region funds follow the county's strategy. "
            "Here nobody can see that they do."
        ),
        _("To the initiative"),
    ),
    "link_without_evidence": (
        _("Link without evidence"),
        _("Nothing supports that the one leads to the other. There we learn most: find evidence, or test it."),
        _("To the link"),
    ),
    "activity_without_outcome": (
        _("Activity without outcome"),
        _("The chain does not say what becomes different for someone when it is done."),
        _("To the step"),
    ),
    "goal_without_trace": (
        _("Goal without trace in any plan"),
        _("No plan has a goal that contributes to it, so nobody has taken it on."),
        _("To the goal"),
    ),
    "goal_outside_frame": (
        _("Goal without link to the chosen frame"),
        _("The region has chosen to relate its goals to this frame, and here it cannot be seen how."),
        _("To the goal"),
    ),
    "frame_without_goals": (
        _("Chosen frame that is not written in"),
        _("The region has chosen a frame, but there is no document with its goals to link to."),
        _("To the documents"),
    ),
}
