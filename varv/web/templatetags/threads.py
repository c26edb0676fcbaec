"""Where each thing on a red thread has its page, what it is called there, and why the thread stops."""

from collections.abc import Mapping

from django import template
from django.urls import reverse

from varv.core.threads import Knot
from varv.overview.learning.thread.red_thread import Ended
from varv.overview.learning.thread.thread_beads import Bead
from varv.overview.words.codes_of_threads import stop_words
from varv.web.learning.views.red_thread import KINDS

register = template.Library()

PAGES: Mapping[Knot, str] = {
    Knot.GOAL: "strategy:goal",
    Knot.STEP: "strategy:chain",
    Knot.LINK: "strategy:chain",
    Knot.QUESTION: "strategy:framework",
    Knot.INITIATIVE: "delivery:initiative",
    Knot.INDICATOR: "indicators:indicator",
    Knot.REPORT: "rounds:report",
    Knot.FINDING: "learning:evaluation",
    Knot.LESSON: "learning:lesson",
    Knot.RECOMMENDATION: "learning:recommendation",
    Knot.RESPONSE: "learning:recommendation",
    Knot.ACTION: "learning:recommendation",
    Knot.CHANGE: "learning:change",
    Knot.CHAIN_VERSION: "strategy:chain_version",
    Knot.DOCUMENT_VERSION: "strategy:document_version",
    Knot.FORM: "rounds:template",
    Knot.EFFECT: "learning:change",
    Knot.TURN: "learning:turn",
    Knot.USE: "learning:lesson",
}
NAMES = {kind: name for name, kind in KINDS.items()}


@register.simple_tag
def bead_page(bead: Bead, region: str) -> str:
    """The address of the thing's own page."""
    return reverse(PAGES[bead.kind], args=[region, *bead.page])


@register.simple_tag
def bead_thread(bead: Bead, region: str) -> str:
    """The address of the thread as it is seen from there; empty where nobody can stand."""
    return reverse("red_thread", args=[region, NAMES[bead.kind], bead.place.id]) if bead.kind in NAMES else ""


@register.filter
def bead_anchor(bead: Bead) -> str:
    """Where on the page it stands."""
    return f"{bead.kind}-{bead.place.id}"


@register.filter
def stop_reason(ended: Ended) -> str:
    """Why the thread stops, in a sentence."""
    return stop_words(ended.stop, ended.days)
