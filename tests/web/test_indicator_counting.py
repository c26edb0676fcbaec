"""The form of an indicator where it says how the figures of insatser are counted, added, divided and broken down."""

from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY, IndicatorFactory, PlannedResultFactory
from tests.people import verbs
from tests.rounds.walks import approved, opened, results_of
from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import IndicatorKind
from varv.core.refusals import RuleBroken
from varv.delivery import operations
from varv.indicators.models import Indicator
from varv.overview.words import refusal
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

NEW = "/alvmark/indikatorer/ny/"
WRITTEN = {
    "name": "Deltagare per kurs",
    "unit": "personer",
    "decimals": "1",
    "wished": "up",
    "kind": "contribution",
    "source": "Halvårsrapporterna",
}


@pytest.fixture
def deltagare(alvmark) -> Indicator:
    return IndicatorFactory(name="Deltagare", kind=IndicatorKind.CONTRIBUTION, unit="personer")


@pytest.fixture
def kurser(alvmark) -> Indicator:
    return IndicatorFactory(name="Kurser", kind=IndicatorKind.CONTRIBUTION, unit="kurser")


def edit_url(indicator) -> str:
    return f"/alvmark/indikatorer/{indicator.pk}/andra/"


def wrong(response) -> tuple[int, dict[str, list[str]]]:
    """The status, and what was explained beside which field."""
    return response.status_code, {name: list(words) for name, words in response.context["form"].errors.items()}


def said(code, **facts) -> str:
    return refusal(RuleBroken(code, **facts))


def opened_form(indicator, **changed) -> dict:
    """The form as the page opens it."""
    values = {
        "name": indicator.name,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "wished": indicator.wished.value,
        "kind": indicator.kind.value,
        "source": indicator.source,
        "counting": indicator.counting.value,
        "adding": indicator.adding.value,
        "numerator": indicator.numerator_id or "",
        "denominator": indicator.denominator_id or "",
        "dimensions": list(indicator.dimensions),
        "revision": indicator.revision,
    }
    return values | changed


def made(name="Deltagare per kurs") -> Indicator:
    return Indicator.objects.get(name=name)


def ratio(numerator, denominator, name="Deltagare per kurs") -> Indicator:
    return IndicatorFactory(
        name=name,
        kind=IndicatorKind.CONTRIBUTION,
        adding=Adding.RATIO,
        numerator=numerator,
        denominator=denominator,
    )


def reported_to(indicator, anna, bo, disa) -> None:
    """An insats with an approved figure that counts towards the indicator."""
    result = results_of(running(anna, bo))[0]
    operations.recount_planned_result(
        planned_result=result, indicator=indicator, counting=Counting.PER_PERIOD, dimensions=(), by=anna, at=MONDAY
    )
    approved(Report.objects.of(anna.region_id).get(round=opened(anna)), bo, disa)


# --- a new indicator ------------------------------------------------------------------------------------------------


def test_a_new_indicator_begins_as_a_sum_of_what_happened(egon, visit):
    form = visit(egon).get(NEW).context["form"]

    assert (form["counting"].value(), form["adding"].value(), form["dimensions"].value()) == ("per_period", "sum", None)
    assert [code for code, _words in form.fields["adding"].choices] == ["sum", "ratio", "none"]
    assert [code for code, _words in form.fields["dimensions"].choices] == ["sex", "age", "born", "place"]


@pytest.mark.parametrize(
    ("counting", "adding", "dimensions", "kept"),
    [
        ("", "", [], (Counting.PER_PERIOD, Adding.SUM, [])),
        ("per_period", "sum", ["sex"], (Counting.PER_PERIOD, Adding.SUM, ["sex"])),
        ("cumulative", "sum", ["age", "born"], (Counting.CUMULATIVE, Adding.SUM, ["age", "born"])),
        ("state", "none", ["place"], (Counting.STATE, Adding.NONE, ["place"])),
        ("state", "sum", ["sex", "age", "born", "place"], (Counting.STATE, Adding.SUM, list(Dimension))),
    ],
)
def test_a_new_indicator_is_counted_as_it_is_chosen(egon, visit, counting, adding, dimensions, kept):
    visit(egon).post(NEW, WRITTEN | {"counting": counting, "adding": adding, "dimensions": dimensions})

    indicator = made()
    assert (indicator.counting, indicator.adding, indicator.dimensions) == kept
    assert verbs(indicator) == ["defined"]


