import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.looking import NASTY, description, elements, flaws, name, of_class, place, size, wild_text, words
from varv.publishing.figures import kommun_map
from varv.publishing.figures.kommun_map import KommunMap, Municipality
from varv.publishing.figures.marks import Size, Spot
from varv.publishing.figures.outlines import fitted, outlines, room
from varv.publishing.parts import Kind
from varv.regions.municipalities import counties, county

SIZES = pytest.mark.parametrize("sheet", Size)
MADE_UP = (
    Municipality("A1", "Forsby", 8),
    Municipality("A2", "Granliden", 3),
    Municipality("A3", "Norrby", None),
    Municipality("A4", "Sand", 0),
)
INSATSER = KommunMap(title="Insatser per kommun", unit="insatser", unknown="ingen känd insats", places=MADE_UP)
REAL = replace(
    INSATSER,
    places=tuple(
        Municipality(code, name_, 1 + at) for at, (code, name_) in enumerate(county("24").municipalities.items())
    ),
)


def drawn(found, sheet=Size.WIDE):
    return kommun_map.draw(found, size=sheet, id_prefix="k")


# --- the outlines -----------------------------------------------------------------------------------------------


def test_outlines_are_of_every_official_code_and_no_other():
    official = {code for one in counties() for code in one.municipalities}

    assert set(outlines()) == official
    assert all(len(ring) >= 3 for outline in outlines().values() for ring in outline.rings)


def test_outlines_lie_in_sweden_with_their_words_inside():
    for outline in outlines().values():
        spots = [spot for ring in outline.rings for spot in ring]
        assert all(10 < spot.x < 25 and 55 < spot.y < 70 for spot in spots)
        assert max(room(ring, outline.middle) for ring in outline.rings) > 0


def test_fitted_keeps_north_up_and_everything_inside():
    shown = [outlines()[code] for code in county("24").municipalities]

    sheet = fitted(shown, width=358, height=460)
    spots = [sheet.spot(spot) for one in shown for ring in one.rings for spot in ring]

    assert sheet.spot(Spot(18, 65)).y < sheet.spot(Spot(18, 64)).y
    assert sheet.spot(Spot(17, 64)).x < sheet.spot(Spot(18, 64)).x
    assert (min(spot.x for spot in spots), min(spot.y for spot in spots)) == pytest.approx((0, 0), abs=1e-6)
    assert (max(spot.x for spot in spots), max(spot.y for spot in spots)) == pytest.approx((sheet.width, sheet.height))
    assert sheet.width == pytest.approx(358) or sheet.height == pytest.approx(460)


def test_fitted_without_outlines_is_empty():
    sheet = fitted([], width=358, height=460)

    assert (sheet.width, sheet.height) == (0, 0)


def test_room_is_measured_to_the_nearer_side():
    square = (Spot(0, 0), Spot(10, 0), Spot(10, 10), Spot(0, 10))

    assert room(square, Spot(5, 5)) == 10
    assert room(square, Spot(2, 5)) == 4
    assert room(square, Spot(20, 5)) == room(square, Spot(5, 20)) == 0


# --- classes and words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (8, 3)])
def test_classes_are_equal_parts_of_the_highest(value, expected):
    assert INSATSER.class_of(value) == expected


def test_classes_when_nothing_is_more_than_zero():
    nothing = replace(INSATSER, places=(Municipality("A1", "Forsby", 0),))

    assert nothing.class_of(0) == 0


def test_map_says_where_it_is_highest_and_how_many_are_unknown():
    with override("sv"):
        told = kommun_map.words(INSATSER)

    assert told.title == "Insatser per kommun"
    assert told.description == "Högst är 8 insatser: Forsby. 1 av 4 platser: ingen känd insats."


def test_map_names_all_that_share_the_highest_and_is_silent_of_unknown_when_all_are_known():
    both = replace(INSATSER, places=(*MADE_UP[:2], Municipality("A5", "Älvstad", 8)))

    with override("sv"):
        assert kommun_map.words(both).description == "Högst är 8 insatser: Forsby, Älvstad."


def test_map_without_any_figure_says_so():
    unknown = replace(INSATSER, places=(MADE_UP[2],))

    with override("sv"):
        assert kommun_map.words(unknown).description == "Ingen uppgift är känd för någon av de 1 platserna."


def test_table_tells_every_place_and_never_zero_for_what_nobody_knows():
    found = kommun_map.table(INSATSER)

    assert found.rows == (("Forsby", "8"), ("Granliden", "3"), ("Norrby", "ingen känd insats"), ("Sand", "0"))
    assert (found.head[1].head, found.head[1].kind) == ("Insatser", Kind.NUMBERS)


def test_figures_are_written_with_as_many_decimals_as_are_asked_for():
    money = replace(INSATSER, unit="mnkr", decimals=1, places=(Municipality("A1", "Forsby", Decimal("12.25")),))

    with override("sv"):
        assert kommun_map.table(money).rows == (("Forsby", "12,3"),)
        assert "12,3" in words(drawn(money))


