"""A brief with what it cites, in the words it had then."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    MONDAY,
    ActionAreaFactory,
    BriefCitationFactory,
    BriefFactory,
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
)
from tests.learning.walks import person, questions
from tests.overview.learning.knowing import accepted, more_sources
from varv.core.kinds import SourceKind
from varv.core.workflow import BriefState, LessonState
from varv.overview.learning.knowledge.brief_sheet import brief_list, brief_sheet
from varv.overview.learning.knowledge.subjects import subject_of

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
PUBLISHED = {"state": BriefState.PUBLISHED, "published_at": MAY}


def citing(brief, *things):
    for number, one in enumerate(things, 1):
        is_lesson = hasattr(one, "statement")
        BriefCitationFactory(
            brief=brief,
            number=number,
            lesson=one if is_lesson else None,
            finding=None if is_lesson else one,
            text=one.statement if is_lesson else one.text,
        )
    return brief


def test_brief_sheet_tells_what_the_brief_says(anna, alvmark):
    goal = GoalFactory(outline="2", name="Fler i arbete")
    brief = BriefFactory(goal=goal, author=person(anna), known="Mycket.", disputed="Lite.", unknown="Resten.")

    sheet = brief_sheet(brief)

    assert (sheet.title, sheet.subject, sheet.author, sheet.state, sheet.is_published) == (
        "Vad vi vet om kortare vägar till arbete",
        subject_of(goal),
        "Anna",
        BriefState.DRAFT,
        False,
    )
    assert (sheet.known, sheet.disputed, sheet.unknown, sheet.edited_on, sheet.published_on) == (
        "Mycket.",
        "Lite.",
        "Resten.",
        date(2026, 11, 16),
        None,
    )
    assert (sheet.citations, sheet.counts, sheet.sources, sheet.is_enough) == ((), {}, 0, False)


def test_brief_sheet_of_a_published_brief(alvmark):
    sheet = brief_sheet(BriefFactory(**PUBLISHED))

    assert (sheet.is_published, sheet.published_on) == (True, date(2026, 5, 4))


def test_brief_sheet_numbers_what_is_cited_with_its_sources(alvmark):
    lesson, finding = accepted(occasion="Ett möte"), FindingFactory(rests_on="s. 31")
    more_sources(lesson, "Ett andra möte")

    sheet = brief_sheet(citing(BriefFactory(), lesson, finding))

    assert [(one.number, one.key, one.text, one.evaluation, one.rests_on) for one in sheet.citations] == [
        (1, f"lesson-{lesson.pk}", lesson.statement, "", ""),
        (2, f"finding-{finding.pk}", finding.text, "Följeforskning om kompetens", "s. 31"),
    ]
    assert [dict(one.counts) for one in sheet.citations] == [{SourceKind.MEETING: 2}, {SourceKind.FINDING: 1}]
    assert (sheet.counts, sheet.sources, sheet.is_enough) == (
        {SourceKind.FINDING: 1, SourceKind.MEETING: 2},
        3,
        True,
    )
    assert [one.evaluation_id for one in sheet.citations] == [None, finding.evaluation_id]


def test_two_lessons_from_one_evaluation_are_one_source(alvmark):
    finding = FindingFactory()
    lessons = [accepted(occasion="", finding=finding), accepted(occasion="", finding=finding)]

    sheet = brief_sheet(citing(BriefFactory(), *lessons, finding))

    assert (sheet.sources, sheet.is_enough) == (1, False)


def test_what_is_cited_keeps_its_words_and_tells_when_they_have_changed(alvmark):
    lesson, finding, retired = accepted(), FindingFactory(), accepted()
    brief = citing(BriefFactory(), lesson, finding, retired)
    before = [(one.holds, one.reads_otherwise) for one in brief_sheet(brief).citations]
    finding.change(text="Något annat.")
    retired.change(state=LessonState.RETIRED, retired_because="Stämde inte.")

    sheet = brief_sheet(brief)

    assert before == [(True, False)] * 3
    assert [(one.holds, one.reads_otherwise) for one in sheet.citations] == [
        (True, False),
        (True, True),
        (False, False),
    ]
    assert sheet.citations[1].text == "Valideringen är flaskhalsen."


def test_brief_list_holds_what_is_published_and_ones_own_drafts(anna, cilla, alvmark):
    published = BriefFactory(title="Publicerat", **PUBLISHED)
    draft = BriefFactory(title="Utkast", author=person(anna), edited_at=MONDAY)
    citing(published, accepted(), FindingFactory())

    assert [(one.id, one.on, one.citations) for one in brief_list(anna)] == [
        (draft.pk, date(2026, 11, 16), 0),
        (published.pk, date(2026, 5, 4), 2),
    ]
    assert [one.title for one in brief_list(cilla)] == ["Publicerat"]


def test_brief_list_tells_what_each_is_about(anna, alvmark):
    rows = [GoalFactory(), ActionAreaFactory(), GenericActivityFactory()]
    for field, row in zip(("goal", "area", "generic_activity"), rows, strict=True):
        BriefFactory(**({"goal": None} | {field: row}), **PUBLISHED)

    assert {one.subject for one in brief_list(anna)} == {subject_of(row) for row in rows}


def test_brief_list_leaves_out_another_regions(anna, sydland):
    BriefFactory(region=sydland, **PUBLISHED)

    assert brief_list(anna) == ()


def test_one_and_three_briefs_and_citations_take_as_many_queries(anna, alvmark):
    brief = citing(BriefFactory(**PUBLISHED), accepted())
    one = (questions(lambda: brief_list(anna)), questions(lambda: brief_sheet(brief)))

    citing(BriefFactory(**PUBLISHED), accepted())
    many = citing(BriefFactory(**PUBLISHED), accepted(), FindingFactory(), accepted())

    assert (questions(lambda: brief_list(anna)), questions(lambda: brief_sheet(many))) == one == (2, 5)
