import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from tests.workbooks import part, plan_book_of
from varv.core.kinds import DocumentKind, GoalKind, Strength
from varv.core.plan_book import COLUMNS, EMPTY, Sheet
from varv.core.refusals import RuleBroken
from varv.publishing.workbooks import plan_layout
from varv.publishing.workbooks.plan_reading import read_plan
from varv.publishing.workbooks.plan_writing import LONGEST_LABEL, reference, write_plan, write_template

ON = date(2026, 11, 16)
PLAN = plan_book_of(
    documents=[
        {"key": "d", "title": "Älvmark 2030", "kind": DocumentKind.REGIONAL_STRATEGY, "starts_on": date(2022, 1, 1)}
    ],
    goals=[
        {
            "key": "a",
            "document": "d",
            "outline": "1",
            "name": "Fler",
            "kind": GoalKind.OVERARCHING,
            "is_targeted": True,
        },
        {"key": "b", "document": "d", "outline": "1.1", "name": "=1", "parent": "a", "is_targeted": False},
    ],
    goal_links=[{"source": "b", "target": "a", "strength": Strength.CLEARLY, "share": Decimal("12.5")}],
    links=[{"key": "l", "source": "s", "target": "t", "evidence_year": 2024}],
)


def sheets(content):
    """Every sheet that another program reads."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_write_plan_writes_every_sheet_with_its_headings():
    written = sheets(write_plan(PLAN, region="Region Älvmark", on=ON))

    assert list(written) == ["Läs mig", *(plan_layout.sheet_name(sheet) for sheet in Sheet), "Listor"]
    for sheet in Sheet:
        assert written[plan_layout.sheet_name(sheet)][0] == [
            plan_layout.title(sheet, column) for column in COLUMNS[sheet]
        ]


def test_write_plan_writes_values_as_people_read_them():
    written = sheets(write_plan(PLAN, region="Region Älvmark", on=ON))

    assert written["Dokument"][1][:6] == ["d", "Älvmark 2030", "Regional utvecklingsstrategi", "", "", date(2022, 1, 1)]
    assert written["Mål"][2][:8] == ["b", "d | Älvmark 2030", "1.1", "=1", "a | 1 Fler", "", "", "Nej"]
    assert written["Bidrar till"][1][:4] == ["b | 1.1 =1", "a | 1 Fler", "Tydligt", 12.5]
    assert written["Samband"][1][10] == 2024


def test_only_read_me_tells_whose_and_of_which_day():
    ours = write_plan(PLAN, region="Region Älvmark", on=ON)
    theirs = write_plan(PLAN, region="Region Sydland", on=date(2027, 1, 1))

    first, second = sheets(ours), sheets(theirs)
    assert first.pop("Läs mig") != second.pop("Läs mig")
    assert first == second
    assert [
        name for name in ("xl/worksheets/sheet2.xml", "xl/styles.xml") if part(ours, name) != part(theirs, name)
    ] == []


def test_read_me_tells_format_region_day_and_every_column():
    lines = sheets(write_plan(PLAN, region="Region Älvmark", on=ON))["Läs mig"]

    assert lines[1:4] == [["Format", "1", ""], ["Region", "Region Älvmark", ""], ["Dag", ON, ""]]
    explained = {tuple(line[:2]) for line in lines}
    for sheet in Sheet:
        for column in COLUMNS[sheet]:
            assert (plan_layout.sheet_name(sheet), plan_layout.title(sheet, column)) in explained
    assert all(line[2] for line in lines[lines.index(["Vad kolumnerna innehåller", "", ""]) + 1 :])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_is_the_same_whoever_fetches_it(language):
    swedish = write_plan(PLAN, region="Region Älvmark", on=ON)

    with override(language):
        assert write_plan(PLAN, region="Region Älvmark", on=ON) == swedish


def test_what_is_written_is_read_as_it_was():
    read = read_plan(write_plan(PLAN, region="Region Älvmark", on=ON))

    assert (read.problems, read.notes) == ((), ())
    for sheet in Sheet:
        for before, after in zip(PLAN[sheet], read.book[sheet], strict=True):
            assert before.number == after.number
            said = {name: str(value).split(" | ")[0] for name, value in after.values.items() if name in before.values}
            assert said == {name: str(value) for name, value in before.values.items()}


def test_template_has_the_sheets_and_an_example_but_no_rows():
    written = sheets(write_template())

    assert all(len(written[plan_layout.sheet_name(sheet)]) == 1 for sheet in Sheet)
    assert ["Mål", "Mål", "Fler kan vara med"] in written["Läs mig"]
    assert ["Region", "–", ""] in written["Läs mig"]
    with pytest.raises(RuleBroken, match=r"workbook\.nothing"):
        read_plan(write_template())


def test_template_is_the_same_every_time():
    assert write_template() == write_template()


def test_an_empty_plan_is_the_template_but_for_read_me():
    empty, template = sheets(write_plan(EMPTY, region="Region Älvmark", on=ON)), sheets(write_template())

    assert {name for name in template if empty[name] != template[name]} == {"Läs mig"}


@pytest.mark.parametrize(
    ("known_as", "label", "written"),
    [
        ("a", "1 Fler", "a | 1 Fler"),
        ("a", "", "a"),
        ("a", "rad\nbruten", "a | rad bruten"),
        ("a", "x" * 500, "a | " + "x" * LONGEST_LABEL),
    ],
)
def test_a_reference_can_be_read_by_people(known_as, label, written):
    assert reference(known_as, label) == written
