"""Numbers as the language writes them: thin spaces and a comma in Swedish, commas and a point in English."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

MINUS = "\u2212"
THIN_SPACE = "\u202f"  # narrow and never broken over two lines
FIXED_SPACE = "\u00a0"


@dataclass(frozen=True)
class _Signs:
    thousands: str
    decimal: str
    before_percent: str


_SWEDISH = _Signs(thousands=THIN_SPACE, decimal=",", before_percent=FIXED_SPACE)
_ENGLISH = _Signs(thousands=",", decimal=".", before_percent="")


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """The number written out; with its own decimals when none are asked for. ``None`` is missing, not zero."""
    if value is None:
        return _("missing")
    rounded = _rounded(Decimal(value), decimals)
    signs = _signs()
    whole, _point, fraction = format(abs(rounded), ",f").partition(".")
    written = whole.replace(",", signs.thousands) + (signs.decimal + fraction if fraction else "")
    return MINUS + written if rounded < 0 else written


def percent(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A share given in percent, with its sign, for tables and drawings."""
    if value is None:
        return number(value)
    return f"{number(value, decimals)}{_signs().before_percent}%"


def kronor(value: Decimal | int | None) -> str:
    """An amount to the krona, with öre only where there are any. ``None`` is missing, not zero."""
    if value is None:
        return number(value)
    decimals = None if Decimal(value) == Decimal(value).to_integral_value() else 2
    return _("%(amount)s\u00a0kr") % {"amount": number(value, decimals)}


def short_kronor(value: Decimal | int | None) -> str:
    """An amount as it is spoken of: 950 kr, 500 tkr or 1,25 mnkr."""
    if value is None:
        return number(value)
    for zeros, decimals, words in ((6, 2, _("%(amount)s\u00a0mnkr")), (3, 0, _("%(amount)s\u00a0tkr"))):
        if abs(value) >= 10**zeros:
            return words % {"amount": number(_rounded(Decimal(value).scaleb(-zeros), decimals).normalize())}
    return _("%(amount)s\u00a0kr") % {"amount": number(value, 0)}


def hours(value: int | None) -> str:
    """Hours of work; never kronor."""
    return number(value) if value is None else _("%(hours)s\u00a0hours") % {"hours": number(value)}


def _rounded(value: Decimal, decimals: int | None) -> Decimal:
    """Half up, as people round. Without a wish only the decimals that say something are kept."""
    if decimals is not None:
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    shortest = value.normalize()
    return shortest.quantize(Decimal(1)) if shortest == shortest.to_integral_value() else shortest


def _signs() -> _Signs:
    return _ENGLISH if (get_language() or "").startswith("en") else _SWEDISH
