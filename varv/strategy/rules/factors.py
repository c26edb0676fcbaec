from varv.core.refusals import RuleBroken
from varv.strategy.models import ChainFactor


def check_factor(factor: ChainFactor) -> None:
    """Something said, of the whole chain or of one of its own steps or links."""
    if not factor.text.strip():
        raise RuleBroken("factor.says_nothing", field="text")
    if factor.step is not None and factor.link is not None:
        raise RuleBroken("factor.of_two_things", field="about")
    about = factor.step or factor.link
    if about is not None and about.chain_id != factor.chain_id:
        raise RuleBroken("factor.of_another_chain", field="about")
