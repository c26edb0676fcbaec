from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.rounds.walks import asked, opened, results_of, saved
from varv.core.theory import Level
from varv.delivery import operations as delivery
from varv.overview.rounds.written_so_far import written_so_far
from varv.rounds.drafts import Draft, LineDraft, Part
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db


def test_a_report_is_told_with_its_plan_and_how_far_it_has_come(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    saved(report, bo, Draft(done="Två kurser.", lines=(LineDraft(output.pk, Decimal(2)),)))

    written = written_so_far(anna.region_id, [report])[report.pk]

    assert (written.draft.done, written.draft.lines) == (
        "Två kurser.",
        (LineDraft(output.pk, Decimal(2)), LineDraft(outcome.pk)),
    )
    assert (written.results, written.progress.done) == ({output.pk: output, outcome.pk: outcome}, {Part.DONE})


def test_what_was_planned_later_is_asked_for_too(anna, bo):
    report = asked(anna, bo)
    late = delivery.plan_result(
        initiative=report.initiative,
        level=Level.OUTCOME,
        text="Fick arbete",
        unit="",
        planned=None,
        step=None,
        by=bo,
        at=MONDAY,
    )

    written = written_so_far(anna.region_id, [report])[report.pk]

    assert written.draft.lines[-1] == LineDraft(late.pk)


def test_each_report_has_its_own_insats_plan(anna, bo):
    initiatives = [running(anna, bo, name=name) for name in "AB"]
    opened(anna)
    reports = list(Report.objects.of(anna.region_id).order_by("initiative__name"))

    written = written_so_far(anna.region_id, reports)

    assert [list(written[report.pk].results.values()) for report in reports] == [
        results_of(initiative) for initiative in initiatives
    ]


def test_no_reports_are_nothing(alvmark):
    assert written_so_far(alvmark.pk, []) == {}


def test_many_cost_what_one_costs(anna, bo, django_assert_num_queries):
    for name in "ABC":
        running(anna, bo, name=name)
    opened(anna)
    reports = list(Report.objects.of(anna.region_id))

    for some in (reports[:1], reports):
        with django_assert_num_queries(3):
            written_so_far(anna.region_id, some)
