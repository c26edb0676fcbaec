"""One step in several chains."""

import pytest

from tests.factories import MONDAY, IndicatorFactory
from tests.people import verbs
from tests.strategy.walks import (
    adopt_chain,
    adopted_chain,
    adopted_framework,
    chain_of_three,
    drafted_chain,
    linked,
)
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.strategy import operations
from varv.strategy.models import ChainStep, GenericActivity

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(anna):
    chain, *_ = chain_of_three(anna)
    return chain


@pytest.fixture
def step(chain):
    return chain.steps.order_by("pk").first()


@pytest.fixture
def other(anna, chain):
    return drafted_chain(anna, "En annan", chain.document)


def place(chain, step, by):
    return operations.place_shared_step(chain=chain, step=step, by=by, at=MONDAY)


def say(step, text, by, **changed):
    step.refresh_from_db()
    said = {"level": step.level, "generic_activity": None, "revision": step.revision}
    operations.edit_step(step=step, text=text, **(said | changed), by=by, at=MONDAY)


def part(step, by):
    edit = operations.part_step(step=step, by=by, at=MONDAY)
    step.refresh_from_db()
    return edit


def texts(*steps):
    return [ChainStep.objects.of(step.region_id).get(pk=step.pk).text for step in steps]


def origins(*steps):
    return [ChainStep.objects.of(step.region_id).get(pk=step.pk).origin_id for step in steps]


