"""The list of insatser as pictures: where they are done, and when."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.overview.delivery.delivery_board import InitiativeLine
from varv.overview.delivery.initiative_details import Details, PlaceCounts
from varv.publishing.figures import kommun_map, timeline
from varv.publishing.figures.kommun_map import KommunMap, Municipality
from varv.publishing.figures.outlines import outlines
from varv.publishing.figures.timeline import Milestone, Stretch, Timeline
from varv.publishing.parts import Figure


def map_of(counts: PlaceCounts, addresses: Mapping[int, str]) -> Figure:
    """Every place with how many insatser are done there, each leading to them."""
    places = tuple(
        Municipality(place.code, place.name, place.count, href=addresses[place.id]) for place in counts.places
    )
    found = KommunMap(_("Initiatives in each place"), _("initiatives"), _("no initiative known"), places)
    return kommun_map.figure(found, id_prefix="karta", caption=_about_the_map(counts))


def _about_the_map(counts: PlaceCounts) -> str:
    """What the reader must know: who has not said, that one may count in several places, and whose squares."""
    told = [_("An initiative that is done in several places counts in each of them.")]
    if counts.unplaced:
        sentence = ngettext(
            "%(n)d initiative has not said where it is done, so a place without any is not known to be empty.",
            "%(n)d initiatives have not said where they are done, so a place without any is not known to be empty.",
            counts.unplaced,
        )
        told.append(sentence % {"n": counts.unplaced})
    if any(place.code not in outlines() for place in counts.places):
        told.append(_("Places without an official code have no boundary here: they are drawn as squares, by name."))
    if any(place.code in outlines() for place in counts.places):
        told.append(_("Boundaries: Statistics Sweden (SCB), simplified."))
    return " ".join(told)


def timeline_of(
    lines: Sequence[InitiativeLine], details: Mapping[int, Details], addresses: Mapping[int, str], on: date
) -> Figure:
    """The insatser beside each other in time, each leading to its page."""
    stretches = tuple(
        Stretch(
            name=line.name,
            state=line.state,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            milestones=tuple(Milestone(one.text, one.due_on, one.reached_on) for one in details[line.id].milestones),
            href=addresses[line.id],
        )
        for line in lines
    )
    caption = _("Diamonds are milestones: filled when reached, rust when their day has passed. Dotted: no last day.")
    return timeline.figure(Timeline(_("The initiatives in time"), on, stretches), id_prefix="tid", caption=caption)
