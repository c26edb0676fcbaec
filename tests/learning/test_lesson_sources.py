from datetime import date

import pytest

from tests.factories import MONDAY, VisitFactory
from tests.learning.lesson_walks import offered
from tests.learning.walks import accepted_lesson, handed_in_report, noted_finding, noted_lesson
from tests.people import verbs
from varv.core.kinds import SourceKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import ReportState
from varv.learning import operations, rules
from varv.learning.models import LessonSource
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


def added(lesson, by, **changed):
    values = {"kind": SourceKind.MEETING, "text": "Lärandemöte i oktober", "seen_on": DAY}
    return operations.add_lesson_source(lesson=lesson, **(values | changed), by=by, at=MONDAY)


def test_add_a_source_told_in_words(anna, egon):
    lesson = accepted_lesson(anna)

    source = added(lesson, egon, kind=SourceKind.SIGNAL, text="Brev från en kommun")

    assert (source.kind, source.text, source.seen_on, source.lesson) == (
        SourceKind.SIGNAL,
        "Brev från en kommun",
        DAY,
        lesson,
    )
    assert verbs(source) == ["added"]


def test_add_a_row_tells_its_own_kind(anna, bo):
    lesson = accepted_lesson(anna)
    report, finding, visit = handed_in_report(bo), noted_finding(anna), VisitFactory()

    sources = [added(lesson, anna, rests_on=thing, text="") for thing in (report, finding, visit)]

    assert [(one.kind, one.report, one.finding, one.visit) for one in sources] == [
        (SourceKind.REPORT, report, None, None),
        (SourceKind.FINDING, None, finding, None),
        (SourceKind.VISIT, None, None, visit),
    ]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"text": " "}, "lesson.source_missing", "text"),
        ({"kind": SourceKind.REPORT}, "lesson.source_is_a_row", "kind"),
        ({"kind": SourceKind.FINDING}, "lesson.source_is_a_row", "kind"),
    ],
)
def test_add_a_source_that_says_nothing_is_refused(changed, code, field, anna):
    with pytest.raises(RuleBroken) as refused:
        added(accepted_lesson(anna), anna, **changed)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert list(LessonSource.objects.of(anna.region_id)) == []


def test_add_a_report_in_writing_or_from_elsewhere_is_refused(anna, bo, stig):
    lesson = accepted_lesson(anna)

    with pytest.raises(RuleBroken, match=r"lesson\.report_not_handed_in"):
        added(lesson, anna, rests_on=handed_in_report(bo, state=ReportState.DRAFT))
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        added(lesson, anna, rests_on=handed_in_report(stig))


def test_add_to_a_draft_is_its_authors_and_theirs_it_was_offered_to(anna, bo, cilla, egon):
    draft, shown = noted_lesson(bo), offered(bo)

    assert added(draft, bo).lesson == draft
    assert added(shown, anna).lesson == shown
    for lesson, by in ((draft, anna), (shown, egon), (shown, cilla)):
        with pytest.raises(NotAllowed):
            added(lesson, by)


def test_add_to_what_is_put_away_is_refused(anna):
    lesson = accepted_lesson(anna)
    operations.retire_lesson(lesson=lesson, reason="Nya regler.", by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"lesson\.is_retired"):
        added(lesson, anna)


def test_remove_a_source_leaves_it_in_the_trail(anna, bo):
    source = added(accepted_lesson(bo), anna)
    kept = LessonSource(pk=source.pk, region_id=source.region_id)

    operations.remove_lesson_source(source=source, by=bo, at=MONDAY)

    last = TrailEntry.objects.about(kept).last()
    assert (last.verb, last.before["text"], last.after) == ("removed", "Lärandemöte i oktober", {})
    assert list(LessonSource.objects.of(anna.region_id)) == []


def test_remove_a_source_is_refused_to_others(anna, bo, egon):
    source = added(accepted_lesson(bo), anna)

    with pytest.raises(NotAllowed):
        operations.remove_lesson_source(source=source, by=egon, at=MONDAY)

    assert rules.check_remove_lesson_source(source, anna) is None
