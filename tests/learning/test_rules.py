from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ActionFactory,
    ChainVersionFactory,
    ChangeFactory,
    LessonFactory,
    RecommendationFactory,
    ReportFactory,
    SteeringDocumentFactory,
    TurnFactory,
    UserFactory,
)
from tests.learning.walks import person
from varv.core.judgement import Answer
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.workflow import ActionState, LessonState, RecommendationState, ReportState, TurnState
from varv.learning import rules
from varv.learning.rules.answers import state_after

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


def refusal(check, *args):
    """The code a rule refuses with, or None."""
    try:
        check(*args)
    except (RuleBroken, NotAllowed) as refused:
        return refused.code
    return None


@pytest.fixture
def everyone(request):
    return [request.getfixturevalue(name) for name in ("anna", "bo", "cilla", "disa", "egon", "frida")]


def allowed(check, people):
    return [actor.name for actor in people if holds(check, actor)]


@pytest.mark.parametrize(
    ("check", "who"),
    [
        (rules.check_register_evaluation, ["Anna", "Egon"]),
        (rules.check_note_finding, ["Anna", "Egon"]),
        (rules.check_make_recommendation, ["Anna", "Egon"]),
        (rules.check_record_change, ["Anna", "Disa"]),
        (rules.check_open_turn, ["Anna", "Disa"]),
        (rules.check_note_lesson, ["Anna", "Bo", "Disa", "Egon"]),
    ],
)
def test_rights_in_learning(check, who, everyone):
    assert allowed(check, everyone) == who


def test_check_said_refuses_silence():
    assert refusal(rules.check_said, "  \n", "response.reasons_missing", "reasons") == "response.reasons_missing"
    assert refusal(rules.check_said, "Ja.", "response.reasons_missing", "reasons") is None


def test_check_recommend_from_wants_a_lesson_that_holds():
    assert refusal(rules.check_recommend_from, LessonFactory()) == "recommendation.lesson_not_accepted"
    assert refusal(rules.check_recommend_from, LessonFactory(state=LessonState.ACCEPTED)) is None
    assert refusal(rules.check_recommend_from, RecommendationFactory().finding) is None


def test_check_owner_works_here_and_has_time(anna, bo, stig):
    yesterday = TODAY - timedelta(days=1)

    assert refusal(rules.check_owner, person(bo), TODAY, TODAY, anna) is None
    assert refusal(rules.check_owner, person(bo), yesterday, TODAY, anna) == "due_on.has_passed"
    assert refusal(rules.check_owner, person(stig), TODAY, TODAY, anna) == "owner.works_elsewhere"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (RecommendationState.AWAITING, None),
        (RecommendationState.ANSWERED, "state.no_such_step"),
        (RecommendationState.DECLINED, "state.no_such_step"),
        (RecommendationState.CHANGED, "state.no_such_step"),
    ],
)
def test_check_answer_once(state, code, disa):
    assert refusal(rules.check_answer, RecommendationFactory(state=state), Answer.PARTLY, disa) == code


def test_check_answer_is_the_managements(anna, bo):
    recommendation = RecommendationFactory()

    assert refusal(rules.check_answer, recommendation, Answer.YES, anna) == "not_allowed"
    assert refusal(rules.check_answer, recommendation, Answer.YES, bo) == "not_allowed"


def test_state_after_only_a_no_declines():
    assert [state_after(answer) for answer in Answer] == [
        RecommendationState.ANSWERED,
        RecommendationState.ANSWERED,
        RecommendationState.DECLINED,
    ]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (RecommendationState.AWAITING, "state.no_such_step"),
        (RecommendationState.DECLINED, "state.no_such_step"),
        (RecommendationState.ANSWERED, None),
        (RecommendationState.ACTING, None),
        (RecommendationState.CHANGED, None),
    ],
)
def test_check_plan_action_follows_an_answer(state, code, bo):
    assert refusal(rules.check_plan_action, RecommendationFactory(state=state), bo) == code


