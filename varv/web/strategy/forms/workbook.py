from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.refusals import RuleBroken
from varv.delivery.operations import PlanImport
from varv.overview.strategy.import_preview import ImportPreview
from varv.overview.words import refusal
from varv.publishing.workbooks.reading import LARGEST

LONGEST_SEAL = 64


class WorkbookForm(forms.Form):
    """A workbook to look through."""

    outcome: ImportPreview
    upload = forms.FileField(
        label=_("Your workbook"),
        help_text=_(
            "An Excel workbook (.xlsx), at most 3 MB. Nothing is read in before you have seen what it would do."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )

    def clean_upload(self) -> Any:
        """A file that is not read before it is known to be small enough."""
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST:
            told = refusal(RuleBroken("workbook.too_large", megabytes=LARGEST // 1024**2))
            raise forms.ValidationError(told, code="too_large")
        return upload


class SeenForm(forms.Form):
    """The workbook that was looked through, as it was shown: sealed, so that it is the same one."""

    outcome: PlanImport
    content = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEAL)
