"""The chain on the workbench, as one person sees it."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MONDAY
from tests.people import member
from tests.strategy.walks import added_step, chain_of_three, drafted_chain, linked
from varv.core.roles import Role
from varv.core.theory import FactorKind, Level
from varv.overview.strategy.chain_editor import Elsewhere, chain_editor, edits_since, latest_edit, loans
from varv.strategy import operations

pytestmark = pytest.mark.django_db


@pytest.fixture
def hedda(alvmark):
    return member(alvmark, "hedda", Role.STRATEGIST)


@pytest.fixture
def three(anna):
    return chain_of_three(anna)


def column(editor, level):
    return next(column for column in editor.columns if column.level is level)


def counted(deed, *args):
    with CaptureQueriesContext(connection) as found:
        deed(*args)
    return len(found)


def twelve(by, name, document):
    """A chain of twelve steps, each linked to the next, one of them shared."""
    chain = drafted_chain(by, name, document)
    steps = [added_step(by, chain, f"Led {n}", list(Level)[n // 2]) for n in range(12)]
    for source, target in pairwise(steps):
        linked(by, source, target)
    operations.place_shared_step(chain=drafted_chain(by, f"{name} B", document), step=steps[0], by=by, at=MONDAY)
    return chain


def test_every_level_is_a_column_also_an_empty_one(anna, three):
    editor = chain_editor(three[0], anna)

    assert [(column.level, column.anchor, len(column.steps)) for column in editor.columns] == [
        (Level.NEED, "niva-need", 0),
        (Level.INPUT, "niva-input", 0),
        (Level.ACTIVITY, "niva-activity", 1),
        (Level.OUTPUT, "niva-output", 1),
        (Level.OUTCOME, "niva-outcome", 1),
        (Level.EFFECT, "niva-effect", 0),
        (Level.IMPACT, "niva-impact", 0),
    ]
    assert (editor.name, editor.number) == ("Kompetens för omställning", 5)


def test_a_step_tells_where_it_stands_and_where_it_leads(anna, three):
    chain, steps, links = three
    alone = added_step(anna, chain, "Ensamt")

    first, last = column(chain_editor(chain, anna), Level.ACTIVITY).steps

    assert (first.anchor, first.text, first.revision) == (f"led-{steps[0].pk}", steps[0].text, 1)
    assert [(tie.link_id, tie.target_id, tie.text) for tie in first.leads_to] == [
        (links[0].pk, steps[1].pk, "Genomförda moduler")
    ]
    assert [(step.place, step.among, step.is_first, step.is_last) for step in (first, last)] == [
        (1, 2, True, False),
        (2, 2, False, True),
    ]
    assert (last.id, first.is_alone, last.is_alone) == (alone.pk, False, True)


def test_a_step_that_is_only_led_to_is_not_alone(anna, three):
    (last,) = column(chain_editor(three[0], anna), Level.OUTCOME).steps

    assert (last.leads_to, last.led_to_by, last.is_alone) == ((), 1, False)


def test_the_steps_stand_level_by_level(anna, three):
    added_step(anna, three[0], "Behovet", Level.NEED)

    assert [step.text for step in chain_editor(three[0], anna).steps][:2] == ["Behovet", "Yrkesväxling i moduler"]


def test_a_shared_step_tells_its_other_chains_in_each_of_them(anna, three):
    chain, steps, _links = three
    other = drafted_chain(anna, "En annan", chain.document)
    operations.place_shared_step(chain=other, step=steps[0], by=anna, at=MONDAY)

    here, there = (column(chain_editor(one, anna), Level.ACTIVITY).steps[0] for one in (chain, other))

    assert (here.also_in, there.also_in) == (
        (Elsewhere(other.pk, "En annan"),),
        (Elsewhere(chain.pk, "Kompetens för omställning"),),
    )


def test_what_can_be_undone_is_ones_own_latest(anna, hedda, three):
    chain, *_ = three
    added_step(hedda, chain, "Heddas")

    editor = chain_editor(chain, anna)

    assert (editor.undo.verb, editor.undo.kind, editor.undo.text) == (
        "linked",
        "link",
        "Genomförda moduler → Deltagarna får ett intyg som gäller",
    )
    assert editor.redo is None
    assert chain_editor(chain, hedda).undo.text == "Heddas"


def test_what_was_undone_can_be_done_again(anna, three):
    operations.undo_edit(chain=three[0], by=anna, at=MONDAY)

    editor = chain_editor(three[0], anna)

    assert (editor.redo.verb, editor.redo.kind, editor.undo.number) == ("undone", "link", 4)


def test_an_untouched_chain_has_nothing_to_undo(anna):
    editor = chain_editor(drafted_chain(anna), anna)

    assert (editor.number, editor.undo, editor.redo, editor.recent) == (0, None, None, ())


def test_the_latest_edits_are_told_with_the_newest_first(anna, hedda, three):
    chain, *_ = three
    step = added_step(hedda, chain, "Heddas")

    newest = chain_editor(chain, anna).recent[0]

    assert (newest.number, newest.verb, newest.by, newest.by_id) == (6, "added", "Hedda", hedda.person_id)
    assert (newest.text, newest.steps, newest.at) == ("Heddas", (step.pk,), MONDAY)


def test_no_more_than_six_edits_are_told(anna, three):
    for text in "ABC":
        added_step(anna, three[0], text)

    assert [line.number for line in chain_editor(three[0], anna).recent] == [8, 7, 6, 5, 4, 3]


def test_edits_since_tells_what_one_has_not_seen(anna, three):
    chain, steps, links = three
    operations.unlink_steps(link=links[0], by=anna, at=MONDAY)

    (line,) = edits_since(chain, 5)

    assert (line.number, line.verb, line.kind, line.steps) == (6, "removed", "link", (steps[0].pk, steps[1].pk))
    assert (latest_edit(chain), edits_since(chain, 6)) == (6, ())


def test_a_step_taken_away_is_told_by_what_it_said(anna, three):
    chain, steps, _links = three
    operations.remove_step_with_links(step=steps[2], by=anna, at=MONDAY)

    (line,) = edits_since(chain, 5)

    assert (line.kind, line.text, line.steps) == ("step", steps[2].text, (steps[1].pk,))


def test_a_link_to_a_step_that_is_gone_is_told_all_the_same(anna, three):
    chain, steps, links = three
    operations.unlink_steps(link=links[1], by=anna, at=MONDAY)
    operations.remove_step(step=steps[2], by=anna, at=MONDAY)

    assert edits_since(chain, 5)[0].text == "Genomförda moduler → …"


def test_a_risk_is_told_by_its_text(anna, three):
    operations.add_factor(chain=three[0], kind=FactorKind.RISK, text="Få söker.", by=anna, at=MONDAY)

    (line,) = edits_since(three[0], 5)

    assert (line.kind, line.text, line.steps) == ("factor", "Få söker.", ())


def test_latest_edit_of_an_untouched_chain_is_none(anna):
    assert latest_edit(drafted_chain(anna)) == 0


def test_loans_are_steps_of_other_chains_told_once(anna, three):
    chain, steps, _links = three
    other, third = (drafted_chain(anna, name, chain.document) for name in ("Bron", "Annars"))
    operations.place_shared_step(chain=other, step=steps[0], by=anna, at=MONDAY)
    added_step(anna, other, "Eget", Level.NEED)

    found = loans(third)

    assert [(loan.chain, loan.level, loan.text) for loan in found] == [
        ("Bron", Level.NEED, "Eget"),
        ("Bron", Level.ACTIVITY, "Yrkesväxling i moduler"),
        ("Kompetens för omställning", Level.OUTPUT, "Genomförda moduler"),
        ("Kompetens för omställning", Level.OUTCOME, "Deltagarna får ett intyg som gäller"),
    ]


def test_what_stands_here_already_is_no_loan(anna, three):
    chain, steps, _links = three
    other = drafted_chain(anna, "Bron", chain.document)
    operations.place_shared_step(chain=other, step=steps[0], by=anna, at=MONDAY)

    assert [loan.text for loan in loans(other)] == ["Genomförda moduler", "Deltagarna får ett intyg som gäller"]
    assert loans(chain) == ()


def test_another_regions_steps_are_no_loans(anna, stig, three):
    chain_of_three(stig)

    assert loans(three[0]) == ()


@pytest.mark.parametrize("deed", [chain_editor, lambda chain, _by: loans(chain)])
def test_twelve_steps_take_no_more_queries_than_three(anna, three, deed):
    small, _steps, _links = three
    operations.place_shared_step(chain=drafted_chain(anna, "Bron", small.document), step=_steps[0], by=anna, at=MONDAY)
    large = twelve(anna, "Tolv", small.document)

    assert counted(deed, large, anna) == counted(deed, small, anna)
