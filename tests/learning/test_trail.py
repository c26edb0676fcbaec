"""What the trail tells of each deed in LEARN: which fields changed, before and after, and who did it."""

from datetime import date

import pytest

from tests.factories import MONDAY, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    answered_recommendation,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    planned_action,
    recorded_change,
    registered_evaluation,
)
from varv.core.judgement import Answer, Confidence
from varv.core.kinds import EvaluationKind
from varv.core.theory import Evidence
from varv.learning import operations
from varv.learning.models import Response
from varv.learning.operations import EvaluationDraft
from varv.regions import trail
from varv.regions.models import Region, TrailEntry

pytestmark = pytest.mark.django_db


def told(thing):
    """The trail's last line about the thing: verb, before, after."""
    line = TrailEntry.objects.about(thing).last()
    return line.verb, line.before, line.after


def test_trail_tells_all_of_a_new_recommendation(anna):
    recommendation = made_recommendation(anna)

    verb, before, after = told(recommendation)

    assert (verb, before) == ("made", {})
    assert (after["number"], after["state"], after["due_on"], after["owner_id"], after["forum"]) == (
        1,
        "awaiting",
        "2026-05-26",
        anna.person_id,
        "Ledningsgruppen",
    )


@pytest.mark.parametrize(("answer", "state"), [(Answer.PARTLY, "answered"), (Answer.NO, "declined")])
def test_trail_tells_what_an_answer_made_of_the_recommendation(answer, state, anna, disa):
    recommendation = answered_recommendation(anna, disa, answer)

    assert told(recommendation) == ("answered", {"state": "awaiting"}, {"state": state})


def test_trail_tells_the_answer_with_its_reasons_and_who_gave_it(anna, disa):
    answered_recommendation(anna, disa)

    line = TrailEntry.objects.about(Response.objects.of(anna.region_id).get()).get()

    assert (line.person, line.verb, line.after["answer"], line.after["reasons"], line.after["case_number"]) == (
        "Disa",
        "answered",
        "yes",
        "Tre rapporter säger samma sak.",
        "RU 2026/311",
    )