def test_check_plan_action_needs_someone_who_acts(cilla):
    recommendation = RecommendationFactory(state=RecommendationState.ANSWERED)

    assert refusal(rules.check_plan_action, recommendation, cilla) == "not_allowed"


def test_check_act_on_is_the_owners_or_the_leaderships(anna, bo, cilla, disa, egon):
    action = ActionFactory(owner=person(bo))
    codes = [refusal(rules.check_act_on, action, ActionState.ONGOING, by) for by in (anna, bo, cilla, disa, egon)]

    assert codes == [None, None, "not_allowed", None, "action.not_yours"]


@pytest.mark.parametrize(
    ("now", "then", "code"),
    [
        (ActionState.PLANNED, ActionState.DONE, None),
        (ActionState.ONGOING, ActionState.DROPPED, None),
        (ActionState.ONGOING, ActionState.ONGOING, "state.no_such_step"),
        (ActionState.DONE, ActionState.DROPPED, "state.no_such_step"),
    ],
)
def test_check_act_on_follows_the_table(now, then, code, anna):
    assert refusal(rules.check_act_on, ActionFactory(state=now, outcome="Klart."), then, anna) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (RecommendationState.AWAITING, "state.no_such_step"),
        (RecommendationState.ANSWERED, "state.no_such_step"),
        (RecommendationState.ACTING, None),
        (RecommendationState.CHANGED, None),
    ],
)
def test_check_change_from_a_recommendation_that_is_acted_on(state, code):
    assert refusal(rules.check_change_from, RecommendationFactory(state=state)) == code


def test_check_change_from_an_accepted_lesson():
    assert refusal(rules.check_change_from, LessonFactory()) == "change.lesson_not_accepted"
    assert refusal(rules.check_change_from, LessonFactory(state=LessonState.ACCEPTED)) is None


@pytest.mark.parametrize(
    ("made_on", "adopted_on", "decided_on", "state", "code"),
    [
        (date(2026, 4, 28), date(2026, 4, 28), date(2026, 4, 28), TurnState.OPEN, None),
        (date(2026, 4, 28), date(2026, 11, 1), TODAY, TurnState.OPEN, None),
        (date(2026, 4, 28), date(2026, 4, 27), TODAY, TurnState.OPEN, "change.version_is_older"),
        (date(2026, 4, 28), date(2026, 11, 1), date(2026, 4, 27), TurnState.OPEN, "change.decided_before"),
        (date(2026, 4, 28), date(2026, 11, 1), date(2026, 11, 17), TurnState.OPEN, "change.not_decided_yet"),
        (date(2026, 4, 28), date(2026, 11, 1), TODAY, TurnState.CLOSED, "change.turn_is_closed"),
    ],
)
def test_check_change_time_keeps_the_order_of_things(made_on, adopted_on, decided_on, state, code):
    version, turn = ChainVersionFactory(adopted_on=adopted_on), TurnFactory(state=state)

    assert refusal(rules.check_change_time, version, turn, decided_on, made_on, TODAY) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (ReportState.DRAFT, "lesson.report_not_handed_in"),
        (ReportState.RETURNED, "lesson.report_not_handed_in"),
        (ReportState.SUBMITTED, None),
    ],
)
def test_check_learn_from_a_report_that_is_handed_in(state, code):
    assert refusal(rules.check_learn_from, ReportFactory(state=state)) == code


def test_check_learn_from_an_occasion_that_is_named():
    assert refusal(rules.check_learn_from, " ") == "lesson.occasion_missing"
    assert refusal(rules.check_learn_from, "Sakområdesträff i mars") is None
    assert refusal(rules.check_learn_from, RecommendationFactory().finding) is None


