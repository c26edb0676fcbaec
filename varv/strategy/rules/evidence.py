from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.theory import Evidence
from varv.strategy.models import ChainLink


def check_move_evidence(link: ChainLink, evidence: Evidence, by: Actor) -> None:
    """Analysts and strategists say what is known of a link, also of an adopted chain; something must be new."""
    by.require(May.TEST_ASSUMPTION)
    if link.evidence is evidence:
        raise RuleBroken("link.evidence_stays", field="evidence_after", evidence=evidence)
