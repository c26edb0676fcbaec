from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from varv.core.judgement import Verdict
from varv.core.status import Missing
from varv.rounds.drafts import Draft, LineDraft, Part, as_written, lacking, progress, value_field
from varv.rounds.models import Report, ReportLine

WHOLE = Draft(
    done="Fyra kurser är klara.",
    verdict=Verdict.PARTLY,
    verdict_reason="De utan betyg hoppar av.",
    needs="Ett beslut om schema.",
    lines=(LineDraft(7, Decimal(41)), LineDraft(8, missing=Missing.NOT_PUBLISHED_YET)),
)


def test_lacking_is_everything_in_an_empty_draft():
    assert lacking(Draft(lines=(LineDraft(7), LineDraft(8)))) == ("done", "value_7", "value_8", "needs")


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({}, ()),
        ({"done": " \n"}, ("done",)),
        ({"learned": ""}, ()),
        ({"lines": (LineDraft(7, Decimal(0)),)}, ()),
        ({"lines": (LineDraft(7, comment="Vet inte"),)}, ("value_7",)),
        ({"verdict_reason": " "}, ("verdict_reason",)),
        ({"verdict": Verdict.NOT_ASSESSED, "verdict_reason": ""}, ()),
        ({"verdict": Verdict.TOO_EARLY}, ("judge_again_on",)),
        ({"verdict": Verdict.TOO_EARLY, "judge_again_on": date(2027, 6, 1)}, ()),
        ({"verdict": Verdict.TOO_EARLY, "verdict_reason": ""}, ("verdict_reason", "judge_again_on")),
        ({"needs": ""}, ("needs",)),
        ({"needs": "", "needs_nothing": True}, ()),
        ({"needs_nothing": True}, ("needs",)),
    ],
)
def test_lacking_names_each_part(changed, parts):
    assert lacking(replace(WHOLE, **changed)) == parts


def test_as_written_has_a_line_for_everything_planned():
    report = Report(done="Klart.", verdict=Verdict.RIGHT_WAY)
    line = ReportLine(planned_result_id=8, value=Decimal(3), comment="Preliminärt")

    draft = as_written(report, [7, 8], [line])

    assert (draft.done, draft.verdict, draft.lines) == (
        "Klart.",
        Verdict.RIGHT_WAY,
        (LineDraft(7), LineDraft(8, Decimal(3), None, "Preliminärt")),
    )


def test_value_field_is_named_for_what_is_planned():
    assert value_field(7) == "value_7"


@pytest.mark.parametrize(
    ("changed", "done", "minutes"),
    [
        ({}, {Part.DONE, Part.OUTCOME, Part.NEEDS}, 3),
        ({"learned": "Börja med validering."}, set(Part), 1),
        ({"lines": (LineDraft(7), LineDraft(8, Decimal(1)))}, {Part.OUTCOME, Part.NEEDS}, 4),
        ({"lines": (LineDraft(7, Decimal(1)), LineDraft(8))}, {Part.DONE, Part.NEEDS}, 4),
        ({"verdict": Verdict.NOT_ASSESSED}, {Part.DONE, Part.NEEDS}, 5),
        ({"verdict": Verdict.TOO_EARLY}, {Part.DONE, Part.NEEDS}, 5),
    ],
)
def test_progress_says_which_questions_are_answered_and_what_the_rest_takes(changed, done, minutes):
    found = progress(replace(WHOLE, **changed), output_ids={7})

    assert (found.done, found.minutes_left, found.left) == (done, minutes, 4 - len(done))


def test_progress_of_an_empty_draft_is_ten_minutes():
    assert progress(Draft(lines=(LineDraft(7), LineDraft(8))), output_ids={7}).minutes_left == 10
