"""Every step of a lesson against everyone, and that no state is reached without its reason."""

from datetime import date

import pytest

from tests.factories import (
    MONDAY,
    GenericActivityFactory,
    GoalFactory,
    LessonFactory,
    PlaceFactory,
    UserFactory,
)
from tests.learning.lesson_walks import offered, worked_up
from tests.learning.walks import accepted_lesson, noted_lesson, person
from tests.people import verbs
from varv.core.kinds import SourceKind, Turnout
from varv.core.refusals import NotAllowed, Refusal, RuleBroken
from varv.core.workflow import LessonState
from varv.learning import operations, rules

pytestmark = pytest.mark.django_db

CHECKS = {
    "edit": rules.check_edit_lesson,
    "offer": rules.check_offer_lesson,
    "work up": rules.check_work_up_lesson,
    "return": rules.check_return_lesson,
    "accept": rules.check_accept_lesson,
    "retire": rules.check_retire_lesson,
    "review": rules.check_review_lesson,
}
# Who may do what with a lesson of Bo's: Anna is strategist, Disa manager, Egon analyst, Cilla reader.
MAY = {
    ("draft", False): {"bo": {"edit", "offer", "work up", "retire"}},
    ("draft", True): {
        "bo": {"edit", "work up", "retire"},
        "anna": {"work up", "accept", "retire"},
        "disa": {"work up", "accept", "retire"},
    },
    ("worked_up", False): {"bo": {"offer", "return", "retire"}},
    ("worked_up", True): {
        "bo": {"return", "retire"},
        "anna": {"return", "accept", "retire"},
        "disa": {"return", "accept", "retire"},
    },
    ("accepted", True): {"anna": {"retire", "review"}, "disa": {"retire", "review"}},
    ("retired", True): {},
}


def let_through(check, lesson, by):
    try:
        check(lesson, by)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize(("state", "is_offered"), MAY)
def test_every_step_against_every_role(state, is_offered, anna, bo, cilla, disa, egon, frida):
    lesson = LessonFactory(author=person(bo), state=LessonState(state), offered_at=MONDAY if is_offered else None)
    people = {"anna": anna, "bo": bo, "cilla": cilla, "disa": disa, "egon": egon, "frida": frida}

    may = {
        who: {deed for deed, check in CHECKS.items() if let_through(check, lesson, by)} for who, by in people.items()
    }

    assert {who: deeds for who, deeds in may.items() if deeds} == MAY[state, is_offered]


def test_an_author_who_accepts_needs_another_where_there_is_one(anna, disa):
    lesson = offered(anna, generic_activity=GenericActivityFactory())

    with pytest.raises(NotAllowed, match=r"lesson\.accept_your_own"):
        operations.accept_lesson(lesson=lesson, context="Alltid.", holds_not="Aldrig.", by=anna, at=MONDAY)

    operations.accept_lesson(lesson=lesson, context="Alltid.", holds_not="Aldrig.", by=disa, at=MONDAY)
    assert verbs(lesson) == ["noted", "offered", "worked_up", "accepted"]


def test_an_author_who_is_the_only_one_to_accept_judges_alone(anna, egon):
    lesson = noted_lesson(anna, goal=GoalFactory())

    operations.accept_lesson(lesson=lesson, context="Alltid.", holds_not="Aldrig.", by=anna, at=MONDAY)

    lesson.refresh_from_db()
    assert (lesson.state, lesson.owner_id) == (LessonState.ACCEPTED, anna.person_id)


def test_work_up_tells_all_that_a_judge_needs(bo):
    lesson, place = noted_lesson(bo), PlaceFactory()

    worked_up(lesson, bo, turnout=Turnout.FAILED, place=place, target_group="Vuxna", holds_not="Unga.")

    assert (lesson.state, lesson.context, lesson.holds_not, lesson.turnout, lesson.place, lesson.target_group) == (
        LessonState.WORKED_UP,
        "Gäller vuxna som har arbete.",
        "Unga.",
        Turnout.FAILED,
        place,
        "Vuxna",
    )
    assert (lesson.offered_at, verbs(lesson)) == (None, ["noted", "worked_up"])


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"statement": " "}, "lesson.statement_missing", "statement"),
        ({"context": " "}, "lesson.context_missing", "context"),
        ({"holds_not": ""}, "lesson.holds_not_missing", "holds_not"),
        ({"generic_activity": None}, "lesson.not_coded", "generic_activity"),
    ],
)
def test_work_up_that_leaves_something_out_is_refused(changed, code, field, bo):
    lesson = noted_lesson(bo)

    with pytest.raises(RuleBroken) as refused:
        worked_up(lesson, bo, **changed)

    lesson.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert (lesson.state, verbs(lesson)) == (LessonState.DRAFT, ["noted"])


def test_work_up_keeps_what_the_draft_already_says(bo):
    lesson = noted_lesson(bo, context="Vuxna.", holds_not="Unga.", goal=GoalFactory())

    operations.work_up_lesson(
        lesson=lesson, statement="Så är det.", confidence=lesson.confidence, revision=1, by=bo, at=MONDAY
    )

    lesson.refresh_from_db()
    assert (lesson.state, lesson.statement, lesson.context) == (LessonState.WORKED_UP, "Så är det.", "Vuxna.")


def test_work_up_over_someone_elses_words_is_refused(anna, bo):
    lesson = offered(bo)

    with pytest.raises(RuleBroken, match="stale"):
        worked_up(lesson, anna, revision=1)


