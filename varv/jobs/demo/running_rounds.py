"""The rounds are run: the first is frozen, one person gets more time, and the county's year is opened."""

from collections.abc import Iterator
from datetime import date

from varv.core.asking import Speed
from varv.core.periods import Period
from varv.jobs.demo.stage import Stage, at
from varv.jobs.demo.telling import Event, on
from varv.rounds import operations
from varv.rounds.models import Round

FROZEN, GIVEN, OPENED = date(2026, 3, 16), date(2026, 11, 12), date(2026, 11, 16)


def events(stage: Stage) -> Iterator[Event]:
    """What those who lead the rounds do beside opening and closing them."""
    yield on(FROZEN, 10, _freeze, stage)
    yield on(GIVEN, 9, _give_more_time, stage)
    yield on(OPENED, 9, _open_year, stage)


def _round(stage: Stage, period: str) -> Round:
    found: Round = Round.objects.of(stage.region.pk).get(period=Period.parse(period), speed=Speed.HALF_YEARLY)
    return found


def _freeze(stage: Stage) -> None:
    operations.freeze_round(round_=_round(stage, "2025H2"), by=stage.actors["disa"], at=at(FROZEN, 10))


def _give_more_time(stage: Stage) -> None:
    operations.give_more_time(
        round_=_round(stage, "2026H2"),
        person=stage.users["egon"],
        due_on=date(2027, 2, 12),
        reason="Mätningen i gymnasieskolorna är klar först den 5 februari.",
        by=stage.actors["anna"],
        at=at(GIVEN, 9),
    )


def _open_year(stage: Stage) -> None:
    operations.open_round(
        period=Period(2026),
        speed=Speed.YEARLY,
        opens_on=OPENED,
        due_on=date(2027, 3, 31),
        by=stage.actors["anna"],
        at=at(OPENED, 9),
    )
