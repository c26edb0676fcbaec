"""A chain on the workbench: what can be changed in it, who changed what lately, and what can be undone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from varv.core.roles import Actor
from varv.core.theory import Level
from varv.core.workflow import PlanState
from varv.strategy import rules
from varv.strategy.models import Chain, ChainEdit, ChainLink, ChainStep

RECENT = 6
KINDS = ("step", "link", "factor")


@dataclass(frozen=True)
class Tie:
    """A link from a step: where it leads."""

    link_id: int
    target_id: int
    text: str


@dataclass(frozen=True)
class Elsewhere:
    """Another chain where the same step stands."""

    chain_id: int
    name: str


@dataclass(frozen=True)
class WorkStep:
    """A step that can be written in. ``place`` counts from 1 among the ``among`` steps of its level."""

    id: int
    revision: int
    level: Level
    text: str
    place: int
    among: int
    leads_to: tuple[Tie, ...]
    led_to_by: int
    also_in: tuple[Elsewhere, ...]

    @property
    def anchor(self) -> str:
        """What the step is called within its page."""
        return f"led-{self.id}"

    @property
    def is_first(self) -> bool:
        """Whether it is the uppermost of its level."""
        return self.place == 1

    @property
    def is_last(self) -> bool:
        """Whether it is the undermost of its level."""
        return self.place == self.among

    @property
    def is_alone(self) -> bool:
        """Whether nothing leads here and it leads nowhere."""
        return not self.leads_to and not self.led_to_by


@dataclass(frozen=True)
class Column:
    """A level with its steps; it may be empty."""

    level: Level
    steps: tuple[WorkStep, ...]

    @property
    def anchor(self) -> str:
        """What the level is called within its page."""
        return f"niva-{self.level}"


@dataclass(frozen=True)
class EditLine:
    """One edit: who did what to which kind of thing; ``steps`` are the steps of this chain that it touched."""

    number: int
    verb: str
    kind: str
    text: str
    by: str
    by_id: int
    at: datetime
    steps: tuple[int, ...]


@dataclass(frozen=True)
class ChainEditor:
    """The chain as it stands after edit ``number``; every level is a column."""

    id: int
    name: str
    state: PlanState
    number: int
    columns: tuple[Column, ...]
    undo: EditLine | None
    redo: EditLine | None
    recent: tuple[EditLine, ...]

    @property
    def steps(self) -> tuple[WorkStep, ...]:
        """The steps as a reader meets them, level by level."""
        return tuple(step for column in self.columns for step in column.steps)


@dataclass(frozen=True)
class Loan:
    """A step of another chain that can be placed here too."""

    step_id: int
    level: Level
    text: str
    chain: str


def chain_editor(chain: Chain, by: Actor) -> ChainEditor:
    """The chain to work in, as this person sees it, in six queries."""
    columns = _columns(chain)
    texts = {step.id: step.text for column in columns for step in column.steps}
    done, undone = rules.own_edits(chain, by)
    recent = _edits(chain).order_by("-number")[:RECENT]
    turns = {edit.pk: edit for edit in _edits(chain).filter(pk__in=[*done[-1:], *undone[-1:]])}
    lines = tuple(_line(edit, texts) for edit in recent)
    return ChainEditor(
        id=chain.pk,
        name=chain.name,
        state=chain.state,
        number=lines[0].number if lines else 0,
        columns=columns,
        undo=_line(turns[done[-1]], texts) if done else None,
        redo=_line(turns[undone[-1]], texts) if undone else None,
        recent=lines,
    )


def latest_edit(chain: Chain) -> int:
    """The number of the chain's latest edit, 0 when there is none; one query."""
    found = ChainEdit.objects.of(chain.region_id).filter(chain=chain).aggregate(number=Max("number"))
    return found["number"] or 0


def edits_since(chain: Chain, number: int) -> tuple[EditLine, ...]:
    """What was done after this edit, the oldest first, in two queries."""
    steps = ChainStep.objects.of(chain.region_id).filter(chain=chain)
    texts = dict(steps.order_by("pk").values_list("pk", "text"))
    return tuple(_line(edit, texts) for edit in _edits(chain).filter(number__gt=number).order_by("number"))


