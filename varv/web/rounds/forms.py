from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Axis, Confidence, Verdict
from varv.core.periods import Period, Span
from varv.core.refusals import RuleBroken
from varv.core.status import Missing
from varv.overview.rounds.report_sheet import ReportSheet, SheetLine
from varv.overview.words import refusal, word
from varv.overview.words.of_rounds import VERDICTS, lacking_words
from varv.regions.files import LARGEST
from varv.regions.models import User
from varv.rounds import rules
from varv.rounds.drafts import TEXTS, Draft, LineDraft, Ruling
from varv.web.delivery.fields import AmountField, LineField, TextField
from varv.web.delivery.forms import people_here
from varv.web.indicators.fields import PeriodField
from varv.web.learning.forms.fields import DayField, words_of

LONGEST_TEXT = 5000
LONGEST_NAME = 160


def _day_of_a_round(day: date) -> None:
    if not date(1990, 1, 1) <= day <= date(2100, 12, 31):
        raise forms.ValidationError(_("Choose a day between 1990 and 2100."))


class ReportForm(forms.Form):
    """A report made from its insats' own plan: a number, a reason and a comment for each planned result.

    Nothing is required while it is written. What cannot be read is pointed at, and the rest is kept.
    """

    done = TextField(
        label=_("What has been done since last time?"),
        required=False,
        rows=3,
        max_length=LONGEST_TEXT,
        help_text=_("A sentence or two, for someone who was not there."),
    )
    verdict = forms.TypedChoiceField(
        label=_("Have you seen the outcome you wished for?"),
        choices=[(verdict.value, verdict.value) for verdict in Verdict],
        coerce=Verdict,
        required=False,
        empty_value=Verdict.NOT_ASSESSED,
        widget=forms.RadioSelect,
    )
    verdict_reason = TextField(label=_("Why do you judge so?"), required=False, rows=3, max_length=LONGEST_TEXT)
    judge_again_on = DayField(
        label=_("When can it be judged?"), required=False, help_text=_("Only if it is too early now.")
    )
    learned = TextField(
        label=_("Something that you do differently now, or that others should know"),
        required=False,
        rows=4,
        max_length=LONGEST_TEXT,
        help_text=_("One sentence is enough. What did not work is as welcome as what did."),
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are you?"),
        choices=words_of(Confidence),
        coerce=Confidence,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    needs = TextField(label=_("Decisions, money or help"), required=False, rows=2, max_length=LONGEST_TEXT)
    needs_nothing = forms.BooleanField(label=_("We need nothing right now"), required=False)

    def __init__(self, data: Any = None, *, sheet: ReportSheet) -> None:
        super().__init__(data, initial=_initial(sheet))
        self.sheet = sheet
        for line in sheet.lines:
            self.fields.update(_line_fields(line))
        self.order_fields(["done", *(name for name in self.fields if name not in self.base_fields)])
        self.fields["learned"].widget.attrs["class"] = "textarea learn"

    def clean_judge_again_on(self) -> date | None:
        """A day that has not passed, and that someone can plan for."""
        day: date | None = self.cleaned_data["judge_again_on"]
        try:
            rules.check_judge_again(day, self.sheet.period)
        except RuleBroken as refused:
            raise forms.ValidationError(refusal(refused), code="out_of_range") from refused
        return day

    def clean(self) -> None:
        """Each line has a number or a reason, never both; what was written before stands until one is chosen."""
        for line in self.sheet.lines:
            names = [f"{part}_{line.planned_result_id}" for part in ("value", "missing")]
            if all(self.cleaned_data.get(name) is not None for name in names):
                self.add_error(names[1], _("There is both a number and a reason why it is missing. Keep one of them."))
                self.cleaned_data.pop(names[0], None)

    def draft(self) -> Draft:
        """What was written, where it could be read; the rest as it stood before."""
        written = {name: self.cleaned_data[name] for name in TEXTS if name in self.cleaned_data}
        lines = tuple(self._line(line) for line in self.sheet.draft.lines)
        return replace(self.sheet.draft, **written, lines=lines)

    def _line(self, line: LineDraft) -> LineDraft:
        names = {part: f"{part}_{line.planned_result_id}" for part in ("value", "missing", "comment")}
        readable = {part: self.cleaned_data[name] for part, name in names.items() if name in self.cleaned_data}
        if not {"value", "missing"} <= readable.keys():
            readable = {part: readable[part] for part in ("comment",) if part in readable}
        return replace(line, **readable)

    def point_at(self, parts: Iterable[str]) -> None:
        """Say at each part what is lacking before the report can be handed in."""
        for part in parts:
            if part not in self.errors:
                self.add_error(part, lacking_words(part))

    def outputs(self) -> list[tuple[SheetLine, Mapping[str, BoundField]]]:
        """The planned outputs with their fields."""
        return [self._with_fields(line) for line in self.sheet.outputs]

    def outcomes(self) -> list[tuple[SheetLine, Mapping[str, BoundField]]]:
        """The planned outcomes with their fields."""
        return [self._with_fields(line) for line in self.sheet.outcomes]

    def _with_fields(self, line: SheetLine) -> tuple[SheetLine, Mapping[str, BoundField]]:
        return line, {part: self[f"{part}_{line.planned_result_id}"] for part in ("value", "missing", "comment")}

    def verdict_cards(self) -> list[tuple[SafeString, Verdict, str, str]]:
        """Each verdict: its radio button, its code, its words and what it means."""
        return [
            (choice.tag(), Verdict(str(choice.data["value"])), str(words[0]), str(words[1]))
            for choice, words in zip(self["verdict"].subwidgets, VERDICTS.values(), strict=True)
        ]


def _initial(sheet: ReportSheet) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(sheet, name) for name in TEXTS}
    for line in sheet.lines:
        for part in ("value", "missing", "comment"):
            initial[f"{part}_{line.planned_result_id}"] = getattr(line, part)
    return initial


