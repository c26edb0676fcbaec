"""The words of LEARN: why something was refused, what was done, and what one asks about a recommendation."""

from django.utils.translation import gettext_lazy as _

from varv.core.workflow import RecommendationState

REFUSALS = {
    "owner.works_elsewhere": _("%(name)s does not work in this region. Choose someone who can see to it here."),
    "due_on.has_passed": _("The day has already passed. Choose a day that someone can still keep."),
    "recommendation.lesson_not_accepted": _(
        "The lesson is not accepted yet. Accept it first: a recommendation rests on what the region stands for."
    ),
    "recommendation.forum_missing": _("Write where the recommendation is answered, for example the management group."),
    "response.reasons_missing": _("Write why the answer is what it is. The reader in four years needs to understand."),
    "action.not_yours": _("The action belongs to %(owner)s. Ask %(owner)s, a strategist or a manager to change it."),
    "action.outcome_missing": _("Write what came of it. A line is enough."),
    "action.reason_missing": _("Write why it will not be done. Others who think of the same need to know."),
    "change.lesson_not_accepted": _(
        "The lesson is not accepted yet. Accept it first: a plan changes because of what the region stands for."
    ),
    "change.turn_is_closed": _("Turn %(number)s is closed. Choose a turn that is open."),
    "change.version_is_older": _(
        "The version was adopted before this was said. A plan cannot have changed because of something that came later."
    ),
    "change.decided_before": _("The decision cannot be older than what it rests on. Check the day."),
    "change.not_decided_yet": _("The day has not come yet. Record the change when it has been decided."),
    "lesson.statement_missing": _("Write what was learned. One sentence is enough."),
    "lesson.occasion_missing": _("Write where you learned it, for example a meeting or a visit."),
    "lesson.report_not_handed_in": _(
        "The report is still being written. It becomes common when its author has handed it in."
    ),
    "lesson.not_yours": _("The draft belongs to its author. Note a lesson of your own instead."),
    "lesson.is_accepted": _(
        "The lesson is accepted and stands as it was accepted. Note a new one if you have learned more."
    ),
    "lesson.is_offered": _("The lesson is already offered. Someone who can accept it sees it on their page."),
    "lesson.context_missing": _(
        "Write when the lesson holds and when it does not. Others need to know if it is theirs."
    ),
    "lesson.reason_missing": _("Write why the lesson no longer holds. It is kept, with the reason."),
    "turn.ends_before_start": _("The turn must end after it begins."),
    "turn.starts_before_the_last": _("The turn must begin after the one before it. Choose a later day."),
    "turn.is_closed": _("The turn is closed and stands as it was. Open a new turn to go on."),
    "turn.nothing_changed": _(
        "Turn %(number)s cannot be closed yet: nothing has been changed. Only a change in a plan closes a turn."
    ),
}

VERBS = {
    "registered": _("put in the register"),
    "edited": _("edited"),
    "noted": _("noted"),
    "made": _("made"),
    "answered": _("answered"),
    "acted_on": _("began to act on"),
    "planned": _("planned"),
    "begun": _("began"),
    "finished": _("finished"),
    "dropped": _("dropped"),
    "recorded": _("recorded"),
    "changed": _("changed a plan"),
    "offered": _("offered for acceptance"),
    "worked_up": _("worked up"),
    "accepted": _("accepted"),
    "retired": _("retired"),
    "opened": _("opened"),
    "described": _("described"),
    "closed": _("closed"),
}

ABOUT_RECOMMENDATION = {
    RecommendationState.AWAITING: _("What do we answer to R%(number)s?"),
    RecommendationState.DECLINED: _("Why did we say no to R%(number)s?"),
    RecommendationState.ANSWERED: _("Who does what about R%(number)s?"),
    RecommendationState.ACTING: _("What is happening with R%(number)s?"),
    RecommendationState.CHANGED: _("What did R%(number)s change?"),
    RecommendationState.VERIFIED: _("Did what R%(number)s changed help?"),
    RecommendationState.DROPPED: _("Why did we drop R%(number)s?"),
}
