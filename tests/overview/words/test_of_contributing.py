"""What people read when goals cannot be linked, and what is said of gaps."""

from decimal import Decimal

import pytest
from django.utils import translation

from varv.core.refusals import RuleBroken
from varv.overview.boards.coverage import Lack
from varv.overview.words import refusal
from varv.overview.words.of_contributing import GAPS, REFUSALS

SENTENCES = [
    (
        RuleBroken("goal_link.same_document", name="1 Fler i arbete"),
        (
            "“1 Fler i arbete” stands in the same document. A link shows what is found again in another document: "
            "choose a goal there."
        ),
    ),
    (
        RuleBroken("goal_link.exists_already", source="A Vägar", target="1 Arbete"),
        "“A Vägar” already contributes to “1 Arbete”. Change the link that is there instead.",
    ),
    (
        RuleBroken("goal_link.goal_is_retired", name="1 Arbete"),
        "“1 Arbete” no longer holds, so nothing can be linked to it. Choose a goal that is in force.",
    ),
    (
        RuleBroken("goal_link.shares_exceed", target="1 Arbete", taken=Decimal("62.5")),
        (
            "Others are already said to stand for 62.5 per cent of “1 Arbete”, and the whole is 100. "
            "Lower this share or one of the others, or leave it empty if nobody knows."
        ),
    ),
    (
        RuleBroken("partner_plan.no_goals"),
        "Write at least one of the plan's goals, or there is nothing to look for.",
    ),
]


@pytest.mark.parametrize(("refused", "sentence"), SENTENCES)
def test_a_refusal_says_what_why_and_what_to_do(refused, sentence):
    with translation.override("en"):
        assert refusal(refused) == sentence


def test_a_share_is_told_as_the_language_writes_it():
    refused = RuleBroken("goal_link.shares_exceed", target="1 Arbete", taken=Decimal("62.5"))

    with translation.override("sv"):
        assert "62,5 procent av ”1 Arbete”" in refusal(refused)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_swedish_of_its_own(code):
    with translation.override("sv"):
        swedish = str(REFUSALS[code])
    with translation.override("en"):
        assert swedish != str(REFUSALS[code])


@pytest.mark.parametrize("lack", Lack)
def test_every_kind_of_gap_has_a_name_a_reason_and_a_way(lack):
    name, why, way = (str(said) for said in GAPS[lack.value])

    assert name[0].isupper() or name[0].isdigit()
    assert why.endswith(".")
    assert not way.endswith(".")
