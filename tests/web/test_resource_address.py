"""The address of the board of resources, what its rows are called, and the bars that are drawn of it."""

from decimal import Decimal

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from varv.core.money import FundingKind, Measure, Money
from varv.overview.delivery.resource_rows import Gap
from varv.overview.delivery.resources import Path, ResourceBoard, ResourceRow, ResourceWish
from varv.publishing.figures.resources import Bar
from varv.web.delivery.resources import drawing, name_of, query_behind, query_of, wish_of


@pytest.fixture(autouse=True)
def _in_swedish():
    with override("sv"):
        yield


def wished(query: str) -> ResourceWish:
    return wish_of(RequestFactory().get(f"/?{query}").GET)


def kr(amount) -> Decimal:
    return Decimal(str(amount))


def row(key=1, name="Kompetens", kinds=None, **more) -> ResourceRow:
    kinds = kinds or {}
    inside = sum(kinds.values(), Money())
    return ResourceRow(key=key, name=name, inside=inside, outside=Money(), kinds=kinds, initiatives=1, **more)


def board(*rows, **wish) -> ResourceBoard:
    return ResourceBoard(
        wish=ResourceWish(**wish),
        rows=rows,
        inside=Money(),
        outside=Money(),
        initiatives=0,
        years=(),
        appropriations=(),
        hours=None,
        is_narrowed_by_choice=False,
    )


# --- what is read out of the address ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*Path])
def test_every_path_can_be_asked_for(path):
    assert wished(f"per={path.value}").path is path


@pytest.mark.parametrize("measure", [*Measure])
def test_every_station_can_be_asked_for(measure):
    assert wished(f"matt={measure.value}").measure is measure


@pytest.mark.parametrize("gap", [*Gap])
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("ar", "year"),
        ("mal", "goal"),
        ("aktivitet", "activity"),
        ("plats", "place"),
        ("kalla", "source"),
    ],
)
def test_a_gap_can_be_asked_for_as_a_row_can(name, field, gap):
    assert getattr(wished(f"{name}={gap.value}"), field) is gap
    assert getattr(wished(f"{name}=12"), field) == 12


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("1989", None),
        ("1990", 1990),
        ("2026", 2026),
        ("2100", 2100),
        ("2101", None),
        ("-2026", None),
        ("2026.0", None),
        ("", None),
        ("+2026", None),
    ],
)
def test_a_year_in_the_address_lies_within_reach(written, year):
    wish = wished(f"fran={written}&till={written}")

    assert (wish.first_year, wish.last_year) == (year, year)


@pytest.mark.parametrize("written", ["0", "-1", "x", "1.5", "", "NONE", "9" * 60, "½"])
def test_a_key_that_cannot_be_one_asks_for_everything(written):
    assert wished(f"mal={written}&kalla={written}") == ResourceWish()


def test_the_last_of_two_answers_counts():
    assert wished("per=goal&per=source").path is Path.SOURCE


# --- what is written into it ------------------------------------------------------------------------------------


def test_only_what_was_chosen_stands_in_the_address():
    assert query_of(ResourceWish()) == "per=goal&matt=granted"


def test_everything_that_was_chosen_stands_in_the_address():
    wish = ResourceWish(
        path=Path.SOURCE,
        measure=Measure.USED,
        first_year=2025,
        last_year=2027,
        year=2026,
        goal=4,
        activity=5,
        place=Gap.REST,
        source=7,
    )

    assert query_of(wish) == ("per=source&matt=used&fran=2025&till=2027&ar=2026&mal=4&aktivitet=5&plats=rest&kalla=7")


def test_another_path_keeps_the_rest_and_none_takes_a_choice_away():
    wish = ResourceWish(goal=4, first_year=2025)

    assert query_of(wish, path=Path.PLACE) == "per=place&matt=granted&fran=2025&mal=4"
    assert query_of(wish, goal=None) == "per=goal&matt=granted&fran=2025"


@pytest.mark.parametrize(
    ("path", "key", "query"),
    [
        (Path.GOAL, 4, "per=goal&matt=granted&mal=4"),
        (Path.ACTIVITY, 5, "per=activity&matt=granted&aktivitet=5"),
        (Path.PLACE, Gap.UNSHARED, "per=place&matt=granted&plats=unshared"),
        (Path.YEAR, 2026, "per=year&matt=granted&ar=2026"),
        (Path.YEAR, Gap.UNDECIDED, "per=year&matt=granted&ar=undecided"),
        (Path.SOURCE, 7, "per=source&matt=granted&kalla=7"),
    ],
)
def test_behind_a_row_stands_what_the_row_is(path, key, query):
    assert query_behind(ResourceWish(path=path), row(key=key)) == query


