from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varv.core.money import WHOLE, FundingKind, YearFigures, parse_amount
from varv.core.refusals import RuleBroken
from varv.delivery.models import FundingSource
from varv.delivery.operations import ShareRow
from varv.overview.delivery.initiative_money import FundingLine, ShareLine
from varv.overview.words import number, refusal
from varv.regions.models import Unit
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms.region import RegionForm
from varv.web.indicators.fields import NumberField
from varv.web.learning.forms.fields import DayField, words_of
from varv.web.offers import offer_rows

MOST_HOURS = 1_000_000
MOST_ROWS, EMPTY_ROWS, LONGEST_SPAN = 40, 1, 12
_YEAR = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1990, "max": 2100})


class KronorField(forms.CharField):
    """An amount the way people write it: 1 250 000, 500 tkr or 1,25 mnkr, as kronor."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The kronor, or ``None`` for nothing; what is unclear is said and never guessed."""
        written = super().clean(value)
        if not written:
            return None
        try:
            return parse_amount(written, "." if (get_language() or "").startswith("en") else ",")
        except RuleBroken as refused:
            raise forms.ValidationError(refusal(refused), code="invalid") from refused

    def prepare_value(self, value: Any) -> Any:
        """An amount the way it can be read back; what a person wrote stays as it was written."""
        return number(value) if isinstance(value, Decimal) else value


class ShareField(NumberField):
    """Per cent of a whole, with two decimals at most."""

    def clean(self, value: Any) -> Any:
        """The share, or ``None`` for nothing said."""
        share = super().clean(value)
        if share is not None and not (0 <= share <= WHOLE and share == share.quantize(Decimal("0.01"))):
            raise forms.ValidationError(_("Write a share between 0 and 100, with two decimals at most."))
        return share


