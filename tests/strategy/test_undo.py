"""Undo and redo: each person's own, the latest first, and nothing of anybody else's is lost."""

import pytest

from tests.factories import MONDAY, IndicatorFactory
from tests.people import member, verbs
from tests.strategy.walks import added_step, adopt_chain, chain_of_three, drafted_chain, linked
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Role
from varv.core.theory import Evidence, FactorKind, Level
from varv.regions.owned import facts
from varv.strategy import operations
from varv.strategy.models import ChainEdit, ChainFactor, ChainLink, ChainStep

pytestmark = pytest.mark.django_db
LATER = MONDAY.replace(hour=16)


@pytest.fixture
def hedda(alvmark):
    """Another strategist, who works on the same chain."""
    return member(alvmark, "hedda", Role.STRATEGIST)


@pytest.fixture
def chain(anna):
    return drafted_chain(anna)


def undo(chain, by):
    return operations.undo_edit(chain=chain, by=by, at=LATER)


def redo(chain, by):
    return operations.redo_edit(chain=chain, by=by, at=LATER)


def say(step, text, by, level=None):
    step.refresh_from_db()
    said = {"level": level or step.level, "generic_activity": None, "revision": step.revision}
    operations.edit_step(step=step, text=text, **said, by=by, at=MONDAY)


def stand(chain):
    """All that a chain is made of, but for the revisions that only count."""
    kinds = (ChainStep, ChainLink, ChainFactor)
    rows = [row for kind in kinds for row in kind.objects.of(chain.region_id).filter(chain=chain).order_by("pk")]
    return [(type(row), facts(row) | {"revision": None}) for row in rows]


def texts(chain):
    return [step.text for step in ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order()]


