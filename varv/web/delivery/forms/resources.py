from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.money import Measure
from varv.delivery.models import FundingSource
from varv.overview.delivery.resources import Path
from varv.regions.models import Place
from varv.strategy.models import GenericActivity, Goal
from varv.web.delivery.forms.region import GoalField
from varv.web.offers import offer_choices, offer_rows


class ResourceWishForm(forms.Form):
    """Which money to show; it stands in the address."""

    per = forms.ChoiceField(choices=[(one.value, one.value) for one in Path], widget=forms.HiddenInput, required=False)
    matt = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Measure], widget=forms.HiddenInput, required=False
    )
    fran = forms.TypedChoiceField(label=_("From year"), required=False, coerce=int, empty_value=None)
    till = forms.TypedChoiceField(label=_("To year"), required=False, coerce=int, empty_value=None)
    mal = GoalField(label=_("Goal"), queryset=Goal.objects.none(), required=False, empty_label=_("All goals"))
    aktivitet = forms.ModelChoiceField(
        label=_("Kind of activity"),
        queryset=GenericActivity.objects.none(),
        required=False,
        empty_label=_("All kinds"),
    )
    plats = forms.ModelChoiceField(
        label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("All places")
    )
    kalla = forms.ModelChoiceField(
        label=_("Source of money"), queryset=FundingSource.objects.none(), required=False, empty_label=_("All sources")
    )

    def __init__(self, *args: Any, region_id: int, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("fran", "till"):
            offer_choices(self, name, [("", _("All years")), *((year, str(year)) for year in years)])
        offers = {
            "mal": Goal.objects.of(region_id).in_force().in_outline_order().select_related("document"),
            "aktivitet": GenericActivity.objects.of(region_id).in_order(),
            "plats": Place.objects.of(region_id).order_by("code", "pk"),
            "kalla": FundingSource.objects.of(region_id).order_by("place", "pk"),
        }
        for name, rows in offers.items():
            offer_rows(self, name, rows)
