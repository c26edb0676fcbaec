from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.rounds.walks import approved, opened, results_of, submitted
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.overview.rounds.last_time import approved_times, last_times, said
from varv.rounds.drafts import LineDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

AUTUMN, SPRING, NEXT = (Period.parse(text) for text in ("2025H2", "2026H1", "2026H2"))


def told(initiative, by, author, reader, period, **changed) -> Report:
    report = Report.objects.of(by.region_id).get(round=opened(by, period), initiative=initiative)
    return approved(report, author, reader, **changed)


def test_last_time_is_the_latest_approved_report(anna, bo, disa):
    initiative = running(anna, bo)
    told(initiative, anna, bo, disa, SPRING, learned="Validera först.")
    told(initiative, anna, bo, disa, AUTUMN, learned="Äldre.")

    last = last_times(anna.region_id, [initiative.pk])[initiative.pk]

    assert (last.period, last.learned, last.author, last.verdict) == (SPRING, "Validera först.", "Bo", Verdict.PARTLY)
    assert (last.done, last.needs, last.period_ends_on) == ("Fyra kurser är klara.", "", date(2026, 6, 30))


def test_last_time_is_of_a_period_before_the_day(anna, bo, disa):
    initiative = running(anna, bo)
    for period in (AUTUMN, SPRING):
        told(initiative, anna, bo, disa, period)

    before = last_times(anna.region_id, [initiative.pk], before=SPRING.last)

    assert before[initiative.pk].period == AUTUMN
    assert last_times(anna.region_id, [initiative.pk], before=AUTUMN.last) == {}


def test_what_is_not_approved_was_never_said(anna, bo):
    initiative = running(anna, bo)
    submitted(Report.objects.of(anna.region_id).get(round=opened(anna)), bo)

    assert last_times(anna.region_id, [initiative.pk]) == {}


def test_all_times_come_oldest_first(anna, bo, disa):
    initiative = running(anna, bo)
    for period in (NEXT, AUTUMN, SPRING):
        told(initiative, anna, bo, disa, period)

    assert [one.period for one in approved_times(anna.region_id, [initiative.pk])[initiative.pk]] == [
        AUTUMN,
        SPRING,
        NEXT,
    ]


def test_what_was_said_about_each_line_is_read_from_what_was_frozen(anna, bo, disa):
    initiative = running(anna, bo)
    output, outcome = results_of(initiative)
    lines = (
        LineDraft(output.pk, Decimal("41.50"), None, "Preliminärt"),
        LineDraft(outcome.pk, None, Missing.NOT_APPLICABLE),
    )
    told(initiative, anna, bo, disa, SPRING, lines=lines)

    found = last_times(anna.region_id, [initiative.pk])[initiative.pk].lines

    assert (found[output.pk].value, found[output.pk].comment, found[output.pk].missing) == (
        Decimal("41.5"),
        "Preliminärt",
        None,
    )
    assert (found[outcome.pk].value, found[outcome.pk].missing) == (None, Missing.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("written", "value"), [("0", Decimal(0)), ("-3.25", Decimal("-3.25")), ("1234567.5", Decimal("1234567.5"))]
)
def test_a_number_is_read_exactly_and_none_is_not_zero(written, value):
    line = {
        "planned_result": 7,
        "level": "output",
        "text": "Moduler",
        "unit": "st",
        "planned": None,
        "value": written,
        "missing": None,
        "comment": "",
    }

    assert (said(line).value, said(line).planned) == (value, None)
    assert said(line | {"planned": written, "value": None}).planned == value


def test_last_times_are_the_regions_own_and_cost_one_query(anna, bo, disa, stig, django_assert_num_queries):
    initiatives = [running(anna, bo, name=name) for name in "ABC"]
    round_ = opened(anna)
    for initiative in initiatives:
        approved(round_.reports.get(initiative=initiative), bo, disa)

    with django_assert_num_queries(1):
        found = last_times(anna.region_id, [one.pk for one in initiatives])

    assert set(found) == {one.pk for one in initiatives}
    assert last_times(stig.region_id, [one.pk for one in initiatives]) == {}
