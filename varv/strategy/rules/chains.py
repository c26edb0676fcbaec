from datetime import date

from varv.core.refusals import RuleBroken
from varv.core.theory import Claim, Evidence, Level, backward, closes_loop, loop, orphans
from varv.strategy.models import Chain, ChainLink, ChainStep
from varv.strategy.rules.choices import check_one_theory
from varv.strategy.rules.plans import check_owner

EARLIEST_YEAR = 1900


def check_chain(chain: Chain) -> None:
    """One name for one chain, an area of its own document, and an owner who works here."""
    others = Chain.objects.of(chain.region_id).exclude(pk=chain.pk)
    if others.filter(name=chain.name).exists():
        raise RuleBroken("chain.name_taken", field="name", name=chain.name)
    if chain.area is not None and chain.area.document_id != chain.document_id:
        raise RuleBroken("area.of_another_document", field="area", name=chain.area.name)
    check_owner(chain.owner, chain.region_id)
    check_one_theory(chain)


def check_step(step: ChainStep) -> None:
    """The step as it would become: only activities are of a generic kind, and no link may turn backward."""
    if step.generic_activity_id is not None and step.level is not Level.ACTIVITY:
        raise RuleBroken("step.only_activities_are_generic", field="generic_activity")
    steps = [step.as_step() if other.pk == step.pk else other.as_step() for other in _steps(step.chain_id, step)]
    if backward(steps, [link.as_link() for link in _links(step.chain_id, step)]):
        raise RuleBroken("step.link_would_go_backward", field="level", text=step.text)


def check_remove_step(step: ChainStep) -> None:
    """A step in the middle of a thought is not taken away: its links go first."""
    if any(step.pk in {link.source_id, link.target_id} for link in _links(step.chain_id, step)):
        raise RuleBroken("step.is_linked", text=step.text)


def check_link(link: ChainLink) -> None:
    """Onward, once, between two steps of the chain, and never round in a ring."""
    _check_ends(link)
    others = [other.as_link() for other in _links(link.chain_id, link)]
    if any((other.source, other.target) == (link.source_id, link.target_id) for other in others):
        raise RuleBroken("link.exists_already", field="target")
    if backward([link.source.as_step(), link.target.as_step()], [link.as_link()]):
        raise RuleBroken("link.goes_backward", field="target", source=link.source.text, target=link.target.text)
    if closes_loop(others, link.as_link()):
        raise RuleBroken("link.closes_loop", field="target", source=link.source.text, target=link.target.text)


def _check_ends(link: ChainLink) -> None:
    for field, step in (("source", link.source), ("target", link.target)):
        if step.chain_id != link.chain_id:
            raise RuleBroken("link.step_of_another_chain", field=field, text=step.text)
    if link.source_id == link.target_id:
        raise RuleBroken("link.leads_to_itself", field="target")


def check_evidence(link: ChainLink) -> None:
    """Who says that evidence is strong, or that an effect is shown, says where it was shown."""
    says_so = link.evidence is Evidence.STRONG or link.claim is Claim.SHOWN
    if says_so and not link.evidence_source.strip():
        raise RuleBroken("link.source_missing", field="evidence_source")


def check_evidence_year(link: ChainLink, today: date) -> None:
    """Nothing was shown next year, and a study older than 1900 is a slip of the pen."""
    if link.evidence_year is not None and not EARLIEST_YEAR <= link.evidence_year <= today.year:
        raise RuleBroken("link.year_impossible", field="evidence_year", earliest=EARLIEST_YEAR, latest=today.year)


def check_adopt_chain(chain: Chain) -> None:
    """A chain with causality: not empty, no step on its own, and no ring."""
    steps = {step.pk: step for step in _steps(chain.pk, chain)}
    links = [link.as_link() for link in _links(chain.pk, chain)]
    if not steps:
        raise RuleBroken("chain.is_empty")
    if alone := orphans([step.as_step() for step in steps.values()], links):
        raise RuleBroken("chain.has_orphans", count=len(alone), steps=", ".join(steps[pk].text for pk in alone))
    if ring := loop(links):
        raise RuleBroken("chain.goes_round", steps=" → ".join(steps[pk].text for pk in ring))


def _steps(chain_id: int, beside: Chain | ChainStep) -> list[ChainStep]:
    return list(ChainStep.objects.of(beside.region_id).filter(chain=chain_id).in_order())


def _links(chain_id: int, beside: Chain | ChainStep | ChainLink) -> list[ChainLink]:
    """The chain's links; when asked beside a link, all but that one."""
    besides = beside.pk if isinstance(beside, ChainLink) else None
    return list(ChainLink.objects.of(beside.region_id).filter(chain=chain_id).exclude(pk=besides))
