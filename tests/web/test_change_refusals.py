"""What the forms from a recommendation to its effect refuse: what was written is kept, and it is said why."""

from datetime import date

import pytest

from tests.learning.walks import (
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    answered_recommendation,
    made_recommendation,
    noted_lesson,
    opened_turn,
    planned_action,
    recorded_change,
)
from tests.people import verbs
from varv.core.judgement import Answer
from varv.core.workflow import ActionState, RecommendationState
from varv.learning.models import Action, Change, Response

KEPT = "Det här ska stå kvar, ordagrant."


@pytest.fixture
def recommendation(anna, disa):
    return acted_on_recommendation(anna, disa)


def page(thing, rest=""):
    return f"/alvmark/rekommendationer/{thing.pk}/{rest}"


def in_words(turn, **changed):
    told = {"version": "way_of_working", "what": "Vi ringer", "before": "Enkät.", "after": KEPT}
    return told | {"decided_on": "2026-05-30", "turn": turn.pk} | changed


# --- recording a change ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 201}, "what"),
        ({"before": "  "}, "before"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "2026-02-30"}, "decided_on"),
        ({"decided_on": "2026-04-27"}, "decided_on"),
        ({"decided_on": "2999-01-01"}, "decided_on"),
        ({"case_number": "x" * 61}, "case_number"),
        ({"turn": "0"}, "turn"),
        ({"turn": "varv"}, "turn"),
    ],
)
def test_record_change_keeps_what_was_written_and_says_what_is_wrong(changed, field, recommendation, anna, visit):
    told = in_words(opened_turn(anna)) | changed

    response = visit(anna).post(page(recommendation, "andring/"), told)

    recommendation.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert KEPT in response.text
    assert not Change.objects.of(anna.region_id).exists()
    assert recommendation.state is RecommendationState.ACTING


def test_record_change_of_a_version_from_before_the_recommendation_is_refused(recommendation, anna, visit):
    old, turn = adopted_version(anna, adopted_on=date(2026, 4, 1)), opened_turn(anna)

    response = visit(anna).post(page(recommendation, "andring/"), in_words(turn, version=f"document-{old.pk}"))

    assert (response.status_code, KEPT in response.text) == (422, True)
    assert not Change.objects.of(anna.region_id).exists()


def test_record_change_of_another_regions_version_asks_which_one(recommendation, anna, stig, visit):
    theirs = adopted_version(stig)

    response = visit(anna).post(
        page(recommendation, "andring/"), in_words(opened_turn(anna), version=f"document-{theirs.pk}")
    )

    assert (response.status_code, "form" in response.context) == (200, False)
    assert not Change.objects.of(anna.region_id).exists()


def test_record_change_in_another_regions_turn_is_refused(recommendation, anna, stig, visit):
    response = visit(anna).post(page(recommendation, "andring/"), in_words(opened_turn(stig)))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["turn"])


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO])
def test_record_change_before_anyone_acts_leads_back(answer, anna, disa, visit):
    recommendation = answered_recommendation(anna, disa, answer)

    response = visit(anna).post(page(recommendation, "andring/"), in_words(opened_turn(anna)))

    assert response.status_code == 302
    assert not Change.objects.of(anna.region_id).exists()


def test_record_change_from_someone_elses_draft_lesson_is_not_there(anna, bo, visit):
    draft = noted_lesson(bo)

    response = visit(anna).post(f"/alvmark/lardomar/{draft.pk}/andring/", in_words(opened_turn(anna)))

    assert response.status_code == 404
    assert not Change.objects.of(anna.region_id).exists()


def test_a_change_stands_in_the_columns_of_its_cause_and_its_plan(recommendation, anna, visit):
    version, turn = adopted_version(anna, adopted_on=date(2026, 5, 29)), opened_turn(anna)

    response = visit(anna).post(page(recommendation, "andring/"), in_words(turn, version=f"document-{version.pk}"))

    change = Change.objects.of(anna.region_id).get()
    recommendation.refresh_from_db()
    assert response.status_code == 302
    assert (change.recommendation, change.lesson, change.document_version) == (recommendation, None, version)
    assert (change.chain_version, change.template, change.goal) == (None, None, None)
    assert (recommendation.state, verbs(recommendation)[-1]) == (RecommendationState.CHANGED, "changed")


