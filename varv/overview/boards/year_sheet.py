"""One year of a strategy: where it stands, what was done, what was learned, and what was changed because of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from varv.core.choices import Scope
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.indicators.models import Indicator
from varv.learning.models import Change, Lesson, Recommendation
from varv.overview.boards.strategy_board import StrategyBoard, strategy_board
from varv.overview.indicators.indicator_sheet import IndicatorSheet, indicator_sheet
from varv.overview.learning.answers.plan_changes import ChangeLine, change_lines
from varv.overview.learning.lessons.learning_log import RecommendationLine, recommendation_line
from varv.rounds.models import Report
from varv.strategy.models import SteeringDocument
from varv.strategy.scope import scope_of


@dataclass(frozen=True)
class FrozenLine:
    """An output or outcome as it stood when the report was approved."""

    level: Level
    text: str
    unit: str
    planned: Decimal | None
    value: Decimal | None
    missing: Missing | None


@dataclass(frozen=True)
class FrozenReport:
    """A report as it was approved; nothing that happened later has changed it."""

    id: int
    initiative: str
    author: str
    period: Period
    approved_on: date
    done: str
    verdict: Verdict
    verdict_reason: str
    learned: str
    goals: tuple[str, ...]
    lines: tuple[FrozenLine, ...]


@dataclass(frozen=True)
class LessonTold:
    """A lesson that became common knowledge."""

    id: int
    statement: str
    context: str
    confidence: Confidence
    author: str
    accepted_on: date


@dataclass(frozen=True)
class YearSheet:
    """A year: the board as it stands on the day of reading, and what belongs to the year.

    ``reports`` are of the insatser that the region's choices (vägval) count.
    ``outside`` names the others that reported.
    """

    year: int
    region: str
    is_example: bool
    on: date
    board: StrategyBoard
    indicators: tuple[IndicatorSheet, ...]
    scope: Scope
    reports: tuple[FrozenReport, ...]
    outside: tuple[str, ...]
    lessons: tuple[LessonTold, ...]
    recommendations: tuple[RecommendationLine, ...]
    changes: tuple[ChangeLine, ...]

    @property
    def answered(self) -> int:
        """How many of the year's recommendations have an answer."""
        return sum(line.answer is not None for line in self.recommendations)


def years(region_id: int, on: date) -> tuple[int, ...]:
    """The years that have anything to tell, the newest first; always this one."""
    reported = {report.round.period.year for report in Report.objects.of(region_id).approved().select_related("round")}
    changed = {day.year for day in Change.objects.of(region_id).values_list("decided_on", flat=True)}
    return tuple(sorted(reported | changed | {on.year}, reverse=True))


def year_sheet(strategy: SteeringDocument, year: int, on: date) -> YearSheet:
    """The year as it is told on a day. Indicators cost some queries each; the rest a fixed number."""
    region_id = strategy.region_id
    scope = scope_of(region_id)
    reports = [(_frozen(report), scope.counts(report.initiative.kind)) for report in _approved(region_id, year)]
    indicators = Indicator.objects.of(region_id).filter(goal__document=strategy).in_order()
    made = Recommendation.objects.of(region_id).filter(made_at__year=year).select_related("response").in_order()
    return YearSheet(
        year=year,
        region=strategy.region.name,
        is_example=strategy.region.is_example,
        on=on,
        board=strategy_board(strategy, on),
        indicators=tuple(indicator_sheet(indicator, on) for indicator in indicators),
        scope=scope,
        reports=tuple(report for report, is_counted in reports if is_counted),
        outside=tuple(dict.fromkeys(report.initiative for report, is_counted in reports if not is_counted)),
        lessons=tuple(_lessons(region_id, year)),
        recommendations=tuple(recommendation_line(recommendation) for recommendation in made),
        changes=change_lines(Change.objects.of(region_id).filter(decided_on__year=year)),
    )


def _approved(region_id: int, year: int) -> list[Report]:
    """The year's approved reports by the insats' name, as it was when the report was approved."""
    approved = Report.objects.of(region_id).approved().select_related("round", "initiative")
    of_year = [report for report in approved if report.round.period.year == year]
    return sorted(
        of_year, key=lambda report: (report.approved_content["initiative"]["name"], report.round.period.first)
    )


def _frozen(report: Report) -> FrozenReport:
    content: dict[str, Any] = report.approved_content or {}
    return FrozenReport(
        id=report.pk,
        initiative=content["initiative"]["name"],
        author=content["author"],
        period=Period.parse(content["period"]),
        approved_on=localtime(report.approved_at).date(),
        done=content["done"],
        verdict=Verdict(content["verdict"]),
        verdict_reason=content["verdict_reason"],
        learned=content["learned"],
        goals=tuple(f"{goal['outline']} {goal['name']}" for goal in content["goals"]),
        lines=tuple(_line(line) for line in content["lines"]),
    )


def _line(line: dict[str, Any]) -> FrozenLine:
    return FrozenLine(
        level=Level(line["level"]),
        text=line["text"],
        unit=line["unit"],
        planned=_amount(line["planned"]),
        value=_amount(line["value"]),
        missing=Missing(line["missing"]) if line["missing"] else None,
    )


def _amount(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _lessons(region_id: int, year: int) -> Iterable[LessonTold]:
    accepted = Lesson.objects.of(region_id).accepted().filter(accepted_at__year=year).select_related("author")
    return (
        LessonTold(
            id=lesson.pk,
            statement=lesson.statement,
            context=lesson.context,
            confidence=lesson.confidence,
            author=lesson.author.name,
            accepted_on=localtime(lesson.accepted_at).date(),
        )
        for lesson in accepted.order_by("accepted_at", "pk")
    )
