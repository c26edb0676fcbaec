from datetime import date

import pytest

from tests.factories import MONDAY, LessonUseFactory, VisitFactory
from tests.learning.lesson_walks import offered
from tests.learning.walks import APRIL, accepted_lesson, handed_in_report, noted_finding, noted_lesson
from tests.people import verbs
from varv.core.kinds import SourceKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import LessonState
from varv.learning import operations
from varv.learning.models import LessonContradiction, LessonSource

pytestmark = pytest.mark.django_db


def merged(kept, other, by, reason="De säger samma sak."):
    operations.merge_lessons(kept=kept, merged=other, reason=reason, by=by, at=MONDAY)
    other.refresh_from_db()


def contradicted(one, other, by, explanation="Den ena gäller små företag."):
    return operations.contradict_lessons(one=one, other=other, explanation=explanation, by=by, at=MONDAY)


def test_merge_keeps_all_sources_of_both(anna, bo):
    kept, other = accepted_lesson(anna), accepted_lesson(anna, handed_in_report(bo), at=APRIL)
    visit = VisitFactory()
    operations.add_lesson_source(lesson=other, rests_on=visit, seen_on=date(2026, 10, 5), by=anna, at=MONDAY)

    merged(kept, other, anna)

    brought = LessonSource.objects.of(anna.region_id).filter(lesson=kept).order_by("pk")
    assert [(one.kind, one.report, one.visit, one.seen_on, one.merged_from) for one in brought] == [
        (SourceKind.REPORT, other.report, None, date(2026, 4, 28), other),
        (SourceKind.VISIT, None, visit, date(2026, 10, 5), other),
    ]
    assert [verbs(one) for one in brought] == [["added"], ["added"]]
    assert LessonSource.objects.of(anna.region_id).filter(lesson=other).count() == 1


def test_merge_puts_the_other_away_and_leads_to_the_kept(anna):
    kept, other = accepted_lesson(anna), accepted_lesson(anna, noted_finding(anna))
    use = LessonUseFactory(lesson=other)

    merged(kept, other, anna)

    use.refresh_from_db()
    assert (other.state, other.merged_into, other.retired_because) == (
        LessonState.RETIRED,
        kept,
        "De säger samma sak.",
    )
    assert (verbs(other)[-1], use.lesson) == ("merged", other)


def test_merge_takes_in_a_draft_that_was_offered_with_its_occasion(anna, bo):
    kept, draft = accepted_lesson(anna), offered(bo, "Ett besök hos en kommun", occasion_kind=SourceKind.VISIT)

    merged(kept, draft, anna)

    source = LessonSource.objects.of(anna.region_id).get(lesson=kept)
    assert (source.kind, source.text, draft.is_private) == (SourceKind.VISIT, "Ett besök hos en kommun", True)


def test_merge_carries_over_what_was_said_against(anna):
    kept, other, against, both = (accepted_lesson(anna) for _ in range(4))
    contradicted(against, other, anna)
    contradicted(other, both, anna)
    contradicted(kept, both, anna, "Redan sagt.")

    merged(kept, other, anna)

    pairs = LessonContradiction.objects.of(anna.region_id).order_by("pk").values_list("first_id", "second_id")
    assert list(pairs) == [
        (other.pk, against.pk),
        (other.pk, both.pk),
        (kept.pk, both.pk),
        (kept.pk, against.pk),
    ]


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("itself", "lesson.merge_with_itself"),
        ("private", "lesson.not_offered"),
        ("kept is a draft", "lesson.not_accepted"),
        ("put away", "state.no_such_step"),
        ("contradicts", "lesson.merge_contradicts"),
        ("silent", "lesson.merge_reason_missing"),
    ],
)
def test_merge_is_refused(case, code, anna, bo):
    kept, other = accepted_lesson(anna), accepted_lesson(anna)
    gone = accepted_lesson(anna)
    operations.retire_lesson(lesson=gone, reason="Nya regler.", by=anna, at=MONDAY)
    disputed = accepted_lesson(anna)
    contradicted(disputed, kept, anna)
    pairs = {
        "itself": (kept, kept),
        "private": (kept, noted_lesson(bo)),
        "kept is a draft": (offered(bo), other),
        "put away": (kept, gone),
        "contradicts": (kept, disputed),
        "silent": (kept, other),
    }

    with pytest.raises(RuleBroken) as refused:
        merged(*pairs[case], anna, " " if case == "silent" else "Samma.")

    assert refused.value.code == code
    assert list(LessonSource.objects.of(anna.region_id)) == []


def test_merge_is_refused_to_others_and_between_regions(anna, egon, stig):
    kept, other = accepted_lesson(anna), accepted_lesson(anna)

    with pytest.raises(NotAllowed):
        merged(kept, other, egon)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        merged(kept, accepted_lesson(stig), anna)


def test_contradict_is_stated_on_both_with_an_explanation(anna, bo):
    first, second = accepted_lesson(anna), accepted_lesson(anna)

    stated = contradicted(second, first, bo)

    assert (stated.first, stated.second, stated.explanation, stated.author_id) == (
        first,
        second,
        "Den ena gäller små företag.",
        bo.person_id,
    )
    assert verbs(stated) == ["stated"]


def test_contradict_again_explains_anew(anna, bo):
    first, second = accepted_lesson(anna), accepted_lesson(anna)
    stated = contradicted(first, second, bo)

    contradicted(second, first, anna, "Den andra mättes före pandemin.")

    stated.refresh_from_db()
    assert (stated.explanation, verbs(stated)) == ("Den andra mättes före pandemin.", ["stated", "clarified"])
    assert LessonContradiction.objects.of(anna.region_id).count() == 1


def test_contradict_is_refused_without_two_that_hold_or_an_explanation(anna, bo, cilla):
    held, other = accepted_lesson(anna), accepted_lesson(anna)
    cases = {
        "lesson.not_accepted": (held, noted_lesson(bo), bo, "Nej."),
        "lesson.contradicts_itself": (held, held, bo, "Nej."),
        "lesson.explanation_missing": (held, other, bo, " "),
        "not_allowed": (held, other, cilla, "Nej."),
    }

    for code, (one, another, by, explanation) in cases.items():
        with pytest.raises((RuleBroken, NotAllowed), match=code):
            contradicted(one, another, by, explanation)

    assert list(LessonContradiction.objects.of(anna.region_id)) == []


def test_remove_what_came_with_a_merged_lesson_is_refused(anna):
    kept, other = accepted_lesson(anna), accepted_lesson(anna)
    merged(kept, other, anna)

    with pytest.raises(RuleBroken, match=r"lesson\.source_is_merged"):
        operations.remove_lesson_source(source=LessonSource.objects.of(anna.region_id).get(), by=anna, at=MONDAY)
