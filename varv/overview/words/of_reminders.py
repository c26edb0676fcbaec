"""The words of reminders and of how people are reached."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "person.contact_of_another": _("You can only change how you yourself are reached."),
}
VERBS = {
    "contact_set": _("changed how to reach"),
    "reminders_stopped": _("stopped the reminders of"),
    "feed_opened": _("opened the calendar of"),
    "feed_closed": _("closed the calendar of"),
    "reminded": _("reminded"),
}
