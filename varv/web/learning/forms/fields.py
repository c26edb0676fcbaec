"""The fields that several forms of LEARN share."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.learning.models import Finding, Turn
from varv.learning.rules.lessons import HANDED_IN
from varv.overview.words import word
from varv.regions.models import Membership, Place, Unit, User
from varv.rounds.models import Report, Visit
from varv.strategy.models import ChainLink, EvaluationQuestion, GenericActivity, Goal, SteeringDocument

LONGEST_TEXT = 10_000
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def words_of(codes: type[StrEnum]) -> Callable[[], list[tuple[str, str]]]:
    """The codes with their words, for a form's choices."""
    return lambda: [(code.value, word(code)) for code in codes]


def _within_reach(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(_("Choose a day between 1990 and 2100."))


class DayField(forms.DateField):
    """A day that can be planned for or looked back on, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        told = {"invalid": _("Write the day as year-month-day, for example 2027-01-29.")}
        given = {"input_formats": ["%Y-%m-%d"], "error_messages": told, "validators": [_within_reach]}
        super().__init__(**(given | options))


class ProseField(forms.CharField):
    """What a person writes in sentences. It has an end, so that nobody loses a pasted report."""

    def __init__(self, *, rows: int = 4, css: str = "textarea", **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "class": css}), **options)


class PersonField(forms.TypedChoiceField):
    """Someone who works in the region."""

    def offer(self, region_id: int) -> None:
        """Those who work here now, by name."""
        here = Membership.objects.of(region_id).current().select_related("user").order_by("user__name")
        people: dict[str, User] = {str(membership.user_id): membership.user for membership in here}
        self.choices = [("", _("Choose a person")), *((key, user.name) for key, user in people.items())]
        self.coerce = people.__getitem__


class LinkField(forms.ModelChoiceField[ChainLink]):
    """A link of a chain, told by its chain and its two steps."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.chain}: {obj.source} → {obj.target}"


def goal_field() -> forms.ModelChoiceField[Goal]:
    """A goal, or none; the form offers its own region's."""
    return forms.ModelChoiceField(
        label=_("Goal"), queryset=Goal.objects.of(0), required=False, empty_label=_("No particular goal")
    )


def activity_field() -> forms.ModelChoiceField[GenericActivity]:
    """A generic activity, or none; the form offers its own region's."""
    return forms.ModelChoiceField(
        label=_("Kind of activity"),
        queryset=GenericActivity.objects.of(0),
        required=False,
        empty_label=_("No particular kind"),
        help_text=_("Then it is found by whoever looks for lessons about the same kind of activity."),
    )


class DeedForm(forms.Form):
    """A form that leads to one deed; ``outcome`` is what the deed made (see ``gate.carried_out``)."""

    outcome: Any = None


class OwnedForm(DeedForm):
    """A form that offers only what the region owns."""

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region_id = region_id
        for name, field in self.fields.items():
            if isinstance(field, PersonField):
                field.offer(region_id)
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = OFFERS[name](region_id)


OFFERS: dict[str, Callable[[int], Any]] = {
    "goal": lambda region_id: Goal.objects.of(region_id).in_force().in_outline_order(),
    "generic_activity": lambda region_id: GenericActivity.objects.of(region_id).in_order(),
    "question": lambda region_id: EvaluationQuestion.objects.of(region_id).order_by("domain__number", "number"),
    "document": lambda region_id: SteeringDocument.objects.of(region_id).order_by("title"),
    "place": lambda region_id: Place.objects.of(region_id).order_by("name", "pk"),
    "report": lambda region_id: (
        Report.objects.of(region_id)
        .filter(state__in=HANDED_IN)
        .select_related("initiative", "round")
        .order_by("-round__opens_on", "initiative__name", "pk")
    ),
    "finding": lambda region_id: Finding.objects.of(region_id).order_by("-seen_on", "-pk"),
    "visit": lambda region_id: Visit.objects.of(region_id).select_related("project").order_by("-visited_on", "-pk"),
    "unit": lambda region_id: Unit.objects.of(region_id).order_by("name", "pk"),
    "turn": lambda region_id: (
        Turn.objects.of(region_id).open_now().select_related("document").order_by("starts_on", "pk")
    ),
    "link": lambda region_id: (
        ChainLink.objects.of(region_id).select_related("chain", "source", "target").order_by("chain__name", "pk")
    ),
}
