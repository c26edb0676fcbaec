from datetime import UTC, date, datetime, timedelta

import pytest

from tests.delivery.walks import running, started
from tests.factories import MONDAY
from tests.rounds.walks import AUTUMN, approved, asked, opened, saved, submitted
from varv.core.asking import Speed
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.workflow import ReportState, RoundState
from varv.overview.rounds.round_progress import reports_waiting, reviews_waiting, round_lines, round_progress
from varv.rounds import operations
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

ON = date(2027, 1, 18)
SPRING = Period.parse("2026H1")


def reports_of(round_) -> dict[str, Report]:
    found = Report.objects.of(round_.region_id).filter(round=round_).select_related("initiative")
    return {report.initiative.name: report for report in found}


def test_progress_counts_by_state_and_tells_begun_from_not_begun(anna, bo, disa):
    for name in "ABCDE":
        running(anna, bo, name=name)
    round_ = opened(anna)
    reports = reports_of(round_)
    approved(reports["A"], bo, disa)
    submitted(reports["B"], bo)
    operations.return_report(report=submitted(reports["C"], bo), comment="För vem?", by=disa, at=MONDAY)
    saved(reports["D"], bo, Draft(done="Två"))

    progress = round_progress(round_, ON)

    assert dict(progress.counts) == {
        ReportState.APPROVED: 1,
        ReportState.SUBMITTED: 1,
        ReportState.RETURNED: 1,
        ReportState.DRAFT: 1,
        "todo": 1,
    }
    assert (progress.expected, progress.handed_in, progress.days_left) == (5, 2, 11)
    assert [row.initiative for row in progress.rows] == ["B", "C", "D", "E", "A"]
    assert [row.initiative for row in progress.to_review] == ["B"]
    assert [row.initiative for row in progress.not_handed_in] == ["C", "D", "E"]


def test_progress_tells_each_report(anna, bo):
    report = submitted(asked(anna, bo), bo)

    row = round_progress(report.round, ON).rows[0]

    assert (row.id, row.initiative, row.author, row.verdict, row.verdict_words, row.has_learned, row.moved_at) == (
        report.pk,
        "Yrkesväxling i moduler",
        "Bo",
        Verdict.PARTLY,
        "Delvis",
        True,
        MONDAY,
    )
    assert (row.is_handed_in, row.parts, row.progress.left) == (True, 4, 0)


def test_progress_lays_the_days_beside_the_round_before(anna, bo):
    running(anna, bo)
    before = opened(anna, SPRING)
    submitted(reports_of(before)["Yrkesväxling i moduler"], bo, at=datetime(2026, 11, 4, 23, 30, tzinfo=UTC))
    now = opened(anna)
    submitted(reports_of(now)["Yrkesväxling i moduler"], bo, at=MONDAY)

    progress = round_progress(now, ON)

    assert (progress.submitted_on, progress.previous_period, progress.previous_days) == (
        (date(2026, 11, 16),),
        SPRING,
        (3,),
    )


def test_progress_of_the_first_round_has_nothing_before_it(anna, bo):
    progress = round_progress(asked(anna, bo).round, ON)

    assert (progress.previous_period, progress.previous_days, progress.median_minutes) == (None, (), None)


def test_progress_tells_the_median_from_first_word_to_handing_in(anna, bo):
    for name in "ABC":
        running(anna, bo, name=name)
    round_ = opened(anna)
    for report, minutes in zip(reports_of(round_).values(), (5, 11, 90), strict=True):
        saved(report, bo, Draft(done="Två"))
        submitted(report, bo, at=MONDAY + timedelta(minutes=minutes))

    assert round_progress(round_, ON).median_minutes == 11


def test_progress_knows_who_began_after_the_round_opened(anna, bo):
    round_ = asked(anna, bo).round
    late = running(anna, bo, name="Sen")
    started(anna, bo, name="Planerad")

    assert round_progress(round_, ON).not_asked == ((late.pk, "Sen"),)


def test_progress_costs_the_same_for_one_report_and_for_three(anna, bo, disa, django_assert_num_queries):
    opened(anna, SPRING)
    one = approved(asked(anna, bo), bo, disa).round
    running(anna, bo, name="Två")
    running(anna, bo, name="Tre")
    three = opened(anna, Period.parse("2027H1"))

    for round_ in (one, three):
        with django_assert_num_queries(9):
            round_progress(round_, ON)


def test_round_lines_stand_newest_first(anna, bo, disa):
    for name in "AB":
        running(anna, bo, name=name)
    old = opened(anna, SPRING)
    approved(reports_of(old)["A"], bo, disa)
    submitted(reports_of(old)["B"], bo)
    operations.close_round(round_=old, by=anna, at=MONDAY)
    opened(anna)

    assert [
        (line.period, line.state, line.expected, line.handed_in, line.approved) for line in round_lines(anna.region_id)
    ] == [
        (AUTUMN, RoundState.OPEN, 2, 0, 0),
        (SPRING, RoundState.CLOSED, 2, 2, 1),
    ]


