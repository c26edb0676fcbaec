"""The whole loop walked verb by verb: a sentence in a report, and what came of it up to whether it helped."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.factories import MONDAY
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    adopted_version,
    answer_with,
    made_recommendation,
    opened_turn,
    planned_action,
    recorded_change,
)
from tests.rounds.walks import approved, asked
from varv.core.judgement import Helped
from varv.core.threads import Knot, Place
from varv.learning import operations
from varv.learning.models import Action, Change, ChangeEffect, Lesson, Recommendation, Turn
from varv.rounds.models import Report

SENTENCE = "När en handledare följer med kommer åtta av tio tillbaka."


@dataclass(frozen=True)
class Loop:
    """Everything that was made on the way."""

    report: Report
    lesson: Lesson
    recommendation: Recommendation
    action: Action
    turn: Turn
    change: Change
    next_turn: Turn
    effect: ChangeEffect


def reported(anna, bo, disa) -> Report:
    """Bo's report, approved by Disa, with the sentence in it."""
    return approved(asked(anna, bo), bo, disa)


def acted(anna, disa, because_of) -> tuple[Recommendation, Action]:
    """A recommendation that is answered with a yes and acted on."""
    recommendation = made_recommendation(anna, because_of, at=APRIL)
    answer_with(recommendation, disa)
    return recommendation, planned_action(anna, recommendation)


def helped(change, next_turn, by, because="Åtta av tio kom tillbaka.", at: datetime = MONDAY) -> ChangeEffect:
    """Seen in the next turn: it helped."""
    return operations.note_effect(change=change, turn=next_turn, helped=Helped.HELPED, because=because, by=by, at=at)


def two_turns(anna) -> tuple[Turn, Turn]:
    """This turn and the next one."""
    turn = opened_turn(anna)
    return turn, opened_turn(anna, document=turn.document, starts_on=date(2027, 7, 1), ends_on=date(2028, 12, 31))


def whole_loop(anna, bo, disa, report: Report | None = None, turns: tuple[Turn, Turn] | None = None) -> Loop:
    """From the sentence to the next turn's check."""
    turn, later = turns or two_turns(anna)
    report = report or reported(anna, bo, disa)
    lesson = accepted_lesson(anna, report, statement="Sällskap får deltagare att komma tillbaka.", at=APRIL)
    recommendation, action = acted(anna, disa, lesson)
    change = recorded_change(anna, recommendation, turn, version=adopted_version(anna, document=turn.document))
    operations.verify_change(change=change, how="Jag har läst versionen.", by=disa, at=MONDAY)
    effect = helped(change, later, disa)
    change.refresh_from_db()
    recommendation.refresh_from_db()
    return Loop(report, lesson, recommendation, action, turn, change, later, effect)


def place(kind: Knot, thing) -> Place:
    """A thing's place on a thread."""
    return Place(kind, thing.pk)
