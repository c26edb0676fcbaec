from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.refusals import RuleBroken
from varv.overview.words import refusal
from varv.publishing.workbooks.finding_table import LONGEST_PASTED
from varv.publishing.workbooks.reading import LARGEST
from varv.web.learning.forms.fields import DeedForm, ProseField

ACCEPTED = ".xlsx,.csv,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SEAL = 64


class FindingTableForm(DeedForm):
    """A table of findings: a file, or rows that are pasted."""

    upload = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("Excel (.xlsx) or CSV, at most 3 MB and 300 rows. The file itself is never kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    pasted = ProseField(
        label=_("Or paste the rows"),
        required=False,
        rows=6,
        max_length=LONGEST_PASTED,
        help_text=_("Mark the cells in Excel, headings too, copy them and paste them here."),
    )

    def clean_upload(self) -> Any:
        """A file that is not read before it is known to be small enough."""
        upload = self.cleaned_data["upload"]
        if upload and upload.size > LARGEST:
            told = refusal(RuleBroken("workbook.too_large", megabytes=LARGEST // 1024**2))
            raise forms.ValidationError(told, code="too_large")
        return upload

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if bool(said.get("upload")) is bool(said.get("pasted")) and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste the rows: one of the two."))
        return said


class SeenForm(DeedForm):
    """The rows that were looked through, as they were shown: sealed, so that they are the same ones."""

    content = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEAL)