def test_return_makes_it_a_draft_with_what_is_missing(anna, bo):
    lesson = worked_up(offered(bo), bo)

    operations.return_lesson(lesson=lesson, reason="Säg var det prövades.", by=anna, at=MONDAY)

    lesson.refresh_from_db()
    assert (lesson.state, lesson.returned_because) == (LessonState.DRAFT, "Säg var det prövades.")
    assert verbs(lesson) == ["noted", "offered", "worked_up", "returned"]
    worked_up(lesson, bo)
    assert (lesson.state, lesson.returned_because) == (LessonState.WORKED_UP, "")


def test_return_without_a_reason_is_refused(bo):
    lesson = worked_up(noted_lesson(bo), bo)

    with pytest.raises(RuleBroken) as refused:
        operations.return_lesson(lesson=lesson, reason=" ", by=bo, at=MONDAY)

    assert (refused.value.code, refused.value.facts["field"]) == ("lesson.return_reason_missing", "reason")


def test_accept_what_is_worked_up_keeps_its_words(anna, bo):
    lesson = worked_up(offered(bo), bo)

    operations.accept_lesson(lesson=lesson, owner=person(bo), review_on=date(2027, 3, 1), by=anna, at=MONDAY)

    lesson.refresh_from_db()
    assert (lesson.state, lesson.context, lesson.owner_id, lesson.review_on) == (
        LessonState.ACCEPTED,
        "Gäller vuxna som har arbete.",
        bo.person_id,
        date(2027, 3, 1),
    )
    assert verbs(lesson) == ["noted", "offered", "worked_up", "accepted"]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"holds_not": " "}, "lesson.holds_not_missing", "holds_not"),
        ({"generic_activity": None}, "lesson.not_coded", "generic_activity"),
        ({"review_on": MONDAY.date()}, "lesson.review_has_passed", "review_on"),
    ],
)
def test_accept_that_leaves_something_out_is_refused(changed, code, field, anna, bo):
    lesson = offered(bo)
    told = {"context": "Vuxna.", "holds_not": "Unga.", "generic_activity": GenericActivityFactory()} | changed

    with pytest.raises(RuleBroken) as refused:
        operations.accept_lesson(lesson=lesson, **told, by=anna, at=MONDAY)

    lesson.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert (lesson.state, lesson.accepted_at) == (LessonState.DRAFT, None)


def test_accept_gives_it_to_someone_who_works_here(anna, bo):
    lesson = worked_up(offered(bo), bo)

    with pytest.raises(RuleBroken, match=r"owner\.works_elsewhere"):
        operations.accept_lesson(lesson=lesson, owner=UserFactory(), by=anna, at=MONDAY)


def test_accept_before_the_author_has_offered_it_is_refused(anna, bo):
    lesson = worked_up(noted_lesson(bo), bo)

    with pytest.raises(RuleBroken, match=r"lesson\.not_offered"):
        operations.accept_lesson(lesson=lesson, by=anna, at=MONDAY)


def test_offer_what_is_accepted_is_refused(anna):
    lesson = accepted_lesson(anna)

    with pytest.raises(RuleBroken, match=r"lesson\.is_accepted"):
        operations.offer_lesson(lesson=lesson, by=anna, at=MONDAY)


def test_edit_what_waits_to_be_judged_is_refused(bo):
    lesson = worked_up(noted_lesson(bo), bo)

    with pytest.raises(RuleBroken, match=r"lesson\.is_worked_up"):
        rules.check_edit_lesson(lesson, bo)


def test_review_says_that_it_holds_until_another_day(anna, bo):
    lesson = accepted_lesson(bo)

    operations.review_lesson(lesson=lesson, review_on=date(2028, 1, 10), by=bo, at=MONDAY)

    lesson.refresh_from_db()
    assert (lesson.review_on, verbs(lesson)[-1]) == (date(2028, 1, 10), "reviewed")


def test_review_in_the_past_or_by_another_is_refused(anna, bo, egon):
    lesson = accepted_lesson(bo)

    with pytest.raises(RuleBroken, match=r"lesson\.review_has_passed"):
        operations.review_lesson(lesson=lesson, review_on=date(2026, 11, 16), by=anna, at=MONDAY)
    with pytest.raises(NotAllowed):
        operations.review_lesson(lesson=lesson, review_on=date(2028, 1, 10), by=egon, at=MONDAY)


def test_retire_a_draft_that_was_never_offered_is_its_authors(anna, bo):
    lesson = worked_up(noted_lesson(bo), bo)

    with pytest.raises(RuleBroken, match=r"lesson\.not_offered"):
        operations.retire_lesson(lesson=lesson, reason="Nej.", by=anna, at=MONDAY)

    operations.retire_lesson(lesson=lesson, reason="Tänkte fel.", by=bo, at=MONDAY)
    assert verbs(lesson) == ["noted", "worked_up", "retired"]


def test_note_tells_how_it_went_and_on_what_kind_of_occasion(bo):
    lesson = noted_lesson(bo, occasion_kind=SourceKind.SIGNAL, turnout=Turnout.UNEXPECTED, target_group="Unga")

    lesson.refresh_from_db()
    assert (lesson.occasion_kind, lesson.turnout, lesson.target_group, lesson.origin_kind) == (
        SourceKind.SIGNAL,
        Turnout.UNEXPECTED,
        "Unga",
        SourceKind.SIGNAL,
    )
    assert noted_lesson(bo).origin_kind is SourceKind.MEETING


def test_note_an_occasion_as_a_report_is_refused(bo):
    with pytest.raises(RuleBroken, match=r"lesson\.occasion_is_a_row"):
        noted_lesson(bo, occasion_kind=SourceKind.REPORT)


def test_note_keeps_to_one_region_in_all_it_ties(bo, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        noted_lesson(bo, place=PlaceFactory(region=sydland))
