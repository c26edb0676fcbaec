"""How frozen figures are counted stays as it was when they were frozen."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY, IndicatorFactory, LinePartFactory
from tests.people import verbs
from tests.rounds.walks import approved, asked, results_of, saved
from varv.core.counting import Adding, Counting, Dimension
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.delivery.models import PlannedResult
from varv.delivery.wanted import WantedResult
from varv.indicators.models import Indicator
from varv.rounds import operations
from varv.rounds.models import Report, ReportLine

pytestmark = pytest.mark.django_db

COURSES = WantedResult(Level.OUTPUT, "Kurser", "kurser", Decimal(10))


def edited(result, by, **changed) -> PlannedResult:
    result.refresh_from_db()
    values = {name: getattr(result, name) for name in ("text", "unit", "planned", "step", "indicator", "revision")}
    counted = {"counting": result.own_counting, "dimensions": tuple(result.own_dimensions)}
    operations.edit_planned_result(planned_result=result, **(values | counted | changed), by=by, at=MONDAY)
    return PlannedResult.objects.get(pk=result.pk)


def recounted(indicator, by, **changed) -> Indicator:
    indicator.refresh_from_db()
    operations.edit_indicator(indicator=indicator, revision=indicator.revision, **changed, by=by, at=MONDAY)
    return Indicator.objects.get(pk=indicator.pk)


def frozen(anna, bo, disa, wanted=COURSES) -> tuple[Report, PlannedResult]:
    """A report whose figures are frozen, and its one planned result."""
    report = approved(asked(anna, bo, results=[wanted]), bo, disa)
    return report, results_of(report.initiative)[0]


def part_of(report, **said) -> None:
    LinePartFactory(line=ReportLine.objects.get(report=report), **said)


def test_edit_planned_result_changes_words_and_counting_at_once(anna, bo):
    result = results_of(running(anna, bo, results=[COURSES]))[0]

    result = edited(result, bo, text="Moduler", counting=Counting.STATE, dimensions=(Dimension.SEX,))

    assert (result.text, result.counting, result.dimensions) == ("Moduler", Counting.STATE, (Dimension.SEX,))
    assert verbs(result) == ["planned", "edited", "recounted"]


def test_edit_planned_result_writes_one_line_when_the_counting_stays(anna, bo):
    result = edited(results_of(running(anna, bo, results=[COURSES]))[0], bo, text="Moduler")

    assert verbs(result) == ["planned", "edited"]


def test_what_only_a_draft_says_hinders_nothing(anna, bo):
    report = asked(anna, bo, results=[COURSES])
    saved(report, bo)

    result = edited(results_of(report.initiative)[0], bo, counting=Counting.CUMULATIVE)

    assert result.counting is Counting.CUMULATIVE


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (lambda: {"counting": Counting.CUMULATIVE}, "counting"),
        (lambda: {"indicator": IndicatorFactory(counting=Counting.STATE)}, "counting"),
    ],
)
def test_frozen_figures_keep_their_rule(anna, bo, disa, changed, field):
    _report, result = frozen(anna, bo, disa)

    with pytest.raises(RuleBroken) as refused:
        edited(result, bo, text="Moduler", **changed())

    result.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("planned_result.figures_frozen", field)
    assert (result.text, result.counting) == ("Kurser", Counting.PER_PERIOD)


def test_frozen_figures_may_come_to_an_indicator_with_the_same_rule_and_stay_there(anna, bo, disa):
    _report, result = frozen(anna, bo, disa)
    indicator = IndicatorFactory()

    assert edited(result, bo, indicator=indicator).indicator == indicator
    for elsewhere in (None, IndicatorFactory()):
        with pytest.raises(RuleBroken) as refused:
            edited(result, bo, indicator=elsewhere)
        assert (refused.value.code, refused.value.facts["field"]) == ("planned_result.figures_frozen", "indicator")


def test_words_and_amounts_change_also_when_figures_are_frozen(anna, bo, disa):
    _report, result = frozen(anna, bo, disa)

    result = edited(result, bo, text="Moduler", planned=Decimal(12), dimensions=(Dimension.AGE,))

    assert (result.text, result.planned, result.dimensions) == ("Moduler", Decimal(12), (Dimension.AGE,))


def test_a_breakdown_that_frozen_figures_have_stays(anna, bo, disa):
    report, result = frozen(anna, bo, disa, replace(COURSES, dimensions=(Dimension.SEX, Dimension.AGE)))
    part_of(report)

    with pytest.raises(RuleBroken) as refused:
        edited(result, bo, dimensions=(Dimension.AGE,))

    assert (refused.value.code, refused.value.facts["dimension"]) == ("planned_result.parts_frozen", Dimension.SEX)
    assert edited(result, bo, dimensions=(Dimension.SEX,)).dimensions == (Dimension.SEX,)


def test_edit_planned_result_is_for_those_who_may_edit(anna, bo, disa):
    result = results_of(running(anna, bo, results=[COURSES]))[0]

    with pytest.raises(NotAllowed):
        edited(result, disa, counting=Counting.STATE)


def test_edit_indicator_changes_how_it_is_counted_while_nothing_is_frozen(anna, bo, egon):
    indicator = IndicatorFactory()
    running(anna, bo, results=[replace(COURSES, indicator=indicator)])

    indicator = recounted(indicator, egon, counting=Counting.STATE, adding=Adding.NONE, dimensions=[Dimension.SEX])

    assert (indicator.counting, indicator.adding, indicator.dimensions) == (Counting.STATE, Adding.NONE, ["sex"])
    assert verbs(indicator) == ["edited"]


def test_edit_indicator_refuses_another_rule_for_frozen_figures(anna, bo, disa, egon):
    indicator = IndicatorFactory()
    frozen(anna, bo, disa, replace(COURSES, indicator=indicator))

    with pytest.raises(RuleBroken) as refused:
        recounted(indicator, egon, counting=Counting.CUMULATIVE, name="Ett annat namn")

    indicator.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("indicator.figures_frozen", "counting")
    assert indicator.counting is Counting.PER_PERIOD


def test_edit_indicator_still_describes_and_adds_otherwise_when_figures_are_frozen(anna, bo, disa, egon):
    indicator = IndicatorFactory()
    frozen(anna, bo, disa, replace(COURSES, indicator=indicator))

    indicator = recounted(indicator, egon, name="Kurser i länet", adding=Adding.NONE, dimensions=[Dimension.BORN])

    assert (indicator.name, indicator.adding, indicator.dimensions) == ("Kurser i länet", Adding.NONE, ["born"])


def test_edit_indicator_keeps_breakdowns_that_frozen_figures_have(anna, bo, disa, egon):
    indicator = IndicatorFactory(dimensions=["sex"])
    report, _result = frozen(anna, bo, disa, replace(COURSES, indicator=indicator))
    part_of(report)

    with pytest.raises(RuleBroken, match=r"planned_result\.parts_frozen"):
        recounted(indicator, egon, dimensions=[])


def test_edit_indicator_refuses_to_make_a_ratio_of_what_is_reported_to(anna, bo, egon):
    indicator = IndicatorFactory()
    running(anna, bo, results=[replace(COURSES, indicator=indicator)])
    parts = {"numerator": IndicatorFactory(), "denominator": IndicatorFactory()}

    with pytest.raises(RuleBroken) as refused:
        recounted(indicator, egon, adding=Adding.RATIO, **parts)

    assert (refused.value.code, refused.value.facts["field"]) == ("indicator.is_reported_to", "adding")


def test_edit_indicator_is_for_those_who_measure(bo):
    with pytest.raises(NotAllowed):
        recounted(IndicatorFactory(), bo, counting=Counting.STATE)