def loans(chain: Chain) -> tuple[Loan, ...]:
    """Steps of other chains that do not stand here already, chain by chain, in two queries."""
    steps = ChainStep.objects.of(chain.region_id).exclude(chain=chain).select_related("chain")
    here = ChainStep.objects.of(chain.region_id).filter(chain=chain)
    taken = {pk for pair in here.order_by("pk").values_list("pk", "origin") for pk in pair if pk}
    found = [step for step in steps.order_by("chain__name", "place", "pk") if (step.origin_id or step.pk) not in taken]
    first: dict[int, ChainStep] = {}
    for step in found:
        first.setdefault(step.origin_id or step.pk, step)
    in_order = sorted(first.values(), key=lambda step: (step.chain.name, step.level.rank, step.place, step.pk))
    return tuple(Loan(step.pk, step.level, step.text, step.chain.name) for step in in_order)


def _columns(chain: Chain) -> tuple[Column, ...]:
    steps = list(ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order())
    ties, led = _ties(chain, {step.pk: step for step in steps})
    elsewhere = _elsewhere(chain, steps)
    of_level: defaultdict[Level, list[ChainStep]] = defaultdict(list)
    for step in steps:
        of_level[step.level].append(step)
    return tuple(Column(level, _work_steps(of_level[level], ties, led, elsewhere)) for level in Level)


def _work_steps(
    steps: list[ChainStep],
    ties: Mapping[int, list[Tie]],
    led: Mapping[int, int],
    elsewhere: Mapping[int, list[Elsewhere]],
) -> tuple[WorkStep, ...]:
    """The steps of one level."""
    return tuple(
        WorkStep(
            id=step.pk,
            revision=step.revision,
            level=step.level,
            text=step.text,
            place=place,
            among=len(steps),
            leads_to=tuple(ties.get(step.pk, ())),
            led_to_by=led.get(step.pk, 0),
            also_in=tuple(elsewhere.get(step.origin_id or step.pk, ())),
        )
        for place, step in enumerate(steps, start=1)
    )


def _ties(chain: Chain, steps: Mapping[int, ChainStep]) -> tuple[dict[int, list[Tie]], dict[int, int]]:
    """Where each step leads, and how many links lead to it."""
    ties: defaultdict[int, list[Tie]] = defaultdict(list)
    led: defaultdict[int, int] = defaultdict(int)
    order = {pk: (step.level.rank, place) for place, (pk, step) in enumerate(steps.items())}
    links = ChainLink.objects.of(chain.region_id).filter(chain=chain).order_by("pk")
    for link in sorted(links, key=lambda link: order[link.target_id]):
        ties[link.source_id].append(Tie(link.pk, link.target_id, steps[link.target_id].text))
        led[link.target_id] += 1
    return ties, led


def _elsewhere(chain: Chain, steps: list[ChainStep]) -> dict[int, list[Elsewhere]]:
    """For each shared step's origin, the other chains where it stands, by name."""
    roots = [step.origin_id or step.pk for step in steps]
    placings = ChainStep.objects.of(chain.region_id).filter(Q(pk__in=roots) | Q(origin__in=roots))
    found: defaultdict[int, list[Elsewhere]] = defaultdict(list)
    for step in placings.exclude(chain=chain).select_related("chain").order_by("chain__name", "pk"):
        found[step.origin_id or step.pk].append(Elsewhere(step.chain_id, step.chain.name))
    return found


def _edits(chain: Chain) -> Any:
    return ChainEdit.objects.of(chain.region_id).filter(chain=chain).select_related("made_by")


def _line(edit: ChainEdit, texts: Mapping[int, str]) -> EditLine:
    kind = next(kind for kind in KINDS if edit.after.get(kind))
    rows = [edit.after[kind][pk] or edit.before[kind][pk] for pk in edit.after[kind]]
    touched = {row["id"] for row in _rows(edit, "step")}
    touched |= {row[end] for row in _rows(edit, "link") for end in ("source_id", "target_id")}
    return EditLine(
        number=edit.number,
        verb=edit.verb,
        kind=kind,
        text=_text(kind, rows[0], texts),
        by=edit.made_by.name,
        by_id=edit.made_by_id,
        at=edit.made_at,
        steps=tuple(sorted(touched & texts.keys())),
    )


def _rows(edit: ChainEdit, kind: str) -> list[dict[str, Any]]:
    return [row for side in (edit.before, edit.after) for row in side.get(kind, {}).values() if row]


def _text(kind: str, row: Mapping[str, Any], texts: Mapping[int, str]) -> str:
    if kind != "link":
        return str(row["text"])
    return " → ".join(texts.get(row[end], "…") for end in ("source_id", "target_id"))
