"""A region with a plan in it: something of every kind that a workbook holds."""

from datetime import date
from decimal import Decimal

from tests.factories import MONDAY, FrameworkFactory, GenericActivityFactory, UnitFactory
from tests.strategy.walks import added_goal, added_step, chain_of_three, drafted_document, goal_tree
from varv.core.kinds import InitiativeKind, Strength
from varv.core.theory import FactorKind, Level
from varv.delivery import operations
from varv.indicators.operations import define_indicator
from varv.regions.models import Region, User
from varv.strategy import operations as strategy


def ground(region):
    """What a plan stands on and a workbook does not make: a unit and a framework."""
    framework = FrameworkFactory(region=region)
    return UnitFactory(region=region), GenericActivityFactory(region=region, framework=framework, number=1)


def region_with_plan(by):
    """Two documents with goals, a contribution, two chains that share a step, insatser in every state, an indicator."""
    unit, activity = ground(Region.objects.get(pk=by.region_id))
    who = {"by": by, "at": MONDAY}
    strategy_of_region = drafted_document(by, summary="=1+1\r\n@ två rader  ")
    goals = goal_tree(by, strategy_of_region)
    plan = drafted_document(by, "Handlingsplan", parent=strategy_of_region)
    own = added_goal(by, plan, "A", "Fler byter yrke", owner=User.objects.get(pk=by.person_id))
    strategy.link_goals(
        source=own, target=goals[1], strength=Strength.CLEARLY, share=Decimal("12.5"), reason="Så", **who
    )
    area = strategy.add_area(document=plan, name="Kompetens", **who)
    chain, steps, links = chain_of_three(by, document=plan)
    strategy.add_factor(chain=chain, kind=FactorKind.RISK, text="Ingen kommer", link=links[0], **who)
    strategy.add_factor(chain=chain, kind=FactorKind.CONDITION, text="Räntan", **who)
    second = strategy.draft_chain(document=plan, name="En annan kedja", area=area, goal=goals[1], **who)
    added_step(by, second, "Pengar", Level.INPUT)
    strategy.place_shared_step(chain=second, step=steps[1], **who)
    added_step(by, second, "Lokaler", Level.INPUT)
    indicator = define_indicator(name="Genomströmning", unit="procent", source="SCB", goal=goals[1], decimals=1, **who)
    insatser = [initiative(by, name, unit, activity, chain) for name in ("Planerad", "Pågår", "Pausad", "Avslutad")]
    operations.contribute_to(initiative=insatser[3], goal=own, reason="Kurserna", **who)
    for verb, chosen in (
        (operations.begin_initiative, insatser[1:3]),
        (operations.pause_initiative, insatser[2:3]),
        (operations.end_initiative, insatser[3:]),
    ):
        for one in chosen:
            verb(initiative=one, **who)
    return {
        "strategy": strategy_of_region,
        "plan": plan,
        "chain": chain,
        "steps": steps,
        "goals": goals,
        "own": own,
        "indicator": indicator,
        "initiatives": insatser,
        "area": area,
        "links": links,
    }


def initiative(by, name, unit, activity, chain=None):
    return operations.start_initiative(
        name=name,
        description="",
        kind=InitiativeKind.OWN,
        generic_activity=activity,
        chain=chain,
        goals=(),
        unit=unit,
        responsible=User.objects.get(pk=by.person_id),
        starts_on=date(2026, 1, 1),
        ends_on=None,
        by=by,
        at=MONDAY,
    )