def test_round_lines_are_the_regions_own(anna, stig):
    opened(anna)

    assert round_lines(stig.region_id) == ()


def test_reports_waiting_tell_how_much_is_left_and_until_when(anna, bo):
    report = asked(anna, bo)

    waiting = reports_waiting(bo.region_id, bo.person_id, date(2027, 1, 29))

    assert [(one.report_id, one.initiative, one.parts_left, one.minutes_left, one.is_overdue) for one in waiting] == [
        (report.pk, "Yrkesväxling i moduler", 4, 10, False)
    ]
    assert reports_waiting(bo.region_id, bo.person_id, date(2027, 1, 30))[0].is_overdue
    assert reports_waiting(anna.region_id, anna.person_id, ON) == ()


def test_reports_waiting_carry_what_the_reader_wants_changed(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    assert reports_waiting(bo.region_id, bo.person_id, ON) == ()

    operations.return_report(report=report, comment="För vem?", by=disa, at=MONDAY)

    waiting = reports_waiting(bo.region_id, bo.person_id, ON)[0]
    assert (waiting.state, waiting.return_comment, waiting.parts_left, waiting.minutes_left) == (
        ReportState.RETURNED,
        "För vem?",
        0,
        1,
    )


def test_reviews_waiting_are_those_handed_in_oldest_first(anna, bo):
    for name in "AB":
        running(anna, bo, name=name)
    reports = reports_of(opened(anna))
    submitted(reports["B"], bo)
    submitted(reports["A"], bo, at=MONDAY + timedelta(hours=1))

    assert [(one.initiative, one.author, one.period) for one in reviews_waiting(anna.region_id)] == [
        ("B", "Bo", AUTUMN),
        ("A", "Bo", AUTUMN),
    ]


def test_waiting_costs_the_same_for_one_and_for_three(anna, bo, django_assert_num_queries):
    report = asked(anna, bo)
    for name in ("Två", "Tre"):
        late = running(anna, bo, name=name)
        with django_assert_num_queries(5):
            reports_waiting(bo.region_id, bo.person_id, ON)
            reviews_waiting(bo.region_id)
        operations.ask_for_report(round_=report.round, initiative=late, by=anna, at=MONDAY)

    assert len(reports_waiting(bo.region_id, bo.person_id, ON)) == 3


def test_more_time_is_told_with_its_reason_and_moves_that_authors_day(anna, bo, egon):
    mine = asked(anna, bo)
    operations.ask_for_report(round_=mine.round, initiative=running(anna, egon, name="Egons"), by=anna, at=MONDAY)
    operations.give_more_time(
        round_=mine.round, person=mine.author, due_on=date(2027, 2, 20), reason="Sjuk i januari.", by=anna, at=MONDAY
    )

    on_the_day, after = (round_progress(mine.round, day) for day in (date(2027, 2, 20), date(2027, 2, 21)))

    told = on_the_day.more_time[0]
    assert (told.person, told.due_on, told.reason, told.has_passed) == (
        "Bo",
        date(2027, 2, 20),
        "Sjuk i januari.",
        False,
    )
    assert after.more_time[0].has_passed
    assert {row.author: (row.due_on, row.is_late) for row in on_the_day.rows} == {
        "Bo": (date(2027, 2, 20), False),
        "Egon": (date(2027, 1, 29), True),
    }
    assert {row.author: row.is_late for row in after.rows} == {"Bo": True, "Egon": True}


def test_what_is_handed_in_is_never_late(anna, bo):
    report = submitted(asked(anna, bo), bo)

    assert [row.is_late for row in round_progress(report.round, date(2030, 1, 1)).rows] == [False]


def test_waiting_reports_have_their_authors_own_last_day(anna, bo):
    report = asked(anna, bo)
    operations.give_more_time(
        round_=report.round, person=report.author, due_on=date(2027, 2, 20), reason="Sjuk.", by=anna, at=MONDAY
    )

    waiting = reports_waiting(bo.region_id, bo.person_id, date(2027, 2, 1))

    assert [(one.due_on, one.is_overdue) for one in waiting] == [(date(2027, 2, 20), False)]


def test_rounds_of_two_speeds_are_not_compared_with_each_other(anna, bo):
    operations.continuous_round(period=SPRING, by=anna, at=MONDAY)

    assert round_progress(asked(anna, bo).round, ON).previous_period is None


def test_a_round_of_projects_asks_nobody_who_began_late(anna, bo):
    round_ = operations.continuous_round(period=SPRING, by=anna, at=MONDAY)
    running(anna, bo)

    assert round_progress(round_, ON).not_asked == ()


def test_lines_tell_the_speed(anna, bo):
    operations.continuous_round(period=SPRING, by=anna, at=MONDAY)
    asked(anna, bo)

    assert [(str(line.period), line.speed) for line in round_lines(anna.region_id)] == [
        ("2026H2", Speed.HALF_YEARLY),
        ("2026H1", Speed.CONTINUOUS),
    ]
