"""The words of lessons: why something was refused, and what was done."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "lesson.is_worked_up": _(
        "The lesson is worked up and waits to be judged. Take it back to a draft first, with a reason, "
        "if you want to write on."
    ),
    "lesson.is_retired": _("The lesson is put away and stands as it was. Add the source to a lesson that holds."),
    "lesson.is_common": _("The lesson has been accepted, and everyone in the region can read it."),
    "lesson.not_accepted": _("The lesson is not one that holds now. Choose a lesson that is accepted."),
    "lesson.not_offered": _(
        "The author has not offered the lesson yet, and it is theirs until then. Ask them to offer it first."
    ),
    "lesson.accept_your_own": _(
        "You wrote this lesson yourself. Offer it, and let another strategist or manager judge whether it holds."
    ),
    "lesson.holds_not_missing": _(
        "Write when the lesson does not hold. If you know of no exception, write “no known exception”."
    ),
    "lesson.not_coded": _(
        "Choose a kind of activity or a goal. Without one nobody finds the lesson when they plan something like it."
    ),
    "lesson.return_reason_missing": _("Write what is missing. The author needs to know what to write on."),
    "lesson.review_has_passed": _("The day has already passed. Choose a day ahead when someone asks again."),
    "lesson.occasion_is_a_row": _(
        "A report or a finding is chosen by itself: begin the lesson from its page. Choose another kind of occasion."
    ),
    "lesson.source_is_a_row": _("Choose which report or which finding it is."),
    "lesson.source_missing": _("Write what the lesson rests on, for example which meeting or which document."),
    "lesson.source_is_merged": _(
        "The source came with a lesson that was merged into this one, and all that the two rested on is kept."
    ),
    "lesson.merge_with_itself": _("It is the same lesson. Choose another that says the same."),
    "lesson.merge_contradicts": _(
        "The two are said to contradict each other, so they cannot be made one. Put away the one that does not hold."
    ),
    "lesson.merge_reason_missing": _("Write why they are the same. Whoever looks for the other one needs to know."),
    "lesson.contradicts_itself": _("It is the same lesson. Choose the one that says something else."),
    "lesson.explanation_missing": _(
        "Write how they disagree, and what may explain it: other people, other places, another time."
    ),
    "lesson.reader_is_you": _("You wrote the lesson and can always read it. Choose somebody else."),
    "lesson.reader_is_chosen": _("%(name)s can already read the lesson."),
}

VERBS = {
    "shown": _("showed a draft to someone"),
    "hidden": _("no longer shows a draft to someone"),
    "stated": _("stated a contradiction"),
    "clarified": _("explained a contradiction anew"),
    "reviewed": _("said that it still holds"),
}
