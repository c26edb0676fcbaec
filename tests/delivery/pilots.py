"""The verbs walked to where a pilot is planned, under way, looked at or decided."""

from datetime import date

from tests.delivery.walks import person
from tests.factories import MONDAY
from varv.core.roles import Actor
from varv.delivery import operations
from varv.delivery.models import Initiative, Pilot
from varv.delivery.operations import Decided, PilotPlan

LEARNED = Decided(learned="Den som får hjälp på plats provar.", reason="Fem av sex företag provade.")


def plan_by(by: Actor, /, **changed) -> PilotPlan:
    """A plan for a small step."""
    values = {
        "name": "Handledare på plats",
        "owner": person(by),
        "expected": "Fem av åtta företag provar.",
        "how": "En handledare besöker företaget första dagen.",
        "starts_on": date(2026, 9, 1),
        "check_on": date(2026, 11, 1),
    }
    return PilotPlan(**(values | changed))


def planned(initiative: Initiative, by: Actor, /, **changed) -> Pilot:
    return operations.plan_pilot(initiative=initiative, plan=plan_by(by, **changed), by=by, at=MONDAY)


def begun(initiative: Initiative, by: Actor, **changed) -> Pilot:
    pilot = planned(initiative, by, **changed)
    operations.begin_pilot(pilot=pilot, by=by, at=MONDAY)
    pilot.refresh_from_db()
    return pilot


def looked_at(initiative: Initiative, by: Actor, **changed) -> Pilot:
    pilot = begun(initiative, by, **changed)
    operations.study_pilot(pilot=pilot, did="Sex besök.", saw="Fem provade.", revision=pilot.revision, by=by, at=MONDAY)
    pilot.refresh_from_db()
    return pilot


def ended(initiative: Initiative, by: Actor, **changed) -> Pilot:
    pilot = looked_at(initiative, by, **changed)
    operations.end_pilot(pilot=pilot, decided=LEARNED, by=by, at=MONDAY)
    pilot.refresh_from_db()
    return pilot
