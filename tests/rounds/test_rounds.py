from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import MONDAY
from tests.people import verbs
from tests.rounds.walks import AUTUMN, approved, asked, opened, results_of, saved
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import ReportState, RoundState
from varv.delivery import operations as delivery
from varv.delivery.models import PlannedResult
from varv.regions.models import TrailEntry
from varv.rounds import operations
from varv.rounds.models import Report, ReportLine, Round

pytestmark = pytest.mark.django_db


def test_open_round_asks_what_is_under_way(anna, bo, alvmark):
    first, second = running(anna, bo), running(anna, anna, name="Gemensam validering")
    delivery.pause_initiative(initiative=second, by=anna, at=MONDAY)
    started(anna, bo, name="Bara planerad")

    round_ = opened(anna)

    reports = Report.objects.of(alvmark.pk).order_by("initiative_id")
    assert [(report.round, report.initiative, report.author, report.state) for report in reports] == [
        (round_, first, person(bo), ReportState.DRAFT),
        (round_, second, person(anna), ReportState.DRAFT),
    ]


def test_open_round_gives_every_report_a_line_for_each_planned_result(anna, bo, alvmark):
    report = asked(anna, bo)

    lines = ReportLine.objects.of(alvmark.pk).filter(report=report).order_by("planned_result__place")
    assert [line.planned_result for line in lines] == results_of(report.initiative)
    assert {(line.value, line.missing, line.comment) for line in lines} == {(None, None, "")}


def test_open_round_leaves_one_line_in_the_trail(anna, bo):
    report = asked(anna, bo)

    assert (report.round.state, verbs(report.round), verbs(report)) == (RoundState.OPEN, ["opened"], [])


def test_open_round_costs_the_same_for_one_insats_and_for_three(anna, bo, django_assert_num_queries):
    running(anna, bo)
    spring, autumn = Period.parse("2026H1"), AUTUMN

    with django_assert_num_queries(13):
        opened(anna, spring)
    for name in ("Två", "Tre"):
        running(anna, bo, name=name)

    with django_assert_num_queries(13):
        opened(anna, autumn)


def test_open_round_asks_nobody_in_another_region(anna, bo, sydland):
    asked(anna, bo)

    assert not Round.objects.of(sydland.pk).exists()


def test_open_round_without_insatser_is_an_empty_round(anna, alvmark):
    round_ = opened(anna)

    assert not Report.objects.of(alvmark.pk).filter(round=round_).exists()


def test_open_round_is_refused_twice_a_period(anna, alvmark):
    opened(anna)

    with pytest.raises(RuleBroken, match=r"round\.already_there"):
        opened(anna)

    assert Round.objects.of(alvmark.pk).count() == 1


def test_open_round_is_not_for_reporters(bo):
    with pytest.raises(NotAllowed):
        opened(bo)


def test_ask_for_report_reaches_an_insats_that_began_late(anna, bo, alvmark):
    round_ = opened(anna)
    initiative = running(anna, bo)

    report = operations.ask_for_report(round_=round_, initiative=initiative, by=anna, at=MONDAY)

    lines = ReportLine.objects.of(alvmark.pk).filter(report=report)
    assert (report.author, report.round, lines.count(), verbs(report)) == (person(bo), round_, 2, ["asked_for"])


def test_ask_for_report_adds_no_lines_to_the_other_reports(anna, bo, alvmark):
    first = asked(anna, bo)

    operations.ask_for_report(round_=first.round, initiative=running(anna, bo, name="Sen"), by=anna, at=MONDAY)

    assert ReportLine.objects.of(alvmark.pk).filter(report=first).count() == 2


def test_ask_for_report_is_refused_across_regions_and_twice(anna, bo, stig):
    report = asked(anna, bo)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.ask_for_report(round_=opened(stig), initiative=report.initiative, by=stig, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"round\.already_asked"):
        operations.ask_for_report(round_=report.round, initiative=report.initiative, by=anna, at=MONDAY)

    assert verbs(report) == []


def test_extend_round_moves_the_last_day(anna):
    round_ = opened(anna)

    operations.extend_round(round_=round_, due_on=date(2027, 2, 5), by=anna, at=MONDAY)

    round_.refresh_from_db()
    line = TrailEntry.objects.about(round_).last()
    assert (round_.due_on, line.verb, line.before, line.after) == (
        date(2027, 2, 5),
        "extended",
        {"due_on": "2027-01-29"},
        {"due_on": "2027-02-05"},
    )


def test_extend_round_never_takes_time_away(anna):
    round_ = opened(anna)

    with pytest.raises(RuleBroken, match=r"round\.not_later"):
        operations.extend_round(round_=round_, due_on=date(2027, 1, 1), by=anna, at=MONDAY)

    assert verbs(round_) == ["opened"]


def test_close_round_locks_the_drafts_as_they_are(anna, bo):
    report = saved(asked(anna, bo), bo)

    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    report.round.refresh_from_db()
    assert (report.round.state, report.round.closed_at, verbs(report.round)) == (
        RoundState.CLOSED,
        MONDAY,
        ["opened", "closed"],
    )
    with pytest.raises(RuleBroken, match=r"round\.closed"):
        operations.submit_report(report=report, revision=report.revision, by=bo, at=MONDAY)
    report.refresh_from_db()
    assert (report.state, report.done) == (ReportState.DRAFT, "Fyra kurser är klara.")


def test_close_round_is_not_done_twice(anna):
    round_ = opened(anna)
    operations.close_round(round_=round_, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.close_round(round_=round_, by=anna, at=MONDAY)


def test_reopen_round_takes_reports_again_for_a_reason(anna, bo):
    report = saved(asked(anna, bo), bo)
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    operations.reopen_round(round_=report.round, reason="Två var sjuka.", by=anna, at=MONDAY)
    report.refresh_from_db()
    operations.submit_report(report=report, revision=report.revision, by=bo, at=MONDAY)

    report.refresh_from_db()
    assert (report.round.state, report.round.closed_at, report.round.reopened_because, report.state) == (
        RoundState.OPEN,
        None,
        "Två var sjuka.",
        ReportState.SUBMITTED,
    )
    assert verbs(report.round) == ["opened", "closed", "reopened"]


def test_reopen_round_is_refused_without_a_reason(anna):
    round_ = opened(anna)
    operations.close_round(round_=round_, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"round\.reason_missing"):
        operations.reopen_round(round_=round_, reason="", by=anna, at=MONDAY)

    assert verbs(round_) == ["opened", "closed"]


def test_drop_planned_result_takes_its_empty_line_along(anna, bo, alvmark):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    operations.drop_planned_result(planned_result=output, by=bo, at=MONDAY)

    lines = ReportLine.objects.of(alvmark.pk).filter(report=report)
    assert ([line.planned_result for line in lines], verbs(output)) == ([outcome], ["planned", "removed"])


def test_drop_planned_result_keeps_what_is_reported_on(anna, bo, disa, alvmark):
    report = approved(asked(anna, bo), bo, disa)
    output = results_of(report.initiative)[0]

    with pytest.raises(RuleBroken, match=r"planned_result\.reported_on"):
        operations.drop_planned_result(planned_result=output, by=anna, at=MONDAY)

    assert PlannedResult.objects.of(alvmark.pk).filter(pk=output.pk).exists()


def test_drop_planned_result_is_not_for_readers(anna, bo, cilla, alvmark):
    report = asked(anna, bo)

    with pytest.raises(NotAllowed):
        operations.drop_planned_result(planned_result=results_of(report.initiative)[0], by=cilla, at=MONDAY)

    assert ReportLine.objects.of(alvmark.pk).filter(report=report).count() == 2
