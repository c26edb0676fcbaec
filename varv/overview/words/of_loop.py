"""How a share and a stretch of days are told: always with how many they rest on."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.core.loop import Days, Share
from varv.overview.words.numbers import number, percent


def measured_words(found: Share | Days | None) -> str:
    """A measure in words. Nothing to count is said; so is what is too little to say anything."""
    if found is None:
        return _("is not counted here")
    if not found.of:
        return _("nothing to count yet")
    return _share(found) if isinstance(found, Share) else _days(found)


def _share(share: Share) -> str:
    told = {"count": share.count, "of": share.of, "share": percent(_whole((share.value or Decimal(0)) * 100))}
    return (_("%(count)s of %(of)s, too few to say") if share.is_few else _("%(share)s (%(count)s of %(of)s)")) % told


def _days(days: Days) -> str:
    told = {"n": days.of, "days": number(days.median)}
    if days.is_few:
        return ngettext("%(n)s change, too few to say", "%(n)s changes, too few to say", days.of) % told
    return _("%(days)s days (%(n)s changes)") % told


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1))
