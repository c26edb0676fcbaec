from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories import (
    AssessmentFactory,
    EvidenceFactory,
    EvidenceFileFactory,
    GoalFactory,
    InitiativeFactory,
    JudgementFactory,
    PlannedResultFactory,
    ReportFactory,
    ReportLineFactory,
    RoundFactory,
    UserFactory,
)
from varv.core.judgement import Axis, Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.workflow import ReportState, RoundState
from varv.rounds.models import Assessment, Report, Round

pytestmark = pytest.mark.django_db


def refused_by_the_database(make, **values) -> bool:
    try:
        with transaction.atomic():
            make(**values)
    except IntegrityError:
        return True
    return False


def test_round_is_opened_once_a_period(alvmark):
    RoundFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            region=alvmark, period=Period.parse("2026H1"), opens_on=date(2026, 6, 1), due_on=date(2026, 6, 30)
        )


def test_round_is_due_when_it_has_opened(db):
    assert refused_by_the_database(RoundFactory, opens_on=date(2026, 6, 2), due_on=date(2026, 6, 1))
    assert not refused_by_the_database(RoundFactory, opens_on=date(2026, 6, 1), due_on=date(2026, 6, 1))


def test_rounds_come_newest_first_and_open_ones_take_reports(alvmark):
    old = RoundFactory(period=Period.parse("2025H2"), opens_on=date(2025, 12, 1), state=RoundState.CLOSED)
    new = RoundFactory(state=RoundState.OPEN)

    assert list(Round.objects.of(alvmark.pk).newest_first()) == [new, old]
    assert list(Round.objects.of(alvmark.pk).open_now()) == [new]


def test_report_is_asked_for_once_a_round():
    report = ReportFactory()

    assert refused_by_the_database(ReportFactory, round=report.round, initiative=report.initiative)


@pytest.mark.parametrize(
    ("state", "round_state", "due_on", "is_overdue"),
    [
        (ReportState.DRAFT, RoundState.OPEN, date(2026, 6, 29), True),
        (ReportState.RETURNED, RoundState.OPEN, date(2026, 6, 29), True),
        (ReportState.DRAFT, RoundState.OPEN, date(2026, 6, 30), False),
        (ReportState.SUBMITTED, RoundState.OPEN, date(2026, 6, 29), False),
        (ReportState.DRAFT, RoundState.CLOSED, date(2026, 6, 29), False),
    ],
)
def test_overdue_is_not_handed_in_when_the_day_has_passed(alvmark, state, round_state, due_on, is_overdue):
    ReportFactory(state=state, round=RoundFactory(state=round_state, due_on=due_on))

    assert Report.objects.of(alvmark.pk).overdue(date(2026, 6, 30)).exists() is is_overdue


def test_waiting_for_are_the_persons_own_in_an_open_round(alvmark):
    gunnel, open_round = UserFactory(), RoundFactory(state=RoundState.OPEN)
    mine = ReportFactory(author=gunnel, round=open_round)
    ReportFactory(round=open_round)
    ReportFactory(author=gunnel, round=open_round, state=ReportState.SUBMITTED)
    ReportFactory(author=gunnel, round=RoundFactory(period=Period.parse("2025H2"), state=RoundState.CLOSED))

    assert list(Report.objects.of(alvmark.pk).waiting_for(gunnel.pk, date(2026, 6, 30))) == [mine]


def test_report_is_not_approved_without_its_frozen_content(alvmark):
    assert refused_by_the_database(ReportFactory, state=ReportState.APPROVED)
    assert not Report.objects.of(alvmark.pk).approved().exists()


def test_line_never_has_both_a_value_and_a_reason():
    assert refused_by_the_database(ReportLineFactory, value=0, missing=Missing.NIL)
    assert not refused_by_the_database(ReportLineFactory, value=0)
    assert not refused_by_the_database(ReportLineFactory, missing=Missing.NIL)


def test_line_is_written_once_a_report():
    line = ReportLineFactory()

    assert refused_by_the_database(ReportLineFactory, report=line.report, planned_result=line.planned_result)


@pytest.mark.parametrize(
    ("values", "is_refused"),
    [
        ({}, False),
        ({"link": "", "filename": "a.pdf", "sha256": "0" * 64, "size": 1}, False),
        ({"link": ""}, True),
        ({"filename": "a.pdf", "sha256": "0" * 64, "size": 1}, True),
        ({"link": "", "filename": "a.pdf", "size": 1}, True),
        ({"link": "", "filename": "a.pdf", "sha256": "0" * 64}, True),
    ],
)
def test_evidence_is_a_link_or_a_file(values, is_refused):
    assert refused_by_the_database(EvidenceFactory, **values) is is_refused


def test_evidence_keeps_its_file():
    kept = EvidenceFileFactory()

    with pytest.raises(ProtectedError):
        kept.evidence.delete()


@pytest.mark.parametrize("verdict", Verdict)
def test_judgement_gives_reasons_unless_not_assessed(verdict):
    is_refused = refused_by_the_database(JudgementFactory, verdict=verdict, reason="")

    assert is_refused is (verdict is not Verdict.NOT_ASSESSED)


def test_judgement_is_made_once_an_axis():
    judgement = JudgementFactory(axis=Axis.STATE)

    assert refused_by_the_database(JudgementFactory, assessment=judgement.assessment, axis=Axis.STATE)


def test_assessments_come_newest_first(alvmark):
    first, second = AssessmentFactory(), AssessmentFactory()

    assert list(Assessment.objects.of(alvmark.pk).newest_first()) == [second, first]


def test_things_say_their_names(db):
    report = ReportFactory(initiative=InitiativeFactory(name="Nyföretagarlyftet"))
    line = ReportLineFactory(report=report, planned_result=PlannedResultFactory(text="Startade företag"))
    assessment = AssessmentFactory(goal=GoalFactory(outline="2", name="Fler företag"))
    judgement = JudgementFactory(assessment=assessment)

    assert [str(thing) for thing in (report.round, report, line, assessment, judgement, EvidenceFileFactory())] == [
        "2026H1",
        "Nyföretagarlyftet, 2026H1",
        "Startade företag",
        "2 Fler företag",
        "state: not_assessed",
        "Slutrapport",
    ]
