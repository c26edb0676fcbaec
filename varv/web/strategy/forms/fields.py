"""The fields that several forms of PLAN share, and the form that keeps what was written beside what stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.overview.words import word
from varv.regions.models import User
from varv.strategy.models import ActionArea, Chain, ChainStep, GenericActivity, Goal, SteeringDocument
from varv.web.strategy.forms.scoped import name_levels

LONGEST_TEXT = 10_000


def words_of(codes: type[StrEnum], nothing: Any = None) -> Callable[[], list[tuple[str, Any]]]:
    """The codes with their words, for a form's choices; ``nothing`` is what no choice is called."""
    return lambda: [*([("", nothing)] if nothing else []), *((code.value, word(code)) for code in codes)]


class CodeChoice(forms.TypedChoiceField):
    """One code of an enumeration, or none if that is offered."""

    def __init__(self, codes: type[StrEnum], *, nothing: Any = None, **options: Any) -> None:
        super().__init__(
            choices=words_of(codes, nothing), coerce=codes, empty_value=None, required=not nothing, **options
        )


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        told = {"invalid": _("Write the day as year-month-day, for example 2027-01-29.")}
        super().__init__(**{"input_formats": ["%Y-%m-%d"], "error_messages": told, **options})


class ProseField(forms.CharField):
    """What a person writes in sentences. It has an end, so that nobody loses a pasted report."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


class RegionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # one field for several models
    """Rows of the region that may be chosen. The form fills in which region."""

    def __init__(self, offer: Callable[[int], Any], **options: Any) -> None:
        self.offer = offer
        super().__init__(queryset=offer(0), **options)


class GoalField(RegionField):
    """A goal, told with its document."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.document})"


class AreaField(RegionField):
    """An area, told with its document."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.document})"


class StepField(RegionField):
    """A step, told with its level."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{word(obj.level)}: {obj.text}"


def owner_field(label: Any) -> RegionField:
    """Someone who works in the region, or nobody."""
    return RegionField(
        lambda region_id: User.objects.working_in(region_id).order_by("name"),
        label=label,
        required=False,
        empty_label=_("Nobody yet"),
    )


def documents(region_id: int) -> Any:
    """The region's documents by title."""
    return SteeringDocument.objects.of(region_id).in_title_order()


def areas(region_id: int) -> Any:
    """The region's areas, document by document."""
    return ActionArea.objects.of(region_id).select_related("document").order_by("document__title", "place", "pk")


def goals(region_id: int) -> Any:
    """The region's goals in force, document by document."""
    return Goal.objects.of(region_id).in_force().select_related("document").order_by("document__title", "place", "pk")


def activities(region_id: int) -> Any:
    """The region's generic activities by number."""
    return GenericActivity.objects.of(region_id).in_order()


def steps_of(chain: Chain) -> list[ChainStep]:
    """A chain's steps, level by level."""
    steps = ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order()
    return sorted(steps, key=lambda step: step.level.rank)


@dataclass(frozen=True)
class Line:
    """A field on the page; ``before`` is what somebody else has written there meanwhile."""

    field: forms.BoundField
    before: str
    is_optional: bool


class PlanForm(forms.Form):
    """A form that offers only what the region owns. ``outcome`` is what the verb made (see ``gate.carried_out``)."""

    outcome: Any = None
    is_beside = False

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, RegionField):
                field.queryset = field.offer(region_id)
        name_levels(self, region_id)

    def set_beside(self, revision: int) -> None:
        """Somebody else was first: show what stands now, and let the next sending be a considered one."""
        if self.cleaned_data["revision"] == revision:
            return
        self.is_beside = True
        sent: Any = self.data
        self.data = sent.copy()
        self.data["revision"] = str(revision)  # type: ignore[index]  # a copy of what was sent can be changed

    def lines(self) -> Iterator[Line]:
        """The visible fields in order."""
        for field in self.visible_fields():
            yield Line(field, self._beside(field), not field.field.required)

    def _beside(self, field: forms.BoundField) -> str:
        if not self.is_beside or not field.field.has_changed(field.initial, field.data):
            return ""
        choices = dict(getattr(field.field, "choices", ()))
        stands = field.field.prepare_value(field.initial)
        return str(choices.get(stands, stands) or _("nothing"))


class EditForm(PlanForm):
    """A form for something that is there, and that someone else may change meanwhile."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def of(thing: Any, *names: str) -> dict[str, Any]:
    """What stands in a row now, for a form that changes it."""
    return {name: getattr(thing, name) for name in (*names, "revision")}
