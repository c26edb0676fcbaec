from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from tests.publishing.looking import (
    NASTY,
    SVG,
    corners,
    description,
    elements,
    flaws,
    name,
    of_class,
    place,
    read,
    size,
    words,
    words_of_class,
)
from tests.publishing.specimens import EVIDENCE, LEVELS, MODULES, any_chain, big_chain, drawn_chain, link, step
from varv.core.theory import Evidence, Level
from varv.publishing.figures import chain
from varv.publishing.figures.chain_drawing.layout import BOX_WIDTH

LONG_NAME = "Regionens alla kommuner samordnar sina insatser för vuxnas lärande i en gemensam överenskommelse"


def draw(found):
    return chain.draw(found, id_prefix="c")


def boxes(svg):
    return of_class(svg, "n-box")


def number(element, key):
    return float(element.get(key))


def spoken(svg):
    """What is said aloud of every step and every number, by what is seen of it."""
    found = [*elements(svg, "a"), *elements(svg, "g")]
    return {" ".join(text.text for text in group.iter(f"{SVG}text")): group.get("aria-label") for group in found}


def one_link(evidence, **more):
    return drawn_chain([step(1, Level.OUTPUT, "A"), step(2, Level.OUTCOME, "B")], [link(1, 2, evidence, **more)])


def test_chain_has_a_heading_for_each_level_it_uses():
    assert words_of_class(draw(MODULES), "b")[:4] == ["Behov", "Aktiviteter", "Utfall", "Samhällseffekt"]


def test_chain_leaves_empty_columns_out():
    assert MODULES.columns == [Level.NEED, Level.ACTIVITY, Level.OUTCOME, Level.IMPACT]
    assert len(of_class(draw(MODULES), "ln-i")) == 4


def test_chain_has_its_headings_over_their_boxes():
    drawn = draw(MODULES)
    heads = [place(text)[0] for text in of_class(drawn, "b")[:4]]

    assert sorted(number(box, "x") for box in boxes(drawn)) == heads


def test_chain_has_a_box_for_each_step_at_least_58_high():
    drawn = boxes(draw(MODULES))

    assert len(drawn) == 4
    assert {number(box, "width") for box in drawn} == {BOX_WIDTH}
    assert all(number(box, "height") >= 58 for box in drawn)


@pytest.mark.parametrize(
    ("level", "more", "classes"),
    [
        (Level.ACTIVITY, {}, "n-box act"),
        (Level.IMPACT, {}, "n-box end"),
        (Level.IMPACT, {"is_measured": False}, "n-box end"),
        (Level.OUTCOME, {"is_measured": False}, "n-box gapbox"),
        (Level.ACTIVITY, {"is_measured": False}, "n-box gapbox"),
        (Level.NEED, {}, "n-box"),
    ],
)
def test_chain_box_shows_what_kind_of_step_it_is(level, more, classes):
    assert boxes(draw(drawn_chain([step(1, level, "Led", **more)], [])))[0].get("class") == classes


@pytest.mark.parametrize(
    ("evidence", "stroke"),
    [
        (Evidence.STRONG, "l-strong"),
        (Evidence.SOME, "l-some"),
        (Evidence.ASSUMED, "l-assume"),
        (Evidence.NONE, "l-gap"),
    ],
)
def test_chain_stroke_is_the_evidence(evidence, stroke):
    drawn = draw(one_link(evidence))

    assert [path.get("class") for path in elements(drawn, "path")] == [stroke]


def test_chain_numbers_a_link_with_an_assumption():
    drawn = draw(MODULES)

    assert words_of_class(drawn, "xs") == ["3", "4"]
    assert len(of_class(drawn, "badge-g")) == 1
    assert len(of_class(drawn, "badge-c")) == 1


def test_chain_number_leads_to_its_assumption():
    drawn = draw(MODULES)

    assert [found.get("href") for found in elements(drawn, "a")] == ["/led/1/", "/led/2/", "/led/4/", "#antagande-3"]
    assert spoken(drawn)["3"] == "Assumption 3: from Yrkesväxling i moduler to Nya kontakter består"
    assert spoken(drawn)["4"] == "Assumption 4: from Nya kontakter består to Företagen hittar rätt kompetens"


