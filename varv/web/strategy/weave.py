"""All chains of a strategy as one drawing: every chain, step and goal leads to its own page."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.overview.strategy.all_chains import AllChains, AreaLine, ChainOfStrategy, SharedStep
from varv.overview.strategy.level_names import USUAL, Names
from varv.publishing.figures import all_chains, chain
from varv.publishing.figures.chain import Standing
from varv.web.gate import sent_number
from varv.web.naming import level_words
from varv.web.strategy.chart import LEFT_OUT, evidence_words


@dataclass(frozen=True)
class Woven:
    """The drawing, the chain in focus if one is, and whether the others are left out."""

    drawing: SafeString
    chain: ChainOfStrategy | None
    leaves_out: bool


def woven(found: AllChains, sent: QueryDict, slug: str, names: Names = USUAL) -> Woven:
    """The chains as they were asked for: ``kedja`` is the one in focus, ``resten=bort`` leaves the others out."""
    asked = sent_number(sent.get("kedja", ""))
    focus = next((one for one in found.chains if one.id == asked), None)
    leaves_out = focus is not None and sent.get("resten") == LEFT_OUT
    strands = [
        _strand(found, area, one, focus, slug)
        for area in found.areas
        for one in area.chains
        if not leaves_out or one == focus
    ]
    weave = all_chains.Weave(
        title=found.title,
        strands=tuple(strands),
        goals=tuple(
            all_chains.Goal(
                id=goal.id,
                name=goal.name,
                href=reverse("strategy:goal", args=[slug, goal.id]),
                is_faded=focus is not None and focus.goal_id != goal.id,
            )
            for goal in found.goals
            if not leaves_out or goal.id in {strand.goal for strand in strands}
        ),
        levels=level_words(names),
        evidence=evidence_words(),
        goal_word=_("Goals"),
    )
    return Woven(all_chains.draw(weave, id_prefix="alla"), focus, leaves_out)


def _strand(
    found: AllChains, area: AreaLine, one: ChainOfStrategy, focus: ChainOfStrategy | None, slug: str
) -> all_chains.Strand:
    return all_chains.Strand(
        id=one.id,
        name=one.name,
        href=reverse("strategy:chain", args=[slug, one.id]),
        area=area.name or _("Without an action area"),
        steps=tuple(_step(found.steps[number], one, focus, slug) for number in one.steps),
        links=tuple(
            chain.Link(
                source=link.source,
                target=link.target,
                evidence=link.evidence,
                standing=Standing.PLAIN if focus is None or link in focus.links else Standing.FADED,
            )
            for link in one.links
        ),
        goal=one.goal_id,
        is_faded=focus is not None and one != focus,
    )


def _step(step: SharedStep, one: ChainOfStrategy, focus: ChainOfStrategy | None, slug: str) -> chain.Step:
    """A step leads to its place in a chain: the one in focus if it stands there too."""
    home = focus.id if focus is not None and focus.id in step.rows else one.id
    number = "" if step.generic_number is None else f"{step.generic_number} "
    in_chains = len(step.rows)
    return chain.Step(
        id=step.id,
        level=step.level,
        name=f"{number}{step.text}",
        href=f"{reverse('strategy:chain', args=[slug, home])}?steg={step.rows[home]}#kedja",
        is_measured=step.is_measured,
        standing=Standing.PLAIN if focus is None or focus.id in step.rows else Standing.FADED,
        note=ngettext("in %(n)d chain", "in %(n)d chains", in_chains) % {"n": in_chains} if step.is_shared else "",
    )
