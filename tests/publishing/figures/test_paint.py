import re
from pathlib import Path

import pytest

from tests.publishing.looking import SVG, of_class, read, words
from tests.publishing.specimens import GRADUATES, MODULES, TURNS, big_chain
from varv.publishing.figures import chain, indicator, paint, spiral
from varv.publishing.figures.marks import Size
from varv.publishing.figures.rings import rings

LIGHT = Path(paint.__file__).with_name("light.css").read_text()
CHART = indicator.draw(GRADUATES, size=Size.WIDE, id_prefix="i")
DRAWINGS = {
    "chart": CHART,
    "chain": chain.draw(MODULES, id_prefix="c"),
    "big chain": chain.draw(big_chain(30, 40), id_prefix="b"),
    "spiral": spiral.draw(TURNS, size=Size.WIDE, id_prefix="s"),
    "rings": rings(),
}
# Classes that only name a thing for the page's style sheet, and one that is redrawn here.
ONLY_ON_PAGES = {"dia", "rings", "n-step", "halo"}


def test_painted_drawing_holds_its_own_colours():
    style = read(paint.painted(CHART)).find(f"{SVG}style")

    assert style.text == LIGHT


def test_painted_drawing_is_otherwise_the_same():
    painted = paint.painted(CHART)

    assert [text for text in words(painted) if words(painted).count(text) == 1] == [
        text for text in words(CHART) if CHART.count(f'">{text}</text>') == 1 and words(painted).count(text) == 1
    ]
    assert read(painted).attrib == read(CHART).attrib


def test_painted_words_have_words_of_paper_under_them_for_a_halo():
    painted = paint.painted(CHART)
    under, over = of_class(painted, "under"), of_class(painted, "halo")

    assert len(over) == len(of_class(CHART, "halo"))
    assert [(text.text, text.get("x"), text.get("y")) for text in under] == [
        (text.text, text.get("x"), text.get("y")) for text in over
    ]


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_every_class_of_a_drawing_has_its_light_colours(drawing):
    used = {word for element in read(drawing).iter() for word in element.get("class", "").split()}
    known = set(re.findall(r"\.([a-z][\w-]*)", LIGHT))

    assert used - known - ONLY_ON_PAGES == set()


def test_light_colours_are_resolved():
    assert re.findall(r"var\(|light-dark|currentColor", LIGHT) == []


def test_yellow_means_learning_and_nothing_else():
    yellow = [rule for rule in re.findall(r"([^{}]+)\{([^}]*)\}", LIGHT) if "#f4c553" in rule[1]]

    assert [selector.strip() for selector, _ in yellow] == [".pt-learn", ".cy-4", ".rg-now"]


def test_drawing_tells_its_size():
    assert (paint.width(CHART), paint.height(CHART)) == (748, 340)
    assert paint.width(rings()) == 520


@pytest.mark.parametrize("other", ["", "<p>no drawing</p>", '<svg viewBox="0 0 1 1">'])
def test_what_is_no_drawing_has_no_size(other):
    with pytest.raises(ValueError, match="tells its size"):
        paint.width(other)
