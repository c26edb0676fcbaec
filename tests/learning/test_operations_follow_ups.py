"""A recommendation that was answered yes or partly is followed up every half year, and may be dropped with reasons."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import FollowUpFactory
from tests.learning.walks import (
    acted_on_recommendation,
    answered_recommendation,
    made_recommendation,
    opened_turn,
    person,
    planned_action,
    recorded_change,
)
from tests.people import verbs
from varv.core.judgement import Answer
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import ActionState, RecommendationState
from varv.learning import operations
from varv.learning.models import FollowUp
from varv.learning.rules import follow_up_days

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def follow_ups(recommendation):
    return list(FollowUp.objects.of(recommendation.region_id).filter(recommendation=recommendation).order_by("number"))


@pytest.mark.parametrize(
    ("answered", "days"),
    [
        (date(2026, 5, 20), (date(2026, 11, 20), date(2027, 5, 20), date(2027, 11, 20))),
        (date(2026, 8, 31), (date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29))),
        (date(2026, 12, 31), (date(2027, 6, 30), date(2027, 12, 31), date(2028, 6, 30))),
    ],
)
def test_follow_up_days_are_every_half_year_for_a_year_and_a_half(answered, days):
    assert follow_up_days(answered) == days


@pytest.mark.parametrize("answer", [Answer.YES, Answer.PARTLY])
def test_a_yes_is_followed_up_at_six_twelve_and_eighteen_months(answer, anna, disa):
    recommendation = answered_recommendation(anna, disa, answer)

    planned = follow_ups(recommendation)

    assert [(one.number, one.due_on, one.told, one.done_at) for one in planned] == [
        (1, date(2026, 11, 20), "", None),
        (2, date(2027, 5, 20), "", None),
        (3, date(2027, 11, 20), "", None),
    ]
    assert [verbs(one) for one in planned] == [["planned"]] * 3


def test_a_no_is_not_followed_up(anna, disa):
    assert follow_ups(answered_recommendation(anna, disa, Answer.NO)) == []


def test_tell_follow_up_says_what_has_come_of_it_and_who_told(anna, disa):
    first, second, _third = follow_ups(acted_on_recommendation(anna, disa))

    operations.tell_follow_up(follow_up=first, told="Poolen är igång.", by=anna, at=NOVEMBER)

    first.refresh_from_db()
    assert (first.told, first.author, first.done_at) == ("Poolen är igång.", person(anna), NOVEMBER)
    assert (verbs(first), verbs(second)) == (["planned", "followed_up"], ["planned"])


@pytest.mark.parametrize("told", ["", "   ", "\n\t"])
def test_tell_follow_up_without_words_is_refused(told, anna, disa):
    first = follow_ups(answered_recommendation(anna, disa))[0]

    with pytest.raises(RuleBroken) as refused:
        operations.tell_follow_up(follow_up=first, told=told, by=anna, at=NOVEMBER)

    first.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("follow_up.told_missing", "told")
    assert (first.done_at, verbs(first)) == (None, ["planned"])


def test_tell_follow_up_a_month_before_its_day_at_the_earliest(anna, disa):
    first = follow_ups(answered_recommendation(anna, disa))[0]

    with pytest.raises(RuleBroken) as refused:
        operations.tell_follow_up(follow_up=first, told="Tidigt.", by=anna, at=NOVEMBER - timedelta(days=31))
    operations.tell_follow_up(follow_up=first, told="I tid.", by=anna, at=NOVEMBER - timedelta(days=30))

    first.refresh_from_db()
    assert (refused.value.code, refused.value.facts) == ("follow_up.too_early", {"due_on": date(2026, 11, 20)})
    assert first.told == "I tid."


def test_tell_follow_up_twice_is_refused(anna, disa):
    first = follow_ups(answered_recommendation(anna, disa))[0]
    operations.tell_follow_up(follow_up=first, told="Poolen är igång.", by=anna, at=NOVEMBER)

    with pytest.raises(RuleBroken, match=r"follow_up\.told_already"):
        operations.tell_follow_up(follow_up=first, told="En gång till.", by=anna, at=NOVEMBER)

    first.refresh_from_db()
    assert first.told == "Poolen är igång."


def test_tell_follow_up_is_for_the_owner_even_without_the_right_to_record_changes(anna, bo, disa):
    first = follow_ups(answered_recommendation(anna, disa, owner=person(bo)))[0]

    operations.tell_follow_up(follow_up=first, told="Halvvägs.", by=bo, at=NOVEMBER)

    first.refresh_from_db()
    assert first.author == person(bo)


def test_tell_follow_up_of_someone_else_is_refused_unless_one_records_changes(anna, bo, egon, disa):
    first = follow_ups(answered_recommendation(anna, disa, owner=person(bo)))[0]

    with pytest.raises(NotAllowed) as refused:
        operations.tell_follow_up(follow_up=first, told="Inte min.", by=egon, at=NOVEMBER)
    operations.tell_follow_up(follow_up=first, told="Som chef.", by=disa, at=NOVEMBER)

    assert (refused.value.code, refused.value.facts) == ("follow_up.not_yours", {"owner": "Bo"})
    assert verbs(first) == ["planned", "followed_up"]


def test_tell_follow_up_is_refused_to_a_reader(anna, cilla, disa):
    first = follow_ups(answered_recommendation(anna, disa))[0]

    with pytest.raises(NotAllowed, match="not_allowed"):
        operations.tell_follow_up(follow_up=first, told="Hej.", by=cilla, at=NOVEMBER)


def test_tell_follow_up_goes_on_when_something_has_changed(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    recorded_change(anna, recommendation, opened_turn(anna))

    operations.tell_follow_up(follow_up=follow_ups(recommendation)[0], told="Planen är ändrad.", by=anna, at=NOVEMBER)

    assert follow_ups(recommendation)[0].told == "Planen är ändrad."


@pytest.mark.parametrize("ended", [RecommendationState.DROPPED, RecommendationState.VERIFIED])
def test_tell_follow_up_of_what_is_over_is_refused(ended, anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    if ended is RecommendationState.DROPPED:
        operations.drop_recommendation(recommendation=recommendation, reason="Lagen ändrades.", by=disa, at=NOVEMBER)
    else:
        change = recorded_change(anna, recommendation, opened_turn(anna))
        operations.verify_change(change=change, how="Jag läste planen.", by=disa, at=NOVEMBER)

    with pytest.raises(RuleBroken) as refused:
        operations.tell_follow_up(follow_up=follow_ups(recommendation)[0], told="Nu.", by=anna, at=NOVEMBER)

    assert (refused.value.code, refused.value.facts) == ("follow_up.over", {"number": 1, "state": ended})


def test_due_follow_ups_are_those_whose_day_has_come_and_nobody_told_of(alvmark):
    due = FollowUpFactory(region=alvmark, due_on=date(2026, 11, 20))
    FollowUpFactory(region=alvmark, due_on=date(2026, 11, 21))

    assert list(FollowUp.objects.of(alvmark.pk).due(date(2026, 11, 20))) == [due]


def test_drop_recommendation_says_why_and_drops_what_is_unfinished(anna, disa):
    recommendation = answered_recommendation(anna, disa)
    begun, done = planned_action(anna, recommendation), planned_action(anna, recommendation, what="Utbilda")
    operations.begin_action(action=begun, by=anna, at=NOVEMBER)
    operations.finish_action(action=done, outcome="Tio är utbildade.", by=anna, at=NOVEMBER)

    operations.drop_recommendation(recommendation=recommendation, reason="Lagen ändrades.", by=disa, at=NOVEMBER)

    for row in (recommendation, begun, done):
        row.refresh_from_db()
    assert (recommendation.state, recommendation.dropped_because) == (RecommendationState.DROPPED, "Lagen ändrades.")
    assert (begun.state, begun.outcome) == (ActionState.DROPPED, "Lagen ändrades.")
    assert (done.state, done.outcome) == (ActionState.DONE, "Tio är utbildade.")
    assert verbs(recommendation) == ["made", "answered", "acted_on", "dropped"]
    assert (verbs(begun), verbs(done)) == (["planned", "begun", "dropped"], ["planned", "finished"])


def test_drop_recommendation_before_anyone_has_acted(anna, disa):
    recommendation = answered_recommendation(anna, disa)

    operations.drop_recommendation(recommendation=recommendation, reason="Pengarna tog slut.", by=disa, at=NOVEMBER)

    recommendation.refresh_from_db()
    assert recommendation.state is RecommendationState.DROPPED


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_drop_recommendation_without_a_reason_is_refused(reason, anna, disa):
    recommendation = acted_on_recommendation(anna, disa)

    with pytest.raises(RuleBroken) as refused:
        operations.drop_recommendation(recommendation=recommendation, reason=reason, by=disa, at=NOVEMBER)

    recommendation.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == ("recommendation.reason_missing", "reason")
    assert (recommendation.state, recommendation.actions.get().state) == (
        RecommendationState.ACTING,
        ActionState.PLANNED,
    )


def test_drop_recommendation_that_nobody_has_answered_is_refused(anna, disa):
    recommendation = made_recommendation(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.drop_recommendation(recommendation=recommendation, reason="Nej.", by=disa, at=NOVEMBER)


def test_drop_recommendation_is_refused_to_those_who_did_not_say_yes(anna, disa):
    recommendation = answered_recommendation(anna, disa)

    with pytest.raises(NotAllowed):
        operations.drop_recommendation(recommendation=recommendation, reason="Nej.", by=anna, at=NOVEMBER)
