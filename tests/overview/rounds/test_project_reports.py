from datetime import date, timedelta

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY, InitiativePersonFactory, ProjectFactory, ReportFactory
from tests.rounds.test_planned_reports import asked, cancelled, case, planned
from tests.rounds.walks import approved, results_of, submitted
from varv.core.asking import ReportKind
from varv.core.judgement import Verdict
from varv.core.kinds import Part
from varv.core.status import Missing
from varv.core.workflow import ReportState
from varv.overview.rounds.project_reports import FEWEST_WORDS, planned_of, project_reports, thinness
from varv.overview.words.of_project_reports import Standing, Thin
from varv.rounds import operations
from varv.rounds.drafts import LineDraft

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 1)
LONG = " ".join(["ord"] * FEWEST_WORDS)


def line_of(region, on=DAY):
    [line] = project_reports(region.pk, on)
    return line


def standing_of(region, on=DAY):
    return line_of(region, on).standing


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (DAY - timedelta(days=31), Standing.PLANNED),
        (DAY - timedelta(days=30), Standing.DUE),
        (DAY, Standing.DUE),
        (DAY + timedelta(days=1), Standing.LATE),
    ],
)
def test_a_report_nobody_has_asked_for_stands_by_its_day(anna, bo, alvmark, on, standing):
    planned(case(anna, bo), anna)

    assert (standing_of(alvmark, on), line_of(alvmark, on).is_open) == (standing, True)


@pytest.mark.parametrize(("on", "standing"), [(DAY, Standing.BEING_WRITTEN), (date(2026, 9, 2), Standing.LATE)])
def test_a_report_that_is_being_written_stands_by_its_day(anna, bo, alvmark, on, standing):
    asked(case(anna, bo), anna)

    assert (standing_of(alvmark, on), line_of(alvmark, on).is_open) == (standing, False)


def test_a_report_follows_its_own_later_day(anna, bo, alvmark):
    report = asked(case(anna, bo), anna)
    report.change(due_on=date(2026, 10, 1))

    assert standing_of(alvmark, date(2026, 9, 15)) is Standing.BEING_WRITTEN


def test_a_report_goes_on_to_be_read_sent_back_and_approved(anna, bo, disa, alvmark):
    report = submitted(asked(case(anna, bo), anna), bo)
    assert standing_of(alvmark) is Standing.TO_REVIEW

    operations.return_report(report=report, comment="Skriv om valideringen.", by=disa, at=MONDAY)
    assert standing_of(alvmark) is Standing.RETURNED

    report.refresh_from_db()
    approved(report, bo, disa)
    assert (standing_of(alvmark), line_of(alvmark).is_waited_for) == (Standing.APPROVED, False)


def test_a_cancelled_report_is_waited_for_no_more(anna, bo, alvmark):
    cancelled(planned(case(anna, bo), anna), anna)

    line = line_of(alvmark, date(2027, 1, 1))

    assert (line.standing, line.cancelled_because) == (Standing.CANCELLED, "Projektet avbröts.")
    assert (line.is_waited_for, line.is_open) == (False, False)


def test_project_reports_tell_whose_and_who_writes(anna, bo, alvmark):
    project = case(anna, anna, name="Testbädd", organisation="Älvmarks lärosäte", theme="Innovation", case_id="20261")
    planned(project, anna)
    assert line_of(alvmark).author == "Anna"

    InitiativePersonFactory(region=alvmark, initiative=project.initiative, person=person(bo), part=Part.REPORTER)
    line = line_of(alvmark)
    assert (line.project, line.organisation, line.theme, line.case_id) == (
        "Testbädd",
        "Älvmarks lärosäte",
        "Innovation",
        "20261",
    )
    assert (line.author, line.initiative_id, line.report_id) == ("Bo", project.initiative_id, None)


def test_project_reports_tell_nobody_when_no_insats_is_tied(anna, alvmark):
    planned(ProjectFactory(region=alvmark), anna)

    assert (line_of(alvmark).author, line_of(alvmark).initiative_id) == ("", None)


def test_project_reports_stand_by_their_day(anna, bo, alvmark):
    project = case(anna, bo)
    for day in (date(2026, 12, 1), DAY):
        planned(project, anna, due_on=day)

    assert [line.due_on for line in project_reports(alvmark.pk, DAY)] == [DAY, date(2026, 12, 1)]


def test_planned_of_tells_of_one_project(anna, bo, alvmark):
    one, other = case(anna, bo), ProjectFactory(region=alvmark)
    planned(one, anna)
    planned(other, anna)

    assert [line.project_id for line in planned_of(alvmark.pk, other.pk, DAY)] == [other.pk]


def test_project_reports_cost_the_same_for_one_and_for_three(anna, bo, alvmark, django_assert_num_queries):
    project = case(anna, bo)
    asked(project, anna)
    planned(project, anna, due_on=date(2026, 10, 1))

    with django_assert_num_queries(4):
        project_reports(alvmark.pk, DAY)
    for number in range(2):
        other = case(anna, bo, initiative=running(anna, bo, name=f"Insats {number}"))
        submitted(asked(other, anna), bo)
        planned(other, anna, ReportKind.FINAL, date(2027, 3, 1))

    with django_assert_num_queries(4):
        project_reports(alvmark.pk, DAY)


def test_project_reports_show_nothing_of_another_region(anna, bo, sydland):
    planned(case(anna, bo), anna)

    assert project_reports(sydland.pk, DAY) == ()


# --- thin ---------------------------------------------------------------------------------------------------------


def told(state=ReportState.SUBMITTED, **changed):
    values = {"done": LONG, "verdict": Verdict.PARTLY, "verdict_reason": "Därför.", "learned": "Fråga först."}
    return ReportFactory.build(state=state, **(values | changed))


@pytest.mark.parametrize(
    ("changed", "figures", "signs"),
    [
        ({}, (2, 1), ()),
        ({}, None, ()),
        ({}, (2, 0), (Thin.NO_FIGURES,)),
        ({"learned": "  "}, (2, 2), (Thin.NO_LESSON,)),
        ({"verdict": Verdict.NOT_ASSESSED}, (2, 2), (Thin.NO_VERDICT,)),
        ({"verdict": Verdict.TOO_EARLY}, (2, 2), ()),
        ({"done": "Det går bra."}, (2, 2), (Thin.FEW_WORDS,)),
        ({"done": "", "answers": {"led_to": LONG}}, (2, 2), ()),
        ({"state": ReportState.DRAFT, "done": "", "learned": ""}, (2, 0), ()),
        (
            {"state": ReportState.APPROVED, "done": "", "learned": "", "verdict": Verdict.NOT_ASSESSED},
            (1, 0),
            tuple(Thin),
        ),
    ],
)
def test_thinness_is_counted_in_what_has_been_handed_in(db, changed, figures, signs):
    assert set(thinness(told(**changed), figures)) == set(signs)


def test_project_reports_say_why_a_report_is_thin(anna, bo, alvmark):
    report = asked(case(anna, bo), anna)
    lines = tuple(LineDraft(result.pk, missing=Missing.NOT_AVAILABLE) for result in results_of(report.initiative))

    submitted(report, bo, learned="", lines=lines)

    assert set(line_of(alvmark).thin) == {Thin.FEW_WORDS, Thin.NO_FIGURES, Thin.NO_LESSON}
