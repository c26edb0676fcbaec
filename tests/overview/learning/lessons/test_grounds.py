from datetime import date

import pytest

from tests.factories import MONDAY, LessonContradictionFactory, VisitFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    handed_in_report,
    noted_finding,
    noted_lesson,
    questions,
)
from varv.core.kinds import SourceKind
from varv.core.surety import Surety
from varv.learning import operations
from varv.overview.learning.lessons.grounds import grounds_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


def added(lesson, by, **told):
    return operations.add_lesson_source(lesson=lesson, **({"seen_on": DAY} | told), by=by, at=MONDAY)


def grounds(lesson):
    return grounds_of(lesson.region_id, {lesson.pk})[lesson.pk]


def test_grounds_begin_with_where_it_was_first_learned(anna, bo):
    report = handed_in_report(bo, initiative__name="Yrkesväxling")
    by_report, by_finding = accepted_lesson(anna, report, at=APRIL), accepted_lesson(anna, noted_finding(anna))
    by_meeting = accepted_lesson(anna)

    told = [grounds(lesson).sources[0] for lesson in (by_report, by_finding, by_meeting)]

    assert [(one.kind, one.source_id, one.report_id, one.initiative, one.evaluation, one.text) for one in told] == [
        (SourceKind.REPORT, None, report.pk, "Yrkesväxling", "", ""),
        (SourceKind.FINDING, None, None, "", "Följeforskning om kompetens", "Valideringen är flaskhalsen."),
        (SourceKind.MEETING, None, None, "", "", "Lärandeseminarium i mars"),
    ]
    assert told[0].seen_on == date(2026, 4, 28)


def test_grounds_count_kinds_and_say_how_surely(anna, bo):
    lesson = accepted_lesson(anna)
    alone = grounds(lesson)
    added(lesson, anna, text="Lärandemöte i oktober")
    two = grounds(lesson)
    visit = VisitFactory()
    added(lesson, anna, rests_on=visit)

    whole = grounds(lesson)

    assert (alone.surety, two.surety, whole.surety) == (Surety.WEAK, Surety.FAIR, Surety.GOOD)
    assert whole.counts == {SourceKind.MEETING: 2, SourceKind.VISIT: 1}
    assert whole.number == 3
    assert (whole.sources[-1].visit_id, whole.sources[-1].text, whole.sources[-1].seen_on) == (
        visit.pk,
        visit.project.name,
        visit.visited_on,
    )


def test_grounds_count_the_same_thing_once(anna, bo):
    report = handed_in_report(bo)
    lesson = accepted_lesson(anna, report)
    added(lesson, anna, rests_on=report)
    added(lesson, anna, text="Ett möte")
    added(lesson, anna, text=" ett Möte ")

    found = grounds(lesson)

    assert (len(found.sources), found.counts) == (4, {SourceKind.REPORT: 1, SourceKind.MEETING: 1})


def test_grounds_name_the_merged_lesson_that_everyone_may_read(anna):
    kept, other = accepted_lesson(anna), accepted_lesson(anna, "Ett annat möte")
    operations.merge_lessons(kept=kept, merged=other, reason="Samma.", by=anna, at=MONDAY)

    line = grounds(kept).sources[1]

    assert (line.text, line.is_merged, line.merged_from_id) == ("Ett annat möte", True, other.pk)


def test_grounds_tell_a_contradiction_on_both_and_lower_what_is_disputed(anna, bo):
    first, second = accepted_lesson(anna, statement="Ja."), accepted_lesson(anna, statement="Nej.")
    added(first, anna, text="Ett möte till")
    operations.contradict_lessons(one=first, other=second, explanation="Små och stora.", by=bo, at=MONDAY)

    found = grounds_of(anna.region_id, {first.pk, second.pk})

    (on_first,), (on_second,) = found[first.pk].contradictions, found[second.pk].contradictions
    assert (on_first.lesson_id, on_first.statement, on_first.explanation, on_first.author, on_first.stands) == (
        second.pk,
        "Nej.",
        "Små och stora.",
        "Bo",
        True,
    )
    assert (on_second.lesson_id, found[first.pk].surety, found[first.pk].disputes) == (first.pk, Surety.WEAK, 1)


def test_grounds_keep_a_contradiction_that_no_longer_stands(anna, bo):
    first, second = accepted_lesson(anna), accepted_lesson(anna)
    added(first, anna, text="Ett möte till")
    operations.contradict_lessons(one=first, other=second, explanation="Små och stora.", by=bo, at=MONDAY)
    operations.retire_lesson(lesson=second, reason="Nya regler.", by=anna, at=MONDAY)

    found = grounds(first)

    assert ([line.stands for line in found.contradictions], found.disputes, found.surety) == ([False], 0, Surety.FAIR)


def test_grounds_never_name_a_lesson_that_was_not_accepted(anna, bo):
    held, draft = accepted_lesson(anna), noted_lesson(bo)
    LessonContradictionFactory(first=held, second=draft)

    assert grounds(held).contradictions == ()


def test_grounds_ask_three_times_however_many(anna):
    lessons = [accepted_lesson(anna) for _ in range(3)]
    for lesson in lessons:
        added(lesson, anna, text="Ett möte")

    one = questions(lambda: grounds_of(anna.region_id, {lessons[0].pk}))

    assert (one, questions(lambda: grounds_of(anna.region_id, {each.pk for each in lessons}))) == (3, 3)
    assert grounds_of(anna.region_id, set()) == {}
