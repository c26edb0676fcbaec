"""What became of lessons: one about what failed, two that were one, two that disagree, and drafts in two stages."""

from collections.abc import Iterator
from datetime import date

from varv.core.judgement import Confidence
from varv.core.kinds import SourceKind, Turnout
from varv.jobs.demo.stage import Stage, at
from varv.jobs.demo.telling import Event, on
from varv.learning import operations
from varv.learning.models import Lesson

NO_EXCEPTION = "Inget känt undantag."


def events(stage: Stage) -> Iterator[Event]:
    """Everything that happened to them, each on its day."""
    yield on(date(2026, 9, 21), 9, _fail, stage)
    yield on(date(2026, 9, 22), 9, _say_again, stage)
    yield on(date(2026, 9, 28), 9, _disagree, stage)
    yield on(date(2026, 10, 12), 9, _work_up, stage)
    yield on(date(2026, 10, 19), 9, _keep_to_oneself, stage)


def _accepted(stage: Stage, lesson: Lesson, day: date) -> None:
    operations.offer_lesson(lesson=lesson, by=stage.actors["bo"], at=at(day))
    operations.accept_lesson(lesson=lesson, by=stage.actors["disa"], at=at(day, 10), review_on=date(2026, 11, 9))
    lesson.refresh_from_db()


def _fail(stage: Stage) -> None:
    day = date(2026, 9, 21)
    lesson = operations.note_lesson(
        because_of="Samverkansmöte om vårens utskick",
        occasion_kind=SourceKind.MEETING,
        statement="Brevutskick till alla arbetssökande gav nästan inga anmälningar. Ett samtal gav det.",
        context="Prövat i två kommuner våren 2026, med drygt fyrahundra brev.",
        holds_not="Vi vet inte om det håller för den som själv har sökt information.",
        turnout=Turnout.FAILED,
        confidence=Confidence.EXPERIENCE,
        generic_activity=stage.activities[6],
        goal=stage.goal("2.1"),
        target_group="Arbetssökande vuxna",
        by=stage.actors["bo"],
        at=at(day),
    )
    _accepted(stage, lesson, day)
    stage.lessons["brev"] = lesson


def _say_again(stage: Stage) -> None:
    """The same thing, learned once more at a visit: the two become one, and both sources are kept."""
    day = date(2026, 9, 22)
    again = operations.note_lesson(
        because_of="Besök hos en jobbcoach",
        occasion_kind=SourceKind.VISIT,
        statement="Brevutskick till arbetssökande gav knappt några anmälningar, men samtal gav flera.",
        context="Ett besök, egen iakttagelse.",
        holds_not=NO_EXCEPTION,
        turnout=Turnout.FAILED,
        confidence=Confidence.EXPERIENCE,
        generic_activity=stage.activities[6],
        by=stage.actors["bo"],
        at=at(day),
    )
    _accepted(stage, again, day)
    operations.merge_lessons(
        kept=stage.lessons["brev"],
        merged=again,
        reason="De säger samma sak om brev och samtal.",
        by=stage.actors["anna"],
        at=at(day, 11),
    )
    operations.add_lesson_source(
        lesson=stage.lessons["brev"],
        kind=SourceKind.SIGNAL,
        text="Samma erfarenhet i ett mejl från en grannregion",
        seen_on=day,
        by=stage.actors["anna"],
        at=at(day, 12),
    )


def _disagree(stage: Stage) -> None:
    day = date(2026, 9, 28)
    lesson = operations.note_lesson(
        because_of="Kontakt från ett branschråd",
        occasion_kind=SourceKind.SIGNAL,
        statement="Stora företag svarar när vi frågar efter deras kursbehov, för de har redan en utbildningsplan.",
        context="Företag med fler än tvåhundra anställda och en egen personalavdelning.",
        holds_not="Gäller inte små företag.",
        turnout=Turnout.UNEXPECTED,
        confidence=Confidence.EXPERIENCE,
        generic_activity=stage.activities[6],
        goal=stage.goal("2.1"),
        by=stage.actors["bo"],
        at=at(day),
    )
    _accepted(stage, lesson, day)
    operations.contradict_lessons(
        one=stage.lessons["problem"],
        other=lesson,
        explanation="Den ena kommer från samtal med små företag, den andra från några få stora. Ingen har prövat båda.",
        by=stage.actors["egon"],
        at=at(day, 11),
    )


def _work_up(stage: Stage) -> None:
    """Egon's draft says when it holds and when not, and waits for someone to accept it."""
    lesson = stage.lessons["verkstad"]
    lesson.refresh_from_db()
    operations.work_up_lesson(
        lesson=lesson,
        statement=lesson.statement,
        confidence=lesson.confidence,
        context="Prövat på tre skolor våren 2026, med pojkar i årskurs 9.",
        holds_not=NO_EXCEPTION,
        turnout=Turnout.WORKED,
        revision=lesson.revision,
        by=stage.actors["egon"],
        at=at(date(2026, 10, 12)),
    )
    operations.offer_lesson(lesson=lesson, by=stage.actors["egon"], at=at(date(2026, 10, 12), 10))


def _keep_to_oneself(stage: Stage) -> None:
    """Bo has written something that only Egon may read so far, and Anna asks Disa about a draft of hers."""
    day = date(2026, 10, 19)
    lesson = operations.note_lesson(
        because_of="Ett eget misslyckat möte",
        occasion_kind=SourceKind.MEETING,
        statement="Jag bjöd in alla på en gång och ingen vågade säga att upplägget inte fungerade.",
        turnout=Turnout.FAILED,
        confidence=Confidence.EXPERIENCE,
        generic_activity=stage.activities[6],
        by=stage.actors["bo"],
        at=at(day),
    )
    operations.show_lesson(lesson=lesson, person=stage.users["egon"], by=stage.actors["bo"], at=at(day, 10))
    operations.show_lesson(
        lesson=stage.lessons["kvall"], person=stage.users["disa"], by=stage.actors["anna"], at=at(day, 11)
    )
