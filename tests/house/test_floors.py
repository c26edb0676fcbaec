from importlinter.cli import lint_imports

from tests.house.reading import ROOT


def test_imports_go_down_only(capsys):
    code = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True, no_logo=True)

    assert code == 0, capsys.readouterr().out