def test_a_new_indicator_divides_one_total_by_another(egon, visit, deltagare, kurser):
    parts = {"adding": "ratio", "numerator": deltagare.pk, "denominator": kurser.pk}

    response = visit(egon).post(NEW, WRITTEN | parts)

    indicator = made()
    assert response.url == f"/alvmark/indikatorer/{indicator.pk}/"
    assert (indicator.adding, indicator.numerator, indicator.denominator) == (Adding.RATIO, deltagare, kurser)


@pytest.mark.parametrize("adding", ["sum", "none", ""])
def test_the_parts_are_read_only_when_a_ratio_is_asked_for(egon, visit, deltagare, kurser, adding):
    visit(egon).post(NEW, WRITTEN | {"adding": adding, "numerator": deltagare.pk, "denominator": kurser.pk})

    assert (made().numerator, made().denominator) == (None, None)


@pytest.mark.parametrize("left_out", ["numerator", "denominator"])
def test_a_ratio_needs_both_of_its_parts(egon, visit, deltagare, kurser, left_out):
    parts = {"numerator": deltagare.pk, "denominator": kurser.pk} | {left_out: ""}

    response = visit(egon).post(NEW, WRITTEN | {"adding": "ratio"} | parts)

    assert wrong(response) == (422, {left_out: [said("indicator.ratio_part_missing")]})
    assert response.context["form"]["adding"].value() == "ratio"
    assert not Indicator.objects.filter(name="Deltagare per kurs").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"counting": "weekly"}, "counting"),
        ({"adding": "average"}, "adding"),
        ({"dimensions": ["sex", "shoe_size"]}, "dimensions"),
        ({"adding": "ratio", "numerator": "0"}, "numerator"),
    ],
)
def test_a_way_of_counting_that_is_not_in_the_list_is_explained(egon, visit, more, field):
    response = visit(egon).post(NEW, WRITTEN | more)

    status, errors = wrong(response)
    assert (status, field in errors) == (422, True)
    assert response.context["form"]["source"].value() == "Halvårsrapporterna"
    assert not Indicator.objects.filter(name="Deltagare per kurs").exists()


def test_a_ratio_is_made_of_the_regions_own_whole_indicators(egon, visit, sydland, deltagare, kurser):
    divided = ratio(deltagare, kurser)
    theirs = IndicatorFactory(region=sydland)

    form = visit(egon).get(NEW).context["form"]

    for field in ("numerator", "denominator"):
        assert list(form.fields[field].queryset) == [deltagare, kurser]
    for refused in (divided, theirs):
        parts = {"adding": "ratio", "numerator": refused.pk, "denominator": kurser.pk}
        assert "numerator" in wrong(visit(egon).post(NEW, WRITTEN | {"name": "En till"} | parts))[1]


# --- an indicator that stands ---------------------------------------------------------------------------------------


