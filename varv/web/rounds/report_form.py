"""The report's own form: made from what its insats has planned and from the questions of its template."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from varv.core.counting import Dimension
from varv.core.judgement import Confidence, Verdict
from varv.core.refusals import RuleBroken
from varv.core.status import Missing
from varv.overview.rounds.report_sheet import ReportSheet
from varv.overview.rounds.sheet_lines import SheetBreakdown, SheetLine
from varv.overview.words import refusal, word
from varv.overview.words.of_reporting import GUIDES, Guide
from varv.overview.words.of_rounds import VERDICTS, lacking_words
from varv.rounds import rules
from varv.rounds.drafts import TEXTS, Draft, LineDraft, PartDraft, answer_field, part_field
from varv.web.delivery.fields import AmountField, LineField, TextField
from varv.web.learning.forms.fields import DayField, words_of

LONGEST_TEXT = 5000
PARTS = ("value", "missing", "comment")


@dataclass(frozen=True)
class PartShown:
    """One category's field, with its words and what was said last time."""

    words: str
    last: Decimal | None
    field: BoundField


@dataclass(frozen=True)
class BreakdownShown:
    """A breakdown's fields; ``remainder`` is what was not broken down when the page was made."""

    dimension: Dimension
    remainder: Decimal | None
    parts: tuple[PartShown, ...]


@dataclass(frozen=True)
class LineShown:
    """One planned output or outcome with its fields."""

    line: SheetLine
    value: BoundField
    missing: BoundField
    comment: BoundField
    breakdowns: tuple[BreakdownShown, ...]

    @property
    def is_opened(self) -> bool:
        """Whether what is folded away holds something to see."""
        return any(field.errors or field.value() for field in (self.missing, self.comment))

    @property
    def is_broken_down(self) -> bool:
        """Whether any part is written, or wrong."""
        return any(part.field.errors or part.field.value() for one in self.breakdowns for part in one.parts)

    @property
    def same_as_last(self) -> Mapping[str, str]:
        """What the fields hold when it is the same as last time, by the fields' names."""
        last = self.line.last
        if last is None or (last.value is None and last.missing is None):
            return {}
        return {name: shown(value) for name, value in as_last_time(self.line).items()}


def shown(value: Any) -> str:
    """A value as the form's own fields write it, so that it can be read back."""
    return str(AmountField().prepare_value(value)) if isinstance(value, Decimal) else str(value or "")


def as_last_time(line: SheetLine) -> dict[str, Any]:
    """The values of a line's fields when nothing is new since last time, by the fields' names."""
    pk, last = line.planned_result_id, line.last
    if last is None:
        return {}
    parts = {
        part_field(pk, breakdown.dimension, part.category): part.last
        for breakdown in line.breakdowns
        for part in breakdown.parts
    }
    return {f"value_{pk}": last.value, f"missing_{pk}": last.missing, **parts}


