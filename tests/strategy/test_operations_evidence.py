import pytest

from tests.factories import MONDAY, ChainFactory, ChainLinkFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Evidence
from varv.core.workflow import PlanState
from varv.strategy import operations, rules
from varv.strategy.models import ChainEdit

pytestmark = pytest.mark.django_db


def moved(link, by, evidence=Evidence.STRONG, source="Följeforskning"):
    return operations.move_evidence(link=link, evidence=evidence, source=source, year=2026, by=by, at=MONDAY)


@pytest.mark.parametrize("state", list(PlanState))
def test_move_evidence_says_what_is_known_now_and_what_was(egon, state):
    link = ChainLinkFactory(chain=ChainFactory(state=state), evidence=Evidence.ASSUMED)

    told = moved(link, egon)

    link.refresh_from_db()
    assert told == (Evidence.ASSUMED, Evidence.STRONG)
    assert (link.evidence, link.evidence_source, link.evidence_year, link.revision) == (
        Evidence.STRONG,
        "Följeforskning",
        2026,
        2,
    )
    assert verbs(link) == ["evidence_moved"]


def test_move_evidence_is_an_edit_in_the_chains_journal(egon):
    link = ChainLinkFactory(evidence=Evidence.SOME)

    moved(link, egon, Evidence.NONE)

    edit = ChainEdit.objects.of(egon.region_id).get()
    told = [side["link"][str(link.pk)]["evidence"] for side in (edit.before, edit.after)]
    assert (edit.chain, edit.number, edit.verb, told) == (link.chain, 1, "evidence_moved", ["some", "none"])


def test_move_evidence_cuts_a_long_source_to_what_the_link_holds(egon):
    link = ChainLinkFactory()

    moved(link, egon, source="å" * 201)

    link.refresh_from_db()
    assert link.evidence_source == "å" * 200


def test_move_evidence_names_a_source_when_it_is_strong(egon):
    with pytest.raises(RuleBroken, match=r"link\.source_missing"):
        moved(ChainLinkFactory(), egon, source="  ")


def test_move_evidence_moves_something(egon):
    link = ChainLinkFactory(evidence=Evidence.SOME)

    with pytest.raises(RuleBroken) as refused:
        moved(link, egon, Evidence.SOME)

    assert (refused.value.code, refused.value.facts["evidence"]) == ("link.evidence_stays", Evidence.SOME)
    assert not ChainEdit.objects.of(egon.region_id).exists()


def test_move_evidence_is_refused_to_those_who_may_not_test(bo, disa):
    link = ChainLinkFactory()

    for by in (bo, disa):
        with pytest.raises(NotAllowed):
            moved(link, by)

    link.refresh_from_db()
    assert link.evidence is Evidence.ASSUMED


def test_an_undo_takes_back_what_one_wrote_and_never_what_was_found(anna):
    link = ChainLinkFactory(evidence=Evidence.ASSUMED)
    operations.edit_link(link=link, rationale="De får tid.", revision=link.revision, by=anna, at=MONDAY)
    moved(link, anna)

    operations.undo_edit(chain=link.chain, by=anna, at=MONDAY)

    link.refresh_from_db()
    assert (link.rationale, link.evidence) == ("", Evidence.STRONG)
    assert rules.own_edits(link.chain, anna)[0] == []
