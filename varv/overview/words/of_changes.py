"""The words of answers, follow-ups, changes and their effects: why something was refused, and what was done."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "response.mandate_missing": _(
        "Write in what capacity you answer, for example head of regional development. An answer binds the region."
    ),
    "recommendation.reason_missing": _("Write why it is dropped. Those who once said yes need to know."),
    "follow_up.not_yours": _(
        "%(owner)s follows this recommendation up. Ask %(owner)s, a strategist or a manager to tell of it."
    ),
    "follow_up.told_already": _("This follow-up is already told and stands as it was told. The next one comes later."),
    "follow_up.over": _("R%(number)s is “%(state)s”, so there is nothing more to follow up."),
    "follow_up.too_early": _(
        "This follow-up is due %(due_on)s. Tell of it in the last month before that day, or later."
    ),
    "follow_up.told_missing": _("Write what has come of it. If nothing has, write that, and why."),
    "change.kind_missing": _("Choose what became different: a plan, a chain, a form or a way of working."),
    "change.what_missing": _("Write what is different now. One sentence that a new colleague understands."),
    "change.version_missing": _(
        "A change of this kind (%(kind)s) is proved by an adopted version. Choose the version that reads differently."
    ),
    "change.told_in_words": _(
        "A change of this kind (%(kind)s) has no versions. Tell how it was before and how it is now."
    ),
    "change.before_missing": _("Write how it was before. Without a before nobody can see that something changed."),
    "change.after_missing": _("Write how it is now. It is shown beside how it was before."),
    "change.goal_missing": _("Choose the goal that was changed in this version of the document."),
    "change.goal_of_another_document": _(
        "“%(goal)s” stands in another document than the version. Choose a goal of the document that was changed."
    ),
    "change.not_about_a_goal": _("Only a changed goal names a goal. Leave the goal empty, or choose the kind “goal”."),
    "change.form_is_draft": _("“%(name)s” is not in use yet. Take it into use first, then record that it changed."),
    "change.verified_already": _("The change is already verified. Load the page again to see by whom and how."),
    "change.verified_by_recorder": _(
        "You recorded this change, so somebody else has to verify it. Ask another strategist or manager."
    ),
    "change.how_missing": _("Write how you saw that it is so, for example that you read the adopted plan."),
    "effect.turn_not_later": _(
        "Whether it helped is seen in a later turn than turn %(number)s, where it was changed. Choose a later turn."
    ),
    "effect.turn_is_closed": _("Turn %(number)s is closed and stands as it was. Choose a later turn that is open."),
    "effect.reason_missing": _("Write what you saw that tells whether it helped. A judgement needs its ground."),
}

VERBS = {
    "followed_up": _("followed up"),
    "verified": _("verified"),
}
