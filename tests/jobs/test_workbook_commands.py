from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.delivery.plans import region_with_plan
from varv.config import command
from varv.core.plan_book import Sheet
from varv.publishing.workbooks.plan_reading import read_plan
from varv.publishing.workbooks.plan_writing import write_template


def test_strategy_template_writes_the_empty_workbook(tmp_path, capsys):
    file = tmp_path / "mall.xlsx"

    call_command("strategy_template", str(file))

    assert file.read_bytes() == write_template()
    assert capsys.readouterr().out == f"Wrote {file}.\n"


def test_strategy_template_has_a_name_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    call_command("strategy_template")

    assert Path("varv-mall.xlsx").exists()


def test_varv_knows_the_command_with_a_hyphen(tmp_path, monkeypatch):
    file = tmp_path / "mall.xlsx"
    monkeypatch.setattr("sys.argv", ["varv", "strategy-template", str(file)])

    command.main()

    assert file.exists()


@pytest.mark.django_db
def test_export_strategy_writes_the_plan(anna, tmp_path):
    region_with_plan(anna)
    file = tmp_path / "planen.xlsx"

    call_command("export_strategy", "alvmark", str(file))

    assert len(read_plan(file.read_bytes()).book[Sheet.GOALS]) == 5


@pytest.mark.django_db
def test_export_strategy_names_the_file_by_the_region(anna, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    call_command("export_strategy", "alvmark")

    assert capsys.readouterr().out == "Wrote varv-alvmark.xlsx.\n"


@pytest.mark.django_db
def test_export_strategy_does_not_know_a_region_that_is_not_there():
    with pytest.raises(CommandError, match="There is no region called sydland"):
        call_command("export_strategy", "sydland")


@pytest.mark.django_db
@pytest.mark.parametrize("told", [["strategy_template"], ["export_strategy", "alvmark"]])
def test_a_file_that_cannot_be_written_is_told(told, anna, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command(*told, str(tmp_path / "ingen" / "mapp.xlsx"))
