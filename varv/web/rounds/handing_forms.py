"""The small forms around a report: what it rests on, why it is sent back, and who writes instead."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from varv.core.refusals import RuleBroken
from varv.overview.rounds.report_sheet import ReportSheet
from varv.overview.rounds.sheet_lines import SheetLine
from varv.overview.words import refusal
from varv.overview.words.of_reporting import PART_NAMES
from varv.regions.files import LARGEST
from varv.regions.models import User
from varv.rounds import operations, rules
from varv.rounds.drafts import answer_field, value_field
from varv.web.delivery.fields import LineField, TextField
from varv.web.delivery.forms import people_here
from varv.web.offers import offer_choices, offer_rows

LONGEST_TEXT = 5000
LONGEST_NAME = 160


def part_names(sheet: ReportSheet) -> dict[str, str]:
    """Every part that can be spoken of, by its field: the report's own, its figures and the template's questions."""
    own = {part: str(name) for part, name in PART_NAMES.items()}
    lines = {value_field(line.planned_result_id): line.text for line in sheet.lines}
    return own | lines | {answer_field(question.key): question.text for question in sheet.questions}


class EvidenceForm(forms.Form):
    """A link or a file that shows what the report says. It stands inside the report's own form."""

    prefix = "evidence"
    title = LineField(label=_("What does it show?"), max_length=LONGEST_NAME)
    line = forms.TypedChoiceField(label=_("For what?"), coerce=int, required=False, empty_value=None)
    link = forms.CharField(label=_("Web address"), required=False, max_length=500)
    upload = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("PDF, Word, Excel, PNG or JPEG, at most 10 MB.")
    )

    def __init__(self, *args: Any, lines: Sequence[SheetLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = [(line.line_id, line.text) for line in lines if line.line_id]
        offer_choices(self, "line", [("", _("The whole report")), *figures])

    def clean_link(self) -> str:
        """A web address, if any."""
        link: str = self.cleaned_data["link"]
        try:
            if link:
                rules.check_link(link)
                forms.URLField(assume_scheme="https").clean(link)
        except RuleBroken as refused:
            raise forms.ValidationError(refusal(refused), code="not_a_web_address") from refused
        return link

    def clean_upload(self) -> Any:
        """A file that is not read before it is known to be small enough."""
        upload = self.cleaned_data["upload"]
        if upload and upload.size > LARGEST:
            raise forms.ValidationError(
                refusal(RuleBroken("file.too_large", megabytes=LARGEST // 1024**2)), code="too_large"
            )
        return upload

    def clean(self) -> None:
        """One of the two."""
        given = [self.cleaned_data.get("link"), self.cleaned_data.get("upload")]
        if not self.errors and sum(map(bool, given)) != 1:
            self.add_error("link", _("Give a web address or a file, one of the two."))

    def file(self) -> dict[str, Any]:
        """The file as the verb wants it: its last name, shortened from the left, and its bytes."""
        upload = self.cleaned_data["upload"]
        return {"filename": PurePath(upload.name).name[-LONGEST_NAME:], "content": upload.read()}


class ReturnForm(forms.Form):
    """What the author is asked to do, about the whole report or about a part of it."""

    comment = TextField(
        label=_("What is needed?"),
        rows=3,
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Ask a question that can be answered. It stands at the top of the report."),
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for part, name in names.items():
            self.fields[f"about_{part}"] = TextField(label=name, rows=2, required=False, max_length=LONGEST_TEXT)
            self.fields[f"about_{part}"].widget.attrs["form"] = "return-form"

    def words(self) -> dict[str, Any]:
        """What was written, as the verb wants it: about the whole, and about each part that something is said of."""
        about = {part: self.cleaned_data[f"about_{part}"] for part in self.names}
        return {
            "comment": self.cleaned_data["comment"],
            "comments": {part: text for part, text in about.items() if text.strip()},
        }

    def about(self) -> Mapping[str, BoundField]:
        """The field for a comment on each part, by the part."""
        return {part: self[f"about_{part}"] for part in self.names}


class HandOverForm(forms.Form):
    """Somebody else who writes the report."""

    author = forms.ModelChoiceField(label=_("Who writes instead?"), queryset=User.objects.none())

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "author", people_here(region_id))


class ApproveForm(forms.Form):
    """Which of the reports that have been handed in are approved together."""

    reports = forms.TypedMultipleChoiceField(
        label=_("Reports to approve"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one report.")},
    )

    def __init__(self, *args: Any, waiting: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "reports", [(pk, str(pk)) for pk in waiting])

    def ticked(self) -> list[str]:
        """Those that were ticked when it was sent."""
        return [str(pk) for pk in self["reports"].value() or ()]


class ReopenReportForm(forms.Form):
    """Why an approved report is opened again, and how much of it."""

    reason = TextField(label=_("Why is it opened again?"), rows=2, max_length=2000)
    figures_too = forms.BooleanField(
        label=_("The figures too"),
        required=False,
        help_text=_("Until it is approved again no total counts it. Without this only its words can be changed."),
    )

    def deed(self) -> Any:
        """The verb that opens as much as was asked for."""
        return operations.reopen_report if self.cleaned_data["figures_too"] else operations.reopen_report_for_words