def test_behind_a_row_the_other_choices_still_hold():
    wish = ResourceWish(path=Path.SOURCE, goal=4, first_year=2026)

    assert query_behind(wish, row(key=7)) == "per=source&matt=granted&fran=2026&mal=4&kalla=7"


def test_behind_a_goal_below_the_chosen_stands_the_goal_below():
    assert query_behind(ResourceWish(goal=4), row(key=9)) == "per=goal&matt=granted&mal=9"


# --- what a row is called ---------------------------------------------------------------------------------------


def test_a_row_has_its_own_name_and_a_gap_says_why():
    assert name_of(Path.GOAL, row(name="2.1 Kompetens")) == "2.1 Kompetens"
    assert name_of(Path.GOAL, row(key=Gap.NONE, name="")) == "Inget mål: insatsen är inte knuten till något"
    assert name_of(Path.PLACE, row(key=Gap.NONE, name="")) == "Ingen plats: insatsen är inte knuten till någon"
    assert name_of(Path.YEAR, row(key=Gap.UNDECIDED, name="")) == "Inget år än: inte beslutat"


# --- what is drawn ----------------------------------------------------------------------------------------------


def granted(amount) -> Money:
    return Money(granted=kr(amount))


@pytest.mark.parametrize(
    ("kinds", "ours", "others"),
    [
        ({}, None, None),
        ({FundingKind.ONE_TO_ONE: granted(100)}, kr(100), None),
        ({FundingKind.EUROPEAN: granted(40)}, None, kr(40)),
        ({FundingKind.ONE_TO_ONE: granted(100), FundingKind.EUROPEAN: granted(40)}, kr(100), kr(40)),
        ({FundingKind.EUROPEAN: granted(40), FundingKind.PRIVATE: granted(2)}, None, kr(42)),
        ({FundingKind.ONE_TO_ONE: granted(0)}, kr(0), None),
        ({FundingKind.EUROPEAN: granted(0)}, None, kr(0)),
        ({FundingKind.ONE_TO_ONE: Money(used=kr(5))}, None, None),
        ({FundingKind.ONE_TO_ONE: Money(used=kr(5)), FundingKind.STATE: granted(3)}, None, kr(3)),
    ],
)
def test_a_bar_has_the_appropriation_first_and_the_others_beside(kinds, ours, others):
    (bar,) = drawing(board(row(kinds=kinds))).bars

    assert bar == Bar("Kompetens", ours, others, 0)


@pytest.mark.parametrize(
    ("measure", "ours", "others"),
    [
        (Measure.PENDING, kr(1), kr(10)),
        (Measure.GRANTED, kr(2), kr(20)),
        (Measure.PLANNED, kr(3), kr(30)),
        (Measure.USED, kr(4), kr(-40)),
    ],
)
def test_the_bar_shows_the_station_that_was_asked_for(measure, ours, others):
    kinds = {
        FundingKind.ONE_TO_ONE: Money(kr(1), kr(2), kr(3), kr(4)),
        FundingKind.STATE: Money(kr(10), kr(20), kr(30), kr(-40)),
    }

    (bar,) = drawing(board(row(kinds=kinds), measure=measure)).bars

    assert (bar.ours, bar.others, bar.total) == (ours, others, ours + others)


def test_the_drawing_is_named_after_path_and_station_and_keeps_the_order():
    goals = (row(1, "1 Kompetens"), row(2, "1.1 Lärare", depth=1), row(Gap.REST, ""))

    told = drawing(board(*goals))

    assert told.title == "Resurser per: Mål. Beviljat."
    assert [(bar.name, bar.depth) for bar in told.bars] == [
        ("1 Kompetens", 0),
        ("1.1 Lärare", 1),
        ("Resten: inte avsett för något visst mål", 0),
    ]


def test_a_bar_below_another_is_not_added_twice():
    kinds = {FundingKind.ONE_TO_ONE: granted(100)}

    told = drawing(board(row(1, kinds=kinds), row(2, kinds=kinds, depth=1), row(3, kinds=kinds)))

    assert told.total == kr(200)
