"""The documents as a picture: steps that widen, boxes that can be reached, one arrow that goes up."""

import itertools

import pytest
from django.utils.translation import override

from tests.publishing.looking import NASTY, SVG, description, elements, flaws, name, of_class, read, size, words
from varv.publishing.figures import hierarchy
from varv.publishing.figures.hierarchy import Box, Hierarchy, Step

FRAME = Box(1, "Agenda 2030", "17 mål", "/dokument/1/")
STRATEGY = Box(2, "Älvmark 2030", "9 mål", "/dokument/2/", above=1, is_ours=True)
PLAN = Box(3, "Handlingsplan Kompetens", "3 mål", "/dokument/3/", above=2, is_ours=True)
OLD = Box(4, "Älvmark 2020", "Ersatt", "/dokument/4/", above=1, is_ours=True, is_replaced=True)
STEPS = (
    Step("Global agenda", (FRAME,)),
    Step("Strategi", (STRATEGY, OLD), is_main=True),
    Step("Handlingsplan", (PLAN,)),
)


def draw(*steps, title="Dokumenten", lesson="Det vi lärt oss går uppåt"):
    return hierarchy.draw(Hierarchy(title, steps, lesson), id_prefix="h")


def number(element, key):
    return float(element.get(key))


def frame(element):
    return tuple(number(element, key) for key in ("x", "y", "width", "height"))


def bands(svg):
    return [frame(found) for found in read(svg).iter(f"{SVG}rect") if found.get("rx") == "12"]


def boxes(svg):
    return [frame(found) for found in of_class(svg, "n-box")]


def links(svg):
    return {found.get("href"): found.get("aria-label") for found in elements(svg, "a")}


def test_steps_widen_from_the_law_down():
    svg = draw(*STEPS)

    widths = [width for _x, _y, width, _height in bands(svg)]
    tops = [y for _x, y, _width, _height in bands(svg)]
    assert (widths, tops) == (sorted(set(widths)), sorted(set(tops)))
    assert [words(svg).index(step.name) for step in STEPS] == sorted(words(svg).index(step.name) for step in STEPS)


def test_steps_stand_in_the_middle_and_never_overlap():
    found = bands(draw(*STEPS))

    assert len({x + width / 2 for x, _y, width, _height in found}) == 1
    assert all(y + height < below for (_x, y, _w, height), (_a, below, *_b) in itertools.pairwise(found))


def test_every_document_is_a_link_that_says_where_it_stands():
    with override("en"):
        said = links(draw(*STEPS))

    assert said == {
        "/dokument/1/": "Global agenda: Agenda 2030. 17 mål.",
        "/dokument/2/": "Strategi: Älvmark 2030. 9 mål. Carries out: Agenda 2030.",
        "/dokument/3/": "Handlingsplan: Handlingsplan Kompetens. 3 mål. Carries out: Älvmark 2030.",
        "/dokument/4/": "Strategi: Älvmark 2020. Ersatt. Carries out: Agenda 2030.",
    }


def test_our_own_and_the_replaced_are_told_apart():
    svg = draw(*STEPS)

    assert [len(of_class(svg, *classes)) for classes in (("n-box",), ("n-box", "act"), ("n-box", "old"))] == [4, 2, 1]


def test_main_step_is_marked():
    svg = draw(*STEPS)

    assert [found.get("class") for found in read(svg).iter(f"{SVG}rect") if found.get("rx") == "12"] == [
        "f-sunken",
        "f-petrol-t",
        "f-sunken",
    ]


def test_lines_lead_from_a_document_to_those_below_it():
    svg = draw(*STEPS)

    paths = [found.get("d") for found in of_class(svg, "ln-2")]
    assert len(paths) == 3
    assert all(path.startswith("M") and "C" in path for path in paths)


@pytest.mark.parametrize("above", [None, 99, 3])
def test_no_line_without_a_document_above_it_on_a_higher_step(above):
    svg = draw(Step("Strategi", (Box(2, "A", "", "/2/", above=above),)), Step("Plan", (Box(3, "B", "", "/3/"),)))

    assert of_class(svg, "ln-2") == []


def test_one_yellow_arrow_goes_up_and_says_what_it_carries():
    svg = draw(*STEPS)

    course = of_class(svg, "up-fill")[0].get("d")
    start, end = (float(spot) for spot in (course[1:].split("C")[0].split()[1], course.split()[-1]))
    assert start > end
    assert "Det vi lärt oss" in " ".join(words(svg))


@pytest.mark.parametrize("steps", [(), STEPS[:1]])
def test_arrow_needs_somewhere_to_go(steps):
    svg = draw(*steps)

    assert of_class(svg, "up-fill") == []
    assert flaws(svg) == []


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_boxes_stay_inside_their_step_and_apart(count):
    step = Step("Planer", tuple(Box(each, f"Plan {each} " + "ord " * each, "x", f"/{each}/") for each in range(count)))
    svg = draw(STEPS[0], step)

    (left, top, width, height) = bands(svg)[1]
    own = boxes(svg)[1:]
    assert len(own) == count
    for x, y, wide, high in own:
        assert left <= x
        assert x + wide <= left + width
        assert top < y
        assert y + high < top + height
    assert not any(
        x < a + c and a < x + w and y < b + d and b < y + h
        for place, (x, y, w, h) in enumerate(own)
        for a, b, c, d in own[place + 1 :]
    )


def test_documents_follow_the_order_of_those_they_stand_under():
    top = Step("Strategi", (Box(1, "A", "", "/1/"), Box(2, "B", "", "/2/")))
    below = Step("Plan", (Box(3, "under B", "", "/3/", above=2), Box(4, "under A", "", "/4/", above=1)))

    said = words(draw(top, below))

    assert said.index("under A") < said.index("under B")


def test_picture_has_a_name_and_is_told_in_words():
    svg = draw(*STEPS)

    assert name(svg) == "Dokumenten"
    assert all(f"{step.name}: {len(step.boxes)}" in description(svg) for step in STEPS)
    assert size(svg)[0] == 1020


def test_picture_is_safe_whatever_the_documents_are_called():
    svg = draw(Step(NASTY, (Box(1, NASTY, NASTY, "/1/"),)), STEPS[1], title=NASTY, lesson=NASTY)

    assert flaws(svg) == []
    assert "<script" not in svg
