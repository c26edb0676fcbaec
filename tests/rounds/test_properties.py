"""What holds whatever is written: no draft, file name or byte makes the rules stumble."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rounds.walks import office_file
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period, Span
from varv.core.refusals import RuleBroken, holds
from varv.core.status import Missing
from varv.regions.files import KINDS, content_type_of
from varv.rounds.drafts import TEXTS, Draft, LineDraft, Part, as_written, lacking, progress
from varv.rounds.models import Report, ReportLine
from varv.rounds.rules import check_judge_again

texts = st.text(max_size=40)
values = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12)
answers = st.one_of(
    st.just({}),
    values.map(lambda value: {"value": value}),
    st.sampled_from(Missing).map(lambda missing: {"missing": missing}),
)
lines = st.builds(
    lambda number, answer, comment: LineDraft(number, **answer, comment=comment), st.integers(1, 9), answers, texts
)
drafts = st.builds(
    Draft,
    done=texts,
    verdict=st.sampled_from(Verdict),
    verdict_reason=texts,
    judge_again_on=st.none() | st.dates(),
    learned=texts,
    confidence=st.none() | st.sampled_from(Confidence),
    needs=texts,
    needs_nothing=st.booleans(),
    lines=st.lists(lines, max_size=5, unique_by=lambda line: line.planned_result_id).map(tuple),
)
outputs = st.sets(st.integers(1, 9))
REFUSED = "file.not_what_it_says"


def told(filename: str, content: bytes) -> str:
    """The type of the file, or the code it was refused with."""
    try:
        return content_type_of(filename, content)
    except RuleBroken as refused:
        return refused.code


@given(drafts)
def test_what_is_lacking_is_named_once_and_is_a_part_of_the_form(draft):
    parts = lacking(draft)

    fields = {*TEXTS, *(f"value_{line.planned_result_id}" for line in draft.lines)}
    assert len(set(parts)) == len(parts)
    assert set(parts) <= fields


@given(drafts)
def test_a_lesson_is_never_demanded(draft):
    without = replace(draft, learned="", confidence=None)

    assert lacking(without) == lacking(draft)


@given(drafts, st.integers(1, 9), values)
def test_answering_a_line_never_makes_more_lacking(draft, number, value):
    answered = tuple(
        LineDraft(line.planned_result_id, value) if line.planned_result_id == number else line for line in draft.lines
    )

    assert set(lacking(replace(draft, lines=answered))) <= set(lacking(draft))


@given(drafts, outputs)
def test_progress_never_asks_for_less_than_a_look_and_adds_up(draft, output_ids):
    found = progress(draft, output_ids)

    assert found.minutes_left >= 1
    assert found.left + len(found.done) == len(Part)
    assert (found.minutes_left == 1) == (found.left == 0)


@given(drafts, outputs)
def test_everything_answered_means_that_nothing_is_lacking(draft, output_ids):
    if progress(draft, output_ids).left == 0:
        assert lacking(draft) == ()


@given(drafts)
def test_a_draft_is_read_back_as_it_was_written(draft):
    report = Report(**draft.texts())
    kept = [
        ReportLine(
            planned_result_id=line.planned_result_id, value=line.value, missing=line.missing, comment=line.comment
        )
        for line in draft.lines
    ]

    assert as_written(report, [line.planned_result_id for line in draft.lines], kept) == draft


@given(st.integers(1800, 2100), st.integers(1, 2), st.dates(date(1800, 1, 1), date(2150, 1, 1)))
def test_a_day_to_judge_again_is_always_after_its_period(year, number, day):
    period = Period(year, Span.HALF, number)

    if holds(check_judge_again, day, period):
        assert period.last < day
        assert day.year <= period.last.year + 11


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=200))
def test_no_bytes_make_the_reading_of_files_stumble(ending, content):
    kind = KINDS[ending]

    for written in (content, kind.begins_with + content):
        assert told(f"fil.{ending}", written) in {REFUSED, kind.content_type}


@given(st.text(max_size=30))
def test_no_name_lets_a_wrong_kind_through(name):
    content = b"MZ\x90\x00 ett program"

    with pytest.raises(RuleBroken):
        content_type_of(name, content)


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_document_with_one_broken_byte_is_kept_or_refused(place, byte):
    whole = bytearray(office_file())
    whole[place % len(whole)] = byte

    assert told("rapport.docx", bytes(whole)) in {REFUSED, KINDS["docx"].content_type}


@given(values)
def test_zero_is_a_value_like_any_other(value):
    draft = Draft(done="Klart.", needs_nothing=True, lines=(LineDraft(1, value), LineDraft(2, Decimal(0))))

    assert lacking(draft) == ()
