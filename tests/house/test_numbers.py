"""The numbers the house keeps. An exception has its reason on its line: ``def odd():  # long: as the law lists it``."""

import ast
import re
from statistics import median

from tests.house.reading import ROOT, code_lines, functions, place, python_files

MOST_LINES_IN_A_FUNCTION = 40
MOST_LINES_IN_A_VIEW = 25
MOST_LINES_IN_A_FILE = 400
MEDIAN_LINES_IN_A_FUNCTION = 9
TEST_LINES_FOR_A_LINE_OF_CODE = 1.2

# A helper has a name and therefore a room.
ROOMS_WE_DO_NOT_HAVE = {"utils", "helpers", "common", "services", "selectors", "managers", "signals", "misc"}
HAS_A_REASON = re.compile(r"# long: \w+ \w+")


def all_functions(*folders):
    return [function for path in python_files(*folders) for function in functions(path.read_text(), place(path))]


def too_long(found, most):
    return [
        f"{function.place} {function.name}: {function.lines} lines"
        for function in found
        if function.lines > most and not HAS_A_REASON.search(function.first_line)
    ]


def imports_inside(found):
    imports = (ast.Import, ast.ImportFrom)
    return [
        f"{function.place} {function.name}"
        for function in found
        if any(isinstance(inner, imports) for inner in ast.walk(function.node))
    ]


def is_view_file(name):
    return name.startswith("varv/web/") and ("/views/" in name or name.rpartition("/")[2].startswith("views"))


def test_no_function_is_long():
    assert too_long(all_functions("varv", "benchmarks", "scripts"), MOST_LINES_IN_A_FUNCTION) == []


def test_no_view_is_long():
    views = [function for function in all_functions("varv/web") if is_view_file(function.place.partition(":")[0])]

    assert views
    assert too_long(views, MOST_LINES_IN_A_VIEW) == []


def test_half_of_the_functions_are_short():
    assert median(function.lines for function in all_functions("varv")) <= MEDIAN_LINES_IN_A_FUNCTION


def test_no_file_is_long():
    lengths = {place(path): code_lines(path.read_text()) for path in python_files("varv", "benchmarks", "scripts")}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE} == {}


def test_no_import_hides_in_a_function():
    assert imports_inside(all_functions("varv", "tests", "benchmarks", "scripts")) == []


def test_no_import_is_for_types_only():
    name = "TYPE_" + "CHECKING"

    assert [place(path) for path in python_files("varv", "tests") if name in path.read_text()] == []


def test_no_file_has_a_name_that_says_nothing():
    named = [path.relative_to(ROOT) for path in python_files("varv", "tests", "benchmarks")]

    assert [str(path) for path in named if ROOMS_WE_DO_NOT_HAVE & {*path.parts[:-1], path.stem}] == []


def test_there_are_more_lines_of_tests_than_of_code():
    tests, code = (sum(code_lines(path.read_text()) for path in python_files(folder)) for folder in ("tests", "varv"))

    assert tests >= TEST_LINES_FOR_A_LINE_OF_CODE * code, f"{tests} lines of tests for {code} lines of code"


def test_the_ruler_measures():
    lines = ["def much():", *["    print()"] * 40]
    found = list(functions("\n".join(lines)))
    excused = list(functions("\n".join(["def much():  # long: the law lists them", *lines[1:]])))

    assert too_long(found, 40) == ["here.py:1 much: 41 lines"]
    assert too_long(found, 41) == too_long(excused, 40) == []
    assert code_lines("# only a comment\n\nanswer = 42  # and why\n") == 1
    assert imports_inside(functions("def sly():\n    if True:\n        import os\n")) == ["here.py:1 sly"]
    assert [is_view_file(f"varv/web/rounds/{name}.py") for name in ("views", "views_of_reports", "forms")] == [1, 1, 0]
    assert is_view_file("varv/web/rounds/views/reports.py")