def test_an_indicator_opens_with_how_it_is_counted(egon, visit, deltagare, kurser):
    divided = ratio(deltagare, kurser)
    Indicator.objects.filter(pk=divided.pk).update(counting=Counting.STATE, dimensions=["sex", "place"])

    form = visit(egon).get(edit_url(divided)).context["form"]

    names = ("counting", "adding", "numerator", "denominator", "dimensions")
    assert [form[name].value() for name in names] == [
        Counting.STATE,
        Adding.RATIO,
        deltagare.pk,
        kurser.pk,
        ["sex", "place"],
    ]


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_an_indicator_is_not_divided_by_itself(egon, visit, deltagare, kurser, part):
    parts = {"numerator": kurser.pk, "denominator": kurser.pk} | {part: deltagare.pk}

    response = visit(egon).post(edit_url(deltagare), opened_form(deltagare, adding="ratio", **parts))

    assert wrong(response) == (422, {part: [said("indicator.ratio_of_ratio", name="Deltagare")]})


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_what_a_ratio_is_made_of_does_not_become_a_ratio(egon, visit, deltagare, kurser, part):
    other = IndicatorFactory(name="Timmar")
    ratio(**({"numerator": kurser, "denominator": kurser} | {part: deltagare}))
    wanted = {"adding": "ratio", "numerator": other.pk, "denominator": kurser.pk}

    response = visit(egon).post(edit_url(deltagare), opened_form(deltagare, **wanted))

    deltagare.refresh_from_db()
    assert wrong(response) == (422, {"adding": [said("indicator.is_part_of_ratio")]})
    assert deltagare.adding is Adding.SUM


def test_what_insatser_report_to_does_not_become_a_ratio(egon, visit, deltagare, kurser):
    other = IndicatorFactory(name="Timmar")
    PlannedResultFactory(indicator=deltagare)
    wanted = {"adding": "ratio", "numerator": other.pk, "denominator": kurser.pk}

    response = visit(egon).post(edit_url(deltagare), opened_form(deltagare, **wanted))

    assert wrong(response) == (422, {"adding": [said("indicator.is_reported_to")]})


@pytest.mark.parametrize("counting", ["cumulative", "state"])
def test_approved_figures_keep_the_rule_they_were_counted_by(egon, anna, bo, disa, visit, deltagare, counting):
    reported_to(deltagare, anna, bo, disa)

    response = visit(egon).post(edit_url(deltagare), opened_form(deltagare, counting=counting, limits="Små tal."))

    deltagare.refresh_from_db()
    assert wrong(response) == (422, {"counting": [said("indicator.figures_frozen")]})
    assert response.context["form"]["limits"].value() == "Små tal."
    assert (deltagare.counting, deltagare.limits) == (Counting.PER_PERIOD, "")


def test_approved_figures_let_the_rest_of_the_description_change(egon, anna, bo, disa, visit, deltagare):
    reported_to(deltagare, anna, bo, disa)

    changed = opened_form(deltagare, limits="Små tal.", adding="none", dimensions=["sex"])
    response = visit(egon).post(edit_url(deltagare), changed)

    deltagare.refresh_from_db()
    assert (response.status_code, verbs(deltagare)) == (302, ["edited"])
    assert (deltagare.limits, deltagare.adding, deltagare.dimensions) == ("Små tal.", Adding.NONE, ["sex"])


def test_a_result_is_counted_by_the_rule_its_indicator_has_now(egon, visit, deltagare):
    result = PlannedResultFactory(indicator=deltagare, planned=Decimal(6))

    visit(egon).post(edit_url(deltagare), opened_form(deltagare, counting="state", dimensions=["place", "sex"]))

    result = type(result).objects.get(pk=result.pk)
    assert (result.counting, result.dimensions) == (Counting.STATE, (Dimension.SEX, Dimension.PLACE))


def test_a_stale_form_does_not_count_otherwise(egon, anna, visit, deltagare):
    form = opened_form(deltagare, counting="state")
    visit(anna).post(edit_url(deltagare), opened_form(deltagare, unit="kvinnor"))

    response = visit(egon).post(edit_url(deltagare), form)

    deltagare.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])
    assert (deltagare.counting, deltagare.unit) == (Counting.PER_PERIOD, "kvinnor")


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
def test_counting_is_decided_by_those_who_measure(who, request, visit, deltagare):
    person = request.getfixturevalue(who)

    answers = [visit(person).post(address, WRITTEN).status_code for address in (NEW, edit_url(deltagare))]

    assert answers == [403, 403]
    assert Indicator.objects.count() == 1


def test_counting_is_unknown_to_a_stranger(stig, visit, deltagare):
    assert visit(stig).post(NEW, WRITTEN).status_code == 404
    assert visit(stig).post(edit_url(deltagare), opened_form(deltagare)).status_code == 404