# --- what is drawn ----------------------------------------------------------------------------------------------


@SIZES
@pytest.mark.parametrize("found", [INSATSER, REAL, replace(REAL, places=(*REAL.places, *MADE_UP))])
def test_map_is_named_described_and_without_flaws(found, sheet):
    picture = drawn(found, sheet)

    assert (name(picture), description(picture)) == ("Insatser per kommun", kommun_map.words(found).description)
    assert flaws(picture) == []
    assert size(picture)[0] == {Size.WIDE: 748, Size.NARROW: 358}[sheet]


@SIZES
def test_map_prints_the_value_of_every_municipality(sheet):
    told = [text for text in words(drawn(REAL, sheet)) if text.isdigit()]

    assert sorted(map(int, told)) == [place_.value for place_ in REAL.places]
    assert len(of_class(drawn(REAL, sheet), "land")) == len(REAL.places)


def test_map_names_a_municipality_where_there_is_room_for_it():
    assert "Skellefteå" in words(drawn(REAL))
    assert len(words(drawn(REAL, Size.NARROW))) < len(words(drawn(REAL)))


@SIZES
def test_places_without_an_outline_get_a_square_each(sheet):
    picture = drawn(INSATSER, sheet)

    assert of_class(picture, "land") == []
    assert [text for text in words(picture) if text in {"Forsby", "Granliden", "Norrby", "Sand"}] == [
        one.name for one in MADE_UP
    ]
    boxes = [found for found in of_class(picture, "tile") if float(found.get("width")) > 20]
    assert len({(box.get("x"), box.get("y")) for box in boxes}) == 4


def test_squares_stand_below_the_map_when_there_are_both():
    picture = drawn(replace(REAL, places=(*REAL.places, *MADE_UP)))
    lowest = max(float(y) for land in of_class(picture, "land") for y in re.findall(r" ([\d.]+)[LZ]", land.get("d")))

    assert min(float(box.get("y")) for box in of_class(picture, "tile")) > lowest


def test_what_nobody_knows_is_hatched_with_a_question_mark():
    picture = drawn(INSATSER)
    hatched = [found for found in of_class(picture, "tile") if found.get("fill")]

    assert [found.get("fill") for found in hatched] == ["url(#k-hatch)", "url(#k-hatch)"]  # the square, and its key
    assert elements(picture, "pattern")[0].get("id") == "k-hatch"
    assert words(picture).count("?") == 1


@SIZES
def test_key_tells_the_classes_that_are_there(sheet):
    with override("sv"):
        told = words(drawn(INSATSER, sheet))

    assert told[-4:] == ["0 insatser", "3 insatser", "8 insatser", "ingen känd insats"]


def test_key_tells_a_class_by_its_ends_and_leaves_out_unknown_when_all_are_known():
    told = words(drawn(REAL))

    assert "1–3 insatser" in told
    assert "ingen känd insats" not in told


@SIZES
def test_key_stays_inside_the_drawing(sheet):
    picture = drawn(INSATSER, sheet)
    width, height = size(picture)
    key = elements(picture, "text")[-4:]

    assert all(0 < place(text)[0] < width and 0 < place(text)[1] <= height for text in key)


def test_words_on_dark_land_are_light():
    picture = drawn(INSATSER)

    assert {text.text for text in of_class(picture, "ton")} == {"Forsby", "8"}


def test_map_without_addresses_is_a_picture_and_with_them_a_group_of_links():
    led = replace(INSATSER, places=(replace(MADE_UP[0], href="?plats=1"), replace(MADE_UP[2], href="?plats=3")))

    assert elements(drawn(INSATSER), "svg")[0].get("role") == "img"
    assert elements(drawn(led), "svg")[0].get("role") == "group"
    assert [(link.get("href"), link.get("aria-label")) for link in elements(drawn(led), "a")] == [
        ("?plats=1", "Forsby: 8 insatser"),
        ("?plats=3", "Norrby: ingen känd insats"),
    ]


def test_map_of_no_places_can_be_drawn():
    empty = replace(INSATSER, places=())

    assert flaws(drawn(empty)) == []


def test_figure_holds_both_sizes_words_and_table():
    whole = kommun_map.figure(INSATSER, id_prefix="k", caption="Källa: insatserna.")

    assert (whole.title, whole.caption, whole.table) == (
        INSATSER.title,
        "Källa: insatserna.",
        kommun_map.table(INSATSER),
    )
    assert (size(whole.svg)[0], size(whole.narrow)[0]) == (748, 358)
    assert whole.alt == kommun_map.words(INSATSER).description


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(wild_text(max_size=30), st.none() | st.integers(0, 10**6)), max_size=8),
    wild_text(min_size=1, max_size=20),
)
def test_map_draws_whatever_places_are_called(places, unit):
    found = replace(
        INSATSER,
        unit=unit,
        unknown=NASTY,
        places=tuple(Municipality(f"X{at}", called, value) for at, (called, value) in enumerate(places)),
    )

    assert flaws(drawn(found)) == []
