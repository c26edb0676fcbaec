from datetime import date

from varv.core.kinds import DocumentKind
from varv.core.plan_book import Problem, Sheet
from varv.core.plan_merge import Meant
from varv.core.refusals import RuleBroken
from varv.core.versions import FieldChange
from varv.delivery.operations import PlanImport
from varv.overview.strategy import import_preview as window
from varv.overview.strategy.import_preview import CellLine, import_preview

WRONG = RuleBroken("workbook.required")


def row(sheet, number, *changes, is_new=False, known_as="x"):
    return Meant(sheet, number, known_as, f"Rad {number}", {}, is_new, changes)


def test_import_preview_counts_what_is_new_changed_and_the_same():
    outcome = PlanImport(
        (
            row(Sheet.GOALS, 4, is_new=True),
            row(Sheet.GOALS, 3, FieldChange("name", "Fler", "Färre")),
            row(Sheet.GOALS, 2),
            row(Sheet.DOCUMENTS, 2, is_new=True),
        ),
        (),
    )

    preview = import_preview(outcome, ())

    documents, goals = preview.sheets
    assert (documents.sheet, documents.added, documents.changed, documents.unchanged) == (Sheet.DOCUMENTS, 1, 0, 0)
    assert (goals.sheet, goals.added, goals.changed, goals.unchanged) == (Sheet.GOALS, 1, 1, 1)
    assert (preview.added, preview.changed, preview.unchanged, preview.problems) == (2, 1, 1, 0)
    assert preview.is_ready
    assert preview.seal == outcome.seal


def test_import_preview_shows_rows_as_they_stand_in_the_sheet():
    rows = [row(Sheet.GOALS, number, is_new=True) for number in (5, 2, 9)]

    (goals,) = import_preview(PlanImport(tuple(rows), ()), ()).sheets

    assert [line.number for line in goals.rows] == [2, 5, 9]


def test_import_preview_tells_references_by_what_their_rows_are_called():
    changes = (
        FieldChange("key", None, "k"),
        FieldChange("document", None, "d"),
        FieldChange("parent", "a", None),
        FieldChange("goal", "x", "borta"),
    )
    labels = {Sheet.DOCUMENTS: {"d": "Älvmark 2030"}, Sheet.GOALS: {"a": "1 Fler", "x": "2 Fort"}}

    (goals,) = import_preview(PlanImport((row(Sheet.GOALS, 2, *changes),), (), labels), ()).sheets

    assert goals.rows[0].cells == (
        CellLine("document", None, "Älvmark 2030"),
        CellLine("parent", "1 Fler", None),
        CellLine("goal", "x", "borta"),
    )


def test_import_preview_keeps_codes_days_and_places_as_they_are():
    changes = (
        FieldChange("kind", DocumentKind.PROGRAMME, DocumentKind.ACTION_PLAN),
        FieldChange("starts_on", None, date(2026, 1, 1)),
    )

    (documents,) = import_preview(PlanImport((row(Sheet.DOCUMENTS, 2, *changes),), ()), ()).sheets

    assert [cell.after for cell in documents.rows[0].cells] == [DocumentKind.ACTION_PLAN, date(2026, 1, 1)]
    assert import_preview(PlanImport((row(Sheet.GOALS, 2, FieldChange("place", 1, 3)),), ()), ()).changed == 1


def test_import_preview_is_not_ready_with_problems_or_without_changes():
    problem = Problem(WRONG, Sheet.GOALS, 2, "name")

    assert not import_preview(PlanImport((row(Sheet.GOALS, 2, is_new=True),), (problem,)), ()).is_ready
    assert not import_preview(PlanImport((row(Sheet.GOALS, 2),), ()), ()).is_ready
    assert not import_preview(PlanImport((), ()), ()).is_ready


def test_import_preview_puts_what_is_about_the_file_first():
    note = Problem(RuleBroken("workbook.unknown_sheet", name="Idéer"))
    problem = Problem(WRONG, Sheet.GOALS, 2, "name")

    file, goals = import_preview(PlanImport((), (problem,)), (note,)).sheets

    assert (file.sheet, file.notes, file.wrong) == (None, (note,), 0)
    assert (goals.sheet, goals.problems, goals.wrong) == (Sheet.GOALS, (problem,), 1)


def test_import_preview_shows_only_so_much_and_says_how_much_more(monkeypatch):
    monkeypatch.setattr(window, "MOST_SHOWN", 2)
    rows = tuple(row(Sheet.GOALS, number, is_new=True) for number in range(2, 7))
    problems = tuple(Problem(WRONG, Sheet.GOALS, number, "name") for number in range(2, 5))

    (goals,) = import_preview(PlanImport(rows, problems), ()).sheets

    assert (len(goals.rows), goals.more_rows, goals.added) == (2, 3, 5)
    assert (len(goals.problems), goals.more_problems, goals.wrong) == (2, 1, 3)
