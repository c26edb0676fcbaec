"""A case export on its way in: what is kept, what is changed, what is forgotten, and what is refused."""

import json
import logging
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.cases import CASE, HEADINGS, OTHER, book, case, looked_through, project_of, read_in, seen
from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.people import member, verbs
from varv.core.case_book import CaseField
from varv.core.kinds import InitiativeKind
from varv.core.personal_data import MASK
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import Role
from varv.core.workflow import ImportState
from varv.delivery import operations, rules
from varv.delivery.models import CaseImport, CaseImportRows, Project
from varv.delivery.waiting_cases import outlook, waiting
from varv.regions import trail
from varv.regions.models import Region, TrailEntry

pytestmark = pytest.mark.django_db


def refusal(verb, **named):
    """The code that a verb refuses with."""
    with pytest.raises(RuleBroken) as refused:
        verb(**named, at=MONDAY)
    return refused.value.code


def everything_kept():
    """Every row of every table, and the trail, as one text."""
    rows = [list(model.objects.values_list()) for model in apps.get_models() if model._meta.managed]
    return json.dumps(rows, ensure_ascii=False, default=str)


# --- looked through


def test_looking_through_keeps_only_the_cells_that_may_be_kept(anna):
    case_import = looked_through(anna, CASE, OTHER)

    assert case_import.state is ImportState.PREVIEWED
    assert case_import.counts == {"rows": 2, "masked": 0}
    assert case_import.refused == {"Kontaktperson": {"place": 0, "kind": "name", "because": ""}}
    assert verbs(case_import) == ["looked_through"]
    found = waiting(case_import)
    assert found.headings == tuple(heading for heading in HEADINGS if heading != "Kontaktperson")
    assert found.cells[0] == (2, ("20368412", "Testbädd", "Norrby kommun", "Beviljat", "2026-01-01", "1 250 000"))
    assert Project.objects.count() == 0


def test_the_columns_are_guessed(anna):
    found = waiting(looked_through(anna, CASE))

    assert found.is_mapped
    assert found.columns == {
        CaseField.CASE_ID: "Ärende-ID",
        CaseField.NAME: "Projektnamn",
        CaseField.ORGANISATION: "Stödmottagare",
        CaseField.STATUS: "Status",
        CaseField.STARTS_ON: "Startdatum",
        CaseField.GRANTED: "Beviljat belopp",
    }


def test_nothing_personal_is_kept_logged_or_told_anywhere(anna, caplog):
    caplog.set_level(logging.DEBUG)
    headings = ("Ärende-ID", "Projektnamn", "Personnummer", "E-post", "Kontaktperson", "Sammanfattning")
    secret = ("19121212-1212", "hemlig@exempel.se", "Hemlige Harry")
    rows = [
        ("1", "Testbädd", *secret, "Ring 070-123 45 67, född 121212-1212"),
        ("19121212-1212", "B", *secret, ""),
        *((f"{number}", "C", *secret, "") for number in range(2, 8)),
    ]

    with CaptureQueriesContext(connection) as asked:
        case_import = read_in(anna, *rows, headings=headings)
        told = outlook(anna.region_id, waiting(looked_through(anna, *rows, headings=headings)))

    spoken = " ".join([everything_kept(), caplog.text, repr(told), *(query["sql"] for query in asked)])
    for word in (*secret, "121212", "070-123", "hemlig", "Harry"):
        assert word not in spoken
    assert Project.objects.get(case_id="1").purpose == f"Ring {MASK}, född {MASK}"
    assert case_import.counts["masked"] == 3


def test_a_filename_may_hold_personal_data_too(anna):
    case_import = operations.read_cases(
        book=book(CASE), filename="Ärenden 19121212-1212.csv", sha256="0" * 64, by=anna, at=MONDAY
    )

    assert case_import.filename == f"Ärenden {MASK}.csv"


def test_a_person_has_one_import_waiting(anna, egon):
    first, others = looked_through(anna, CASE), looked_through(egon, CASE)

    second = looked_through(anna, CASE, OTHER)

    first.refresh_from_db()
    others.refresh_from_db()
    assert (first.state, others.state) == (ImportState.DISCARDED, ImportState.PREVIEWED)
    assert verbs(first) == ["looked_through", "discarded"]
    assert set(CaseImportRows.objects.values_list("case_import", flat=True)) == {others.pk, second.pk}


