from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChangeFactory,
    EvaluationFactory,
    InitiativeFactory,
    LessonFactory,
    LessonUseFactory,
    RecommendationFactory,
    SteeringDocumentFactory,
    UserFactory,
)
from tests.learning.walks import questions
from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.workflow import LessonState
from varv.overview.learning.lessons.lesson_uses import unused_lessons, used_counts, uses_of

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=200)


@pytest.fixture
def lesson(alvmark):
    return LessonFactory(state=LessonState.ACCEPTED, statement="Fråga efter problemet.")


def use(lesson, hours=0, **told):
    return LessonUseFactory(lesson=lesson, noted_at=MONDAY + timedelta(hours=hours), **told)


def test_a_lesson_that_nobody_has_answered_has_no_uses(lesson):
    found = uses_of(lesson.region_id, lesson.pk)

    assert (found.lines, found.changed, found.used, found.objections, found.passed_by) == ((), 0, (), (), ())


def test_a_use_is_told_with_where_when_and_by_whom(lesson):
    initiative = InitiativeFactory(name="Nyföretagarlyftet")
    use(lesson, initiative=initiative, person=UserFactory(name="Bo"), because="Vi frågade så.")

    (line,) = uses_of(lesson.region_id, lesson.pk).used

    assert (line.place, line.on, line.person, line.because) == (
        RecallPlace.START_INITIATIVE,
        date(2026, 11, 16),
        "Bo",
        "Vi frågade så.",
    )
    assert (line.view, line.thing_id, line.thing) == ("delivery:initiative", initiative.pk, "Nyföretagarlyftet")


@pytest.mark.parametrize(
    ("kind", "factory", "view"),
    [
        ("chain", ChainFactory, "strategy:chain"),
        ("document", SteeringDocumentFactory, "strategy:document"),
        ("evaluation", EvaluationFactory, "learning:evaluation"),
    ],
)
def test_each_kind_of_thing_has_its_page(lesson, kind, factory, view):
    thing = factory()
    use(lesson, **{kind: thing})

    (line,) = uses_of(lesson.region_id, lesson.pk).lines
    assert (line.view, line.thing_id, line.thing) == (view, thing.pk, str(thing))


def test_what_did_not_exist_yet_has_no_page(lesson):
    use(lesson)

    (line,) = uses_of(lesson.region_id, lesson.pk).lines
    assert (line.view, line.thing_id, line.thing) == ("", None, "")


def test_answers_are_sorted_by_what_they_say_the_newest_first(lesson):
    use(lesson)
    use(lesson, 1)
    use(lesson, 2, heed=Heed.DISAGREE, because="Stämmer inte.")
    use(lesson, 3, heed=Heed.NOT_RELEVANT, because="Inte här.")

    found = uses_of(lesson.region_id, lesson.pk)

    assert (len(found.used), len(found.objections), len(found.passed_by)) == (2, 1, 1)
    assert [line.heed for line in found.lines] == [Heed.NOT_RELEVANT, Heed.DISAGREE, Heed.USED, Heed.USED]


def test_one_may_change_ones_mind_and_the_latest_counts(lesson):
    bo, initiative = UserFactory(), InitiativeFactory()
    use(lesson, person=bo, initiative=initiative, heed=Heed.DISAGREE, because="Stämmer inte.")
    use(lesson, 1, person=bo, initiative=initiative)

    found = uses_of(lesson.region_id, lesson.pk)

    assert ([line.heed for line in found.lines], found.changed) == ([Heed.USED], 1)


def test_about_what_did_not_exist_yet_another_day_is_another_plan(lesson):
    bo = UserFactory()
    use(lesson, person=bo)
    use(lesson, 1, person=bo)
    use(lesson, 48, person=bo)

    found = uses_of(lesson.region_id, lesson.pk)
    assert (len(found.used), found.changed) == (2, 1)


def test_uses_are_counted_lesson_by_lesson(lesson):
    other = LessonFactory(state=LessonState.ACCEPTED)
    use(lesson, initiative=InitiativeFactory())
    use(lesson, initiative=InitiativeFactory())
    use(other, heed=Heed.NOT_RELEVANT, because="Inte här.")

    counts = used_counts(lesson.region_id, [lesson.pk, other.pk])

    assert (counts[lesson.pk], counts[other.pk]) == (2, 0)


def test_another_regions_uses_are_not_told(lesson, sydland):
    use(lesson)

    assert uses_of(sydland.pk, lesson.pk).lines == ()


def test_a_lesson_that_nobody_uses_is_up_for_review(lesson):
    use(lesson, heed=Heed.NOT_RELEVANT, because="Inte här.")
    use(lesson, heed=Heed.DISAGREE, because="Stämmer inte.")

    (line,) = unused_lessons(lesson.region_id, LATER)

    assert (line.lesson_id, line.statement, line.accepted_on) == (
        lesson.pk,
        "Fråga efter problemet.",
        date(2026, 11, 16),
    )
    assert (line.owner, line.passed_by, line.objections) == (lesson.author.name, 1, 1)


def test_its_owner_is_told_rather_than_its_author(lesson):
    lesson.change(owner=UserFactory(name="Disa"))

    assert [line.owner for line in unused_lessons(lesson.region_id, LATER)] == ["Disa"]


def test_a_lesson_that_is_younger_is_left_in_peace(lesson):
    assert unused_lessons(lesson.region_id, MONDAY) == ()


def test_only_accepted_lessons_are_reviewed(alvmark):
    for state in (LessonState.DRAFT, LessonState.RETIRED):
        LessonFactory(state=state, accepted_at=MONDAY)

    assert unused_lessons(alvmark.pk, LATER) == ()


def test_a_lesson_that_something_came_of_is_used(alvmark):
    used, recommended, changed, through = (LessonFactory(state=LessonState.ACCEPTED) for _ in range(4))
    LessonUseFactory(lesson=used, noted_at=LATER)
    RecommendationFactory(lesson=recommended, finding=None, made_at=LATER)
    ChangeFactory(lesson=changed, recommendation=None, recorded_at=LATER)
    old = RecommendationFactory(lesson=through, finding=None, made_at=MONDAY)
    ChangeFactory(recommendation=old, recorded_at=LATER)

    assert unused_lessons(alvmark.pk, LATER) == ()


def test_what_came_of_it_before_does_not_count(lesson):
    use(lesson)
    RecommendationFactory(lesson=lesson, finding=None, made_at=MONDAY)

    assert len(unused_lessons(lesson.region_id, LATER)) == 1


def test_as_many_queries_for_one_as_for_three(lesson):
    def both():
        uses_of(lesson.region_id, lesson.pk)
        unused_lessons(lesson.region_id, LATER)

    use(lesson, initiative=InitiativeFactory())
    one = questions(both)
    for _ in range(2):
        use(LessonFactory(state=LessonState.ACCEPTED), chain=ChainFactory())
        use(lesson, chain=ChainFactory())

    assert questions(both) == one
