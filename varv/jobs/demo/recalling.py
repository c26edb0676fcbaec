"""What was made of earlier lessons where plans were made: used, passed by, disagreed with, and a changed mind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.jobs.demo.stage import Stage, at
from varv.jobs.demo.telling import Event, on
from varv.learning import operations
from varv.learning.rules.uses import PLANNED


@dataclass(frozen=True)
class Answer:
    """What someone made of a lesson, in which place, and which of the demo's things was planned there."""

    day: date
    by: str
    lesson: str
    heed: Heed
    place: RecallPlace
    planned: str
    because: str = ""


START, VISIT = RecallPlace.START_INITIATIVE, RecallPlace.PREPARE_VISIT
CHAIN, PLAN = RecallPlace.EDIT_CHAIN, RecallPlace.WRITE_PLAN
NO_COURSES = "De som startar företag söker rådgivning i timmar, inte kurser i veckor."
TEN_DAYS = "Målet om tio arbetsdagar vilar på den."
LARGE_ONES = "Stora företag med egna utbildningschefer svarade bättre när vi frågade efter kurser."
KNOWN_ALREADY = "Vi ringer företag som redan har sagt vad de behöver."
FIRST_QUESTION = "Vi bytte första frågan i samtalsmallen."
ANSWERS = (
    Answer(date(2026, 3, 10), "anna", "korta", Heed.NOT_RELEVANT, START, "nyforetag", NO_COURSES),
    Answer(date(2026, 9, 3), "bo", "handledare", Heed.USED, VISIT, "moduler"),
    Answer(date(2026, 9, 10), "anna", "valideringstid", Heed.USED, PLAN, "plan", TEN_DAYS),
    Answer(date(2026, 9, 15), "egon", "agaren", Heed.USED, CHAIN, "industrin"),
    Answer(date(2026, 9, 24), "egon", "problem", Heed.DISAGREE, CHAIN, "kompetens", LARGE_ONES),
    Answer(date(2026, 9, 30), "bo", "problem", Heed.NOT_RELEVANT, START, "moten", KNOWN_ALREADY),
    Answer(date(2026, 10, 2), "bo", "problem", Heed.USED, START, "moten", FIRST_QUESTION),
)


def events(stage: Stage) -> Iterator[Event]:
    """Each answer on its day."""
    for answer in ANSWERS:
        yield on(answer.day, 15, _answer, stage, answer)


def _answer(stage: Stage, told: Answer) -> None:
    kind = PLANNED[told.place]
    things = {"initiative": stage.initiatives, "chain": stage.chains, "document": stage.documents}
    planned: Any = things[kind]
    operations.use_lesson(
        lesson=stage.lessons[told.lesson],
        heed=told.heed,
        place=told.place,
        because=told.because,
        **{kind: planned[told.planned]},
        by=stage.actors[told.by],
        at=at(told.day, 15),
    )
