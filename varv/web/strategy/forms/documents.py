from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import DocumentKind, GoalKind, StrategyPhase
from varv.core.status import Direction
from varv.strategy.models import Goal, SteeringDocument
from varv.web.strategy.forms.fields import (
    CodeChoice,
    DayField,
    EditForm,
    PlanForm,
    ProseField,
    RegionField,
    documents,
    goals,
    owner_field,
)

HAS_TARGET, ONLY_WISHED = "target", "wish"


class DocumentForm(PlanForm):
    """A steering document."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = CodeChoice(DocumentKind, label=_("Kind"))
    parent = RegionField(
        documents,
        label=_("Placed under"),
        required=False,
        empty_label=_("Nothing: it stands at the top"),
        help_text=_("The document that this one carries out. An action plan often stands under the strategy."),
    )
    summary = ProseField(
        label=_("Summary"), required=False, help_text=_("What it is for, in a sentence or two for someone new.")
    )
    phase = CodeChoice(StrategyPhase, label=_("Phase"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it holds until further notice.")
    )
    link = forms.URLField(label=_("Link to the document"), max_length=500, required=False, assume_scheme="https")


class EditDocumentForm(DocumentForm, EditForm):
    """A draft or a revision. It is never offered a place under itself."""

    def __init__(self, *args: Any, document: SteeringDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = self.fields["parent"]
        parents.queryset = parents.queryset.exclude(pk=document.pk)  # type: ignore[attr-defined]  # a field for rows


class AdoptForm(PlanForm):
    """A decision: when, by whom and why."""

    adopted_on = DayField(label=_("Decided on"))
    adopted_by = forms.CharField(
        label=_("Decided by"), max_length=120, help_text=_("For example the regional council or a committee.")
    )
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )
    reason = ProseField(label=_("Reasons"), required=False)

    def __init__(self, *args: Any, versions: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if versions:
            reason = self.fields["reason"]
            reason.required, reason.label = True, _("What made you change it?")
            reason.help_text = _("The reader in four years needs to understand.")


class GoalForm(PlanForm):
    """A goal: with a target, or only with a wished direction."""

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
        help_text=_("A target is not the goal. A goal without a target is followed too."),
    )
    wished = CodeChoice(Direction, label=_("Wished direction"), nothing=_("Not said"))
    phase = CodeChoice(StrategyPhase, label=_("Belongs to one phase"), nothing=_("All phases"))
    owner = owner_field(_("Who looks after the goal"))

    def __init__(self, *args: Any, document: SteeringDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_goals(self, document)


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


def offer_goals(form: forms.Form, document: SteeringDocument, besides: Goal | None = None) -> None:
    """Only the document's own goals can be stood under."""
    if "parent" not in form.fields:
        return
    parents = form.fields["parent"]
    own = parents.queryset.filter(document=document)  # type: ignore[attr-defined]  # a field for rows
    parents.queryset = own.exclude(pk=besides.pk if besides else None)  # type: ignore[attr-defined]  # the same
    parents.label_from_instance = str  # type: ignore[attr-defined]  # the document is known
