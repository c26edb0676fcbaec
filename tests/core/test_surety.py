import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.core.kinds import SourceKind
from varv.core.surety import Surety, surety

REPORT, MEETING, FINDING = SourceKind.REPORT, SourceKind.MEETING, SourceKind.FINDING
COUNTS = st.dictionaries(st.sampled_from(SourceKind), st.integers(0, 5))


@pytest.mark.parametrize(
    ("kinds", "contradictions", "found"),
    [
        ({}, 0, Surety.WEAK),
        ({REPORT: 1}, 0, Surety.WEAK),
        ({REPORT: 2}, 0, Surety.FAIR),
        ({REPORT: 1, MEETING: 1}, 0, Surety.FAIR),
        ({REPORT: 9}, 0, Surety.FAIR),
        ({REPORT: 9, MEETING: 0}, 0, Surety.FAIR),
        ({REPORT: 2, MEETING: 1}, 0, Surety.GOOD),
        ({REPORT: 1, MEETING: 1, FINDING: 1}, 0, Surety.GOOD),
        ({REPORT: 2, MEETING: 1}, 1, Surety.FAIR),
        ({REPORT: 2, MEETING: 1}, 3, Surety.FAIR),
        ({REPORT: 2}, 1, Surety.WEAK),
        ({REPORT: 1}, 1, Surety.WEAK),
    ],
)
def test_surety_follows_number_and_kinds_and_what_says_against(kinds, contradictions, found):
    assert surety(kinds, contradictions) is found


@given(COUNTS, st.sampled_from(SourceKind), st.integers(0, 3))
def test_surety_never_falls_when_a_source_is_added(kinds, kind, contradictions):
    more = kinds | {kind: kinds.get(kind, 0) + 1}

    assert surety(more, contradictions).rank >= surety(kinds, contradictions).rank


@given(COUNTS, st.integers(1, 5))
def test_surety_of_what_is_disputed_is_never_good(kinds, contradictions):
    assert surety(kinds, contradictions) is not Surety.GOOD
