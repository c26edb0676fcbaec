from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.theory import Level
from varv.delivery.models import Initiative
from varv.delivery.rules import PLANNED_LEVELS
from varv.overview.delivery.delivery_board import InitiativeWish, Sort
from varv.overview.words import word
from varv.regions.models import Unit, User
from varv.strategy.models import Chain, ChainStep, GenericActivity, Goal
from varv.strategy.scope import scope_of
from varv.web.delivery.fields import AmountField, LineField, TextField
from varv.web.learning.forms.fields import DayField, words_of

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def _within_reach(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(_("Choose a day between 1990 and 2100."))


def people_here(region_id: int) -> Any:
    """Everyone who works in the region now, by name."""
    return User.objects.working_in(region_id).order_by("name")


def _goals(region_id: int) -> Any:
    return Goal.objects.of(region_id).in_force().in_outline_order().select_related("document")


def _goals_to_tie(region_id: int) -> Any:
    """Without action plans (vägval) insatser are tied straight to the strategy's goals."""
    scope = scope_of(region_id)
    return _goals(region_id).filter(document__kind__in=[kind for kind in DocumentKind if scope.ties_to(kind)])


# What of the region's own each field offers.
OFFERS: dict[str, Callable[[int], Any]] = {
    "chain": lambda region_id: Chain.objects.of(region_id).order_by("name"),
    "unit": lambda region_id: Unit.objects.of(region_id).order_by("name"),
    "responsible": people_here,
    "goal": _goals_to_tie,
    "goals": _goals_to_tie,
    "every_goal": _goals,
    "generic_activity": lambda region_id: GenericActivity.objects.of(region_id).in_order(),
}


class _GoalLabels:
    """Goals of several documents may have the same number, so each says which document it stands in."""

    def label_from_instance(self, goal: Goal) -> str:
        return f"{goal} ({goal.document})"


class GoalField(_GoalLabels, forms.ModelChoiceField[Goal]):
    """One goal."""


class GoalsField(_GoalLabels, forms.ModelMultipleChoiceField[Goal]):
    """Any number of goals."""


class RegionForm(forms.Form):
    """A form that offers only what is the region's own."""

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OFFERS.keys() & self.fields.keys():
            self.fields[name].queryset = OFFERS[name](region_id)  # type: ignore[attr-defined]  # a choice among rows


class InitiativeForm(RegionForm):
    """What an insats is called, who does it, and when."""

    name = LineField(label=_("What is the initiative called?"), max_length=160)
    description = TextField(
        label=_("What is it about?"),
        required=False,
        rows=3,
        max_length=5000,
        help_text=_("A few sentences for someone who has not heard of it."),
    )
    kind = forms.TypedChoiceField(label=_("Whose is it?"), choices=words_of(InitiativeKind), coerce=InitiativeKind)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose a unit"))
    responsible = forms.ModelChoiceField(
        label=_("Who is responsible, and writes the reports?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
    )
    starts_on = DayField(label=_("First day"), validators=[_within_reach])
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        validators=[_within_reach],
    )
    chain = forms.ModelChoiceField(
        label=_("Effect chain"),
        queryset=Chain.objects.none(),
        required=False,
        empty_label=_("None yet"),
        help_text=_("The chain that the initiative tests. It can be chosen later."),
    )


class StartForm(InitiativeForm):
    """A new insats of a chosen kind of activity, with the goals it is meant to help towards."""

    generic_activity = forms.ModelChoiceField(
        queryset=GenericActivity.objects.none(), widget=forms.HiddenInput, label=_("Kind of activity")
    )
    goals = GoalsField(
        label=_("Goals it is meant to help towards"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose those where you can say why. The reasons can be written afterwards."),
    )


class EditForm(InitiativeForm):
    """The same, changed; ``revision`` finds out that somebody else was here first."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ContributionForm(RegionForm):
    """A goal, and why the insats is thought to help towards it."""

    goal = GoalField(label=_("Goal"), queryset=Goal.objects.none(), empty_label=_("Choose a goal"))
    reason = TextField(
        label=_("Why do you think that it helps?"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("A hypothesis, in one sentence. It is shown as hypothetical until an evaluation has shown it."),
    )


class EditResultForm(forms.Form):
    """What is to be reached, and how much of it."""

    text = LineField(label=_("What is to be reached?"), max_length=300)
    planned = AmountField(
        label=_("How much?"), required=False, help_text=_("Leave it empty if it cannot be said in a number.")
    )
    unit = LineField(label=_("Of what?"), required=False, max_length=60, help_text=_("For example participants."))
    step = forms.ModelChoiceField(
        label=_("Step of the chain"), queryset=ChainStep.objects.none(), required=False, empty_label=_("None")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, initiative: Initiative, levels: tuple[Level, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = ChainStep.objects.of(initiative.region_id).filter(chain_id=initiative.chain_id, level__in=levels)
        self.fields["step"].queryset = steps.in_order()  # type: ignore[attr-defined]  # a choice among rows


class ResultForm(EditResultForm):
    """One more output or outcome."""

    level = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=lambda: [(level.value, word(level)) for level in PLANNED_LEVELS],
        coerce=Level,
        widget=forms.RadioSelect,
        initial=Level.OUTPUT,
    )
    revision = None  # type: ignore[assignment]  # Django's way to leave a field out: there is nothing to be stale against

    field_order = ("level", "text", "planned", "unit", "step")


class WishForm(RegionForm):
    """Which insatser to show; it stands in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    aktivitet = forms.ModelChoiceField(
        label=_("Kind of activity"),
        queryset=GenericActivity.objects.none(),
        required=False,
        empty_label=_("All kinds"),
    )
    mal = GoalField(label=_("Goal"), queryset=Goal.objects.none(), required=False, empty_label=_("All goals"))
    kedja = forms.ModelChoiceField(
        label=_("Effect chain"), queryset=Chain.objects.none(), required=False, empty_label=_("All chains")
    )
    ordning = forms.TypedChoiceField(
        label=_("Order"),
        choices=[(Sort.NAME, _("By name")), (Sort.START, _("Newest first")), (Sort.STATE, _("By state"))],
        coerce=Sort,
        empty_value=Sort.NAME,
        required=False,
    )

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, region_id=region_id, **kwargs)
        for field, offer in (("aktivitet", "generic_activity"), ("mal", "every_goal"), ("kedja", "chain")):
            self.fields[field].queryset = OFFERS[offer](region_id)  # type: ignore[attr-defined]  # a choice among rows

    def wish(self, **more: Any) -> InitiativeWish:
        """What is asked for; what cannot be read is left out."""
        self.is_valid()
        activity, goal, chain = (self.cleaned_data.get(name) for name in ("aktivitet", "mal", "kedja"))
        return InitiativeWish(
            words=self.cleaned_data.get("q", ""),
            activity_id=activity and activity.pk,
            goal_id=goal and goal.pk,
            chain_id=chain and chain.pk,
            sort=self.cleaned_data.get("ordning") or Sort.NAME,
            **more,
        )
