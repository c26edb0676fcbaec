from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import RECOMMENDATION_STEPS, LessonState, RecommendationState, TurnState, step
from varv.learning.models import Lesson, Recommendation, Turn
from varv.strategy.models import ChainVersion, DocumentVersion


def check_record_change(by: Actor) -> None:
    """Strategists and managers tell what became different."""
    by.require(May.RECORD_CHANGE)


def check_change_from(because_of: Recommendation | Lesson) -> None:
    """A change comes from a recommendation that is acted on, or from an accepted lesson."""
    if isinstance(because_of, Lesson):
        if because_of.state is not LessonState.ACCEPTED:
            raise RuleBroken("change.lesson_not_accepted")
    elif because_of.state is not RecommendationState.CHANGED:  # one recommendation may change several plans
        step(RECOMMENDATION_STEPS, because_of.state, RecommendationState.CHANGED)


def check_change_time(
    version: ChainVersion | DocumentVersion, turn: Turn, decided_on: date, made_on: date, today: date
) -> None:
    """A plan cannot have changed because of something that was not yet said, nor a closed turn get more."""
    if turn.state is not TurnState.OPEN:
        raise RuleBroken("change.turn_is_closed", field="turn", number=turn.number)
    if version.adopted_on < made_on:
        raise RuleBroken("change.version_is_older", field="version", adopted_on=version.adopted_on, made_on=made_on)
    if decided_on < made_on:
        raise RuleBroken("change.decided_before", field="decided_on", made_on=made_on)
    if decided_on > today:
        raise RuleBroken("change.not_decided_yet", field="decided_on")
