from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from varv.core.kinds import GoalKind, StrategyPhase
from varv.core.outline import Way
from varv.core.status import Direction
from varv.strategy.fates import NewGoal
from varv.strategy.models import Goal, SteeringDocument
from varv.web.offers import RowsField
from varv.web.strategy.forms.fields import CodeChoice, EditForm, PlanForm, ProseField, RegionField, goals, owner_field
from varv.web.strategy.forms.scoped import narrow_goal_form

HAS_TARGET, ONLY_WISHED = "target", "wish"
PARTS = ("first", "second", "third")


class GoalForm(PlanForm):
    """A goal: with a target, or with something else to be judged by."""

    parent = RegionField(goals, label=_("Placed under"), required=False, empty_label=_("Nothing: it stands at the top"))
    outline = forms.CharField(
        label=_("Number"), max_length=20, help_text=_("As it stands in the document, for example 2.1.")
    )
    name = forms.CharField(label=_("Goal"), max_length=200, help_text=_("What is different when you have got there."))
    description = ProseField(label=_("Description"), required=False)
    kind = CodeChoice(GoalKind, label=_("Kind"), widget=forms.RadioSelect)
    is_targeted = forms.TypedChoiceField(
        label=_("Does the goal have a target?"),
        choices=(
            (HAS_TARGET, _("Yes. A figure says when we are there")),
            (ONLY_WISHED, _("No. We only say which way it should go")),
        ),
        coerce=lambda written: written == HAS_TARGET,
        widget=forms.RadioSelect,
        help_text=_(
            "A target is not the goal. A goal without a target is followed too: then one of the next three is needed, "
            "unless it is a process goal."
        ),
    )
    wished = CodeChoice(Direction, label=_("Wished direction"), nothing=_("Not said"))
    peer_rule = forms.CharField(
        label=_("Better than whom?"),
        max_length=300,
        required=False,
        help_text=_("For example: more new companies per 1,000 inhabitants than comparable counties."),
    )
    gap_rule = forms.CharField(
        label=_("Which gap should shrink?"),
        max_length=300,
        required=False,
        help_text=_("For example: a smaller gap between women and men."),
    )
    phase = CodeChoice(StrategyPhase, label=_("Belongs to one phase"), nothing=_("All phases"))
    owner = owner_field(_("Who looks after the goal"))

    def __init__(self, *args: Any, document: SteeringDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_goals(self, document)
        narrow_goal_form(self, document.region_id, with_target=HAS_TARGET, only_wished=ONLY_WISHED)


class EditGoalForm(GoalForm, EditForm):
    """What a goal says. Where it stands is changed by moving it."""

    parent = None  # type: ignore[assignment]  # Django's way to leave a field out


class MoveGoalForm(EditForm):
    """Where a goal stands."""

    parent = RegionField(goals, label=_("Placed under"), required=False, empty_label=_("Nothing: it stands at the top"))
    place = forms.IntegerField(
        label=_("Place among its neighbours"), min_value=1, max_value=1000, help_text=_("1 is first.")
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_goals(self, goal.document, besides=goal)


class ShiftGoalForm(EditForm):
    """One step in the tree: what the four buttons beside a goal send."""

    way = CodeChoice(Way, label=_("Which way?"))


class RetireGoalForm(PlanForm):
    """Why a goal no longer holds."""

    reason = ProseField(
        label=_("Why does it no longer hold?"),
        help_text=_("For example that it has been reached, or that another goal covers it."),
    )


class MergeGoalsForm(PlanForm):
    """Which goals become one, and what the one says."""

    others = RowsField(
        label=_("Together with which goals?"),
        queryset=Goal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What hangs on each goal is counted beside it. It stays there, and you tie it to the new goal."),
    )
    outline = forms.CharField(label=_("Number of the new goal"), max_length=20)
    name = forms.CharField(label=_("What does the new goal say?"), max_length=200)
    description = ProseField(label=_("Description"), required=False)
    reason = ProseField(label=_("Why do they become one?"))

    def __init__(self, *args: Any, goal: Goal, hanging: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = Goal.objects.of(goal.region_id).filter(document=goal.document_id).in_force().exclude(pk=goal.pk)
        others = self.fields["others"]
        others.queryset = beside.in_outline_order()  # type: ignore[attr-defined]  # a field for rows
        others.label_from_instance = lambda other: _told(other, hanging.get(other.pk, 0))  # type: ignore[attr-defined]  # the same

    def into(self) -> NewGoal:
        """The goal that takes over."""
        return NewGoal(**{name: self.cleaned_data[name] for name in ("outline", "name", "description")})


class SplitGoalForm(PlanForm):
    """The goals that one goal becomes: two, or three."""

    first_outline = forms.CharField(label=_("Number of the first goal"), max_length=20)
    first_name = forms.CharField(label=_("What does the first goal say?"), max_length=200)
    second_outline = forms.CharField(label=_("Number of the second goal"), max_length=20)
    second_name = forms.CharField(label=_("What does the second goal say?"), max_length=200)
    third_outline = forms.CharField(label=_("Number of the third goal"), max_length=20, required=False)
    third_name = forms.CharField(label=_("What does the third goal say?"), max_length=200, required=False)
    reason = ProseField(label=_("Why is it divided?"))

    def clean(self) -> None:
        """A goal has a number and a name, or neither."""
        number, name = (self.cleaned_data.get(f"third_{part}") for part in ("outline", "name"))
        if bool(number) != bool(name):
            self.add_error("third_name" if number else "third_outline", _("Write both the number and what it says."))

    def into(self) -> Sequence[NewGoal]:
        """The goals that take over."""
        written = [NewGoal(self.cleaned_data[f"{part}_outline"], self.cleaned_data[f"{part}_name"]) for part in PARTS]
        return [goal for goal in written if goal.name]


def _told(goal: Goal, hanging: int) -> str:
    told = ngettext("%(n)d thing hangs on it", "%(n)d things hang on it", hanging) % {"n": hanging}
    return f"{goal} ({told})" if hanging else str(goal)


def offer_goals(form: forms.Form, document: SteeringDocument, besides: Goal | None = None) -> None:
    """Only the document's own goals can be stood under."""
    if "parent" not in form.fields:
        return
    parents = form.fields["parent"]
    own = parents.queryset.filter(document=document)  # type: ignore[attr-defined]  # a field for rows
    parents.queryset = own.exclude(pk=besides.pk if besides else None)  # type: ignore[attr-defined]  # the same
    parents.label_from_instance = str  # type: ignore[attr-defined]  # the document is known
