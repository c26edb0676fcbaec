import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.factories import IndicatorFactory, RawPayloadFactory, SeriesFactory
from varv.core.kinds import Breakdown
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, Refusal
from varv.core.status import Missing
from varv.statistics import jsonstat, rules
from varv.statistics.readings import Cube, Reading
from varv.statistics.sources import SOURCES

CHOSEN = {"Region": "18", "Kon": "TotSa"}


def refusal(check, *args) -> Refusal:
    with pytest.raises(Refusal) as refused:
        check(*args)
    return refused.value


def cube(table="TAB6471", **categories) -> Cube:
    """A small table; say other codes for a dimension, or ``None`` to leave it out."""
    codes = {"Region": ["18", "19"], "Kon": ["TotSa", "1", "2"], "Tid": ["2026M01"]} | categories
    sides = {name: {"category": {"index": index}} for name, index in codes.items() if index is not None}
    told = {
        "version": "2.0",
        "class": "dataset",
        "id": list(sides),
        "size": [len(side["category"]["index"]) for side in sides.values()],
        "dimension": sides,
        "value": {"0": 1},
        "updated": "2026-06-08T06:00:00Z",
        "extension": {"px": {"tableid": table}} if table else {},
    }
    return jsonstat.read_cube(json.dumps(told).encode())


def test_refresh_is_for_those_who_measure(egon, bo):
    rules.check_refresh(egon)

    assert isinstance(refusal(rules.check_refresh, bo), NotAllowed)


def test_bind_takes_a_known_source_once_a_breakdown(egon, cilla):
    series = SeriesFactory(breakdown=Breakdown.WOMEN)

    rules.check_bind(series.indicator, Breakdown.ALL, "scb", egon)

    assert refusal(rules.check_bind, series.indicator, Breakdown.WOMEN, "scb", egon).code == "statistics.already_bound"
    assert refusal(rules.check_bind, series.indicator, Breakdown.ALL, "tidningen", egon).facts == {
        "field": "source",
        "source": "tidningen",
    }
    assert isinstance(refusal(rules.check_bind, IndicatorFactory(), Breakdown.ALL, "scb", cilla), NotAllowed)


def test_selection_names_one_code_in_each_dimension():
    rules.check_selection(CHOSEN, "Tid")


@pytest.mark.parametrize("code", [["1", "2"], "", None, 18, {"filter": "all"}])
def test_selection_of_several_or_none_is_refused(code):
    refused = refusal(rules.check_selection, {"Region": "18", "Kon": code}, "Tid")

    assert (refused.code, refused.facts["dimension"]) == ("statistics.one_code_each", "Kon")


def test_selection_chooses_no_time():
    assert refusal(rules.check_selection, CHOSEN | {"Tid": "2026M01"}, "Tid").code == "statistics.time_is_not_chosen"


def test_answer_of_the_bound_cells_is_taken(db):
    series = SeriesFactory(selection=CHOSEN)

    rules.check_answer(series, cube())
    rules.check_answer(series, cube(table=""))


@pytest.mark.parametrize(
    ("answer", "code", "facts"),
    [
        (cube(table="TAB1"), "statistics.other_table", {"table": "TAB6471", "other": "TAB1"}),
        (cube(Tid=None, Manad=["2026M01"]), "statistics.unknown_dimension", {"dimension": "Tid", "table": "TAB6471"}),
        (cube(Alder=["20-29"]), "statistics.one_code_each", {"field": "selection", "dimension": "Alder"}),
        (cube(Kon=None), "statistics.unknown_dimension", {"dimension": "Kon", "table": "TAB6471"}),
        (
            cube(Region=["01"]),
            "statistics.unknown_code",
            {"dimension": "Region", "chosen": "18", "table": "TAB6471"},
        ),
    ],
    ids=["another table", "no time", "something left to sum", "a dimension gone", "a code gone"],
)
def test_answer_that_has_drifted_is_refused(db, answer, code, facts):
    refused = refusal(rules.check_answer, SeriesFactory(selection=CHOSEN), answer)

    assert (refused.code, refused.facts) == (code, facts)


def test_drift_is_anything_called_otherwise_than_before(db):
    series = SeriesFactory(described=[["table", "Folkmängd"], ["unit", "antal"]])

    rules.check_drift(series, {"table": "Folkmängd", "unit": "antal", "Region": "Örebro län"})
    renamed = refusal(rules.check_drift, series, {"table": "Folkmängd", "unit": "tusental"})
    gone = refusal(rules.check_drift, series, {"table": "Folkmängd"})

    assert renamed.facts == {"what": "unit", "before": "antal", "now": "tusental", "table": "TAB6471"}
    assert (gone.code, gone.facts["now"]) == ("statistics.drifted", "")


def test_first_answer_cannot_have_drifted(db):
    rules.check_drift(SeriesFactory(), {"table": "Folkmängd"})


@pytest.mark.parametrize(
    "read", [None, datetime(2026, 6, 8, 6, tzinfo=UTC), datetime(2026, 5, 8, 6, tzinfo=UTC)], ids=str
)
def test_answer_as_new_as_the_last_is_taken(db, read):
    rules.check_newer(SeriesFactory(payload=RawPayloadFactory(updated_at=read)), cube())


def test_answer_older_than_the_last_is_refused(db):
    series = SeriesFactory(payload=RawPayloadFactory(updated_at=datetime(2026, 7, 8, 6, tzinfo=UTC)))

    assert refusal(rules.check_newer, series, cube()).code == "statistics.older_answer"


def test_first_answer_is_never_too_old(db):
    rules.check_newer(SeriesFactory(), cube())


@pytest.mark.parametrize(
    ("source", "value", "mark", "why"),
    [
        ("scb", Decimal(0), "", None),
        ("scb", Decimal(7), "p", None),
        ("scb", Decimal(0), "-", None),
        ("scb", None, "", Missing.NOT_AVAILABLE),
        ("scb", None, "..", Missing.NOT_AVAILABLE),
        ("scb", None, ".", Missing.NOT_APPLICABLE),
        ("scb", None, "-", Missing.NIL),
        ("scb", None, "–", Missing.NIL),
        ("eurostat", None, ":", Missing.NOT_AVAILABLE),
        ("eurostat", None, "c", Missing.SUPPRESSED),
    ],
)
def test_marks_say_why_a_value_is_missing(db, source, value, mark, why):
    series = SeriesFactory(source=source)

    assert rules.missing(series, Period(2025), Reading({}, value, mark)) is why


@pytest.mark.parametrize(("source", "mark"), [("scb", "..."), ("scb", ":"), ("eurostat", "..")])
def test_mark_that_the_source_has_not_told_us_of_is_refused(db, source, mark):
    refused = refusal(rules.missing, SeriesFactory(source=source), Period(2025), Reading({}, None, mark))

    assert (refused.code, refused.facts) == ("statistics.unknown_mark", {"mark": mark, "period": Period(2025)})


def test_no_sign_anywhere_means_zero():
    assert {meaning for source in SOURCES.values() for meaning in source.marks.values()} <= set(Missing)
