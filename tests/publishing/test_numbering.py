from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing.reports import CHAIN, CHART, GOALS, JUDGEMENT, SPIRAL, WIDE_CHAIN, any_report, report
from varv.publishing.numbering import DEEPEST, WIDEST_UPRIGHT, Numbered, Passage, appendix, numbered, passages
from varv.publishing.parts import Figure, Heading, Table, Text


def labels(document):
    return [entry.label for entry in numbered(document) if entry.label]


def levels(*found):
    document = report(*(Heading(f"Rubrik {level}", level) for level in found))
    return [entry.part.level for entry in numbered(document)]


def test_tables_and_figures_are_numbered_apart():
    assert labels(report(CHART, GOALS, CHAIN, GOALS, lang="en")) == ["Figure 1", "Table 1", "Figure 2", "Table 2"]


def test_labels_are_in_the_documents_language_whatever_the_readers_is():
    assert labels(report(CHART, GOALS)) == ["Figur 1", "Tabell 1"]


def test_what_is_neither_table_nor_figure_has_no_label():
    assert labels(report(Heading("A"), Text("B"), JUDGEMENT)) == []


def test_parts_come_in_their_order_and_unchanged():
    parts = (Text("A"), GOALS, JUDGEMENT)

    assert [entry.part for entry in numbered(report(*parts))] == list(parts)


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 3], [1, 2]),
        ([3], [1]),
        ([2, 2], [1, 2]),
        ([1, 2, 1, 3], [1, 2, 1, 2]),
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 4, 4]),
        ([0, -1], [1, 1]),
    ],
)
def test_headings_never_skip_a_level(found, mended):
    assert levels(*found) == mended


@given(st.lists(st.integers(-2, 9), min_size=1))
def test_headings_begin_with_a_chapter_and_go_one_step_down_at_a_time(found):
    mended = levels(*found)

    assert mended[0] == 1
    assert all(other - one <= 1 for one, other in pairwise(mended))
    assert all(1 <= level <= DEEPEST for level in mended)


def test_appendix_has_each_figures_table_under_its_figures_name():
    found = appendix(report(CHART, GOALS, CHAIN, lang="en"))

    assert found[0] == Numbered(Heading("The figures as tables"))
    assert [(entry.label, entry.part) for entry in found[1:]] == [
        ("Figure 1 as a table", CHART.table),
        ("Figure 2 as a table", CHAIN.table),
    ]


def test_appendix_speaks_the_documents_language():
    assert appendix(report(CHART))[0].part.text == "Figurerna som tabeller"


@pytest.mark.parametrize("parts", [(GOALS,), (Text("A"),), (replace(CHART, table=None),)])
def test_appendix_is_empty_when_nothing_was_drawn_from_a_table(parts):
    assert appendix(report(*parts)) == ()


def entries(*parts):
    return [Numbered(part) for part in parts]


def test_passage_keeps_headings_with_what_they_head():
    chapter, section, text, more = entries(Heading("A"), Heading("B", 2), Text("C"), Text("D"))

    assert passages([chapter, section, text, more]) == [
        Passage((chapter, section, text), lies=False),
        Passage((more,), lies=False),
    ]


def test_passage_with_a_wide_drawing_lies_down_with_its_headings():
    heading, wide, text = entries(Heading("Kedjan"), WIDE_CHAIN, Text("C"))

    assert passages([heading, wide, text]) == [Passage((heading, wide), lies=True), Passage((text,), lies=False)]


def test_passage_with_an_ordinary_drawing_stands():
    assert [passage.lies for passage in passages(entries(CHART, SPIRAL, CHAIN, WIDE_CHAIN))] == [
        False,
        True,
        False,
        True,
    ]


def test_passage_of_headings_alone_stands_last():
    alone = entries(Heading("A"), Heading("B", 2))

    assert passages(alone) == [Passage(tuple(alone), lies=False)]


def test_passages_of_nothing_are_none():
    assert passages([]) == []


def test_widest_upright_drawing_is_a_charts_width():
    assert WIDEST_UPRIGHT > 748


@given(any_report())
def test_passages_hold_every_part_once_in_order(document):
    found = numbered(document)

    assert [entry for passage in passages(found) for entry in passage.entries] == list(found)


@given(any_report())
def test_every_table_and_figure_has_its_own_label(document):
    found = [entry for entry in numbered(document) if isinstance(entry.part, Table | Figure)]

    assert len({entry.label for entry in found}) == len(found)
    assert all(entry.label for entry in found)
