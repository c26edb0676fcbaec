"""A chain of 150 steps is still read in a few queries and drawn whole."""

from itertools import pairwise

import pytest

from tests.factories import ChainFactory, ChainLinkFactory, ChainStepFactory
from varv.core.theory import Evidence, Level
from varv.overview.strategy.theory_map import theory_map
from varv.web.strategy import chart

pytestmark = pytest.mark.django_db

A_LEVEL = 22


@pytest.fixture
def long_chain(alvmark):
    """Seven levels with 22 steps each; every step leads to the one beside it on the next level."""
    chain = ChainFactory(region=alvmark, name="Hela strategin")
    columns = [
        [
            ChainStepFactory(region=alvmark, chain=chain, level=level, text=f"{level} {number}")
            for number in range(A_LEVEL)
        ]
        for level in Level
    ]
    grades = list(Evidence)
    for sources, targets in pairwise(columns):
        for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
            named = {"evidence_source": "En studie"} if grades[number % 4] is Evidence.STRONG else {}
            ChainLinkFactory(
                region=alvmark, chain=chain, source=source, target=target, evidence=grades[number % 4], **named
            )
    return chain


def test_long_chain_is_read_in_six_queries(long_chain, django_assert_num_queries):
    with django_assert_num_queries(6):
        found = theory_map(long_chain)

    assert (len(found.steps), len(found.links), len(found.levels)) == (154, 132, 7)
    assert (found.orphans, found.dead_ends) == ((), ())


def test_long_chain_numbers_its_assumptions_in_the_order_they_are_drawn(long_chain):
    found = theory_map(long_chain)

    numbers = [link.number for link in found.links if link.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(found.assumptions) == found.untested == len(numbers) == 60
    assert [link.evidence for link in found.assumptions][:30] == [Evidence.NONE] * 30


def test_long_chain_is_drawn_with_every_step_and_number(long_chain):
    drawing = chart.drawing(theory_map(long_chain))

    assert drawing.count('href="#led-') == 154
    assert drawing.count('href="#antagande-') == 60
