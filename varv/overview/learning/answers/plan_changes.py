"""What was changed in which version of what, and what it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from varv.core.judgement import Confidence
from varv.core.kinds import ChangeKind
from varv.core.periods import Period
from varv.core.theory import Claim, Evidence
from varv.core.versions import Content, Difference, Kind, compare, parts_of_both
from varv.learning.models import Change, Finding, Lesson, Recommendation
from varv.learning.rules.changes import Version, day_of_form
from varv.overview.words import word
from varv.rounds.models import QuestionTemplate
from varv.strategy.models import ChainVersion, DocumentVersion

# What a plan reads like: its names and its prose, and how well a link is supported. Places and ids are left out.
_NAMES = ("name", "text", "title")
_CODES: Mapping[str, type[StrEnum]] = {"evidence": Evidence, "claim": Claim}
_READ = (*_NAMES, *_CODES, "summary", "description", "assumption", "tested_how", "rationale", "finding", "hint")
LESSON_TIES = ("author", "report__initiative", "report__round", "finding__evaluation", "goal", "generic_activity")
CHANGE_TIES = (
    "turn",
    "author",
    "chain_version__chain",
    "document_version__document",
    "template",
    "goal",
    "verified_by",
    "recommendation__finding__evaluation",
    "recommendation__lesson__author",
    "recommendation__lesson__report__initiative",
    "recommendation__lesson__report__round",
    "recommendation__lesson__finding__evaluation",
    "lesson__author",
    "lesson__report__initiative",
    "lesson__report__round",
    "lesson__finding__evaluation",
)


class Plan(StrEnum):
    """What a version is a version of; the last two have none and are told in words."""

    DOCUMENT = "document"
    CHAIN = "chain"
    FORM = "form"
    LEARNING_PLAN = "learning_plan"
    WAY_OF_WORKING = "way_of_working"


@dataclass(frozen=True)
class PlanVersion:
    """A version of a plan, a chain or a form; ``key`` names it in forms.

    What has no versions has number 0, the title of its kind, and was adopted the day it was decided.
    """

    id: int
    plan: Plan
    plan_id: int
    title: str
    number: int
    adopted_on: date
    case_number: str

    @property
    def key(self) -> str:
        """For example ``document-12``."""
        return f"{self.plan}-{self.id}"

    @property
    def name(self) -> str:
        """The title with its number, where it has versions."""
        if not self.number:
            return self.title
        return _("%(plan)s, version %(number)s") % {"plan": self.title, "number": self.number}


@dataclass(frozen=True)
class Origin:
    """What a recommendation or a change goes back to: someone's words, where they stand, and how sure they are.

    A lesson that came from a report has both; ``occasion`` is a lesson's own account of where it was learned.
    """

    text: str
    who: str
    on: date
    evaluation: str = ""
    evaluation_id: int | None = None
    rests_on: str = ""
    evidence: Evidence | None = None
    lesson_id: int | None = None
    confidence: Confidence | None = None
    report_id: int | None = None
    initiative: str = ""
    period: Period | None = None
    occasion: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """What became different, where, when it was decided, in which turn, and what it came from."""

    id: int
    what: str
    before: str
    after: str
    version: PlanVersion
    decided_on: date
    case_number: str
    author: str
    turn_id: int
    turn_number: int
    recommendation_id: int | None
    recommendation_number: int | None
    origin: Origin
    kind: ChangeKind = ChangeKind.DOCUMENT
    goal_id: int | None = None
    goal: str = ""
    author_id: int = 0
    verified_by: str = ""
    verified_how: str = ""
    verified_on: date | None = None


def change_lines(changes: QuerySet[Change]) -> tuple[ChangeLine, ...]:
    """These changes, the latest decision first, in one query."""
    return tuple(change_line(change) for change in changes.select_related(*CHANGE_TIES).order_by("-decided_on", "-pk"))


_TIES: Mapping[type[Version], str] = {
    ChainVersion: "chain_version",
    DocumentVersion: "document_version",
    QuestionTemplate: "template",
}


def because(version: Version) -> tuple[ChangeLine, ...]:
    """Why there is this version: what it changed because of a lesson or a recommendation, in one query."""
    return change_lines(Change.objects.of(version.region_id).filter(**{_TIES[type(version)]: version}))


def change_line(change: Change) -> ChangeLine:
    """One change; fetch it with ``CHANGE_TIES``."""
    source = change.recommendation or change.lesson
    if source is None:  # the database's constraint keeps one of the two
        raise ValueError(change.pk)
    return ChangeLine(
        id=change.pk,
        what=change.what,
        before=change.before,
        after=change.after,
        version=changed_thing(change),
        decided_on=change.decided_on,
        case_number=change.case_number,
        author=change.author.name,
        turn_id=change.turn_id,
        turn_number=change.turn.number,
        recommendation_id=change.recommendation_id,
        recommendation_number=change.recommendation.number if change.recommendation else None,
        origin=origin_of(source),
        kind=change.kind,
        goal_id=change.goal_id,
        goal=str(change.goal) if change.goal else "",
        author_id=change.author_id,
        verified_by=change.verified_by.name if change.verified_by else "",
        verified_how=change.verified_how,
        verified_on=localtime(change.verified_at).date() if change.verified_at else None,
    )


def changed_version(change: Change) -> Version | None:
    """The version that the change names; nothing where it is told in words."""
    return change.chain_version or change.document_version or change.template


def changed_thing(change: Change) -> PlanVersion:
    """What became different: a version, or by its kind what is told in words."""
    version = changed_version(change)
    if version is not None:
        return plan_version(version)
    return PlanVersion(
        id=change.pk,
        plan=Plan(change.kind),
        plan_id=0,
        title=word(change.kind),
        number=0,
        adopted_on=change.decided_on,
        case_number=change.case_number,
    )


def origin_of(source: Recommendation | Lesson) -> Origin:
    """What it goes back to; fetch a lesson with ``LESSON_TIES``."""
    if isinstance(source, Lesson):
        return _lesson_origin(source)
    if source.lesson is not None:
        return _lesson_origin(source.lesson)
    if source.finding is None:  # the database's constraint keeps one of the two
        raise ValueError(source.pk)
    return finding_origin(source.finding)


def finding_origin(finding: Finding) -> Origin:
    """An evaluation's own words."""
    return Origin(
        text=finding.text,
        who=finding.evaluation.evaluator,
        on=finding.seen_on,
        evaluation=finding.evaluation.title,
        evaluation_id=finding.evaluation_id,
        rests_on=finding.rests_on,
        evidence=finding.evidence,
    )


