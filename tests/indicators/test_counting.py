import pytest

from tests.factories import MONDAY, IndicatorFactory
from varv.core.counting import Adding, Counting, Dimension
from varv.core.refusals import RuleBroken
from varv.indicators import operations
from varv.indicators.models import Indicator
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db


def defined(by, **described) -> Indicator:
    named = {"name": "Deltagare per kurs", "unit": "deltagare", "source": "Halvårsrapporterna"} | described
    return operations.define_indicator(**named, by=by, at=MONDAY)


def edited(indicator, by, **said) -> Indicator:
    operations.edit_indicator(indicator=indicator, revision=indicator.revision, **said, by=by, at=MONDAY)
    return Indicator.objects.get(pk=indicator.pk)


def divided() -> dict:
    return {"adding": Adding.RATIO, "numerator": IndicatorFactory(), "denominator": IndicatorFactory()}


def refusal(deed, *args, **said) -> tuple[str, object]:
    with pytest.raises(RuleBroken) as refused:
        deed(*args, **said)
    return refused.value.code, refused.value.facts.get("field")


def test_an_indicator_is_counted_and_broken_down_as_is_said(egon):
    indicator = defined(egon, counting=Counting.STATE, adding=Adding.NONE, dimensions=[Dimension.AGE])

    indicator.refresh_from_db()
    assert (indicator.counting, indicator.adding, indicator.dimensions) == (Counting.STATE, Adding.NONE, ["age"])


def test_an_indicator_may_be_one_total_divided_by_another(egon):
    said = divided()

    indicator = defined(egon, **said)

    assert (indicator.numerator, indicator.denominator) == (said["numerator"], said["denominator"])


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        (lambda: divided() | {"numerator": None}, "indicator.ratio_part_missing", "numerator"),
        (lambda: divided() | {"denominator": None}, "indicator.ratio_part_missing", "denominator"),
        (lambda: divided() | {"adding": Adding.SUM}, "indicator.parts_without_ratio", "adding"),
        (lambda: divided() | {"denominator": IndicatorFactory(**divided())}, "indicator.ratio_of_ratio", "denominator"),
        (lambda: {"dimensions": ["shoe_size"]}, "indicator.unknown_dimension", "dimensions"),
    ],
)
def test_what_cannot_be_counted_so_is_refused_when_defined_and_when_edited(egon, said, code, field):
    indicator = IndicatorFactory()

    assert refusal(defined, egon, **said()) == (code, field)
    assert refusal(edited, indicator, egon, **said()) == (code, field)

    assert Indicator.objects.get(pk=indicator.pk).revision == indicator.revision


def test_an_indicator_is_not_divided_by_itself_and_what_divides_is_no_ratio(egon):
    indicator = IndicatorFactory()

    assert refusal(edited, indicator, egon, **(divided() | {"numerator": indicator})) == (
        "indicator.ratio_of_ratio",
        "numerator",
    )
    defined(egon, **(divided() | {"denominator": indicator}))
    assert refusal(edited, indicator, egon, **divided()) == ("indicator.is_part_of_ratio", "adding")


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_ratio_stays_within_the_region(egon, sydland, part):
    said = divided() | {part: IndicatorFactory(region=sydland)}

    assert refusal(defined, egon, **said) == ("region.not_the_same", None)
    assert refusal(edited, IndicatorFactory(), egon, **said) == ("region.not_the_same", None)


def test_a_ratio_becomes_a_sum_again(egon):
    indicator = defined(egon, **divided())

    indicator = edited(indicator, egon, adding=Adding.SUM, numerator=None, denominator=None)

    assert (indicator.adding, indicator.numerator, indicator.denominator) == (Adding.SUM, None, None)


def test_the_trail_tells_how_the_counting_was_and_became(egon):
    indicator = edited(IndicatorFactory(), egon, counting=Counting.CUMULATIVE, dimensions=[Dimension.SEX])

    line = TrailEntry.objects.about(indicator).last()
    assert (line.before, line.after) == (
        {"counting": "per_period", "dimensions": []},
        {"counting": "cumulative", "dimensions": ["sex"]},
    )
