"""What always holds of a table of findings, whatever stands in it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from varv.core.case_book import Table
from varv.core.finding_table import (
    CALLED,
    GRADES,
    LONGEST,
    LONGEST_TEXT,
    LONGEST_TOLD,
    MOST_ROWS,
    OF_RECOMMENDATION,
    REQUIRED,
    FindingColumn,
    read_rows,
    same_words,
    sift,
)
from varv.core.personal_data import MASK, mask

SECRETS = st.sampled_from(["19850101-1236", "850101+1236", "namn@example.org", "070-123 45 67", "+46 70 123 45 67"])
WORDS = st.text("abcåäö .,;", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
NAMES = {column: st.sampled_from(names) for column, names in CALLED.items()}
SPOKEN = st.permutations(list(FindingColumn)).flatmap(
    lambda columns: st.tuples(*(st.tuples(st.just(column), NAMES[column]) for column in columns))
)
GRADE = st.sampled_from(sorted(GRADES))
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def whole(columns, **said):
    """A row where every column says something that can be read."""
    values = dict.fromkeys(columns, "Något")
    values |= {FindingColumn.EVIDENCE: "Antagande", FindingColumn.SEEN_ON: "2026-04-24"}
    values |= {FindingColumn.DUE_ON: "2026-06-01"}
    return [(values | said)[column] for column in columns]


@given(SPOKEN)
def test_columns_are_found_in_any_order_and_by_any_of_their_names(spoken):
    columns = [column for column, _name in spoken]

    sifted = sift(Table({1: [name for _column, name in spoken], 2: whole(columns)}))

    assert (set(sifted.cells[2]), sifted.unread, sifted.problems) == (set(FindingColumn), (), ())
    assert len(read_rows(sifted.cells)[0]) == 1


@given(SPOKEN, st.integers(0, 18), WORDS)
def test_titles_above_the_headings_change_nothing(spoken, above, title):
    heading, row = [name for _column, name in spoken], whole([column for column, _name in spoken])
    rows = {number: [f"{title} x"] for number in range(1, above + 1)}

    sifted = sift(Table(rows | {above + 1: heading, above + 2: row}))

    assert list(sifted.cells) == [above + 2]


@given(st.lists(WORDS, min_size=1, max_size=MOST_ROWS, unique=True))
def test_every_row_is_kept_under_its_own_number(said):
    rows = {place: (text, "Antagande") for place, text in enumerate(said, start=2)}

    sifted = sift(Table({1: ("Iakttagelse", "Belägg")} | rows))

    assert {number: cells[FindingColumn.TEXT] for number, cells in sifted.cells.items()} == {
        number: cells[0] for number, cells in rows.items()
    }


@given(st.sampled_from(list(FindingColumn)), SECRETS, WORDS, WORDS)
def test_no_secret_comes_through_any_column(column, secret, before, after):
    cells = {FindingColumn.TEXT: "Något", FindingColumn.EVIDENCE: "Antagande", column: f"{before} {secret} {after}"}

    rows, problems = read_rows({2: cells})

    assert rows == ()
    assert any((one.column, one.refused.code) == (column, "finding.personal_data") for one in problems)
    assert secret not in repr([one.refused.facts for one in problems])


@given(SECRETS)
def test_no_secret_comes_through_a_heading(secret):
    sifted = sift(Table({1: ("Iakttagelse", "Belägg", f"Kim {secret}"), 2: ("Något", "Antagande", "x")}))

    (heading,) = sifted.unread
    assert (MASK in heading, mask(heading)[1], len(heading) <= LONGEST_TOLD) == (True, 0, True)


@given(st.sampled_from(list(FindingColumn)), st.integers(1, 3))
def test_what_fits_is_read_and_one_sign_more_is_not(column, more):
    most = LONGEST.get(column, LONGEST_TEXT)
    whole_row = dict(zip(FindingColumn, whole(list(FindingColumn)), strict=True))

    _rows, problems = read_rows({2: whole_row | {column: "å" * (most + more)}})

    assert [(one.column, one.refused.code, one.refused.facts) for one in problems] == [
        (column, "finding_table.too_long", {"most": most})
    ]


@given(DAYS, st.sampled_from(["{0.year}-{0.month:02}-{0.day:02}", "{0.day}/{0.month} {0.year}"]))
def test_a_day_is_read_however_it_is_written(day, way):
    cells = {FindingColumn.TEXT: "Något", FindingColumn.SEEN_ON: way.format(day)}

    (row,), _problems = read_rows({2: cells})

    assert row.values[FindingColumn.SEEN_ON] == day


@given(st.text(max_size=80))
def test_a_grade_is_one_of_ours_or_told_and_never_guessed(said):
    rows, problems = read_rows({2: {FindingColumn.TEXT: "Något", FindingColumn.EVIDENCE: said}})

    assert len(rows) + len(problems) == 1
    assert all(len(str(one.refused.facts.get("said", ""))) <= LONGEST_TOLD for one in problems)


@given(st.sets(st.sampled_from(list(FindingColumn))))
def test_a_row_says_what_it_must_or_what_is_missing(said):
    known = dict(zip(FindingColumn, whole(list(FindingColumn)), strict=True))

    rows, problems = read_rows({2: {column: cell for column, cell in known.items() if column in said}})

    recommends = FindingColumn.RECOMMENDATION in said
    answered = {FindingColumn.OWNER, FindingColumn.FORUM} <= said
    stray = bool(said & set(OF_RECOMMENDATION))
    assert bool(rows) == (FindingColumn.TEXT in said and (answered if recommends else not stray))
    assert bool(rows) is not bool(problems)


@given(st.lists(GRADE, min_size=1, max_size=30))
def test_reading_twice_says_the_same(grades):
    cells = {number: {FindingColumn.TEXT: "Något", REQUIRED[1]: grade} for number, grade in enumerate(grades)}

    assert read_rows(cells) == read_rows(dict(reversed(cells.items())))


@given(WORDS, st.integers(1, 4))
def test_the_same_words_do_not_change_with_spaces_case_or_when_asked_twice(text, spaces):
    known = same_words(text)

    assert known == same_words((" " * spaces).join(text.split(" "))) == same_words(text.upper())
    assert same_words(known) == known
