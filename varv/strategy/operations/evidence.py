from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.core.theory import Evidence
from varv.strategy import rules
from varv.strategy.models import ChainLink
from varv.strategy.operations import journal
from varv.strategy.rules.editing import EVIDENCE_MOVED

LONGEST_SOURCE = 200


@transaction.atomic
def move_evidence(
    *, link: ChainLink, evidence: Evidence, source: str, year: int, by: Actor, at: datetime
) -> tuple[Evidence, Evidence]:
    """Say that what is known of a link is now more, or less; from what it was to what it is.

    An adopted chain is no hindrance: evidence is what is known of a plan, not what was decided in it. The version
    still says what was known then, and the chain's journal says what moved since. An undo never takes it back.
    """
    link.chain.locked()
    link = link.locked()
    rules.check_move_evidence(link, evidence, by)
    before = link.evidence
    named = source.strip()[:LONGEST_SOURCE]
    link.evidence, link.evidence_source = evidence, named
    rules.check_evidence(link)
    link.change(evidence=evidence, evidence_source=named, evidence_year=year)
    journal.note(EVIDENCE_MOVED, link, by=by, at=at)
    return before, evidence
