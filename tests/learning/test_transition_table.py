"""Every state, every verb that moves it and every role: allowed or refused; and no reason can be skipped."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    MONDAY,
    ActionFactory,
    ChangeEffectFactory,
    ChangeFactory,
    FollowUpFactory,
    RecommendationFactory,
    ResponseFactory,
)
from tests.learning.walks import (
    acted_on_recommendation,
    answered_recommendation,
    made_recommendation,
    opened_turn,
    person,
    planned_action,
    recorded_change,
)
from tests.people import member
from varv.core.judgement import Answer
from varv.core.kinds import ChangeKind
from varv.core.refusals import NotAllowed, Refusal, RuleBroken
from varv.core.roles import GRANTS, May, Role
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations
from varv.learning.models import Action, Change, ChangeEffect, FollowUp, Recommendation, Response

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BLANKS = ("", " ", "\n\t ")


def in_state(state, anna, disa):
    """A recommendation walked to a state by its verbs."""
    if state is RecommendationState.AWAITING:
        return made_recommendation(anna)
    if state is RecommendationState.DECLINED:
        return answered_recommendation(anna, disa, Answer.NO)
    if state is RecommendationState.ANSWERED:
        return answered_recommendation(anna, disa)
    recommendation = acted_on_recommendation(anna, disa)
    if state is RecommendationState.DROPPED:
        operations.drop_recommendation(recommendation=recommendation, reason="Lagen ändrades.", by=disa, at=MONDAY)
    if state in {RecommendationState.CHANGED, RecommendationState.VERIFIED}:
        change = recorded_change(anna, recommendation, opened_turn(anna))
        if state is RecommendationState.VERIFIED:
            operations.verify_change(change=change, how="Jag läste planen.", by=disa, at=MONDAY)
    recommendation.refresh_from_db()
    assert recommendation.state is state
    return recommendation


def say(answer):
    def deed(recommendation, by, words):
        operations.answer_recommendation(
            recommendation=recommendation, answer=answer, reasons=words, mandate="Direktör", by=by, at=LATE
        )

    return deed


def act(recommendation, by, words):
    operations.plan_action(
        recommendation=recommendation, what="Bedömarpool", owner=person(by), due_on=date(2027, 1, 1), by=by, at=LATE
    )


def change(recommendation, by, words):
    operations.record_change(
        because_of=recommendation,
        turn=recommendation.changes.first().turn if recommendation.changes.exists() else opened_turn(by),
        kind=ChangeKind.WAY_OF_WORKING,
        what="Vi ringer",
        before=words,
        after=words,
        decided_on=date(2026, 11, 19),
        by=by,
        at=LATE,
    )


def verify(recommendation, by, words):
    found = recommendation.changes.first()
    if found is None:
        raise RuleBroken("there is nothing to verify")
    operations.verify_change(change=found, how=words, by=by, at=LATE)


def drop(recommendation, by, words):
    operations.drop_recommendation(recommendation=recommendation, reason=words, by=by, at=LATE)


S = RecommendationState
# Each verb: the right it takes, the states it may be done in, and the state it leads to.
VERBS = {
    "yes": (say(Answer.YES), May.ANSWER, {S.AWAITING: S.ANSWERED}),
    "partly": (say(Answer.PARTLY), May.ANSWER, {S.AWAITING: S.ANSWERED}),
    "no": (say(Answer.NO), May.ANSWER, {S.AWAITING: S.DECLINED}),
    "act": (act, May.ACT, {S.ANSWERED: S.ACTING, S.ACTING: S.ACTING, S.CHANGED: S.CHANGED}),
    "change": (change, May.RECORD_CHANGE, {S.ACTING: S.CHANGED, S.CHANGED: S.CHANGED, S.VERIFIED: S.CHANGED}),
    "verify": (verify, May.RECORD_CHANGE, {S.CHANGED: S.VERIFIED}),
    "drop": (drop, May.ANSWER, {S.ANSWERED: S.DROPPED, S.ACTING: S.DROPPED}),
}
NEEDS_WORDS = ("yes", "partly", "no", "change", "verify", "drop")


def may(role, right):
    return right in GRANTS[role]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(RecommendationState))
def test_every_state_verb_and_role_is_allowed_or_refused(state, verb, alvmark, anna, disa):
    deed, right, steps = VERBS[verb]
    recommendation = in_state(state, anna, disa)
    people = {role: member(alvmark, f"{role}-{verb}", role) for role in Role}

    found = {}
    for role, by in people.items():
        with transaction.atomic():
            try:
                deed(recommendation, by, "Därför.")
                found[role] = Recommendation.objects.of(alvmark.pk).get().state
            except Refusal:
                found[role] = None
            transaction.set_rollback(True)
        recommendation.refresh_from_db()

    assert found == {role: steps.get(state) if may(role, right) else None for role in Role}
    assert recommendation.state is state


@pytest.mark.parametrize("verb", NEEDS_WORDS)
@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("state", list(RecommendationState))
def test_no_state_is_left_without_a_reason(state, blank, verb, anna, disa, alvmark):
    deed, _right, _steps = VERBS[verb]
    recommendation = in_state(state, anna, disa)
    other = member(alvmark, "dag", Role.MANAGER)

    with pytest.raises(Refusal):
        deed(recommendation, other, blank)

    recommendation.refresh_from_db()
    assert recommendation.state is state


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("blank", BLANKS)
def test_no_answer_is_given_without_a_mandate(answer, blank, anna, disa):
    recommendation = made_recommendation(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.answer_recommendation(
            recommendation=recommendation, answer=answer, reasons="Därför.", mandate=blank, by=disa, at=LATE
        )

    recommendation.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("response.mandate_missing", "mandate")
    assert recommendation.state is RecommendationState.AWAITING


def action_in(state, anna, disa):
    action = planned_action(anna, answered_recommendation(anna, disa))
    if state is ActionState.ONGOING:
        operations.begin_action(action=action, by=anna, at=MONDAY)
    if state is ActionState.DONE:
        operations.finish_action(action=action, outcome="Klart.", by=anna, at=MONDAY)
    if state is ActionState.DROPPED:
        operations.drop_action(action=action, reason="Behövs inte.", by=anna, at=MONDAY)
    action.refresh_from_db()
    return action


ACTION_VERBS = {
    "begin": (
        lambda action, by, _words: operations.begin_action(action=action, by=by, at=LATE),
        {ActionState.PLANNED: ActionState.ONGOING},
    ),
    "finish": (
        lambda action, by, words: operations.finish_action(action=action, outcome=words, by=by, at=LATE),
        {ActionState.PLANNED: ActionState.DONE, ActionState.ONGOING: ActionState.DONE},
    ),
    "drop": (
        lambda action, by, words: operations.drop_action(action=action, reason=words, by=by, at=LATE),
        {ActionState.PLANNED: ActionState.DROPPED, ActionState.ONGOING: ActionState.DROPPED},
    ),
}


@pytest.mark.parametrize("verb", ACTION_VERBS)
@pytest.mark.parametrize("state", list(ActionState))
def test_every_state_verb_and_role_of_an_action_is_allowed_or_refused(state, verb, alvmark, anna, disa):
    deed, steps = ACTION_VERBS[verb]
    action = action_in(state, anna, disa)

    found = {}
    for role in Role:
        by = member(alvmark, f"{role}-{verb}", role)
        with transaction.atomic():
            try:
                deed(action, by, "Därför.")
                found[role] = Action.objects.of(alvmark.pk).get().state
            except Refusal:
                found[role] = None
            transaction.set_rollback(True)

    # Another's action: only those who record changes speak for it.
    speaks = {role for role in Role if may(role, May.ACT) and may(role, May.RECORD_CHANGE)}
    assert found == {role: steps.get(state) if role in speaks else None for role in Role}


@pytest.mark.parametrize("verb", ["finish", "drop"])
@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("state", [ActionState.PLANNED, ActionState.ONGOING])
def test_no_action_ends_without_words(state, blank, verb, anna, disa):
    action = action_in(state, anna, disa)

    with pytest.raises(RuleBroken, match=r"action\.(outcome|reason)_missing"):
        ACTION_VERBS[verb][0](action, anna, blank)

    action.refresh_from_db()
    assert action.state is state


@pytest.mark.parametrize("role", list(Role))
def test_who_may_tell_a_follow_up_verify_and_note_an_effect(role, alvmark, anna, disa):
    recommendation = in_state(RecommendationState.CHANGED, anna, disa)
    found = recommendation.changes.get()
    later = opened_turn(anna, document=found.turn.document, starts_on=date(2027, 7, 1), ends_on=date(2028, 12, 31))
    by = member(alvmark, "prövande", role)
    follow_up = FollowUp.objects.of(alvmark.pk).get(number=1)

    def allowed(deed, **named):
        try:
            deed(**named, by=by, at=LATE)
        except NotAllowed:
            return False
        return True

    told = allowed(operations.tell_follow_up, follow_up=follow_up, told="Så här.")
    seen = allowed(operations.note_effect, change=found, turn=later, helped="helped", because="Så här.")
    verified = allowed(operations.verify_change, change=found, how="Så här.")

    records = may(role, May.RECORD_CHANGE)
    assert (told, seen, verified) == (records and may(role, May.ACT), records, records)


# The database itself: what no verb would do is refused there too.
SKIPS = [
    pytest.param(ResponseFactory, Response, {"reasons": ""}, id="answer-without-reasons"),
    pytest.param(RecommendationFactory, Recommendation, {"state": "dropped"}, id="dropped-without-why"),
    pytest.param(ActionFactory, Action, {"state": "done"}, id="action-done-without-outcome"),
    pytest.param(ActionFactory, Action, {"state": "dropped"}, id="action-dropped-without-why"),
    pytest.param(FollowUpFactory, FollowUp, {"done_at": MONDAY}, id="follow-up-done-without-words"),
    pytest.param(FollowUpFactory, FollowUp, {"told": "Så här."}, id="follow-up-told-by-nobody"),
    pytest.param(ChangeFactory, Change, {"verified_at": MONDAY}, id="verified-by-nobody"),
    pytest.param(ChangeFactory, Change, {"recommendation": None, "lesson": None}, id="change-without-provenance"),
    pytest.param(ChangeFactory, Change, {"kind": "chain"}, id="chain-changed-without-its-version"),
    pytest.param(ChangeFactory, Change, {"kind": "goal"}, id="goal-changed-without-the-goal"),
    pytest.param(ChangeFactory, Change, {"kind": "form"}, id="form-changed-without-its-version"),
    pytest.param(ChangeFactory, Change, {"document_version": None}, id="document-changed-without-its-version"),
    pytest.param(
        ChangeFactory,
        Change,
        {"kind": "way_of_working", "document_version": None, "before": ""},
        id="way-of-working-changed-without-before",
    ),
    pytest.param(ChangeEffectFactory, ChangeEffect, {"because": ""}, id="effect-without-ground"),
]


@pytest.mark.parametrize(("factory", "model", "skipped"), SKIPS)
def test_the_database_refuses_what_skips_a_reason(factory, model, skipped, alvmark):
    row = factory(region=alvmark)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.of(alvmark.pk).filter(pk=row.pk).update(**skipped)


def test_the_database_refuses_a_change_verified_by_its_recorder(alvmark):
    row = ChangeFactory(region=alvmark)

    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.of(alvmark.pk).filter(pk=row.pk).update(
            verified_by=row.author_id, verified_at=MONDAY, verified_how="Jag såg det själv."
        )
