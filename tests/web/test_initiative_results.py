"""The results an insats plans: how they are counted, what they count towards, and what frozen figures hold."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.utils.translation import gettext as _

from tests.delivery.walks import running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    IndicatorFactory,
    PlannedResultFactory,
)
from tests.people import verbs
from tests.rounds.walks import approved, opened, results_of
from varv.core.counting import Adding, Counting, Dimension
from varv.core.kinds import IndicatorKind
from varv.core.refusals import RuleBroken
from varv.core.theory import Level
from varv.delivery import operations
from varv.delivery.models import PlannedResult
from varv.overview.words import refusal
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

BASE = "/alvmark"
RESULT = {"level": "output", "text": "Moduler", "planned": "", "unit": "", "step": ""}


@pytest.fixture
def insats(anna, bo):
    return started(anna, bo, name="Yrkesväxling")


@pytest.fixture
def deltagare(alvmark):
    """An indicator that insatser can report to, told as it stands and by sex."""
    return IndicatorFactory(
        name="Deltagare",
        unit="personer",
        kind=IndicatorKind.CONTRIBUTION,
        counting=Counting.STATE,
        dimensions=["sex"],
    )


def of(initiative, part="") -> str:
    return f"{BASE}/insatser/{initiative.pk}/{part}"


def result_url(result, part="") -> str:
    return f"{BASE}/resultat/{result.pk}/{part}"


def text(response) -> str:
    return response.content.decode()


def told(response) -> list[str]:
    """What is said on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def wrong(response) -> tuple[int, dict[str, list[str]]]:
    """The status, and what was explained beside which field."""
    return response.status_code, {name: list(words) for name, words in response.context["form"].errors.items()}


def changed(result, **more) -> dict:
    """The form of a result as the page opens it."""
    values = {
        "text": result.text,
        "planned": "" if result.planned is None else str(result.planned),
        "unit": result.unit,
        "step": result.step_id or "",
        "indicator": result.indicator_id or "",
        "counting": result.own_counting.value,
        "dimensions": list(result.own_dimensions),
        "revision": result.revision,
    }
    return values | more


def named(insats, words) -> PlannedResult:
    return PlannedResult.objects.of(insats.region_id).get(initiative=insats, text=words)


def frozen_result(anna, bo, disa, **more) -> PlannedResult:
    """An output with an approved figure."""
    initiative = running(anna, bo, name="Validering")
    result = results_of(initiative)[0]
    if more:
        operations.recount_planned_result(
            planned_result=result, **({"counting": Counting.PER_PERIOD, "dimensions": ()} | more), by=anna, at=MONDAY
        )
    approved(Report.objects.of(anna.region_id).get(round=opened(anna)), bo, disa)
    return PlannedResult.objects.get(pk=result.pk)


# --- a new result -------------------------------------------------------------------------------------------------


def test_a_new_result_opens_as_an_output_that_is_counted_for_the_period(visit, insats, bo):
    form = visit(bo).get(of(insats, "resultat/")).context["form"]

    assert list(form.fields) == ["level", "text", "planned", "unit", "step", "indicator", "counting", "dimensions"]
    assert (form["level"].value(), form["counting"].value()) == (Level.OUTPUT, Counting.PER_PERIOD)
    assert [code for code, _words in form.fields["level"].choices] == ["output", "outcome"]


def test_a_new_result_says_that_it_is_planned(visit, insats, bo):
    response = visit(bo).post(of(insats, "resultat/"), RESULT)

    assert (response.url, told(response)) == (of(insats), ["Resultatet är planerat."])
    assert verbs(named(insats, "Moduler")) == ["planned"]


@pytest.mark.parametrize(
    ("written", "counting"),
    [
        ("", Counting.PER_PERIOD),
        ("per_period", Counting.PER_PERIOD),
        ("cumulative", Counting.CUMULATIVE),
        ("state", Counting.STATE),
    ],
)
def test_a_new_result_is_counted_as_it_is_chosen(visit, insats, bo, written, counting):
    visit(bo).post(of(insats, "resultat/"), RESULT | {"counting": written})

    assert named(insats, "Moduler").counting is counting


@pytest.mark.parametrize(
    ("chosen", "dimensions"),
    [
        ([], ()),
        (["sex"], (Dimension.SEX,)),
        (["place", "sex"], (Dimension.SEX, Dimension.PLACE)),
        (["born", "place", "age", "sex"], tuple(Dimension)),
    ],
)
def test_a_new_result_is_broken_down_in_the_order_of_the_list(visit, insats, bo, chosen, dimensions):
    visit(bo).post(of(insats, "resultat/"), RESULT | {"dimensions": chosen})

    assert named(insats, "Moduler").dimensions == dimensions


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"counting": "weekly"}, "counting"),
        ({"dimensions": ["sex", "shoe_size"]}, "dimensions"),
        ({"indicator": "0"}, "indicator"),
        ({"indicator": "nonsens"}, "indicator"),
        ({"step": "0"}, "step"),
        ({"unit": "x" * 61}, "unit"),
        ({"planned": "-"}, "planned"),
    ],
)
def test_a_new_result_is_explained_and_keeps_its_words(visit, insats, bo, more, field):
    response = visit(bo).post(of(insats, "resultat/"), RESULT | more)

    status, errors = wrong(response)
    assert (status, list(errors)) == (422, [field])
    assert response.context["form"]["text"].value() == "Moduler"
    assert len(results_of(insats)) == 2


