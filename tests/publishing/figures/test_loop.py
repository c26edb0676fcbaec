"""A measure of the loop over time: bars that tell when they rest on too few."""

import re
from decimal import Decimal

import pytest
from django.utils.translation import override

from varv.core.loop import Days, Share
from varv.publishing.figures.loop import OverTime, Stretch, draw, figure, table, words
from varv.publishing.figures.marks import Size


@pytest.fixture(autouse=True)
def _swedish():
    with override("sv"):
        yield


def over_time(*found):
    halves = ("Våren 2025", "Hösten 2025", "Våren 2026")
    return OverTime("Besvarade i tid", tuple(Stretch(name, one) for name, one in zip(halves, found, strict=False)))


def drawn(*found, size=Size.WIDE):
    return draw(over_time(*found), size=size, id_prefix="x")


def bars(svg):
    return [(css, float(width)) for width, css in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*class="([\w-]+)"', svg)]


def test_a_bar_is_as_long_as_its_share():
    (_css, whole), (_same, half) = bars(drawn(Share(10, 10), Share(5, 10)))

    assert half == pytest.approx(whole / 2, abs=0.1)


def test_a_bar_of_too_few_is_dotted():
    assert [css for css, _width in bars(drawn(Share(3, 4), Share(4, 5)))] == ["ghost", "f-petrol"]


def test_nought_has_a_start_and_no_bar_and_nothing_to_count_has_neither():
    nought, nothing = drawn(Share(0, 6)), drawn(Share(0, 0))

    assert (bars(nought), nought.count('class="ln-i"'), "s-gap" in nought) == ([], 1, False)
    assert (bars(nothing), nothing.count('class="ln-i"'), nothing.count('class="s-gap"')) == ([], 0, 1)
    assert ">inget att räkna än<" in nothing


def test_days_are_drawn_on_the_scale_of_the_longest():
    (_css, long), (_same, short) = bars(drawn(Days(Decimal(80), 6), Days(Decimal(20), 6)))

    assert short == pytest.approx(long / 4, abs=0.1)


def test_days_that_are_all_nought_break_nothing():
    assert bars(drawn(Days(Decimal(0), 6), Days(None, 0))) == []


def test_the_drawing_and_its_table_say_the_same():
    told = over_time(Share(4, 5), Share(1, 2), Days(Decimal("12.5"), 7))

    assert table(told).rows == (
        ("Våren 2025", "80\xa0% (4 av 5)"),
        ("Hösten 2025", "1 av 2, för få för att säga"),
        ("Våren 2026", "12,5 dagar (7 ändringar)"),
    )
    assert words(told).description == (
        "Våren 2025: 80\xa0% (4 av 5); Hösten 2025: 1 av 2, för få för att säga; Våren 2026: 12,5 dagar (7 ändringar)."
    )


@pytest.mark.parametrize(("size", "width"), [(Size.WIDE, 748), (Size.NARROW, 358)])
def test_everything_stays_within_the_drawing(size, width):
    svg = drawn(Share(9, 9), Share(1, 3), Share(0, 0), size=size)

    assert f'width="{width}"' in svg
    assert all(length < width for _css, length in bars(svg))


def test_a_figure_has_both_sizes_its_words_and_its_table():
    made = figure(over_time(Share(4, 5)), id_prefix="loop", caption="Källa: Varv.")

    assert ('id="loop-w-t"' in made.svg, 'id="loop-n-t"' in made.narrow) == (True, True)
    assert (made.title, made.alt, made.caption) == ("Besvarade i tid", "Våren 2025: 80\xa0% (4 av 5).", "Källa: Varv.")


def test_one_change_too_few_is_told_in_the_singular():
    assert words(over_time(Days(Decimal(3), 1))).description == "Våren 2025: 1 ändring, för få för att säga."