def _line_fields(line: SheetLine) -> dict[str, forms.Field]:
    number = AmountField(label=line.text, required=False)
    number.widget.attrs["class"] = "input input-num end"
    missing = forms.TypedChoiceField(
        label=_("Why is the number missing?"),
        choices=lambda: [("", _("The number is here")), *((code.value, word(code)) for code in Missing)],
        coerce=Missing,
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"class": "select"}),
    )
    comment = LineField(label=_("Comment"), required=False, max_length=500)
    comment.widget.attrs |= {"class": "input", "autocomplete": "off"}
    return {
        f"value_{line.planned_result_id}": number,
        f"missing_{line.planned_result_id}": missing,
        f"comment_{line.planned_result_id}": comment,
    }


class EvidenceForm(forms.Form):
    """A link or a file that shows what the report says. It stands inside the report's own form."""

    prefix = "evidence"
    title = LineField(label=_("What does it show?"), max_length=LONGEST_NAME)
    link = forms.CharField(label=_("Web address"), required=False, max_length=500)
    upload = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("PDF, Word, Excel, PNG or JPEG, at most 10 MB.")
    )

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


class RoundForm(forms.Form):
    """A new round."""

    period = PeriodField(label=_("Half-year, like 2026H2"), help_text="")
    opens_on = DayField(label=_("Opens"), validators=[_day_of_a_round])
    due_on = DayField(label=_("Last day"), validators=[_day_of_a_round])

    @staticmethod
    def suggested(last: Period | None, today: date) -> dict[str, Any]:
        """The half-year after the last round's, or the present one."""
        return {"period": str(last.next() if last else Period.of(today, Span.HALF)), "opens_on": today}


class ExtendForm(forms.Form):
    """A later last day."""

    due_on = DayField(label=_("New last day"), validators=[_day_of_a_round])


class ReopenForm(forms.Form):
    """Why a round opens again."""

    reason = TextField(label=_("Why does it open again?"), rows=2, max_length=2000)


class ReturnForm(forms.Form):
    """What the author is asked to do."""

    comment = TextField(
        label=_("What is needed?"),
        rows=3,
        max_length=LONGEST_TEXT,
        help_text=_("Ask a question that can be answered. It stands at the top of the report."),
    )


class HandOverForm(forms.Form):
    """Somebody else who writes the report."""

    author = forms.ModelChoiceField(label=_("Who writes instead?"), queryset=User.objects.none())

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = people_here(region_id)  # type: ignore[attr-defined]  # a choice among people


class AssessmentForm(forms.Form):
    """A verdict and its reasons on each of the four axes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for axis in Axis:
            self.fields[axis.value] = forms.TypedChoiceField(
                label=word(axis),
                choices=words_of(Verdict),
                coerce=Verdict,
                initial=Verdict.NOT_ASSESSED,
                widget=forms.RadioSelect,
            )
            self.fields[f"{axis}_reason"] = TextField(
                label=_("%(axis)s: why?") % {"axis": word(axis)}, required=False, rows=3, max_length=LONGEST_TEXT
            )

    def clean(self) -> None:
        """Reasons wherever something is judged."""
        for axis, ruling in self.rulings().items():
            try:
                rules.check_ruling(axis, ruling)
            except RuleBroken as refused:
                if f"{axis}_reason" not in self.errors:
                    self.add_error(f"{axis}_reason", refusal(refused))

    def rulings(self) -> dict[Axis, Ruling]:
        """What was judged on each axis, where it could be read."""
        return {
            axis: Ruling(self.cleaned_data[axis.value], self.cleaned_data.get(f"{axis}_reason", ""))
            for axis in Axis
            if axis.value in self.cleaned_data
        }