@pytest.mark.parametrize(
    ("written", "planned"),
    [
        ("", None),
        ("0", Decimal(0)),
        ("0,000001", Decimal("0.000001")),
        ("12 500", Decimal(12500)),
        ("1\u00a0000\u00a0000", Decimal(1_000_000)),
        ("−5", Decimal(-5)),
    ],
)
def test_an_amount_of_zero_is_not_the_same_as_none_said(visit, insats, bo, written, planned):
    visit(bo).post(of(insats, "resultat/"), RESULT | {"planned": written})

    assert named(insats, "Moduler").planned == planned


def test_a_seventh_decimal_is_refused_with_what_to_do(visit, insats, bo):
    response = visit(bo).post(of(insats, "resultat/"), RESULT | {"planned": "0,0000001"})

    said = _("The number is too large, or has more than six decimals. Shorten it.")
    assert wrong(response) == (422, {"planned": [said]})
    assert response.context["form"]["planned"].value() == "0,0000001"


def test_a_text_that_is_too_long_says_how_long_it_is(visit, insats, bo):
    response = visit(bo).post(of(insats, "resultat/"), RESULT | {"text": "x" * 301})

    assert wrong(response) == (422, {"text": ["Texten är 301 tecken lång och 300 får plats. Korta den."]})


def test_the_words_of_a_result_are_shown_as_words(visit, insats, bo):
    visit(bo).post(of(insats, "resultat/"), RESULT | {"text": "<b>Moduler</b>", "unit": "<i>st</i>", "planned": "6"})

    page = text(visit(bo).get(of(insats)))

    assert ("&lt;b&gt;Moduler&lt;/b&gt;" in page, "<b>Moduler" in page) == (True, False)
    assert ("6 &lt;i&gt;st&lt;/i&gt;" in page, "<i>st" in page) == (True, False)


# --- what a result counts towards -----------------------------------------------------------------------------------


def test_a_result_counts_towards_an_indicator_by_the_indicators_rule(visit, insats, bo, deltagare):
    visit(bo).post(of(insats, "resultat/"), RESULT | {"indicator": deltagare.pk, "counting": "cumulative"})

    result = named(insats, "Moduler")
    assert (result.indicator, result.counting, result.dimensions) == (deltagare, Counting.STATE, (Dimension.SEX,))
    assert "Deltagare" in text(visit(bo).get(of(insats)))


def test_a_result_is_offered_only_indicators_that_can_be_reported_to(visit, insats, bo, sydland, deltagare):
    another = IndicatorFactory(name="Anställda", kind=IndicatorKind.CONTRIBUTION)
    county = IndicatorFactory(name="Länets läge", kind=IndicatorKind.DEVELOPMENT)
    theirs = IndicatorFactory(region=sydland, kind=IndicatorKind.CONTRIBUTION)
    ratio = IndicatorFactory(
        kind=IndicatorKind.CONTRIBUTION, adding=Adding.RATIO, numerator=another, denominator=deltagare
    )

    form = visit(bo).get(of(insats, "resultat/")).context["form"]

    assert list(form.fields["indicator"].queryset) == [another, deltagare]
    for refused in (county, theirs, ratio):
        response = visit(bo).post(of(insats, "resultat/"), RESULT | {"indicator": refused.pk})
        assert list(wrong(response)[1]) == ["indicator"]


def test_a_result_keeps_the_indicator_that_stands_also_when_it_is_no_longer_offered(visit, insats, bo, deltagare):
    result = PlannedResultFactory(initiative=insats, indicator=deltagare)
    type(deltagare).objects.filter(pk=deltagare.pk).update(kind=IndicatorKind.DEVELOPMENT)

    offered = list(visit(bo).get(result_url(result)).context["form"].fields["indicator"].queryset)
    response = visit(bo).post(result_url(result), changed(result, text="Andra ord"))

    result.refresh_from_db()
    assert (offered, response.status_code) == ([deltagare], 302)
    assert (result.text, result.indicator) == ("Andra ord", deltagare)


def test_a_new_result_may_stand_at_a_step_of_either_level_of_its_own_chain(visit, anna, bo):
    chain = ChainFactory()
    insats = started(anna, bo, chain=chain)
    steps = [ChainStepFactory(chain=chain, level=level) for level in (Level.OUTPUT, Level.OUTCOME)]
    ChainStepFactory(chain=chain, level=Level.ACTIVITY)
    ChainStepFactory(level=Level.OUTPUT)

    form = visit(bo).get(of(insats, "resultat/")).context["form"]

    assert set(form.fields["step"].queryset) == set(steps)


