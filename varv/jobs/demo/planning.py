"""The framework, the steering documents with their goals, and the effect chains."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from varv.core.kinds import DocumentKind, GoalKind
from varv.core.status import Direction
from varv.core.theory import Claim, Evidence, FactorKind, Level
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.strategy import operations
from varv.strategy.models import GenericActivity, Goal, SteeringDocument

BY = "anna"
FRAMEWORK_ON = date(2021, 12, 1)
DRAFTED_ON = date(2021, 12, 2)
# Frames that others have decided on, by the key the plan calls them by.
FRAMES = {"agenda": "agenda_2030", "national": "national_strategy_2021"}
CHAINS_ON = date(2024, 1, 15)
CHAINS_ADOPTED_ON = date(2024, 2, 6)


def events(stage: Stage) -> Iterator[Event]:
    """The plan: first what we want, then why we believe that what we do leads there."""
    yield on(FRAMEWORK_ON, 9, _adopt_framework, stage)
    for key, template in FRAMES.items():
        yield on(FRAMEWORK_ON, 10, _take_over, stage, key, template)
    told = content("plan")
    for document in told["documents"]:
        goals = [goal for goal in told["goals"] if goal["document"] == document["key"]]
        yield on(DRAFTED_ON, 9, _draft, stage, document, goals)
        if "adopted" in document:
            yield on(document["adopted"]["on"], 15, _adopt, stage, document)
        if "replaced_by" in document:
            yield on(DRAFTED_ON, 10, _replace, stage, document)
    beside = content("strategy")
    for area in beside["areas"]:
        yield on(CHAINS_ON, 8, _add_area, stage, area)
    for chain in content("chains")["chains"]:
        yield on(CHAINS_ON, 9, _draw, stage, chain)
        yield on(CHAINS_ON, 10, _place_area, stage, chain["key"], beside["areas"])
        for factor in beside["factors"]:
            if factor["chain"] == chain["key"]:
                yield on(CHAINS_ON, 10, _add_factor, stage, factor)
        yield on(CHAINS_ADOPTED_ON, 15, _adopt_chain, stage, chain["key"])
    for shared in beside["shared"]:
        yield on(CHAINS_ON, 11, _share, stage, shared)


def _adopt_framework(stage: Stage) -> None:
    framework = operations.adopt_framework(template="vasterbotten", by=stage.actors[BY], at=at(FRAMEWORK_ON))
    for activity in GenericActivity.objects.of(stage.region.pk).filter(framework=framework):
        stage.activities[activity.number] = activity


def _take_over(stage: Stage, key: str, template: str) -> None:
    know_goals(stage, key, operations.adopt_reference(template=template, by=stage.actors[BY], at=at(FRAMEWORK_ON, 10)))


def know_goals(stage: Stage, key: str, document: SteeringDocument) -> None:
    """Remember a document and its goals by the keys of the content files."""
    stage.documents[key] = document
    for goal in Goal.objects.of(stage.region.pk).filter(document=document):
        stage.goals[f"{key} {goal.outline}"] = goal


def _draft(stage: Stage, told: dict[str, Any], goals: list[dict[str, Any]]) -> None:
    document = operations.draft_document(
        kind=DocumentKind(told["kind"]),
        title=told["title"],
        starts_on=told["starts_on"],
        ends_on=told.get("ends_on"),
        summary=told["summary"],
        parent=stage.documents[told["parent"]] if "parent" in told else None,
        by=stage.actors[BY],
        at=at(DRAFTED_ON),
    )
    stage.documents[told["key"]] = document
    for goal in goals:
        _add_goal(stage, goal)


def _replace(stage: Stage, told: dict[str, Any]) -> None:
    document, successor = stage.documents[told["key"]], stage.documents[told["replaced_by"]]
    operations.replace_document(document=document, successor=successor, by=stage.actors[BY], at=at(DRAFTED_ON, 10))


def _add_goal(stage: Stage, told: dict[str, Any]) -> None:
    document, outline = told["document"], told["outline"]
    above = outline.rpartition(".")[0]
    stage.goals[f"{document} {outline}"] = operations.add_goal(
        document=stage.documents[document],
        outline=outline,
        name=told["name"],
        parent=stage.goals.get(f"{document} {above}"),
        description=told["description"],
        peer_rule=told.get("peer_rule", ""),
        gap_rule=told.get("gap_rule", ""),
        kind=GoalKind(told.get("kind", "effect")),
        is_targeted=told.get("is_targeted", "wished" not in told),
        wished=Direction(told["wished"]) if "wished" in told else None,
        owner=stage.users[told["owner"]] if "owner" in told else None,
        by=stage.actors[BY],
        at=at(DRAFTED_ON),
    )


def _adopt(stage: Stage, told: dict[str, Any]) -> None:
    decision = told["adopted"]
    operations.adopt_document(
        document=stage.documents[told["key"]],
        adopted_on=decision["on"],
        adopted_by=decision["by"],
        reason=decision["reason"],
        case_number=decision["case"],
        by=stage.actors[BY],
        at=at(decision["on"], 15),
    )


def _draw(stage: Stage, told: dict[str, Any]) -> None:
    stage.chains[told["key"]] = operations.draft_chain(
        document=stage.documents[told["document"]],
        name=told["name"],
        goal=stage.goal(told["goal"]),
        summary=told["summary"],
        owner=stage.users[told["owner"]],
        by=stage.actors[BY],
        at=at(CHAINS_ON),
    )
    for step in told["steps"]:
        add_step(stage, told["key"], step, at(CHAINS_ON))
    for link in told["links"]:
        add_link(stage, told["key"], link, at(CHAINS_ON))


def _add_area(stage: Stage, told: dict[str, Any]) -> None:
    stage.areas[told["name"]] = operations.add_area(
        document=stage.documents[told["document"]], name=told["name"], by=stage.actors[BY], at=at(CHAINS_ON, 8)
    )


def _place_area(stage: Stage, key: str, areas: list[dict[str, Any]]) -> None:
    chain = stage.chains[key]
    (area,) = [stage.areas[told["name"]] for told in areas if key in told["chains"]]
    operations.edit_chain(chain=chain, revision=chain.revision, area=area, by=stage.actors[BY], at=at(CHAINS_ON, 10))


def _add_factor(stage: Stage, told: dict[str, Any]) -> None:
    operations.add_factor(
        chain=stage.chains[told["chain"]],
        kind=FactorKind(told["kind"]),
        text=told["text"],
        step=stage.steps[(told["chain"], told["step"])] if "step" in told else None,
        by=stage.actors[BY],
        at=at(CHAINS_ON, 10),
    )


def _share(stage: Stage, told: dict[str, Any]) -> None:
    chain, when = told["chain"], at(CHAINS_ON, 11)
    stage.steps[(chain, told["as"])] = operations.place_shared_step(
        chain=stage.chains[chain], step=stage.steps[tuple(told["step"])], by=stage.actors[BY], at=when
    )
    add_link(stage, chain, told | {"to": told["as"]}, when)


def add_step(stage: Stage, chain: str, told: dict[str, Any], when: datetime) -> None:
    """Put a step in a chain."""
    stage.steps[(chain, told["key"])] = operations.add_step(
        chain=stage.chains[chain],
        level=Level(told["level"]),
        text=told["text"],
        generic_activity=stage.activities[told["generic"]] if "generic" in told else None,
        by=stage.actors[BY],
        at=when,
    )


def add_link(stage: Stage, chain: str, told: dict[str, Any], when: datetime) -> None:
    """Join two steps of a chain."""
    stage.links[(chain, told["from"], told["to"])] = operations.link_steps(
        source=stage.steps[(chain, told["from"])],
        target=stage.steps[(chain, told["to"])],
        assumption=told.get("assumption", ""),
        evidence=Evidence(told["evidence"]),
        claim=Claim(told.get("claim", "hypothetical")),
        evidence_source=told.get("source", ""),
        evidence_year=told.get("year"),
        finding=told.get("finding", ""),
        by=stage.actors[BY],
        at=when,
    )


def _adopt_chain(stage: Stage, key: str) -> None:
    operations.adopt_chain(
        chain=stage.chains[key],
        adopted_on=CHAINS_ADOPTED_ON,
        adopted_by="Anna Lindqvist, på delegation",
        reason="Första versionen.",
        by=stage.actors[BY],
        at=at(CHAINS_ADOPTED_ON, 15),
    )
