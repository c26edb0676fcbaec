"""What was found, learned, recommended, answered, done and therefore changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from varv.core.judgement import Answer, Confidence, Helped
from varv.core.kinds import EvaluationKind, Turnout
from varv.core.theory import Evidence
from varv.jobs.demo.revising import revise
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.learning import operations
from varv.learning.models import Action, Finding, Lesson, Recommendation
from varv.rounds.models import Report

BY = "anna"
MANDATE = "Utvecklingsdirektör"


def events(stage: Stage) -> Iterator[Event]:
    """Everything that happened on the learning side, each on its day."""
    told = content("learning")
    for evaluation in told["evaluations"]:
        yield on(evaluation["delivered_on"], 9, _deliver, stage, evaluation)
    for turn in told["turns"]:
        yield from _turn_events(stage, turn)
    for lesson in told["lessons"]:
        yield from _lesson_events(stage, lesson)
    for recommendation in told["recommendations"]:
        yield from _recommendation_events(stage, recommendation)


def _deliver(stage: Stage, told: dict[str, Any]) -> None:
    when = at(told["delivered_on"])
    evaluation = operations.register_evaluation(
        title=told["title"],
        kind=EvaluationKind(told["kind"]),
        evaluator=told["evaluator"],
        delivered_on=told["delivered_on"],
        method=told["method"],
        case_number=told["case"],
        by=stage.actors[BY],
        at=when,
    )
    for finding in told["findings"]:
        stage.findings[finding["key"]] = operations.note_finding(
            evaluation=evaluation,
            text=finding["text"],
            evidence=Evidence(finding["evidence"]),
            rests_on=finding["rests_on"],
            goal=stage.goal(finding["goal"]),
            link=stage.links[tuple(finding["link"])] if "link" in finding else None,
            by=stage.actors[BY],
            at=when,
        )


def _turn_events(stage: Stage, told: dict[str, Any]) -> Iterator[Event]:
    yield on(told["opened"], 9, _open_turn, stage, told)
    if "closed" in told:
        yield on(told["closed"], 9, _close_turn, stage, told["closed"])


def _open_turn(stage: Stage, told: dict[str, Any]) -> None:
    turn = operations.open_turn(
        document=stage.documents[told["document"]],
        planned=told["planned"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        by=stage.actors[BY],
        at=at(told["opened"]),
    )
    operations.describe_turn(
        turn=turn,
        did=told["did"],
        saw=told["saw"],
        revision=turn.revision,
        by=stage.actors[BY],
        at=at(told["opened"]),
    )
    stage.turns.append(turn)


def _close_turn(stage: Stage, day: date) -> None:
    operations.close_turn(turn=stage.turns[-1], by=stage.actors[BY], at=at(day))


def _lesson_events(stage: Stage, told: dict[str, Any]) -> Iterator[Event]:
    yield on(told["noted"], 10, _note, stage, told)
    if "accepted" in told:
        yield on(told["accepted"], 10, _accept, stage, told)
    if "retired" in told:
        yield on(told["retired"]["on"], 10, _retire, stage, told)


def _source(stage: Stage, told: dict[str, Any]) -> Report | Finding | str:
    if "report" in told:
        report = stage.reports[tuple(told["report"])]
        report.refresh_from_db()
        return report
    return stage.findings[told["finding"]] if "finding" in told else told["occasion"]


def _note(stage: Stage, told: dict[str, Any]) -> None:
    stage.lessons[told["key"]] = operations.note_lesson(
        because_of=_source(stage, told),
        statement=told["statement"],
        context=told.get("context", ""),
        holds_not=told.get("holds_not", ""),
        turnout=Turnout(told["turnout"]) if "turnout" in told else None,
        confidence=Confidence(told["confidence"]),
        generic_activity=stage.activities[told["generic"]],
        goal=stage.goal(told.get("goal")),
        by=stage.actors[told["by"]],
        at=at(told["noted"], 10),
    )


def _accept(stage: Stage, told: dict[str, Any]) -> None:
    lesson: Lesson = stage.lessons[told["key"]]
    operations.offer_lesson(lesson=lesson, by=stage.actors[told["by"]], at=at(told["accepted"], 10))
    operations.accept_lesson(
        lesson=lesson,
        context=told["context"],
        holds_not=told.get("holds_not", "Inget känt undantag."),
        by=stage.actors["disa"],
        at=at(told["accepted"], 10),
    )


def _retire(stage: Stage, told: dict[str, Any]) -> None:
    operations.retire_lesson(
        lesson=stage.lessons[told["key"]],
        reason=told["retired"]["because"],
        by=stage.actors["disa"],
        at=at(told["retired"]["on"], 10),
    )


def _recommendation_events(stage: Stage, told: dict[str, Any]) -> Iterator[Event]:
    """The events of one recommendation share what they make: the recommendation and its actions."""
    made: dict[str, Any] = {}
    yield on(told["made"], 13, _recommend, stage, told, made)
    if response := told.get("response"):
        yield on(response["on"], 12, _answer, stage, response, made)
        for action in told.get("actions", []):
            yield from _action_events(stage, action, response["on"], made)
    if change := told.get("change"):
        yield on(change["on"], 13, _change, stage, change, made)
        yield from _afterwards(stage, change, made)
    for follow_up in told.get("follow_ups", []):
        yield on(follow_up["on"], 14, _follow_up, stage, follow_up, made)
    if dropped := told.get("dropped"):
        yield on(dropped["on"], 15, _drop, stage, dropped, made)


def _afterwards(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> Iterator[Event]:
    """Someone else sees that the change is so; in a later turn someone tells whether it helped."""
    if verified := told.get("verified"):
        yield on(verified["on"], 10, _verify, stage, verified, made)
    for effect in told.get("effects", []):
        yield on(effect["on"], 11, _see_effect, stage, effect, made)


def _recommend(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    made["recommendation"] = operations.make_recommendation(
        because_of=stage.findings[told["finding"]] if "finding" in told else _fresh(stage.lessons[told["lesson"]]),
        text=told["text"],
        explanation=told.get("explanation", ""),
        goal=stage.goal(told["goal"]),
        owner=stage.users[told["owner"]],
        forum=told["forum"],
        by=stage.actors[BY],
        at=at(told["made"], 13),
    )


def _fresh(lesson: Lesson) -> Lesson:
    lesson.refresh_from_db()
    return lesson


def _answer(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    operations.answer_recommendation(
        recommendation=made["recommendation"],
        answer=Answer(told["answer"]),
        reasons=told["reasons"],
        mandate=MANDATE,
        case_number=told["case"],
        by=stage.actors[told["by"]],
        at=at(told["on"], 12),
    )


def _action_events(stage: Stage, told: dict[str, Any], answered: date, made: dict[str, Any]) -> Iterator[Event]:
    key = told["what"]
    yield on(answered + timedelta(days=7), 9, _take_on, stage, told, answered + timedelta(days=7), made)
    if told["state"] != "planned":
        yield on(answered + timedelta(days=14), 9, _begin, stage, key, answered + timedelta(days=14), made)
    if told["state"] == "done":
        yield on(told["on"], 9, _finish, stage, told, made)


def _take_on(stage: Stage, told: dict[str, Any], day: date, made: dict[str, Any]) -> None:
    recommendation: Recommendation = made["recommendation"]
    made[told["what"]] = operations.plan_action(
        recommendation=recommendation,
        what=told["what"],
        owner=stage.users[told["owner"]],
        due_on=told["due"],
        by=stage.actors[BY],
        at=at(day),
    )


def _begin(stage: Stage, key: str, day: date, made: dict[str, Any]) -> None:
    operations.begin_action(action=made[key], by=_owner(stage, made[key]), at=at(day))


def _finish(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    action = made[told["what"]]
    operations.finish_action(action=action, outcome=told["outcome"], by=_owner(stage, action), at=at(told["on"]))


def _owner(stage: Stage, action: Action) -> Any:
    return next(actor for actor in stage.actors.values() if actor.person_id == action.owner_id)


def _change(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    revised = revise(stage, told)
    made["change"] = operations.record_change(
        because_of=made["recommendation"],
        goal=stage.goals[f"{told['document']} {told['goal']}"] if "goal" in told else None,
        version=revised.version,
        turn=stage.turns[-1],
        what=told["what"],
        before=revised.before,
        after=revised.after,
        decided_on=told["on"],
        case_number=told["case"],
        by=stage.actors[BY],
        at=at(told["on"], 14),
    )


def _verify(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    operations.verify_change(change=made["change"], how=told["how"], by=stage.actors[told["by"]], at=at(told["on"], 10))


def _see_effect(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    operations.note_effect(
        change=made["change"],
        turn=stage.turns[-1],
        helped=Helped(told["helped"]),
        because=told["because"],
        by=stage.actors[told["by"]],
        at=at(told["on"], 11),
    )


def _follow_up(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    """The next one that nobody has told of."""
    recommendation: Recommendation = made["recommendation"]
    follow_up = recommendation.follow_ups.filter(done_at=None).order_by("number")[0]
    operations.tell_follow_up(
        follow_up=follow_up, told=told["told"], by=stage.actors[told["by"]], at=at(told["on"], 14)
    )


def _drop(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    operations.drop_recommendation(
        recommendation=made["recommendation"],
        reason=told["because"],
        by=stage.actors[told["by"]],
        at=at(told["on"], 15),
    )
