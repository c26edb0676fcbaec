from datetime import UTC, date, datetime

import pytest

from varv.core.judgement import Answer
from varv.core.kinds import Turnout
from varv.core.roles import Actor
from varv.overview.learning.digest import NewAnswer, NewChange, NewFinding, NewLesson, News, Reader
from varv.publishing.digest_letter import digest_letter

MORNING = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
DAY = date(2026, 11, 12)
LESSON = NewLesson(7, "Fråga efter problemet.", "Gäller första kontakten.", Turnout.WORKED, DAY)
FINDING = NewFinding(3, 2, "Följeforskning", "Valideringen är flaskhalsen.", DAY)
CHANGE = NewChange(5, "Validering tar högst tio dagar", "Högst tio dagar.", DAY)
ANSWER = NewAnswer(4, 12, "Sätt en gräns", Answer.PARTLY, "Först i två kommuner.", DAY)


def reader(language="sv"):
    actor = Actor(1, 2, "Bo", frozenset())
    return Reader(9, actor, "Bo", "bo@alvmark.example", language, MORNING)


def letter(language="sv", **found):
    nothing = {"lessons": (), "findings": (), "changes": (), "answers": ()}
    news = News(MORNING, MORNING, **(nothing | found))
    return digest_letter(reader(language), news, lambda view, row: f"<{view} {row}>", "<page>", "<stop>")


def test_the_letter_greets_and_tells_how_to_read_and_stop_it():
    body = letter("en", lessons=(LESSON,)).body

    assert body.startswith("Hello Bo,\n\nThis is new for your work.\n\n")
    assert body.endswith("because you asked for it. Stop it here: <stop>\n")
    assert "The same in the browser: <page>" in body


def test_a_lesson_is_told_with_when_it_holds_and_its_page():
    body = letter("en", lessons=(LESSON,)).body

    told = "Fråga efter problemet.\nWhen it holds: Gäller första kontakten.\n<learning:lesson 7>"
    assert f"A new lesson\n------------\n\n{told}\n\n" in body


def test_a_lesson_without_context_has_no_empty_line():
    bare = NewLesson(7, "Fråga efter problemet.", "", None, DAY)

    assert "Fråga efter problemet.\n<learning:lesson 7>" in letter(lessons=(bare,)).body


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"findings": (FINDING,)}, "Valideringen är flaskhalsen.\nFöljeforskning\n<learning:evaluation 2>"),
        ({"changes": (CHANGE,)}, "Validering tar högst tio dagar\n<learning:change 5>"),
        ({"answers": (ANSWER,)}, "R12 Sätt en gräns\nPartly. Först i två kommuner.\n<learning:recommendation 4>"),
    ],
)
def test_every_kind_of_news_is_told_with_its_page(found, told):
    assert told in letter("en", **found).body


def test_what_there_is_none_of_has_no_heading():
    body = letter("en", findings=(FINDING,)).body

    assert [heading in body for heading in ("lesson", "Answers", "What has changed", "A new finding")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("language", "found", "subject"),
    [
        ("sv", {"lessons": (LESSON,)}, "Nytt för ditt arbete: 1 sak"),
        ("sv", {"lessons": (LESSON,), "answers": (ANSWER,)}, "Nytt för ditt arbete: 2 saker"),
        ("en", {"lessons": (LESSON, LESSON)}, "New for your work: 2 things"),
    ],
)
def test_the_subject_says_how_much(language, found, subject):
    assert letter(language, **found).subject == subject


def test_the_letter_is_swedish_for_who_reads_swedish():
    body = letter("sv", lessons=(LESSON,), findings=(FINDING,), changes=(CHANGE,), answers=(ANSWER,)).body

    assert body.startswith("Hej Bo,\n\nDet här är nytt för ditt arbete.")
    assert all(word not in body for word in ("new for", "lesson\n", "finding\n", "What has"))
