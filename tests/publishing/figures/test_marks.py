import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing.looking import NASTY, SVG, description, elements, flaws, name, read, size, wild_text, words
from varv.publishing.figures import marks
from varv.publishing.figures.marks import Spot, Words
from varv.publishing.letters import legible

TOLD = Words("The path", "It rises.")


def picture(*body, told=TOLD, id_prefix="p"):
    return marks.picture(body, width=100, height=50.25, words=told, id_prefix=id_prefix)


def test_text_stands_on_its_base_line():
    assert marks.text(1, 2.25, "Mål & medel", "b e") == '<text x="1" y="2.2" class="b e">Mål &amp; medel</text>'


def test_text_without_classes_has_no_class():
    assert marks.text(0, 0, "x") == '<text x="0" y="0">x</text>'


def test_rows_stand_under_each_other():
    assert marks.rows(5, 10, ["a", "b"], leading=17) == marks.text(5, 10, "a") + marks.text(5, 27, "b")


def test_line_is_a_hairline_unless_told():
    assert marks.line(0, 1, 2, 3) == '<line x1="0" y1="1" x2="2" y2="3" class="ln"/>'


def test_circle_is_round_its_middle():
    assert marks.circle(1, 2, 3.5, "pt") == '<circle cx="1" cy="2" r="3.5" class="pt"/>'


def test_rect_may_have_round_corners():
    assert marks.rect(1, 2, 3, 4, "n-box", radius=8) == '<rect x="1" y="2" width="3" height="4" rx="8" class="n-box"/>'
    assert marks.rect(1, 2, 3, 4, "n-box") == '<rect x="1" y="2" width="3" height="4" class="n-box"/>'


def test_square_is_round_its_middle():
    assert marks.square(10, 10, 4, "f-sjo") == marks.rect(6, 6, 8, 8, "f-sjo")


def test_diamond_stands_on_its_corner():
    assert marks.diamond(10, 10, 8, "f-ink") == '<path d="M10 2l8 8l-8 8l-8 -8z" class="f-ink"/>'


def test_path_may_have_its_own_thickness():
    assert marks.path("M0 0", "cy-1", thickness=15) == '<path d="M0 0" class="cy-1" stroke-width="15"/>'


def test_through_goes_straight_from_spot_to_spot():
    assert marks.through([Spot(0, 1), Spot(2.04, 3), Spot(4, 5.96)]) == "M0 1L2 3L4 6"


def test_here_we_are_is_a_ring():
    assert marks.here_we_are(5, 6, 10) == marks.circle(5, 6, 10, "f-today") + marks.circle(5, 6, 3.8, "f-paper")


@pytest.mark.parametrize(("length", "written"), [(0, "0"), (10, "10"), (1.25, "1.2"), (-3.96, "-4"), (99.949, "99.9")])
def test_px_has_at_most_one_decimal(length, written):
    assert marks.px(length) == written


def test_group_with_a_label_is_read_as_one_picture():
    assert marks.group([marks.text(0, 0, "3")], label='"3"') == (
        '<g role="img" aria-label="&quot;3&quot;"><text x="0" y="0">3</text></g>'
    )


def test_group_without_a_label_is_only_a_group():
    assert marks.group([], classes="x") == '<g class="x"></g>'


def test_link_says_where_it_leads():
    assert marks.link([marks.text(0, 0, "a")], href="/a?b=1&c=2", label="To a", classes="n-step") == (
        '<a href="/a?b=1&amp;c=2" class="n-step" aria-label="To a"><text x="0" y="0">a</text></a>'
    )


@pytest.mark.parametrize("href", ["/led/1/", "#antagande-3", "?sida=2", "../", "https://varv.example/", "led/a:b"])
def test_link_leads_to_pages(href):
    assert f'href="{href}"' in marks.link([], href=href, label="x")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_link_never_runs_script(href):
    with pytest.raises(ValueError, match="does not link to"):
        marks.link([], href=href, label="x")


def test_picture_has_a_name_and_a_description():
    drawn = picture()

    assert (name(drawn), description(drawn), size(drawn)) == ("The path", "It rises.", (100, 50.2))
    assert read(drawn).get("role") == "img"
    assert read(drawn).get("aria-labelledby") == "p-t"
    assert read(drawn).get("aria-describedby") == "p-d"
    assert read(drawn).get("viewBox") == "0 0 100 50.2"
    assert flaws(drawn) == []


def test_picture_is_safe_to_put_on_a_page():
    assert isinstance(picture(), SafeString)
    assert isinstance(marks.ornament([], width=1, height=1), SafeString)


def test_picture_has_other_ids_with_another_prefix():
    assert flaws(f'<svg xmlns="http://www.w3.org/2000/svg">{picture()}{picture(id_prefix="q")}</svg>') == []


def test_diagram_is_a_group_so_that_its_links_can_be_reached():
    drawn = marks.diagram([marks.link([], href="/a", label="A")], width=1, height=1, words=TOLD, id_prefix="d")

    assert read(drawn).get("role") == "group"
    assert [found.get("href") for found in elements(drawn, "a")] == ["/a"]


def test_ornament_is_passed_over_by_readers_aloud():
    drawn = read(marks.ornament([marks.line(0, 0, 1, 1)], width=10, height=10, classes="rings"))

    assert (drawn.get("aria-hidden"), drawn.get("focusable"), drawn.get("class")) == ("true", "false", "dia rings")
    assert drawn.find(f"{SVG}title") is None


def test_nasty_words_are_only_words():
    drawn = picture(marks.text(0, 0, NASTY), told=Words(NASTY, NASTY), id_prefix='p"><script>')

    assert "<script" not in drawn
    assert words(drawn) == [name(drawn)] == [description(drawn)] == [legible(NASTY)]
    assert flaws(drawn) == []


@given(wild_text())
def test_any_words_come_back_as_they_were(text):
    drawn = picture(marks.text(0, 0, text), marks.group([], label=text), marks.link([], href="/", label=text))
    kept = legible(text).replace("\r\n", "\n").replace("\r", "\n")

    assert words(drawn) == [kept]
    assert flaws(drawn) == []
    assert [found.get("aria-label") for found in elements(drawn, "a")] == [kept.replace("\n", " ").replace("\t", " ")]


@given(st.floats(-1e6, 1e6))
def test_any_length_is_a_number(length):
    assert abs(float(marks.px(length)) - length) <= 0.051
