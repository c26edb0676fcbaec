import re
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.figures.marks import Size
from varv.publishing.figures.resources import Bar, Resources, draw, figure, table, words

MILLION = Decimal(1_000_000)
BOARD = Resources(
    "Resurser per mål",
    (
        Bar("1 Kompetens", 12 * MILLION, 6 * MILLION),
        Bar("1.1 Lärare", 2 * MILLION, None, depth=1),
        Bar("2 Klimat", None, 500_000 * Decimal(1)),
        Bar("3 Kultur", None, None),
        Bar("4 Vatten", Decimal(0), None),
    ),
)
amounts = st.none() | st.decimals(-(10**11), 10**11, places=2, allow_nan=False, allow_infinity=False)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def rects(svg: str, classes: str) -> list[dict]:
    found = re.findall(rf'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="18" class="{classes}"/>', svg)
    return [dict(zip(("x", "y", "width"), map(float, one), strict=True)) for one in found]


@pytest.fixture(autouse=True)
def _in_swedish():
    with override("sv"):
        yield


@pytest.mark.parametrize("size", [*Size])
def test_the_state_stands_first_and_the_others_after(size):
    svg = draw(BOARD, size=size, id_prefix="r")

    ours, others = rects(svg, "f-petrol"), rects(svg, "n-box act")
    assert (len(ours), len(others)) == (2, 2)
    assert others[0]["x"] == pytest.approx(ours[0]["x"] + ours[0]["width"], abs=0.2)
    assert ours[0]["width"] == pytest.approx(2 * others[0]["width"], abs=0.3)


def test_each_bar_ends_in_its_total_and_what_has_none_says_so():
    told = texts(draw(BOARD, size=Size.WIDE, id_prefix="r"))

    assert [one for one in told if "kr" in one and one.endswith("kr")][-4:] == [
        "18\u00a0mnkr",
        "2\u00a0mnkr",
        "500\u00a0tkr",
        "0\u00a0kr",
    ]
    assert told.count("inga medel noterade") == 1


def test_what_nobody_has_said_is_a_dotted_line_and_zero_is_none():
    assert draw(BOARD, size=Size.WIDE, id_prefix="r").count('class="l-gap"') == 1


def test_the_levels_are_round_and_few():
    told = texts(draw(BOARD, size=Size.WIDE, id_prefix="r"))

    assert told[2:6] == ["0", "5\u00a0mnkr", "10\u00a0mnkr", "15\u00a0mnkr"]


def test_the_words_tell_the_finding():
    told = words(BOARD)

    assert (told.title, told.description) == (
        "Resurser per mål",
        "18,5\u00a0mnkr totalt. Mest går till ”1 Kompetens”: 18\u00a0mnkr. Utan medel: 3 Kultur.",
    )


def test_the_words_of_no_money_at_all_are_true():
    assert words(Resources("Resurser", ())).description == "0\u00a0kr totalt."
    assert draw(Resources("Resurser", ()), size=Size.WIDE, id_prefix="r").startswith("<svg")


def test_the_table_keeps_missing_apart_from_zero():
    rows = table(BOARD).rows

    assert rows[3] == ("3 Kultur", "saknas", "saknas", "saknas")
    assert rows[4] == ("4 Vatten", "0\u00a0kr", "saknas", "0\u00a0kr")
    assert rows[0][1:] == (
        "12\u202f000\u202f000\u00a0kr",
        "6\u202f000\u202f000\u00a0kr",
        "18\u202f000\u202f000\u00a0kr",
    )


def test_a_figure_has_two_sizes_and_a_table():
    made = figure(BOARD, id_prefix="r", caption="Beviljade medel.")

    assert 'width="748"' in made.svg
    assert 'width="358"' in made.narrow
    assert (made.title, made.caption, len(made.table.rows)) == ("Resurser per mål", "Beviljade medel.", 5)


def test_names_are_text_and_nothing_else():
    svg = draw(Resources("R", (Bar("<script>&", MILLION, None),)), size=Size.WIDE, id_prefix="r")

    assert "&lt;script&gt;&amp;" in svg
    assert "<script>" not in svg


def test_a_long_name_takes_two_lines_and_leaves_room():
    long = Bar("Ett mycket långt mål som ingen har kortat trots att alla har läst det många gånger om", MILLION, None)
    svg = draw(Resources("R", (long, Bar("Nästa", MILLION, None))), size=Size.WIDE, id_prefix="r")

    first, second = rects(svg, "f-petrol")
    assert second["y"] - first["y"] == pytest.approx(42)


@pytest.mark.parametrize("size", [*Size])
@given(st.lists(st.builds(Bar, st.text(max_size=30), amounts, amounts, st.integers(0, 3)), max_size=5).map(tuple))
def test_whatever_the_amounts_nothing_is_drawn_outside(size, bars):
    svg = draw(Resources("Resurser", bars), size=size, id_prefix="r")

    width = 748 if size is Size.WIDE else 358
    for classes in ("f-petrol", "n-box act"):
        for rect in rects(svg, classes):
            assert rect["x"] + rect["width"] <= width
            assert rect["width"] > 0
