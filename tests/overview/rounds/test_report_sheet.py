from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.rounds.walks import approved, asked, opened, results_of, saved, submitted, whole
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.delivery import operations as delivery
from varv.overview.rounds.report_sheet import EvidenceLine, report_sheet
from varv.rounds import operations
from varv.rounds.drafts import Draft, LineDraft, Part
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db


def test_sheet_of_an_empty_report_asks_everything(anna, bo, disa):
    report = asked(anna, bo)

    sheet = report_sheet(report)

    assert (sheet.state, sheet.author, sheet.approvers, sheet.last, sheet.saved_at) == (
        ReportState.DRAFT,
        "Bo",
        ("Disa", "Anna"),
        None,
        None,
    )
    assert [(step.part, step.is_done, step.is_next) for step in sheet.steps] == [
        (Part.DONE, False, True),
        (Part.OUTCOME, False, False),
        (Part.LEARNED, False, False),
        (Part.NEEDS, False, False),
    ]
    assert (len(sheet.lacking), sheet.progress.minutes_left) == (4, 10)


def test_sheet_tells_what_is_written_and_when_it_was_saved(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    lines = (LineDraft(output.pk, Decimal(41)), LineDraft(outcome.pk, None, Missing.SUPPRESSED, "Nio personer"))
    saved(report, bo, Draft(done="Fyra kurser.", verdict=Verdict.PARTLY, lines=lines))

    sheet = report_sheet(report)

    assert (sheet.done, sheet.verdict, sheet.verdict_words, sheet.saved_at) == (
        "Fyra kurser.",
        Verdict.PARTLY,
        "Delvis",
        MONDAY,
    )
    assert [(line.text, line.value, line.missing, line.comment) for line in sheet.outputs + sheet.outcomes] == [
        ("Genomförda utbildningsinsatser", Decimal(41), None, ""),
        ("Ökad kompetensnivå", None, Missing.SUPPRESSED, "Nio personer"),
    ]
    assert [step.part for step in sheet.steps if step.is_next] == [Part.OUTCOME]


def test_sheet_reminds_of_last_time_and_never_of_later(anna, bo, disa):
    initiative = running(anna, bo)
    reports = Report.objects.of(anna.region_id)
    spring = reports.get(round=opened(anna, Period.parse("2026H1")))
    autumn = reports.get(round=opened(anna))
    approved(spring, bo, disa, learned="Validera först.")
    approved(autumn, bo, disa, learned="Något senare.")
    output = results_of(initiative)[0]

    sheet, first = report_sheet(autumn), report_sheet(spring)

    assert (sheet.last.learned, sheet.last.period) == ("Validera först.", Period.parse("2026H1"))
    assert (sheet.outputs[0].last.value, sheet.outputs[0].planned_result_id) == (Decimal(41), output.pk)
    assert (first.last, first.outputs[0].last) == (None, None)


def test_sheet_of_an_approved_report_reads_what_was_approved(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    output = results_of(report.initiative)[0]
    delivery.edit_planned_result(
        planned_result=output, text="Nya ord", unit="", planned=None, step=None, revision=1, by=anna, at=MONDAY
    )

    line = report_sheet(report).outputs[0]

    assert (line.text, line.value, line.level) == ("Genomförda utbildningsinsatser", Decimal(41), Level.OUTPUT)


def test_sheet_shows_what_the_report_rests_on(anna, bo):
    report = asked(anna, bo)
    link = operations.attach_link(report=report, title="Slutrapport", link="https://example.org/r", by=bo, at=MONDAY)
    file = operations.attach_file(
        report=report, title="Siffror", filename="siffror.pdf", content=b"%PDF-1", by=bo, at=MONDAY
    )

    assert report_sheet(report).evidence == (
        EvidenceLine(link.pk, None, "Slutrapport", "https://example.org/r", "", None),
        EvidenceLine(file.pk, None, "Siffror", "", "siffror.pdf", 6),
    )


def test_sheet_tells_what_has_happened_but_not_every_saving(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    operations.return_report(report=report, comment="För vem?", by=disa, at=MONDAY)
    report.refresh_from_db()

    sheet = report_sheet(report)

    assert [(one.verb, one.person) for one in sheet.history] == [("submitted", "Bo"), ("returned", "Disa")]
    assert (sheet.returned.person, sheet.submitted.at, sheet.approved) == ("Disa", MONDAY, None)
    assert sheet.return_comment == "För vem?"


def test_sheet_costs_the_same_for_few_lines_and_for_many(anna, bo, disa, django_assert_num_queries):
    report = submitted(asked(anna, bo), bo)
    report = Report.objects.of(anna.region_id).get(pk=report.pk)
    with django_assert_num_queries(12):
        report_sheet(report)

    for text in ("Två", "Tre"):
        delivery.plan_result(
            initiative=report.initiative,
            level=Level.OUTPUT,
            text=text,
            unit="",
            planned=None,
            step=None,
            by=anna,
            at=MONDAY,
        )
    report = Report.objects.of(anna.region_id).get(pk=report.pk)

    with django_assert_num_queries(12):
        assert len(report_sheet(report).lines) == 4


def test_sheet_says_until_when_and_in_which_round(anna, bo):
    report = asked(anna, bo)

    sheet = report_sheet(report)

    assert (sheet.due_on, sheet.period, sheet.draft) == (
        date(2027, 1, 29),
        Period.parse("2026H2"),
        Draft(lines=tuple(LineDraft(line.planned_result_id) for line in whole(report).lines)),
    )
