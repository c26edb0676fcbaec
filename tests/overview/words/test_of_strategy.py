"""What people read when PLAN says no, and what the trail says was done."""

from datetime import date

import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import added_goal, chain_of_three, drafted_document
from varv.core.refusals import RuleBroken
from varv.overview.strategy.framework_sheet import ACTIVITY_FIELDS, ROW_FIELDS
from varv.overview.words import of_chains, refusal
from varv.overview.words.of_strategy import FIELDS, PARTS, REFUSALS, VERBS
from varv.strategy import operations

SENTENCES = [
    (
        RuleBroken("plan.is_adopted", name="Älvmark 2030"),
        (
            "“Älvmark 2030” is adopted and stands as it was decided. "
            "Open it for revision first; the adopted version is kept."
        ),
    ),
    (
        RuleBroken("plan.owner_works_elsewhere", field="owner", name="Stig"),
        "Stig does not work in this region. Choose someone who does.",
    ),
    (
        RuleBroken("version.older_than_the_last", number=2, adopted_on=date(2026, 4, 28)),
        "Version 2 was adopted on 28 April 2026. The next one cannot be older: check the day.",
    ),
    (
        RuleBroken("document.ends_before_start", starts_on=date(2022, 1, 1)),
        "The last day lies before the first, 1 January 2022. Swap them, or leave the last day empty.",
    ),
    (
        RuleBroken("document.below_itself", title="RUS"),
        "“RUS” cannot stand below itself. Choose a document further up, or none.",
    ),
    (
        RuleBroken("goal.outline_taken", outline="2.1"),
        "There is already a goal with the number 2.1 in the document. Choose another.",
    ),
    (
        RuleBroken("goal.has_goals_below", goals="1.1 Gymnasiet, 1.2 Hälsan"),
        (
            "There are goals below it that still hold: 1.1 Gymnasiet, 1.2 Hälsan. "
            "Move them or let them go first, so that none is lost."
        ),
    ),
    (
        RuleBroken("chain.has_orphans", count=1, steps="Mentorer"),
        "These steps are not linked to anything: Mentorer. Link them or take them away: a chain has causality.",
    ),
    (
        RuleBroken("chain.goes_round", steps="Ett → Två"),
        "The chain goes round: Ett → Två. Take away one of the links.",
    ),
    (
        RuleBroken("step.is_stood_on", text="Mentorer"),
        (
            "Indicators, initiatives or reports build on “Mentorer”, so it has to stay. "
            "Change its text instead, or move what builds on it."
        ),
    ),
    (
        RuleBroken("link.closes_loop", source="Tre", target="Ett"),
        "“Ett” already leads to “Tre”, so the chain would go round. Choose another step.",
    ),
    (
        RuleBroken("link.goes_backward", source="Intyg", target="Moduler"),
        "“Moduler” comes before “Intyg” in the chain. A link goes onward, from need to societal effect.",
    ),
    (
        RuleBroken("framework.row_is_the_templates", what="Utfall"),
        "“Utfall” comes from the template and stays, so that the difference can be seen. Change its text instead.",
    ),
]


@pytest.mark.parametrize(("refused", "sentence"), SENTENCES, ids=[refused.code for refused, _ in SENTENCES])
def test_refusal_is_a_sentence_with_its_facts(refused, sentence):
    with translation.override("en"):
        assert refusal(refused) == sentence


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_says_what_to_do(code):
    with translation.override("en"):
        told = str(REFUSALS[code])

    assert told.count(".") + told.count(":") >= 2
    assert told.endswith(".")


def test_every_field_of_a_version_has_a_name():
    assert {*ACTIVITY_FIELDS, *ROW_FIELDS} <= set(FIELDS)
    assert list(PARTS) == ["document", "goals", "steps", "links"]


@pytest.mark.django_db
def test_every_field_that_is_kept_has_a_name(anna):
    document = drafted_document(anna)
    added_goal(anna, document)
    chain, *_ = chain_of_three(anna, document=document)
    decision = {"adopted_on": MONDAY.date(), "adopted_by": "Nämnden", "by": anna, "at": MONDAY}

    versions = [
        operations.adopt_document(document=document, **decision),
        operations.adopt_chain(chain=chain, **decision),
    ]

    kept = {
        name for version in versions for part in version.content.values() for item in part.values() for name in item
    }
    assert kept - set(FIELDS) - set(of_chains.FIELDS) == {"place", "source", "target", "source_id", "target_id"}


@pytest.mark.django_db
def test_every_verb_that_is_written_has_a_word(anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    chain, steps, links = chain_of_three(anna, document=document)
    operations.move_goal(goal=goal, parent=None, place=1, revision=1, by=anna, at=MONDAY)
    operations.retire_goal(goal=goal, reason="Målet är nått.", by=anna, at=MONDAY)
    operations.edit_document(document=document, revision=1, summary="Nytt", by=anna, at=MONDAY)
    operations.adopt_document(document=document, adopted_on=MONDAY.date(), adopted_by="Nämnden", by=anna, at=MONDAY)
    operations.revise_document(document=document, by=anna, at=MONDAY)
    operations.unlink_steps(link=links[1], by=anna, at=MONDAY)
    operations.remove_step(step=steps[2], by=anna, at=MONDAY)

    written = {verb for thing in (document, goal, chain, steps[0], links[0]) for verb in verbs(thing)}

    assert written <= set(VERBS)
    assert written == {"drafted", "edited", "adopted", "revised", "added", "moved", "retired", "linked"}
