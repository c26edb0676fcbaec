"""Whatever a plan says, its workbook says the same when it is read again."""

from datetime import date
from decimal import Decimal
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbooks import plan_book_of
from varv.core.plan_book import COLUMNS, Holds, Sheet, is_strange, one_line, plain_text
from varv.publishing.workbooks.plan_reading import read_plan
from varv.publishing.workbooks.plan_writing import write_plan

ON = date(2026, 11, 16)
WRITTEN = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t=+-@_'\"<>&"), max_size=60
)
VALUES = {
    Holds.KEY: st.text(ascii_lowercase, min_size=1, max_size=10),
    Holds.LINE: WRITTEN.map(one_line).map(lambda text: text[:20]).map(str.strip),
    Holds.PROSE: WRITTEN.map(plain_text),
    Holds.ADDRESS: st.sampled_from(["", "https://example.org/plan?a=1&b=2"]),
    Holds.DAY: st.dates(),
    Holds.YES_NO: st.booleans(),
    Holds.AMOUNT: st.decimals(0, 100, places=2),
    Holds.PERSON: st.sampled_from([None, "Anna", "Åsa Öberg (asa)"]),
    Holds.UNIT: st.sampled_from([None, "Avdelningen"]),
    Holds.ACTIVITY: st.sampled_from([None, "3. Kurser"]),
    Holds.REFERENCE: st.sampled_from(["abc", "M-1"]),
}


def value_of(column):
    """Some value that a cell of the column may have."""
    if column.codes:
        return st.sampled_from(list(column.codes))
    if column.holds is Holds.COUNT:
        return st.integers(*column.between)
    return VALUES[column.holds]


def rows_of(sheet):
    """A row with a value in every column."""
    return st.fixed_dictionaries({column.name: value_of(column) for column in COLUMNS[sheet]})


def plain(values):
    """A row's values, references without what their rows are called."""
    return {name: value.split(" | ")[0] if isinstance(value, str) else value for name, value in values.items()}


@pytest.mark.parametrize("sheet", Sheet)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_row_of_any_sheet_is_read_as_it_was_written(sheet, data):
    row = data.draw(rows_of(sheet))
    texts = {one.name for one in COLUMNS[sheet] if one.holds in {Holds.LINE, Holds.PROSE}}

    read = read_plan(write_plan(plan_book_of(**{sheet.value: [row]}), region="Region Älvmark", on=ON))

    assert [one for one in read.problems if one.refused.code != "workbook.required"] == []
    (found,) = read.book[sheet]
    assert {name: found.values[name] for name in texts} == {name: row[name] for name in texts}
    rest = {name: value for name, value in row.items() if name not in texts}
    assert plain({name: found.values[name] for name in rest}) == plain(rest)


@settings(max_examples=60, deadline=None)
@given(WRITTEN)
def test_text_that_is_made_plain_stays_as_it_is(text):
    assert plain_text(plain_text(text)) == plain_text(text)
    assert one_line(one_line(text)) == one_line(text)
    assert not any(is_strange(sign) for sign in plain_text(text))


@settings(max_examples=8, deadline=None)
@given(st.lists(rows_of(Sheet.GOALS), max_size=4))
def test_the_same_plan_gives_the_same_bytes(rows):
    book = plan_book_of(goals=rows)

    assert write_plan(book, region="Region Älvmark", on=ON) == write_plan(book, region="Region Älvmark", on=ON)


@pytest.mark.parametrize("share", ["0.01", "12.5", "33.33", "100"])
def test_a_share_keeps_its_decimals(share):
    row = {"source": "a", "target": "b", "share": Decimal(share)}

    read = read_plan(write_plan(plan_book_of(goal_links=[row]), region="Region Älvmark", on=ON))

    assert read.book[Sheet.GOAL_LINKS][0].values["share"] == Decimal(share)
