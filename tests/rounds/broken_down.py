"""Insatser whose figures are counted and broken down in a way of their own, and what was said of them before."""

from dataclasses import replace
from decimal import Decimal

from tests.rounds.walks import approved, opened, results_of, saved, whole
from varv.core.counting import Category, Counting, Dimension
from varv.core.periods import Period
from varv.core.roles import Actor
from varv.delivery.models import Initiative, PlannedResult
from varv.rounds.drafts import LineDraft, PartDraft
from varv.rounds.models import Report

SPRING = Period.parse("2026H1")


def counted(initiative: Initiative, counting: Counting, *dimensions: Dimension) -> PlannedResult:
    """The insats' first output, counted by this rule and broken down so. No verb changes the rule of a demo's plan."""
    output = results_of(initiative)[0]
    output.change(own_counting=counting, own_dimensions=[str(one) for one in dimensions])
    return output


def told_before(
    initiative: Initiative, value: int, author: Actor, by: Actor, period: Period = SPRING, **changed
) -> Report:
    """An approved report of an earlier half-year, with this value of the first output."""
    report = Report.objects.of(by.region_id).get(round=opened(by, period), initiative=initiative)
    draft = whole(report)
    first = replace(draft.lines[0], value=Decimal(value), parts=changed.pop("parts", ()))
    return approved(report, author, by, lines=(first, *draft.lines[1:]), **changed)


def women(value: int, dimension: Dimension = Dimension.SEX, category: str = Category.WOMEN) -> PartDraft:
    """A part of a figure."""
    return PartDraft(dimension, category, Decimal(value))


def with_parts(report: Report, by: Actor, value: int, *parts: PartDraft) -> Report:
    """The report saved with this value of its first output and these parts."""
    draft = whole(report)
    first = LineDraft(draft.lines[0].planned_result_id, Decimal(value), parts=tuple(sorted(parts)))
    return saved(report, by, replace(draft, lines=(first, *draft.lines[1:])))
