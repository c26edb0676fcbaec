"""What is kept of a report when it is approved: everything a reader needs, so that no later change reaches it.

Version 1 had no ``kind``, ``unexpected``, ``next_change``, ``answers`` or ``questions``, and its lines no
``counting``, ``dimensions`` or ``parts``. It is read as ``whole`` makes it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import CharField, ExpressionWrapper, F

from varv.core.asking import ReportKind
from varv.core.counting import Counting, Dimension
from varv.core.questions import as_json
from varv.core.roles import Actor
from varv.delivery.models import Contribution, PlannedResult
from varv.indicators.models import Indicator
from varv.regions.owned import facts
from varv.rounds.drafts import Draft, questions_of
from varv.rounds.models import Evidence, LinePart, Report, ReportLine

CONTENT_VERSION = 2
Content = dict[str, Any]


def contents(reports: Sequence[Report], by: Actor) -> Mapping[int, Content]:
    """The content of each report by its id, in six queries. The reports have everything they show selected."""
    parts = _parts(reports)
    lines, goals, evidence = _lines(reports, parts), _goals(reports), _evidence(reports)
    return {
        report.pk: {
            "version": CONTENT_VERSION,
            "period": str(report.round.period),
            **_heading(report, by),
            **_own_words(report),
            "lines": lines[report.pk],
            "goals": goals[report.initiative_id],
            "evidence": evidence[report.pk],
        }
        for report in reports
    }


def _heading(report: Report, by: Actor) -> Content:
    initiative, template = report.initiative, report.template
    return {
        "kind": report.kind,
        "number": report.number,
        "initiative": {
            "id": initiative.pk,
            "name": initiative.name,
            "activity": str(initiative.generic_activity),
            "unit": str(initiative.unit),
        },
        "author": report.author.name,
        "submitted_by": report.submitted_by.name if report.submitted_by else "",
        "approved_by": by.name,
        "template": template and {"id": template.pk, "name": template.name, "version": template.version},
        "questions": as_json(questions_of(report)),
    }


def _own_words(report: Report) -> Content:
    """The report's own words and days, as JSON can hold them."""
    own = (*Draft().texts(), "started_at", "submitted_at", "approved_at")
    written = facts(report)
    return {name: written[name] for name in own}


def _parts(reports: Sequence[Report]) -> Mapping[int, list[Content]]:
    """The parts of every line by the line's id. A round has tens of thousands, so no objects are made of them."""
    kept: dict[int, list[Content]] = defaultdict(list)
    # By the lines: SQLite would otherwise look through all the parts that the region has.
    lines = ReportLine.objects.of(reports[0].region_id).filter(report__in=reports)
    parts = LinePart.objects.of(reports[0].region_id).filter(line__in=lines)
    # As expressions the codes come as the plain text they are kept as.
    codes = {f"told_{name}": ExpressionWrapper(F(name), CharField()) for name in ("dimension", "category")}
    told = parts.order_by("dimension", "category", "pk").annotate(**codes).values_list("line_id", *codes, "value")
    for line_id, dimension, category, value in told:
        kept[line_id].append({"dimension": dimension, "category": category, "value": _amount(value)})
    return kept


def _lines(reports: Sequence[Report], parts: Mapping[int, list[Content]]) -> Mapping[int, list[Content]]:
    """The lines of each report by its id, in the order of the plan."""
    planned, indicators = _planned(reports)
    kept: dict[int, list[Content]] = defaultdict(list)
    lines = ReportLine.objects.of(reports[0].region_id).filter(report__in=reports)
    told = lines.order_by("planned_result__place", "pk")
    for pk, report_id, planned_id, value, missing, comment in told.values_list(
        "pk", "report_id", "planned_result_id", "value", "missing", "comment"
    ):
        level, text, unit, amount, own_counting, own_dimensions, indicator_id = planned[planned_id]
        counting, dimensions = indicators.get(indicator_id) or (own_counting, _in_order(own_dimensions))
        kept[report_id].append(
            {
                "planned_result": planned_id,
                "level": level,
                "text": text,
                "unit": unit,
                "planned": _amount(amount),
                "counting": counting,
                "dimensions": dimensions,
                "value": _amount(value),
                "missing": missing,
                "comment": comment,
                "parts": parts.get(pk, []),
            }
        )
    return kept


def _planned(reports: Sequence[Report]) -> tuple[Mapping[int, Any], Mapping[int, Any]]:
    """What is planned by its id, and the rule of each indicator that some of it has: as ``PlannedResult.counting``."""
    region_id, initiatives = reports[0].region_id, {report.initiative_id for report in reports}
    planned = PlannedResult.objects.of(region_id).filter(initiative__in=initiatives)
    own = ("level", "text", "unit", "planned", "own_counting", "own_dimensions", "indicator_id")
    rules = Indicator.objects.of(region_id).values_list("pk", "counting", "dimensions")
    return (
        {pk: facts for pk, *facts in planned.values_list("pk", *own)},
        {pk: (counting, _in_order(dimensions)) for pk, counting, dimensions in rules},
    )


def _in_order(dimensions: Collection[str]) -> list[Dimension]:
    return [dimension for dimension in Dimension if dimension in dimensions]


def _goals(reports: Sequence[Report]) -> Mapping[int, list[Content]]:
    kept: dict[int, list[Content]] = defaultdict(list)
    helped = Contribution.objects.of(reports[0].region_id).filter(initiative__reports__in=reports).distinct()
    for one in helped.select_related("goal").order_by("goal__place", "pk"):
        kept[one.initiative_id].append({"id": one.goal_id, "outline": one.goal.outline, "name": one.goal.name})
    return kept


def _evidence(reports: Sequence[Report]) -> Mapping[int, list[Content]]:
    kept: dict[int, list[Content]] = defaultdict(list)
    evidence = Evidence.objects.of(reports[0].region_id).filter(report__in=reports).select_related("line")
    for one in evidence.order_by("pk"):
        told = {"id": one.pk, "title": one.title, "link": one.link, "filename": one.filename, "sha256": one.sha256}
        kept[one.report_id].append(told | {"planned_result": one.line.planned_result_id if one.line else None})
    return kept


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def whole(content: Content) -> Content:
    """Content of any version as the newest has it, so that every reader can read all that was ever approved."""
    texts: Content = {"unexpected": "", "next_change": "", "answers": {}, "questions": []}
    heading: Content = {"kind": ReportKind.HALF_YEAR.value, "number": 1, "template": None, "submitted_by": ""}
    line = {"counting": Counting.PER_PERIOD.value, "dimensions": [], "parts": []}
    evidence = [{"planned_result": None, **one} for one in content["evidence"]]
    lines = [{**line, **one} for one in content["lines"]]
    return {**texts, **heading, **content, "lines": lines, "evidence": evidence}