def test_a_result_that_stands_is_offered_steps_of_its_own_level(visit, anna, bo):
    chain = ChainFactory()
    insats = started(anna, bo, chain=chain)
    ChainStepFactory(chain=chain, level=Level.OUTPUT)
    later = ChainStepFactory(chain=chain, level=Level.OUTCOME)
    outcome = results_of(insats)[1]

    form = visit(bo).get(result_url(outcome)).context["form"]
    visit(bo).post(result_url(outcome), changed(outcome, step=later.pk))

    outcome.refresh_from_db()
    assert (list(form.fields["step"].queryset), outcome.step) == ([later], later)


def test_a_step_of_another_level_says_which_to_choose(visit, anna, bo):
    chain = ChainFactory()
    insats = started(anna, bo, chain=chain)
    step = ChainStepFactory(chain=chain, level=Level.OUTCOME)

    response = visit(bo).post(of(insats, "resultat/"), RESULT | {"step": step.pk})

    assert wrong(response) == (422, {"step": [refusal(RuleBroken("planned_result.step_of_other_level"))]})


# --- a result that stands -------------------------------------------------------------------------------------------


def test_a_result_opens_with_how_it_is_counted(visit, insats, bo):
    result = PlannedResultFactory(
        initiative=insats, planned=Decimal("12.5"), own_counting=Counting.CUMULATIVE, own_dimensions=["age", "place"]
    )

    form = visit(bo).get(result_url(result)).context["form"]

    assert (form["planned"].value(), form["counting"].value(), form["dimensions"].value()) == (
        "12,5",
        Counting.CUMULATIVE,
        ["age", "place"],
    )


def test_a_result_that_is_counted_anew_has_two_lines_in_the_trail(visit, insats, bo):
    result = results_of(insats)[0]

    response = visit(bo).post(result_url(result), changed(result, counting="state", dimensions=["born"]))

    result.refresh_from_db()
    assert (told(response), verbs(result)) == (["Resultatet är ändrat."], ["planned", "edited", "recounted"])
    assert (result.own_counting, result.own_dimensions) == (Counting.STATE, ["born"])


def test_a_result_that_is_only_reworded_is_not_counted_anew(visit, insats, bo):
    result = results_of(insats)[0]

    visit(bo).post(result_url(result), changed(result, text="Kurser"))

    assert verbs(result) == ["planned", "edited"]


def test_an_empty_form_changes_nothing(visit, insats, bo):
    result = results_of(insats)[0]

    response = visit(bo).post(result_url(result), changed(result, text="", planned="sex"))

    before = result.text
    result.refresh_from_db()
    assert (list(wrong(response)[1]), result.text) == (["text", "planned"], before)
    assert response.context["form"]["planned"].value() == "sex"


def test_a_stale_result_is_then_saved_upon_what_stands_now(visit, insats, anna, bo):
    result = results_of(insats)[0]
    opened_by_bo = changed(result, text="Bos ord")
    visit(anna).post(result_url(result), changed(result, text="Annas ord"))
    result.refresh_from_db()

    refused = visit(bo).post(result_url(result), opened_by_bo)
    saved = visit(bo).post(result_url(result), opened_by_bo | {"revision": result.revision})

    result.refresh_from_db()
    assert (refused.status_code, refused.context["is_stale"]) == (422, True)
    assert (saved.status_code, result.text) == (302, "Bos ord")


@pytest.mark.parametrize("counting", ["cumulative", "state"])
def test_an_approved_figure_keeps_how_it_was_counted(visit, anna, bo, disa, counting):
    result = frozen_result(anna, bo, disa)

    response = visit(bo).post(result_url(result), changed(result, counting=counting, text="Andra ord"))

    result.refresh_from_db()
    assert wrong(response) == (422, {"counting": [refusal(RuleBroken("planned_result.figures_frozen"))]})
    assert (result.counting, response.context["form"]["text"].value()) == (Counting.PER_PERIOD, "Andra ord")


def test_an_approved_figure_stays_with_its_indicator(visit, anna, bo, disa, deltagare):
    result = frozen_result(anna, bo, disa, indicator=deltagare)

    response = visit(bo).post(result_url(result), changed(result, indicator=""))

    result.refresh_from_db()
    assert wrong(response) == (422, {"indicator": [refusal(RuleBroken("planned_result.figures_frozen"))]})
    assert result.indicator == deltagare


def test_an_approved_figure_lets_words_amount_and_more_breakdowns_change(visit, anna, bo, disa):
    result = frozen_result(anna, bo, disa)

    response = visit(bo).post(result_url(result), changed(result, text="Kurser", planned="60", dimensions=["sex"]))

    result.refresh_from_db()
    assert response.status_code == 302
    assert (result.text, result.planned, result.own_dimensions) == ("Kurser", Decimal(60), ["sex"])
