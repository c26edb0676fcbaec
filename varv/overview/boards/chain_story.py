"""A chain told as a story: why, what we do, what came of it, what must be true, what we learned and what we changed.

A theory of change "makes it possible to tell the strategy" (Oxford Research for Region Örebro län, 2019). The story
holds only what has been approved, accepted or adopted, and says as much about what is not known as about what is.
Whoever wrote a report is told by unit, not by name: the story may be read by everyone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Confidence, Verdict
from varv.core.kinds import InitiativeKind
from varv.core.periods import Period
from varv.core.status import Status
from varv.core.theory import Claim, Evidence, Holding, Level
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative
from varv.indicators.models import Indicator
from varv.learning.models import Change, Finding, Lesson
from varv.overview.indicators.indicator_list import IndicatorLine, indicator_lines
from varv.overview.indicators.indicator_sheet import IndicatorSheet, indicator_sheet
from varv.overview.learning.answers.plan_changes import ChangeLine, change_lines
from varv.overview.strategy.theory_map import UNTESTED, LinkLine, TheoryMap, theory_map
from varv.rounds.models import Report
from varv.strategy.models import AssumptionCheck, Chain

_WORST_FIRST = (Holding.BROKEN, Holding.UNCERTAIN, None, Holding.HOLDS)


@dataclass(frozen=True)
class WorkTold:
    """An insats that tests the chain."""

    id: int
    name: str
    kind: InitiativeKind
    state: InitiativeState
    unit: str
    activity: str


@dataclass(frozen=True)
class ResultTold:
    """What an insats said last of a result, in an approved report. ``None`` when it never had a figure.

    Periods are not added up: three half-years with seven municipalities in each are not twenty-one municipalities.
    """

    level: Level
    text: str
    unit: str
    initiative: str
    value: Decimal | None
    period: Period


@dataclass(frozen=True)
class Voice:
    """An approved report's own words: which insats, which unit and which period."""

    report_id: int
    text: str
    initiative: str
    unit: str
    period: Period
    verdict: Verdict


@dataclass(frozen=True)
class AssumptionTold:
    """What must be true, between which steps, and whether it has been seen to be; ``None`` when nobody has looked."""

    text: str
    source: str
    target: str
    evidence: Evidence
    holding: Holding | None
    since: date | None
    signal: str


@dataclass(frozen=True)
class LessonTold:
    """A lesson that was accepted, and how sure we are."""

    id: int
    statement: str
    confidence: Confidence
    accepted_on: date


@dataclass(frozen=True)
class FindingTold:
    """What an evaluation found about a link of the chain."""

    id: int
    text: str
    evidence: Evidence
    evaluation: str
    evaluator: str
    seen_on: date


@dataclass(frozen=True)
class ChainStory:
    """Everything the story is told from."""

    id: int
    name: str
    summary: str
    region: str
    is_example: bool
    on: date
    chain: TheoryMap
    work: tuple[WorkTold, ...]
    results: tuple[ResultTold, ...]
    voices: tuple[Voice, ...]
    indicators: tuple[IndicatorLine, ...]
    chart: IndicatorSheet | None
    assumptions: tuple[AssumptionTold, ...]
    lessons: tuple[LessonTold, ...]
    findings: tuple[FindingTold, ...]
    changes: tuple[ChangeLine, ...]

    def texts(self, level: Level) -> tuple[str, ...]:
        """What the steps of a level say, as placed."""
        return tuple(step.text for step in self.chain.steps if step.level is level)

    @property
    def shown(self) -> tuple[LinkLine, ...]:
        """Links that have been shown here."""
        return tuple(link for link in self.chain.links if link.claim is Claim.SHOWN)

    @property
    def hypothetical(self) -> int:
        """How many links are still a thought."""
        return len(self.chain.links) - len(self.shown)

    @property
    def untested(self) -> tuple[LinkLine, ...]:
        """Links nobody has seen hold, those without any evidence first."""
        found = [link for link in self.chain.links if link.evidence in UNTESTED]
        return tuple(sorted(found, key=lambda link: link.evidence is not Evidence.NONE))

    @property
    def silent(self) -> tuple[WorkTold, ...]:
        """Insatser under way that no approved report has told of."""
        told = {voice.initiative for voice in self.voices}
        return tuple(work for work in self.work if work.state is InitiativeState.RUNNING and work.name not in told)

    @property
    def without_figures(self) -> tuple[IndicatorLine, ...]:
        """Indicators that have no value yet."""
        return tuple(line for line in self.indicators if line.status is Status.NO_DATA)


