import re
from collections.abc import Iterable

from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import BRIEF_STEPS, BriefState, LessonState, step
from varv.learning.models import Brief, Finding, Lesson
from varv.learning.rules.said import check_said

# A citation in the running text, such as [3].
_CITED = re.compile(r"\[(\d{1,4})\]")


def cited_numbers(*texts: str) -> frozenset[int]:
    """The numbers that the texts refer to."""
    return frozenset(int(number) for text in texts for number in _CITED.findall(text))


def check_write_brief(by: Actor) -> None:
    """Those who may recommend put together what is known."""
    by.require(May.RECOMMEND)


def check_cite(sources: Iterable[Lesson | Finding]) -> None:
    """A brief cites what evaluations found, and lessons that the region holds for true."""
    if any(isinstance(one, Lesson) and one.state is not LessonState.ACCEPTED for one in sources):
        raise RuleBroken("brief.lesson_not_accepted", field="cited")


def check_edit_brief(brief: Brief, by: Actor) -> None:
    """A draft is its author's own; what is published stands."""
    check_write_brief(by)
    if brief.author_id != by.person_id:
        raise NotAllowed("brief.not_yours")
    if brief.state is not BriefState.DRAFT:
        raise RuleBroken("brief.is_published")


def check_publish_brief(brief: Brief, by: Actor) -> None:
    """A brief tells what is known, and what is not; it cites, and what it cites still holds."""
    check_edit_brief(brief, by)
    step(BRIEF_STEPS, brief.state, BriefState.PUBLISHED)
    check_said(brief.known, "brief.known_missing", "known")
    check_said(brief.unknown, "brief.unknown_missing", "unknown")
    citations = list(brief.citations.select_related("lesson").order_by("number"))
    if not citations:
        raise RuleBroken("brief.cites_nothing", field="cited")
    missing = cited_numbers(brief.known, brief.disputed, brief.unknown) - {one.number for one in citations}
    if missing:
        raise RuleBroken("brief.no_such_citation", field="known", number=min(missing))
    gone = [one.number for one in citations if one.lesson and one.lesson.state is not LessonState.ACCEPTED]
    if gone:
        raise RuleBroken("brief.lesson_is_retired", field="cited", number=gone[0])
