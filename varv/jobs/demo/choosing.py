"""The region's choices and names, what partners plan, and what has been seen of the assumptions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from varv.core.choices import Option, Topic
from varv.core.kinds import Naming, StrategyPhase, Strength, Succession
from varv.core.theory import Holding
from varv.indicators import operations as measuring
from varv.indicators.fates import TargetFate
from varv.indicators.models import Indicator
from varv.jobs.demo.planning import add_link, add_step, know_goals
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.strategy import operations as strategy
from varv.strategy.fates import Fate
from varv.strategy.models import Choice, Goal
from varv.strategy.operations import PartnerGoal

BY = "anna"
NAMED_ON = date(2021, 12, 7)
PARTNERS_ON = date(2024, 3, 4)
COMPARED_ON = date(2024, 3, 5)


def events(stage: Stage) -> Iterator[Event]:
    """Choices as they were made, then the plans of others beside our own, then what the years have shown."""
    told = content("strategy")
    for choice in told["choices"]:
        yield on(choice["on"], 10, _choose, stage, choice)
    for name in told["names"]:
        yield on(NAMED_ON, 11, _name, stage, name)
    yield on(told["phase"]["on"], 10, _change_phase, stage, told["phase"])
    for partner in told["partners"]:
        yield on(PARTNERS_ON, 10, _read_partner, stage, partner)
    for pull in told["pulls"]:
        yield on(COMPARED_ON, 10, _compare, stage, pull)
    for check in told["checks"]:
        yield on(check["on"], 11, _check, stage, check)
    yield on(told["open"]["on"], 14, _try_out, stage, told["open"])


def _choose(stage: Stage, told: dict[str, Any]) -> None:
    topic = Topic(told["topic"])
    before = Choice.objects.of(stage.region.pk).in_force().filter(topic=topic).first()
    strategy.make_choice(
        topic=topic,
        options=[Option(code) for code in told["options"]],
        reasons=told["reasons"],
        decided_on=told["on"],
        decided_by="Regionala utvecklingsnämnden",
        revision=before.revision if before else 0,
        by=stage.actors[BY],
        at=at(told["on"], 10),
    )


def _name(stage: Stage, told: dict[str, Any]) -> None:
    strategy.name_level(
        of=Naming(told["of"]), code=told["code"], name=told["name"], by=stage.actors[BY], at=at(NAMED_ON, 11)
    )


def _change_phase(stage: Stage, told: dict[str, Any]) -> None:
    """The strategy's foundation was laid, and its work began: one goal had done its duty."""
    document, by, when = stage.documents[told["document"]], stage.actors[BY], at(told["on"], 10)
    ended = {each["goal"]: Fate(Succession.ENDED, each["reason"]) for each in told["ended"]}
    goals = Goal.objects.of(stage.region.pk).filter(document=document).in_force()
    strategy.revise_document(document=document, by=by, at=when)
    measuring.change_phase(
        document=document,
        to=StrategyPhase(told["to"]),
        on=told["on"],
        reason=told["reason"],
        fates={goal: ended.get(goal.outline, Fate(Succession.CARRIED, told["carried"])) for goal in goals},
        targets={
            indicator: TargetFate(Succession.CARRIED)
            for indicator in Indicator.objects.of(stage.region.pk).filter(goal__in=goals)
        },
        by=by,
        at=when,
    )
    strategy.adopt_document(
        document=document,
        adopted_on=told["on"],
        adopted_by=told["by"],
        reason=told["reason"],
        case_number=told["case"],
        by=by,
        at=when,
    )


def _read_partner(stage: Stage, told: dict[str, Any]) -> None:
    plan = strategy.enter_partner_plan(
        name=told["name"],
        organisation=told["organisation"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        link="",
        goals=[PartnerGoal(**goal) for goal in told["goals"]],
        by=stage.actors[BY],
        at=at(PARTNERS_ON, 10),
    )
    know_goals(stage, told["key"], plan)


def _compare(stage: Stage, told: dict[str, Any]) -> None:
    strategy.link_goals(
        source=stage.goals[told["from"]],
        target=stage.goals[told["to"]],
        strength=Strength(told["strength"]),
        reason=told["reason"],
        by=stage.actors[BY],
        at=at(COMPARED_ON, 10),
    )


def _check(stage: Stage, told: dict[str, Any]) -> None:
    strategy.check_assumption(
        link=stage.links[tuple(told["link"])],
        holding=Holding(told["holding"]),
        since=told["since"],
        signal=told["signal"],
        by=stage.actors[told["by"]],
        at=at(told["on"], 11),
    )


def _try_out(stage: Stage, told: dict[str, Any]) -> None:
    """A chain is opened, a thought is tried, and another is taken away and put back."""
    by, when, key = stage.actors[BY], at(told["on"], 14), told["chain"]
    chain = stage.chains[key]
    strategy.revise_chain(chain=chain, by=by, at=when)
    add_step(stage, key, told["step"], when)
    add_link(stage, key, told["link"], when)
    strategy.remove_step_with_links(step=stage.steps[(key, told["taken_away"])], by=by, at=when)
    strategy.undo_edit(chain=chain, by=by, at=when)