class ReportForm(forms.Form):
    """A report made from its insats' own plan: a number, a reason and a comment for each planned result.

    Nothing is required while it is written. What cannot be read is pointed at, and the rest is kept.
    """

    done = TextField(label=_("What has been done since last time?"), required=False, rows=3, max_length=LONGEST_TEXT)
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
    unexpected = TextField(
        label=_("Did anything happen that you had not expected?"), required=False, rows=2, max_length=LONGEST_TEXT
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
    next_change = TextField(label=_("What do you change next?"), required=False, rows=2, max_length=LONGEST_TEXT)
    needs = TextField(label=_("Decisions, money or help"), required=False, rows=2, max_length=LONGEST_TEXT)
    needs_nothing = forms.BooleanField(label=_("We need nothing right now"), required=False)

    def __init__(self, data: Any = None, *, sheet: ReportSheet, auto_id: str = "id_%s") -> None:
        super().__init__(data, initial=initial_of(sheet), auto_id=auto_id)
        self.sheet = sheet
        for line in sheet.lines:
            self.fields.update(_line_fields(line, are_frozen=sheet.are_figures_frozen))
        self.order_fields(["done", *(name for name in self.fields if name not in self.base_fields)])
        for question in sheet.questions:
            self.fields[answer_field(question.key)] = TextField(
                label=question.text, required=False, rows=3, max_length=LONGEST_TEXT, help_text=question.hint
            )
        for name, guide in GUIDES.items():
            self.fields[name].help_text = str(self.fields[name].help_text or guide.hint)
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
        """Each line has a number or a reason, never both, and parts that fit in their total."""
        for line in self.sheet.lines:
            names = [f"{part}_{line.planned_result_id}" for part in ("value", "missing")]
            if all(self.cleaned_data.get(name) is not None for name in names):
                self.add_error(names[1], _("There is both a number and a reason why it is missing. Keep one of them."))
                self.cleaned_data.pop(names[0], None)
        for stood, line in zip(self.sheet.draft.lines, self.sheet.lines, strict=True):
            self._check_parts(self._figures(stood, line), line)

    def _check_parts(self, draft: LineDraft, line: SheetLine) -> None:
        try:
            rules.check_parts(draft, _offered(line))
        except RuleBroken as refused:
            self.add_error(str(refused.facts["field"]), refusal(refused))

    def draft(self) -> Draft:
        """What was written, where it could be read; the rest as it stood before."""
        stood = self.sheet.draft
        written = {name: self.cleaned_data[name] for name in TEXTS if name in self.cleaned_data}
        names = {answer_field(question.key): question.key for question in self.sheet.questions}
        given = {key: self.cleaned_data[name] for name, key in names.items() if name in self.cleaned_data}
        answers = {key: text for key, text in {**stood.answers, **given}.items() if text.strip()}
        lines = tuple(self._line(line, asked) for line, asked in zip(stood.lines, self.sheet.lines, strict=True))
        return replace(stood, **written, answers=answers, lines=lines)

    def _line(self, stood: LineDraft, line: SheetLine) -> LineDraft:
        """The figures together, or as they stood where they do not fit together; the comment by itself."""
        comment = self.cleaned_data.get(f"comment_{stood.planned_result_id}", stood.comment)
        figures = self._figures(stood, line)
        fits = not any(name in self.errors for name in _part_names(line))
        return (
            replace(figures, comment=comment, parts=tuple(sorted(figures.parts)))
            if fits
            else replace(stood, comment=comment)
        )

    def _figures(self, stood: LineDraft, line: SheetLine) -> LineDraft:
        names = {part: f"{part}_{stood.planned_result_id}" for part in ("value", "missing")}
        if not set(names.values()) <= self.cleaned_data.keys():
            return stood
        value, missing = (self.cleaned_data[name] for name in names.values())
        written = {name: part for name, part in _part_names(line).items() if self.cleaned_data.get(name) is not None}
        parts = (PartDraft(*part, self.cleaned_data[name]) for name, part in written.items())
        return replace(stood, value=value, missing=missing, parts=tuple(parts))

    def point_at(self, parts: Iterable[str]) -> None:
        """Say at each part what is lacking before the report can be handed in."""
        for part in parts:
            if part not in self.errors:
                self.add_error(part, lacking_words(part))

    def outputs(self) -> list[LineShown]:
        """The planned outputs with their fields."""
        return [self._shown(line) for line in self.sheet.outputs]

    def outcomes(self) -> list[LineShown]:
        """The planned outcomes with their fields."""
        return [self._shown(line) for line in self.sheet.outcomes]

    def _shown(self, line: SheetLine) -> LineShown:
        fields = {part: self[f"{part}_{line.planned_result_id}"] for part in PARTS}
        return LineShown(line=line, **fields, breakdowns=tuple(self._breakdown(line, one) for one in line.breakdowns))

    def _breakdown(self, line: SheetLine, breakdown: SheetBreakdown) -> BreakdownShown:
        names = [part_field(line.planned_result_id, breakdown.dimension, part.category) for part in breakdown.parts]
        parts = zip(breakdown.parts, names, strict=True)
        return BreakdownShown(
            breakdown.dimension,
            breakdown.remainder,
            tuple(PartShown(part.name, part.last, self[name]) for part, name in parts),
        )

    def answers(self) -> list[tuple[BoundField, Guide | None]]:
        """The template's own questions: the field, and an example of a thin and a good answer where there is one."""
        return [
            (self[answer_field(one.key)], Guide(one.hint, one.thin, one.good) if one.thin or one.good else None)
            for one in self.sheet.questions
        ]

    def guides(self) -> Mapping[str, Guide]:
        """The guide beside each of the report's own fields."""
        return GUIDES

    def verdict_cards(self) -> list[tuple[SafeString, Verdict, str, str]]:
        """Each verdict: its radio button, its code, its words and what it means."""
        return [
            (choice.tag(), Verdict(str(choice.data["value"])), str(words[0]), str(words[1]))
            for choice, words in zip(self["verdict"].subwidgets, VERDICTS.values(), strict=True)
        ]


def _offered(line: SheetLine) -> dict[Dimension, list[str]]:
    return {one.dimension: [part.category for part in one.parts] for one in line.breakdowns}


def _part_names(line: SheetLine) -> dict[str, tuple[Dimension, str]]:
    return {
        part_field(line.planned_result_id, dimension, category): (dimension, category)
        for dimension, categories in _offered(line).items()
        for category in categories
    }


def initial_of(sheet: ReportSheet) -> dict[str, Any]:
    """What is saved, by the fields' names."""
    initial: dict[str, Any] = {name: getattr(sheet, name) for name in TEXTS}
    initial |= {answer_field(question.key): sheet.answers.get(question.key, "") for question in sheet.questions}
    return initial | dict(pair for line in sheet.lines for pair in _initial_of(line))


def _initial_of(line: SheetLine) -> Iterator[tuple[str, Any]]:
    for part in PARTS:
        yield f"{part}_{line.planned_result_id}", getattr(line, part)
    for breakdown in line.breakdowns:
        for one in breakdown.parts:
            yield part_field(line.planned_result_id, breakdown.dimension, one.category), one.value


def _line_fields(line: SheetLine, *, are_frozen: bool) -> dict[str, forms.Field]:
    """A line's fields; the figures cannot be written in while only the words of a report are mended."""
    missing = forms.TypedChoiceField(
        label=_("Why is the number missing?"),
        choices=lambda: [("", _("The number is here")), *((code.value, word(code)) for code in Missing)],
        coerce=Missing,
        required=False,
        empty_value=None,
        disabled=are_frozen,
        widget=forms.Select(attrs={"class": "select"}),
    )
    comment = LineField(label=_("Comment"), required=False, max_length=500)
    comment.widget.attrs |= {"class": "input", "autocomplete": "off"}
    own: dict[str, forms.Field] = {
        f"value_{line.planned_result_id}": _number_field(line.text, disabled=are_frozen),
        f"missing_{line.planned_result_id}": missing,
        f"comment_{line.planned_result_id}": comment,
    }
    return own | {
        part_field(line.planned_result_id, breakdown.dimension, part.category): _number_field(
            f"{line.text}, {part.name}", disabled=are_frozen
        )
        for breakdown in line.breakdowns
        for part in breakdown.parts
    }


def _number_field(label: str, *, disabled: bool) -> AmountField:
    number = AmountField(label=label, required=False, disabled=disabled)
    number.widget.attrs["class"] = "input input-num end"
    return number
