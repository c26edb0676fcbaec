"""Where a planned report stands and whether it says enough: the boundaries, as tables."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from tests.delivery.walks import running
from tests.factories import ProjectFactory
from tests.rounds.test_planned_reports import asked, cancelled, case, planned
from tests.rounds.walks import approved, saved, submitted, whole
from varv.core.asking import ReportKind
from varv.core.judgement import Verdict
from varv.core.workflow import ReportState
from varv.overview.rounds.project_reports import (
    FEWEST_WORDS,
    READ,
    SOON,
    PlannedLine,
    planned_of,
    project_reports,
    standing,
    thinness,
)
from varv.overview.words.of_project_reports import THIN, Standing, Thin
from varv.rounds.models import PlannedReport, Report

DAY = date(2026, 9, 1)
ENOUGH = " ".join(["ord"] * FEWEST_WORDS)
LINE = PlannedLine(
    id=1,
    revision=1,
    project_id=2,
    project="Testbädd",
    case_id="20261",
    organisation="",
    theme="",
    initiative_id=None,
    kind=ReportKind.PROGRESS,
    due_on=DAY,
    report_id=None,
    author="",
    standing=Standing.DUE,
    thin=(),
    cancelled_because="",
)


def line_with(**changed) -> PlannedLine:
    return PlannedLine(**({name: getattr(LINE, name) for name in LINE.__dataclass_fields__} | changed))


def report(**changed) -> Report:
    """A report that is not saved, handed in and saying enough unless told otherwise."""
    values = {
        "state": ReportState.SUBMITTED,
        "done": ENOUGH,
        "verdict": Verdict.RIGHT_WAY,
        "learned": "Fråga först.",
        "answers": {},
        "due_on": None,
    }
    return Report(**(values | changed))


# --- what is to be done about it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "words", "is_waited_for"),
    [
        (Standing.LATE, "Försenad", True),
        (Standing.RETURNED, "Återlämnad till författaren", True),
        (Standing.TO_REVIEW, "Väntar på att bli läst", True),
        (Standing.BEING_WRITTEN, "Skrivs", True),
        (Standing.DUE, "Snart dags, inte efterfrågad än", True),
        (Standing.PLANNED, "Senare", False),
        (Standing.APPROVED, "Godkänd", False),
        (Standing.CANCELLED, "Avbokad", False),
    ],
)
def test_a_line_says_where_it_stands_and_whether_to_act(where, words, is_waited_for):
    line = line_with(standing=where)

    with override("sv"):
        assert line.words == words
    assert line.is_waited_for is is_waited_for


@pytest.mark.parametrize(
    ("changed", "is_open"),
    [
        ({}, True),
        ({"standing": Standing.LATE}, True),
        ({"standing": Standing.PLANNED}, True),
        ({"standing": Standing.CANCELLED}, False),
        ({"report_id": 5, "standing": Standing.BEING_WRITTEN}, False),
    ],
)
def test_a_line_is_open_until_it_is_asked_for_or_cancelled(changed, is_open):
    assert line_with(**changed).is_open is is_open


def test_a_line_says_why_it_is_thin_in_words():
    with override("sv"):
        assert line_with(thin=tuple(Thin)).signs == ("få ord", "inget omdöme", "ingen siffra", "ingen lärdom")
        assert line_with().signs == ()
    assert set(THIN) == set(Thin)


# --- where it stands on a day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_left", "where"),
    [
        (SOON.days + 1, Standing.PLANNED),
        (SOON.days, Standing.DUE),
        (1, Standing.DUE),
        (0, Standing.DUE),
        (-1, Standing.LATE),
        (-365, Standing.LATE),
    ],
)
def test_what_nobody_has_asked_for_stands_by_the_days_left(days_left, where):
    assert standing(PlannedReport(due_on=DAY), DAY - timedelta(days=days_left)) is where


@pytest.mark.parametrize("days", [-100, 0, 100])
def test_what_is_cancelled_is_never_late(days):
    line = PlannedReport(due_on=DAY, cancelled_because="Projektet avbröts.")

    assert standing(line, DAY + timedelta(days=days)) is Standing.CANCELLED


@pytest.mark.parametrize(
    ("state", "where"),
    [
        (ReportState.SUBMITTED, Standing.TO_REVIEW),
        (ReportState.RETURNED, Standing.RETURNED),
        (ReportState.APPROVED, Standing.APPROVED),
        (ReportState.DRAFT, Standing.LATE),
    ],
)
def test_only_what_is_not_handed_in_can_be_late(state, where):
    line = PlannedReport(due_on=DAY, report=report(state=state))

    assert standing(line, DAY + timedelta(days=100)) is where


@pytest.mark.parametrize(
    ("own_day", "where"),
    [
        (None, Standing.LATE),
        (DAY, Standing.LATE),
        (DAY + timedelta(days=1), Standing.BEING_WRITTEN),
        (DAY + timedelta(days=2), Standing.BEING_WRITTEN),
    ],
)
def test_a_draft_goes_by_its_own_day_before_the_plans(own_day, where):
    line = PlannedReport(due_on=DAY, report=report(state=ReportState.DRAFT, due_on=own_day))

    assert standing(line, DAY + timedelta(days=1)) is where


# --- thin ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ReportState)
def test_only_what_has_been_handed_in_can_be_thin(state):
    empty = report(state=state, done="", verdict=Verdict.NOT_ASSESSED, learned="")

    signs = thinness(empty, (2, 0))

    assert signs == (tuple(Thin) if state in READ else ())


@pytest.mark.parametrize(
    ("written", "is_thin"),
    [
        ({"done": " ".join(["ord"] * (FEWEST_WORDS - 1))}, True),
        ({"done": ENOUGH}, False),
        ({"done": "", "answers": {"see": ENOUGH}}, False),
        ({"done": "", "verdict_reason": ENOUGH}, False),
        ({"done": "ord " * 10, "verdict_reason": "ord " * 10, "answers": {"a": "ord " * 5, "b": "ord " * 5}}, False),
        ({"done": "ord " * 10, "verdict_reason": "ord " * 10, "answers": {"a": "ord " * 9}}, True),
        ({"done": "", "learned": ENOUGH}, True),
    ],
)
def test_words_are_counted_wherever_they_are_written_except_in_the_lesson(written, is_thin):
    assert (Thin.FEW_WORDS in thinness(report(**written), (1, 1))) is is_thin


@pytest.mark.parametrize(
    ("figures", "is_thin"),
    [
        (None, False),
        ((0, 0), False),
        ((1, 0), True),
        ((5, 1), False),
        ((5, 5), False),
    ],
)
def test_figures_are_missed_only_when_they_were_asked_for(figures, is_thin):
    assert thinness(report(), figures) == ((Thin.NO_FIGURES,) if is_thin else ())


@pytest.mark.parametrize("verdict", Verdict)
def test_too_early_to_say_is_a_verdict_too(verdict):
    signs = thinness(report(verdict=verdict), (1, 1))

    assert signs == ((Thin.NO_VERDICT,) if verdict is Verdict.NOT_ASSESSED else ())


@pytest.mark.parametrize(("learned", "is_thin"), [("", True), (" \n", True), ("Fråga.", False)])
def test_a_lesson_of_spaces_is_none(learned, is_thin):
    assert thinness(report(learned=learned), (1, 1)) == ((Thin.NO_LESSON,) if is_thin else ())


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_line_tells_the_name_of_whoever_wrote_after_the_insats_got_another(anna, bo, egon, alvmark):
    project = case(anna, bo)
    asked(project, anna)
    planned(project, anna, due_on=date(2026, 10, 1))
    project.initiative.change(responsible_id=egon.person_id)

    assert [line.author for line in project_reports(alvmark.pk, DAY)] == ["Bo", "Egon"]


@pytest.mark.django_db
def test_lines_of_the_same_day_stand_by_the_name_of_the_project(anna, alvmark):
    for name in ("C", "A", "B"):
        planned(ProjectFactory(region=alvmark, name=name), anna)
    planned(ProjectFactory(region=alvmark, name="D"), anna, due_on=DAY - timedelta(days=1))

    assert [line.project for line in project_reports(alvmark.pk, DAY)] == ["D", "A", "B", "C"]


@pytest.mark.django_db
def test_planned_of_keeps_what_was_cancelled_with_its_reason(anna, bo, alvmark):
    project = case(anna, bo)
    cancelled(planned(project, anna), anna)

    [line] = planned_of(alvmark.pk, project.pk, DAY)

    assert (line.standing, line.cancelled_because, line.is_open) == (Standing.CANCELLED, "Projektet avbröts.", False)


@pytest.mark.django_db
def test_planned_of_another_regions_project_is_nothing(anna, bo, sydland):
    project = case(anna, bo)
    planned(project, anna)

    assert planned_of(sydland.pk, project.pk, DAY) == ()


@pytest.mark.django_db
def test_planned_of_costs_the_same_for_one_and_for_three(anna, bo, disa, alvmark, django_assert_num_queries):
    project = case(anna, bo)
    approved(asked(project, anna), bo, disa)
    planned(project, anna, due_on=date(2026, 10, 1))
    with django_assert_num_queries(4):
        assert len(planned_of(alvmark.pk, project.pk, DAY)) == 2

    submitted(asked(project, anna, due_on=date(2026, 11, 1)), bo)
    planned(project, anna, due_on=date(2026, 12, 1))
    with django_assert_num_queries(4):
        assert len(planned_of(alvmark.pk, project.pk, DAY)) == 4


@pytest.mark.django_db
def test_a_draft_is_not_called_thin_before_it_is_handed_in(anna, bo, alvmark):
    written = asked(case(anna, bo), anna)
    saved(written, bo, whole(written, learned=""))
    submitted(asked(case(anna, bo, initiative=running(anna, bo, name="Testbädd")), anna), bo, learned="")

    thin = {line.standing: line.thin for line in project_reports(alvmark.pk, DAY)}

    assert thin == {
        Standing.BEING_WRITTEN: (),
        Standing.TO_REVIEW: (Thin.FEW_WORDS, Thin.NO_LESSON),
    }