def test_chain_step_says_what_it_comes_from_and_leads_to():
    said = spoken(draw(MODULES))

    assert said["Industrin saknar 600 tekniker till 2030"] == (
        "Behov: Industrin saknar 600 tekniker till 2030. Leads to: Yrkesväxling i moduler (starkt belägg)."
    )
    assert said["Yrkesväxling i moduler"] == (
        "Aktiviteter: Yrkesväxling i moduler. "
        "Comes from: Industrin saknar 600 tekniker till 2030 (starkt belägg). "
        "Leads to: Nya kontakter består (belägg saknas)."
    )


def test_chain_step_says_that_it_is_not_measured():
    assert spoken(draw(MODULES))["Nya kontakter består"].startswith("Utfall: Nya kontakter består. Not measured.")


def test_chain_speaks_swedish():
    with override("sv"):
        said = spoken(draw(MODULES))

    assert said["Nya kontakter består"] == (
        "Utfall: Nya kontakter består. Inte mätt. Kommer från: Yrkesväxling i moduler (belägg saknas). "
        "Leder till: Företagen hittar rätt kompetens (antagande)."
    )


def test_chain_step_without_an_address_is_no_link():
    drawn = draw(drawn_chain([step(1, Level.NEED, "Behovet")], []))

    assert elements(drawn, "a") == []
    assert spoken(drawn) == {"Behovet": "Behov: Behovet."}


def test_chain_links_can_be_reached_with_the_keyboard_level_by_level():
    drawn = draw(big_chain(20, 20))

    assert read(drawn).get("role") == "group"
    links = [
        (number(rect, "x"), number(rect, "y")) for found in elements(drawn, "a") for rect in found.iter(f"{SVG}rect")
    ]
    assert links == sorted(links)


def test_chain_is_named_and_described():
    drawn = draw(MODULES)

    assert name(drawn) == "Kompetens för omställning"
    assert description(drawn) == (
        "Steps from Behov to Samhällseffekt: 4. Links: 3 (starkt belägg: 1, antagande: 1, belägg saknas: 1)."
    )
    assert flaws(drawn) == []


def test_chain_without_steps_says_so():
    drawn = draw(drawn_chain([], []))

    assert description(drawn) == "The chain has no steps yet."
    assert words(drawn) == []


def test_chain_without_links_says_so():
    assert (
        description(draw(drawn_chain([step(1, Level.NEED, "A")], []))) == "Steps from Behov to Behov: 1. Links: 0 (–)."
    )


def test_chain_box_grows_with_its_words():
    small, large = (boxes(draw(drawn_chain([step(1, Level.NEED, said)], [])))[0] for said in ("Kort", LONG_NAME))

    assert number(small, "height") == 58
    assert number(large, "height") > 120


def test_chain_words_stand_within_their_box():
    drawn = draw(drawn_chain([step(1, Level.NEED, LONG_NAME)], []))
    (box,) = boxes(drawn)
    lines = [place(text)[1] for text in of_class(drawn, "m")]

    assert min(lines) > number(box, "y") + 10
    assert max(lines) < number(box, "y") + number(box, "height") - 4


def test_chain_says_all_of_a_name_that_is_too_long_to_show():
    very_long = " ".join([LONG_NAME] * 4)
    drawn = draw(drawn_chain([step(1, Level.NEED, very_long)], []))

    assert words(drawn)[-1].endswith("…")
    assert next(iter(spoken(drawn).values())) == f"Behov: {very_long}."


def test_chain_shows_the_way_of_a_link_that_goes_back():
    back = drawn_chain([step(1, Level.OUTCOME, "A"), step(2, Level.NEED, "B")], [link(1, 2)])
    forth = drawn_chain([step(1, Level.NEED, "A"), step(2, Level.OUTCOME, "B")], [link(1, 2)])

    assert len(of_class(draw(back), "ln-i")) == len(of_class(draw(forth), "ln-i")) + 1


def test_chain_takes_links_within_a_level():
    drawn = draw(drawn_chain([step(1, Level.OUTCOME, "A"), step(2, Level.OUTCOME, "B")], [link(1, 2)]))

    assert len(corners(drawn, "l-some")) == 1
    assert flaws(drawn) == []


