from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import running, started
from tests.factories import MONDAY, ChainFactory, ChainStepFactory, GoalFactory
from tests.rounds.walks import AUTUMN, approved, opened, results_of, saved, whole
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.delivery import operations
from varv.overview.delivery.initiative_sheet import initiative_sheet
from varv.rounds.drafts import Draft, LineDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

NEXT = Period.parse("2027H1")


def report_in(round_, initiative) -> Report:
    return Report.objects.of(round_.region_id).get(round=round_, initiative=initiative)


def test_sheet_says_what_it_is_for_and_which_chain_it_tests(anna, bo):
    chain = ChainFactory(name="Kortare vägar till arbete")
    initiative = started(anna, bo, chain=chain)
    goal = GoalFactory(outline="2.1", name="Fler i arbete")
    operations.contribute_to(initiative=initiative, goal=goal, reason="Fler får intyg.", by=anna, at=MONDAY)

    sheet = initiative_sheet(initiative)

    assert (sheet.chain_id, sheet.chain) == (chain.pk, "Kortare vägar till arbete")
    assert [(one.goal_id, one.goal, one.reason) for one in sheet.contributions] == [
        (goal.pk, "2.1 Fler i arbete", "Fler får intyg.")
    ]
    assert sheet.definition == "Aktiviteter som ska öka kompetensen hos målgruppen."


def test_sheet_without_chain_and_reports_is_honest_about_it(anna, bo):
    sheet = initiative_sheet(started(anna, bo))

    assert (sheet.chain_id, sheet.chain, sheet.reports, sheet.last, sheet.waiting) == (None, "", (), None, None)
    assert [(result.last, result.share, result.is_reported_on) for result in sheet.results] == [(None, None, False)] * 2


def test_sheet_keeps_outputs_and_outcomes_apart(anna, bo):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain)
    operations.plan_result(
        initiative=initiative,
        level=Level.OUTPUT,
        text="Moduler",
        unit="st",
        planned=Decimal(60),
        step=ChainStepFactory(chain=chain, level=Level.OUTPUT, text="Moduler ges"),
        by=anna,
        at=MONDAY,
    )

    sheet = initiative_sheet(initiative)

    assert [(one.text, one.planned, one.step) for one in sheet.outputs] == [
        ("Genomförda utbildningsinsatser", None, ""),
        ("Moduler", Decimal(60), "Moduler ges"),
    ]
    assert [one.text for one in sheet.outcomes] == ["Ökad kompetensnivå"]


def test_sheet_shows_planned_beside_last_time_and_now(anna, bo, disa):
    initiative = running(anna, bo)
    output, outcome = results_of(initiative)
    operations.edit_planned_result(
        planned_result=output,
        text=output.text,
        unit="st",
        planned=Decimal(60),
        step=None,
        revision=1,
        by=anna,
        at=MONDAY,
    )
    approved(report_in(opened(anna), initiative), bo, disa)
    now = report_in(opened(anna, NEXT, date(2027, 7, 1)), initiative)
    saved(now, bo, Draft(lines=(LineDraft(outcome.pk, missing=Missing.SUPPRESSED),)))

    first, second = initiative_sheet(initiative).results

    assert (first.planned, first.last.value, first.share, first.now_value) == (Decimal(60), Decimal(41), 68, None)
    assert (second.last.value, second.share, second.now_missing) == (Decimal(42), None, Missing.SUPPRESSED)
    assert (first.is_reported_on, second.is_reported_on) == (True, True)


def test_sheet_has_no_share_when_last_time_had_no_value(anna, bo, disa):
    initiative = running(anna, bo)
    report = report_in(opened(anna), initiative)
    lines = tuple(LineDraft(result.pk, missing=Missing.NOT_AVAILABLE) for result in results_of(initiative))
    approved(report, bo, disa, lines=lines)

    result = initiative_sheet(initiative).results[0]

    assert (result.last.missing, result.share, result.is_reported_on) == (Missing.NOT_AVAILABLE, None, True)


def test_sheet_knows_that_an_untouched_line_is_not_reported_on(anna, bo):
    initiative = running(anna, bo)
    report = report_in(opened(anna), initiative)
    output = results_of(initiative)[0]
    saved(report, bo, Draft(lines=(LineDraft(output.pk, comment="Väntar"),)))

    assert [one.is_reported_on for one in initiative_sheet(initiative).results] == [True, False]


def test_sheet_tells_its_reports_newest_first_and_which_is_written_now(anna, bo, disa):
    initiative = running(anna, bo)
    old = approved(report_in(opened(anna), initiative), bo, disa)
    new = report_in(opened(anna, NEXT, date(2027, 7, 1)), initiative)

    sheet = initiative_sheet(initiative)

    assert [(row.id, row.period, row.state, row.verdict) for row in sheet.reports][1] == (
        old.pk,
        AUTUMN,
        ReportState.APPROVED,
        Verdict.PARTLY,
    )
    assert (sheet.waiting.id, sheet.waiting.due_on, sheet.last.report_id) == (new.pk, date(2027, 7, 1), old.pk)
    assert sheet.reports[1].learned == whole(old).learned


def test_sheet_costs_the_same_for_one_result_and_for_three(anna, bo, disa, django_assert_num_queries):
    initiative = running(anna, bo, goals=[GoalFactory()], chain=ChainFactory())
    approved(report_in(opened(anna), initiative), bo, disa)
    initiative.refresh_from_db()
    with django_assert_num_queries(11):
        initiative_sheet(initiative)

    for text in ("Två", "Tre"):
        operations.plan_result(
            initiative=initiative, level=Level.OUTPUT, text=text, unit="", planned=None, step=None, by=anna, at=MONDAY
        )
    initiative.refresh_from_db()

    with django_assert_num_queries(11):
        initiative_sheet(initiative)
