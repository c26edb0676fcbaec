"""Numbers and periods as people write them, in both languages."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from varv.core.periods import Period, Span
from varv.overview.words import number
from varv.web.indicators.fields import NumberField, PeriodField

kept_numbers = st.decimals(-99_999_999, 99_999_999, places=6)
periods = st.sampled_from(Span).flatmap(
    lambda span: st.builds(
        Period,
        st.integers(1749, 2199),
        st.just(span),
        st.integers(1, {Span.YEAR: 1, Span.HALF: 2, Span.TERTIAL: 3, Span.QUARTER: 4, Span.MONTH: 12}[span]),
    )
)


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("73,6", "73.6", None),
        ("73.6", "73.6", "73.6"),
        ("1 234,5", "1234.5", None),
        ("1 234.5", "1234.5", "1234.5"),
        ("1,234", "1.234", "1234"),
        ("1,234.5", None, "1234.5"),
        ("1,234,567", None, "1234567"),
        ("1.234,5", None, None),
        ("12,34", "12.34", None),
        ("12 34", None, None),
        ("0", "0", "0"),
        ("\u22125", "-5", "-5"),
        ("–5", "-5", "-5"),
        ("1\u202f000\u202f000", "1000000", "1000000"),
        ("80 %", None, None),
        ("åttio", None, None),
        ("1_000", None, None),
        ("0x10", None, None),
        ("²", None, None),
    ],
)
def test_number_is_read_as_the_language_writes_it(written, swedish, english):
    for language, read in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert _read(NumberField(), written) == (None if read is None else Decimal(read))


def _read(field, written):
    """What the field makes of it; ``None`` when it is refused."""
    try:
        return field.clean(written)
    except ValidationError:
        return None


def test_number_that_is_not_required_may_be_absent():
    assert NumberField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        NumberField().clean("")


def test_number_longer_than_anybody_writes_is_refused():
    with pytest.raises(ValidationError):
        NumberField().clean("1" * 41)


@pytest.mark.parametrize("language", ["sv", "en"])
@given(value=kept_numbers)
def test_number_that_a_form_begins_from_is_read_back_the_same(language, value):
    field = NumberField()

    with translation.override(language):
        assert field.clean(field.prepare_value(value)) == value


@pytest.mark.parametrize("language", ["sv", "en"])
@given(value=kept_numbers)
def test_number_copied_from_one_of_our_pages_is_read_back_the_same(language, value):
    with translation.override(language):
        assert NumberField().clean(number(value)) == value


@given(st.text(max_size=45))
def test_any_text_is_a_number_or_is_refused(written):
    with translation.override("sv"):
        found = _read(NumberField(), written)

    assert found is None or found.is_finite()


def test_number_form_keeps_what_a_person_wrote():
    assert NumberField().prepare_value("12,3,4") == "12,3,4"
    assert NumberField().prepare_value(None) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [("2026", Period(2026)), (" 2026h1 ", Period(2026, Span.HALF, 1)), ("2026Q3", Period(2026, Span.QUARTER, 3))],
)
def test_period_is_read_as_it_is_written(written, read):
    assert PeriodField().clean(written) == read


@pytest.mark.parametrize("written", ["i fjol", "2026M13", "26", "2026-01", "1600"])
def test_period_that_cannot_be_read_is_explained_with_examples(written):
    with pytest.raises(ValidationError, match="2026H1"):
        PeriodField().clean(written)


def test_period_that_is_not_required_may_be_absent():
    assert PeriodField(required=False).clean("") is None


@given(periods)
def test_period_that_a_form_begins_from_is_read_back_the_same(period):
    assert PeriodField().clean(str(period)) == period
