from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.rounds.walks import approved, opened, results_of, submitted
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.delivery import operations as delivery
from varv.overview.rounds.round_progress import round_progress
from varv.overview.words.of_rounds import Standout
from varv.rounds.drafts import LineDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

ON = date(2027, 1, 18)
PERIODS = [Period.parse(text) for text in ("2025H2", "2026H1", "2026H2")]


@pytest.fixture
def initiative(anna, bo):
    """From January 2025 to December 2027, with 60 modules planned: 40 expected by the end of 2026."""
    initiative = running(anna, bo)
    output = results_of(initiative)[0]
    delivery.edit_planned_result(
        planned_result=output,
        text="Genomförda moduler",
        unit="st",
        planned=Decimal(60),
        step=None,
        revision=1,
        by=anna,
        at=MONDAY,
    )
    return initiative


def told(initiative, by, author, period=PERIODS[-1], value=Decimal(40), **changed) -> Report:
    round_ = opened(by, period)
    output, outcome = results_of(initiative)
    lines = (LineDraft(output.pk, value), LineDraft(outcome.pk, missing=Missing.NOT_AVAILABLE))
    report = Report.objects.of(by.region_id).get(round=round_, initiative=initiative)
    return submitted(report, author, lines=lines, **changed)


def found(report) -> list[tuple]:
    return [(one.kind, one.text, one.times) for one in round_progress(report.round, ON).findings]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ((Verdict.RIGHT_WAY, 40), []),
        ((Verdict.RIGHT_WAY, 21), []),
        ((Verdict.RIGHT_WAY, 19), [(Standout.VERDICT_AND_FIGURES, "Genomförda moduler", 0)]),
        ((Verdict.PARTLY, 19), []),
        ((Verdict.WRONG_WAY, 40), [(Standout.VERDICT_AND_FIGURES, "", 0)]),
        ((Verdict.WRONG_WAY, 30), []),
    ],
)
def test_verdict_and_figures_differ(initiative, anna, bo, said, kinds):
    verdict, value = said

    assert found(told(initiative, anna, bo, value=Decimal(value), verdict=verdict)) == kinds


def test_figures_say_nothing_without_an_end_to_the_plan(initiative, anna, bo):
    delivery.edit_initiative(
        initiative=initiative,
        name=initiative.name,
        description="",
        kind=initiative.kind,
        chain=None,
        unit=initiative.unit,
        responsible=initiative.responsible,
        starts_on=initiative.starts_on,
        ends_on=None,
        phase=None,
        revision=initiative.revision,
        by=anna,
        at=MONDAY,
    )

    assert found(told(initiative, anna, bo, value=Decimal(1), verdict=Verdict.RIGHT_WAY)) == []


def test_a_report_without_a_lesson_stands_out(initiative, anna, bo):
    assert found(told(initiative, anna, bo, learned=" ")) == [(Standout.NOTHING_LEARNED, "", 0)]


def test_too_early_stands_out_the_second_time_and_is_counted(initiative, anna, bo, disa):
    early = {"verdict": Verdict.TOO_EARLY, "judge_again_on": date(2028, 1, 1)}
    for period in PERIODS[:2]:
        report = Report.objects.of(anna.region_id).get(round=opened(anna, period))
        approved(
            report, bo, disa, **early, lines=tuple(LineDraft(one.pk, Decimal(40)) for one in results_of(initiative))
        )

    assert found(told(initiative, anna, bo, **early)) == [(Standout.TOO_EARLY_AGAIN, "", 3)]


def test_too_early_once_is_an_answer_like_any_other(initiative, anna, bo):
    assert found(told(initiative, anna, bo, verdict=Verdict.TOO_EARLY, judge_again_on=date(2028, 1, 1))) == []


@pytest.mark.parametrize("value", [20, 21, 40, 59, 60])
def test_a_change_by_half_since_last_time_stands_out(initiative, anna, bo, disa, value):
    first = Report.objects.of(anna.region_id).get(round=opened(anna, PERIODS[1]))
    approved(first, bo, disa, lines=tuple(LineDraft(one.pk, Decimal(40)) for one in results_of(initiative)))

    report = told(initiative, anna, bo, value=Decimal(value))

    changes = [one for one in round_progress(report.round, ON).findings if one.kind is Standout.BIG_CHANGE]
    assert [(one.text, one.before, one.now) for one in changes] == (
        [("Genomförda moduler", Decimal(40), Decimal(value))] if value in {20, 60} else []
    )


def test_drafts_never_stand_out(initiative, anna):
    assert round_progress(opened(anna), ON).findings == ()


def test_the_weightiest_stands_first(initiative, anna, bo):
    report = told(initiative, anna, bo, value=Decimal(1), verdict=Verdict.RIGHT_WAY, learned="")

    assert [kind for kind, *_ in found(report)] == [Standout.VERDICT_AND_FIGURES, Standout.NOTHING_LEARNED]
