"""The figures of a report: what is planned, what came before, what is said now, and how it is broken down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from varv.core.counting import CATEGORIES, Category, Counting, Dimension
from varv.core.status import Missing
from varv.core.theory import Level
from varv.delivery.models import InitiativePlace
from varv.overview.rounds.last_time import LastTime, Said
from varv.overview.rounds.written_so_far import Written
from varv.overview.words import word
from varv.regions.models import Place
from varv.rounds.drafts import LineDraft, PartDraft, value_field


@dataclass(frozen=True)
class SheetPart:
    """One category of a breakdown, or one place, whose name is then ``place``."""

    category: str
    place: str
    value: Decimal | None
    last: Decimal | None

    @property
    def name(self) -> str:
        """What it is called; a place that is no longer the region's has its code left."""
        if self.place:
            return self.place
        return word(Category(self.category)) if self.category in set(Category) else self.category


@dataclass(frozen=True)
class SheetBreakdown:
    """A figure by one dimension. ``remainder`` is what no part has: not broken down; ``None`` where nothing is."""

    dimension: Dimension
    parts: tuple[SheetPart, ...]
    remainder: Decimal | None

    @property
    def is_written(self) -> bool:
        """Whether any part is written."""
        return any(part.value is not None for part in self.parts)


@dataclass(frozen=True)
class SheetLine:
    """A planned output or outcome: what is planned, what was said last time, and what is said now.

    ``earlier`` are its figures in the approved reports before this one, oldest first.
    """

    planned_result_id: int
    line_id: int | None
    level: Level
    text: str
    unit: str
    planned: Decimal | None
    counting: Counting
    last: Said | None
    earlier: tuple[Decimal, ...]
    value: Decimal | None
    missing: Missing | None
    comment: str
    breakdowns: tuple[SheetBreakdown, ...]

    @property
    def field(self) -> str:
        """The name of the field that holds its value."""
        return value_field(self.planned_result_id)

    @property
    def before(self) -> Decimal | None:
        """All that came before this report, by the rule of counting; a state has no sum over time."""
        if self.counting is Counting.STATE or not self.earlier:
            return None
        return sum(self.earlier, Decimal(0)) if self.counting is Counting.PER_PERIOD else self.earlier[-1]

    @property
    def total(self) -> Decimal | None:
        """All since the start, with this report; unknown without a figure now, and never told of a state."""
        if self.value is None or self.counting is Counting.STATE:
            return None
        return self.value + (self.before or 0) if self.counting is Counting.PER_PERIOD else self.value

    @property
    def own_part(self) -> Decimal | None:
        """What the period itself added to a figure that is counted from the start."""
        if self.counting is not Counting.CUMULATIVE or self.value is None or self.before is None:
            return None
        return self.value - self.before

    @property
    def is_broken_down(self) -> bool:
        """Whether any breakdown has something written."""
        return any(breakdown.is_written for breakdown in self.breakdowns)


Places = Mapping[str, str]


def places_asked(region_id: int, initiative_ids: Iterable[int]) -> tuple[Places, Mapping[int, tuple[str, ...]]]:
    """Every place's name by its code, and the codes of those each insats is tied to, by its id; two queries."""
    names = dict(Place.objects.of(region_id).order_by("name", "pk").values_list("code", "name"))
    tied = InitiativePlace.objects.of(region_id).filter(initiative_id__in=initiative_ids)
    found: dict[int, tuple[str, ...]] = {}
    for initiative_id, code in tied.order_by("place__name", "pk").values_list("initiative_id", "place__code"):
        found[initiative_id] = (*found.get(initiative_id, ()), code)
    return names, found


@dataclass(frozen=True)
class _Beside:
    """What stands beside every line of a report: the approved ones before it, and the places that are asked for."""

    before: Sequence[LastTime]
    names: Places
    places: Sequence[str]

    def last(self, planned_result_id: int) -> Said | None:
        return self.before[-1].lines.get(planned_result_id) if self.before else None


def sheet_lines(
    written: Written, before: Sequence[LastTime], names: Places, own_places: Sequence[str]
) -> tuple[SheetLine, ...]:
    """The lines of a report as it stands now. ``own_places`` are asked for where the insats is tied to some."""
    beside = _Beside(before, names, own_places or tuple(names))
    return tuple(_live(line, written, beside) for line in written.draft.lines)


def frozen_lines(
    lines: Iterable[Said], written: Written, before: Sequence[LastTime], names: Places
) -> tuple[SheetLine, ...]:
    """The lines as they were approved, whatever the plan is called now."""
    last = before[-1].lines if before else {}
    return tuple(
        SheetLine(
            planned_result_id=told.planned_result_id,
            line_id=written.line_ids.get(told.planned_result_id),
            level=Level(told.level),
            text=told.text,
            unit=told.unit,
            planned=told.planned,
            counting=told.counting,
            last=last.get(told.planned_result_id),
            earlier=_earlier(told.planned_result_id, told.counting, before),
            value=told.value,
            missing=told.missing,
            comment=told.comment,
            breakdowns=_told_breakdowns(told, names),
        )
        for told in lines
    )


def _earlier(planned_result_id: int, counting: Counting, before: Sequence[LastTime]) -> tuple[Decimal, ...]:
    """The figures that were counted by the same rule; others would not add up with them."""
    told = (one.lines[planned_result_id] for one in before if planned_result_id in one.lines)
    return tuple(line.value for line in told if line.value is not None and line.counting is counting)


def _live(line: LineDraft, written: Written, beside: _Beside) -> SheetLine:
    result = written.results[line.planned_result_id]
    return SheetLine(
        planned_result_id=result.pk,
        line_id=written.line_ids.get(result.pk),
        level=result.level,
        text=result.text,
        unit=result.unit,
        planned=result.planned,
        counting=result.counting,
        last=beside.last(result.pk),
        earlier=_earlier(result.pk, result.counting, beside.before),
        value=line.value,
        missing=line.missing,
        comment=line.comment,
        breakdowns=tuple(_asked(one, line, beside) for one in result.dimensions),
    )


def _asked(dimension: Dimension, line: LineDraft, beside: _Beside) -> SheetBreakdown:
    """Every category that is asked for, and those that have been answered besides."""
    now = {part.category: part.value for part in line.parts if part.dimension is dimension}
    asked = beside.places if dimension is Dimension.PLACE else tuple(code.value for code in CATEGORIES[dimension])
    last = beside.last(line.planned_result_id)
    return SheetBreakdown(
        dimension,
        tuple(
            SheetPart(
                code, beside.names.get(code, ""), now.get(code), last.parts.get((dimension, code)) if last else None
            )
            for code in dict.fromkeys((*asked, *now))
        ),
        remainder(line.value, [part for part in line.parts if part.dimension is dimension]),
    )


def _told_breakdowns(told: Said, names: Places) -> tuple[SheetBreakdown, ...]:
    """Only what was said: a blank part of an approved figure tells nothing."""
    said = [PartDraft(dimension, category, value) for (dimension, category), value in told.parts.items()]
    return tuple(
        SheetBreakdown(
            dimension,
            tuple(SheetPart(part.category, names.get(part.category, ""), part.value, None) for part in parts),
            remainder(told.value, parts),
        )
        for dimension in Dimension
        if (parts := [part for part in said if part.dimension is dimension])
    )


def remainder(value: Decimal | None, parts: Sequence[PartDraft]) -> Decimal | None:
    """What is not broken down: the total less its parts; nothing to tell where nothing is broken down."""
    if value is None or not parts:
        return None
    return value - sum(part.value for part in parts)
