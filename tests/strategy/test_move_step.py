"""Steps change places: within their level, and to another."""

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_step, adopted_chain, chain_of_three, drafted_chain
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.strategy import operations
from varv.strategy.models import ChainEdit, ChainStep

pytestmark = pytest.mark.django_db


def move(step, place, by, level=None, revision=None):
    step.refresh_from_db()
    operations.move_step(step=step, place=place, level=level, revision=revision or step.revision, by=by, at=MONDAY)


def texts(chain, level=Level.ACTIVITY):
    steps = ChainStep.objects.of(chain.region_id).filter(chain=chain, level=level).in_order()
    return "".join(step.text for step in steps)


@pytest.fixture
def chain(anna):
    """Four activities, with an output among them."""
    chain = drafted_chain(anna)
    for text in "AB":
        added_step(anna, chain, text)
    added_step(anna, chain, "x", Level.OUTPUT)
    for text in "CD":
        added_step(anna, chain, text)
    return chain


def step_called(chain, text):
    return ChainStep.objects.of(chain.region_id).get(chain=chain, text=text)


@pytest.mark.parametrize(
    ("text", "place", "becomes"),
    [
        ("A", 1, "ABCD"),
        ("A", 2, "BACD"),
        ("A", 4, "BCDA"),
        ("D", 1, "DABC"),
        ("C", 2, "ACBD"),
        ("B", 99, "ACDB"),
        ("C", 0, "CABD"),
        ("C", -3, "CABD"),
    ],
)
def test_move_step_gives_it_a_place_among_those_of_its_level(chain, anna, text, place, becomes):
    move(step_called(chain, text), place, anna)

    assert texts(chain) == becomes
    assert texts(chain, Level.OUTPUT) == "x"


def test_move_step_tells_the_trail_of_each_step_that_got_another_place(chain, anna):
    first, second, last = (step_called(chain, text) for text in "ABD")

    move(first, 2, anna)

    assert (verbs(first), verbs(second), verbs(last)) == (["added", "moved"], ["added", "moved"], ["added"])


def test_move_step_to_where_it_stands_is_no_edit(chain, anna):
    before = ChainEdit.objects.of(anna.region_id).count()

    move(step_called(chain, "A"), 1, anna)

    assert ChainEdit.objects.of(anna.region_id).count() == before


def test_move_step_parts_places_that_were_the_same(chain, anna):
    ChainStep.objects.of(anna.region_id).update(place=0)

    move(step_called(chain, "D"), 2, anna)

    assert texts(chain) == "ADBC"


def test_move_step_may_go_to_another_level(chain, anna):
    move(step_called(chain, "A"), 1, anna, Level.OUTPUT)

    assert (texts(chain), texts(chain, Level.OUTPUT)) == ("BCD", "Ax")


def test_move_step_refuses_a_level_where_a_link_would_go_backward(anna):
    chain, steps, _links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        move(steps[0], 1, anna, Level.EFFECT)

    assert (refused.value.code, refused.value.facts["text"]) == ("step.link_would_go_backward", steps[0].text)
    assert texts(chain) == steps[0].text


def test_move_step_refuses_a_stale_revision(chain, anna):
    with pytest.raises(RuleBroken, match="stale"):
        move(step_called(chain, "A"), 2, anna, revision=7)


def test_move_step_refuses_an_adopted_chain(anna):
    _chain, steps, _links = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        move(steps[0], 1, anna)


def test_move_step_is_for_those_who_plan(chain, bo):
    with pytest.raises(NotAllowed):
        move(step_called(chain, "A"), 2, bo)


def test_a_shared_step_moves_within_its_level_in_one_chain_only(chain, anna):
    other = drafted_chain(anna, "En annan", chain.document)
    placed = operations.place_shared_step(chain=other, step=step_called(chain, "A"), by=anna, at=MONDAY)

    move(step_called(chain, "A"), 3, anna)

    assert texts(chain) == "BCAD"
    assert verbs(placed) == ["placed"]


def test_a_shared_step_goes_to_another_level_in_all_its_chains(chain, anna):
    other = drafted_chain(anna, "En annan", chain.document)
    placed = operations.place_shared_step(chain=other, step=step_called(chain, "A"), by=anna, at=MONDAY)

    move(step_called(chain, "A"), 2, anna, Level.OUTPUT)

    assert (texts(chain, Level.OUTPUT), texts(other, Level.OUTPUT), texts(other)) == ("xA", "A", "")
    assert verbs(placed) == ["placed", "moved"]
