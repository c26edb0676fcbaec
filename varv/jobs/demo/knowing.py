"""What is put together of what the region knows: one brief that is published and one that is still being written."""

from collections.abc import Iterator
from typing import Any

from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.learning import operations
from varv.learning.models import Lesson


def events(stage: Stage) -> Iterator[Event]:
    """Each brief is begun, and perhaps published, on its day."""
    for told in content("knowing")["briefs"]:
        made: dict[str, Any] = {}
        yield on(told["begun"], 15, _begin, stage, told, made)
        if "published" in told:
            yield on(told["published"], 15, _publish, stage, told, made)


def _begin(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    lessons = [_fresh(stage.lessons[key]) for key in told["lessons"]]
    made["brief"] = operations.start_brief(
        about=stage.goals[f"rus {told['goal']}"],
        title=told["title"],
        known=told["known"].strip(),
        disputed=told["disputed"].strip(),
        unknown=told["unknown"].strip(),
        cited=[*lessons, *(stage.findings[key] for key in told["findings"])],
        by=stage.actors[told["by"]],
        at=at(told["begun"], 15),
    )


def _fresh(lesson: Lesson) -> Lesson:
    lesson.refresh_from_db()
    return lesson


def _publish(stage: Stage, told: dict[str, Any], made: dict[str, Any]) -> None:
    operations.publish_brief(brief=made["brief"], by=stage.actors[told["by"]], at=at(told["published"], 15))