def chain_story(chain: Chain, on: date) -> ChainStory:
    """What the story of a chain is told from, as it stands on a day. The same number of queries however much."""
    drawn = theory_map(chain)
    work = _work(chain)
    reports = list(_reports(chain))
    indicators = _indicators(chain, on)
    return ChainStory(
        id=chain.pk,
        name=drawn.name,
        summary=drawn.summary,
        region=chain.region.name,
        is_example=chain.region.is_example,
        on=on,
        chain=drawn,
        work=work,
        results=tuple(_results(reports)),
        voices=tuple(_voices(reports)),
        indicators=indicators,
        chart=_chart(indicators, chain, on),
        assumptions=_assumptions(drawn, _latest_checks(chain)),
        lessons=tuple(_lesson(lesson) for lesson in _lessons_of(chain)),
        findings=tuple(_finding(finding) for finding in _findings_of(chain)),
        changes=change_lines(_changes_of(chain)),
    )


def _work(chain: Chain) -> tuple[WorkTold, ...]:
    """What has begun; what is only planned has nothing to tell."""
    begun = Initiative.objects.of(chain.region_id).filter(chain=chain).exclude(state=InitiativeState.PLANNED)
    return tuple(
        WorkTold(found.pk, found.name, found.kind, found.state, found.unit.name, found.generic_activity.name)
        for found in begun.select_related("unit", "generic_activity").order_by("starts_on", "name", "pk")
    )


def _reports(chain: Chain) -> QuerySet[Report]:
    """Approved reports of the chain's insatser, the latest approved first."""
    approved = Report.objects.of(chain.region_id).approved().filter(initiative__chain=chain)
    latest_first: QuerySet[Report] = approved.order_by("-approved_at", "-pk")
    return latest_first


def _results(reports: Iterable[Report]) -> Iterator[ResultTold]:
    """The latest figure under each result's words, insats by insats; one that nobody gave a figure for is not known."""
    found: dict[tuple[Level, str, str, str], ResultTold] = {}
    for report in reports:
        kept = _content(report)
        for line in kept["lines"]:
            result = ResultTold(
                level=Level(line["level"]),
                text=line["text"],
                unit=line["unit"],
                initiative=kept["initiative"]["name"],
                value=None if line["value"] is None else Decimal(line["value"]),
                period=Period.parse(kept["period"]),
            )
            key = result.level, result.text, result.unit, result.initiative
            if key not in found or _is_newer(result, found[key]):
                found[key] = result
    yield from (found[key] for key in sorted(found, key=lambda key: (key[0].rank, key[1:])))


def _is_newer(result: ResultTold, known: ResultTold) -> bool:
    """A figure is worth more than none, and a later one more than an earlier."""
    if (result.value is None) != (known.value is None):
        return known.value is None
    return result.period.last > known.period.last


def _voices(reports: Iterable[Report]) -> Iterator[Voice]:
    """The latest words of each insats: what it learned, or why it judged as it did, or else what it did."""
    told: set[str] = set()
    for report in reports:
        kept = _content(report)
        text = kept["learned"] or kept["verdict_reason"] or kept["done"]
        if text and kept["initiative"]["name"] not in told:
            told.add(kept["initiative"]["name"])
            yield Voice(
                report_id=report.pk,
                text=text,
                initiative=kept["initiative"]["name"],
                unit=kept["initiative"]["unit"],
                period=Period.parse(kept["period"]),
                verdict=Verdict(kept["verdict"]),
            )


