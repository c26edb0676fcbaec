"""From a sentence in a half-year report to a changed chain that helped, and back along the thread to the sentence."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.delivery.walks import person
from tests.factories import MONDAY
from tests.learning.walks import opened_turn
from tests.learning.whole_loop import SENTENCE, place
from tests.people import verbs
from tests.rounds.walks import approved, asked
from tests.strategy.walks import adopted_chain
from varv.core.judgement import Answer, Heed, Helped
from varv.core.kinds import RecallPlace
from varv.core.refusals import Refusal
from varv.core.theory import Evidence
from varv.core.threads import Knot, Stop
from varv.core.workflow import LessonState, RecommendationState
from varv.learning import operations
from varv.overview.learning.thread.red_thread import red_thread
from varv.overview.rounds.report_fate import report_fate
from varv.strategy import operations as strategy

pytestmark = pytest.mark.django_db
ANSWERED = datetime(2026, 11, 30, 9, tzinfo=timezone.get_default_timezone())
DECIDED = datetime(2026, 12, 14, 9, tzinfo=timezone.get_default_timezone())
NEXT_YEAR = datetime(2027, 12, 6, 9, tzinfo=timezone.get_default_timezone())


def kinds(thread, side):
    return [row.kind for group in getattr(thread, side) for row in group.rows]


def seen_from(reader, kind, thing, at):
    return red_thread(reader, place(kind, thing), at.date())


def stops(thread):
    return [ended.stop for ended in thread.ends]


def new_version(by, chain, link):
    """The chain opened, what is known of the link said, and a new version adopted."""
    strategy.revise_chain(chain=chain, by=by, at=DECIDED)
    link.refresh_from_db()
    strategy.edit_link(
        link=link,
        revision=link.revision,
        assumption="Någon följer med första gången",
        evidence=Evidence.SOME,
        by=by,
        at=DECIDED,
    )
    chain.refresh_from_db()
    return strategy.adopt_chain(
        chain=chain,
        adopted_on=DECIDED.date(),
        adopted_by="Regionala utvecklingsnämnden",
        reason="Rapporten visade att sällskap gör skillnad.",
        by=by,
        at=DECIDED,
    )


def test_a_sentence_in_a_report_changes_a_chain_and_the_thread_leads_back_to_it(anna, bo, disa, egon):
    # Anna's chain is adopted. Bo reports on the insats that tests it; Disa approves.
    chain, _steps, (_first, link) = adopted_chain(anna)
    report = approved(asked(anna, bo, chain=chain), bo, disa)
    assert stops(seen_from(bo, Knot.REPORT, report, MONDAY)) == [Stop.NOT_TAKEN_UP]

    # Bo takes up the sentence as a lesson. Until he offers it, nobody else can follow the thread to it.
    lesson = operations.note_lesson_from_report(report=report, by=bo, at=MONDAY)
    assert lesson.statement == SENTENCE
    assert stops(seen_from(egon, Knot.REPORT, report, MONDAY)) == [Stop.NOT_TAKEN_UP]
    operations.offer_lesson(lesson=lesson, by=bo, at=MONDAY)

    # Disa accepts it, with when it holds and when it does not.
    operations.accept_lesson(
        lesson=lesson, context="Vuxna som byter yrke.", holds_not="Den som redan har ett jobb.", by=disa, at=MONDAY
    )
    lesson.refresh_from_db()
    assert lesson.state is LessonState.ACCEPTED
    assert stops(seen_from(egon, Knot.REPORT, report, MONDAY)) == [Stop.UNUSED]

    # Egon uses it when he edits the chain, and recommends because of it.
    operations.use_lesson(lesson=lesson, heed=Heed.USED, place=RecallPlace.EDIT_CHAIN, chain=chain, by=egon, at=MONDAY)
    recommendation = operations.make_recommendation(
        because_of=lesson,
        text="Låt någon följa med deltagaren första gången",
        owner=person(anna),
        forum="Ledningsgruppen",
        by=egon,
        at=MONDAY,
    )
    (ended,) = seen_from(egon, Knot.LESSON, lesson, ANSWERED).ends
    assert (ended.stop, ended.days) == (Stop.AWAITING, 14)

    # Disa answers with reasons and in which capacity; Bo takes an action on and finishes it.
    operations.answer_recommendation(
        recommendation=recommendation,
        answer=Answer.YES,
        reasons="Två rapporter säger samma sak.",
        mandate="Regional utvecklingsdirektör",
        by=disa,
        at=ANSWERED,
    )
    recommendation.refresh_from_db()
    assert stops(seen_from(bo, Knot.REPORT, report, ANSWERED)) == [Stop.NO_ACTION]
    action = operations.plan_action(
        recommendation=recommendation,
        what="Handledare på första träffen",
        owner=person(bo),
        due_on=date(2027, 1, 15),
        by=anna,
        at=ANSWERED,
    )
    operations.begin_action(action=action, by=bo, at=ANSWERED)
    operations.finish_action(action=action, outcome="Fyra handledare är på plats.", by=bo, at=DECIDED)
    assert stops(seen_from(bo, Knot.REPORT, report, DECIDED)) == [Stop.NO_CHANGE]

    # The chain is opened, the link says what is known now, and a new version is adopted.
    version = new_version(anna, chain, link)

    # Anna records the change against it; it stands on the thread until someone else has seen that it is so.
    recommendation.refresh_from_db()
    turn = opened_turn(anna, document=chain.document)
    change = operations.record_change(
        because_of=recommendation,
        version=version,
        turn=turn,
        what="En handledare följer med första gången",
        before="Intyget räknas när företagen anställer",
        after="Någon följer med första gången",
        decided_on=DECIDED.date(),
        by=anna,
        at=DECIDED,
    )
    assert stops(seen_from(bo, Knot.REPORT, report, DECIDED)) == [Stop.UNVERIFIED]
    with pytest.raises(Refusal):
        operations.verify_change(change=change, how="Jag skrev den själv.", by=anna, at=DECIDED)
    operations.verify_change(change=change, how="Jag har läst den antagna versionen.", by=disa, at=DECIDED)
    assert stops(seen_from(bo, Knot.REPORT, report, DECIDED)) == [Stop.NOT_SEEN]

    # The next turn: it helped.
    later = opened_turn(anna, document=chain.document, starts_on=date(2027, 7, 1), ends_on=date(2028, 12, 31))
    change.refresh_from_db()
    effect = operations.note_effect(
        change=change, turn=later, helped=Helped.HELPED, because="Nio av tio kom tillbaka.", by=disa, at=NEXT_YEAR
    )
    recommendation.refresh_from_db()
    assert recommendation.state is RecommendationState.VERIFIED
    assert verbs(recommendation) == ["made", "answered", "acted_on", "changed", "verified"]

    # Forward from the sentence: every step, and nothing is left open.
    forward = seen_from(bo, Knot.REPORT, report, NEXT_YEAR)
    assert forward.start.bead.said == SENTENCE
    assert forward.ends == ()
    assert kinds(forward, "after") == [
        Knot.LESSON,
        Knot.RECOMMENDATION,
        Knot.RESPONSE,
        Knot.ACTION,
        Knot.CHANGE,
        Knot.CHAIN_VERSION,
        Knot.EFFECT,
        Knot.TURN,
        Knot.USE,
    ]

    # Back from whether it helped: to the sentence.
    back = seen_from(egon, Knot.EFFECT, effect, NEXT_YEAR)
    (row,) = (row for group in back.before for row in group.rows if row.kind is Knot.REPORT)
    assert [knot.bead.said for knot in row.knots] == [SENTENCE]
    assert (back.first_seen, back.last_changed) == (MONDAY.date(), DECIDED.date())

    # And Bo, on his own report, sees what his sentence led to and that it helped.
    (taken,) = report_fate(report, bo).lessons
    ((told,),) = (made.changes for made in taken.recommendations)
    assert (taken.recommendations[0].answer, told.is_verified, told.helped) == (Answer.YES, True, Helped.HELPED)
    assert told.because == "Nio av tio kom tillbaka."
