"""The words of lessons that are brought to mind: why something was refused, and what was done."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "lesson_use.not_accepted": _(
        "The lesson is not held for true in the region now, so it cannot be used. "
        "Load the page again to see those that are."
    ),
    "lesson_use.because_missing": _("Write why. The next one who meets the lesson will wonder."),
    "lesson_use.planned_elsewhere": _(
        "That is not what is planned here. Go back to the page where you plan and answer there."
    ),
}

VERBS = {
    "used_lesson": _("used a lesson"),
    "passed_lesson_by": _("passed a lesson by"),
    "disagreed_with_lesson": _("disagreed with a lesson"),
    "put_up_for_review": _("put up for review"),
    "digest_sent": _("sent the weekly letter"),
    "digest_stopped": _("stopped the weekly letter"),
}