def test_chain_refuses_a_link_to_a_step_it_does_not_have():
    with pytest.raises(KeyError):
        draw(drawn_chain([step(1, Level.NEED, "A")], [link(1, 99)]))


def test_chain_is_the_same_each_time():
    assert draw(MODULES) == draw(MODULES)


def test_chain_can_be_drawn_in_many_threads():
    def drawn(_number):
        with override("en"):
            return draw(MODULES)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(drawn, range(32))) == {draw(MODULES)}


def test_chain_of_150_steps_grows_and_keeps_its_boxes_apart():
    drawn = draw(big_chain(150, 300))
    found = boxes(drawn)
    together = [pair for pair in combinations(found, 2) if pair[0].get("x") == pair[1].get("x")]

    assert len(found) == 150
    assert len([path for path in elements(drawn, "path") if path.get("class").startswith("l-")]) == 300
    assert size(drawn)[1] > 1500
    assert all(
        number(one, "y") + number(one, "height") <= number(other, "y")
        or number(other, "y") + number(other, "height") <= number(one, "y")
        for one, other in together
    )


def test_chain_keeps_everything_on_its_sheet():
    drawn = draw(big_chain(60, 90))
    width, height = size(drawn)

    assert all(number(box, "x") + BOX_WIDTH <= width for box in boxes(drawn))
    assert all(number(box, "y") + number(box, "height") <= height for box in boxes(drawn))
    assert all(0 <= number(badge, "cx") <= width for badge in of_class(drawn, "badge-c"))


def test_table_has_every_link_in_the_order_of_the_levels():
    shuffled = replace(MODULES, links=MODULES.links[::-1])

    assert [column.head for column in chain.table(MODULES).head] == ["From", "To", "Evidence", "Assumption"]
    assert (
        chain.table(shuffled).rows
        == chain.table(MODULES).rows
        == (
            ("Industrin saknar 600 tekniker till 2030", "Yrkesväxling i moduler", "starkt belägg", "–"),
            ("Yrkesväxling i moduler", "Nya kontakter består", "belägg saknas", "3"),
            ("Nya kontakter består", "Företagen hittar rätt kompetens", "antagande", "4"),
        )
    )


def test_figure_is_the_chain_with_words_and_table():
    figure = chain.figure(MODULES, id_prefix="c", caption="Version 4")

    assert figure.svg == draw(MODULES)
    assert (figure.title, figure.alt) == ("Kompetens för omställning", chain.words(MODULES).description)
    assert figure.table == chain.table(MODULES)
    assert figure.narrow is None


def test_name_of_a_step_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        MODULES.name(99)


def test_chain_shows_nasty_words_as_words():
    nasty = chain.Chain(
        NASTY,
        (step(1, Level.NEED, NASTY, href='/"><script>'), step(2, Level.IMPACT, NASTY)),
        (link(1, 2, number=1, href="#<script>"),),
        dict.fromkeys(LEVELS, NASTY),
        dict.fromkeys(EVIDENCE, NASTY),
    )

    assert "<script" not in draw(nasty)
    assert flaws(draw(nasty)) == []


def test_chain_never_links_to_script():
    with pytest.raises(ValueError, match="does not link to javascript"):
        draw(drawn_chain([step(1, Level.NEED, "A", href="javascript:alert(1)")], []))


@settings(max_examples=60)
@given(any_chain())
def test_chain_can_be_drawn_from_anything(found):
    drawn = draw(found)

    assert flaws(drawn) == []
    assert "<script" not in drawn
    assert len(boxes(drawn)) == len(found.steps)


@settings(max_examples=60)
@given(any_chain())
def test_chain_says_every_step_and_draws_every_link(found):
    drawn = draw(found)
    labels = [group.get("aria-label") for group in elements(drawn, "g") if group.get("aria-label")]
    strokes = [path for path in elements(drawn, "path") if path.get("class").startswith("l-")]

    assert len(labels) == len(found.steps) + sum(one.number is not None for one in found.links)
    assert len(strokes) == len(found.links)