def test_a_mistaken_column_is_kept_with_its_reason(anna):
    case_import = looked_through(anna, CASE, allowed={"Kontaktperson": "Det är roller"})

    assert case_import.refused == {"Kontaktperson": {"place": 0, "kind": "name", "because": "Det är roller"}}
    assert "Kontaktperson" in waiting(case_import).headings


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.STRATEGIST, True),
        (Role.HANDLER, True),
        (Role.ANALYST, True),
        (Role.REPORTER, False),
        (Role.READER, False),
        (Role.ADMINISTRATOR, False),
        (Role.PROJECT_OWNER, False),
    ],
)
def test_cases_are_read_in_by_those_who_start_initiatives(alvmark, role, may):
    assert holds(rules.check_import_cases, member(alvmark, "gunnel", role)) is may


def test_a_reader_may_not_look_through_a_file(cilla):
    with pytest.raises(NotAllowed):
        looked_through(cilla, CASE)

    assert CaseImport.objects.count() == 0


# --- which column is which


def test_remap_says_anew_which_column_is_which(anna):
    case_import = looked_through(anna, CASE)
    columns = {CaseField.CASE_ID: "Ärende-ID", CaseField.NAME: "Stödmottagare", CaseField.THEME: "Projektnamn"}

    operations.remap(case_import=case_import, columns=columns, by=anna, at=MONDAY)

    assert waiting(case_import).columns == columns
    assert verbs(case_import) == ["looked_through", "remapped"]


def test_remap_to_the_same_writes_nothing(anna):
    case_import = looked_through(anna, CASE)

    operations.remap(case_import=case_import, columns=waiting(case_import).columns, by=anna, at=MONDAY)

    assert verbs(case_import) == ["looked_through"]


