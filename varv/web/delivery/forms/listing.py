"""The list's filters, order, columns and view: all of it stands in the address, and nothing else does."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Max, Min
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import InitiativeKind, StrategyPhase
from varv.core.periods import Period, Span
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative, Partner
from varv.overview.delivery.initiative_wish import InitiativeWish, Lack, Sort
from varv.overview.words import period
from varv.regions.models import Place, Unit, User
from varv.strategy.models import Chain, GenericActivity, Goal
from varv.web.delivery.fields import LineField
from varv.web.delivery.forms.region import OFFERS, GoalField, RegionForm
from varv.web.learning.forms.fields import words_of
from varv.web.offers import offer_choices, offer_rows

MINE, NOT_ENDED, WITHOUT_GOAL = "mina", "oavslutade", "utan-mal"
SHOWN = (*(state.value for state in InitiativeState), MINE, NOT_ENDED, WITHOUT_GOAL)


class View(StrEnum):
    """As what the insatser are shown."""

    LIST = "lista"
    MAP = "karta"
    TIMELINE = "tidslinje"


class Column(StrEnum):
    """What the list can tell beside the name."""

    STATE = "lage"
    GOALS = "mal"
    RESPONSIBLE = "ansvarig"
    TIME = "tid"
    VERDICT = "bedomning"
    KIND = "slag"
    UNIT = "enhet"
    PEOPLE = "deltar"
    PLACES = "platser"
    PARTNERS = "partner"
    MILESTONE = "milstolpe"
    PHASE = "fas"


USUAL = (Column.STATE, Column.GOALS, Column.RESPONSIBLE, Column.TIME, Column.VERDICT)
COLUMNS: Mapping[Column, Promise] = {
    Column.STATE: _("State"),
    Column.GOALS: _("Goals"),
    Column.RESPONSIBLE: _("Responsible"),
    Column.TIME: _("Time"),
    Column.VERDICT: _("Verdict on outcome"),
    Column.KIND: _("Whose it is"),
    Column.UNIT: _("Unit"),
    Column.PEOPLE: _("Take part"),
    Column.PLACES: _("Places"),
    Column.PARTNERS: _("Partners"),
    Column.MILESTONE: _("Next milestone"),
    Column.PHASE: _("Phase of the strategy"),
}
LACKS: Mapping[Lack, Promise] = {
    Lack.GOAL: _("Without a goal"),
    Lack.INDICATOR: _("Without an indicator"),
    Lack.MILESTONE: _("Milestone overdue"),
}
SORTS: Mapping[Sort, Promise] = {
    Sort.NAME: _("By name"),
    Sort.START: _("Newest first"),
    Sort.END: _("The first to end"),
    Sort.STATE: _("By state"),
    Sort.UNIT: _("By unit"),
    Sort.RESPONSIBLE: _("By responsible person"),
}
# What of the region's own each filter offers.
FILTERS: Mapping[str, Callable[[int], Any]] = {
    "aktivitet": OFFERS["generic_activity"],
    "mal": OFFERS["every_goal"],
    "kedja": OFFERS["chain"],
    "enhet": OFFERS["unit"],
    "person": OFFERS["responsible"],
    "partner": lambda region_id: Partner.objects.of(region_id).order_by("name", "pk"),
    "plats": lambda region_id: Place.objects.of(region_id).order_by("name", "pk"),
}


def _one_of(label: Any, rows: Any, every: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(label=label, queryset=rows.objects.none(), required=False, empty_label=every)


def _code(label: Any, codes: type[StrEnum], every: Any) -> forms.TypedChoiceField:
    choices = words_of(codes)
    return forms.TypedChoiceField(
        label=label, choices=lambda: [("", every), *choices()], coerce=codes, empty_value=None, required=False
    )


class WishForm(RegionForm):
    """Which insatser to show, in which order, with what beside them."""

    visa = forms.ChoiceField(choices=[(one, one) for one in SHOWN], required=False, widget=forms.HiddenInput)
    vy = forms.ChoiceField(choices=[(one.value, one.value) for one in View], required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    mal = GoalField(
        label=_("Goal, with those below it"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("All goals"),
    )
    aktivitet = _one_of(_("Kind of activity"), GenericActivity, _("All kinds"))
    ordning = forms.TypedChoiceField(
        label=_("Order"), choices=list(SORTS.items()), coerce=Sort, empty_value=Sort.NAME, required=False
    )
    slag = _code(_("Whose is it?"), InitiativeKind, _("Everyone's"))
    kedja = _one_of(_("Effect chain"), Chain, _("All chains"))
    enhet = _one_of(_("Unit"), Unit, _("All units"))
    person = _one_of(_("Responsible or taking part"), User, _("Everyone"))
    partner = _one_of(_("Partner"), Partner, _("All partners"))
    plats = _one_of(_("Place"), Place, _("All places"))
    fas = _code(_("Phase of the strategy"), StrategyPhase, _("All phases"))
    ar = forms.TypedChoiceField(label=_("Under way in"), coerce=Period.parse, empty_value=None, required=False)
    brist = forms.TypedChoiceField(
        label=_("What is lacking"),
        choices=[("", _("Everything")), *LACKS.items()],
        coerce=Lack,
        empty_value=None,
        required=False,
    )
    kolumner = forms.MultipleChoiceField(
        label=_("Columns"), choices=list(COLUMNS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict, *, region_id: int) -> None:
        asked = data.copy()
        if "kolumner" not in asked:
            asked.setlist("kolumner", [column.value for column in USUAL])
        super().__init__(asked, region_id=region_id)
        self.asked = asked
        for name, offer in FILTERS.items():
            offer_rows(self, name, offer(region_id))
        offer_choices(self, "ar", [("", _("Any time")), *_periods(region_id)])
        self.is_valid()

    def wish(self, person_id: int) -> InitiativeWish:
        """What is asked for by this person; what cannot be read is left out."""
        chosen = self.cleaned_data.get
        shown = chosen("visa", "")
        return InitiativeWish(
            words=chosen("q", ""),
            state=InitiativeState(shown) if shown in set(InitiativeState) else None,
            not_ended=shown if shown == NOT_ENDED else "",
            responsible_id=person_id if shown == MINE else None,
            lack=chosen("brist") or (Lack.GOAL if shown == WITHOUT_GOAL else None),
            kind=chosen("slag"),
            phase=chosen("fas"),
            period=chosen("ar"),
            sort=chosen("ordning") or Sort.NAME,
            **{key: self._chosen_row(name) for name, key in _ROWS.items()},
        )

    def _chosen_row(self, name: str) -> int | None:
        row = self.cleaned_data.get(name)
        return row.pk if row else None

    @property
    def columns(self) -> list[str]:
        """The columns that are shown, in their usual order."""
        chosen = self.cleaned_data.get("kolumner") or USUAL
        return [column.value for column in Column if column in chosen]

    @property
    def view(self) -> str:
        """As what they are shown."""
        return self.cleaned_data.get("vy") or View.LIST

    @property
    def is_opened(self) -> bool:
        """Whether any of the further filters is used, or other columns than the usual."""
        further = any(self.cleaned_data.get(name) for name in FURTHER)
        return further or self.columns != [column.value for column in USUAL]

    def query(self) -> str:
        """The known filters that could be read, as they stand in an address. Nothing else can be saved."""
        return self.address().removeprefix("?")

    def address(self, **changed: str) -> str:
        """The list with some filters changed, an empty one taken away. The filters always stand in the same order."""
        usual = {"ordning": Sort.NAME, "vy": View.LIST, "kolumner": [column.value for column in USUAL]}
        kept = {
            name: self.asked.getlist(name)
            for name, value in self.cleaned_data.items()
            if value and value != usual.get(name)
        }
        kept |= {name: [value] for name, value in changed.items()}
        pairs = [(name, kept[name]) for name in self.fields if any(kept.get(name, ()))]
        return f"?{urlencode(pairs, doseq=True)}"


_ROWS = {
    "aktivitet": "activity_id",
    "mal": "goal_id",
    "kedja": "chain_id",
    "enhet": "unit_id",
    "person": "person_id",
    "partner": "partner_id",
    "plats": "place_id",
}
FURTHER = ("slag", "kedja", "enhet", "person", "partner", "plats", "fas", "ar", "brist")


def _periods(region_id: int) -> list[tuple[str, str]]:
    """The years, each with its halves, from the first insats to the last day of any; the latest first."""
    ends = Initiative.objects.of(region_id).aggregate(a=Min("starts_on"), b=Max("starts_on"), c=Max("ends_on"))
    days = [day for day in ends.values() if day is not None]
    years = range(max(days).year, min(days).year - 1, -1) if days else ()
    found = [
        Period(year, span, number)
        for year in years
        for span, number in ((Span.YEAR, 1), (Span.HALF, 1), (Span.HALF, 2))
    ]
    return [(str(one), period(one)) for one in found]


class SavedViewForm(forms.Form):
    """A list under a name, for oneself or for everyone."""

    name = LineField(label=_("What is the list called?"), max_length=80)
    is_shared = forms.BooleanField(label=_("Show it to everyone in the region"), required=False)

    def __init__(self, *args: Any, may_share: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:
        """What cannot be shared is for oneself."""
        return {"is_shared": False, **self.cleaned_data}


class EditViewForm(SavedViewForm):
    """The same, changed; ``revision`` finds out that somebody else was here first."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