def test_check_edit_lesson_is_the_authors_while_it_is_a_draft(anna, bo, cilla):
    draft = LessonFactory(author=person(bo))
    common = LessonFactory(author=person(bo), state=LessonState.ACCEPTED)

    assert [refusal(rules.check_edit_lesson, draft, by) for by in (anna, bo, cilla)] == [
        "lesson.not_yours",
        None,
        "not_allowed",
    ]
    assert refusal(rules.check_edit_lesson, common, bo) == "lesson.is_accepted"


def test_check_offer_lesson_once(bo):
    draft = LessonFactory(author=person(bo))

    assert refusal(rules.check_offer_lesson, draft, bo) is None

    draft.offered_at = draft.noted_at
    assert refusal(rules.check_offer_lesson, draft, bo) == "lesson.is_offered"


def test_check_accept_lesson_is_for_strategists_and_managers(anna, bo, disa):
    draft, old = LessonFactory(offered_at=MONDAY), LessonFactory(state=LessonState.RETIRED, offered_at=MONDAY)

    assert [refusal(rules.check_accept_lesson, draft, by) for by in (anna, bo, disa)] == [None, "not_allowed", None]
    assert refusal(rules.check_accept_lesson, old, anna) == "state.no_such_step"


def test_check_retire_lesson_lets_the_author_drop_a_draft(anna, bo, egon):
    draft, offered = LessonFactory(author=person(bo)), LessonFactory(author=person(bo), offered_at=MONDAY)
    common = LessonFactory(author=person(bo), state=LessonState.ACCEPTED)

    assert [refusal(rules.check_retire_lesson, draft, by) for by in (anna, bo, egon)] == [
        "lesson.not_offered",
        None,
        "not_allowed",
    ]
    assert refusal(rules.check_retire_lesson, offered, anna) is None
    assert [refusal(rules.check_retire_lesson, common, by) for by in (anna, bo)] == [None, "not_allowed"]


def test_check_retire_lesson_once(anna):
    assert refusal(rules.check_retire_lesson, LessonFactory(state=LessonState.RETIRED, offered_at=MONDAY), anna) == (
        "state.no_such_step"
    )


def test_check_turn_days_has_a_length_and_follows_the_last():
    turn = TurnFactory(starts_on=date(2025, 1, 1), ends_on=date(2026, 6, 30))
    other = SteeringDocumentFactory(title="Handlingsplan kompetens")
    days = rules.check_turn_days

    assert refusal(days, turn.document, date(2026, 1, 1), date(2026, 1, 1)) == "turn.ends_before_start"
    assert refusal(days, turn.document, date(2025, 1, 1), date(2027, 6, 30)) == "turn.starts_before_the_last"
    assert refusal(days, turn.document, date(2025, 7, 1), date(2027, 6, 30)) is None
    assert refusal(days, other, date(2024, 1, 1), date(2025, 6, 30)) is None


def test_check_describe_turn_while_it_is_open(anna, bo):
    assert refusal(rules.check_describe_turn, TurnFactory(), anna) is None
    assert refusal(rules.check_describe_turn, TurnFactory(), bo) == "not_allowed"
    assert refusal(rules.check_describe_turn, TurnFactory(state=TurnState.CLOSED), anna) == "turn.is_closed"


def test_check_close_turn_only_a_change_closes_it(anna, bo):
    empty, changed = TurnFactory(), ChangeFactory().turn

    assert refusal(rules.check_close_turn, empty, anna) == "turn.nothing_changed"
    assert refusal(rules.check_close_turn, changed, anna) is None
    assert refusal(rules.check_close_turn, changed, bo) == "not_allowed"


def test_check_close_turn_once(anna):
    turn = TurnFactory(state=TurnState.CLOSED)

    assert refusal(rules.check_close_turn, turn, anna) == "state.no_such_step"


def test_check_owner_names_the_person_who_works_elsewhere(anna):
    stranger = UserFactory(username="ulla", name="Ulla Ström")

    with pytest.raises(RuleBroken) as refused:
        rules.check_owner(stranger, TODAY, TODAY, anna)

    assert refused.value.facts == {"field": "owner", "name": "Ulla Ström"}
