from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.case_book import LONGEST_REASON, REQUIRED, CaseField
from varv.core.refusals import RuleBroken
from varv.overview.projects.case_preview import RefusedLine
from varv.overview.words import refusal, word
from varv.publishing.workbooks.case_reading import BOUNDS
from varv.web.delivery.fields import LineField, TextField
from varv.web.offers import offer_choices

LONGEST_SEAL = 64
ACCEPTED = ".xlsx,.csv,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CaseFileForm(forms.Form):
    """An export from the case system."""

    upload = forms.FileField(
        label=_("The export"),
        help_text=_("Excel (.xlsx) or CSV, at most 8 MB and 20 000 rows. The file itself is never kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_upload(self) -> Any:
        """A file that is not read before it is known to be small enough."""
        upload = self.cleaned_data["upload"]
        if upload.size > BOUNDS.largest:
            told = refusal(RuleBroken("workbook.too_large", megabytes=BOUNDS.largest // 1024**2))
            raise forms.ValidationError(told, code="too_large")
        return upload


class AllowForm(CaseFileForm):
    """A column that only looks like personal data, why, and the file once more: nothing of the column was kept."""

    heading = forms.ChoiceField(label=_("Column"))
    reason = TextField(
        label=_("Why is it no personal data?"),
        rows=2,
        max_length=LONGEST_REASON,
        help_text=_("The reason is kept with the import, so that others can see it."),
    )

    field_order = ("heading", "reason", "upload")

    def __init__(self, *args: Any, refused: Iterable[RefusedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.heading, one.heading) for one in refused if one.can_be_mistaken and not one.because]
        offer_choices(self, "heading", offered)


class ColumnsForm(forms.Form):
    """Which column is which fact."""

    def __init__(self, *args: Any, headings: Sequence[str], columns: Mapping[CaseField, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("Not in the file")), *((heading, heading) for heading in headings)]
        for field in CaseField:
            self.fields[field.value] = forms.ChoiceField(
                label=word(field), choices=offered, required=field in REQUIRED, initial=columns.get(field, "")
            )

    def columns(self) -> dict[CaseField, str]:
        """The chosen heading of each fact that the file tells."""
        return {field: self.cleaned_data[field] for field in CaseField if self.cleaned_data[field]}


class SeenForm(forms.Form):
    """The seal of what was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEAL)


class MappingNameForm(forms.Form):
    """What a reading of columns is called."""

    name = LineField(label=_("Name"), max_length=80, help_text=_("For example the case system and the kind of export."))


class RenameMappingForm(MappingNameForm):
    """The same, changed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
