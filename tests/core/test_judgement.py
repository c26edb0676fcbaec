import pytest

from varv.core.judgement import Answer, Axis, Confidence, Verdict
from varv.core.status import Status


def test_axes_are_four_and_never_one_light():
    assert list(Axis) == ["state", "attainment", "contribution", "quality"]


def test_verdict_may_be_that_nobody_has_judged_or_that_it_is_too_early():
    assert list(Verdict) == ["right_way", "partly", "wrong_way", "too_early", "not_assessed"]


def test_verdict_of_a_person_cannot_be_taken_for_what_the_figures_say():
    assert set(Verdict) & set(Status) == set()


def test_confidence_rises_from_experience_to_evaluation():
    assert list(Confidence) == ["experience", "measured", "evaluated"]


def test_answer_is_yes_partly_or_no():
    assert list(Answer) == ["yes", "partly", "no"]


@pytest.mark.parametrize("codes", [Axis, Verdict, Confidence, Answer])
def test_code_is_read_back_from_its_text(codes):
    assert [codes(str(code)) for code in codes] == list(codes)


def test_unknown_verdict_is_an_error():
    with pytest.raises(ValueError, match="'green' is not a valid Verdict"):
        Verdict("green")
