"""A plan that is opened, changed because of what was learned, and adopted as a new version."""

from dataclasses import dataclass
from typing import Any

from varv.jobs.demo.planning import BY, add_link, add_step
from varv.jobs.demo.stage import Stage, at
from varv.strategy import operations
from varv.strategy.models import ChainVersion, DocumentVersion


@dataclass(frozen=True)
class Revised:
    """The new version, and the changed words before and after."""

    version: ChainVersion | DocumentVersion
    before: str
    after: str


def revise(stage: Stage, told: dict[str, Any]) -> Revised:
    """Make the change in the chain or in the document that it names."""
    return _revise_chain(stage, told) if "chain" in told else _revise_document(stage, told)


def _revise_document(stage: Stage, told: dict[str, Any]) -> Revised:
    by, when = stage.actors[BY], at(told["on"], 13)
    document = stage.documents[told["document"]]
    goal = stage.goals[f"{told['document']} {told['goal']}"]
    goal.refresh_from_db()
    before = f"{goal.name}. {goal.description}"
    operations.revise_document(document=document, by=by, at=when)
    operations.edit_goal(
        goal=goal, revision=goal.revision, name=told["new_name"], description=told["new_description"], by=by, at=when
    )
    version = operations.adopt_document(
        document=document,
        adopted_on=told["on"],
        adopted_by=told["by"],
        reason=told["reason"],
        case_number=told["case"],
        by=by,
        at=when,
    )
    return Revised(version, before, f"{told['new_name']}. {told['new_description']}")


def _revise_chain(stage: Stage, told: dict[str, Any]) -> Revised:
    by, when = stage.actors[BY], at(told["on"], 13)
    chain = stage.chains[told["chain"]]
    operations.revise_chain(chain=chain, by=by, at=when)
    add_step(stage, told["chain"], told["new_step"], when)
    for link in told["new_links"]:
        add_link(stage, told["chain"], link, when)
    version = operations.adopt_chain(
        chain=chain,
        adopted_on=told["on"],
        adopted_by=told["by"],
        reason=told["reason"],
        case_number=told["case"],
        by=by,
        at=when,
    )
    return Revised(version, "", f"Nytt led bland aktiviteterna: {told['new_step']['text']}")
