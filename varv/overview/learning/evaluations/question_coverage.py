"""What do we not find out, of what we want to know?

Questions without evidence, links and assumptions that nobody tests, findings that answer nothing. Each has a way to
mend it; none is a fault: a region chooses what to know.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from varv.core.kinds import Bearing
from varv.core.theory import Evidence
from varv.core.workflow import EvaluationState, PlanState
from varv.learning.models import AskedQuestion, Finding, QuestionTie
from varv.overview.learning.evaluations.question_sheet import QuestionLine, question_list
from varv.strategy.models import AssumptionCheck, ChainLink

UNPROVEN = (Evidence.ASSUMED, Evidence.NONE)


@dataclass(frozen=True)
class UntestedLink:
    """A link that rests on an assumption or on nothing, with how it stands."""

    id: int
    chain_id: int
    chain: str
    is_adopted: bool
    source: str
    target: str
    assumption: str
    evidence: Evidence


@dataclass(frozen=True)
class StrayFinding:
    """A finding that answers no question, or that bears on a link it has not moved."""

    id: int
    text: str
    evaluation: str
    evidence: Evidence


@dataclass(frozen=True)
class QuestionCoverage:
    """What is known of what the region wants to know, and where nothing is."""

    questions: int
    answered: int
    links: int
    unanswered: tuple[QuestionLine, ...]
    untested: tuple[UntestedLink, ...]
    unchecked: tuple[UntestedLink, ...]
    stray: tuple[StrayFinding, ...]
    waiting: tuple[StrayFinding, ...]

    @property
    def gaps(self) -> int:
        """How many things there are to mend."""
        return sum(map(len, (self.unanswered, self.untested, self.unchecked, self.stray, self.waiting)))


def question_coverage(region_id: int) -> QuestionCoverage:
    """The gaps, in a fixed number of queries.

    A question has evidence when a finding with any support answers it: an assumption answers nothing. A link is tested
    when an evaluation that goes on or is done asks a question about it, or has found something of it.
    """
    lines = [line for _domain, group in question_list(region_id) for line in group]
    founded = set(
        Finding.objects.of(region_id)
        .filter(question__isnull=False)
        .exclude(evidence__in=UNPROVEN)
        .values_list("question", flat=True)
    )
    links = _links(region_id)
    findings = Finding.objects.of(region_id).select_related("evaluation").in_order()
    told = [(one, StrayFinding(one.pk, one.text, one.evaluation.title, one.evidence)) for one in findings]
    return QuestionCoverage(
        questions=len(lines),
        answered=sum(line.id in founded for line in lines),
        links=len(links),
        unanswered=tuple(line for line in lines if line.id not in founded),
        untested=tuple(line for line, is_tested, _checked in links if not is_tested and line.evidence in UNPROVEN),
        unchecked=tuple(line for line, _tested, is_checked in links if line.assumption.strip() and not is_checked),
        stray=tuple(line for one, line in told if one.question_id is None),
        waiting=tuple(line for one, line in told if one.bearing is not Bearing.NEITHER and one.evidence_after is None),
    )


def _links(region_id: int) -> list[tuple[UntestedLink, bool, bool]]:
    """Each link, whether anyone tests it, and whether its assumption has been looked at."""
    asked = AskedQuestion.objects.of(region_id).exclude(evaluation__state=EvaluationState.STOPPED)
    tied = QuestionTie.objects.of(region_id).filter(link=OuterRef("pk"), question__in=asked.values("question"))
    rows = ChainLink.objects.of(region_id).annotate(
        is_asked=Exists(tied),
        is_found=Exists(Finding.objects.of(region_id).filter(link=OuterRef("pk"))),
        is_checked=Exists(AssumptionCheck.objects.of(region_id).filter(link=OuterRef("pk"))),
    )
    found = rows.select_related("chain", "source", "target").order_by("chain__name", "source__place", "pk")
    return [(_line(row), row.is_asked or row.is_found, row.is_checked) for row in found]


def _line(link: ChainLink) -> UntestedLink:
    return UntestedLink(
        id=link.pk,
        chain_id=link.chain_id,
        chain=link.chain.name,
        is_adopted=link.chain.state is PlanState.ADOPTED,
        source=link.source.text,
        target=link.target.text,
        assumption=link.assumption,
        evidence=link.evidence,
    )
