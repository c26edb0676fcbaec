import itertools
from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.looking import (
    NASTY,
    SVG,
    corners,
    description,
    elements,
    flaws,
    middle,
    name,
    of_class,
    place,
    size,
    words,
    words_of_class,
)
from tests.publishing.specimens import FIRST, NEXT, SECOND, THIRD, TURNS, any_spiral
from varv.publishing.figures import measure, spiral
from varv.publishing.figures.marks import Size
from varv.publishing.figures.spiral import Spiral, Stage, Turn

SIZES = pytest.mark.parametrize("sheet", Size)


def wide(found):
    return spiral.draw(found, size=Size.WIDE, id_prefix="s")


def narrow(found):
    return spiral.draw(found, size=Size.NARROW, id_prefix="s")


def of(*turns, upcoming=NEXT):
    return Spiral("Lärandespiralen", turns, upcoming)


def turn(stage, told=""):
    return Turn("Varv 1", "2026", stage, told)


def closed(count):
    return [
        Turn(f"Varv {number}", str(2010 + number), Stage.CHANGED, "Något ändrades") for number in range(1, count + 1)
    ]


def diamonds(svg):
    return [found for found in of_class(svg, "pt-learn") if found.tag == f"{SVG}path"]


@SIZES
def test_spiral_is_named_and_described(sheet):
    drawn = spiral.draw(TURNS, size=sheet, id_prefix="s")

    assert name(drawn) == "Lärandespiralen"
    assert description(drawn) == (
        "A rising spiral with turns: 3. "
        "Varv 1 (2022–2023) is closed. VP 2024 fick ett eget avsnitt. "
        "Varv 2 (2024–2025) is closed. Kurser blev korta moduler. "
        "Varv 3 (2026–juni 2027) is under way and has come to: We saw. Tre förslag väntar på svar."
    )
    assert flaws(drawn) == []


def test_spiral_is_drawn_twice_not_shrunk():
    assert size(wide(TURNS))[0] == 1096
    assert size(narrow(TURNS))[0] == 358


@pytest.mark.parametrize(
    ("stage", "rings", "closes"), [(Stage.PLANNED, 1, 0), (Stage.DID, 2, 0), (Stage.SAW, 3, 0), (Stage.CHANGED, 3, 1)]
)
@SIZES
def test_spiral_has_a_ring_for_each_stage_and_a_diamond_only_for_change(sheet, stage, rings, closes):
    drawn = spiral.draw(of(turn(stage)), size=sheet, id_prefix="s")

    assert len(of_class(drawn, "pt")) == rings
    assert len(diamonds(drawn)) == closes


@pytest.mark.parametrize(
    ("stage", "share"), [(Stage.PLANNED, 0), (Stage.DID, 1 / 3), (Stage.SAW, 2 / 3), (Stage.CHANGED, 1)]
)
def test_stage_stands_on_the_front_from_left_to_right(stage, share):
    assert stage.angle == pytest.approx(share * 3.14159, abs=1e-4)


def test_turn_is_closed_only_by_a_change():
    assert [turn(stage).is_closed for stage in Stage] == [False, False, False, True]


def test_spiral_draws_its_front_thick_to_where_the_turn_has_come():
    drawn = wide(TURNS)
    fronts = corners(drawn, "sp-front")
    rings = [middle(ring) for ring in of_class(drawn, "pt")]

    assert len(fronts) == 3
    assert fronts[2][0] == rings[6]
    assert fronts[2][-1] == rings[8]


def test_spiral_draws_the_backs_of_closed_turns_pale():
    assert len(corners(wide(TURNS), "sp-back")) == 2
    assert len(corners(wide(of(FIRST, SECOND)), "sp-back")) == 1


def test_spiral_draws_what_is_to_come_in_dots_from_where_we_are():
    drawn = wide(TURNS)
    (coming,) = corners(drawn, "sp-next")

    assert coming[0] == middle(of_class(drawn, "f-today")[0])


