"""The board of resources as a workbook: the sums as they stand on the page, and every insats behind them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from varv.core.money import Measure, Money
from varv.overview.delivery.resources import BehindRow, ResourceBoard, ResourceRow
from varv.overview.words import word
from varv.overview.words.of_money import PATHS
from varv.publishing.letters import legible
from varv.publishing.workbooks.writing import Cell, Heading, Prose, Table, render


def render_resources(board: ResourceBoard, names: Sequence[str], behind: Sequence[BehindRow]) -> bytes:
    """The workbook's bytes. ``names`` are what the board's rows are called, in their order. Amounts in kronor."""
    named = list(zip(board.rows, names, strict=True))
    sheets: list[Table | Prose] = [
        Prose(_("About"), list(_about(board))),
        Table(_("Resources"), _headings(str(PATHS[board.wish.path.value])), [_row(row, name) for row, name in named]),
        Table(_("Initiatives"), _headings(_("Initiative"), _("Kind of activity")), [_behind(row) for row in behind]),
    ]
    if board.appropriations:
        sheets.append(Table(_("Appropriations"), _appropriation_headings(), list(_appropriations(board))))
    return render(sheets, title=_("Resources"))


def _about(board: ResourceBoard) -> Iterator[tuple[Cell, ...]]:
    yield (_("Where does the money go?"),)
    yield _("Amounts"), _("Kronor. An empty cell is that nobody has said; it is not zero.")
    wish = board.wish
    if wish.first_year or wish.last_year:
        yield _("Years"), f"{wish.first_year or ''}–{wish.last_year or ''}"
    for measure, amount in zip(Measure, board.money.stations, strict=True):
        yield word(measure), "" if amount is None else format(amount, "f")
    yield _("Inside and outside"), _("What the region's choices of funding and activities count, and what they do not.")
    yield _("Levels"), _("A goal holds what is its own and what is below it. Rows on level 1 add up to the total.")


def _headings(first: str, second: str = "") -> tuple[Heading, ...]:
    """Both sides of the choice, for each station of the money."""
    sides = (_("inside the choice"), _("outside the choice"))
    stations = [Heading(f"{word(measure)}, {side}") for measure in Measure for side in sides]
    return (Heading(first, width=46), Heading(second or _("Level")), Heading(_("Number of initiatives")), *stations)


def _row(row: ResourceRow, name: str) -> tuple[Cell, ...]:
    return (legible(name), row.depth + 1, row.initiatives, *_amounts(row.inside, row.outside))


def _behind(row: BehindRow) -> tuple[Cell, ...]:
    return (legible(row.name), legible(row.activity), 1, *_amounts(row.inside, row.outside))


def _amounts(inside: Money, outside: Money) -> Iterator[Decimal | None]:
    for pair in zip(inside.stations, outside.stations, strict=True):
        yield from pair


def _appropriation_headings() -> tuple[Heading, ...]:
    told = (
        _("Year"),
        _("Appropriation"),
        _("Granted"),
        word(Measure.PLANNED),
        _("Used"),
        _("Not planned"),
        _("Not used"),
    )
    return (Heading(_("Source of money"), width=30), *(Heading(one) for one in told), Heading(_("Decision"), width=40))


def _appropriations(board: ResourceBoard) -> Iterator[tuple[Cell, ...]]:
    for row in board.appropriations:
        money = row.money
        told = (row.appropriation, money.granted, money.planned, money.used, row.unplanned, row.unused)
        yield legible(row.source), row.year, *told, legible(row.decision)
