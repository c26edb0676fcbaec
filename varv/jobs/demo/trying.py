"""Where the insatser are done, and the small steps that are tried in them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from varv.delivery import operations
from varv.delivery.models import Pilot
from varv.delivery.operations import Decided, PilotPlan
from varv.jobs.demo.stage import Stage, at, content
from varv.jobs.demo.telling import Event, on
from varv.regions import operations as regions
from varv.regions.models import Place

# After the last insats of the story has entered, so that every one can be tied.
PLACED_ON = date(2026, 2, 18)
SAVED_ON = date(2026, 3, 3)


def events(stage: Stage) -> Iterator[Event]:
    """The register of places comes first, then what is tied to it, then what is tried."""
    told = content("trying")
    yield on(date(2021, 12, 2), 8, _register, stage, told["places"])
    yield on(PLACED_ON, 9, _place, stage, told["done_in"])
    yield on(SAVED_ON, 9, _save_lists, stage)
    pilots: dict[str, Pilot] = {}
    plans = {one["key"]: _plan_of(stage, one) for one in told["pilots"]}
    following = {one["follows"]: one["key"] for one in told["pilots"] if "follows" in one}
    for one in told["pilots"]:
        if "follows" not in one:
            yield on(one.get("written", one["starts_on"]), 10, _plan, stage, one, plans, pilots)
        if "did" in one:
            yield on(one["starts_on"], 11, _begin, stage, one, pilots)
        if "saw" in one:
            yield on(one["check_on"], 12, _study, stage, one, pilots)
        if "outcome" in one:
            next_key = following.get(one["key"], "")
            yield on(one["decided_on"], 13, _decide, stage, one, next_key, plans, pilots)


def _register(stage: Stage, places: list[dict[str, str]]) -> None:
    for place in places:
        regions.add_place(**place, by=stage.actors["frida"], at=at(date(2021, 12, 2), 8))


def _place(stage: Stage, done_in: dict[str, list[str]]) -> None:
    by_code = {place.code: place for place in Place.objects.of(stage.region.pk)}
    for key, codes in done_in.items():
        operations.set_places(
            initiative=stage.initiatives[key],
            places=[by_code[code] for code in codes],
            by=stage.actors["anna"],
            at=at(PLACED_ON),
        )


def _save_lists(stage: Stage) -> None:
    for name, query, is_shared in (
        ("Pågår utan indikator", "visa=running&brist=indicator", True),
        ("Mina på tidslinjen", "visa=mina&vy=tidslinje", False),
    ):
        regions.save_view(
            page="initiatives", name=name, query=query, is_shared=is_shared, by=stage.actors["anna"], at=at(SAVED_ON)
        )


def _plan_of(stage: Stage, told: dict[str, Any]) -> PilotPlan:
    owner = stage.users[told["owner"]]
    how = told.get("how", "")
    return PilotPlan(told["name"], owner, told["expected"], how, told["starts_on"], told["check_on"])


def _plan(stage: Stage, told: dict[str, Any], plans: dict[str, PilotPlan], pilots: dict[str, Pilot]) -> None:
    pilots[told["key"]] = operations.plan_pilot(
        initiative=stage.initiatives[told["initiative"]],
        plan=plans[told["key"]],
        by=stage.actors["anna"],
        at=at(told.get("written", told["starts_on"]), 10),
    )


def _begin(stage: Stage, told: dict[str, Any], pilots: dict[str, Pilot]) -> None:
    """It begins, and what is done is noted while it is tried."""
    by, when, pilot = stage.actors[told["owner"]], at(told["starts_on"], 11), pilots[told["key"]]
    operations.begin_pilot(pilot=pilot, by=by, at=when)
    pilot.refresh_from_db()
    operations.note_pilot(
        pilot=pilot, did=told["did"], check_on=told["check_on"], revision=pilot.revision, by=by, at=when
    )


def _study(stage: Stage, told: dict[str, Any], pilots: dict[str, Pilot]) -> None:
    pilot = pilots[told["key"]]
    pilot.refresh_from_db()
    operations.study_pilot(
        pilot=pilot,
        did=told["did"],
        saw=told["saw"],
        revision=pilot.revision,
        by=stage.actors[told["owner"]],
        at=at(told["check_on"], 12),
    )


def _decide(
    stage: Stage, told: dict[str, Any], next_key: str, plans: dict[str, PilotPlan], pilots: dict[str, Pilot]
) -> None:
    """Changed, when another pilot of the content follows it; or scaled up; or ended."""
    decided = Decided(learned=told["learned"], reason=told["reason"])
    given: dict[str, Any] = {"pilot": pilots[told["key"]], "decided": decided, "by": stage.actors[told["owner"]]}
    when = at(told["decided_on"], 13)
    if next_key:
        pilots[next_key] = operations.change_pilot(plan=plans[next_key], at=when, **given)
    elif "into" in told:
        operations.scale_up_into(initiative=stage.initiatives[told["into"]], at=when, **given)
    else:
        operations.end_pilot(at=when, **given)
