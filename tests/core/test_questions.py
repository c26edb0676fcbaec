import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.questions import LONGEST, MOST_QUESTIONS, Question, as_json, read_questions
from varv.core.refusals import RuleBroken

texts = st.text(max_size=40)
questions = st.lists(
    st.builds(
        Question,
        key=st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True),
        text=texts.filter(str.strip),
        hint=texts,
        thin=texts,
        good=texts,
        required=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda question: question.key,
)


def refusal(data: object) -> tuple[str, object]:
    with pytest.raises(RuleBroken) as refused:
        read_questions(data)
    return refused.value.code, refused.value.facts.get("number")


def test_a_question_needs_a_key_and_a_text():
    assert read_questions([{"key": "who", "text": "Vilka nådde ni?"}]) == (Question("who", "Vilka nådde ni?"),)


@given(questions)
def test_questions_are_read_back_as_they_were_written(asked):
    assert read_questions(as_json(tuple(asked))) == tuple(asked)


@pytest.mark.parametrize("data", [None, {}, "who", 7])
def test_questions_are_a_list(data):
    assert refusal(data) == ("questions.unreadable", 0)


@pytest.mark.parametrize(
    "wrong",
    [
        "who",
        {"key": "who"},
        {"text": "Vilka nådde ni?"},
        {"key": "who", "text": "  "},
        {"key": "Who", "text": "Vilka?"},
        {"key": "1st", "text": "Vilka?"},
        {"key": "who-else", "text": "Vilka?"},
        {"key": "w" * 41, "text": "Vilka?"},
        {"key": "who", "text": 7},
        {"key": "who", "text": "Vilka?", "hint": None},
        {"key": "who", "text": "Vilka?", "required": "yes"},
        {"key": "who", "text": "Vilka?", "order": 3},
        {"key": "who", "text": "v" * (LONGEST + 1)},
    ],
)
def test_a_question_that_cannot_be_read_is_pointed_at(wrong):
    assert refusal([{"key": "what", "text": "Vad?"}, wrong]) == ("questions.unreadable", 2)


def test_a_key_is_used_once():
    assert refusal([{"key": "who", "text": "Vilka?"}, {"key": "who", "text": "Vem?"}]) == ("questions.key_twice", 2)


def test_questions_end_while_somebody_still_answers():
    asked = [{"key": f"q{number}", "text": "Vad?"} for number in range(MOST_QUESTIONS + 1)]

    assert len(read_questions(asked[:-1])) == MOST_QUESTIONS
    assert refusal(asked) == ("questions.too_many", None)
