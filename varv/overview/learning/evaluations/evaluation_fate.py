"""What came of an evaluation: finding by finding, what was recommended, answered, changed, and whether it helped."""

from dataclasses import dataclass

from varv.core.judgement import Helped
from varv.core.roles import Actor
from varv.learning.models import Evaluation
from varv.overview.learning.answers.came_of import CameOf, ChangeCame, RecommendationCame, came_of_findings


@dataclass(frozen=True)
class FindingFate:
    """What was found, and what came of it."""

    id: int
    text: str
    came: CameOf

    @property
    def recommendations(self) -> tuple[RecommendationCame, ...]:
        """All that was recommended because of it, straight or by way of a lesson, as numbered."""
        by_lessons = (one for lesson in self.came.lessons for one in lesson.recommendations)
        found = {one.id: one for one in (*self.came.recommendations, *by_lessons)}
        return tuple(sorted(found.values(), key=lambda one: one.number))

    @property
    def changes(self) -> tuple[ChangeCame, ...]:
        """All that changed because of it, the latest decision first."""
        straight = (one for lesson in self.came.lessons for one in lesson.straight)
        recommended = (one for made in self.recommendations for one in made.changes)
        found = {one.id: one for one in (*straight, *recommended)}
        return tuple(sorted(found.values(), key=lambda one: (one.decided_on, one.id), reverse=True))


@dataclass(frozen=True)
class EvaluationFate:
    """What came of an evaluation as a whole. What several findings led to is counted once."""

    findings: tuple[FindingFate, ...]

    @property
    def recommended(self) -> int:
        """How many recommendations it led to."""
        return len({one.id for finding in self.findings for one in finding.recommendations})

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        made = {one.id: one for finding in self.findings for one in finding.recommendations}
        return sum(one.answer is not None for one in made.values())

    @property
    def changed(self) -> int:
        """How many changes it led to."""
        return len({one.id for finding in self.findings for one in finding.changes})

    @property
    def helped(self) -> int:
        """How many of them have been seen to help, at least in part."""
        changes = {one.id: one for finding in self.findings for one in finding.changes}
        return sum(one.helped in {Helped.HELPED, Helped.PARTLY} for one in changes.values())

    @property
    def not_taken_up(self) -> int:
        """How many findings nobody has taken up."""
        return sum(not finding.came.is_used for finding in self.findings)


def evaluation_fate(evaluation: Evaluation, reader: Actor) -> EvaluationFate:
    """What came of each finding, as noted and as far as this reader may see, in six queries."""
    found = list(evaluation.findings.order_by("pk"))
    came = came_of_findings(reader, [one.pk for one in found])
    return EvaluationFate(tuple(FindingFate(one.pk, one.text, came[one.pk]) for one in found))
