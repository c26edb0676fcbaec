"""The words of the briefs: why something was refused, and what was done."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "brief.title_missing": _("Give the brief a title, so that others can find it."),
    "brief.not_yours": _("The draft belongs to someone else. Make a brief of your own from what is known."),
    "brief.is_published": _(
        "The brief is published and stands as it is, so that whoever has read it can trust it. "
        "Make a new one when more is known."
    ),
    "brief.lesson_not_accepted": _("The lesson is not accepted. A brief cites only what the region holds for true."),
    "brief.known_missing": _("Write what is known before you publish. That it is little is worth knowing, too."),
    "brief.unknown_missing": _(
        "Write what is not known before you publish. A reader who does not know the limits trusts too much."
    ),
    "brief.cites_nothing": _("The brief cites nothing. Choose at least one lesson or finding that it rests on."),
    "brief.no_such_citation": _(
        "The text refers to [%(number)s], but nothing with that number is cited. Change the number, or cite it again."
    ),
    "brief.lesson_is_retired": _(
        "The lesson cited as [%(number)s] no longer holds. Take it away and write the text without it, then publish."
    ),
}

VERBS = {
    "gathered": _("began to put together"),
    "cited": _("cited"),
    "struck": _("struck"),
    "published": _("published"),
}
