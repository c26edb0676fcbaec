"""The limits of a template's questions: what just fits, what just does not, and what is pointed at first."""

import pytest

from varv.core.questions import LONGEST, MOST_QUESTIONS, TEXTS, Question, as_json, read_questions
from varv.core.refusals import RuleBroken


def asked(**changed: object) -> dict[str, object]:
    return {"key": "who", "text": "Vilka nådde ni?"} | changed


def refused(data: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(RuleBroken) as told:
        read_questions(data)
    return told.value.code, dict(told.value.facts)


def test_no_questions_is_a_template_that_asks_nothing():
    assert (read_questions([]), as_json(())) == ((), [])


def test_what_is_not_said_of_a_question_is_empty_and_nothing_is_required():
    question = read_questions([asked()])[0]

    assert (question.hint, question.thin, question.good, question.required) == ("", "", "", False)


def test_everything_that_is_said_is_kept():
    said = asked(hint="Antal", thin="Många", good="41 personer", required=True)

    assert read_questions([said]) == (Question("who", "Vilka nådde ni?", "Antal", "Många", "41 personer", True),)
    assert as_json(read_questions([said])) == [said]


def test_questions_are_asked_in_the_order_they_stand():
    keys = ["who", "a", "z9", "how_many"]

    assert [one.key for one in read_questions([asked(key=key) for key in keys])] == keys


@pytest.mark.parametrize("key", ["a", "a1", "a_", "a" * 40])
def test_a_key_that_just_fits(key):
    assert read_questions([asked(key=key)])[0].key == key


@pytest.mark.parametrize("key", ["", " a", "a ", "a\n", "_a", "1a", "A", "å", "a-b", "a.b", "a" * 41, None, 7, True])
def test_a_key_that_does_not(key):
    assert refused([asked(key=key)]) == ("questions.unreadable", {"number": 1})


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_ends_somewhere(name):
    assert getattr(read_questions([asked(**{name: "x" * LONGEST})])[0], name) == "x" * LONGEST
    assert refused([asked(**{name: "x" * (LONGEST + 1)})]) == ("questions.unreadable", {"number": 1})


@pytest.mark.parametrize("name", [*TEXTS, "key"])
@pytest.mark.parametrize("value", [None, 7, True, ["Vilka?"], {"sv": "Vilka?"}])
def test_a_text_is_text(name, value):
    assert refused([asked(**{name: value})]) == ("questions.unreadable", {"number": 1})


@pytest.mark.parametrize("required", ["", "true", 0, 1, None, []])
def test_required_is_yes_or_no_and_nothing_like_it(required):
    assert refused([asked(required=required)]) == ("questions.unreadable", {"number": 1})


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_a_question_asks_something(text):
    assert refused([asked(text=text)]) == ("questions.unreadable", {"number": 1})


def test_as_many_as_somebody_answers_and_not_one_more():
    many = [asked(key=f"q{number}") for number in range(MOST_QUESTIONS + 1)]

    assert len(read_questions(many[:-1])) == MOST_QUESTIONS
    assert refused(many) == ("questions.too_many", {"most": MOST_QUESTIONS})


def test_too_many_is_said_before_any_of_them_is_read():
    assert refused([None] * (MOST_QUESTIONS + 1))[0] == "questions.too_many"


def test_the_first_that_is_wrong_is_pointed_at():
    assert refused([asked(key="a"), asked(key="b", text=""), None]) == ("questions.unreadable", {"number": 2})


def test_the_second_of_two_with_the_same_key_is_pointed_at():
    questions = [asked(key=key) for key in ("a", "b", "c", "b", "a")]

    assert refused(questions) == ("questions.key_twice", {"number": 4, "key": "b"})


def test_what_cannot_be_read_is_said_before_what_is_said_twice():
    assert refused([asked(), asked(), None]) == ("questions.unreadable", {"number": 3})
