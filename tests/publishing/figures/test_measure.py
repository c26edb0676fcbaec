import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.figures.measure import widest, width, wrapped

# As a browser measures Hanken Grotesk at weight 600 and 13 px.
SEEN = {"Alla i länet 73,6": 90.4, "Kompetens för omställning": 157.6, "WWWW": 50.5, "iiii": 12.4}


@pytest.mark.parametrize(("text", "pixels"), SEEN.items(), ids=SEEN)
def test_width_is_near_what_a_browser_says(text, pixels):
    assert width(text) == pytest.approx(pixels, rel=0.05)


def test_width_grows_with_the_type():
    assert width("Älvmark", 26) == pytest.approx(2 * width("Älvmark", 13))


def test_width_of_nothing_is_nothing():
    assert width("") == 0
    assert widest([]) == 0


def test_width_of_a_letter_without_a_number_is_wide():
    assert width("Ж") > width("x")


def test_widest_is_the_widest():
    assert widest(["i", "WWW", "mm"]) == width("WWW")


def test_wrapped_keeps_short_words_on_one_line():
    assert wrapped("Fler i arbete", limit=200) == ["Fler i arbete"]


def test_wrapped_breaks_between_words():
    assert wrapped("Industrin saknar 600 tekniker till 2030", limit=102) == [
        "Industrin saknar",
        "600 tekniker till",
        "2030",
    ]


def test_wrapped_cuts_a_word_that_is_wider_than_a_line():
    assert wrapped("kompetensförsörjningsåtgärder", limit=102) == ["kompetensförs-", "örjningsåtgärder"]


def test_wrapped_cuts_at_a_hyphen_that_is_already_there():
    assert wrapped("yrkesväxlings-modulerna", limit=102) == ["yrkesväxlings-", "modulerna"]


def test_wrapped_keeps_a_number_together():
    assert wrapped("Alla i länet 1 480 000", limit=90) == ["Alla i länet", "1\u00a0480\u00a0000"]
    assert wrapped("Ökad kompetens: 74 % fick intyg", limit=102)[-1] == "74\u00a0% fick intyg"


def test_wrapped_does_not_break_at_a_no_break_space():
    assert wrapped("tolv kronor\u00a0per\u00a0person", limit=120) == ["tolv", "kronor\u00a0per\u00a0person"]


def test_wrapped_ends_in_an_ellipsis_when_there_is_no_room():
    lines = wrapped("Industrin saknar 600 tekniker till 2030 och därefter", limit=102, most=2)

    assert lines == ["Industrin saknar", "600 tekniker…"]
    assert wrapped("kompetensförsörjning", limit=80, most=1) == ["kompetens…"]


def test_wrapped_on_one_line_fits():
    assert width(wrapped("Varv 3: kompetens för omställning", limit=80, most=1)[0]) <= 80


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_wrapped_nothing_is_nothing(text):
    assert "".join(wrapped(text, limit=50)) == ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80), st.floats(40, 300))
def test_wrapped_lines_fit(text, limit):
    lines = wrapped(text, limit=limit)

    assert all(width(line) <= limit or len(line) <= 2 for line in lines)


@given(st.text(alphabet="abc åäö-1 %", max_size=80), st.integers(30, 300))
def test_wrapped_loses_no_letter(text, limit):
    def letters(words):
        return "".join(words).replace(" ", "").replace("\u00a0", "").replace("-", "")

    assert letters(wrapped(text, limit=limit)) == letters(text)


@given(st.text(max_size=200), st.integers(1, 4))
def test_wrapped_has_no_more_lines_than_allowed(text, most):
    assert len(wrapped(text, limit=60, most=most)) <= most
