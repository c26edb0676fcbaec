"""What the journal of a chain keeps of each edit."""

from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_step, chain_of_three, drafted_chain, linked
from varv.core.theory import FactorKind, Level
from varv.regions.owned import facts
from varv.strategy import operations
from varv.strategy.models import ChainEdit

pytestmark = pytest.mark.django_db


def journal_of(chain):
    return list(ChainEdit.objects.of(chain.region_id).filter(chain=chain).order_by("number"))


def last(chain):
    return journal_of(chain)[-1]


def test_every_edit_is_numbered_within_its_chain(anna):
    chain, *_ = chain_of_three(anna)
    other = drafted_chain(anna, "En annan", chain.document)
    added_step(anna, other)

    assert [(edit.number, edit.verb) for edit in journal_of(chain)] == [
        (1, "added"),
        (2, "added"),
        (3, "added"),
        (4, "linked"),
        (5, "linked"),
    ]
    assert [edit.number for edit in journal_of(other)] == [1]


def test_a_new_step_was_nothing_before(anna):
    chain = drafted_chain(anna)

    step = added_step(anna, chain)

    edit = last(chain)
    assert (edit.before, edit.after) == ({"step": {str(step.pk): None}}, {"step": {str(step.pk): facts(step)}})
    assert (edit.made_by_id, edit.made_at, edit.undoes) == (anna.person_id, MONDAY, None)


def test_a_changed_link_stands_as_it_was_and_as_it_became(anna):
    chain, _steps, links = chain_of_three(anna)

    operations.edit_link(link=links[1], revision=1, finding="Åtta av tio.", by=anna, at=MONDAY)

    edit, pk = last(chain), str(links[1].pk)
    assert (edit.before["link"][pk]["finding"], edit.after["link"][pk]["finding"]) == ("", "Åtta av tio.")
    assert verbs(links[1]) == ["linked", "edited"]


def test_a_removed_link_is_nothing_after(anna):
    chain, _steps, links = chain_of_three(anna)
    stood, pk = facts(links[1]), str(links[1].pk)

    operations.unlink_steps(link=links[1], by=anna, at=MONDAY)

    assert (last(chain).verb, last(chain).before, last(chain).after) == (
        "removed",
        {"link": {pk: stood}},
        {"link": {pk: None}},
    )


def test_a_step_removed_with_its_links_and_risks_is_one_edit(anna):
    chain, steps, links = chain_of_three(anna)
    risk = operations.add_factor(
        chain=chain, kind=FactorKind.RISK, text="Lärarna slutar.", step=steps[2], by=anna, at=MONDAY
    )

    operations.remove_step_with_links(step=steps[2], by=anna, at=MONDAY)

    edit = last(chain)
    assert edit.number == 7
    assert edit.after == {
        "step": {str(steps[2].pk): None},
        "link": {str(links[1].pk): None},
        "factor": {str(risk.pk): None},
    }
    assert (verbs(steps[2]), verbs(links[1]), verbs(risk)) == (
        ["added", "removed"],
        ["linked", "removed"],
        ["added", "removed"],
    )


def test_a_risk_of_the_chain_is_in_its_journal(anna):
    chain = drafted_chain(anna)

    risk = operations.add_factor(chain=chain, kind=FactorKind.RISK, text="Lärarna slutar.", by=anna, at=MONDAY)
    operations.remove_factor(factor=risk, by=anna, at=MONDAY)

    assert [edit.verb for edit in journal_of(chain)] == ["added", "removed"]
    assert last(chain).after == {"factor": {str(risk.pk): None}}


def test_what_is_done_to_the_chain_itself_is_not_in_its_journal(anna):
    chain, *_ = chain_of_three(anna)

    operations.edit_chain(chain=chain, revision=1, name="Ett annat namn", by=anna, at=MONDAY)
    operations.adopt_chain(chain=chain, adopted_on=date(2026, 4, 28), adopted_by="Nämnden", by=anna, at=MONDAY)

    assert len(journal_of(chain)) == 5


def test_an_edit_of_a_shared_step_is_in_the_journal_of_each_of_its_chains(anna):
    chain, steps, _links = chain_of_three(anna)
    other = drafted_chain(anna, "En annan", chain.document)
    placed = operations.place_shared_step(chain=other, step=steps[0], by=anna, at=MONDAY)

    operations.edit_step(
        step=steps[0], level=Level.ACTIVITY, text="Nytt", generic_activity=None, revision=1, by=anna, at=MONDAY
    )

    here, there = last(chain), last(other)
    assert (here.before, here.after) == (there.before, there.after)
    assert {pk: row["text"] for pk, row in here.after["step"].items()} == {
        str(steps[0].pk): "Nytt",
        str(placed.pk): "Nytt",
    }
    assert (here.number, there.number) == (6, 2)


def test_a_refused_edit_leaves_no_line(anna):
    chain, steps, _links = chain_of_three(anna)

    with pytest.raises(Exception, match=r"link\.exists_already"):
        linked(anna, steps[0], steps[1])

    assert len(journal_of(chain)) == 5
