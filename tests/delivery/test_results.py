from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import person, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    IndicatorFactory,
    PlaceFactory,
)
from tests.people import verbs
from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import Part, StrategyPhase
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.delivery import operations
from varv.delivery.models import Initiative, PlannedResult
from varv.delivery.wanted import WantedResult
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db


def planned(initiative, by, **changed) -> PlannedResult:
    values = {"level": Level.OUTPUT, "text": "Kurser", "unit": "kurser", "planned": Decimal(6), "step": None}
    return operations.plan_result(initiative=initiative, **(values | changed), by=by, at=MONDAY)


def recounted(result, by, **changed) -> PlannedResult:
    values = {"indicator": None, "counting": Counting.PER_PERIOD, "dimensions": ()} | changed
    operations.recount_planned_result(planned_result=result, **values, by=by, at=MONDAY)
    return PlannedResult.objects.get(pk=result.pk)


def ratio(**changed):
    return IndicatorFactory(
        adding=Adding.RATIO, numerator=IndicatorFactory(), denominator=IndicatorFactory(), **changed
    )


def test_a_result_is_counted_and_broken_down_as_is_said(anna, bo):
    result = planned(started(anna, bo), bo, counting=Counting.STATE, dimensions=[Dimension.PLACE, Dimension.SEX])

    result.refresh_from_db()
    assert (result.counting, result.dimensions) == (Counting.STATE, (Dimension.SEX, Dimension.PLACE))
    assert verbs(result) == ["planned"]


def test_a_result_tied_to_an_indicator_is_counted_by_its_rule(anna, bo):
    indicator = IndicatorFactory(counting=Counting.CUMULATIVE, dimensions=["age"])

    result = planned(started(anna, bo), bo, indicator=indicator, counting=Counting.STATE)

    assert (result.counting, result.dimensions) == (Counting.CUMULATIVE, (Dimension.AGE,))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (lambda: {"indicator": ratio()}, "planned_result.indicator_is_ratio"),
        (lambda: {"dimensions": ["shoe_size"]}, "planned_result.unknown_dimension"),
    ],
)
def test_a_result_is_not_counted_by_what_cannot_be(anna, bo, said, code):
    initiative = started(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        planned(initiative, bo, **said())

    assert (refused.value.code, initiative.planned_results.count()) == (code, 2)


def test_a_result_is_counted_by_an_indicator_of_the_region(anna, bo, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        planned(started(anna, bo), bo, indicator=IndicatorFactory(region=sydland))


def test_recount_changes_the_rule_and_tells_it(anna, bo):
    result = planned(started(anna, bo), bo)

    result = recounted(result, bo, counting=Counting.CUMULATIVE, dimensions=(Dimension.SEX,))

    line = TrailEntry.objects.about(result).last()
    assert (result.counting, result.dimensions) == (Counting.CUMULATIVE, (Dimension.SEX,))
    assert (line.verb, line.before, line.after) == (
        "recounted",
        {"own_counting": "per_period", "own_dimensions": []},
        {"own_counting": "cumulative", "own_dimensions": ["sex"]},
    )


def test_recount_ties_to_an_indicator_of_the_region_and_no_ratio(anna, bo, sydland):
    result, indicator = planned(started(anna, bo), bo), IndicatorFactory(counting=Counting.STATE)

    assert recounted(result, bo, indicator=indicator).counting is Counting.STATE
    for wrong, code in ((ratio(), "indicator_is_ratio"), (IndicatorFactory(region=sydland), "not_the_same")):
        with pytest.raises(RuleBroken, match=code):
            recounted(result, bo, indicator=wrong)


def test_recount_refuses_unknown_breakdowns_and_those_who_may_not_edit(anna, bo, disa):
    result = planned(started(anna, bo), bo)

    with pytest.raises(RuleBroken, match=r"planned_result\.unknown_dimension"):
        recounted(result, bo, dimensions=("shoe_size",))
    with pytest.raises(NotAllowed):
        recounted(result, disa)

    assert verbs(result) == ["planned"]


def test_start_initiative_with_ready_results_people_and_places(anna, bo, egon, cilla):
    chain, place, indicator = ChainFactory(), PlaceFactory(), IndicatorFactory()
    step = ChainStepFactory(chain=chain, level=Level.OUTPUT, text="Kurser")

    initiative = started(
        anna,
        bo,
        chain=chain,
        phase=StrategyPhase.CLOSING,
        results=[WantedResult(Level.OUTPUT, "Kurser", "kurser", Decimal(4), step, indicator)],
        people=[(person(egon), Part.REPORTER), (person(cilla), Part.PARTICIPANT)],
        places=[place],
    )

    result = initiative.planned_results.get()
    assert (result.text, result.unit, result.planned, result.step, result.indicator, result.place) == (
        "Kurser",
        "kurser",
        Decimal(4),
        step,
        indicator,
        1,
    )
    assert [(one.person.name, one.part) for one in initiative.people.order_by("pk")] == [
        ("Egon", Part.REPORTER),
        ("Cilla", Part.PARTICIPANT),
    ]
    assert ([one.place for one in initiative.places.all()], initiative.phase) == ([place], StrategyPhase.CLOSING)


def test_start_initiative_may_plan_nothing_yet(anna, bo):
    assert started(anna, bo, results=[]).planned_results.count() == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (lambda _stig: {"results": [WantedResult(Level.IMPACT, "Fler i arbete")]}, "planned_result.level"),
        (lambda stig: {"people": [(person(stig), Part.PARTICIPANT)]}, "initiative.responsible_not_here"),
        (
            lambda _stig: {"results": [WantedResult(Level.OUTPUT, "K", step=ChainStepFactory(level=Level.OUTPUT))]},
            "planned_result.step_of_other_chain",
        ),
    ],
)
def test_start_initiative_keeps_nothing_when_a_part_of_it_is_refused(anna, bo, stig, said, code):
    with pytest.raises(RuleBroken) as refused:
        started(anna, bo, **said(stig))

    assert refused.value.code == code
    assert not Initiative.objects.of(anna.region_id).exists()


def test_edit_initiative_places_it_in_a_phase(anna, bo):
    initiative = started(anna, bo, chain=ChainFactory(), ends_on=date(2027, 1, 1))
    kept = ("name", "description", "kind", "chain", "unit", "responsible", "starts_on", "ends_on", "revision")

    operations.edit_initiative(
        initiative=initiative,
        **{name: getattr(initiative, name) for name in kept},
        phase=StrategyPhase.STARTING,
        by=bo,
        at=MONDAY,
    )

    assert TrailEntry.objects.about(initiative).last().after == {"phase": "starting"}
