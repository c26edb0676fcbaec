import pytest

from tests.factories import ChainFactory, ChainLinkFactory, ChainStepFactory
from tests.learning.walks import noted_finding, questions, registered_evaluation
from varv.core.kinds import Bearing
from varv.core.theory import Evidence
from varv.overview.learning.evaluations.link_moves import link_moves

pytestmark = pytest.mark.django_db


def test_a_chain_tells_which_findings_moved_its_links_from_what_to_what(egon):
    link = ChainLinkFactory(evidence=Evidence.SOME)
    finding = noted_finding(egon, link=link, bearing=Bearing.WEAKENS, evidence_after=Evidence.NONE)

    (moved,) = link_moves(link.chain)

    (move,) = moved.moves
    assert (moved.id, moved.source, moved.target, moved.evidence, moved.waiting) == (
        link.pk,
        link.source.text,
        link.target.text,
        Evidence.NONE,
        0,
    )
    assert (move.finding_id, move.text, move.evaluation, move.seen_on) == (
        finding.pk,
        "Valideringen är flaskhalsen.",
        "Följeforskning om kompetens",
        finding.seen_on,
    )
    assert (move.bearing, move.before, move.after, move.waits) == (
        Bearing.WEAKENS,
        Evidence.SOME,
        Evidence.NONE,
        False,
    )


def test_the_latest_finding_of_a_link_stands_first_and_one_that_waits_is_counted(egon):
    link = ChainLinkFactory()
    first = noted_finding(egon, link=link, bearing=Bearing.STRENGTHENS, evidence_after=Evidence.SOME)
    second = noted_finding(egon, link=link, bearing=Bearing.WEAKENS)

    (moved,) = link_moves(link.chain)

    assert [(move.finding_id, move.waits) for move in moved.moves] == [(second.pk, True), (first.pk, False)]
    assert moved.waiting == 1


def test_links_come_as_placed_and_what_bears_on_nothing_is_left_out(egon):
    chain = ChainFactory()
    later, sooner = (
        ChainLinkFactory(chain=chain, source=ChainStepFactory(chain=chain, place=place)) for place in (2, 1)
    )
    for link in (later, sooner):
        noted_finding(egon, link=link, bearing=Bearing.WEAKENS)
    noted_finding(egon, link=ChainLinkFactory(chain=chain))
    noted_finding(egon, link=ChainLinkFactory(chain=ChainFactory(name="En annan")), bearing=Bearing.WEAKENS)

    assert [moved.id for moved in link_moves(chain)] == [sooner.pk, later.pk]


def test_the_moves_cost_one_question_however_many(egon):
    chain, evaluation = ChainFactory(), registered_evaluation(egon)
    asked = []
    for _more in range(2):
        for _finding in range(2):
            noted_finding(egon, evaluation, link=ChainLinkFactory(chain=chain), bearing=Bearing.WEAKENS)
        asked.append(questions(lambda: link_moves(chain)))

    assert asked == [1, 1]
