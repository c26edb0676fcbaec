"""One change whole, what was seen of it, and what hangs on each thing in the thread."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from tests.factories import MONDAY
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    questions,
    recorded_change,
)
from varv.core.judgement import Helped
from varv.core.kinds import ChangeKind
from varv.learning import operations
from varv.learning.models import Action, FollowUp, Recommendation, Response
from varv.overview.learning.answers.change_sheet import change_sheet, effects_of, seen_in, unseen_before
from varv.overview.learning.answers.plan_changes import change_line
from varv.overview.learning.thread.hanging import Hung, what_hangs_on
from varv.overview.learning.thread.thread import thread

pytestmark = pytest.mark.django_db


def the_whole_way(anna, disa):
    """A recommendation that changed a plan, the change verified, and its effect seen in the next turn."""
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    change = recorded_change(anna, recommendation, turn)
    operations.verify_change(change=change, how="Jag läste planen.", by=disa, at=MONDAY)
    later = opened_turn(anna, document=turn.document, starts_on=date(2027, 7, 1), ends_on=date(2028, 12, 31))
    operations.note_effect(
        change=change, turn=later, helped=Helped.HELPED, because="Halverad väntetid.", by=anna, at=MONDAY
    )
    change.refresh_from_db()
    return recommendation, change, later


def test_sheet_tells_before_and_after_who_verified_and_whether_it_helped(anna, disa):
    _recommendation, change, later = the_whole_way(anna, disa)

    sheet = change_sheet(change)

    assert (sheet.change.before, sheet.change.after) == (
        "Validering ska gå fort.",
        "Validering ska ta högst tio arbetsdagar.",
    )
    assert (sheet.change.verified_by, sheet.change.verified_how) == ("Disa", "Jag läste planen.")
    (effect,) = sheet.effects
    assert (effect.helped, effect.because, effect.author, effect.turn_id, effect.turn_number, effect.on) == (
        Helped.HELPED,
        "Halverad väntetid.",
        "Anna",
        later.pk,
        2,
        date(2026, 11, 16),
    )
    assert sheet.days == (date(2026, 11, 12) - sheet.change.origin.on).days


def test_sheet_compares_the_version_with_the_one_before(anna, disa):
    first = adopted_version(anna, number=1, content={"goals": {"1": {"name": "Fort"}}}, adopted_on=date(2026, 1, 1))
    second = adopted_version(anna, document=first.document, number=2, content={"goals": {"1": {"name": "Tio dagar"}}})
    change = recorded_change(anna, acted_on_recommendation(anna, disa), opened_turn(anna), version=second)

    wording = change_sheet(change).wording

    assert (wording.before, wording.after) == ("Fort", "Tio dagar")


def test_sheet_of_what_is_told_in_words_has_no_versions_to_compare(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    change = operations.record_change(
        because_of=recommendation,
        turn=turn,
        kind=ChangeKind.WAY_OF_WORKING,
        what="Vi ringer",
        before="Enkät.",
        after="Samtal.",
        decided_on=date(2026, 11, 12),
        by=anna,
        at=MONDAY,
    )

    sheet = change_sheet(change)

    assert (sheet.wording.before, sheet.wording.after, sheet.effects) == ("", "", ())


def test_sheet_tells_what_more_changed_because_of_the_same(anna, disa):
    recommendation, turn = acted_on_recommendation(anna, disa), opened_turn(anna)
    first = recorded_change(anna, recommendation, turn)
    second = recorded_change(anna, recommendation, turn, what="Även den andra planen")
    because_of_lesson = recorded_change(anna, accepted_lesson(anna, at=APRIL), turn)

    assert [one.id for one in change_sheet(first).sisters] == [second.pk]
    assert change_sheet(because_of_lesson).sisters == ()


def test_sheet_asks_as_often_for_one_effect_as_for_three(anna, disa):
    _recommendation, change, later = the_whole_way(anna, disa)
    one = questions(lambda: change_sheet(change))
    for _ in range(2):
        operations.note_effect(change=change, turn=later, helped=Helped.NOT, because="Nej.", by=anna, at=MONDAY)

    assert (one, questions(lambda: change_sheet(change))) == (4, 4)
    assert [effect.helped for effect in change_sheet(change).effects] == [Helped.HELPED, Helped.NOT, Helped.NOT]


def test_effects_of_many_changes_are_fetched_in_one_query(anna, disa):
    recommendation, change, later = the_whole_way(anna, disa)
    other = recorded_change(anna, recommendation, change.turn, what="En till")
    lines = [change_line(change), change_line(other)]

    found = effects_of(anna.region_id, lines)

    assert [effect.turn_id for effect in found[change.pk]] == [later.pk]
    assert found[other.pk] == ()
    assert questions(lambda: effects_of(anna.region_id, lines)) == 1


def test_a_turn_shows_what_was_seen_in_it_and_what_nobody_has_looked_at(anna, disa):
    recommendation, change, later = the_whole_way(anna, disa)
    unseen = recorded_change(anna, recommendation, change.turn, what="En till")

    assert [(one.change_id, one.what) for one in seen_in(later)] == [(change.pk, change.what)]
    assert [one.id for one in unseen_before(later)] == [unseen.pk]
    assert (seen_in(change.turn), unseen_before(change.turn)) == ((), ())


def test_thread_tells_effects_follow_ups_and_what_is_verified(anna, disa):
    recommendation, change, _later = the_whole_way(anna, disa)

    whole = thread(recommendation, date(2026, 11, 20))

    assert (whole.helped, whole.unverified, len(whole.effects)) == (Helped.HELPED, 0, 1)
    assert whole.changes[0].id == change.pk
    assert whole.follow_ups == ()
    assert whole.answer.mandate == "Regional utvecklingsdirektör"


def test_thread_tells_follow_ups_as_long_as_they_matter(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    first = recommendation.follow_ups.get(number=1)
    before = thread(recommendation, date(2026, 11, 20)).follow_ups
    operations.tell_follow_up(follow_up=first, told="På väg.", by=anna, at=MONDAY)
    told = thread(recommendation, date(2026, 11, 20)).follow_ups
    operations.drop_recommendation(recommendation=recommendation, reason="Lagen ändrades.", by=disa, at=MONDAY)

    whole = thread(recommendation, date(2026, 11, 20))

    assert [(one.number, one.is_due, one.days_left) for one in before] == [
        (1, True, 0),
        (2, False, 181),
        (3, False, 365),
    ]
    assert [(one.told, one.author, one.is_due) for one in told] == [
        ("På väg.", "Anna", False),
        ("", "", False),
        ("", "", False),
    ]
    assert [one.number for one in whole.follow_ups] == [1]
    assert (whole.dropped_because, whole.dropped_on, whole.helped) == ("Lagen ändrades.", date(2026, 11, 16), None)


def test_what_hangs_on_each_thing_in_the_thread_is_told(anna, disa):
    recommendation, change, later = the_whole_way(anna, disa)
    finding = recommendation.finding

    def hung(thing):
        return [one.hung for one in what_hangs_on(thing, anna)]

    assert hung(finding.evaluation) == [Hung.FINDING]
    assert hung(finding) == [Hung.RECOMMENDATION]
    assert hung(recommendation) == [Hung.ANSWER, Hung.ACTION, Hung.CHANGE]
    assert hung(change) == [Hung.EFFECT]
    assert (hung(change.turn), hung(later)) == ([Hung.CHANGE], [Hung.EFFECT])
    (effect,) = what_hangs_on(change, anna)
    assert (effect.text, effect.view, effect.page_id) == ("Halverad väntetid.", "learning:change", change.pk)


def test_what_hangs_on_a_recommendation_holds_the_follow_ups_that_are_told(anna, disa):
    recommendation = acted_on_recommendation(anna, disa)
    operations.tell_follow_up(follow_up=recommendation.follow_ups.get(number=1), told="Så här.", by=anna, at=MONDAY)

    told = [one for one in what_hangs_on(recommendation, anna) if one.hung is Hung.FOLLOW_UP]

    assert [one.text for one in told] == ["Så här."]


def test_what_hangs_on_a_lesson_is_its_recommendations_and_changes(anna, disa):
    lesson = accepted_lesson(anna, at=APRIL)
    recommendation = made_recommendation(anna, lesson)
    change = recorded_change(anna, lesson, opened_turn(anna))

    found = what_hangs_on(lesson, anna)

    assert [(one.hung, one.id) for one in found] == [
        (Hung.RECOMMENDATION, recommendation.pk),
        (Hung.CHANGE, change.pk),
    ]


def test_a_draft_that_hangs_on_a_finding_is_told_to_its_author_alone(anna, bo, disa):
    finding = noted_finding(anna)
    noted_lesson(bo, finding, statement="Mitt utkast.")

    assert [one.text for one in what_hangs_on(finding, bo)] == ["Mitt utkast."]
    assert (what_hangs_on(finding, anna), what_hangs_on(finding, disa)) == ((), ())


@pytest.mark.parametrize(
    "pick",
    [
        pytest.param(lambda way: way[0].finding.evaluation, id="evaluation"),
        pytest.param(lambda way: way[0].finding, id="finding"),
        pytest.param(lambda way: way[0], id="recommendation"),
        pytest.param(lambda way: way[1], id="change"),
        pytest.param(lambda way: way[1].turn, id="turn"),
        pytest.param(lambda way: way[2], id="later-turn"),
        pytest.param(lambda way: way[1].document_version, id="version"),
        pytest.param(lambda way: way[0].owner, id="person"),
    ],
)
def test_nothing_in_a_thread_can_be_deleted(pick, anna, disa):
    thing = pick(the_whole_way(anna, disa))

    with pytest.raises(ProtectedError):
        thing.delete()

    assert type(thing).objects.filter(pk=thing.pk).exists()


def test_what_nothing_hangs_on_keeps_what_it_hangs_on(anna, disa):
    recommendation, _change, _later = the_whole_way(anna, disa)

    for model in (Response, Action, FollowUp):
        assert model.objects.of(anna.region_id).filter(recommendation=recommendation).exists()
    with pytest.raises(ProtectedError) as refused:
        Recommendation.objects.of(anna.region_id).delete()
    assert {type(row) for row in refused.value.protected_objects} >= {Response, Action, FollowUp}


def test_a_lesson_that_changed_something_cannot_be_deleted(anna):
    lesson = accepted_lesson(anna, at=APRIL)
    recorded_change(anna, lesson, opened_turn(anna))

    with pytest.raises(ProtectedError):
        lesson.delete()