def refusal(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as refused:
        deed(*args, **kwargs)
    return refused.value.code, refused.value.facts


# --- back and forth ----------------------------------------------------------------------------------------------


def test_undo_takes_back_a_new_step_and_redo_gives_it_again(anna, chain):
    step = added_step(anna, chain)
    whole = stand(chain)

    undo(chain, anna)
    gone = stand(chain)
    redo(chain, anna)

    assert (gone, stand(chain)) == ([], whole)
    assert verbs(step) == ["added", "undone", "redone"]


def test_undo_gives_back_the_words_that_were_changed(anna, chain):
    step = added_step(anna, chain)
    say(step, "Yrkesväxling på distans", anna)

    undo(chain, anna)

    assert texts(chain) == ["Yrkesväxling i moduler"]
    assert verbs(step) == ["added", "edited", "undone"]


def test_undo_gives_back_a_step_with_its_links_and_risks_and_the_same_names(anna):
    chain, steps, links = chain_of_three(anna)
    operations.add_factor(chain=chain, kind=FactorKind.RISK, text="Få söker.", link=links[0], by=anna, at=MONDAY)
    operations.add_factor(chain=chain, kind=FactorKind.RISK, text="Det dröjer.", step=steps[1], by=anna, at=MONDAY)
    whole = stand(chain)
    operations.remove_step_with_links(step=steps[1], by=anna, at=MONDAY)
    assert len(stand(chain)) == 2

    undo(chain, anna)

    assert stand(chain) == whole


def test_what_comes_back_goes_on_counting_its_revision(anna, chain):
    step = added_step(anna, chain)
    operations.remove_step(step=step, by=anna, at=MONDAY)

    undo(chain, anna)

    assert ChainStep.objects.of(anna.region_id).get(pk=step.pk).revision == 2


def test_undo_is_an_edit_of_its_own_that_names_what_it_undoes(anna, chain):
    added_step(anna, chain)

    undone = undo(chain, anna)
    redone = redo(chain, anna)

    assert [(edit.number, edit.verb) for edit in (undone, redone)] == [(2, "undone"), (3, "redone")]
    assert (undone.undoes.number, redone.undoes, undone.made_at) == (1, undone, LATER)


def test_undo_goes_back_step_by_step_and_redo_forth_again(anna, chain):
    for text in "ABC":
        added_step(anna, chain, text)

    seen = []
    for deed in (undo, undo, redo, undo, undo, redo, redo, redo):
        deed(chain, anna)
        seen.append("".join(texts(chain)))

    assert seen == ["AB", "A", "AB", "A", "", "A", "AB", "ABC"]


def test_something_new_after_an_undo_leaves_what_was_undone_behind(anna, chain):
    added_step(anna, chain, "A")
    undo(chain, anna)
    added_step(anna, chain, "B")

    assert refusal(redo, chain, anna) == ("edit.nothing_to_redo", {})
    undo(chain, anna)
    assert texts(chain) == []


def test_there_is_nothing_to_undo_in_an_untouched_chain(anna, chain):
    assert refusal(undo, chain, anna) == ("edit.nothing_to_undo", {})


def test_undo_takes_only_ones_own(anna, hedda, chain):
    added_step(anna, chain, "Annas")
    added_step(hedda, chain, "Heddas")

    undo(chain, anna)

    assert texts(chain) == ["Heddas"]
    assert refusal(undo, chain, anna)[0] == "edit.nothing_to_undo"


def test_undo_of_a_move_puts_everything_in_its_old_place(anna, chain):
    steps = [added_step(anna, chain, text) for text in "ABC"]
    operations.move_step(step=steps[2], place=1, revision=1, by=anna, at=MONDAY)

    undo(chain, anna)

    assert texts(chain) == ["A", "B", "C"]


# --- somebody else was here since --------------------------------------------------------------------------------


def test_undo_refuses_when_someone_has_said_it_otherwise_since(anna, hedda, chain):
    step = added_step(anna, chain, "A")
    say(step, "B", anna)
    say(step, "C", hedda)

    assert refusal(undo, chain, anna) == ("edit.changed_since", {"what": "C", "by": hedda.name, "at": MONDAY})
    assert texts(chain) == ["C"]


def test_undo_minds_only_what_it_would_change(anna, hedda, chain):
    step = added_step(anna, chain, "A")
    say(step, "B", anna)
    say(step, "B", hedda, Level.OUTPUT)

    undo(chain, anna)

    step.refresh_from_db()
    assert (step.text, step.level) == ("A", Level.OUTPUT)


def test_undo_refuses_to_take_a_step_that_someone_has_written_in(anna, hedda, chain):
    step = added_step(anna, chain, "A")
    say(step, "Heddas ord", hedda)

    assert refusal(undo, chain, anna)[1]["what"] == "Heddas ord"


def test_undo_refuses_what_someone_has_taken_away(anna, hedda, chain):
    step = added_step(anna, chain, "A")
    say(step, "B", anna)
    operations.remove_step(step=step, by=hedda, at=MONDAY)

    assert refusal(undo, chain, anna) == ("edit.changed_since", {"what": "B", "by": hedda.name, "at": MONDAY})


def test_undo_refuses_to_take_a_step_that_someone_has_linked(anna, hedda):
    chain, steps, _links = chain_of_three(hedda)
    step = added_step(anna, chain, "Annas", Level.OUTCOME)
    linked(hedda, steps[0], step)

    code, told = refusal(undo, chain, anna)

    assert (code, told["by"], told["what"]) == ("edit.changed_since", hedda.name, "Yrkesväxling i moduler → Annas")


def test_undo_refuses_when_something_on_a_higher_floor_stands_there(anna, alvmark, chain):
    step = added_step(anna, chain, "A")
    IndicatorFactory(region=alvmark, step=step)

    assert refusal(undo, chain, anna) == ("edit.is_stood_on", {"text": "A"})
    assert texts(chain) == ["A"]


def test_undo_of_an_unlinking_needs_both_steps(anna, hedda):
    chain, steps, links = chain_of_three(hedda)
    operations.unlink_steps(link=links[1], by=anna, at=MONDAY)
    operations.remove_step(step=steps[2], by=hedda, at=MONDAY)

    code, told = refusal(undo, chain, anna)

    assert (code, told["by"], told["what"]) == ("edit.changed_since", hedda.name, "Deltagarna får ett intyg som gäller")


def test_undo_of_a_changed_link_that_is_gone_tells_its_ends(anna, hedda):
    chain, _steps, links = chain_of_three(hedda)
    operations.edit_link(link=links[1], revision=1, finding="Åtta av tio.", by=anna, at=MONDAY)
    operations.unlink_steps(link=links[1], by=hedda, at=MONDAY)

    _code, told = refusal(undo, chain, anna)

    assert told["what"] == "Genomförda moduler → Deltagarna får ett intyg som gäller"


def test_undo_makes_no_ring(anna, hedda, chain):
    first, second = added_step(hedda, chain, "A"), added_step(hedda, chain, "B")
    link = linked(anna, first, second)
    operations.unlink_steps(link=link, by=anna, at=MONDAY)
    linked(hedda, second, first)

    assert refusal(undo, chain, anna)[0] == "link.closes_loop"


def test_undo_turns_no_link_backward(anna, hedda, chain):
    step, output = added_step(hedda, chain, "A", Level.EFFECT), added_step(hedda, chain, "B", Level.OUTPUT)
    say(step, "A", anna, Level.ACTIVITY)
    linked(hedda, step, output)

    assert refusal(undo, chain, anna)[0] == "step.link_would_go_backward"


# --- when it may be done -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", [undo, redo])
def test_nothing_is_undone_or_redone_in_an_adopted_chain(anna, deed):
    chain, *_ = chain_of_three(anna)
    adopt_chain(chain, anna)

    assert refusal(deed, chain, anna)[0] == "plan.is_adopted"


@pytest.mark.parametrize("deed", [undo, redo])
def test_undo_is_for_those_who_plan(bo, chain, deed):
    with pytest.raises(NotAllowed):
        deed(chain, bo)


# --- steps that stand in several chains --------------------------------------------------------------------------


@pytest.fixture
def other(anna, chain):
    return drafted_chain(anna, "En annan", chain.document)


@pytest.fixture
def placed(anna, chain, other):
    """A step of the first chain, placed in the other."""
    return operations.place_shared_step(chain=other, step=added_step(anna, chain), by=anna, at=MONDAY)


def test_undo_gives_back_the_words_in_every_chain(anna, chain, other, placed):
    say(placed, "Nytt", anna)

    undo(chain, anna)

    assert (texts(chain), texts(other)) == (["Yrkesväxling i moduler"],) * 2


def test_what_is_undone_in_one_chain_is_undone_in_the_other(anna, chain, other, placed):
    say(placed, "Nytt", anna)
    undo(chain, anna)

    redo(other, anna)

    assert (texts(chain), texts(other)) == (["Nytt"], ["Nytt"])
    assert [edit.verb for edit in ChainEdit.objects.of(anna.region_id).filter(chain=chain).order_by("number")] == [
        "added",
        "edited",
        "undone",
        "redone",
    ]


def test_undo_refuses_when_another_of_its_chains_is_adopted(anna, chain, other, placed):
    say(placed, "Nytt", anna)
    adopted = linked_and_adopted(anna, chain)

    code, told = refusal(undo, other, anna)

    assert (code, told) == ("step.stands_in_adopted", {"text": "Nytt", "chains": adopted.name})


def linked_and_adopted(by, chain):
    """The chain with a step more, so that it can be adopted."""
    step = chain.steps.order_by("pk").first()
    linked(by, step, added_step(by, chain, "Moduler", Level.OUTPUT))
    adopt_chain(chain, by)
    return chain


def test_undo_of_a_placing_takes_it_away(anna, other, placed):
    undo(other, anna)

    assert texts(other) == []


def test_undo_of_a_parting_ties_the_steps_again(anna, chain, other, placed):
    operations.part_step(step=placed, by=anna, at=MONDAY)

    undo(other, anna)

    placed.refresh_from_db()
    assert placed.origin.chain == chain


def test_a_parting_is_undone_even_when_the_other_chain_is_adopted(anna, chain, other, placed):
    operations.part_step(step=placed, by=anna, at=MONDAY)
    linked_and_adopted(anna, chain)

    undo(other, anna)

    placed.refresh_from_db()
    assert placed.origin.chain == chain


def test_undo_of_a_parting_refuses_when_the_two_no_longer_say_the_same(anna, hedda, chain, other, placed):
    operations.part_step(step=placed, by=anna, at=MONDAY)
    say(placed.origin, "Heddas ord", hedda)

    assert refusal(undo, other, anna) == ("edit.shared_step_differs", {"text": "Yrkesväxling i moduler"})


def test_undo_refuses_when_the_step_stands_in_one_chain_more(anna, hedda, chain, other, placed):
    say(placed, "Nytt", anna)
    operations.place_shared_step(
        chain=drafted_chain(hedda, "En tredje", chain.document), step=placed, by=hedda, at=MONDAY
    )

    assert refusal(undo, chain, anna)[0] == "edit.shared_step_differs"


def test_undo_gives_back_the_first_of_a_shared_step_as_the_first(anna, chain, other, placed):
    whole = (stand(chain), stand(other))
    operations.remove_step(step=placed.origin, by=anna, at=MONDAY)

    undo(chain, anna)

    assert (stand(chain), stand(other)) == whole


def test_undo_keeps_strong_evidence_honest(anna):
    chain, _steps, links = chain_of_three(anna)
    operations.edit_link(link=links[1], revision=1, evidence_source="En studie", by=anna, at=MONDAY)
    operations.edit_link(link=links[1], revision=2, evidence=Evidence.STRONG, by=anna, at=MONDAY)

    undo(chain, anna)
    undo(chain, anna)

    links[1].refresh_from_db()
    assert (links[1].evidence, links[1].evidence_source) == (Evidence.ASSUMED, "")
