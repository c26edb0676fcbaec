from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from varv.core.kinds import GoalKind
from varv.core.plan_book import Sheet
from varv.core.refusals import RuleBroken
from varv.web.templatetags.workbook import cell, column, refusal


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        ("Fler", "Fler"),
        (True, "Ja"),
        (False, "Nej"),
        (0, "0"),
        (GoalKind.EFFECT, "Effektmål"),
        (date(2026, 1, 31), "31 januari 2026"),
        (Decimal("12.5"), "12,5"),
    ],
)
def test_a_cell_is_told_in_words(value, words):
    with override("sv"):
        assert cell(value) == words


def test_a_column_is_told_by_what_stands_above_it():
    with override("sv"):
        assert column(Sheet.GOALS, "parent") == "Förälder"
        assert column(Sheet.GOALS, "place") == "Ordning"
        assert column(None, "") == ""


def test_a_refusal_is_told_as_a_sentence():
    with override("sv"):
        assert refusal(RuleBroken("workbook.required")) == "Cellen är tom, men raden behöver ett värde här. Fyll i det."
