"""The measures of the loop from the region's own rows, for all, for a forum and for a half-year."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.factories import (
    ChangeFactory,
    FindingFactory,
    InitiativeFactory,
    LessonFactory,
    LessonUseFactory,
    RecommendationFactory,
    ResponseFactory,
    TurnFactory,
)
from tests.learning.walks import questions
from tests.overview.learning.knowing import accepted, report_of
from varv.core.judgement import Answer, Heed
from varv.core.loop import Days, Measure, Share
from varv.core.periods import Period
from varv.core.workflow import RecommendationState
from varv.learning.models import Change
from varv.overview.learning.answers.loop_measures import LoopWish, loop_measures, seen_on

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 31)
SPRING, AUTUMN = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 9, 1, 9, tzinfo=UTC)


def measured(region, **wish):
    return loop_measures(region.pk, LoopWish(**wish), TODAY)


def recommended(made_at=SPRING, answer=None, answered_at=None, **changed):
    values = {"made_at": made_at, "due_on": date(2026, 3, 30)}
    made = RecommendationFactory(**(values | changed))
    if answer:
        ResponseFactory(recommendation=made, answer=answer, answered_at=answered_at or made_at)
    return made


def changed_by(recommendation, decided_on=date(2026, 5, 1), **values):
    return ChangeFactory(recommendation=recommendation, decided_on=decided_on, turn=TurnFactory(), **values)


def test_nothing_to_measure(alvmark):
    found = measured(alvmark)

    assert (found.is_empty, found.by_half, found.by_forum, found.forums, found.halves, found.drawn) == (
        True,
        (),
        (),
        (),
        (),
        (),
    )


def test_the_whole_counts_every_recommendation(alvmark):
    recommended(answer=Answer.YES, state=RecommendationState.VERIFIED)
    late = datetime(2026, 4, 2, 9, tzinfo=UTC)
    recommended(answer=Answer.PARTLY, answered_at=late, state=RecommendationState.CHANGED)
    recommended(answer=Answer.NO, state=RecommendationState.DECLINED)
    recommended()

    loop = measured(alvmark).whole.loop

    assert (loop.in_time, loop.accepted, loop.implemented, loop.verified) == (
        Share(2, 4),
        Share(2, 3),
        Share(2, 2),
        Share(1, 2),
    )


def test_an_answer_late_in_the_evening_belongs_to_the_swedish_day(alvmark):
    recommended(answer=Answer.YES, answered_at=datetime(2026, 3, 30, 22, 30, tzinfo=UTC))

    assert measured(alvmark).whole.loop.in_time == Share(0, 1)


def test_the_days_run_from_the_finding(alvmark):
    changed_by(recommended(finding__seen_on=date(2026, 4, 1)))

    assert measured(alvmark).whole.loop.days == Days(Decimal(30), 1)


def test_the_days_run_from_the_report_that_taught(alvmark):
    report = report_of(InitiativeFactory(), submitted_at=datetime(2026, 4, 21, 9, tzinfo=UTC))
    lesson = accepted(occasion="", report=report)

    changed_by(recommended(finding=None, lesson=lesson))

    assert measured(alvmark).whole.loop.days == Days(Decimal(10), 1)


def test_the_days_run_from_the_finding_that_taught_or_else_from_the_lesson(alvmark):
    taught = accepted(occasion="", finding=FindingFactory(seen_on=date(2026, 4, 11)))
    noted = accepted(noted_at=datetime(2026, 4, 26, 9, tzinfo=UTC))
    unsent = accepted(occasion="", report=report_of(InitiativeFactory()), noted_at=datetime(2026, 4, 30, 9, tzinfo=UTC))
    for lesson in (taught, noted, unsent):
        ChangeFactory(recommendation=None, lesson=lesson, decided_on=date(2026, 5, 1))

    assert measured(alvmark).whole.loop.days == Days(Decimal(5), 3)


def test_a_change_that_comes_from_nothing_cannot_be_placed():
    with pytest.raises(ValueError, match="None"):
        seen_on(Change())


def test_a_lesson_is_used_in_planning_or_by_leading_on(alvmark):
    heeded, recommending, changing, refused, _idle = (accepted(accepted_at=SPRING) for _ in range(5))
    LessonUseFactory(lesson=heeded)
    LessonUseFactory(lesson=refused, heed=Heed.DISAGREE, because="Nej.")
    RecommendationFactory(finding=None, lesson=recommending)
    ChangeFactory(recommendation=None, lesson=changing)
    LessonFactory()

    assert measured(alvmark).whole.loop.used == Share(3, 5)


def test_a_forum_is_told_by_itself_and_lessons_are_not_counted_there(alvmark):
    changed_by(recommended(forum="Nämnden", answer=Answer.YES, state=RecommendationState.CHANGED))
    recommended(forum="Ledningsgruppen")
    accepted(accepted_at=SPRING)

    found = measured(alvmark, forum="Nämnden")

    assert [(row.name, row.loop.in_time, row.loop.days.of) for row in found.by_forum] == [
        ("Ledningsgruppen", Share(0, 1), 0),
        ("Nämnden", Share(1, 1), 1),
    ]
    assert (found.whole.loop.in_time, dict(found.whole.cells)[Measure.USED]) == (Share(1, 1), None)
    assert found.forums == ("Ledningsgruppen", "Nämnden")


def test_everything_is_told_half_year_by_half_year(alvmark):
    recommended()
    recommended(made_at=AUTUMN, due_on=date(2026, 9, 29), answer=Answer.YES)
    accepted(accepted_at=AUTUMN)

    found = measured(alvmark)

    assert [(str(row.name), row.is_half, row.loop.in_time, row.loop.used.of) for row in found.by_half] == [
        ("2026H1", True, Share(0, 1), 0),
        ("2026H2", True, Share(1, 1), 1),
    ]
    assert not found.whole.is_half


def test_the_beginning_can_be_chosen_without_losing_what_to_choose_among(alvmark):
    recommended(forum="Nämnden")
    recommended(made_at=AUTUMN, due_on=date(2026, 9, 29))

    found = measured(alvmark, since=Period.parse("2026H2"))

    assert [str(row.name) for row in found.by_half] == ["2026H2"]
    assert [row.name for row in found.by_forum] == ["Ledningsgruppen"]
    assert (found.forums, [str(half) for half in found.halves]) == (
        ("Ledningsgruppen", "Nämnden"),
        ["2026H1", "2026H2"],
    )


def test_one_measure_is_drawn(alvmark):
    recommended(answer=Answer.NO)

    found = measured(alvmark, measure=Measure.ACCEPTED)

    assert found.drawn == ((Period.parse("2026H1"), Share(0, 1)), (Period.parse("2026H2"), Share(0, 0)))


def test_nobody_is_named(alvmark):
    made = recommended(answer=Answer.YES, owner__name="Någon Person", forum="Nämnden")

    assert made.owner.name not in str(measured(alvmark))


def test_another_regions_loop_is_not_told(alvmark, sydland):
    RecommendationFactory(region=sydland)

    assert measured(alvmark).is_empty


def some(count):
    for _ in range(count):
        changed_by(recommended(answer=Answer.YES, state=RecommendationState.CHANGED))
        ChangeFactory(recommendation=None, lesson=accepted(occasion="", report=report_of(InitiativeFactory())))


def test_one_and_three_of_everything_take_as_many_queries(alvmark):
    some(1)
    for_one = questions(lambda: measured(alvmark))

    some(2)

    assert (questions(lambda: measured(alvmark)), for_one) == (3, 3)
