from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    EvaluationFactory,
    InitiativeFactory,
    SteeringDocumentFactory,
)
from tests.learning.walks import accepted_lesson, noted_lesson, person
from tests.people import verbs
from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.refusals import NotAllowed, RuleBroken
from varv.learning import operations
from varv.learning.models import Lesson, LessonUse
from varv.learning.rules.uses import PLANNED

pytestmark = pytest.mark.django_db

BESIDE_THE_POINT = "Vi möter företag, inte enskilda."


@pytest.fixture
def lesson(bo, disa):
    return accepted_lesson(bo)


def use(lesson, by, heed=Heed.USED, at=MONDAY, **told):
    values = {"place": RecallPlace.START_INITIATIVE, "because": "" if heed is Heed.USED else BESIDE_THE_POINT}
    return operations.use_lesson(lesson=lesson, heed=heed, **(values | told), by=by, at=at)


def test_a_used_lesson_is_kept_with_where_and_what_was_planned(lesson, anna):
    initiative = InitiativeFactory()

    made = use(lesson, anna, initiative=initiative)

    assert (made.heed, made.place, made.initiative, made.because) == (
        Heed.USED,
        RecallPlace.START_INITIATIVE,
        initiative,
        "",
    )
    assert (made.person, made.noted_at, verbs(made)) == (person(anna), MONDAY, ["used_lesson"])


def test_a_use_changes_nothing_in_the_lesson(lesson, anna):
    before, review_on = verbs(lesson), lesson.review_on

    use(lesson, anna)

    lesson.refresh_from_db()
    assert (lesson.review_on, verbs(lesson)) == (review_on, before)


@pytest.mark.parametrize(
    ("heed", "verb"), [(Heed.NOT_RELEVANT, "passed_lesson_by"), (Heed.DISAGREE, "disagreed_with_lesson")]
)
def test_a_no_is_kept_with_its_reason(lesson, anna, heed, verb):
    made = use(lesson, anna, heed, because=f"  {BESIDE_THE_POINT} ")

    assert (made.heed, made.because, verbs(made)) == (heed, BESIDE_THE_POINT, [verb])


@pytest.mark.parametrize("heed", [Heed.NOT_RELEVANT, Heed.DISAGREE])
@pytest.mark.parametrize("because", ["", "   "])
def test_a_no_without_a_reason_is_refused(lesson, anna, heed, because):
    with pytest.raises(RuleBroken, match="because_missing") as refused:
        use(lesson, anna, heed, because=because)

    assert (refused.value.facts["field"], LessonUse.objects.count()) == ("because", 0)


def test_a_word_on_how_it_was_used_is_welcome(lesson, anna):
    assert use(lesson, anna, because="Vi bjöd in handledarna.").because == "Vi bjöd in handledarna."


@pytest.mark.parametrize("review_on", [None, date(2027, 5, 1)])
def test_who_disagrees_puts_the_lesson_up_for_review(lesson, anna, review_on):
    lesson.change(review_on=review_on)

    use(lesson, anna, Heed.DISAGREE)

    lesson.refresh_from_db()
    assert (lesson.review_on, verbs(lesson)[-1]) == (date(2026, 11, 16), "put_up_for_review")


def test_a_review_that_is_already_due_is_not_put_off(lesson, anna):
    lesson.change(review_on=date(2026, 11, 1))

    use(lesson, anna, Heed.DISAGREE)

    lesson.refresh_from_db()
    assert (lesson.review_on, "put_up_for_review" in verbs(lesson)) == (date(2026, 11, 1), False)


def test_not_relevant_is_no_objection(lesson, anna):
    lesson.change(review_on=None)

    use(lesson, anna, Heed.NOT_RELEVANT)

    lesson.refresh_from_db()
    assert lesson.review_on is None


def test_one_may_change_ones_mind_and_both_answers_are_kept(lesson, anna):
    first = use(lesson, anna, Heed.NOT_RELEVANT)
    second = use(lesson, anna, at=MONDAY + timedelta(hours=1))

    assert [one.heed for one in LessonUse.objects.order_by("pk")] == [Heed.NOT_RELEVANT, Heed.USED]
    assert first != second


def test_the_same_answer_twice_is_one(lesson, anna):
    first = use(lesson, anna)

    assert use(lesson, anna, at=MONDAY + timedelta(minutes=1)) == first
    assert LessonUse.objects.count() == 1


def test_the_same_answer_about_an_initiative_is_one_whatever_the_day(lesson, anna):
    initiative = InitiativeFactory()
    first = use(lesson, anna, initiative=initiative)

    assert use(lesson, anna, initiative=initiative, at=MONDAY + timedelta(days=90)) == first


def test_what_did_not_exist_yet_is_another_plan_on_another_day(lesson, anna):
    first = use(lesson, anna)

    assert use(lesson, anna, at=MONDAY + timedelta(days=1)) != first


def test_the_same_answer_by_another_is_another(lesson, anna, egon):
    assert use(lesson, anna) != use(lesson, egon)


def test_each_place_takes_what_is_planned_there(lesson, anna):
    planned = {
        "initiative": InitiativeFactory(),
        "chain": ChainFactory(),
        "document": SteeringDocumentFactory(),
        "evaluation": EvaluationFactory(),
    }

    for place, kind in PLANNED.items():
        made = use(lesson, anna, place=place, **{kind: planned[kind]})
        assert getattr(made, kind) == planned[kind]


@pytest.mark.parametrize(
    ("place", "kind", "factory"),
    [
        (RecallPlace.START_INITIATIVE, "chain", ChainFactory),
        (RecallPlace.EDIT_CHAIN, "document", SteeringDocumentFactory),
        (RecallPlace.WRITE_PLAN, "evaluation", EvaluationFactory),
        (RecallPlace.PREPARE_VISIT, "chain", ChainFactory),
        (RecallPlace.PREPARE_EVALUATION, "initiative", InitiativeFactory),
    ],
)
def test_what_is_planned_elsewhere_is_refused(lesson, anna, place, kind, factory):
    with pytest.raises(RuleBroken, match="planned_elsewhere"):
        use(lesson, anna, place=place, **{kind: factory()})


def test_another_regions_plan_is_refused(lesson, anna, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        use(lesson, anna, initiative=InitiativeFactory(region=sydland))


def test_a_reader_plans_nothing_and_says_nothing(lesson, cilla):
    with pytest.raises(NotAllowed):
        use(lesson, cilla)


def test_a_draft_cannot_be_used(bo):
    with pytest.raises(RuleBroken, match="not_accepted"):
        use(noted_lesson(bo), bo)


def test_a_lesson_that_is_put_away_cannot_be_used(lesson, anna, disa):
    operations.retire_lesson(lesson=lesson, reason="Det stämde inte.", by=disa, at=MONDAY)

    with pytest.raises(RuleBroken, match="not_accepted"):
        use(Lesson.objects.get(pk=lesson.pk), anna)