def refusal(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as refused:
        deed(*args, **kwargs)
    return refused.value.code, refused.value.facts


def test_place_shared_step_says_the_same_here(anna, step, other):
    adopted_framework(anna)
    course = GenericActivity.objects.of(anna.region_id).get(number=1)
    say(step, step.text, anna, generic_activity=course)

    placed = place(other, step, anna)

    assert (placed.chain, placed.origin, placed.text, placed.level) == (other, step, step.text, Level.ACTIVITY)
    assert (placed.generic_activity, placed.place) == (course, 1)
    assert verbs(placed) == ["placed"]


def test_place_shared_step_has_a_key_of_its_own(anna, step, other):
    assert place(other, step, anna).key != step.key


def test_a_placing_of_a_placing_has_the_first_as_its_origin(anna, step, other):
    third = drafted_chain(anna, "En tredje", other.document)

    placed = place(third, place(other, step, anna), anna)

    assert placed.origin == step


def test_place_shared_step_stands_once_in_a_chain(anna, chain, step, other):
    placed = place(other, step, anna)

    refused = [
        refusal(place, other, step, anna),
        refusal(place, other, placed, anna),
        refusal(place, chain, placed, anna),
    ]

    assert refused == [("step.stands_here_already", {"field": "step", "text": step.text})] * 3


def test_place_shared_step_may_come_from_an_adopted_chain(anna, step, chain, other):
    adopt_chain(chain, anna)

    assert place(other, step, anna).origin == step


def test_place_shared_step_refuses_an_adopted_chain(anna, chain, other):
    theirs = operations.add_step(chain=other, level=Level.ACTIVITY, text="Eget led", by=anna, at=MONDAY)
    adopt_chain(chain, anna)

    assert refusal(place, chain, theirs, anna)[0] == "plan.is_adopted"


def test_place_shared_step_refuses_another_regions(anna, stig, other):
    _chain, steps, _links = chain_of_three(stig)

    assert refusal(place, other, steps[0], anna)[0] == "region.not_the_same"


def test_place_shared_step_is_for_those_who_plan(bo, step, other):
    with pytest.raises(NotAllowed):
        place(other, step, bo)


def test_edit_step_says_it_better_in_every_chain(anna, step, other):
    placed = place(other, step, anna)

    say(placed, "Yrkesväxling på distans", anna)

    assert texts(step, placed) == ["Yrkesväxling på distans"] * 2
    assert (verbs(step), verbs(placed)) == (["added", "edited"], ["placed", "edited"])


def test_edit_step_counts_up_the_revision_in_every_chain(anna, step, other):
    placed = place(other, step, anna)

    say(step, "Yrkesväxling på distans", anna)

    assert refusal(say, placed, "Något annat", anna, revision=1)[0] == "stale"


def test_edit_step_refuses_when_one_of_the_chains_is_adopted(anna, chain, step, other):
    placed = place(other, step, anna)
    adopt_chain(chain, anna)

    code, told = refusal(say, placed, "Något annat", anna)

    assert (code, told) == ("step.stands_in_adopted", {"text": step.text, "chains": "Kompetens för omställning"})
    assert texts(step, placed) == [step.text] * 2


def test_edit_step_minds_the_links_of_every_chain(anna, step, other):
    placed = place(other, step, anna)
    output = operations.add_step(chain=other, level=Level.OUTPUT, text="Moduler", by=anna, at=MONDAY)
    linked(anna, placed, output)

    assert refusal(say, step, step.text, anna, level=Level.EFFECT)[0] == "step.link_would_go_backward"


def test_part_step_makes_a_placing_a_step_of_its_own(anna, step, other):
    placed = place(other, step, anna)

    part(placed, anna)
    say(placed, "Egen text", anna)

    assert texts(step, placed) == ["Yrkesväxling i moduler", "Egen text"]
    assert verbs(placed) == ["placed", "parted", "edited"]


def test_part_step_gives_the_way_out_when_another_chain_is_adopted(anna, chain, step, other):
    placed = place(other, step, anna)
    adopt_chain(chain, anna)

    edit = part(placed, anna)

    assert (edit.verb, edit.chain, origins(placed)) == ("parted", other, [None])


def test_part_step_of_the_first_leaves_the_others_together(anna, step, other):
    third = drafted_chain(anna, "En tredje", other.document)
    second_placing, third_placing = place(other, step, anna), place(third, step, anna)

    part(step, anna)
    say(third_placing, "De andras", anna)

    assert origins(step, second_placing, third_placing) == [None, None, second_placing.pk]
    assert texts(step, second_placing, third_placing) == ["Yrkesväxling i moduler", "De andras", "De andras"]
    assert verbs(step) == ["added", "parted"]


def test_part_step_refuses_a_step_that_stands_alone(anna, step):
    assert refusal(part, step, anna) == ("step.stands_alone", {"text": step.text})


def test_part_step_refuses_an_adopted_chain(anna, step, chain, other):
    place(other, step, anna)
    adopt_chain(chain, anna)

    assert refusal(part, step, anna)[0] == "plan.is_adopted"


def test_remove_step_of_the_first_leaves_the_others_together(anna, chain, step, other):
    third = drafted_chain(anna, "En tredje", chain.document)
    second_placing, third_placing = place(other, step, anna), place(third, step, anna)

    operations.remove_step_with_links(step=step, by=anna, at=MONDAY)

    assert origins(second_placing, third_placing) == [None, second_placing.pk]


def test_remove_step_with_links_refuses_what_is_stood_on(anna, alvmark, step):
    IndicatorFactory(region=alvmark, step=step)

    code, told = refusal(operations.remove_step_with_links, step=step, by=anna, at=MONDAY)

    assert (code, told) == ("step.is_stood_on", {"text": step.text})
    assert step.leads_to.count() == 1


def test_remove_step_with_links_refuses_an_adopted_chain(anna):
    _chain, steps, _links = adopted_chain(anna)

    assert refusal(operations.remove_step_with_links, step=steps[0], by=anna, at=MONDAY)[0] == "plan.is_adopted"


def test_remove_step_takes_one_placing_and_leaves_the_step(anna, step, other):
    placed = place(other, step, anna)

    operations.remove_step(step=placed, by=anna, at=MONDAY)

    assert not ChainStep.objects.of(anna.region_id).filter(pk=placed.pk).exists()
    assert texts(step) == ["Yrkesväxling i moduler"]
