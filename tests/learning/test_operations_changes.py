from datetime import date, timedelta

import pytest

from tests.factories import ChainVersionFactory, SteeringDocumentFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    answered_recommendation,
    noted_lesson,
    opened_turn,
    person,
    recorded_change,
)
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import LessonState, RecommendationState, TurnState
from varv.learning import operations
from varv.learning.models import Change

pytestmark = pytest.mark.django_db


def test_record_change_tells_which_version_became_different_because_of_what(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    version = adopted_version(anna)

    change = recorded_change(anna, recommendation, turn, version=version)

    assert (change.recommendation, change.lesson, change.document_version, change.chain_version, change.turn) == (
        recommendation,
        None,
        version,
        None,
        turn,
    )
    assert (change.before, change.after, change.decided_on, change.author) == (
        "Validering ska gå fort.",
        "Validering ska ta högst tio arbetsdagar.",
        date(2026, 11, 12),
        person(anna),
    )
    assert recommendation.state is RecommendationState.CHANGED
    assert verbs(change) == ["recorded"]
    assert verbs(recommendation) == ["made", "answered", "acted_on", "changed"]


def test_record_change_may_happen_to_several_plans(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    recorded_change(anna, recommendation, turn)
    chain = ChainVersionFactory(adopted_on=date(2026, 11, 1))

    change = recorded_change(anna, recommendation, turn, version=chain)

    assert (change.chain_version, change.document_version) == (chain, None)
    assert verbs(recommendation) == ["made", "answered", "acted_on", "changed"]
    assert Change.objects.of(anna.region_id).count() == 2


def test_record_change_because_of_a_lesson(disa):
    lesson, turn = accepted_lesson(disa, at=APRIL), opened_turn(disa)

    change = recorded_change(disa, lesson, turn)

    assert (change.recommendation, change.lesson, lesson.state) == (None, lesson, LessonState.ACCEPTED)
    assert (verbs(change), verbs(lesson)) == (["recorded"], ["noted", "worked_up", "accepted"])


def test_record_change_because_of_a_draft_is_refused(anna):
    lesson, turn = noted_lesson(anna, at=APRIL), opened_turn(anna)

    with pytest.raises(RuleBroken, match=r"change\.lesson_not_accepted"):
        recorded_change(anna, lesson, turn)


def test_record_change_before_any_action_is_refused(anna, disa):
    recommendation, turn = answered_recommendation(anna, disa), opened_turn(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        recorded_change(anna, recommendation, turn)

    assert verbs(recommendation) == ["made", "answered"]


def test_record_change_of_a_version_from_before_is_refused(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    older = adopted_version(anna, adopted_on=date(2026, 4, 27))

    with pytest.raises(RuleBroken) as refused:
        recorded_change(anna, recommendation, turn, version=older)

    assert (refused.value.code, refused.value.facts) == (
        "change.version_is_older",
        {"field": "version", "adopted_on": date(2026, 4, 27), "made_on": date(2026, 4, 28)},
    )
    assert recommendation.state is RecommendationState.ACTING


def test_record_change_in_a_closed_turn_is_refused(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    recorded_change(anna, recommendation, turn)
    operations.close_turn(turn=turn, by=anna, at=APRIL)

    with pytest.raises(RuleBroken, match=r"change\.turn_is_closed"):
        recorded_change(anna, recommendation, turn)


def test_record_change_keeps_to_one_region(anna, disa, stig):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    elsewhere = adopted_version(stig)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        recorded_change(anna, recommendation, turn, version=elsewhere)


def test_record_change_is_refused_to_a_reporter(anna, bo, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)

    with pytest.raises(NotAllowed):
        recorded_change(bo, recommendation, turn)


def test_open_turn_begins_with_what_is_planned(anna):
    turn = opened_turn(anna)

    assert (turn.number, turn.planned, turn.state) == (1, "Moduler i alla åtta kommuner.", TurnState.OPEN)
    assert verbs(turn) == ["opened"]


def test_open_turn_counts_within_the_document_and_may_overlap(anna):
    plan = SteeringDocumentFactory(title="Handlingsplan kompetens")
    opened_turn(anna, document=plan)

    second = opened_turn(anna, document=plan, starts_on=date(2027, 1, 1), ends_on=date(2028, 6, 30))
    other = opened_turn(anna)

    assert (second.number, other.number) == (2, 1)


def test_open_turn_before_the_last_is_refused(anna):
    plan = opened_turn(anna).document

    with pytest.raises(RuleBroken) as refused:
        opened_turn(anna, document=plan, starts_on=date(2025, 12, 31))

    assert (refused.value.code, refused.value.facts["field"]) == ("turn.starts_before_the_last", "starts_on")


def test_open_turn_is_refused_to_an_analyst(egon):
    with pytest.raises(NotAllowed):
        opened_turn(egon)


def test_describe_turn_tells_what_was_done_and_seen(anna):
    turn = opened_turn(anna)

    operations.describe_turn(
        turn=turn, did="41 moduler.", saw="De utan betyg hoppar av.", revision=turn.revision, by=anna, at=APRIL
    )

    turn.refresh_from_db()
    assert (turn.did, turn.saw, turn.planned) == (
        "41 moduler.",
        "De utan betyg hoppar av.",
        "Moduler i alla åtta kommuner.",
    )
    assert verbs(turn) == ["opened", "described"]


def test_describe_turn_is_refused_when_someone_was_before(anna, disa):
    turn = opened_turn(anna)
    operations.describe_turn(turn=turn, did="41 moduler.", saw="", revision=turn.revision, by=disa, at=APRIL)

    with pytest.raises(RuleBroken) as refused:
        operations.describe_turn(turn=turn, did="", saw="", revision=turn.revision, by=anna, at=APRIL)

    assert (refused.value.code, refused.value.facts["by"]) == ("stale", "Disa")


def test_close_turn_when_something_was_changed(anna, disa):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)

    operations.close_turn(turn=turn, by=anna, at=APRIL + timedelta(days=300))

    turn.refresh_from_db()
    assert (turn.state, turn.closed_at) == (TurnState.CLOSED, APRIL + timedelta(days=300))
    assert verbs(turn) == ["opened", "closed"]


def test_close_turn_without_a_change_is_refused(anna):
    turn = opened_turn(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.close_turn(turn=turn, by=anna, at=APRIL)

    turn.refresh_from_db()
    assert (refused.value.code, refused.value.facts) == ("turn.nothing_changed", {"number": 1})
    assert (turn.state, verbs(turn)) == (TurnState.OPEN, ["opened"])
