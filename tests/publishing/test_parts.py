from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest
from django.utils.safestring import SafeString

from varv.publishing.parts import (
    Bullets,
    Change,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Judgement,
    Kind,
    Part,
    Quote,
    Table,
    Text,
    Voice,
)

DRAWING = SafeString("<svg/>")


def document(**more):
    return Document(**({"title": "Where are we?", "lang": "sv", "date": date(2027, 1, 19), "parts": ()} | more))


def test_text_is_a_persons_unless_it_is_said_to_be_the_systems():
    assert Text("We think").voice is Voice.PERSON
    assert Text("12 of 14", Voice.SYSTEM).voice is Voice.SYSTEM


def test_heading_is_a_chapter_unless_it_is_said_to_be_lower():
    assert Heading("Summary").level == 1


def test_column_holds_words_unless_it_is_said_to_hold_figures():
    assert Column("Goal").kind is Kind.WORDS


def test_table_has_rows_as_wide_as_its_head():
    table = Table("Goals", (Column("Goal"), Column("Value", Kind.NUMBERS)), (("1.1", "73,6"),), "Locked")

    assert table.rows == (("1.1", "73,6"),)
    assert table.note == "Locked"


@pytest.mark.parametrize("row", [(), ("1.1",), ("1.1", "73,6", "more")])
def test_table_refuses_a_row_of_another_width(row):
    with pytest.raises(ValueError, match="as wide as its head"):
        Table("Goals", (Column("Goal"), Column("Value")), (row,))


def test_table_refuses_to_have_no_columns():
    with pytest.raises(ValueError, match="as wide as its head"):
        Table("Goals", (), ())


def test_table_may_have_no_rows():
    assert Table("Goals", (Column("Goal"),), ()).rows == ()


@pytest.mark.parametrize("alt", ["", "  ", "\n"])
def test_figure_refuses_to_say_nothing(alt):
    with pytest.raises(ValueError, match="cannot see it"):
        Figure(DRAWING, "The path", alt)


def test_figure_may_have_no_narrow_drawing_and_no_table():
    figure = Figure(DRAWING, "The path", "It rises.")

    assert (figure.caption, figure.table, figure.narrow) == ("", None, None)


@pytest.mark.parametrize("title", ["", "   "])
def test_document_refuses_to_have_no_title(title):
    with pytest.raises(ValueError, match="has a title"):
        document(title=title)


def test_document_is_no_example_unless_it_says_so():
    assert document().is_example is False
    assert document(is_example=True).is_example is True


def test_document_says_only_what_it_is_given():
    empty = document()

    assert (empty.organisation, empty.subtitle, empty.kind, empty.facts, empty.parts) == ("", "", "", (), ())


@pytest.mark.parametrize(
    "part",
    [
        Heading("Summary"),
        Text("We think"),
        Quote("It worked.", "Petter"),
        Judgement("Right way", "It rises.", "Yusuf"),
        Change("What we changed", "Coaches come earlier."),
        Bullets(("one", "two")),
        Facts((Fact("Owner", "Lisbet"),)),
        Table("Goals", (Column("Goal"),), ()),
        Figure(DRAWING, "The path", "It rises."),
    ],
    ids=lambda part: type(part).__name__,
)
def test_part_is_a_part_and_cannot_be_changed(part):
    assert isinstance(part, Part)
    with pytest.raises(FrozenInstanceError):
        setattr(part, fields(part)[0].name, "other")


def test_equal_parts_are_equal():
    assert Heading("Summary", 2) == Heading("Summary", 2)
    assert hash(Bullets(("a",))) == hash(Bullets(("a",)))
