"""How totals speak: a number, or why there is none, and never a zero for what is missing."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from varv.core.counting import Category
from varv.core.tallies import Sum
from varv.overview.rounds.roll_up_axes import By
from varv.overview.words.of_roll_up import BY, part_name, sum_words, why_words


@pytest.fixture(autouse=True)
def _swedish():
    with override("sv"):
        yield


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Sum(Decimal(1234), 2), "1\u202f234"),
        (Sum(Decimal(0), 1), "0"),
        (Sum(Decimal("2.345"), 1), "2"),
        (Sum(None, 2), "läggs inte ihop"),
        (Sum(None, 0, 1), "saknas"),
        (Sum(), "–"),
    ],
)
def test_a_sum_or_why_there_is_none(one, words):
    assert sum_words(one, 0) == words


@pytest.mark.parametrize(
    ("one", "words"),
    [(Sum(Decimal(3), 2, 1), "1 saknas"), (Sum(Decimal(3), 2), ""), (Sum(None, 0, 4), ""), (Sum(), "")],
)
def test_what_a_sum_lacks(one, words):
    assert why_words(one) == words


@pytest.mark.parametrize(
    ("category", "name", "words"),
    [("9901", "Askby", "Askby"), ("9901", "", "9901"), (Category.WOMEN, "", "Kvinnor"), ("", "", "Ej uppdelat")],
)
def test_a_part_has_a_name(category, name, words):
    assert part_name(category, name) == words


def test_every_way_to_add_up_has_a_word():
    assert set(BY) == {by.value for by in By}
    assert all(str(word) for word in BY.values())
