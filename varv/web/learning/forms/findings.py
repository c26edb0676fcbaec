from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from varv.core.kinds import Bearing, SourceKind
from varv.core.theory import Evidence
from varv.indicators.models import Indicator
from varv.learning.models import Finding
from varv.learning.operations import SourceDraft
from varv.learning.rules.findings import READ_BY_OTHERS
from varv.overview.words import period, word
from varv.rounds.models import Report
from varv.strategy.models import ChainLink, EvaluationQuestion, Goal
from varv.web.learning.forms.fields import DayField, DeedForm, LinkField, OwnedForm, ProseField, goal_field, words_of
from varv.web.offers import offer_choices, offer_rows

LONGEST_TOLD = 120


class FindingForm(OwnedForm):
    """Something that an evaluation found, and what it speaks of."""

    text = ProseField(
        label=_("What was found"), help_text=_("One finding in a sentence or two, in the evaluator's own words.")
    )
    evidence = forms.TypedChoiceField(
        label=_("How well it is supported"), choices=words_of(Evidence), coerce=Evidence, widget=forms.RadioSelect
    )
    rests_on = forms.CharField(
        label=_("What it rests on"),
        max_length=300,
        required=False,
        help_text=_("For example interim report 2, p. 31: 41 interviews."),
    )
    question = forms.ModelChoiceField(
        label=_("Evaluation question"),
        queryset=EvaluationQuestion.objects.of(0),
        required=False,
        empty_label=_("No particular question"),
    )
    goal = goal_field()
    link = LinkField(
        label=_("Link in an effect chain"),
        queryset=ChainLink.objects.of(0),
        required=False,
        empty_label=_("No particular link"),
        help_text=_("The finding then stands beside the link it speaks of."),
    )
    bearing = forms.TypedChoiceField(
        label=_("What it does to the link"),
        choices=words_of(Bearing),
        coerce=Bearing,
        required=False,
        empty_value=Bearing.NEITHER,
        initial=Bearing.NEITHER,
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = self.initial.get("goal")
        if isinstance(stands, Goal):  # a goal that has been retired since is still what it speaks of
            goals = Goal.objects.of(self.region_id).filter(Q(retired_on=None) | Q(pk=stands.pk))
            offer_rows(self, "goal", goals.in_outline_order())


class NewFindingForm(FindingForm):
    """The same, with the day it was seen and, for those who may, what is known of the link from now on."""

    seen_on = DayField(
        label=_("When it was seen"), required=False, help_text=_("Empty means the day the report was delivered.")
    )
    evidence_after = forms.TypedChoiceField(
        label=_("What is known of the link now"),
        coerce=Evidence,
        required=False,
        empty_value=None,
        help_text=_("The evidence of the chain is moved at once, and the chain tells by what. It can be done later."),
    )
    revision = None  # type: ignore[assignment]  # Django's way to leave out an inherited field

    field_order = ("text", "evidence", "rests_on", "seen_on", "question", "goal", "link", "bearing", "evidence_after")

    def __init__(self, *args: Any, may_move: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_move:
            del self.fields["evidence_after"]
        else:
            offer_choices(self, "evidence_after", _grades())


def _grades() -> list[tuple[str, str]]:
    return [("", str(_("Not moved yet"))), *words_of(Evidence)()]


class MoveForm(DeedForm):
    """What is known of a link, because of a finding."""

    evidence_after = forms.TypedChoiceField(
        label=_("What is known of the link now"), choices=words_of(Evidence), coerce=Evidence, widget=forms.RadioSelect
    )


class IndicatorField(forms.ModelChoiceField[Indicator]):
    """An indicator, by name."""


class ReportField(forms.ModelChoiceField[Report]):
    """A report that others may read, by its initiative and period."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.initiative}, {period(obj.round.period)}"


class SourceForm(DeedForm):
    """One thing that a finding rests on."""

    kind = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=lambda: [(kind.value, word(kind)) for kind in SourceKind if kind is not SourceKind.FINDING],
        coerce=SourceKind,
        widget=forms.RadioSelect,
    )
    source_text = forms.CharField(
        label=_("In words"),
        max_length=300,
        required=False,
        help_text=_("For example “41 interviews, spring 2026”. Not needed for indicators and reports."),
    )
    indicator = IndicatorField(
        label=_("Indicator"), queryset=Indicator.objects.of(0), required=False, empty_label=_("No indicator")
    )
    report = ReportField(label=_("Report"), queryset=Report.objects.of(0), required=False, empty_label=_("No report"))
    as_of = DayField(label=_("As of"), required=False, help_text=_("The day of the figures, or of the conversation."))
    link = forms.URLField(label=_("Link to the source"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readable = Report.objects.of(region_id).filter(state__in=READ_BY_OTHERS)
        offer_rows(self, "indicator", Indicator.objects.of(region_id).order_by("name", "pk"))
        offer_rows(self, "report", readable.select_related("initiative", "round").order_by("initiative__name", "-pk"))

    def draft(self) -> SourceDraft:
        """The source as it was told; what belongs to another kind is left out."""
        said = self.cleaned_data
        is_of = {SourceKind.INDICATOR: "indicator", SourceKind.REPORT: "report"}.get(said["kind"])
        return SourceDraft(
            kind=said["kind"],
            text=said["source_text"],
            indicator=said["indicator"] if is_of == "indicator" else None,
            report=said["report"] if is_of == "report" else None,
            link=said["link"],
            as_of=said["as_of"],
        )


class OtherFindingField(forms.ModelChoiceField[Finding]):
    """A finding, by its evaluation and its words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.evaluation}: {obj.text[:LONGEST_TOLD]}"


class ContradictionForm(DeedForm):
    """Another finding, and why the two cannot both be right."""

    other = OtherFindingField(
        label=_("Which finding says otherwise?"), queryset=Finding.objects.of(0), empty_label=_("Choose a finding")
    )
    explanation = ProseField(
        label=_("What do we know of why they differ?"),
        help_text=_("Other years, other people, other methods. “We do not know yet” is an answer."),
    )

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Finding.objects.of(finding.region_id).exclude(pk=finding.pk)
        offer_rows(self, "other", others.select_related("evaluation").order_by("-seen_on", "-pk"))