def test_spiral_draws_a_turn_that_was_left_open_in_dots():
    overlapping = of(FIRST, replace(SECOND, stage=Stage.SAW), replace(THIRD, stage=Stage.DID))
    drawn = wide(overlapping)

    assert len(corners(drawn, "sp-next")) == 2
    assert len(corners(drawn, "sp-back")) == 1
    assert len(diamonds(drawn)) == 1


def test_spiral_rises():
    fronts = corners(wide(TURNS), "sp-front")

    assert fronts[0][0][1] > fronts[1][0][1] > fronts[2][0][1]


def test_spiral_front_lies_below_its_back():
    drawn = wide(of(FIRST, SECOND))
    front, back = corners(drawn, "sp-front")[0], corners(drawn, "sp-back")[0]

    assert max(y for _, y in front) > max(y for _, y in back)


def test_spiral_says_once_where_we_are():
    assert words_of_class(wide(TURNS), "tl") == ["Here we are"]
    assert len(of_class(wide(TURNS), "f-today")) == 1


def test_spiral_after_a_change_is_on_its_way_into_the_next_turn():
    drawn = wide(of(FIRST))
    here, (x, y) = middle(of_class(drawn, "f-today")[0]), corners(drawn, "sp-front")[0][-1]

    assert here[0] < x
    assert here[1] < y


def test_spiral_names_its_turns_to_the_left():
    drawn = wide(TURNS)

    assert words_of_class(drawn, "xl") == ["Varv 1", "Varv 2", "Varv 3", "Varv 4"]
    assert {"2022–2023", "2024–2025", "2026–juni 2027", "börjar jan 2027"} <= set(words(drawn))


def test_spiral_on_a_phone_has_only_the_turns_names():
    assert words(narrow(TURNS)) == ["Here we are", "Varv 1", "Varv 2", "Varv 3", "Varv 4"]


def test_spiral_tells_to_the_right_what_was_changed_and_what_remains():
    drawn = wide(TURNS)

    assert words_of_class(drawn, "th", "sm") == ["This we changed", "This we changed"]
    assert "Remains" in words(drawn)
    assert {"VP 2024 fick ett eget avsnitt", "Tre förslag väntar på svar."} <= set(words(drawn))


def test_spiral_tells_nothing_where_there_is_nothing_to_tell():
    drawn = wide(of(turn(Stage.DID)))

    assert "Remains" not in words(drawn)


def test_spiral_names_the_stages_under_the_first_turn():
    said = {"We planned", "We did", "We saw", "We changed"}

    assert said <= set(words(wide(TURNS)))
    assert said & set(words(wide(of(turn(Stage.DID))))) == {"We planned", "We did"}


def test_spiral_speaks_swedish():
    with override("sv"):
        drawn = wide(TURNS)

    assert {"Vi planerade", "Vi gjorde", "Vi såg", "Vi ändrade", "Här är vi", "Det ändrade vi", "Återstår"} <= set(
        words(drawn)
    )


def test_spiral_without_turns_says_so():
    drawn = wide(of())

    assert description(drawn) == "No turn has begun."
    assert words(drawn) == ["Varv 4", "börjar jan 2027"]
    assert of_class(drawn, "f-today") == []


def test_spiral_without_a_turn_to_come_has_no_name_for_it():
    assert "Varv 4" not in words(wide(of(FIRST, upcoming=None)))


@pytest.mark.parametrize("count", range(9))
@SIZES
def test_spiral_of_any_number_of_turns_stays_on_its_sheet(sheet, count):
    drawn = spiral.draw(of(*closed(count)), size=sheet, id_prefix="s")
    width, height = size(drawn)
    lines = [spot for kind in ("sp-front", "sp-back", "sp-next") for line in corners(drawn, kind) for spot in line]

    assert len(diamonds(drawn)) == count
    assert all(0 < x < width and 0 < y < height for x, y in lines)
    assert all(0 < place(text)[1] < height for text in elements(drawn, "text"))


