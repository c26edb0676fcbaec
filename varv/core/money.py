"""Money: its kinds, amounts as people write them, and how an amount is spread so that no öre is lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from varv.core.refusals import RuleBroken


class FundingKind(StrEnum):
    """Where money comes from. ``ONE_TO_ONE`` is the state's appropriation 1:1 for regional growth."""

    ONE_TO_ONE = "one_to_one"
    OWN_BUDGET = "own_budget"
    MUNICIPALITY = "municipality"
    EUROPEAN = "european"
    STATE = "state"
    PRIVATE = "private"
    OTHER = "other"


class Measure(StrEnum):
    """The stations of money on its way: asked for and not yet decided, granted, planned for a year, used."""

    PENDING = "pending"
    GRANTED = "granted"
    PLANNED = "planned"
    USED = "used"


# --- amounts as people write them -----------------------------------------------------------------------------

LIMIT = 10**12  # kronor: what a column of money can hold
ORE_DECIMALS = 2
# Non-breaking, figure, thin and narrow spaces, and the minus and the dash that copied tables have.
_PLAIN = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u2212\u2013", "-"))
_WRITTEN = re.compile(r"(-?) ?([0-9][0-9 .,]*?) ?(:-|[a-zåäö]*)")
_SWEDISH = re.compile(r"([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[,.]([0-9]+))?|([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ENGLISH = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.([0-9]+))?")
_LANGUAGES = {",": _SWEDISH, ".": _ENGLISH}
# One point before three digits: thousands in a ledger, decimals in a program. In Swedish it is neither.
_EITHER = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_UNITS = {
    0: ("", "kr", "kronor", "sek", ":-"),
    3: ("tkr", "kkr", "tsek", "ksek"),
    6: ("mnkr", "mkr", "msek", "miljon", "miljoner", "million", "millions"),
}
_ZEROS = {word: zeros for zeros, words in _UNITS.items() for word in words}


def parse_amount(written: str, decimal_sign: str = ",") -> Decimal:
    """Kronor with öre from ``1 250 000``, ``1,25 mnkr`` or ``500 tkr``; ``decimal_sign`` is the language's.

    Nothing is guessed. Refuses ``money.unreadable``; ``money.unclear``, where a sign could stand before thousands
    as well as before decimals; ``money.finer_than_ore``; ``money.too_large``.
    """
    found = _WRITTEN.fullmatch(" ".join(written.translate(_PLAIN).casefold().split()))
    if found is None or found[3] not in _ZEROS:
        raise RuleBroken("money.unreadable", text=written)
    number = _LANGUAGES[decimal_sign].fullmatch(found[2])
    if number is None or (decimal_sign == "," and _EITHER.fullmatch(found[2])):
        raise RuleBroken("money.unclear", text=written)
    whole, decimals, *ledger = (part or "" for part in number.groups())
    return _kronor(found[1], whole + "".join(ledger[:1]), decimals + "".join(ledger[1:]), _ZEROS[found[3]], written)


def is_unit(word: str) -> bool:
    """Whether a word is a unit of money, as kr or mnkr."""
    return bool(word) and word.casefold() in _ZEROS


def _kronor(sign: str, whole: str, decimals: str, zeros: int, written: str) -> Decimal:
    """Whole numbers all the way, so that nothing is rounded."""
    meant = decimals.rstrip("0")
    if len(meant) > zeros + ORE_DECIMALS:
        raise RuleBroken("money.finer_than_ore", text=written)
    digits = re.sub(r"[^0-9]", "", whole) + meant.ljust(zeros + ORE_DECIMALS, "0")
    if int(digits) >= LIMIT * 10**ORE_DECIMALS:
        raise RuleBroken("money.too_large", text=written)
    return Decimal(f"{sign}{int(digits)}").scaleb(-ORE_DECIMALS)


# --- shares of a whole ----------------------------------------------------------------------------------------

WHOLE = Decimal(100)  # per cent
_PIECES = 10_000  # a share is told in hundredths of a per cent


def rest_of(shares: Iterable[Decimal | None]) -> Decimal:
    """What the shares leave of the whole, in per cent. A share that nobody has said takes nothing."""
    return WHOLE - sum((share for share in shares if share is not None), Decimal(0))


def check_shares(shares: Iterable[Decimal | None]) -> None:
    """Shares are parts of one whole: refuses ``money.shares_over_whole`` with how much is too much."""
    rest = rest_of(shares)
    if rest < 0:
        raise RuleBroken("money.shares_over_whole", over=-rest)


def spread(amount: Decimal, shares: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The amount laid out on the shares, in per cent, and last what they leave: exactly, to the öre.

    What rounding leaves over goes, one öre each, to the parts that lost most by it (largest remainder). Shares
    over the whole are refused as by ``check_shares``.
    """
    check_shares(shares)
    pieces = [int(share.scaleb(2)) for share in shares]
    pieces.append(_PIECES - sum(pieces))
    ore = abs(int(amount.scaleb(ORE_DECIMALS)))
    parts = [ore * piece // _PIECES for piece in pieces]
    losers = sorted(range(len(pieces)), key=lambda place: -(ore * pieces[place] % _PIECES))
    for place in losers[: ore - sum(parts)]:
        parts[place] += 1
    return tuple(Decimal(part).scaleb(-ORE_DECIMALS).copy_sign(amount) if part else Decimal(0) for part in parts)


# --- sums in which missing stays missing ----------------------------------------------------------------------


@dataclass(frozen=True)
class Money:
    """What has been said of each station, in kronor. ``None`` is that nobody has said, and is not zero."""

    pending: Decimal | None = None
    granted: Decimal | None = None
    planned: Decimal | None = None
    used: Decimal | None = None

    def __add__(self, other: "Money") -> "Money":
        return Money(
            _sum(self.pending, other.pending),
            _sum(self.granted, other.granted),
            _sum(self.planned, other.planned),
            _sum(self.used, other.used),
        )

    def of(self, measure: Measure) -> Decimal | None:
        """The amount at one station."""
        return {
            Measure.PENDING: self.pending,
            Measure.GRANTED: self.granted,
            Measure.PLANNED: self.planned,
            Measure.USED: self.used,
        }[measure]

    def spread(self, shares: Sequence[Decimal]) -> tuple["Money", ...]:
        """Each station laid out on the shares, and last what they leave."""
        nothing = (None,) * (len(shares) + 1)
        laid = [spread(one, shares) if one is not None else nothing for one in self.stations]
        return tuple(Money(*parts) for parts in zip(*laid, strict=True))

    @property
    def stations(self) -> tuple[Decimal | None, ...]:
        """All four, in order."""
        return (self.pending, self.granted, self.planned, self.used)

    @property
    def is_silent(self) -> bool:
        """Whether nobody has said anything about this money."""
        return all(one is None for one in self.stations)


def total(amounts: Iterable[Money]) -> Money:
    """All of them together."""
    return sum(amounts, Money())


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


@dataclass(frozen=True)
class YearFigures:
    """What is planned and used of a grant in a year, in kronor. ``None`` is that nobody has said."""

    year: int
    planned: Decimal | None
    used: Decimal | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said about the year."""
        return self.planned is None and self.used is None
