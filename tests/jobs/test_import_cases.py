"""Cases read in from the command line, by the same verbs as on the page."""

import pytest
from django.core.management import CommandError, call_command

from tests.delivery.cases import CASE, HEADINGS, OTHER, case, looked_through
from tests.people import verbs
from varv.core.personal_data import MASK
from varv.delivery.models import CaseImport, CaseImportRows, Project
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    """An export with two cases."""
    return written(tmp_path / "arenden.csv", CASE, OTHER)


def written(path, *rows, headings=HEADINGS):
    path.write_text("\n".join(";".join(row) for row in (headings, *rows)))
    return path


def refusal(*told):
    with pytest.raises(CommandError) as refused:
        call_command("import_cases", *map(str, told))
    return str(refused.value)


def test_it_says_what_it_would_do_and_does_nothing(anna, file, capsys):
    call_command("import_cases", "alvmark", str(file), "--as", "anna")

    said = capsys.readouterr().out
    assert said == (
        "new: 2, changed: 0, unchanged: 0, gone: 0, problems: 0.\nNothing was read in. Add --apply to do it.\n"
    )
    assert (Project.objects.count(), CaseImport.objects.count(), TrailEntry.objects.count()) == (0, 0, 0)


def test_what_waits_is_left_alone_when_nothing_is_done(anna, file):
    case_import = looked_through(anna, CASE)

    call_command("import_cases", "alvmark", str(file), "--as", "anna")

    assert CaseImportRows.objects.get().case_import == case_import


def test_it_reads_in_when_it_is_told_to(anna, file, capsys):
    call_command("import_cases", "alvmark", str(file), "--as", "anna", "--apply")

    assert capsys.readouterr().out.endswith("Read in.\n")
    assert set(Project.objects.values_list("case_id", flat=True)) == {"20368412", "20371190"}
    assert verbs(CaseImport.objects.get()) == ["looked_through", "imported"]


def test_problems_are_told_by_row_and_never_by_content(anna, tmp_path, capsys):
    odd = case(ÄrendeID="7", Startdatum="Kerstin 19121212-1212")

    call_command("import_cases", "alvmark", str(written(tmp_path / "a.csv", *[CASE] * 9, odd)), "--as", "anna")

    said = capsys.readouterr().out
    assert "Row 11, Startdatum: cases.not_a_day" in said
    assert "Kerstin" not in said
    assert MASK not in said


def test_it_knows_who_and_where(anna, cilla, stig, file, tmp_path):
    assert refusal("norrland", file, "--as", "anna") == "There is no region called norrland."
    assert refusal("alvmark", file, "--as", "stig") == "stig does not work in Region Älvmark."
    assert "may not start an initiative" in refusal("alvmark", file, "--as", "cilla")
    assert "cannot be read: No such file" in refusal("alvmark", tmp_path / "borta.csv", "--as", "anna")


def test_a_file_that_cannot_be_read_is_told_in_words(anna, tmp_path):
    file = written(tmp_path / "a.csv", CASE, headings=("Kerstin Ek", "19121212-1212"))

    said = refusal("alvmark", file, "--as", "anna")

    assert said.startswith("No row near the top of the file has headings that we know.")
    assert "Kerstin" not in said


def test_a_file_without_case_numbers_is_refused(anna, tmp_path):
    file = written(tmp_path / "a.csv", ("A", "B"), headings=("Projektnamn", "Status"))

    assert "Choose the column that holds" in refusal("alvmark", file, "--as", "anna")
