"""What is done to documents and chains alike: they are adopted as versions that never change, and opened again."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Required, TypedDict, TypeVar

from django.utils.timezone import localtime

from varv.core.roles import Actor
from varv.core.workflow import PlanState
from varv.regions import trail
from varv.strategy import rules
from varv.strategy.models import Chain, ChainVersion, DocumentVersion, SteeringDocument

Content = dict[str, dict[str, dict[str, object]]]
Plan = TypeVar("Plan", SteeringDocument, Chain)
Version = TypeVar("Version", DocumentVersion, ChainVersion)


class Decision(TypedDict, total=False):
    """Beside the day: who decided (``adopted_by``), why, and under which number in the register."""

    adopted_by: Required[str]
    reason: str
    case_number: str


def adopt(
    plan: Plan,
    versions: type[Version],
    content: Callable[[Plan], Content],
    *,
    adopted_on: date,
    decision: Decision,
    by: Actor,
    at: datetime,
) -> Version:
    """The next version of a plan that its caller has locked and asked its own rules about."""
    of_plan = {_owner(versions): plan}
    latest: Any = versions.objects.of(plan.region_id).filter(**of_plan).newest_first().first()
    reason = decision.get("reason", "").strip()
    rules.check_version(latest, adopted_on=adopted_on, reason=reason, today=localtime(at).date())
    version: Version = versions.objects.create(
        region_id=plan.region_id,
        number=latest.number + 1 if latest else 1,
        content=content(plan),
        adopted_on=adopted_on,
        **of_plan,
        **{**decision, "reason": reason},
    )
    trail.write(version, "adopted", by=by, at=at)
    plan.change(state=PlanState.ADOPTED)
    trail.write(plan, "adopted", by=by, at=at)
    return version


def revise(plan: SteeringDocument | Chain, *, by: Actor, at: datetime) -> None:
    """Open an adopted plan for changes. The version that was adopted is still the one in force."""
    plan = plan.locked()
    rules.check_revise(plan, by)
    plan.change(state=PlanState.REVISING)
    trail.write(plan, "revised", by=by, at=at)


def _owner(versions: type[DocumentVersion | ChainVersion]) -> str:
    return "document" if versions is DocumentVersion else "chain"
