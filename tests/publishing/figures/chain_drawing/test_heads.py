"""The levels' names over the columns of a chain: the region's own names may be long."""

import pytest

from varv.publishing.figures.chain_drawing.dot import BOX_WIDTH
from varv.publishing.figures.chain_drawing.marks import column_head
from varv.publishing.figures.measure import width


def head(words):
    return [str(mark) for mark in column_head(words, 40)]


def test_a_short_name_stands_on_one_line_over_its_rule():
    name, rule = head("Resurser")

    assert "Resurser" in name
    assert rule.startswith("<line")


def test_a_long_name_stands_on_two_lines_and_never_in_the_next_column():
    *lines, _rule = head("Resurser och förutsättningar")

    assert len(lines) == 2
    assert "förutsättningar" in lines[0]
    assert "Resurser och" in lines[1]


@pytest.mark.parametrize("words", ["Ett mycket långt namn som ingen borde ge en nivå i en kedja", "x" * 60])
def test_a_name_that_is_too_long_ends_in_an_ellipsis(words):
    *lines, _rule = head(words)

    assert len(lines) == 2
    assert "…" in lines[0]
    assert max(width(line.split(">")[1].split("<")[0]) for line in lines) <= BOX_WIDTH + 12


def test_the_rule_is_as_wide_as_a_box():
    assert f'x2="{40 + BOX_WIDTH:g}"' in head("Utfall")[-1]