def test_a_change_of_a_lesson_changes_no_recommendation(anna, disa, visit):
    lesson, turn = accepted_lesson(anna), opened_turn(anna)

    visit(anna).post(f"/alvmark/lardomar/{lesson.pk}/andring/", in_words(turn, decided_on=f"{lesson.said_on:%Y-%m-%d}"))

    change = Change.objects.of(anna.region_id).get()
    assert (change.lesson, change.recommendation, verbs(change)) == (lesson, None, ["recorded"])


def test_a_second_change_writes_no_second_line_about_the_recommendation(recommendation, anna):
    turn = opened_turn(anna)

    recorded_change(anna, recommendation, turn)
    recorded_change(anna, recommendation, turn, version=adopted_version(anna, adopted_on=date(2026, 11, 10)))

    assert verbs(recommendation).count("changed") == 1


# --- answers and actions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "kanske"}, "answer"),
        ({"mandate": ""}, "mandate"),
        ({"mandate": "x" * 161}, "mandate"),
        ({"case_number": "x" * 61}, "case_number"),
    ],
)
def test_answer_that_is_refused_keeps_its_reasons(changed, field, anna, disa, visit):
    recommendation = made_recommendation(anna)
    told = {"answer": "no", "reasons": KEPT, "mandate": "Direktör", "case_number": "RU 1"} | changed

    response = visit(disa).post(page(recommendation, "svara/"), told)

    recommendation.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert (KEPT in response.text, recommendation.state) == (True, RecommendationState.AWAITING)
    assert not Response.objects.of(anna.region_id).exists()


def test_an_answer_that_came_second_changes_nothing(anna, disa, visit):
    recommendation = answered_recommendation(anna, disa)

    response = visit(disa).post(page(recommendation, "svara/"), {"answer": "no", "reasons": KEPT, "mandate": "Chef"})

    assert response.status_code == 302
    assert [found.answer for found in Response.objects.of(anna.region_id)] == [Answer.YES]


@pytest.mark.parametrize("rest", ["svara/", "atgarder/ny/", "andring/", "avskriv/"])
def test_what_a_stranger_sends_is_sent_nowhere(rest, recommendation, stig, visit):
    before = verbs(recommendation)

    response = visit(stig).post(page(recommendation, rest), {"answer": "no", "reasons": KEPT, "reason": KEPT})

    recommendation.refresh_from_db()
    assert (response.status_code, verbs(recommendation)) == (404, before)
    assert recommendation.state is RecommendationState.ACTING


@pytest.mark.parametrize("rest", ["svara/", "andring/", "avskriv/"])
def test_what_a_reader_or_reporter_sends_is_refused(rest, recommendation, bo, cilla, visit):
    before = verbs(recommendation)

    for person in (bo, cilla):
        assert visit(person).post(page(recommendation, rest), {"reason": KEPT}).status_code == 403

    assert verbs(recommendation) == before


@pytest.mark.parametrize(("rest", "field"), [("klar/", "outcome"), ("avsta/", "reason")])
def test_an_action_is_ended_once_and_in_words(rest, field, anna, disa, visit):
    action = planned_action(anna, answered_recommendation(anna, disa))
    path, client = f"/alvmark/atgarder/{action.pk}/{rest}", visit(anna)

    empty, long = (client.post(path, {field: text}) for text in ("", "x" * 10_001))
    done, again = client.post(path, {field: KEPT}), client.post(path, {field: "Något annat."})

    ended = Action.objects.get(pk=action.pk)
    assert [response.status_code for response in (empty, long, done, again)] == [422, 422, 302, 302]
    assert ended.state in {ActionState.DONE, ActionState.DROPPED}
    assert KEPT in client.get(page(action.recommendation)).text
    assert "Något annat." not in client.get(page(action.recommendation)).text
