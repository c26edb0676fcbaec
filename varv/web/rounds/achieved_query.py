"""What stands in the address of a roll-up, and the addresses that lead from a figure to its rows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from varv.core.counting import Dimension
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.theory import Level
from varv.overview.boards.strategy_board import current_strategy
from varv.overview.rounds.figure_rows import FigureWish
from varv.overview.rounds.roll_up import Measure, RollUp, RollUpWish
from varv.overview.rounds.roll_up_axes import By
from varv.strategy.models import SteeringDocument
from varv.web.gate import RegionRequest, sent_number, today

ADDRESSES: Mapping[By, str] = {
    By.WHOLE: "hela",
    By.ACTIVITY: "aktivitet",
    By.GOAL: "mal",
    By.UNIT: "enhet",
    By.PLACE: "plats",
}
PARTS: Mapping[Dimension, str] = {
    Dimension.SEX: "kon",
    Dimension.AGE: "alder",
    Dimension.BORN: "fodelseland",
    Dimension.PLACE: "kommun",
}
_BY = {address: by for by, address in ADDRESSES.items()}
_DIMENSION = {address: dimension for dimension, address in PARTS.items()}


def wish_of(request: RegionRequest) -> RollUpWish:
    """What is asked for; what cannot be read is left out."""
    query = request.GET
    by = _BY.get(query.get("efter", ""), By.WHOLE)
    return RollUpWish(
        by=by,
        document=_document(request) if by is By.GOAL else None,
        indicators=frozenset(filter(None, map(sent_number, query.getlist("indikator")))),
        periods=frozenset(_periods(query)),
        dimension=_DIMENSION.get(query.get("delat", "")),
        outside=query.get("utanfor") == "1",
    )


def _document(request: RegionRequest) -> SteeringDocument | None:
    """The document in the address, or else the strategy."""
    own = SteeringDocument.objects.of(request.region.pk)
    asked: SteeringDocument | None = own.filter(pk=sent_number(request.GET.get("dokument", ""))).first()
    return asked or current_strategy(request.region.pk, today())


def _periods(query: QueryDict) -> list[Period]:
    return [period for written in query.getlist("halvar") if (period := period_of(written)) is not None]


def period_of(written: str) -> Period | None:
    """A period from an address, if it is one."""
    try:
        return Period.parse(written) if written else None
    except RuleBroken:
        return None


def query_of(wish: RollUpWish, **more: Any) -> str:
    """The address of a wish; ``more`` stands instead of what it says, and what is nothing is left out."""
    told: dict[str, Any] = {
        "efter": ADDRESSES[wish.by],
        "dokument": wish.document.pk if wish.document else None,
        "indikator": sorted(wish.indicators),
        "halvar": sorted(map(str, wish.periods)),
        "delat": PARTS[wish.dimension] if wish.dimension else None,
        "utanfor": "1" if wish.outside else None,
    }
    kept = {name: value for name, value in (told | more).items() if value is not None and value not in ("", [])}
    return urlencode(kept, doseq=True)


def query_behind(
    wish: RollUpWish, node: int, measure: Measure, period: Period | None = None, category: str = ""
) -> str:
    """The address of the rows behind a figure."""
    level = "" if measure.level is None else measure.level.value
    figure = {"nod": node or None, "matt": measure.indicator_id, "niva": level, "del": category}
    return query_of(wish, **figure, indikator=measure.indicator_id, period=period and str(period))


def figure_wish_of(request: RegionRequest, found: RollUp) -> FigureWish | None:
    """Which of the figures is asked for; ``None`` when there is no such measure."""
    query = request.GET
    asked = sent_number(query.get("matt", ""))
    level = query.get("niva", "")
    for measure in found.measures:
        if measure.indicator_id == asked and measure.level == (Level(level) if level in set(Level) else None):
            node = sent_number(query.get("nod", ""))
            return FigureWish(found.wish, node, measure, period_of(query.get("period", "")), query.get("del", ""))
    return None
