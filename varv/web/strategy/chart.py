"""The theory of change as a drawing: every step and every number leads to where it is told in words."""

from django.utils.safestring import SafeString

from varv.core.theory import Evidence, Level
from varv.overview.strategy.theory_map import LinkLine, StepLine, TheoryMap
from varv.overview.words import word
from varv.publishing.figures import chain


def drawing(found: TheoryMap) -> SafeString:
    """The chain from need to societal effect."""
    return chain.draw(drawn(found), id_prefix="kedja")


def drawn(found: TheoryMap) -> chain.Chain:
    """The chain as the figure knows it."""
    return chain.Chain(
        title=found.name,
        steps=tuple(_step(step) for step in found.steps),
        links=tuple(_link(link) for link in found.links),
        levels={level: word(level) for level in Level},
        evidence={grade: word(grade) for grade in Evidence},
    )


def _step(step: StepLine) -> chain.Step:
    number = "" if step.generic_number is None else f"{step.generic_number} "
    return chain.Step(
        id=step.id,
        level=step.level,
        name=f"{number}{step.text}",
        href=f"#led-{step.id}",
        is_measured=step.is_measured,
    )


def _link(link: LinkLine) -> chain.Link:
    return chain.Link(
        source=link.source.id,
        target=link.target.id,
        evidence=link.evidence,
        number=link.number,
        href=f"#antagande-{link.number}" if link.number else "",
    )
