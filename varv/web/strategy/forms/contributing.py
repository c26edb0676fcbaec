from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import DecimalValidator
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import Strength
from varv.strategy.models import Goal
from varv.strategy.operations import PartnerGoal
from varv.web.gate import sent_number
from varv.web.indicators.fields import NumberField
from varv.web.strategy.forms.fields import CodeChoice, DayField, EditForm, GoalField, Line, PlanForm, ProseField, goals

FEWEST_ROWS, MORE_ROWS, MOST_ROWS = 5, 5, 60
_fits = DecimalValidator(5, 2)
CELLS = ("outline", "name", "target", "strength")
LONGEST_ORGANISATION, LONGEST_NAME = 78, 120  # together with ": " as long as a document's title may be


class ShareField(NumberField):
    """A share in per cent, as people write it, with two decimals at most."""

    def clean(self, value: Any) -> Any:
        share = super().clean(value)
        if share is not None:
            try:
                _fits(share)
            except forms.ValidationError as misfit:
                said = _("Write a share between 0 and 100, with two decimals at most.")
                raise forms.ValidationError(said) from misfit
        return share


class ContributionForm(PlanForm):
    """How clearly a goal is found in another, how much of it, and why."""

    strength = CodeChoice(
        Strength,
        label=_("How clearly?"),
        widget=forms.RadioSelect,
        help_text=_(
            "Mentioned: the word is there. Partly: some of it is. Clearly: the goal or an activity carries it."
        ),
    )
    share = ShareField(
        label=_("Share of the goal, in per cent"),
        required=False,
        help_text=_("Only if someone has said so. All the shares of a goal are 100 per cent at most."),
    )
    reason = ProseField(
        label=_("Why do you see it there?"), required=False, help_text=_("Quote the plan, or say what carries it.")
    )


class LinkGoalsForm(ContributionForm):
    """A goal of another document; which way the link goes, the page says."""

    other = GoalField(goals, label=_("Goal"), empty_label=_("Choose a goal"))

    field_order = ("other", "strength", "reason", "share")

    def __init__(self, *args: Any, goal: Goal, document_id: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["other"]
        offered.queryset = offered.queryset.exclude(document=goal.document_id)
        if document_id:
            offered.queryset = offered.queryset.filter(document=document_id)


class EditContributionForm(ContributionForm, EditForm):
    """A link, said better."""

    field_order = ("strength", "reason", "share")


@dataclass(frozen=True)
class GoalRow:
    """The fields of one goal of the plan, in the order of the columns."""

    number: int
    cells: tuple[forms.BoundField, ...]

    @property
    def errors(self) -> list[str]:
        """What is to be put right in the row."""
        return [str(error) for cell in self.cells for error in cell.errors]


class PartnerPlanForm(PlanForm):
    """Somebody else's plan with its goals, each with the goal of ours that it contributes to.

    An empty row is left out. A number that is not written is the row's own.
    """

    organisation = forms.CharField(
        label=_("Whose plan is it?"), max_length=LONGEST_ORGANISATION, help_text=_("For example a municipality.")
    )
    name = forms.CharField(label=_("What is it called?"), max_length=LONGEST_NAME)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it holds until further notice.")
    )
    link = forms.URLField(label=_("Link to the plan"), max_length=500, required=False, assume_scheme="https")
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS)

    def __init__(self, *args: Any, targets: Iterable[Goal], rows: int = FEWEST_ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = sent_number(str(self.data.get("rows", ""))) if self.is_bound else 0
        self.count = min(sent or rows, MOST_ROWS)
        self.initial.setdefault("rows", self.count)
        self.targets = {str(goal.pk): goal for goal in targets}
        for number in range(1, self.count + 1):
            self._add_row(number)

    def _add_row(self, number: int) -> None:
        row = {"number": number}
        choices = [("", _("None of them")), *((pk, str(goal)) for pk, goal in self.targets.items())]
        self.fields[f"outline_{number}"] = forms.CharField(
            label=_("Number of goal %(number)s") % row, max_length=20, required=False, initial=str(number)
        )
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Goal %(number)s") % row, max_length=200, required=False
        )
        self.fields[f"target_{number}"] = forms.TypedChoiceField(
            label=_("Goal %(number)s contributes to") % row,
            choices=choices,
            coerce=self.targets.get,
            empty_value=None,
            required=False,
        )
        strength = CodeChoice(Strength, label=_("How clearly goal %(number)s") % row, initial=Strength.PARTLY)
        strength.required = False
        self.fields[f"strength_{number}"] = strength

    def clean(self) -> dict[str, Any]:
        """A goal that contributes to something has a name, and no number stands twice."""
        cleaned: dict[str, Any] = super().clean() or {}
        seen: dict[str, int] = {}
        for number in self._used(cleaned):
            if not cleaned.get(f"name_{number}") and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", _("Write what the goal is called, or choose “None of them”."))
            outline = cleaned.get(f"outline_{number}") or str(number)
            if outline in seen:
                self.add_error(f"outline_{number}", _("Another goal has the same number. Give each its own."))
            seen[outline] = number
        if not seen:
            self.add_error("name_1", _("Write at least one of the plan's goals."))
        return cleaned

    def _used(self, cleaned: dict[str, Any]) -> list[int]:
        rows = range(1, self.count + 1)
        return [
            row
            for row in rows
            if cleaned.get(f"name_{row}") or cleaned.get(f"target_{row}") or f"name_{row}" in self.errors
        ]

    def plan(self) -> dict[str, Any]:
        """What ``enter_partner_plan`` takes."""
        said = self.cleaned_data
        told = {name: said[name] for name in ("organisation", "name", "starts_on", "ends_on", "link")}
        return told | {"goals": [self._goal(row) for row in self._used(said)]}

    def _goal(self, row: int) -> PartnerGoal:
        said = self.cleaned_data
        return PartnerGoal(
            outline=said[f"outline_{row}"] or str(row),
            name=said[f"name_{row}"],
            contributes_to=said[f"target_{row}"],
            strength=said[f"strength_{row}"] or Strength.PARTLY,
        )

    def lines(self) -> Iterator[Line]:
        """The fields about the plan itself."""
        for line in super().lines():
            if line.field.name.rpartition("_")[0] not in CELLS:
                yield line

    def goal_rows(self) -> Iterator[GoalRow]:
        """The rows of goals."""
        for number in range(1, self.count + 1):
            yield GoalRow(number, tuple(self[f"{cell}_{number}"] for cell in CELLS))