def test_trail_tells_that_a_recommendation_is_acted_on_once(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    first = told(recommendation)

    planned_action(anna, recommendation)

    assert first == ("acted_on", {"state": "answered"}, {"state": "acting"})
    assert told(recommendation) == first


def test_trail_tells_each_step_of_an_action(anna, disa):
    action = planned_action(anna, answered_recommendation(anna, disa))

    operations.begin_action(action=action, by=anna, at=APRIL)
    begun = told(action)
    operations.finish_action(action=action, outcome="Fem kommuner delar.", by=anna, at=MONDAY)

    assert begun == ("begun", {"state": "planned"}, {"state": "ongoing"})
    assert told(action) == (
        "finished",
        {"state": "ongoing", "outcome": "", "done_at": None},
        {"state": "done", "outcome": "Fem kommuner delar.", "done_at": "2026-11-16T09:00:00+00:00"},
    )


def test_trail_tells_why_an_action_was_dropped(anna, disa):
    action = planned_action(anna, answered_recommendation(anna, disa))

    operations.drop_action(action=action, reason="Behövs inte.", by=disa, at=MONDAY)

    verb, before, after = told(action)
    assert (verb, before["state"], after["state"], after["outcome"]) == (
        "dropped",
        "planned",
        "dropped",
        "Behövs inte.",
    )


def test_trail_tells_a_change_with_its_provenance(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)

    change = recorded_change(anna, recommendation, turn)

    verb, before, after = told(change)
    assert (verb, before) == ("recorded", {})
    assert (after["recommendation_id"], after["lesson_id"], after["turn_id"], after["chain_version_id"]) == (
        recommendation.pk,
        None,
        turn.pk,
        None,
    )
    assert (after["before"], after["after"]) == ("Validering ska gå fort.", "Validering ska ta högst tio arbetsdagar.")
    assert told(recommendation) == ("changed", {"state": "acting"}, {"state": "changed"})


def test_trail_tells_that_a_lesson_was_not_touched_by_its_change(anna):
    lesson = accepted_lesson(anna, at=APRIL)
    before = told(lesson)

    recorded_change(anna, lesson, opened_turn(anna))

    assert told(lesson) == before


def test_trail_tells_a_lesson_from_draft_to_retired(anna, bo):
    lesson = noted_lesson(bo, context="Vuxna.")

    operations.offer_lesson(lesson=lesson, by=bo, at=MONDAY)
    offered = told(lesson)
    goal = GoalFactory()
    operations.accept_lesson(
        lesson=lesson, context="Vuxna i yrkesväxling.", holds_not="Unga.", goal=goal, by=anna, at=MONDAY
    )
    worked_up = TrailEntry.objects.about(lesson).get(verb="worked_up")
    accepted = told(lesson)
    operations.retire_lesson(lesson=lesson, reason="Nya regler.", by=anna, at=MONDAY)

    assert offered == ("offered", {"offered_at": None}, {"offered_at": "2026-11-16T09:00:00+00:00"})
    assert (worked_up.before, worked_up.after) == (
        {"state": "draft", "context": "Vuxna.", "holds_not": "", "goal_id": None},
        {"state": "worked_up", "context": "Vuxna i yrkesväxling.", "holds_not": "Unga.", "goal_id": goal.pk},
    )
    assert accepted == (
        "accepted",
        {"state": "worked_up", "owner_id": None, "accepted_at": None, "review_on": None},
        {
            "state": "accepted",
            "owner_id": bo.person_id,
            "accepted_at": "2026-11-16T09:00:00+00:00",
            "review_on": "2027-11-16",
        },
    )
    assert told(lesson) == (
        "retired",
        {"state": "accepted", "retired_because": ""},
        {"state": "retired", "retired_because": "Nya regler."},
    )


def test_trail_tells_only_what_was_edited_in_a_lesson(bo):
    lesson = noted_lesson(bo)

    operations.edit_lesson(
        lesson=lesson,
        statement=lesson.statement,
        context="Vuxna.",
        confidence=Confidence.MEASURED,
        generic_activity=None,
        goal=None,
        revision=1,
        by=bo,
        at=MONDAY,
    )

    assert told(lesson) == (
        "edited",
        {"context": "", "confidence": "experience"},
        {"context": "Vuxna.", "confidence": "measured"},
    )


def test_trail_tells_what_was_put_right_in_the_register(egon):
    evaluation = registered_evaluation(egon)

    operations.edit_evaluation(
        evaluation=evaluation,
        draft=EvaluationDraft(title=evaluation.title, kind=EvaluationKind.PEER, evaluator=evaluation.evaluator),
        delivered_on=date(2026, 4, 25),
        revision=1,
        by=egon,
        at=MONDAY,
    )

    assert told(evaluation) == (
        "edited",
        {"kind": "ongoing", "delivered_on": "2026-04-24"},
        {"kind": "peer", "delivered_on": "2026-04-25"},
    )


def test_trail_tells_what_was_put_right_in_a_finding(egon):
    finding = noted_finding(egon)

    operations.edit_finding(
        finding=finding,
        text=finding.text,
        evidence=Evidence.STRONG,
        rests_on=finding.rests_on,
        question=None,
        link=None,
        goal=None,
        revision=1,
        by=egon,
        at=MONDAY,
    )

    assert told(finding) == ("edited", {"evidence": "some"}, {"evidence": "strong"})


def test_trail_tells_a_turn_from_opened_to_closed(anna, disa):
    turn = opened_turn(anna)
    opened = told(turn)

    operations.describe_turn(turn=turn, did="41 moduler.", saw="Hopp.", revision=1, by=anna, at=MONDAY)
    described = told(turn)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    operations.close_turn(turn=turn, by=anna, at=MONDAY)

    assert (opened[0], opened[1], opened[2]["planned"]) == ("opened", {}, "Moduler i alla åtta kommuner.")
    assert described == ("described", {"did": "", "saw": ""}, {"did": "41 moduler.", "saw": "Hopp."})
    assert told(turn) == (
        "closed",
        {"state": "open", "closed_at": None},
        {"state": "closed", "closed_at": "2026-11-16T09:00:00+00:00"},
    )


def test_trail_of_the_whole_way_holds(anna, bo, disa, alvmark):
    turn = opened_turn(anna)
    recorded_change(anna, acted_on_recommendation(anna, disa), turn)
    accepted_lesson(anna)
    noted_lesson(bo)
    operations.close_turn(turn=turn, by=disa, at=MONDAY)

    assert trail.broken_at(Region.objects.get(pk=alvmark.pk)) is None
    assert TrailEntry.objects.of(alvmark.pk).count() == 19


def test_trail_is_silent_about_what_was_refused(anna, bo, disa, alvmark):
    recommendation = made_recommendation(anna)
    before = TrailEntry.objects.of(alvmark.pk).count()

    for refused in (
        lambda: operations.answer_recommendation(
            recommendation=recommendation, answer=Answer.NO, reasons="", mandate="Chef", by=disa, at=MONDAY
        ),
        lambda: planned_action(anna, recommendation),
        lambda: recorded_change(anna, recommendation, opened_turn(bo)),
    ):
        with pytest.raises(Exception, match=r"response|state|not_allowed"):
            refused()

    assert TrailEntry.objects.of(alvmark.pk).count() == before
