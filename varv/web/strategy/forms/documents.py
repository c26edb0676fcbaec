from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import DocumentKind, StrategyPhase
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal
from varv.regions.files import LARGEST
from varv.strategy.models import SteeringDocument
from varv.web.strategy.forms.fields import CodeChoice, DayField, EditForm, PlanForm, ProseField, RegionField, documents
from varv.web.strategy.forms.scoped import narrow_document_form

LONGEST_NAME = 160  # of a file


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

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, region_id=region_id, **kwargs)
        narrow_document_form(self, region_id)


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


class FileForm(PlanForm):
    """The document itself, as a file."""

    upload = forms.FileField(label=_("File"), help_text=_("PDF, Word, Excel, PNG or JPEG, at most 10 MB."))

    def clean_upload(self) -> Any:
        """A file that is not read before it is known to be small enough."""
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST:
            told = refusal(RuleBroken("file.too_large", megabytes=LARGEST // 1024**2))
            raise forms.ValidationError(told, code="too_large")
        return upload

    def file(self) -> dict[str, Any]:
        """The file as the verb wants it: its last name, shortened from the left, and its bytes."""
        upload = self.cleaned_data["upload"]
        return {"filename": PurePath(upload.name).name[-LONGEST_NAME:], "content": upload.read()}


class ReplaceForm(PlanForm):
    """Which document has taken over."""

    successor = RegionField(
        documents,
        label=_("Which document takes over?"),
        empty_label=_("Choose a document"),
        help_text=_("It takes over from its first day. The old one is kept, and each leads to the other."),
    )

    def __init__(self, *args: Any, document: SteeringDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["successor"]
        others.queryset = others.queryset.exclude(pk=document.pk)  # type: ignore[attr-defined]  # a field for rows