def _lesson_origin(lesson: Lesson) -> Origin:
    report, finding = lesson.report, lesson.finding
    return Origin(
        text=lesson.statement,
        who=lesson.author.name,
        on=localtime(lesson.noted_at).date(),
        evaluation=finding.evaluation.title if finding else "",
        evaluation_id=finding.evaluation_id if finding else None,
        rests_on=finding.rests_on if finding else "",
        lesson_id=lesson.pk,
        confidence=lesson.confidence,
        report_id=lesson.report_id,
        initiative=report.initiative.name if report else "",
        period=report.round.period if report else None,
        occasion=lesson.occasion,
    )


def plan_version(version: Version) -> PlanVersion:
    """A version with the name of its plan, its chain or its form."""
    if isinstance(version, QuestionTemplate):
        return _form_version(version)
    chain = isinstance(version, ChainVersion)
    plan = version.chain if isinstance(version, ChainVersion) else version.document
    return PlanVersion(
        id=version.pk,
        plan=Plan.CHAIN if chain else Plan.DOCUMENT,
        plan_id=plan.pk,
        title=str(plan),
        number=version.number,
        adopted_on=version.adopted_on,
        case_number=version.case_number,
    )


def _form_version(template: QuestionTemplate) -> PlanVersion:
    return PlanVersion(
        id=template.pk,
        plan=Plan.FORM,
        plan_id=template.pk,
        title=template.name,
        number=template.version,
        adopted_on=day_of_form(template),
        case_number="",
    )


def adopted_since(region_id: int, since: date) -> tuple[PlanVersion, ...]:
    """Versions of plans, chains and forms adopted on that day or later, the newest first."""
    documents = DocumentVersion.objects.of(region_id).filter(adopted_on__gte=since).select_related("document")
    chains = ChainVersion.objects.of(region_id).filter(adopted_on__gte=since).select_related("chain")
    forms = QuestionTemplate.objects.of(region_id).filter(adopted_at__date__gte=since)
    versions = [plan_version(version) for version in [*documents, *chains, *forms]]
    return tuple(sorted(versions, key=lambda version: (version.adopted_on, version.id), reverse=True))


@dataclass(frozen=True)
class Wording:
    """How the plan read before, and how it reads now: one line for every item that differs."""

    before: str
    after: str


def wording_of(version: Version) -> Wording:
    """What this version changed in the one before it; empty when it is the first."""
    earlier, content = _before(version), _content(version)
    if earlier is None:
        return Wording("", "")
    pairs = [pair for found in compare(*parts_of_both(_content(earlier), content)) for pair in _pairs(found)]
    return Wording(_lines(before for before, _after in pairs), _lines(after for _before, after in pairs))


def _before(version: Version) -> Version | None:
    """The version before this one, if there is one."""
    if isinstance(version, QuestionTemplate):
        forms = QuestionTemplate.objects.of(version.region_id).filter(kind=version.kind, version__lt=version.version)
        return forms.order_by("-version").first()
    if isinstance(version, ChainVersion):
        sisters = ChainVersion.objects.of(version.region_id).filter(chain_id=version.chain_id)
        return sisters.filter(number__lt=version.number).order_by("-number").first()
    plans = DocumentVersion.objects.of(version.region_id).filter(document_id=version.document_id)
    return plans.filter(number__lt=version.number).order_by("-number").first()


def _content(version: Version) -> Content:
    """What it says, part by part. The questions of a form are known by their keys."""
    if isinstance(version, QuestionTemplate):
        return {"questions": {question["key"]: question for question in version.questions}}
    content: Content = version.content
    return content


def _pairs(found: Difference) -> Iterator[tuple[str, str]]:
    """Before and after in words, an item at a time."""
    name = _name(found.item)
    if found.kind is Kind.ADDED:
        yield "", name
    elif found.kind is Kind.REMOVED:
        yield name, ""
    # In the order they are read: one of the databases keeps the fields of what it stores in an order of its own.
    for changed in sorted((one for one in found.fields if one.field in _READ), key=lambda one: _READ.index(one.field)):
        yield _said(found.item, changed.field, changed.before), _said(found.item, changed.field, changed.after)


def _name(item: Mapping[str, object]) -> str:
    """A goal, a step and a document have names; a link is told by its two steps."""
    if "source" in item:
        return f"{item['source']} → {item['target']}"
    return next((str(item[key]) for key in _NAMES if item.get(key)), "")


def _said(item: Mapping[str, object], field: str, value: object) -> str:
    told = word(_CODES[field](str(value))) if value and field in _CODES else str(value or "")
    return told if field in _NAMES or not told else f"{_name(item)}: {told}"


def _lines(said: Iterable[str]) -> str:
    return "\n".join(line for line in said if line)
