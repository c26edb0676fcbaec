"""What the pages of projects show: numbers on a known region, and the same number of queries however many."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.cases import CASE, OTHER, case, looked_through, project_of, read_in
from tests.delivery.walks import running
from tests.factories import MONDAY, FundingFactory, GoalFactory, YearAmountFactory
from varv.core.case_book import CaseField
from varv.core.case_changes import Difference
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.workflow import FundingState, ImportState
from varv.delivery import operations
from varv.delivery.models import Project
from varv.delivery.waiting_cases import waiting
from varv.overview.projects.case_preview import (
    Shown,
    case_preview,
    latest_imports,
    refused_lines,
    safe_columns,
)
from varv.overview.projects.project_list import ProjectGap, ProjectSort, ProjectWish, project_list
from varv.overview.projects.project_sheet import MoneyHere, can_be_tied, project_sheet

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)


def queries(window, *args):
    """How many questions the window asks the database."""
    with CaptureQueriesContext(connection) as asked:
        window(*args)
    return len(asked)


def tied(anna, bo, project, name="Insatsen", **more):
    initiative = running(anna, bo, name=name, kind=InitiativeKind.FUNDED, **more)
    operations.tie_project(project=project, initiative=initiative, by=anna, at=MONDAY)
    project.refresh_from_db()
    return initiative


def demanded(anna, project, due_on):
    decision = operations.record_decision(
        project=project, text="Stöd beviljas", decided_on=date(2026, 1, 15), case_number="", by=anna, at=MONDAY
    )
    return operations.set_condition(decision=decision, text="En plan", due_on=due_on, by=anna, at=MONDAY)


def ids(anna, **wish):
    return [line.case_id for line in project_list(anna.region_id, ProjectWish(**wish), ON).lines]


# --- the list


def test_the_list_counts_what_projects_lack(anna, bo):
    read_in(anna, CASE, OTHER, case(ÄrendeID="3", Projektnamn="Tredje"))
    first, second, third = Project.objects.order_by("case_id")
    tied(anna, bo, first)
    demanded(anna, second, date(2026, 11, 19))
    demanded(anna, third, ON)

    found = project_list(anna.region_id, ProjectWish(), ON)

    assert found.total == 3
    assert found.gaps == {
        ProjectGap.NO_INITIATIVE: 2,
        ProjectGap.OUTSIDE_STRATEGY: 1,
        ProjectGap.OVERDUE_CONDITION: 1,
    }


def test_a_project_that_follows_the_strategy_is_no_gap(anna, bo, alvmark):
    goal = GoalFactory(region=alvmark, document__kind=DocumentKind.REGIONAL_STRATEGY)
    tied(anna, bo, project_of(anna), goals=[goal])

    (line,) = project_list(anna.region_id, ProjectWish(), ON).lines

    assert (line.gaps, line.initiative) == (frozenset(), "Insatsen")


def test_only_what_we_fund_has_to_follow_the_strategy(anna, bo):
    project = project_of(anna)
    initiative = running(anna, bo, kind=InitiativeKind.PROJECT)
    operations.tie_project(project=project, initiative=initiative, by=anna, at=MONDAY)

    assert project_list(anna.region_id, ProjectWish(), ON).lines[0].gaps == frozenset()


def test_the_sum_says_how_many_amounts_are_unknown(anna):
    read_in(anna, CASE, OTHER)

    found = project_list(anna.region_id, ProjectWish(), ON)

    assert (found.granted, found.without_amount) == (Decimal(1_250_000), 1)


def test_a_sum_of_nothing_known_is_unknown_and_not_zero(anna):
    read_in(anna, OTHER)

    assert project_list(anna.region_id, ProjectWish(), ON).granted is None


def test_the_list_offers_what_there_is(anna):
    read_in(anna, CASE, OTHER, case(ÄrendeID="3", Status="", Startdatum=""))

    found = project_list(anna.region_id, ProjectWish(words="testbädd"), ON)

    assert found.statuses == ("Avslutat", "Beviljat")
    assert found.years == (2026, 2025)
    assert found.themes == ()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (ProjectSort.NEWEST, ["2", "1", "3"]),
        (ProjectSort.NAME, ["1", "2", "3"]),
        (ProjectSort.CASE, ["1", "2", "3"]),
        (ProjectSort.GRANTED, ["3", "1", "2"]),
    ],
)
def test_the_list_is_sorted(anna, sort, expected):
    read_in(
        anna,
        case(ÄrendeID="1", Projektnamn="Zebra", Startdatum="2024-01-01", Beviljatbelopp="5"),
        case(ÄrendeID="2", Projektnamn="ångbåt", Startdatum="2025-01-01", Beviljatbelopp=""),
        case(ÄrendeID="3", Projektnamn="Älv", Startdatum="", Beviljatbelopp="9"),
    )

    assert ids(anna, sort=sort) == expected


def test_the_list_costs_the_same_for_one_and_for_three(anna, bo):
    tied(anna, bo, project_of(anna))
    one = queries(project_list, anna.region_id, ProjectWish(), ON)
    read_in(anna, CASE, OTHER, case(ÄrendeID="3"))
    for number, project in enumerate(Project.objects.without_initiative().order_by("pk")):
        tied(anna, bo, project, name=f"Insats {number}")

    assert queries(project_list, anna.region_id, ProjectWish(), ON) == one


# --- one project


def test_a_project_that_is_no_initiative_has_no_money_here(anna):
    sheet = project_sheet(project_of(anna), ON)

    assert (sheet.initiative, sheet.money, sheet.is_outside_strategy) == (None, None, False)


def test_the_money_here_is_all_that_is_granted_and_used(anna, bo, alvmark):
    project = project_of(anna)
    initiative = tied(anna, bo, project)
    granted = {"state": FundingState.GRANTED, "region": alvmark, "initiative": initiative}
    funding = FundingFactory(**granted, applied=Decimal(500), granted=Decimal(300))
    FundingFactory(**granted, applied=None, granted=Decimal(200))
    FundingFactory(region=alvmark, initiative=initiative, applied=Decimal(100), granted=None)
    YearAmountFactory(region=alvmark, funding=funding, year=2026, used=Decimal(0))
    YearAmountFactory(region=alvmark, funding=funding, year=2027, used=None)

    sheet = project_sheet(project, ON)

    assert sheet.money == MoneyHere(applied=Decimal(600), granted=Decimal(500), used=Decimal(0))
    assert sheet.is_outside_strategy


def test_money_that_nobody_has_said_is_not_zero(anna, bo):
    project = project_of(anna)
    tied(anna, bo, project)

    assert project_sheet(project, ON).money == MoneyHere(None, None, None)


@pytest.mark.parametrize(("due_on", "late"), [(date(2026, 11, 19), True), (date(2026, 11, 20), False), (None, False)])
def test_a_condition_is_overdue_the_day_after(anna, due_on, late):
    project = project_of(anna)
    demanded(anna, project, due_on)

    sheet = project_sheet(project, ON)

    assert sheet.decisions[0].conditions[0].is_overdue is late
    assert sheet.overdue == int(late)


def test_what_is_met_is_not_overdue(anna):
    project = project_of(anna)
    condition = demanded(anna, project, date(2026, 2, 1))
    operations.meet_condition(condition=condition, met_on=date(2026, 3, 1), note="", by=anna, at=MONDAY)

    assert project_sheet(project, ON).overdue == 0


def test_the_sheet_costs_the_same_for_one_and_for_three_decisions(anna, bo):
    project = project_of(anna)
    tied(anna, bo, project)
    demanded(anna, project, None)
    one = queries(project_sheet, Project.objects.get(), ON)
    demanded(anna, project, None)
    demanded(anna, project, ON)

    assert queries(project_sheet, Project.objects.get(), ON) == one


def test_only_open_projects_without_a_case_can_be_tied(anna, bo):
    running(anna, bo, name="Egen")
    tied(anna, bo, project_of(anna), name="Redan")
    free = running(anna, bo, name="Ledig", kind=InitiativeKind.PROJECT)

    assert can_be_tied(anna.region_id) == {free.pk: "Ledig"}


# --- an import on its way


def test_columns_show_a_few_different_cells(anna):
    long = "ord " * 40
    rows = [case(ÄrendeID=f"{n}", Projektnamn=f"P{n % 2}", Stödmottagare=long) for n in range(9)]

    columns = safe_columns(waiting(looked_through(anna, *rows)))

    assert [len(column.samples) for column in columns[:3]] == [3, 2, 1]
    assert columns[1].field is CaseField.NAME
    assert columns[2].samples[0].endswith(" …")
    assert len(columns[2].samples[0]) <= 62


def test_a_column_that_is_no_fact_says_so(anna):
    found = waiting(looked_through(anna, (*CASE, "Norrby"), headings=(*headings(), "Kommun")))

    assert safe_columns(found)[-1].field is None


def headings():
    """The headings of the first case."""
    return ("Ärende-ID", "Projektnamn", "Stödmottagare", "Kontaktperson", "Status", "Startdatum", "Beviljat belopp")


def test_refused_columns_say_if_they_can_be_mistaken(anna):
    case_import = looked_through(anna, (*CASE, "x"), headings=(*headings(), "Personnummer"))

    assert [(one.heading, one.can_be_mistaken) for one in refused_lines(case_import)] == [
        ("Kontaktperson", True),
        ("Personnummer", False),
    ]


def preview_of(anna, *rows, shown=None):
    return case_preview(anna.region_id, waiting(looked_through(anna, *rows)), shown)


def test_the_preview_begins_with_what_there_is(anna):
    assert preview_of(anna, CASE).shown is Shown.NEW
    read_in(anna, CASE, OTHER)
    assert preview_of(anna, case(Status="Nytt")).shown is Shown.CHANGED
    assert preview_of(anna, CASE).shown is Shown.UNCHANGED
    assert preview_of(anna, ("",) * 6 + ("5",)).shown is Shown.GONE


def test_the_preview_tells_before_and_after(anna):
    read_in(anna, CASE)

    (line,) = preview_of(anna, case(Status="Slut", Beviljatbelopp=""), shown=Shown.CHANGED).lines

    assert (line.number, line.case_id) == (2, "20368412")
    assert line.differences == (
        Difference(CaseField.STATUS, "Beviljat", "Slut"),
        Difference(CaseField.GRANTED, Decimal(1_250_000), None),
    )


def test_the_preview_names_what_the_file_lacks(anna):
    read_in(anna, CASE, OTHER)

    (line,) = preview_of(anna, CASE, shown=Shown.GONE).lines

    assert (line.number, line.case_id, line.name) == (None, "20371190", "Yrkesväxling")


def test_the_preview_tells_problems_by_row(anna):
    told = preview_of(anna, case(Startdatum="igår"), case(ÄrendeID=""), shown=Shown.PROBLEMS).lines

    assert [(one.number, one.heading, one.refused.code) for one in told] == [
        (2, "Startdatum", "cases.not_a_day"),
        (3, "Ärende-ID", "cases.id_missing"),
    ]


def test_the_preview_costs_the_same_for_one_and_for_thirty(anna):
    one, thirty = (
        queries(case_preview, anna.region_id, waiting(looked_through(anna, *rows)), Shown.NEW)
        for rows in ([CASE], [case(ÄrendeID=f"{n}") for n in range(30)])
    )

    assert one == thirty == 1


def test_the_latest_imports_are_told_without_those_thrown_away(anna, egon):
    read_in(anna, CASE)
    looked_through(anna, OTHER)
    operations.discard_import(case_import=looked_through(egon, OTHER), by=egon, at=MONDAY)

    told = latest_imports(anna.region_id)

    assert [one.state for one in told] == [ImportState.PREVIEWED, ImportState.APPLIED]
    assert [(one.by, one.refused) for one in told] == [("Anna", 1), ("Anna", 1)]
