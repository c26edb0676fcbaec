"""Invented figures of a county that does not exist: the charts, chains and turns the tests draw."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.publishing.looking import wild_text
from varv.core.periods import Period, Span
from varv.core.status import Band, Direction, Path, Wish
from varv.core.theory import Evidence, Level
from varv.publishing.figures import chain, readings, spiral
from varv.publishing.figures.readings import Break, Chart, Series, Value, Whose
from varv.publishing.figures.spiral import Spiral, Stage, Turn, Upcoming

LEVELS = {
    Level.NEED: "Behov",
    Level.INPUT: "Resurser",
    Level.ACTIVITY: "Aktiviteter",
    Level.OUTPUT: "Prestationer",
    Level.OUTCOME: "Utfall",
    Level.EFFECT: "Effekter",
    Level.IMPACT: "Samhällseffekt",
}
EVIDENCE = {
    Evidence.STRONG: "starkt belägg",
    Evidence.SOME: "visst belägg",
    Evidence.ASSUMED: "antagande",
    Evidence.NONE: "belägg saknas",
}
PATH = Path(Decimal("71.2"), date(2022, 12, 31), Decimal("80.0"), date(2030, 12, 31))
BAND = Band(Decimal(40), Decimal(50))
RISE, FALL = Wish(Direction.UP), Wish(Direction.DOWN)


def decimals(found):
    """Numbers and holes written together: ``"70,0 . 71,7"``."""
    return [None if text == "." else Decimal(text.replace(",", ".")) for text in found.split()]


def values(found, *, first=2015, span=Span.YEAR):
    """Values of periods in a row; a full stop is a missing one."""
    begin = Period(first, span, 1)
    periods = [begin.shifted(step) for step in range(len(found.split()))]
    return tuple(Value(period.last, str(period), value) for period, value in zip(periods, decimals(found), strict=True))


def series(found, *, name="Alla", whose=Whose.OWN, **when):
    return Series(name, whose, values(found, **when))


def chart(*found, **more):
    """A chart of percentages with one decimal."""
    return Chart(**({"title": "Examen", "unit": "Procent", "decimals": 1, "series": found} | more))


ALL = series("70,0 70,7 . 71,7 72,2 72,7 70,7 71,2 72,0 72,7 73,3 73,6", name="Alla i länet")
WOMEN = series("74,1 74,6 . 75,9 76,3 77,0 75,4 76,1 77,2 78,0 78,9 79,3", name="Kvinnor", whose=Whose.WOMEN)
MEN = series("66,0 66,9 . 67,6 68,2 68,5 66,1 66,4 66,9 67,5 67,9 68,0", name="Män", whose=Whose.MEN)
NATION = series("71,5 72,0 72,4 72,9 73,4 74,0 72,1 72,6 73,4 74,0 74,5 74,9", name="Riket", whose=Whose.REFERENCE)
GRADUATES = Chart(
    title="Gymnasieexamen inom tre år",
    unit="Procent av eleverna",
    decimals=1,
    series=(ALL, WOMEN, MEN, NATION),
    aim=PATH,
    sign=" %",
    breaks=(Break(date(2021, 1, 1), "ny definition"),),
)


def step(number, level, name, **more):
    return chain.Step(number, level, name, **more)


def link(source, target, evidence=Evidence.SOME, **more):
    return chain.Link(source, target, evidence, **more)


def drawn_chain(steps, links, title="Kompetens för omställning"):
    return chain.Chain(title, tuple(steps), tuple(links), LEVELS, EVIDENCE)


MODULES = drawn_chain(
    [
        step(1, Level.NEED, "Industrin saknar 600 tekniker till 2030", href="/led/1/"),
        step(2, Level.ACTIVITY, "Yrkesväxling i moduler", href="/led/2/"),
        step(3, Level.OUTCOME, "Nya kontakter består", is_measured=False),
        step(4, Level.IMPACT, "Företagen hittar rätt kompetens", href="/led/4/"),
    ],
    [
        link(1, 2, Evidence.STRONG),
        link(2, 3, Evidence.NONE, number=3, href="#antagande-3"),
        link(3, 4, Evidence.ASSUMED, number=4),
    ],
)


def big_chain(steps, links):
    """A chain with steps spread over the levels, and links to the next level; always the same."""
    levels = [list(Level)[place * len(Level) // steps] for place in range(steps)]
    pairs = [
        (source, target)
        for source in range(steps)
        for target in range(steps)
        if levels[target].rank - levels[source].rank == 1
    ]
    chosen = pairs[:: max(len(pairs) // links, 1)][:links]
    grades = list(Evidence)
    return drawn_chain(
        [
            step(place, level, f"Led nummer {place} i kedjan", href=f"/led/{place}/")
            for place, level in enumerate(levels)
        ],
        [
            link(source, target, grades[place % 4], number=place if place % 3 == 0 else None)
            for place, (source, target) in enumerate(chosen)
        ],
    )


FIRST = Turn("Varv 1", "2022–2023", Stage.CHANGED, "VP 2024 fick ett eget avsnitt")
SECOND = Turn("Varv 2", "2024–2025", Stage.CHANGED, "Kurser blev korta moduler")
THIRD = Turn("Varv 3", "2026–juni 2027", Stage.SAW, "Tre förslag väntar på svar.")
NEXT = Upcoming("Varv 4", "börjar jan 2027")
TURNS = Spiral("Lärandespiralen", (FIRST, SECOND, THIRD), NEXT)


# --- anything at all -------------------------------------------------------------------------------------


def any_value():
    return st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False))


def any_series():
    days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
    found = st.builds(Value, days, wild_text(max_size=12), any_value())
    several = st.lists(found, max_size=12, unique_by=lambda value: value.on).map(tuple)
    return st.builds(Series, wild_text(max_size=30), st.sampled_from(Whose), several)


def any_aim():
    low = st.decimals(-1000, 1000, places=1)
    paths = st.builds(
        lambda start, gain: Path(start, date(2020, 12, 31), start + gain, date(2030, 12, 31)), low, st.integers(1, 99)
    )
    bands = st.builds(lambda start, gain: Band(start, start + gain), low, st.integers(0, 99))
    return st.one_of(st.none(), paths, bands, st.sampled_from([RISE, FALL]))


def any_chart():
    breaks = st.lists(
        st.builds(Break, st.dates(date(1980, 1, 1), date(2070, 1, 1)), wild_text(max_size=20)), max_size=2
    )
    return st.builds(
        Chart,
        title=wild_text(max_size=40),
        unit=wild_text(max_size=40),
        decimals=st.integers(0, 3),
        series=st.lists(any_series(), max_size=4).map(tuple),
        aim=any_aim(),
        sign=wild_text(max_size=5),
        breaks=breaks.map(tuple),
    )


@st.composite
def any_chain(draw):
    """Steps on any levels, links between any two of them: forwards, backwards and sideways."""
    count = draw(st.integers(0, 9))
    steps = [
        step(place, draw(st.sampled_from(Level)), draw(wild_text(max_size=60)), is_measured=draw(st.booleans()))
        for place in range(count)
    ]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)) if count else st.nothing()
    pairs = draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]), max_size=10)) if count > 1 else []
    numbers = st.one_of(st.none(), st.integers(1, 99))
    return drawn_chain(
        steps,
        [link(source, target, draw(st.sampled_from(Evidence)), number=draw(numbers)) for source, target in pairs],
        title=draw(wild_text(max_size=40)),
    )


def any_spiral():
    turns = st.lists(
        st.builds(
            Turn, wild_text(max_size=30), wild_text(max_size=30), st.sampled_from(Stage), wild_text(max_size=200)
        ),
        max_size=10,
    )
    upcoming = st.one_of(st.none(), st.builds(Upcoming, wild_text(max_size=30), wild_text(max_size=30)))
    return st.builds(Spiral, wild_text(max_size=40), turns.map(tuple), upcoming)


GRADUATES_TABLE = readings.table(GRADUATES)
SPIRAL_TABLE = spiral.table(TURNS)
