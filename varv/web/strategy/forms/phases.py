"""One form for a change of phase: the phase itself, then every goal that holds, then every target of its figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import StrategyPhase, Succession
from varv.core.refusals import RuleBroken
from varv.core.status import Band
from varv.indicators.fates import TargetFate
from varv.indicators.models import Indicator, PeriodPath
from varv.overview.strategy.document_phases import GoalInForce, TargetLine
from varv.overview.words import refusal
from varv.strategy.fates import Fate
from varv.strategy.models import Goal, SteeringDocument
from varv.web.indicators.fields import NumberField, PeriodField
from varv.web.strategy.forms.fields import CodeChoice, DayField, PlanForm, ProseField

GOAL_FATES = (
    (Succession.CARRIED.value, _("Carry on as it is")),
    (Succession.CHANGED.value, _("Rewrite")),
    (Succession.ENDED.value, _("End")),
)
TARGET_FATES = (
    (Succession.CARRIED.value, _("Carry on")),
    (Succession.CHANGED.value, _("New target")),
    (Succession.ENDED.value, _("No target any more")),
)


@dataclass(frozen=True)
class TargetPart:
    """A target on the page, with the fields that are asked about it."""

    target: TargetLine
    how: forms.BoundField
    wanted: tuple[forms.BoundField, ...]


@dataclass(frozen=True)
class GoalPart:
    """A goal on the page, with the fields that are asked about it and about its targets."""

    line: GoalInForce
    how: forms.BoundField
    name: forms.BoundField
    reason: forms.BoundField
    targets: tuple[TargetPart, ...]


class PhaseForm(PlanForm):
    """Which phase begins, when and why; and what becomes of every goal and every target."""

    to = CodeChoice(StrategyPhase, label=_("Which phase begins?"), widget=forms.RadioSelect)
    on = DayField(label=_("From which day?"))
    reason = ProseField(
        label=_("Why does it begin now?"),
        help_text=_("Also stands for every goal that is carried on without a reason of its own."),
    )

    def __init__(self, *args: Any, document: SteeringDocument, goals: Sequence[GoalInForce], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        phases = self.fields["to"]
        phases.choices = [choice for choice in phases.choices if choice[0] != document.phase]  # type: ignore[attr-defined]  # a field with choices
        for line in goals:
            self._ask_about_goal(line.goal)
            for target in line.targets:
                self._ask_about_target(target)

    def _ask_about_goal(self, goal: Goal) -> None:
        self.fields |= {
            f"how-{goal.pk}": _fate(_("What becomes of %(goal)s?") % {"goal": goal}, GOAL_FATES),
            f"name-{goal.pk}": forms.CharField(
                label=_("What does it say from now on?"), max_length=200, required=False
            ),
            f"reason-{goal.pk}": forms.CharField(label=_("Why?"), max_length=1000, required=False),
        }

    def _ask_about_target(self, target: TargetLine) -> None:
        key = target.indicator_id
        label = _("What becomes of the target for %(name)s?") % {"name": target.indicator}
        self.fields[f"aim-{key}"] = _fate(label, TARGET_FATES)
        self.fields |= dict(zip(_wanted_of(target), _wanted_fields(target), strict=True))

    def parts(self) -> Iterator[GoalPart]:
        """Every goal with its fields, as a reader meets them."""
        for line in self.goals:
            how, name, reason = (self[f"{asked}-{line.goal.pk}"] for asked in ("how", "name", "reason"))
            yield GoalPart(line, how, name, reason, tuple(map(self._target_part, line.targets)))

    def _target_part(self, target: TargetLine) -> TargetPart:
        wanted = tuple(self[name] for name in _wanted_of(target))
        return TargetPart(target, self[f"aim-{target.indicator_id}"], wanted)

    def clean(self) -> None:
        """What is rewritten or ended says why; what is rewritten says how it reads; a new target is whole."""
        for line in self.goals:
            self._clean_goal(line.goal.pk)
            for target in line.targets:
                self._clean_target(target)

    def _clean_goal(self, key: int) -> None:
        how = self.cleaned_data.get(f"how-{key}")
        if how is Succession.CHANGED and not self.cleaned_data.get(f"name-{key}"):
            self.add_error(f"name-{key}", _("Write what the goal says from now on, or carry it on as it is."))
        if how in {Succession.CHANGED, Succession.ENDED} and not self.cleaned_data.get(f"reason-{key}"):
            self.add_error(f"reason-{key}", _("Write why. The reader in four years needs to understand."))

    def _clean_target(self, target: TargetLine) -> None:
        names = _wanted_of(target)
        if self.cleaned_data.get(f"aim-{target.indicator_id}") is not Succession.CHANGED:
            for name in names:
                self.errors.pop(name, None)
            return
        for name in names:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill this in, or carry the old target on."))
        if not self.errors.keys() & set(names):
            try:
                self._wanted(target)
            except RuleBroken as refused:
                self.add_error(names[0], refusal(refused))

    def _wanted(self, target: TargetLine) -> PeriodPath | Band:
        """The new target: a path from the old baseline, or a band. Refuses a path that has no length."""
        said, key = self.cleaned_data, target.indicator_id
        if target.baseline is None or target.baseline_period is None:
            return Band(said[f"low-{key}"], said[f"high-{key}"])
        path = PeriodPath(target.baseline, target.baseline_period, said[f"level-{key}"], said[f"level_period-{key}"])
        path.as_path()
        return path

    def fates(self) -> dict[Goal, Fate]:
        """What becomes of every goal. One that is carried on without a word has the reason of the whole change."""
        said = self.cleaned_data
        return {
            line.goal: Fate(
                said[f"how-{line.goal.pk}"],
                said[f"reason-{line.goal.pk}"] or said["reason"],
                said[f"name-{line.goal.pk}"],
            )
            for line in self.goals
        }

    def targets(self, indicators: dict[int, Indicator]) -> dict[Indicator, TargetFate]:
        """What becomes of every target, by the region's indicators."""
        found = {}
        for target in (target for line in self.goals for target in line.targets):
            how = self.cleaned_data[f"aim-{target.indicator_id}"]
            wanted = self._wanted(target) if how is Succession.CHANGED else None
            found[indicators[target.indicator_id]] = TargetFate(how, wanted)
        return found


def _wanted_of(target: TargetLine) -> tuple[str, str]:
    """What the fields for a new target are called: a path has a level to be reached by a period, a band two ends."""
    first, second = ("level", "level_period") if target.low is None else ("low", "high")
    return f"{first}-{target.indicator_id}", f"{second}-{target.indicator_id}"


def _wanted_fields(target: TargetLine) -> tuple[forms.Field, forms.Field]:
    if target.low is None:
        period = PeriodField(label=_("To be reached by"), required=False, help_text="")
        return NumberField(label=_("New target"), required=False), period
    return NumberField(label=_("Lowest"), required=False), NumberField(label=_("Highest"), required=False)


def _fate(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=Succession, initial=Succession.CARRIED, widget=forms.RadioSelect
    )