def _content(report: Report) -> dict[str, Any]:
    kept: dict[str, Any] = report.approved_content or {}  # the database's constraint keeps one for an approved report
    return kept


def _indicators(chain: Chain, on: date) -> tuple[IndicatorLine, ...]:
    """Those that measure a step of the chain, then those of the goal it leads to."""
    measuring = Indicator.objects.of(chain.region_id).filter(Q(step__chain=chain) | _of_goal(chain))
    on_step = dict(measuring.values_list("pk", "step__chain_id"))
    lines = [line for line in indicator_lines(chain.region_id, on) if line.id in on_step]
    return tuple(sorted(lines, key=lambda line: on_step[line.id] != chain.pk))


def _chart(lines: Iterable[IndicatorLine], chain: Chain, on: date) -> IndicatorSheet | None:
    """The first of the indicators that has a value, as it can be drawn."""
    drawn = next((line.id for line in lines if line.latest), None)
    if drawn is None:
        return None
    return indicator_sheet(Indicator.objects.of(chain.region_id).get(pk=drawn), on)


def _of_goal(chain: Chain) -> Q:
    """What is about the goal that the chain leads to; a chain without a goal leads to no goal's things."""
    return Q(goal=chain.goal_id) if chain.goal_id else Q(pk__in=[])


def _latest_checks(chain: Chain) -> Mapping[int, AssumptionCheck]:
    """Link → what was seen of its assumption last."""
    checks = AssumptionCheck.objects.of(chain.region_id).filter(link__chain=chain).newest_first()
    return {check.link_id: check for check in reversed(checks)}


def _assumptions(drawn: TheoryMap, checks: Mapping[int, AssumptionCheck]) -> tuple[AssumptionTold, ...]:
    """What is known to be false first, then what is uncertain, then what nobody has looked at."""
    told = [_assumption(link, checks.get(link.id)) for link in drawn.assumptions if link.assumption]
    return tuple(sorted(told, key=lambda each: _WORST_FIRST.index(each.holding)))


def _assumption(link: LinkLine, check: AssumptionCheck | None) -> AssumptionTold:
    told = AssumptionTold(link.assumption, link.source.text, link.target.text, link.evidence, None, None, "")
    if check is None:
        return told
    return replace(told, holding=check.holding, since=check.since, signal=check.signal)


def _of_chain(chain: Chain) -> Q:
    """Lessons from the chain's insatser, from findings about its links, or about the goal it leads to."""
    return Q(report__initiative__chain=chain) | Q(finding__link__chain=chain) | _of_goal(chain)


def _lessons_of(chain: Chain) -> Iterable[Lesson]:
    lessons: Iterable[Lesson] = Lesson.objects.of(chain.region_id).accepted().filter(_of_chain(chain)).newest_first()
    return lessons


def _lesson(lesson: Lesson) -> LessonTold:
    accepted = localtime(lesson.accepted_at or lesson.noted_at).date()
    return LessonTold(lesson.pk, lesson.statement, lesson.confidence, accepted)


def _findings_of(chain: Chain) -> Iterable[Finding]:
    found = Finding.objects.of(chain.region_id).filter(link__chain=chain).select_related("evaluation")
    return found.order_by("-seen_on", "-pk")


def _finding(finding: Finding) -> FindingTold:
    evaluation = finding.evaluation
    return FindingTold(
        finding.pk, finding.text, finding.evidence, evaluation.title, evaluation.evaluator, finding.seen_on
    )


def _changes_of(chain: Chain) -> QuerySet[Change]:
    """What became different in the chain itself, or elsewhere because of what was learned from it."""
    region = chain.region_id
    lessons = Lesson.objects.of(region).accepted().filter(_of_chain(chain)).values("pk")
    findings = Finding.objects.of(region).filter(link__chain=chain).values("pk")
    from_lesson = Q(lesson__in=lessons) | Q(recommendation__lesson__in=lessons)
    changes: QuerySet[Change] = Change.objects.of(region).filter(
        Q(chain_version__chain=chain) | from_lesson | Q(recommendation__finding__in=findings)
    )
    return changes
