from collections.abc import Mapping
from datetime import date

from django.utils.timezone import localtime

from varv.core.kinds import ChangeKind
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import RECOMMENDATION_STEPS, LessonState, RecommendationState, TurnState, step
from varv.learning.models import Change, Lesson, Recommendation, Turn
from varv.learning.rules.said import check_said
from varv.rounds.models import QuestionTemplate
from varv.strategy.models import ChainVersion, DocumentVersion, Goal

Version = ChainVersion | DocumentVersion | QuestionTemplate
VERSIONS: Mapping[ChangeKind, type[Version]] = {
    ChangeKind.GOAL: DocumentVersion,
    ChangeKind.CHAIN: ChainVersion,
    ChangeKind.DOCUMENT: DocumentVersion,
    ChangeKind.FORM: QuestionTemplate,
}
_KINDS: Mapping[type[Version], ChangeKind] = {
    ChainVersion: ChangeKind.CHAIN,
    DocumentVersion: ChangeKind.DOCUMENT,
    QuestionTemplate: ChangeKind.FORM,
}


def check_record_change(by: Actor) -> None:
    """Strategists and managers tell what became different."""
    by.require(May.RECORD_CHANGE)


def check_change_from(because_of: Recommendation | Lesson) -> None:
    """A change comes from a recommendation that is acted on, or from an accepted lesson.

    One recommendation may change several plans. A verified one that changes one more is to be verified again.
    """
    if isinstance(because_of, Lesson):
        if because_of.state is not LessonState.ACCEPTED:
            raise RuleBroken("change.lesson_not_accepted")
    elif because_of.state is not RecommendationState.CHANGED:
        step(RECOMMENDATION_STEPS, because_of.state, RecommendationState.CHANGED)


def kind_of_change(kind: ChangeKind | None, version: Version | None, goal: Goal | None) -> ChangeKind:
    """What became different: as told, or as the version itself says."""
    if kind is not None:
        return kind
    if version is None:
        raise RuleBroken("change.kind_missing", field="kind")
    if goal is not None:
        return ChangeKind.GOAL
    return _KINDS[type(version)]


def check_what_changed(kind: ChangeKind, version: Version | None, goal: Goal | None, before: str, after: str) -> None:
    """What has versions is told by one of its own kind; the rest in words, both before and after."""
    if kind.has_versions and (version is None or not isinstance(version, VERSIONS[kind])):
        raise RuleBroken("change.version_missing", field="version", kind=kind)
    if not kind.has_versions:
        if version is not None:
            raise RuleBroken("change.told_in_words", field="version", kind=kind)
        check_said(before, "change.before_missing", "before")
    check_said(after, "change.after_missing", "after")
    _check_goal(kind, version, goal)


def _check_goal(kind: ChangeKind, version: Version | None, goal: Goal | None) -> None:
    """A changed goal stands in the document that the version is a version of; nothing else names a goal."""
    if kind is not ChangeKind.GOAL:
        if goal is not None:
            raise RuleBroken("change.not_about_a_goal", field="goal")
        return
    if goal is None:
        raise RuleBroken("change.goal_missing", field="goal")
    if isinstance(version, DocumentVersion) and goal.document_id != version.document_id:
        raise RuleBroken("change.goal_of_another_document", field="goal", goal=str(goal))


def check_change_time(version: Version | None, turn: Turn, decided_on: date, made_on: date, today: date) -> None:
    """A plan cannot have changed because of something that was not yet said, nor a closed turn get more."""
    if turn.state is not TurnState.OPEN:
        raise RuleBroken("change.turn_is_closed", field="turn", number=turn.number)
    adopted_on = adopted_day(version)
    if adopted_on is not None and adopted_on < made_on:
        raise RuleBroken("change.version_is_older", field="version", adopted_on=adopted_on, made_on=made_on)
    if decided_on < made_on:
        raise RuleBroken("change.decided_before", field="decided_on", made_on=made_on)
    if decided_on > today:
        raise RuleBroken("change.not_decided_yet", field="decided_on")


def adopted_day(version: Version | None) -> date | None:
    """The day a version was adopted, or a form taken into use; nothing where there is no version."""
    if isinstance(version, QuestionTemplate):
        return day_of_form(version)
    return version.adopted_on if version else None


def day_of_form(template: QuestionTemplate) -> date:
    """The day a form was taken into use. A draft has changed nothing yet."""
    if template.adopted_at is None:
        raise RuleBroken("change.form_is_draft", field="version", name=str(template))
    return localtime(template.adopted_at).date()


def check_verify_change(change: Change, by: Actor) -> None:
    """Someone else than the one who recorded it sees that it is so, once."""
    by.require(May.RECORD_CHANGE)
    if change.verified_by_id is not None:
        raise RuleBroken("change.verified_already")
    if change.author_id == by.person_id:
        raise RuleBroken("change.verified_by_recorder")
