from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from varv.core.money import FundingKind, Money, YearFigures
from varv.core.workflow import FundingState
from varv.overview.delivery.initiative_money import FundingLine, ShareLine
from varv.web.delivery.forms.money import KronorField, ShareField, SharesForm, YearsForm

SPAN = (date(2025, 6, 1), date(2027, 1, 1))


@pytest.fixture(autouse=True)
def _in_swedish():
    with override("sv"):
        yield


def line_of(*years: YearFigures) -> FundingLine:
    """A grant of a thousand kronor with these years."""
    return FundingLine(
        id=1,
        source="Anslag 1:1",
        kind=FundingKind.ONE_TO_ONE,
        state=FundingState.GRANTED,
        applied=None,
        granted=Decimal(1000),
        decided_on=date(2025, 1, 1),
        case_number="",
        reason="",
        revision=3,
        years=years,
        money=Money(granted=Decimal(1000)),
    )


def sent(**rows) -> dict:
    """``sent(row0=("2026", "5", ""))`` as a browser sends it."""
    told = {"revision": "3"}
    for name, (year, planned, used) in rows.items():
        place = name.removeprefix("row")
        told |= {f"year_{place}": year, f"planned_{place}": planned, f"used_{place}": used}
    return told


# --- fields -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "written", "kronor"),
    [
        ("sv", "1 250 000", 1_250_000),
        ("sv", "1,25 mnkr", 1_250_000),
        ("sv", " 500 tkr ", 500_000),
        ("en", "1,250,000", 1_250_000),
        ("en", "1.25 million", 1_250_000),
        ("sv", "", None),
    ],
)
def test_an_amount_is_read_in_the_language_of_the_page(language, written, kronor):
    with override(language):
        assert KronorField(required=False).clean(written) == kronor


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("sv", "1.250", "”1.250” kan läsas på mer än ett sätt."),
        ("en", "1,25", "“1,25” can be read in more than one way."),
        ("sv", "tusen", "”tusen” går inte att läsa som ett belopp."),
        ("sv", "1000000 mnkr", "Kontrollera enheten"),
        ("sv", "9" * 41, "som mest 40"),
    ],
)
def test_an_amount_that_cannot_be_read_is_explained(language, written, said):
    with override(language), pytest.raises(ValidationError) as refused:
        KronorField().clean(written)

    assert said in " ".join(refused.value.messages)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("amount", ["0", "950", "1250000", "-12.5", "999999999999.99"])
def test_an_amount_that_the_field_shows_can_be_sent_back(language, amount):
    field = KronorField()

    with override(language):
        assert field.clean(field.prepare_value(Decimal(amount))) == Decimal(amount)


def test_what_a_person_wrote_is_shown_as_it_was_written():
    assert KronorField().prepare_value("1,25 mnkr") == "1,25 mnkr"
    assert KronorField().prepare_value(None) is None


@pytest.mark.parametrize(("written", "share"), [("0", 0), ("100", 100), ("33,33", Decimal("33.33")), ("", None)])
def test_a_share_is_a_part_of_a_whole(written, share):
    assert ShareField(required=False).clean(written) == share


@pytest.mark.parametrize("written", ["-0,01", "100,01", "33,333", "allt", "60 %"])
def test_what_is_no_share_is_refused(written):
    with pytest.raises(ValidationError):
        ShareField().clean(written)


# --- the table of years -----------------------------------------------------------------------------------------


def test_the_years_of_the_insats_and_those_that_are_told_stand_in_order():
    form = YearsForm(line=line_of(YearFigures(2030, Decimal(5), None)), span=SPAN)

    assert [cells[0].value() for cells in form.rows()] == [2025, 2026, 2027, 2030, None]
    assert [cells[1].value() for cells in form.rows()] == [None, None, None, "5", None]


def test_a_span_without_an_end_begins_with_its_first_year():
    form = YearsForm(line=line_of(), span=(date(2025, 6, 1), None))

    assert [cells[0].value() for cells in form.rows()] == [2025, None]


def test_what_is_sent_becomes_figures_and_empty_rows_nothing():
    form = YearsForm(
        sent(row0=("2026", "250 tkr", ""), row1=("", "", ""), row2=("2027", "", "0")), line=line_of(), span=SPAN
    )

    assert form.is_valid()
    assert form.figures() == [YearFigures(2026, Decimal(250_000), None), YearFigures(2027, None, Decimal(0))]


def test_a_year_without_amounts_is_told_as_empty():
    form = YearsForm(sent(row0=("2026", "", "")), line=line_of(), span=SPAN)

    assert form.is_valid()
    assert [row.is_empty for row in form.figures()] == [True]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("", "5", ""), "year_0"),
        (("", "", "0"), "year_0"),
        (("2026", "mycket", ""), "planned_0"),
        (("2026", "", "1.250"), "used_0"),
        (("tjugosex", "5", ""), "year_0"),
    ],
)
def test_each_fault_stands_at_its_own_cell(row, field):
    form = YearsForm(sent(row0=row), line=line_of(), span=SPAN)

    assert not form.is_valid()
    assert (list(form.errors), len(form.errors[field])) == ([field], 1)


def test_rows_have_an_end_however_many_are_sent():
    many = {f"row{place}": (str(2000 + place), "1", "") for place in range(60)}

    form = YearsForm(sent(**many), line=line_of(), span=SPAN)

    assert form.is_valid()
    assert (form.count, len(form.figures())) == (40, 40)


def test_years_without_the_revision_are_refused():
    form = YearsForm({"year_0": "2026", "planned_0": "5"}, line=line_of(), span=SPAN)

    assert list(form.errors) == ["revision"]


# --- the form of shares -----------------------------------------------------------------------------------------

GOALS = [ShareLine(7, "1 Kompetens", Decimal(60), 4), ShareLine(9, "2 Klimat", None, 1)]
PLACES = [ShareLine(7, "Norr", None, 2)]


def test_shares_stand_ready_with_the_revision_they_were_seen_in():
    form = SharesForm(goals=GOALS, places=PLACES)

    assert [(line.name, field.value(), seen) for line, field, seen in form.goals()] == [
        ("1 Kompetens", "60", 4),
        ("2 Klimat", None, 1),
    ]
    assert [(line.name, seen) for line, _field, seen in form.places()] == [("Norr", 2)]


def test_shares_of_goals_and_places_are_kept_apart():
    told = {
        "share_goal_7": "55,5",
        "seen_goal_7": "4",
        "share_goal_9": "",
        "seen_goal_9": "1",
        "share_place_7": "0",
        "seen_place_7": "2",
    }
    form = SharesForm(told, goals=GOALS, places=PLACES)

    assert form.is_valid()
    assert {key: (row.share, row.revision) for key, row in form.shares("goal").items()} == {
        7: (Decimal("55.5"), 4),
        9: (None, 1),
    }
    assert {key: (row.share, row.revision) for key, row in form.shares("place").items()} == {7: (Decimal(0), 2)}


def test_a_share_whose_revision_was_not_sent_is_never_fresh():
    form = SharesForm({"share_goal_7": "5"}, goals=GOALS[:1], places=[])

    assert form.is_valid()
    assert form.shares("goal")[7].revision == 0


def test_after_a_refusal_the_revision_is_that_which_stands_now():
    form = SharesForm({"share_goal_7": "5", "seen_goal_7": "1"}, goals=GOALS[:1], places=[])
    form.add_error(None, "Någon var före.")

    ((_line, field, seen),) = form.goals()

    assert (field.value(), seen) == ("5", 4)