def test_spiral_grows_higher_with_its_turns():
    heights = [size(wide(of(*closed(count))))[1] for count in range(1, 9)]

    assert heights == sorted(heights)
    assert heights[-1] < 1100


@pytest.mark.parametrize("count", [2, 4, 8])
def test_spiral_texts_to_the_right_do_not_meet(count):
    told = "Handlingsplanen bytte kurser mot korta moduler i hela länet och validering sker på tio dagar " * 3
    drawn = wide(of(*(replace(found, told=told) for found in closed(count))))
    heights = sorted(place(text)[1] for text in elements(drawn, "text") if place(text)[0] == 848)

    assert len(heights) == 4 * count
    assert min(other - one for one, other in itertools.pairwise(heights)) >= 17


def test_spiral_of_more_than_eight_turns_draws_the_latest_and_tells_them_all():
    many = of(*closed(11))

    assert words_of_class(wide(many), "xl")[0] == "Varv 4"
    assert len(diamonds(wide(many))) == 8
    assert len(spiral.table(many).rows) == 11
    assert "Varv 1 (2011) is closed." in spiral.words(many).description


def test_spiral_shortens_what_is_too_long():
    long = of(Turn("Varv 1 för kompetens och omställning i hela länet", "2022", Stage.DID, "ord " * 200))
    (heading,) = words_of_class(wide(replace(long, upcoming=None)), "xl")
    right = [text.text for text in elements(wide(long), "text") if place(text)[0] == 848]

    assert heading.endswith("…")
    assert measure.width(heading, 19) <= 130
    assert len(right) == 4
    assert right[-1].endswith("…")


def test_table_has_the_newest_turn_first():
    found = spiral.table(TURNS)

    assert [column.head for column in found.head] == ["Turn", "When", "Has come to", "What changed, or remains"]
    assert found.rows[0] == ("Varv 3", "2026–juni 2027", "We saw", "Tre förslag väntar på svar.")
    assert [row[2] for row in found.rows] == ["We saw", "We changed", "We changed"]


@pytest.mark.parametrize(
    ("told", "said"), [("Klart", "Klart."), ("Klart.", "Klart."), ("Klart?", "Klart?"), ("Klart!", "Klart!")]
)
def test_words_end_each_turn_like_a_sentence(told, said):
    assert spiral.words(of(turn(Stage.CHANGED, told))).description.endswith(f"is closed. {said}")


def test_words_of_a_turn_with_nothing_told_end_there():
    assert spiral.words(of(turn(Stage.CHANGED))).description.endswith("Varv 1 (2026) is closed.")


def test_figure_is_the_spiral_in_both_sizes_with_words_and_table():
    figure = spiral.figure(TURNS, id_prefix="s", caption="Januari 2027")

    assert figure.svg == spiral.draw(TURNS, size=Size.WIDE, id_prefix="s-w")
    assert figure.narrow == spiral.draw(TURNS, size=Size.NARROW, id_prefix="s-n")
    assert (figure.title, figure.alt) == ("Lärandespiralen", spiral.words(TURNS).description)
    assert (figure.caption, figure.table) == ("Januari 2027", spiral.table(TURNS))


@SIZES
def test_spiral_shows_nasty_words_as_words(sheet):
    nasty = Spiral(NASTY, (Turn(NASTY, NASTY, Stage.CHANGED, NASTY),), spiral.Upcoming(NASTY, NASTY))
    drawn = spiral.draw(nasty, size=sheet, id_prefix="s")

    assert "<script" not in drawn
    assert flaws(drawn) == []


@settings(max_examples=60)
@given(any_spiral(), st.sampled_from(Size))
def test_spiral_can_be_drawn_from_anything(found, sheet):
    drawn = spiral.draw(found, size=sheet, id_prefix="s")

    assert flaws(drawn) == []
    assert "<script" not in drawn
    assert len(diamonds(drawn)) == sum(turn.is_closed for turn in found.drawn)