class SourceForm(forms.Form):
    """What a source is called, and what kind of money it is."""

    name = LineField(label=_("What is the source called?"), max_length=120)
    kind = forms.TypedChoiceField(
        label=_("What kind of money is it?"),
        choices=words_of(FundingKind),
        coerce=FundingKind,
        help_text=_("The kind decides what the region's choice of funding counts."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AppropriationForm(forms.Form):
    """What a source gives in a year, and who decided it."""

    year = forms.IntegerField(label=_("Year"), widget=_YEAR)
    amount = KronorField(label=_("Appropriation"), help_text=_("For example 24 500 000 or 24.5 mnkr."))
    decision = LineField(
        label=_("By which decision?"), required=False, max_length=200, help_text=_("For example a case number.")
    )


class ChangeAppropriationForm(AppropriationForm):
    """Another amount for the same year."""

    year = None  # type: ignore[assignment]  # Django's way to leave a field out: the year stays
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ApplicationForm(forms.Form):
    """From whom money is asked, and how much."""

    source = forms.ModelChoiceField(
        label=_("From which source?"), queryset=FundingSource.objects.none(), empty_label=_("Choose a source")
    )
    applied = KronorField(
        label=_("How much is asked for?"), required=False, help_text=_("Leave it empty if it is not known yet.")
    )
    case_number = LineField(label=_("Case number"), required=False, max_length=60)

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = FundingSource.objects.of(region_id).filter(retired_on=None).order_by("place", "pk")
        offer_rows(self, "source", in_use)


class EditApplicationForm(forms.Form):
    """What is asked for, mended."""

    applied = KronorField(label=_("How much is asked for?"), required=False)
    case_number = LineField(label=_("Case number"), required=False, max_length=60)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class GrantForm(forms.Form):
    """A yes: how much, when, and where it is found."""

    granted = KronorField(label=_("How much is granted?"))
    decided_on = DayField(label=_("When was it decided?"))
    case_number = LineField(
        label=_("Case number"), required=False, max_length=60, help_text=_("Where the decision can be found.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    """A no, and why."""

    decided_on = DayField(label=_("When was it decided?"))
    reason = TextField(label=_("Why?"), rows=3, max_length=2000)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """No longer, and why."""

    reason = TextField(label=_("Why is the money no longer there?"), rows=3, max_length=2000)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class StaffTimeForm(RegionForm):
    """Hours of one unit in one year."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose a unit"))
    year = forms.IntegerField(label=_("Year"), widget=_YEAR)
    planned_hours = forms.IntegerField(
        label=_("Planned hours"), required=False, min_value=0, max_value=MOST_HOURS, help_text=_("In whole hours.")
    )
    used_hours = forms.IntegerField(label=_("Used hours"), required=False, min_value=0, max_value=MOST_HOURS)


class EditStaffTimeForm(StaffTimeForm):
    """The same, changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


# --- tables that are forms ------------------------------------------------------------------------------------


class YearsForm(forms.Form):
    """A row for each year, with what is planned and used in it, and an empty row for one more."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, line: FundingLine, span: tuple[date, date | None]) -> None:
        super().__init__(data, initial={"revision": line.revision})
        known = {year.year: year for year in line.years}
        last = span[1].year if span[1] else span[0].year
        usual = range(span[0].year, min(last, span[0].year + LONGEST_SPAN) + 1)
        years = sorted({*known, *usual})
        sent = sum(f"year_{place}" in (data or {}) for place in range(MOST_ROWS))
        self.count = min(max(len(years) + EMPTY_ROWS, sent), MOST_ROWS)
        for place in range(self.count):
            year = years[place] if place < len(years) else None
            self._add_row(place, year, known.get(year) if year else None)

    def _add_row(self, place: int, year: int | None, known: YearFigures | None) -> None:
        named = {"row": place + 1}
        self.fields[f"year_{place}"] = forms.IntegerField(
            label=_("Year in row %(row)s") % named, required=False, widget=_YEAR, initial=year
        )
        self.fields[f"planned_{place}"] = KronorField(
            label=_("Planned in row %(row)s") % named, required=False, initial=known and known.planned
        )
        self.fields[f"used_{place}"] = KronorField(
            label=_("Used in row %(row)s") % named, required=False, initial=known and known.used
        )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows as they are shown."""
        return [(self[f"year_{n}"], self[f"planned_{n}"], self[f"used_{n}"]) for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """An amount belongs to a year."""
        told = self.cleaned_data
        for place in range(self.count):
            has_amount = any(told.get(f"{name}_{place}") is not None for name in ("planned", "used"))
            if has_amount and told.get(f"year_{place}") is None and f"year_{place}" not in self.errors:
                self.add_error(f"year_{place}", _("Write which year the amounts are for."))
        return told

    def figures(self) -> list[YearFigures]:
        """What was written, year by year."""
        told = self.cleaned_data
        return [
            YearFigures(told[f"year_{place}"], told[f"planned_{place}"], told[f"used_{place}"])
            for place in range(self.count)
            if told[f"year_{place}"] is not None
        ]


class SharesForm(forms.Form):
    """A share for each goal and each place, and the revision that each was seen in."""

    def __init__(self, data: Any = None, *, goals: Sequence[ShareLine], places: Sequence[ShareLine]) -> None:
        super().__init__(data)
        self.lines: Mapping[str, Sequence[ShareLine]] = {"goal": goals, "place": places}
        for kind, lines in self.lines.items():
            for line in lines:
                self.fields[f"share_{kind}_{line.id}"] = ShareField(label=line.name, required=False, initial=line.share)
                self.fields[f"seen_{kind}_{line.id}"] = forms.IntegerField(
                    widget=forms.HiddenInput, required=False, initial=line.revision
                )

    def goals(self) -> list[tuple[ShareLine, forms.BoundField, int]]:
        """The goals as they are shown."""
        return self._shown("goal")

    def places(self) -> list[tuple[ShareLine, forms.BoundField, int]]:
        """The places as they are shown."""
        return self._shown("place")

    def _shown(self, kind: str) -> list[tuple[ShareLine, forms.BoundField, int]]:
        """Each with the revision to send back: after a refusal for staleness that of the row as it stands now."""
        is_refused = self.is_bound and bool(self.non_field_errors())
        return [
            (
                line,
                self[f"share_{kind}_{line.id}"],
                line.revision if is_refused else self[f"seen_{kind}_{line.id}"].value() or line.revision,
            )
            for line in self.lines[kind]
        ]

    def shares(self, kind: str) -> dict[int, ShareRow]:
        """What was written of the goals or of the places."""
        told = self.cleaned_data
        return {
            line.id: ShareRow(told[f"share_{kind}_{line.id}"], told[f"seen_{kind}_{line.id}"] or 0)
            for line in self.lines[kind]
        }
