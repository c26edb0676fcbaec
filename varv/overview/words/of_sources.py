"""How the sources of what is known are told: how many of each kind."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from varv.core.kinds import SourceKind
from varv.overview.words.codes import word


def counts_words(counts: Mapping[SourceKind, int]) -> str:
    """For example *Rapport 2, Iakttagelse 1*; nothing is said to be nothing."""
    return ", ".join(f"{word(kind)} {count}" for kind, count in counts.items()) or _("no source")