@pytest.mark.parametrize(
    ("columns", "code", "field"),
    [
        ({CaseField.NAME: "Projektnamn"}, "cases.column_missing", "case_id"),
        ({CaseField.CASE_ID: "Ärende-ID"}, "cases.column_missing", "name"),
        ({CaseField.CASE_ID: "Ärende-ID", CaseField.NAME: "Kontaktperson"}, "cases.no_such_column", "name"),
        ({CaseField.CASE_ID: "Status", CaseField.NAME: "Status"}, "cases.column_twice", "name"),
    ],
)
def test_remap_refuses_columns_that_cannot_be_read(anna, columns, code, field):
    case_import = looked_through(anna, CASE)

    with pytest.raises(RuleBroken) as refused:
        operations.remap(case_import=case_import, columns=columns, by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


def test_somebody_elses_import_is_not_remapped(anna, egon):
    case_import = looked_through(anna, CASE)

    assert refusal(operations.remap, case_import=case_import, columns={}, by=egon) == "cases.of_somebody_else"


# --- read in


def test_reading_in_makes_projects_with_a_line_each_in_the_trail(anna):
    case_import = read_in(anna, CASE, OTHER)

    first, second = Project.objects.order_by("case_id")
    assert (first.case_id, first.name, first.organisation, first.status) == (
        "20368412",
        "Testbädd",
        "Norrby kommun",
        "Beviljat",
    )
    assert (first.starts_on, first.granted, second.granted) == (date(2026, 1, 1), Decimal(1_250_000), None)
    assert (verbs(first), verbs(second)) == (["read_in"], ["read_in"])
    assert case_import.state is ImportState.APPLIED
    assert case_import.applied_at == MONDAY
    figures = ("rows", "masked", "new", "changed", "unchanged", "gone", "problems")
    assert case_import.counts == dict(zip(figures, (2, 0, 2, 0, 0, 0, 0), strict=True))
    assert verbs(case_import) == ["looked_through", "imported"]
    assert CaseImportRows.objects.count() == 0


def test_reading_in_changes_only_what_differs_and_says_it(anna):
    read_in(anna, CASE, OTHER)
    before = TrailEntry.objects.count()

    read_in(anna, case(Status="Slutrapporterat", Beviljatbelopp="1 300 000"), OTHER)

    project = Project.objects.get(case_id="20368412")
    assert (project.status, project.granted, project.revision) == ("Slutrapporterat", Decimal(1_300_000), 2)
    assert verbs(project) == ["read_in", "brought_up_to_date"]
    line = TrailEntry.objects.about(project).last()
    assert line.before == {"status": "Beviljat", "granted": "1250000"}
    assert line.after == {"status": "Slutrapporterat", "granted": "1300000"}
    assert Project.objects.get(case_id="20371190").revision == 1
    assert TrailEntry.objects.count() == before + 3
    assert trail.broken_at(Region.objects.get(pk=anna.region_id)) is None


def test_reading_in_keeps_what_is_made_here(anna, bo):
    project = project_of(anna)
    initiative = running(anna, bo, kind=InitiativeKind.FUNDED)
    operations.tie_project(project=project, initiative=initiative, by=anna, at=MONDAY)

    read_in(anna, case(Projektnamn="Testbädd två"))

    project.refresh_from_db()
    assert (project.name, project.initiative, project.revision) == ("Testbädd två", initiative, 3)


def test_what_the_file_lacks_is_left_alone(anna):
    read_in(anna, CASE, OTHER)

    case_import = read_in(anna, case(Status="Avslutat"))

    assert Project.objects.count() == 2
    assert case_import.counts["gone"] == 1


def test_a_column_that_is_not_chosen_changes_nothing(anna):
    project = project_of(anna)
    case_import = looked_through(anna, case(Status="Avslutat", Beviljatbelopp=""))
    columns = {CaseField.CASE_ID: "Ärende-ID", CaseField.NAME: "Projektnamn"}
    operations.remap(case_import=case_import, columns=columns, by=anna, at=MONDAY)

    operations.apply_import(case_import=case_import, seen=seen(case_import), by=anna, at=MONDAY)

    project.refresh_from_db()
    assert (project.status, project.granted) == ("Beviljat", Decimal(1_250_000))


def test_an_empty_cell_empties_and_an_unreadable_one_does_not(anna):
    project = project_of(anna)

    read_in(anna, case(Beviljatbelopp="", Startdatum="i våras"))

    project.refresh_from_db()
    assert (project.granted, project.starts_on) == (None, date(2026, 1, 1))


def test_a_formula_is_told_as_a_problem_where_it_is_used(anna):
    case_import = looked_through(anna, CASE, formulas=[(2, 4), (2, 3)])

    told = outlook(anna.region_id, waiting(case_import))

    assert [(one.code, one.number, one.heading) for one in told.problems] == [("cases.formula", 2, "Status")]


def test_reading_in_refuses_what_was_not_looked_at(anna, egon):
    case_import = looked_through(anna, CASE)
    seal = seen(case_import)
    read_in(egon, case(Status="Avslutat"))

    code = refusal(operations.apply_import, case_import=case_import, seen=seal, by=anna)

    assert code == "cases.changed_meanwhile"
    assert CaseImportRows.objects.filter(case_import=case_import).exists()


def test_reading_in_is_done_once(anna):
    case_import = read_in(anna, CASE)

    assert refusal(operations.apply_import, case_import=case_import, seen="", by=anna) == "cases.not_waiting"


def test_a_region_reads_in_its_own_cases_only(anna, stig):
    read_in(anna, CASE)

    case_import = read_in(stig, case(Status="Avslutat"))

    assert case_import.counts["new"] == 1
    assert Project.objects.of(anna.region_id).get().status == "Beviljat"


def test_reading_in_takes_as_many_queries_for_one_as_for_thirty(anna):
    def queries(rows):
        case_import = looked_through(anna, *rows)
        seal = seen(case_import)
        with CaptureQueriesContext(connection) as asked:
            operations.apply_import(case_import=case_import, seen=seal, by=anna, at=MONDAY)
        return len(asked)

    def thirty(**cells):
        return [case(ÄrendeID=f"{number}", **cells) for number in range(30)]

    assert queries([CASE]) == queries(thirty())
    assert queries([case(Status="Avslutat")]) == queries(thirty(Status="Avslutat"))


# --- thrown away


def test_discard_forgets_the_cells(anna):
    case_import = looked_through(anna, CASE)

    operations.discard_import(case_import=case_import, by=anna, at=MONDAY)

    case_import.refresh_from_db()
    assert case_import.state is ImportState.DISCARDED
    assert CaseImportRows.objects.count() == 0
    assert verbs(case_import) == ["looked_through", "discarded"]


def test_somebody_elses_import_can_be_thrown_away(anna, egon, cilla):
    case_import = looked_through(anna, CASE)

    with pytest.raises(NotAllowed):
        operations.discard_import(case_import=case_import, by=cilla, at=MONDAY)
    operations.discard_import(case_import=case_import, by=egon, at=MONDAY)

    assert refusal(operations.discard_import, case_import=case_import, by=anna) == "state.no_such_step"


# --- how columns are read


def test_a_mapping_is_saved_and_used_by_itself(anna):
    case_import = looked_through(anna, CASE)
    columns = {CaseField.CASE_ID: "Ärende-ID", CaseField.NAME: "Stödmottagare"}
    operations.remap(case_import=case_import, columns=columns, by=anna, at=MONDAY)

    mapping = operations.save_mapping(case_import=case_import, name=" Nyps ", by=anna, at=MONDAY)

    assert (mapping.name, mapping.columns) == ("Nyps", {"case_id": "Ärende-ID", "name": "Stödmottagare"})
    assert verbs(mapping) == ["saved"]
    following = looked_through(anna, OTHER)
    assert following.mapping == mapping
    assert waiting(following).columns == columns


def test_a_mapping_that_lacks_a_column_is_not_used(anna):
    operations.save_mapping(case_import=looked_through(anna, CASE), name="Nyps", by=anna, at=MONDAY)

    following = looked_through(anna, ("1", "A"), headings=("Ärende-ID", "Projektnamn"))

    assert following.mapping is None
    assert set(waiting(following).columns) == {CaseField.CASE_ID, CaseField.NAME}


def test_saving_under_the_same_name_replaces_the_columns(anna):
    case_import = looked_through(anna, CASE)
    mapping = operations.save_mapping(case_import=case_import, name="Nyps", by=anna, at=MONDAY)
    columns = {CaseField.CASE_ID: "Ärende-ID", CaseField.NAME: "Projektnamn"}
    operations.remap(case_import=case_import, columns=columns, by=anna, at=MONDAY)

    operations.save_mapping(case_import=case_import, name="Nyps", by=anna, at=MONDAY)

    mapping.refresh_from_db()
    case_import.refresh_from_db()
    assert mapping.columns == {"case_id": "Ärende-ID", "name": "Projektnamn"}
    assert verbs(mapping) == ["saved", "edited"]
    assert case_import.mapping == mapping


def test_a_mapping_is_renamed_to_a_name_of_its_own(anna):
    case_import = looked_through(anna, CASE)
    mapping = operations.save_mapping(case_import=case_import, name="Nyps", by=anna, at=MONDAY)
    operations.save_mapping(case_import=case_import, name="Annat", by=anna, at=MONDAY)
    named = {"mapping": mapping, "revision": mapping.revision, "by": anna}

    assert refusal(operations.rename_mapping, name="Annat", **named) == "cases.mapping_name_taken"
    operations.rename_mapping(**named, name="Nyps 2026", at=MONDAY)

    mapping.refresh_from_db()
    assert mapping.name == "Nyps 2026"
    assert verbs(mapping) == ["saved", "edited"]
    assert refusal(operations.rename_mapping, name="Nyps 2027", **named) == "stale"


def test_a_mapping_is_removed_and_what_was_read_with_it_stands(anna, cilla):
    case_import = looked_through(anna, CASE)
    mapping = operations.save_mapping(case_import=case_import, name="Nyps", by=anna, at=MONDAY)

    with pytest.raises(NotAllowed):
        operations.remove_mapping(mapping=mapping, by=cilla, at=MONDAY)
    operations.remove_mapping(mapping=mapping, by=anna, at=MONDAY)

    case_import.refresh_from_db()
    assert case_import.mapping is None
    assert case_import.state is ImportState.PREVIEWED
