import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.figures import measure
from varv.publishing.figures.marks import Spot
from varv.publishing.figures.placing import Anchor, Box, Label, placed

SHEET = Box(0, 0, 400, 300)


def label(words="Kvinnor 79,3", x=100, y=100, **more):
    return Label((words,), Spot(x, y), **more)


def heights(labels):
    return [found.spot.y for found in labels]


def overlaps(labels):
    boxes = [found.box for found in labels]
    return [one.overlap(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :]]


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Box(0, 0, 10, 10), 100),
        (Box(5, 5, 10, 10), 25),
        (Box(10, 0, 10, 10), 0),
        (Box(20, 20, 5, 5), 0),
        (Box(2, 2, 3, 3), 9),
        (Box(-5, 4, 30, 2), 20),
    ],
)
def test_box_shares_an_area_with_another(other, shared):
    box = Box(0, 0, 10, 10)

    assert box.overlap(other) == other.overlap(box) == shared


@pytest.mark.parametrize(("x", "y", "inside"), [(5, 5, True), (0, 10, True), (-1, 5, False), (5, 11, False)])
def test_box_holds_a_spot(x, y, inside):
    assert Box(0, 0, 10, 10).holds(Spot(x, y)) is inside


def test_label_takes_the_room_of_its_words():
    box = label("Män 68,0").box

    assert (box.x, box.y, box.height) == (100, 89, 16)
    assert box.width == pytest.approx(measure.width("Män 68,0"))


@pytest.mark.parametrize(("anchor", "share"), [(Anchor.START, 0), (Anchor.MIDDLE, 0.5), (Anchor.END, 1)])
def test_label_stands_by_its_anchor(anchor, share):
    box = label(anchor=anchor).box

    assert box.x == pytest.approx(100 - share * box.width)


def test_label_of_two_lines_is_twice_as_high():
    assert Label(("Mål 2030", "80,0 %"), Spot(0, 0)).box.height == 32


def test_label_moved_is_elsewhere():
    assert label().moved(3, -4).spot == Spot(103, 96)


def test_label_is_drawn_with_a_halo():
    assert label("Män 68,0", classes="b tsj", anchor=Anchor.END).drawn() == (
        '<text x="100" y="100" class="halo b tsj e">Män 68,0</text>'
    )


def test_label_has_its_lines_under_each_other():
    drawn = Label(("Mål 2030", "80,0 %"), Spot(10, 20), "b", below="t2").drawn()

    assert (
        drawn == '<text x="10" y="20" class="halo b">Mål 2030</text><text x="10" y="36" class="halo t2">80,0 %</text>'
    )


def test_label_sets_all_lines_alike_unless_told():
    assert Label(("a", "b"), Spot(0, 0), "tp").drawn().count('class="halo tp"') == 2


def test_placed_leaves_labels_that_do_not_meet():
    found = placed([label(y=50), label(y=100), label(y=150)], within=SHEET)

    assert heights(found) == [50, 100, 150]


def test_placed_moves_the_less_important_apart():
    first, second = placed([label("Alla 73,6"), label("Riket 73,5", y=101)], within=SHEET)

    assert first.spot.y == 100
    assert second.spot.y != 101
    assert first.box.overlap(second.box) == 0


def test_placed_keeps_labels_inside():
    found = placed([label(x=395, y=2), label(x=-20, y=310)], within=SHEET)

    assert all(found.box.x >= 0 and found.box.x + found.box.width <= 400.001 for found in found)
    assert all(found.box.y >= 0 and found.box.y + found.box.height <= 300 for found in found)


def test_placed_does_not_cover_a_mark():
    mark = Box(95, 90, 20, 20)
    (found,) = placed([label()], within=SHEET, marks_at=[mark])

    assert found.box.overlap(mark) == 0


def test_placed_rather_not_lies_on_a_line():
    line = [Spot(x, 95) for x in range(90, 200, 5)]
    (found,) = placed([label()], within=SHEET, strokes=line)

    assert not any(found.box.holds(spot) for spot in line)


def test_placed_stays_when_every_place_is_as_bad():
    everywhere = [Spot(150, y) for y in range(0, 300, 2)]
    (found,) = placed([label()], within=SHEET, strokes=everywhere)

    assert abs(found.spot.y - 100) <= 8


def test_placed_nothing_is_nothing():
    assert placed([], within=SHEET) == []


@given(st.lists(st.integers(20, 280), max_size=6))
def test_placed_labels_at_a_line_end_never_meet(found):
    labels = placed([label(f"Kommun {place}", y=y) for place, y in enumerate(found)], within=SHEET)

    assert sum(overlaps(labels)) == 0


@given(st.lists(st.tuples(st.integers(-50, 450), st.integers(-50, 350)), max_size=8))
def test_placed_labels_are_always_inside(found):
    labels = placed([label("Män", x=x, y=y) for x, y in found], within=SHEET)

    assert all(SHEET.overlap(found.box) == pytest.approx(found.box.width * found.box.height) for found in labels)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), max_size=8))
def test_placed_twice_the_same_is_the_same(found):
    labels = [label("Män", x=x, y=y) for x, y in found]

    assert placed(labels, within=SHEET) == placed(labels, within=SHEET)


def test_placed_six_labels_at_one_place_stand_in_a_column():
    labels = placed([label(f"Kommun {place}", y=20) for place in range(6)], within=SHEET)

    assert sorted(heights(labels)) == [20, 36, 52, 68, 84, 100]
    assert heights(labels)[0] == 20


def test_placed_prefers_a_line_under_the_words_to_words_under_words():
    line = [Spot(x, 116) for x in range(90, 200, 5)]
    first, second = placed([label("Alla"), label("Riket", y=104)], within=Box(0, 85, 400, 40), strokes=line)

    assert first.box.overlap(second.box) == 0
