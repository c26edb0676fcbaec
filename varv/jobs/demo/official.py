"""Statistics Sweden's own figures: real ones, of a real county, since Älvmark has none.

Young adults in one age group, because the table's age groups may not be added together.
"""

from collections.abc import Iterator
from datetime import date

from varv.core.kinds import Breakdown
from varv.core.status import Direction
from varv.indicators import operations as indicators
from varv.jobs.demo.stage import Stage, at
from varv.jobs.demo.telling import Event, on
from varv.statistics import operations
from varv.statistics.recorded import credit, recorded_payload

TABLE = "TAB6471"
FETCHED_ON = date(2026, 6, 9)
SEXES = {Breakdown.ALL: "TotSa", Breakdown.MEN: "1", Breakdown.WOMEN: "2"}
COUNTY = "18"  # Örebro län


def events(stage: Stage) -> Iterator[Event]:
    """The day after Statistics Sweden published."""
    yield on(FETCHED_ON, 9, _fetch, stage)


def _fetch(stage: Stage) -> None:
    by, when = stage.actors["egon"], at(FETCHED_ON)
    answer = recorded_payload(TABLE)
    indicator = indicators.define_indicator(
        name="Folkmängd 20–29 år (SCB:s siffror för Örebro län)",
        unit="personer",
        source=credit("sv"),
        source_link="https://www.statistikdatabasen.scb.se/",
        licence=answer.licence,
        goal=stage.goal("3"),
        definition="Antal folkbokförda som är 20–29 år den sista dagen i månaden.",
        limits=(
            "Riktiga siffror, för Örebro län: Älvmark finns inte och har ingen statistik. Från 2025 lägger SCB in en "
            "liten slumpmässig osäkerhet i varje värde, så kvinnor och män ger inte alltid summan. Åldersgrupper "
            "läggs inte ihop. Svaret är inspelat i mitten av 2026: dagen då det hämtades är inte känd, så "
            "publiceringsdagen står i dess ställe."
        ),
        wished=Direction.UP,
        lag_months=1,
        owner=stage.users["egon"],
        by=by,
        at=when,
    )
    for breakdown, code in SEXES.items():
        operations.bind_series(
            indicator=indicator,
            breakdown=breakdown,
            source="scb",
            table=TABLE,
            selection={"Region": COUNTY, "Alder": "20-29", "Kon": code, "ContentsCode": "000007SF"},
            time_dimension="Tid",
            by=by,
            at=when,
        )
    operations.read_payload(payload=answer, source="scb", table=TABLE, by=by, at=when)
