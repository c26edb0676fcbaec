"""A change is verified by someone else, and in a later turn someone tells whether it helped."""

from datetime import date

import pytest

from tests.factories import MONDAY, SteeringDocumentFactory, TurnFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    opened_turn,
    person,
    recorded_change,
)
from tests.people import member, verbs
from varv.core.judgement import Helped
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Role
from varv.core.workflow import LessonState, RecommendationState, TurnState
from varv.learning import operations
from varv.learning.models import ChangeEffect

pytestmark = pytest.mark.django_db


def changed_recommendation(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    return recommendation, recorded_change(anna, recommendation, opened_turn(anna))


def next_turn(by, change, **changed):
    values = {"starts_on": date(2027, 7, 1), "ends_on": date(2028, 12, 31)}
    return opened_turn(by, document=change.turn.document, **(values | changed))


def verified(change, by, how="Jag har läst den antagna planen."):
    operations.verify_change(change=change, how=how, by=by, at=MONDAY)
    change.refresh_from_db()


def effect(change, turn, by, helped=Helped.HELPED, because="Väntetiden har halverats."):
    return operations.note_effect(change=change, turn=turn, helped=helped, because=because, by=by, at=MONDAY)


def test_verify_change_says_who_saw_it_and_how(anna, disa):
    recommendation, change = changed_recommendation(anna, disa)

    verified(change, disa)

    recommendation.refresh_from_db()
    assert (change.verified_by, change.verified_how, change.verified_at) == (
        person(disa),
        "Jag har läst den antagna planen.",
        MONDAY,
    )
    assert recommendation.state is RecommendationState.VERIFIED
    assert verbs(change) == ["recorded", "verified"]
    assert verbs(recommendation) == ["made", "answered", "acted_on", "changed", "verified"]


def test_a_recommendation_is_verified_with_the_last_of_its_changes(anna, disa):
    recommendation, first = changed_recommendation(anna, disa)
    second = recorded_change(anna, recommendation, first.turn, what="Även kedjan")

    verified(first, disa)
    recommendation.refresh_from_db()
    between = recommendation.state
    verified(second, disa)

    recommendation.refresh_from_db()
    assert (between, recommendation.state) == (RecommendationState.CHANGED, RecommendationState.VERIFIED)
    assert verbs(recommendation)[-1] == "verified"


def test_one_more_change_of_a_verified_recommendation_is_to_be_verified_too(anna, disa):
    recommendation, first = changed_recommendation(anna, disa)
    verified(first, disa)

    later = recorded_change(anna, recommendation, first.turn, what="Även kedjan")

    opened = recommendation.state
    verified(later, disa)
    recommendation.refresh_from_db()
    assert (opened, recommendation.state) == (RecommendationState.CHANGED, RecommendationState.VERIFIED)
    assert verbs(recommendation)[-3:] == ["verified", "changed", "verified"]


def test_verify_change_because_of_a_lesson_leaves_the_lesson_alone(anna, disa):
    lesson = accepted_lesson(anna, at=APRIL)
    change = recorded_change(anna, lesson, opened_turn(anna))
    before = verbs(lesson)

    verified(change, disa)

    lesson.refresh_from_db()
    assert (change.verified_by, lesson.state, verbs(lesson)) == (person(disa), LessonState.ACCEPTED, before)


def test_verify_change_by_the_one_who_recorded_it_is_refused(anna, disa):
    recommendation, change = changed_recommendation(anna, disa)

    with pytest.raises(RuleBroken, match=r"change\.verified_by_recorder"):
        verified(change, anna)

    change.refresh_from_db()
    recommendation.refresh_from_db()
    assert (change.verified_by, recommendation.state) == (None, RecommendationState.CHANGED)


def test_verify_change_twice_is_refused(alvmark, anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    verified(change, disa)

    with pytest.raises(RuleBroken, match=r"change\.verified_already"):
        verified(change, member(alvmark, "dag", Role.MANAGER))

    change.refresh_from_db()
    assert change.verified_by == person(disa)


@pytest.mark.parametrize("how", ["", "  ", "\n"])
def test_verify_change_without_how_is_refused(how, anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)

    with pytest.raises(RuleBroken) as refused:
        verified(change, disa, how)

    assert (refused.value.code, refused.value.facts["field"]) == ("change.how_missing", "how")
    assert verbs(change) == ["recorded"]


def test_verify_change_is_refused_to_an_analyst(anna, disa, egon):
    _recommendation, change = changed_recommendation(anna, disa)

    with pytest.raises(NotAllowed):
        verified(change, egon)


@pytest.mark.parametrize("helped", list(Helped))
def test_note_effect_tells_whether_it_helped_and_what_was_seen(helped, anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    turn = next_turn(anna, change)

    seen = effect(change, turn, anna, helped)

    assert (seen.changed, seen.turn, seen.helped, seen.because, seen.author, seen.noted_at) == (
        change,
        turn,
        helped,
        "Väntetiden har halverats.",
        person(anna),
        MONDAY,
    )
    assert (verbs(seen), verbs(change)) == (["noted"], ["recorded"])


def test_note_effect_may_be_told_again_and_keeps_what_was_told(anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    turn = next_turn(anna, change)
    effect(change, turn, anna, Helped.TOO_EARLY, "Ett halvår till.")

    effect(change, turn, disa, Helped.HELPED)

    told = ChangeEffect.objects.of(anna.region_id).order_by("pk").values_list("helped", flat=True)
    assert list(told) == [Helped.TOO_EARLY, Helped.HELPED]


def test_note_effect_in_the_turn_of_the_change_is_refused(anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)

    with pytest.raises(RuleBroken) as refused:
        effect(change, change.turn, anna)

    assert (refused.value.code, refused.value.facts) == ("effect.turn_not_later", {"field": "turn", "number": 1})


def test_note_effect_in_an_earlier_turn_is_refused(anna, disa):
    plan = SteeringDocumentFactory(region_id=anna.region_id)
    earlier = opened_turn(anna, document=plan)
    recommendation = acted_on_recommendation(anna, disa)
    change = recorded_change(anna, recommendation, opened_turn(anna, document=plan, starts_on=date(2026, 2, 1)))

    with pytest.raises(RuleBroken, match=r"effect\.turn_not_later"):
        effect(change, earlier, anna)


@pytest.mark.parametrize(("starts_on", "allowed"), [(date(2026, 1, 1), False), (date(2026, 1, 2), True)])
def test_note_effect_in_another_documents_turn_goes_by_the_day_it_begins(starts_on, allowed, anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    other = opened_turn(anna, document=SteeringDocumentFactory(title="Handlingsplan"), starts_on=starts_on)

    if allowed:
        assert effect(change, other, anna).turn == other
    else:
        with pytest.raises(RuleBroken, match=r"effect\.turn_not_later"):
            effect(change, other, anna)


def test_note_effect_in_a_closed_turn_is_refused(anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    closed = TurnFactory(
        region_id=anna.region_id,
        document=change.turn.document,
        number=2,
        starts_on=date(2027, 7, 1),
        ends_on=date(2028, 12, 31),
        state=TurnState.CLOSED,
    )

    with pytest.raises(RuleBroken) as refused:
        effect(change, closed, anna)

    assert (refused.value.code, refused.value.facts["number"]) == ("effect.turn_is_closed", 2)


@pytest.mark.parametrize("because", ["", " "])
def test_note_effect_without_what_was_seen_is_refused(because, anna, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    turn = next_turn(anna, change)

    with pytest.raises(RuleBroken) as refused:
        effect(change, turn, anna, because=because)

    assert (refused.value.code, refused.value.facts["field"]) == ("effect.reason_missing", "because")
    assert not ChangeEffect.objects.of(anna.region_id).exists()


def test_note_effect_keeps_to_one_region(anna, disa, stig):
    _recommendation, change = changed_recommendation(anna, disa)
    plan = SteeringDocumentFactory(region_id=stig.region_id, title="Sydlands plan")
    elsewhere = opened_turn(stig, document=plan, starts_on=date(2027, 7, 1), ends_on=date(2028, 7, 1))

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        effect(change, elsewhere, anna)


def test_note_effect_is_refused_to_a_reporter(anna, bo, disa):
    _recommendation, change = changed_recommendation(anna, disa)
    turn = next_turn(anna, change)

    with pytest.raises(NotAllowed):
        effect(change, turn, bo)
